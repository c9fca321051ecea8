/** The page: take files, read them in a worker, show the review. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { PlanscoreError } from 'planscore';
import 'planscore/element';
import type { Client, RemoteDeals, RemoteOrders } from 'planscore/worker';
import { askKeep, askPaste } from './asks.js';
import { withHeader } from './csv.js';
import { Datasets } from './datasets.js';
import { confirmed, download, h } from './dom.js';
import { header, intake, listen, type Doing, type Progress, type TemplateKind } from './frame.js';
import { count, locale, setLocale, t } from './i18n.js';
import { headOf, read, readAs, sheetsOf, unpacked, Unmapped, type Source } from './intake.js';
import { Unlike } from './join.js';
import { decode } from './decode.js';
import { askMapping } from './mapping.js';
import { sample, start } from './platform.js';
import { qualityPanel, type Quality } from './quality.js';
import { remedy } from './remedy.js';
import { openReport } from './report.js';
import {
  actualsOf,
  isEmpty,
  NOTHING,
  periodOf,
  scorecardOf,
  retyped,
  withTable,
  withTyped,
  type ActualsRead,
  type Given,
  type ReadKind,
  type Reading,
  type Table,
} from './session.js';
import * as store from './store.js';

const SAMPLES = ['plan.md', 'orders.csv', 'deals.csv', 'kpis.json'];
/** Bytes of orders below which it is known who sells before the answers are there. */
const SOON = 2 * 2 ** 20;

const sets = new Datasets();
let client: Client;
/** Resolves once somebody can answer; what is asked before that waits for it. */
const begun = start().then(
  (connected) => {
    client = connected;
  },
  (error: unknown) => {
    throw new Error(`${t('failedInit')}: ${explain(error)}`);
  },
);
let given = NOTHING;
/** The last step that can be taken back: the state before it, and what it made of it. */
let step: { before: Given; after: Given } | null = null;
let notice: { text: string; undo: boolean } | null = null;
let troubles: string[] = [];
let reading: Progress | null = null;
let kept: store.Kept | null = null;
/** Whether something was typed that is not kept. */
let isUnsaved = false;

const review = h('planscore-review', { id: 'review', hidden: true });
const slots = {
  top: h('header'),
  intake: h('div'),
  tools: h('div', { class: 'tools reports' }),
  report: h('div'),
  quality: h('div'),
};
review.addEventListener('planscore-edit', ({ detail }) => {
  if (given.plan !== null) type({ ...given, plan: { ...given.plan, text: detail.text } });
});
review.addEventListener('planscore-change', ({ detail }) => type(withTyped(given, detail.actual)));
review.addEventListener('planscore-targets', ({ detail }) => type({ ...given, scorecard: detail.scorecard }));
review.addEventListener('planscore-member-targets', ({ detail }) => type({ ...given, memberTargets: detail.targets }));

/** Takes what was typed; the review shows it already. */
function type(next: Given): void {
  [given, isUnsaved] = [next, true];
}

// A page that is closed takes with it what was typed and not kept: the browser asks.
addEventListener('beforeunload', (event) => {
  if (isUnsaved && !isEmpty(given)) event.preventDefault();
});

/** An error in the user's language, with its place. */
function explain(error: unknown): string {
  if (error instanceof DOMException && error.name === 'AbortError') return t('cancelled');
  if (error instanceof Unlike) return t('unlike', { names: error.message });
  if (!(error instanceof PlanscoreError)) return error instanceof Error ? error.message : String(error);
  // Of columns the message speaks in the file's own words.
  const path = error.path?.startsWith('columns') ? '' : error.path;
  const place = path ?? (error.row === null ? '' : `${t('row')} ${error.row}`);
  return `${error.messages[locale()]}${place && ` · ${place}`}`;
}

/** A file that cannot be used: why, and what to do now. */
function trouble(name: string, error: unknown): string {
  const now = remedy(error);
  return `${name}: ${explain(error)}${now && `${locale() === 'en' ? '. ' : '。'}${now}`}`;
}

/** A reading that can be watched and given up. */
function watched(name: string): { signal: AbortSignal; onProgress: (fraction: number) => void } {
  const control = new AbortController();
  reading = { name, fraction: 0, cancel: () => control.abort() };
  review.busy = true;
  draw();
  return {
    signal: control.signal,
    onProgress: (fraction) => {
      if (reading === null) return;
      reading.fraction = fraction;
      drawIntake();
    },
  };
}

/** What a file turned out to be, by itself or by the user's word; null where the user gave up. */
async function sourceOf(file: File, control: ReturnType<typeof watched>): Promise<Source> {
  try {
    return await read(client, file, control);
  } catch (error) {
    if (!(error instanceof Unmapped)) throw error;
    const { kind, headers, cause } = error;
    const about = cause.path;
    const sheets = await sheetsOf(file);
    const answer = await askMapping({
      name: file.name,
      kind,
      headers,
      sheets,
      reading: {},
      why: explain(cause),
      about,
    });
    if (answer === null) throw cause;
    return readAs(client, answer.kind, file, answer.reading, control);
  }
}

/** The state with what a file holds. */
function placed(to: Given, source: Source): Given {
  if (source.kind === 'plan') return { ...to, plan: { name: source.name, text: source.text } };
  if (source.kind === 'kpis') {
    return {
      ...to,
      kpis: [...to.kpis.filter(({ name }) => name !== source.name), { name: source.name, file: source.file }],
    };
  }
  sets.keep(source.table, source.data);
  return withTable(to, source.table);
}

/** Reads files one by one: what is good is used, what is not is explained. */
async function take(files: Iterable<File>, isSample = false): Promise<void> {
  troubles = [];
  const since = given;
  const from: Given = isSample ? { ...NOTHING, isSample } : since.isSample ? NOTHING : since;
  let next = from;
  let repeated = 0;
  for (const file of [...files]) {
    const control = watched(file.name);
    try {
      await begun;
      const candidate = placed(next, await sourceOf(file, control));
      await sets.load(client, candidate, control);
      next = candidate;
      for (const kind of ['orders', 'deals'] as const)
        repeated = Math.max(repeated, sets.of(next, kind)?.joined?.repeated ?? 0);
    } catch (error) {
      troubles.push(trouble(file.name, error));
    }
  }
  reading = null;
  if (next === from) return show();
  if (from === since) next = retyped(next, since, given);
  const gone = replacedBy(next);
  const text = [gone, repeated > 0 ? t('repeated', { n: count(repeated) }) : ''].filter(Boolean).join('；');
  commit(next, text, gone !== '');
}

/** What of the present state is no longer there, in words. */
function replacedBy(next: Given): string {
  if (isEmpty(given)) return '';
  if (given.isSample && !next.isSample) return t('sampleGone');
  const kept = new Set(next.tables.map(({ original }) => original));
  const names = given.tables.filter(({ original }) => !kept.has(original)).map(({ name }) => name);
  if (given.plan !== null && next.plan?.text !== given.plan.text) names.unshift(given.plan.name);
  return names.length === 0 ? '' : t('replaced', { name: names.join('、') });
}

/** Takes a step; `undo` keeps the way back. */
function commit(next: Given, text: string, undo: boolean): void {
  if (undo) step = { before: given, after: next };
  given = next;
  notice = text === '' ? null : { text, undo };
  sets.sweep(step === null ? [given] : [given, step.before]);
  show();
}

/** Takes the last step back; what was typed since stays. */
function undo(): void {
  if (step === null) return;
  const { before, after } = step;
  step = null;
  commit(before.isSample === given.isSample ? retyped(before, after, given) : before, t('undone'), false);
}

async function takeSamples(): Promise<void> {
  if (!isEmpty(given) && !given.isSample && !(await confirmed(t('sampleReplaces'), t('sampleUse'), t('cancel'))))
    return;
  await take(await Promise.all(SAMPLES.map(sample)), true);
}

function remove(kind: 'plan' | 'table' | 'kpis', name: string): void {
  const next =
    kind === 'plan'
      ? { ...given, plan: null }
      : kind === 'kpis'
        ? { ...given, kpis: given.kpis.filter((one) => one.name !== name) }
        : { ...given, tables: given.tables.filter((one) => one.name !== name) };
  void settle(next, t('removed', { name }));
}

/** Reads what a state needs and takes it; a state that cannot be read is not taken. */
async function settle(next: Given, text: string): Promise<void> {
  const since = given;
  try {
    await sets.load(client, next, watched(text));
    reading = null;
    commit(retyped(next, since, given), text, true);
  } catch (error) {
    reading = null;
    troubles = [explain(error)];
    show();
  }
}

/** Asks how a table is to be read; null where the user gives up. */
async function reread(
  kind: ReadKind,
  original: File,
  csv: File,
  { columns, ...how }: Reading,
  about: string | null,
): Promise<Reading | null> {
  const head = decode(await headOf(csv), true);
  const names = Object.values(columns ?? {}).filter((name) => typeof name === 'string');
  const headers = withHeader(head, names)?.header.filter(Boolean) ?? [];
  const sheets = await sheetsOf(original);
  const reading = columns === undefined ? how : { ...how, columns };
  const answer = await askMapping({ name: original.name, kind, headers, sheets, reading, why: null, about });
  return answer?.reading ?? null;
}

/** Lets the user say how a table is to be read. */
async function change(table: Table, about: string | null = null): Promise<void> {
  const { name, kind, original, file, reading: how, columns } = table;
  const answer = await reread(kind, original, file, { ...how, columns }, about);
  if (answer !== null) await readAnew(kind, original, answer, name);
}

/** The same for a table of actuals. */
async function changeActuals(read: ActualsRead, about: string | null = null): Promise<void> {
  const { original, reading: how, columns } = read;
  const { file } = await unpacked(original, how.sheet);
  const answer = await reread('actuals', original, file, { ...how, columns }, about);
  if (answer !== null) await readAnew('actuals', original, answer, original.name);
}

async function readAnew(kind: ReadKind, original: File, how: Reading, name: string): Promise<void> {
  try {
    const source = await readAs(client, kind, original, how, watched(name));
    await settle(placed(given, source), t('replaced', { name }));
  } catch (error) {
    reading = null;
    troubles = [trouble(name, error)];
    show();
  }
}

async function paste(): Promise<void> {
  const file = await askPaste();
  if (file !== null) await take([file]);
}

/** Saves a file to fill in. */
async function template(kind: TemplateKind): Promise<void> {
  await begun;
  const text = await client.template(kind, { locale: locale() });
  const name = `${t(kind === 'actuals' ? 'kpis' : kind)}.${kind === 'plan' ? 'md' : 'csv'}`;
  download(text, name, kind === 'plan' ? 'text/markdown' : 'text/csv');
}

/** Keeps the visit or forgets what is kept, as the user says. */
async function keep(): Promise<void> {
  const answer = await askKeep(given, kept);
  if (answer === 'forget') return forget();
  if (answer !== 'save') return;
  try {
    kept = await store.save(given);
    isUnsaved = false;
    notice = { text: t('keptNow'), undo: false };
  } catch {
    troubles = [t('keepFailed')];
  }
  draw();
}

async function forget(): Promise<void> {
  await store.forget();
  [kept, notice] = [null, { text: t('forgotten'), undo: false }];
  draw();
}

/** Goes on where the kept visit was left. */
async function resume(): Promise<void> {
  if (kept === null) return;
  const { plan, kpis, typed, scorecard, memberTargets } = kept;
  let next: Given = { ...NOTHING, plan, kpis, typed, scorecard, memberTargets };
  for (const { kind, original, reading: how } of kept.tables) {
    next = placed(next, await readAs(client, kind, original, how, watched(original.name)));
  }
  await sets.load(client, next, {});
  reading = null;
  commit(next, '', false);
}

/** The same in the other language: what the files say of themselves is asked anew. */
async function language(): Promise<void> {
  setLocale(locale() === 'zh-CN' ? 'en' : 'zh-CN');
  show();
  let next = given;
  for (const table of given.tables) {
    next = placed(next, await readAs(client, table.kind, table.original, table.reading, {}));
  }
  for (const { read: was } of given.kpis.map(({ file }) => file)) {
    if (was !== undefined) next = placed(next, await readAs(client, 'actuals', was.original, was.reading, {}));
  }
  await sets.load(client, next, {});
  const { plan, typed, scorecard, memberTargets } = given;
  if (next === given) return;
  given = { ...next, plan, typed, scorecard, memberTargets };
  sets.sweep(step === null ? [given] : [given, step.before]);
  show();
}

/** Hands what is loaded to the review, and draws the page around it. */
function show(): void {
  const [orders, deals] = [sets.of(given, 'orders'), sets.of(given, 'deals')];
  review.engine = client ?? review.engine;
  review.locale = locale();
  review.busy = reading !== null;
  review.plan = given.plan?.text ?? null;
  review.orders = (orders?.data as RemoteOrders | undefined) ?? null;
  review.deals = (deals?.data as RemoteDeals | undefined) ?? null;
  review.actuals = actualsOf(given);
  review.scorecard = scorecardOf(given);
  review.period = periodOf(given);
  review.memberTargets = given.memberTargets;
  const known = orders === null ? null : sets.owners(orders);
  const names = orders !== null && 'owner' in orders.data.columns ? null : [];
  [review.owners, review.names] = [known?.owners ?? null, known?.names ?? names];
  draw();
  void learn();
}

/** Whether going through a file for who sells takes no time that one would see. */
function isSoonRead({ size }: File): boolean {
  return size < SOON;
}

/** Finds out who sells while the review is made, in a large file once it was, and then what files cover. */
async function learn(): Promise<void> {
  const now = given;
  const file = sets.of(now, 'orders')?.file;
  if (file !== undefined && !isSoonRead(file)) await review.settled();
  const isKnown = (await sets.learnOwners(now)) && now === given;
  if (isKnown) return show();
  await review.settled();
  if (now === given) slots.quality.hidden = isEmpty(now);
  if ((await sets.learnSpans(client, now)) && now === given) show();
}

const doing: Doing = {
  take: (files) => void take(files).catch(refuse),
  sample: () => void takeSamples().catch(refuse),
  paste: () => void paste().catch(refuse),
  template: (kind) => void template(kind).catch(refuse),
  resume: () => void resume().catch(refuse),
  forget: () => void forget().catch(refuse),
  undo,
  language: () => void language().catch(refuse),
  remove,
  change: (table) => void change(table).catch(refuse),
  changeActuals: (read) => void changeActuals(read).catch(refuse),
};

/** Draws the page around the review. What is there already stays the same element, so no press and no focus is lost. */
function draw(): void {
  document.documentElement.lang = locale();
  document.title = `planscore ${t('title')}`;
  const none = isEmpty(given);
  if (none) {
    slots.report.replaceChildren();
    // Comes back once the answers above it have their height.
    slots.quality.hidden = true;
  }
  review.hidden = none;
  render(header(doing), slots.top);
  drawIntake();
  render(none ? nothing : tools(), slots.tools);
  render(none ? nothing : quality(), slots.quality);
}

function drawIntake(): void {
  render(intake({ given, reading, notice, troubles, kept, span: (table) => sets.span(table) }, doing), slots.intake);
}

function tools(): TemplateResult {
  const report = (): void => void openReport(slots.report, review, refuse).catch(refuse);
  return html`
    <button type="button" id="keep" @click=${() => void keep().catch(refuse)}>${t('keep')}</button>
    <button type="button" id="report" class="primary" @click=${report}>${t('bossReport')}</button>
    <button type="button" @click=${() => print()}>${t('print')}</button>
  `;
}

function quality(): TemplateResult {
  const found = (['orders', 'deals'] as const).flatMap((kind): Quality[] => {
    const loaded = sets.of(given, kind);
    return loaded === null ? [] : [{ kind, tables: given.tables.filter((table) => table.kind === kind), loaded }];
  });
  const actuals = given.kpis.flatMap(({ name, file }) => (file.read === undefined ? [] : [{ name, read: file.read }]));
  return qualityPanel(found, actuals, {
    table: (table, about) => void change(table, about).catch(refuse),
    actuals: (read, about) => void changeActuals(read, about).catch(refuse),
  });
}

function refuse(error: unknown): void {
  reading = null;
  review.busy = false;
  troubles = [explain(error)];
  draw();
}

draw();
// In the place of what was shown until now, which looks the same.
for (const still of document.querySelectorAll('.still')) still.remove();
document.body.prepend(slots.top, h('main', {}, slots.intake, slots.tools, slots.report, review, slots.quality));
listen(doing.take);
begun.then(
  () => {
    void store.kept().then((found) => {
      kept = found;
      if (found !== null) draw();
    });
    document.documentElement.setAttribute('data-ready', '');
  },
  refuse,
);
