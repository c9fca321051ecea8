/** The page: take files, read them in a worker, show the review. */
import { PlanscoreError, type Actual } from 'planscore';
import 'planscore/element';
import type { Client } from 'planscore/worker';
import { download, h } from './dom.js';
import { locale, setLocale, t, type Word } from './i18n.js';
import { read, readAs, Unmapped, type Kind, type Source } from './intake.js';
import { askMapping } from './mapping.js';
import { sample, start } from './platform.js';
import { qualityPanel } from './quality.js';

const SAMPLES = ['plan.md', 'orders.csv', 'deals.csv', 'kpis.json'];
const KINDS = ['plan', 'orders', 'deals', 'kpis'] as const satisfies Kind[];

const sources = new Map<Kind, Source>();
const troubles: string[] = [];
let client: Client;
/** The actuals as the user changed them in the page, until other files come. */
let edited: Actual[] | null = null;
/** What is being read, and how to give it up. */
let reading: { name: string; fraction: number; cancel: () => void } | null = null;

const review = h('planscore-review', { id: 'review' });
review.addEventListener('planscore-edit', (event) => {
  const plan = sources.get('plan');
  if (plan?.kind === 'plan') sources.set('plan', { ...plan, text: event.detail.text });
});

review.addEventListener('planscore-change', (event) => {
  edited = event.detail.actuals;
});

/** An error in the user's language, with its place and code. */
function explain(error: unknown): string {
  if (error instanceof DOMException && error.name === 'AbortError') return t('cancelled');
  if (!(error instanceof PlanscoreError)) return error instanceof Error ? error.message : String(error);
  const place = error.path ?? (error.row === null ? '' : `${t('row')} ${error.row}`);
  return `${error.messages[locale()]}${place && ` · ${place}`} (${error.code})`;
}

/** Reads files one by one: what is good is used, what is not is explained. */
async function take(files: Iterable<File>): Promise<void> {
  troubles.length = 0;
  edited = null;
  for (const file of [...files]) {
    const control = new AbortController();
    const watched = {
      signal: control.signal,
      onProgress: (fraction: number) => {
        if (reading === null) return;
        reading.fraction = fraction;
        document.querySelector('progress')?.setAttribute('value', String(fraction));
      },
    };
    reading = { name: file.name, fraction: 0, cancel: () => control.abort() };
    draw();
    try {
      keep(await read(client, file, watched));
    } catch (error) {
      if (!(error instanceof Unmapped)) {
        troubles.push(`${file.name}: ${explain(error)}`);
        continue;
      }
      const mapping = await askMapping(file.name, error, explain(error.cause));
      try {
        if (mapping === null) throw error.cause;
        keep(await readAs(client, file, mapping, watched));
      } catch (again) {
        troubles.push(`${file.name}: ${explain(again)}`);
      }
    }
  }
  reading = null;
  show();
}

function keep(source: Source): void {
  drop(source.kind);
  sources.set(source.kind, source);
}

function drop(kind: Kind): void {
  const source = sources.get(kind);
  sources.delete(kind);
  if (source !== undefined && 'data' in source) {
    const { data } = source;
    // What is being asked about the data is answered first.
    setTimeout(() => void data.free().catch(() => undefined), 0);
  }
}

async function takeSamples(): Promise<void> {
  await take(await Promise.all(SAMPLES.map(sample)));
}

function of<K extends Kind>(kind: K): Extract<Source, { kind: K }> | null {
  return (sources.get(kind) as Extract<Source, { kind: K }> | undefined) ?? null;
}

/** Hands what is loaded to the review, and draws the page around it. */
function show(): void {
  const given = of('kpis')?.file;
  review.engine = client;
  review.locale = locale();
  review.plan = of('plan')?.text ?? null;
  review.orders = of('orders')?.data ?? null;
  review.deals = of('deals')?.data ?? null;
  review.actuals = edited ?? given?.actuals ?? [];
  review.scorecard = given?.scorecard ?? null;
  review.period = given?.period ?? null;
  draw();
}

function draw(): void {
  document.documentElement.lang = locale();
  document.title = `planscore ${t('title')}`;
  const results =
    sources.size === 0
      ? []
      : [
          h(
            'div',
            { class: 'tools reports' },
            h('button', { type: 'button', id: 'report', click: () => void report('html') }, t('reportHtml')),
            h('button', { type: 'button', click: () => void report('markdown') }, t('reportMarkdown')),
            h('button', { type: 'button', click: () => print() }, t('print')),
          ),
          review,
          quality(),
        ];
  document.querySelector('body > header')?.remove();
  document.querySelector('main')?.remove();
  document.body.prepend(header(), h('main', {}, intake(), ...results));
}

function quality(): HTMLElement {
  const found = (['orders', 'deals'] as const).flatMap((kind) => {
    const data = of(kind)?.data;
    return data === undefined || data.issueCount === 0 ? [] : [{ kind, count: data.issueCount, listed: data.issues }];
  });
  return qualityPanel(found);
}

async function report(format: 'html' | 'markdown'): Promise<void> {
  try {
    const { plan, orders, deals, actuals, scorecard, period } = review;
    const { engine } = review;
    const answer = await engine.reviewPlan({ plan, orders, deals, actuals, scorecard, period }, { locale: locale() });
    const text = await engine.renderReport(answer, { format, locale: locale() });
    download(text, `planscore.${format === 'html' ? 'html' : 'md'}`, format === 'html' ? 'text/html' : 'text/markdown');
  } catch (error) {
    refuse(error);
  }
}

/** The page's icon, which is a file or, in the single file, inside. */
function icon(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
}

function header(): HTMLElement {
  const language = (): void => {
    setLocale(locale() === 'zh-CN' ? 'en' : 'zh-CN');
    show();
    document.getElementById('language')?.focus();
  };
  return h(
    'header',
    {},
    h(
      'div',
      { class: 'brand' },
      h('img', { src: icon(), alt: '', width: 28, height: 28 }),
      h('h1', {}, 'planscore ', h('span', {}, t('title'))),
    ),
    h('p', { class: 'privacy' }, t('privacy')),
    h(
      'button',
      { id: 'language', type: 'button', lang: locale() === 'zh-CN' ? 'en' : 'zh-CN', click: language },
      t('language'),
    ),
  );
}

function intake(): HTMLElement {
  const picker = h('input', {
    id: 'files',
    type: 'file',
    multiple: true,
    class: 'hidden',
    accept: '.md,.txt,.csv,.tsv,.json,.xlsx,.docx,text/*',
    change: () => void take(picker.files ?? []).catch(refuse),
  });
  const loaded = KINDS.flatMap((kind) => {
    const source = sources.get(kind);
    if (source === undefined) return [];
    const remove = (): void => {
      drop(kind);
      show();
    };
    const label = `${t('remove')} ${source.name}`;
    return [
      h(
        'li',
        {},
        h('span', { class: 'kind' }, t(kind)),
        source.name,
        h('button', { type: 'button', 'aria-label': label, title: label, click: remove }, '×'),
      ),
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
        h(
          'button',
          { id: 'sample', type: 'button', class: 'primary', click: () => void takeSamples().catch(refuse) },
          t('sample'),
        ),
      ),
    ),
    reading === null
      ? null
      : h(
          'div',
          { class: 'reading', role: 'status' },
          h('span', {}, `${t('reading')} ${reading.name}`),
          h('progress', { max: 1, value: reading.fraction, 'aria-label': `${t('reading')} ${reading.name}` }),
          h('button', { id: 'cancel', type: 'button', click: () => reading?.cancel() }, t('cancel')),
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
    one('titleKpi', 'answerKpi'),
    one('titleFunnel', 'answerFunnel'),
    one('titlePlan', 'answerPlan'),
    one('titleTiers', 'answerTiers'),
  );
}

function refuse(error: unknown): void {
  reading = null;
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
start().then(
  (connected) => {
    client = connected;
    listen();
    document.documentElement.setAttribute('data-ready', '');
  },
  (error: unknown) => refuse(new Error(`${t('failedInit')}: ${explain(error)}`)),
);
