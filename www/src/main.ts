/** The page: take files, analyse, draw. */
import { init, type TierTableName } from 'planscore';
import { analyze, free, type Analysis } from './analysis.js';
import { h } from './dom.js';
import { locale, setLocale, t, type Word } from './i18n.js';
import { recognise, type Kind, type Source } from './intake.js';
import { funnelPanel } from './panels/funnel.js';
import { kpiPanel } from './panels/kpi.js';
import { explain } from './panels/panel.js';
import { planPanel } from './panels/plan.js';
import { qualityPanel } from './panels/quality.js';
import { tiersPanel } from './panels/tiers.js';

const SAMPLES = ['plan.md', 'orders.csv', 'deals.csv', 'kpis.json'];
const KINDS = ['plan', 'orders', 'deals', 'kpis'] as const satisfies Kind[];

const sources = new Map<Kind, Source>();
const troubles: string[] = [];
let tierTable: TierTableName = 'salesPlan';
let analysis: Analysis | null = null;

/** Reads files one by one: what is good is used, what is not is explained. */
async function take(files: Iterable<{ name: string; arrayBuffer(): Promise<ArrayBuffer> }>): Promise<void> {
  troubles.length = 0;
  await init();
  for (const file of files) {
    try {
      const source = recognise(file.name, new Uint8Array(await file.arrayBuffer()));
      sources.set(source.kind, source);
    } catch (error) {
      troubles.push(`${file.name}: ${explain(error)}`);
    }
  }
  draw();
}

async function takeSamples(): Promise<void> {
  const fetched = SAMPLES.map(async (name) => {
    const response = await fetch(`samples/${name}`);
    return { name, arrayBuffer: () => response.arrayBuffer() };
  });
  await take(await Promise.all(fetched));
}

function draw(): void {
  if (analysis !== null) free(analysis);
  analysis = sources.size === 0 ? null : analyze(sources, tierTable);
  document.documentElement.lang = locale();
  document.title = `planscore ${t('title')}`;
  document.body.replaceChildren(header(), h('main', {}, intake(), ...(analysis === null ? [] : [results(analysis)])));
}

function header(): HTMLElement {
  const language = (): void => {
    setLocale(locale() === 'zh-CN' ? 'en' : 'zh-CN');
    draw();
    document.getElementById('language')?.focus();
  };
  return h(
    'header',
    {},
    h('div', { class: 'brand' }, h('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), h('h1', {}, 'planscore ', h('span', {}, t('title')))),
    h('p', { class: 'privacy' }, t('privacy')),
    h('button', { id: 'language', type: 'button', lang: locale() === 'zh-CN' ? 'en' : 'zh-CN', click: language }, t('language')),
  );
}

function intake(): HTMLElement {
  const picker = h('input', {
    id: 'files',
    type: 'file',
    multiple: true,
    class: 'hidden',
    accept: '.md,.txt,.csv,.tsv,.json,text/*',
    change: () => void take(picker.files ?? []).catch(refuse),
  });
  const loaded = KINDS.flatMap((kind) => {
    const source = sources.get(kind);
    if (source === undefined) return [];
    const drop = (): void => {
      sources.delete(kind);
      draw();
    };
    const label = `${t('remove')} ${source.name}`;
    return [
      h('li', {}, h('span', { class: 'kind' }, t(kind)), source.name, h('button', { type: 'button', 'aria-label': label, title: label, click: drop }, '×')),
    ];
  });
  return h(
    'section',
    { class: sources.size === 0 ? 'intake' : 'intake small', 'aria-label': t('dropHere') },
    sources.size === 0 ? h('p', { class: 'tagline' }, t('tagline')) : null,
    h(
      'div',
      { class: 'drop' },
      h('p', {}, h('strong', {}, t('dropHere')), h('span', {}, t('dropWhat'))),
      h(
        'div',
        { class: 'tools' },
        picker,
        h('label', { for: 'files', class: 'button' }, t('choose')),
        h('button', { id: 'sample', type: 'button', class: 'primary', click: () => void takeSamples().catch(refuse) }, t('sample')),
      ),
    ),
    sources.size === 0 ? answers() : null,
    h('ul', { class: 'loaded', 'aria-label': t('loaded') }, ...loaded),
    h('div', { class: 'troubles', role: 'alert' }, ...troubles.map((trouble) => h('p', {}, trouble))),
  );
}

/** What the page is good for, before anything is loaded. */
function answers(): HTMLElement {
  const one = (title: Word, text: Word): HTMLElement => h('div', {}, h('h2', {}, t(title)), h('p', {}, t(text)));
  return h(
    'div',
    { class: 'answers' },
    one('panelKpi', 'answerKpi'),
    one('panelFunnel', 'answerFunnel'),
    one('panelPlan', 'answerPlan'),
    one('panelTiers', 'answerTiers'),
  );
}

function results(of: Analysis): HTMLElement {
  const choose = (table: TierTableName): void => {
    tierTable = table;
    draw();
    document.querySelector<HTMLElement>('#tiers select')?.focus();
  };
  return h(
    'div',
    { class: 'panels' },
    kpiPanel(of.kpis),
    funnelPanel(of.funnel),
    planPanel(of.plan),
    tiersPanel(of.tiers, tierTable, choose),
    qualityPanel(of),
  );
}

function refuse(error: unknown): void {
  troubles.splice(0, troubles.length, explain(error));
  draw();
}

/** The whole window takes files, so that a near miss does not open them instead. */
function listen(): void {
  let depth = 0;
  const over = (inside: boolean): void => {
    document.body.classList.toggle('over', inside);
  };
  addEventListener('dragenter', () => over(++depth > 0));
  addEventListener('dragleave', () => over(--depth > 0));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    over((depth = 0) > 0);
    void take(event.dataTransfer?.files ?? []).catch(refuse);
  });
}

draw();
listen();
init().then(
  () => document.documentElement.setAttribute('data-ready', ''),
  (error: unknown) => refuse(new Error(`${t('failedInit')}: ${explain(error)}`)),
);
