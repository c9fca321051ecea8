/** Tells what a dropped file is from its content, and reads it. */
import {
  PlanscoreError,
  type Actual,
  type DealColumnsNamed,
  type OrderColumnsNamed,
  type Period,
  type Scorecard,
} from 'planscore';
import type { Client, Control, RemoteDeals, RemoteOrders } from 'planscore/worker';
import { locale, t } from './i18n.js';
import { office } from './platform.js';

export type Kind = 'plan' | 'orders' | 'deals' | 'kpis';

export interface KpiFile {
  scorecard?: Scorecard;
  actuals: Actual[];
  period?: Period;
}

/** A file as the page keeps it. */
export type Source =
  | { kind: 'plan'; name: string; text: string }
  | { kind: 'kpis'; name: string; file: KpiFile }
  | { kind: 'orders'; name: string; data: RemoteOrders }
  | { kind: 'deals'; name: string; data: RemoteDeals };

/** Which column is which, by the user's word. */
export type Mapping = { kind: 'orders'; columns: OrderColumnsNamed } | { kind: 'deals'; columns: DealColumnsNamed };

/** A file that cannot be used, with words for the user. */
export class Unusable extends Error {}

/** A table whose columns the user must name. */
export class Unmapped extends Error {
  constructor(
    readonly kind: 'orders' | 'deals',
    readonly headers: string[],
    override readonly cause: PlanscoreError,
  ) {
    super(cause.message);
  }
}

/** Bytes enough to tell a table from prose. */
const HEAD = 32_768;

/** UTF-8 or UTF-16 by their marks, UTF-8 where it is valid, else GB18030; `beginning` forgives a cut end. */
export function decode(bytes: Uint8Array, beginning = false): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: beginning });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function isBinary(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && bytes.includes(0);
}

const SEPARATORS = [',', '\t', ';'];

function firstLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 12);
}

/** Whether the first lines are cells: the same separator, at least twice in most lines. */
function isTable(text: string): boolean {
  const lines = firstLines(text);
  const cells = (separator: string): number => lines.filter((line) => line.split(separator).length > 2).length;
  return lines.length > 0 && Math.max(...SEPARATORS.map(cells)) >= lines.length * 0.7;
}

/** The cells of the first line that has more than one. */
function headersOf(text: string): string[] {
  for (const line of firstLines(text)) {
    const split = SEPARATORS.map((separator) => line.split(separator)).sort((a, b) => b.length - a.length)[0] ?? [];
    if (split.length > 1)
      return split.map((cell) => cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"')).filter(Boolean);
  }
  return [];
}

function kpisFrom(text: string): KpiFile {
  try {
    const file = JSON.parse(text) as KpiFile;
    if (Array.isArray(file.actuals)) return file;
  } catch {
    // Falls through to the one explanation for both.
  }
  throw new Unusable(t('badJson'));
}

/** Reads a table as what the user says it is. */
export async function readAs(client: Client, file: File, mapping: Mapping, control: Control): Promise<Source> {
  const { name } = file;
  return mapping.kind === 'orders'
    ? {
        kind: 'orders',
        name,
        data: await client.Orders.fromFile(file, { columns: mapping.columns, locale: locale() }, control),
      }
    : {
        kind: 'deals',
        name,
        data: await client.Deals.fromFile(file, { columns: mapping.columns, locale: locale() }, control),
      };
}

/** A workbook or document as the CSV or Markdown file that it says; any other file as it is. */
async function unpacked(file: File): Promise<File> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const starts = (...magic: number[]): boolean => magic.every((byte, i) => head[i] === byte);
  if (!starts(0x50, 0x4b, 0x03, 0x04) && !starts(0xd0, 0xcf, 0x11, 0xe0)) return file;
  const { docxToMarkdown, xlsxToCsv } = await office();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (/\.docx?$/i.test(file.name)) return new File([await docxToMarkdown(bytes)], file.name);
  return new File([(await xlsxToCsv(bytes)) as BlobPart], `${file.name}.csv`);
}

/** What the file is. Throws {@link Unusable}, {@link Unmapped}, or what the reader of the likelier table has to say. */
export async function read(client: Client, given: File, control: Control): Promise<Source> {
  if (given.size === 0) throw new Unusable(t('emptyFile'));
  const file = await unpacked(given);
  const { name } = file;
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (isBinary(head)) throw new Unusable(t('binaryFile'));
  const beginning = decode(head, file.size > HEAD).trim();
  if (beginning === '') throw new Unusable(t('emptyFile'));
  const whole = async (): Promise<string> => decode(new Uint8Array(await file.arrayBuffer()));
  if (beginning.startsWith('{')) return { kind: 'kpis', name, file: kpisFrom(await whole()) };
  const named = /\.[ct]sv$/i.test(name);
  if (!named && !isTable(beginning)) return { kind: 'plan', name, text: await whole() };
  const likely = /线索|商机|阶段|赢单|输单|stage|deal|opportunity|lead/i.test(beginning.split('\n', 3).join())
    ? (['deals', 'orders'] as const)
    : (['orders', 'deals'] as const);
  let refusal: unknown;
  for (const kind of likely) {
    try {
      return await readAs(client, file, { kind, columns: {} }, control);
    } catch (error) {
      if (control.signal?.aborted) throw error;
      refusal ??= error;
    }
  }
  // Prose with many commas looks like a table too.
  if (!named) return { kind: 'plan', name, text: await whole() };
  const headers = headersOf(beginning);
  if (refusal instanceof PlanscoreError && refusal.code.startsWith('columns/') && headers.length > 1) {
    throw new Unmapped(likely[0], headers, refusal);
  }
  throw refusal;
}
