/** What stands around the review: the header, the intake with its chips, notices and troubles. */
import { html, nothing, type TemplateResult } from 'lit';
import { keptSay } from './asks.js';
import { count, locale, t, type Word } from './i18n.js';
import { isEmpty, type ActualsRead, type Given, type Table } from './session.js';
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

/** Kinds of files to fill in. */
export type TemplateKind = 'orders' | 'deals' | 'actuals' | 'plan';

/** What the user can do in the frame. */
export interface Doing {
  take: (files: Iterable<File>) => void;
  sample: () => void;
  paste: () => void;
  template: (kind: TemplateKind) => void;
  resume: () => void;
  forget: () => void;
  undo: () => void;
  language: () => void;
  remove: (kind: 'plan' | 'table' | 'kpis', name: string) => void;
  change: (table: Table) => void;
  changeActuals: (read: ActualsRead) => void;
}

/** The page's icon, which is a file or, in the single file, inside. */
function icon(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
}

export function header(on: Doing): TemplateResult {
  return html`
    <div class="brand">
      <img src=${icon()} alt="" width="28" height="28" />
      <h1>planscore <span>${t('title')}</span></h1>
    </div>
    <p class="privacy">${t('privacy')}</p>
    <button id="language" type="button" lang=${locale() === 'zh-CN' ? 'en' : 'zh-CN'} @click=${on.language}>
      ${t('language')}
    </button>
  `;
}

/** A file in use: its kind, its name (which opens how it was read, where that can be changed), what it holds, and a way out. */
function chip(kind: Word, name: string, facts: string, remove: () => void, change?: () => void): TemplateResult {
  const label = `${t('remove')} ${name}`;
  return html`<li>
    <span class="kind">${t(kind)}</span>
    ${change === undefined
      ? name
      : html`<button type="button" class="link" title=${t('mapTitle')} @click=${change}>${name}</button>`}
    ${facts === '' ? nothing : html`<span class="span">${facts}</span>`}
    <button type="button" aria-label=${label} title=${label} @click=${remove}>×</button>
  </li>`;
}

function chips({ plan, tables, kpis }: Given, span: Shown['span'], on: Doing): TemplateResult[] {
  return [
    ...(plan === null ? [] : [chip('plan', plan.name, '', () => on.remove('plan', plan.name))]),
    ...tables.map((table) => {
      const facts = [t('rows', { n: count(table.rows.used) }), span(table)].filter(Boolean).join(' · ');
      return chip(table.kind, table.name, facts, () => on.remove('table', table.name), () => on.change(table));
    }),
    ...kpis.map(({ name, file: { actuals, read } }) =>
      chip(
        'kpis',
        name,
        t('figures', { n: count(actuals.length) }),
        () => on.remove('kpis', name),
        read === undefined ? undefined : () => on.changeActuals(read),
      ),
    ),
  ];
}

function progress({ name, fraction, cancel }: Progress): TemplateResult {
  const label = `${t('reading')} ${name}`;
  return html`<div class="reading" role="status">
    <span>${label}</span>
    <progress max="1" value=${fraction} aria-label=${label}></progress>
    <button id="cancel" type="button" @click=${cancel}>${t('cancel')}</button>
  </div>`;
}

export function intake({ given, reading, notice, troubles, kept, span }: Shown, on: Doing): TemplateResult {
  const none = isEmpty(given);
  const picked = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    on.take([...(input.files ?? [])]);
    // The same file may be chosen once more, after it was mended.
    input.value = '';
  };
  return html`<section class=${none ? 'intake' : 'intake small'} aria-label=${t('dropHere')}>
    ${none ? html`<p class="tagline">${t('tagline')}</p>` : nothing}
    <div class="drop">
      <p>
        <strong class="fine">${t('dropHere')}</strong><strong class="coarse">${t('tapHere')}</strong>
        <span>${t('dropWhat')}</span>
      </p>
      <div class="tools">
        <input id="files" type="file" multiple class="hidden" accept=".md,.txt,.csv,.tsv,.json,.xlsx,.docx,text/*" @change=${picked} />
        <label for="files" class="button">${t(none ? 'choose' : 'add')}</label>
        <button id="paste" type="button" @click=${on.paste}>${t('paste')}</button>
        <button id="sample" type="button" class=${none ? 'primary' : ''} @click=${on.sample}>${t('sample')}</button>
      </div>
    </div>
    ${reading === null ? nothing : progress(reading)} ${templates(on)} ${none && kept !== null ? offer(kept, on) : nothing}
    ${none ? answers() : nothing}
    <ul class="loaded" aria-label=${t('loaded')}>${chips(given, span, on)}</ul>
    <div class="notice" role="status">
      ${notice === null ? nothing : html`<span>${notice.text}</span>`}
      ${notice?.undo === true ? html`<button id="undo" type="button" @click=${on.undo}>${t('undo')}</button>` : nothing}
    </div>
    <div class="troubles" role="alert">${troubles.map((trouble) => html`<p>${trouble}</p>`)}</div>
  </section>`;
}

/** Files to fill in. */
function templates(on: Doing): TemplateResult {
  const one = (kind: TemplateKind, name: Word = kind as Word): TemplateResult =>
    html`<button type="button" class="link" data-template=${kind} @click=${() => on.template(kind)}>${t(name)}</button>`;
  return html`<p class="templates">${t('templates')}${one('plan')}${one('orders')}${one('deals')}${one('actuals', 'kpis')}</p>`;
}

/** What the page is good for, before anything is loaded. */
function answers(): TemplateResult {
  const one = (title: Word, text: Word): TemplateResult => html`<div><h2>${t(title)}</h2><p>${t(text)}</p></div>`;
  return html`<div class="answers">
    ${one('titleKpi', 'answerKpi')}${one('titleFunnel', 'answerFunnel')}${one('titlePlan', 'answerPlan')}${one('titleTiers', 'answerTiers')}
  </div>`;
}

/** Offers to go on where the last visit was kept. */
function offer(kept: Kept, on: Doing): TemplateResult {
  return html`<div class="kept">
    <span>${keptSay(kept)}</span>
    <button id="resume" type="button" class="primary" @click=${on.resume}>${t('resume')}</button>
    <button id="forget" type="button" @click=${on.forget}>${t('forget')}</button>
  </div>`;
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
