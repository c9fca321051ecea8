/**
 * Columns of strings cross as codes and one buffer of distinct names: a call for every string would cost
 * more than all the rest, and the engine's own strings are found again by their cached hashes.
 */
import type { CustomerColumns, OrderColumns } from './columns.js';

const NAMES = { customer: 'customers', orderId: 'orderIds', owner: 'owners', product: 'products' } as const;

/** Codes and distinct names in UTF-8, each ended by a zero; null for anything but names without zeros. */
function coded(texts: unknown): [Uint32Array, Uint8Array] | null {
  if (!Array.isArray(texts)) return null;
  const known = new Map<string, number>();
  const codes = new Uint32Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text: unknown = texts[i];
    if (typeof text !== 'string') return null;
    let code = known.get(text);
    if (code === undefined) {
      code = known.size;
      known.set(text, code);
    }
    codes[i] = code;
  }
  const names = [...known.keys()];
  if (names.some((name) => name.includes('\0'))) return null;
  return [codes, new TextEncoder().encode(names.map((name) => `${name}\0`).join(''))];
}

/** The columns as the core takes them; what is not a column of names is left for it to judge. */
export function packed(columns: OrderColumns | CustomerColumns): object {
  const given: Record<string, unknown> = { ...columns };
  for (const [name, names] of Object.entries(NAMES)) {
    const found = coded(given[name]);
    if (found !== null) [given[name], given[names]] = found;
  }
  return given;
}
