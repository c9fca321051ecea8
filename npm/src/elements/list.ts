/** A list to work through: shown, saved as a file, or copied for a chat. */
import { html, nothing, type TemplateResult } from 'lit';
import { download } from './base.js';
import type { Format } from './format.js';
import { table } from './parts.js';

/** Names of columns and rows of cells; numbers stay numbers until they are shown or saved. */
export interface List {
  title: string;
  heads: string[];
  rows: (string | number | null)[][];
  /** How a number of each column is shown. */
  show: ((value: number) => string)[];
  /** What there is to know about the list. */
  note?: string;
}

/** Rows that a list shows at once; files hold all of them. */
const SHOWN = 100;

function shown(list: List, cell: string | number | null, column: number): string {
  if (cell === null || cell === '') return '—';
  return typeof cell === 'number' ? (list.show[column] ?? String)(cell) : cell;
}

/** A cell that no spreadsheet takes for a formula. */
function csvCell(cell: string | number | null): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The list as CSV that Excel opens as UTF-8. */
export function toCsv({ heads, rows }: List): string {
  return `\ufeff${[heads, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** The list as lines of a chat message. */
export function toText(list: List): string {
  const lines = list.rows.map(
    (row, i) =>
      `${i + 1}. ${row
        .map((cell, column) => shown(list, cell, column))
        .filter((text) => text !== '—')
        .join(' · ')}`,
  );
  return [list.title, ...lines].join('\n');
}

/** Copies a text; where the browser does not let it, false. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The buttons of a list. */
export function listTools(f: Format, list: () => Promise<List>, told: (text: string) => void): TemplateResult {
  const save = async (kind: 'csv' | 'xlsx'): Promise<void> => {
    const made = await list();
    const name = made.title.replace(/[\\/:*?"<>|\s]+/g, '-');
    if (kind === 'csv') download(toCsv(made), `${name}.csv`, 'text/csv');
    else {
      const { toXlsx } = await import('./office.js');
      download(
        toXlsx(made.heads, made.rows),
        `${name}.xlsx`,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      );
    }
  };
  const copied = async (): Promise<void> => told(f.t((await copy(toText(await list()))) ? 'copied' : 'copyRefused'));
  return html`<div class="tools list-tools">
    <button type="button" class="save-csv" @click=${() => void save('csv')}>${f.t('saveCsv')}</button>
    <button type="button" class="save-xlsx" @click=${() => void save('xlsx')}>${f.t('saveXlsx')}</button>
    <button type="button" class="copy" @click=${() => void copied()}>${f.t('copy')}</button>
  </div>`;
}

/** The list itself. */
export function listTable(f: Format, list: List): TemplateResult {
  const rows = list.rows.slice(0, SHOWN).map((row) => row.map((cell, column) => shown(list, cell, column)));
  const numeric = list.heads.map((_, i) => i).filter((i) => list.rows.some((row) => typeof row[i] === 'number'));
  return html`${list.note === undefined ? nothing : html`<p class="note">${list.note}</p>`}
    ${table(list.title, list.heads, rows, { numeric })}
    ${list.rows.length > SHOWN ? html`<p class="note">${f.t('shownOf', { n: SHOWN, all: f.number(list.rows.length) })}</p>` : nothing}`;
}
