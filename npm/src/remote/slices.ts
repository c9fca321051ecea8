/** How a large file is cut for several workers, and what they tell each other of its slices. */
import type { OrdersCsvOptions } from '../columns.js';
import { decoderOf } from '../stream.js';
import type { Source } from './source.js';

/** Bytes of a slice, as far as lines allow. */
const SLICE = 4 * 1024 * 1024;
/** Bytes behind a slice within which its last line ends, nearly always. */
const ROOM = 64 * 1024;
const LINE_FEED = 0x0a;

/** What a scout hears first: what decided the columns of the file. */
export interface Opening {
  options: OrdersCsvOptions;
  head: Uint8Array[];
}

/** A slice to read; without an encoding none is certain yet. */
export interface Errand {
  slice: number;
  encoding: string | null;
}

/** A slice as a scout read it, with the bytes in front of and behind its records, in UTF-8. */
export interface Scouted {
  lead: Uint8Array;
  numbers: Uint32Array;
  amounts: Float64Array;
  text: Uint8Array;
  tail: Uint8Array;
}

export type Report =
  | { ready: true }
  /** What was made of a slice; nothing where it is for the reader of the whole file. */
  | { slice: number; scouted: Scouted | null }
  /** Every row of the file has to be looked at by the reader of the whole file. */
  | { useless: true }
  | { failure: string };

/** How many slices a file has. */
export const slicesOf = ({ size }: { size: number }): number => Math.ceil(size / SLICE);

/**
 * The bytes of a slice. It begins behind the first line feed at its place or after, as the next one does, so that they
 * meet; no encoding that is read in slices has this byte in a character.
 */
export async function sliceOf(file: Source, number: number): Promise<Uint8Array> {
  const from = Math.max(0, number * SLICE - 1);
  const to = (number + 1) * SLICE - 1;
  for (let room = ROOM; ; room *= 8) {
    const bytes = new Uint8Array(await file.read(from, to + room));
    const end = bytes.indexOf(LINE_FEED, to - from) + 1;
    if (end === 0 && to + room < file.size) continue;
    const start = number === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1 || bytes.length;
    return bytes.subarray(start, end || bytes.length);
  }
}

/** Lines in UTF-8, from an encoding of which they are; null where they are not. */
export function decodedLines(bytes: Uint8Array, encoding: string): Uint8Array | null {
  if (encoding === 'utf-8') return bytes;
  try {
    return new TextEncoder().encode(decoderOf(encoding).decode(bytes));
  } catch {
    return null;
  }
}
