/** What stands around the review: the header, the intake with its chips, notices and troubles. */
import { h } from './dom.js';
import { count, locale, t, type Word } from './i18n.js';
import { offer } from './asks.js';
import { isEmpty, type Given, type Table } from './session.js';
import type { Kept } from './store.js';

/** What is being read, and how to give it up. */
export interface Progress {
  name: string;
  fraction: number;
  cancel: () => void;
}

/** What the frame shows. */
export interface Shown {
  given: Given;
  reading: Progress | null;
  /** What was done, with a way back where there is one. */
  notice: { text: string; undo: boolean } | null;
  troubles: readonly string[];
  /** What a table covers, as far as that is known. */
  span: (table: Table) => string;
  /** What an earlier visit left, where it was kept. */
  kept: Kept | null;
}

/** What the user can do in the frame. */
export interface Doing {
  take: (files: Iterable<File>) => void;
  sample: () => void;
  paste: () => void;
  template: (kind: 'orders' | 'deals' | 'actuals' | 'plan') => void;
  resume: () => void;
  forget: () => void;
  undo: () => void;
  language: () => void;
  remove: (kind: 'plan' | 'table' | 'kpis', name: string) => void;
  change: (table: Table) => void;
}

/** The page's icon, which is a file or, in the single file, inside. */
function icon(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
}

export function header(on: Doing): HTMLElement[] {
  return [
    h(
      'div',
      { class: 'brand' },
      h('img', { src: icon(), alt: '', width: 28, height: 28 }),
      h('h1', {}, 'planscore ', h('span', {}, t('title'))),
    ),
    h('p', { class: 'privacy' }, t('privacy')),
    h(
      'button',
      { id: 'language', type: 'button', lang: locale() === 'zh-CN' ? 'en' : 'zh-CN', click: on.language },
      t('language'),
    ),
  ];
}

function chip(kind: string, name: string, facts: string, remove: () => void, change: (() => void) | null): HTMLElement {
  const label = `${t('remove')} ${name}`;
  return h(
    'li',
    {},
    h('span', { class: 'kind' }, kind),
    change === null ? name : h('button', { type: 'button', class: 'link', title: t('mapTitle'), click: change }, name),
    facts === '' ? null : h('span', { class: 'span' }, facts),
    h('button', { type: 'button', 'aria-label': label, title: label, click: remove }, '×'),
  );
}

function chips({ plan, tables, kpis }: Given, span: Shown['span'], on: Doing): HTMLElement[] {
  return [
    ...(plan === null ? [] : [chip(t('plan'), plan.name, '', () => on.remove('plan', plan.name), null)]),
    ...tables.map((table) =>
      chip(
        t(table.kind),
        table.name,
        [t('rows', { n: count(table.rows.used) }), span(table)].filter(Boolean).join(' · '),
        () => on.remove('table', table.name),
        () => on.change(table),
      ),
    ),
    ...kpis.map(({ name, file }) =>
      chip(t('kpis'), name, t('rows', { n: count(file.actuals.length) }), () => on.remove('kpis', name), null),
    ),
  ];
}

export function intake({ given, reading, notice, troubles, kept, span }: Shown, on: Doing): HTMLElement {
  const none = isEmpty(given);
  const picker = h('input', {
    id: 'files',
    type: 'file',
    multiple: true,
    class: 'hidden',
    accept: '.md,.txt,.csv,.tsv,.json,.xlsx,.docx,text/*',
    change: () => on.take(picker.files ?? []),
  });
  return h(
    'section',
    { class: none ? 'intake' : 'intake small', 'aria-label': t('dropHere') },
    none ? h('p', { class: 'tagline' }, t('tagline')) : null,
    h(
      'div',
      { class: 'drop' },
      h(
        'p',
        {},
        h('strong', { class: 'fine' }, t('dropHere')),
        h('strong', { class: 'coarse' }, t('tapHere')),
        h('span', {}, t('dropWhat')),
      ),
      h(
        'div',
        { class: 'tools' },
        picker,
        h('label', { for: 'files', class: 'button' }, t(none ? 'choose' : 'add')),
        h('button', { id: 'paste', type: 'button', click: on.paste }, t('paste')),
        h('button', { id: 'sample', type: 'button', class: none ? 'primary' : '', click: on.sample }, t('sample')),
      ),
    ),
    reading === null
      ? null
      : h(
          'div',
          { class: 'reading', role: 'status' },
          h('span', {}, `${t('reading')} ${reading.name}`),
          h('progress', { max: 1, value: reading.fraction, 'aria-label': `${t('reading')} ${reading.name}` }),
          h('button', { id: 'cancel', type: 'button', click: reading.cancel }, t('cancel')),
        ),
    templates(on),
    none && kept !== null ? offer(kept, on) : null,
    none ? answers() : null,
    h('ul', { class: 'loaded', 'aria-label': t('loaded') }, ...chips(given, span, on)),
    h(
      'div',
      { class: 'notice', role: 'status' },
      notice === null ? null : h('span', {}, notice.text),
      notice?.undo === true ? h('button', { id: 'undo', type: 'button', click: on.undo }, t('undo')) : null,
    ),
    h('div', { class: 'troubles', role: 'alert' }, ...troubles.map((trouble) => h('p', {}, trouble))),
  );
}

/** Files to fill in. */
function templates(on: Doing): HTMLElement {
  const kinds = [
    ['plan', 'plan'],
    ['orders', 'orders'],
    ['deals', 'deals'],
    ['actuals', 'kpis'],
  ] as const;
  return h(
    'p',
    { class: 'templates' },
    t('templates'),
    ...kinds.map(([kind, name]) =>
      h('button', { type: 'button', class: 'link', 'data-template': kind, click: () => on.template(kind) }, t(name)),
    ),
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

/** The whole window takes files, so that a near miss does not open them instead. */
export function listen(take: (files: Iterable<File>) => void): void {
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
    take(event.dataTransfer?.files ?? []);
  });
}
