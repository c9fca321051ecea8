/** Rows of objects, as an API gives them, become the text that a file of them would have: they are read by the same rules. */
import type { FileReader } from 'planscore-raw';
import { refuse } from './arguments.js';
import type { Row } from './columns.js';
import { call } from './runtime.js';

/** How the text is laid out. */
export const FORM = { delimiter: '\t', headerRow: 1 } as const;
/** What a cell may not hold without quotes. */
const SPECIAL = /[\t\n\r"]/;
/** Rows whose names make the header: an API may leave out what is empty. */
const LOOKED_AT = 1_000;
/** Rows that are handed over at once. */
const PIECE = 4_096;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number as a cell: with three decimals a text could be grouped in thousands, with four it cannot. */
function decimal(value: number): string {
  const text = String(value);
  return text.at(-4) === '.' ? `${text}0` : text;
}

/** A cell as text; what is neither text, number nor date is refused with its place. */
function asCell(value: unknown, row: number, name: string): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return decimal(value);
    case 'undefined':
      return '';
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
  }
  if (value === null) return '';
  // A date of another frame is none of this one's class.
  if (Object.prototype.toString.call(value) === '[object Date]') {
    const date = value as Date;
    return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
  }
  return refuse(`rows[${row}].${name}`, '文本、数字或日期', 'a text, a number or a date');
}

function isRow(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

/** The names of the columns, in the order in which they appear. */
function header(rows: readonly unknown[]): string[] {
  const names = new Set<string>();
  rows.slice(0, LOOKED_AT).forEach((row, at) => {
    if (!isRow(row)) refuse(`rows[${at}]`, '对象', 'an object');
    for (const name of Object.keys(row)) names.add(name);
  });
  return [...names];
}

/**
 * Reads rows.
 * @internal
 */
export function read<Data>(rows: readonly Row[], open: () => FileReader, end: (reader: FileReader) => Data): Data {
  if (!Array.isArray(rows)) refuse('rows', '由对象组成的数组', 'an array of objects');
  const names = header(rows);
  const reader = call(open);
  try {
    const encoder = new TextEncoder();
    let text = `${names.map(quoted).join(FORM.delimiter)}\n`;
    for (let at = 0; at < rows.length; at++) {
      const row: unknown = rows[at];
      if (!isRow(row)) refuse(`rows[${at}]`, '对象', 'an object');
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string;
        if (i > 0) text += FORM.delimiter;
        text += asCell(row[name], at, name);
      }
      text += '\n';
      if (at % PIECE === PIECE - 1) {
        const piece = encoder.encode(text);
        call(() => reader.push(piece));
        text = '';
      }
    }
    call(() => reader.push(encoder.encode(text)));
  } catch (error) {
    reader.free();
    throw error;
  }
  return call(() => end(reader));
}
