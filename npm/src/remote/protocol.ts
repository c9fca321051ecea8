/** What a worker and its client say to each other. */
import type { Locale } from '../types.js';
import type { Sent } from './source.js';

/** A data set that lives on the other side. */
export interface Reference {
  $planscore: number;
}

/** What is asked for: a function (`scoreKpis`), a maker (`Orders.fromCsv`) or a method of a data set. */
export interface Request {
  id: number;
  name: string;
  target: number | null;
  args: unknown[];
  /** Further workers that may read slices of a file, each behind its port. */
  scouts?: MessagePort[];
}

/** The first thing that a worker hears: the compiled module; a scout is told who asks it about which file. */
export interface Start {
  module: WebAssembly.Module;
  errand?: { port: MessagePort; file: Sent };
}

/** The question is no longer of interest. */
export interface Abort {
  id: number;
  abort: true;
}

export interface Refusal {
  code: string;
  path: string | null;
  row: number | null;
  messages: Record<Locale, string>;
}

export type Reply =
  | { id: number; progress: number }
  | { id: number; result: unknown }
  /** A data set was made: its number, its kind, and what it says of itself. */
  | { id: number; made: number; kind: Kind; facts: Record<string, unknown> }
  | { id: number; refusal: Refusal }
  | { id: number; defect: string };

export type Kind = 'Orders' | 'Deals' | 'Segmentation';

/** What each kind of data set says of itself, once. */
export const FACTS: Record<Kind, readonly string[]> = {
  Orders: ['length', 'columns', 'issues', 'issueCount', 'decisions', 'rows'],
  Deals: ['length', 'columns', 'issues', 'issueCount', 'decisions', 'rows'],
  Segmentation: ['length', 'summary'],
};

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && '$planscore' in value;
}

/** Replaces values inside plain objects and arrays. */
export function map(value: unknown, replace: (value: unknown) => unknown): unknown {
  const replaced = replace(value);
  if (replaced !== value) return replaced;
  if (Array.isArray(value)) return value.map((item) => map(item, replace));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, replace)]));
  }
  return value;
}

/** The buffers that can move instead of being copied: those of arrays that cover them whole. */
export function buffers(value: unknown, found: ArrayBuffer[] = []): ArrayBuffer[] {
  map(value, (item) => {
    if (ArrayBuffer.isView(item)) {
      const { buffer, byteLength } = item;
      if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && !found.includes(buffer))
        found.push(buffer);
    }
    return item;
  });
  return found;
}
