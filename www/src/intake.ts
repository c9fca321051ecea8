/** Tells what a dropped file is from its content. */
import { Deals, Orders, type Actual, type Period, type Scorecard } from 'planscore';
import { locale, t } from './i18n.js';

export type Kind = 'plan' | 'orders' | 'deals' | 'kpis';

export interface KpiFile {
  scorecard?: Scorecard;
  actuals: Actual[];
  period?: Period;
}

/** One file as the page keeps it: the bytes, to be read again in another language. */
export interface Source {
  kind: Kind;
  name: string;
  bytes: Uint8Array;
}

/** A file that cannot be used, with words for the user. */
export class Unusable extends Error {}

/** Bytes enough to tell a table from prose. */
const HEAD = 8192;

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
  return !utf16 && bytes.subarray(0, HEAD).includes(0);
}

/** Whether the first lines are cells: the same separator, at least twice in most lines. */
function isTable(text: string): boolean {
  const lines = text.slice(0, HEAD).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 12);
  const cells = (separator: string): number => lines.filter((line) => line.split(separator).length > 2).length;
  return lines.length > 0 && Math.max(...[',', '\t', ';'].map(cells)) >= lines.length * 0.7;
}

export function readOrders(bytes: Uint8Array): Orders {
  return Orders.fromCsv(bytes, { locale: locale() });
}

export function readDeals(bytes: Uint8Array): Deals {
  return Deals.fromCsv(bytes, { locale: locale() });
}

export function readKpis(bytes: Uint8Array): KpiFile {
  try {
    const file = JSON.parse(decode(bytes)) as KpiFile;
    if (Array.isArray(file.actuals)) return file;
  } catch {
    // Falls through to the one explanation for both.
  }
  throw new Unusable(t('badJson'));
}

/** What the file is. Throws {@link Unusable}, or what the reader of the likelier table has to say. */
export function recognise(name: string, bytes: Uint8Array): Source {
  if (bytes.length === 0) throw new Unusable(t('emptyFile'));
  if (isBinary(bytes)) throw new Unusable(t('binaryFile'));
  const text = decode(bytes.subarray(0, 4 * HEAD), bytes.length > 4 * HEAD).trim();
  if (text === '') throw new Unusable(t('emptyFile'));
  if (text.startsWith('{')) {
    readKpis(bytes);
    return { kind: 'kpis', name, bytes };
  }
  const named = /\.[ct]sv$/i.test(name);
  if (!named && !isTable(text)) return { kind: 'plan', name, bytes };
  const likely: Kind[] = /线索|商机|阶段|赢单|输单|stage|deal|opportunity|lead/i.test(text.split('\n', 3).join())
    ? ['deals', 'orders']
    : ['orders', 'deals'];
  let refusal: unknown;
  for (const kind of likely) {
    try {
      (kind === 'orders' ? readOrders(bytes) : readDeals(bytes)).free();
      return { kind, name, bytes };
    } catch (error) {
      refusal ??= error;
    }
  }
  // Prose with many commas looks like a table too.
  if (!named) return { kind: 'plan', name, bytes };
  throw refusal;
}
