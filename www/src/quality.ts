/** What was decided about each file, with what to do if it is wrong, and every row that was left out or is in doubt. */
import type { DataIssue, Decision, RowCounts } from 'planscore';
import { html, type TemplateResult } from 'lit';
import { count, locale, t } from './i18n.js';
import { canChange } from './mapping.js';
import { placeOf } from './join.js';
import type { Loaded } from './datasets.js';
import type { ActualsRead, Table, TableKind } from './session.js';

/** Reasons shown, and of each the values and rows that are named. */
const [SHOWN, VALUES, ROWS] = [50, 3, 12];

/** What there is to tell of the tables of a kind. */
export interface Quality {
  kind: TableKind;
  tables: readonly Table[];
  loaded: Loaded;
}

/** The place of an issue in the user's own file. */
function place({ tables, loaded: { joined } }: Quality, { row }: DataIssue): [file: string, row: string] {
  const name = tables[0]?.name ?? '';
  if (row === null) return [joined === null ? name : '', '—'];
  const own = joined === null ? { name, row } : placeOf(joined.starts, row);
  return [own?.name ?? name, count(own?.row ?? row)];
}

/** A file that was read: what was decided, and how to change it where that can be done here. */
interface ReadFile {
  name: string;
  rows: RowCounts;
  decisions: readonly Decision[];
  change: (about: string | null) => void;
}

type Cell = TemplateResult | string;

/** A table with a header row, whose rows become small lists on a phone; the second column holds numbers. */
function table(caption: string, heads: string[], rows: Cell[][]): TemplateResult {
  const align = (i: number): string => (i === 1 ? 'number' : '');
  return html`<div class="scroll" role="group" aria-label=${caption}>
    <table class="stack" role="table">
      <caption class="hidden">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${heads.map((head, i) => html`<th scope="col" role="columnheader" class=${align(i)}>${head}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row) => html`<tr role="row">
            ${row.map((cell, i) => html`<td role="cell" data-label=${heads[i] ?? ''} class=${align(i)}>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function decisions({ name, rows: { read, used, leftOut }, decisions: taken, change }: ReadFile): TemplateResult {
  const rows = taken.map(({ message, rows: touched, example, remedy, option, column }: Decision): Cell[] => [
    message,
    touched === 0 ? '—' : count(touched),
    [column, example].filter((text) => text !== null && text !== '').join('：') || '—',
    canChange(option)
      ? html`<button type="button" class="change" aria-label=${`${t('change')}：${message}`} @click=${() => change(option)}>
          ${t('change')}
        </button>`
      : remedy,
  ]);
  return html`<details class="decided">
    <summary>${t('rowsSay', { name, read: count(read), used: count(used), out: count(leftOut) })}</summary>
    <h3>${t('decided')}</h3>
    ${table(`${t('decided')} ${name}`, [t('decision'), t('touches'), t('example'), t('remedy')], rows)}
  </details>`;
}

/** An issue with its file and row. */
type Told = [file: string, row: string, issue: DataIssue];

/** The first of some texts, each once. */
function firstOf(texts: readonly string[], most: number): string {
  const all = [...new Set(texts)];
  return [...all.slice(0, most), ...(all.length > most ? ['…'] : [])].join(locale() === 'en' ? ', ' : '、');
}

/** A line for what is said of several rows: how many they are, what stands there, and which they are. */
function grouped(told: readonly Told[]): string[][] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const [file, , { column, message }] = one;
    const key = JSON.stringify([file, column, message]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()].slice(0, SHOWN).map((group) => {
    const [[file, , { column, message }]] = group as [Told];
    const values = firstOf(group.map(([, , { value }]) => value ?? '—'), VALUES);
    return [file, count(group.length), column ?? '—', values, message, firstOf(group.map(([, row]) => row), ROWS)];
  });
}

/** How to change what was decided: of a table, and of a table of actuals. */
export interface Changing {
  table: (table: Table, about: string | null) => void;
  actuals: (read: ActualsRead, about: string | null) => void;
}

export function qualityPanel(
  found: Quality[],
  actuals: readonly { name: string; read: ActualsRead }[],
  change: Changing,
): TemplateResult {
  const told = [
    ...found.flatMap((quality) =>
      quality.loaded.data.issues.map((issue): Told => [...place(quality, issue), issue]),
    ),
    ...actuals.flatMap(({ name, read }) =>
      read.issues.map((issue): Told => [name, issue.row === null ? '—' : count(issue.row), issue]),
    ),
  ];
  const rows = grouped(told);
  const all =
    found.reduce((sum, { loaded }) => sum + loaded.data.issueCount, 0) +
    actuals.reduce((sum, { read }) => sum + read.issues.length, 0);
  return html`<section id="quality" class="panel" aria-labelledby="quality-title">
    <h2 id="quality-title">${t('panelQuality')}</h2>
    ${found.map(({ tables }) => tables.map((one) => decisions({ ...one, change: (about) => change.table(one, about) })))}
    ${actuals.map(({ name, read }) => decisions({ name, ...read, change: (about) => change.actuals(read, about) }))}
    ${rows.length === 0
      ? html`<p class="empty">${t('noIssues')}</p>`
      : html`<h3>${t('leftOut')} · ${t(told.length < all ? 'issuesListed' : 'issuesAll', { n: count(all), m: count(told.length) })}</h3>
          ${table(t('panelQuality'), [t('file'), t('places'), t('column'), t('value'), t('reason'), t('row')], rows)}`}
  </section>`;
}
