/** Files in pieces: whatever the encoding, the core reads UTF-8 chunks and keeps nothing but its columns. */
import * as raw from 'planscore-raw';
import { asBytes, refuse } from './arguments.js';
import type { Bytes } from './columns.js';
import { PlanscoreError } from './errors.js';
import { call } from './runtime.js';

type Encoding = 'utf-8' | 'gb18030';
const ENCODINGS: readonly unknown[] = [undefined, 'utf-8', 'gb18030'];

/** Bytes that are handed over at once. */
export const CHUNK = 256 * 1024;

/** A data set on its way in. After an error it is of no further use. */
export class Feed<Data> {
  readonly reader: raw.FileReader;
  readonly #end: (reader: raw.FileReader) => Data;
  readonly #given: Encoding | undefined;
  #decoder: TextDecoder | null = null;
  #started = false;
  /** What decided the columns, in UTF-8, as it was handed over. */
  readonly head: Uint8Array[] = [];
  /** Whether a character beyond ASCII has been seen, so that the encoding is certain. */
  #certain = false;

  constructor(open: () => raw.FileReader, end: (reader: raw.FileReader) => Data, encoding?: Encoding) {
    if (!ENCODINGS.includes(encoding)) refuse('encoding', ' utf-8 或 gb18030', 'utf-8 or gb18030');
    this.reader = call(open);
    this.#end = end;
    this.#given = encoding;
  }

  /** Takes the next bytes; `last` says that none follow. */
  push(bytes: Uint8Array, last = false): void {
    const { length } = bytes;
    for (let from = 0; from < length || (last && from === 0); from += CHUNK) {
      this.#take(bytes.subarray(from, from + CHUNK), last && from + CHUNK >= length);
    }
  }

  /** From what the bytes are decoded; null while only ASCII has been seen, so that it is open. */
  get encoding(): string | null {
    return this.#decoder?.encoding ?? (this.#certain ? 'utf-8' : null);
  }

  finish(): Data {
    if (!this.#started) this.#take(new Uint8Array(), true);
    return call(() => this.#end(this.reader));
  }

  /** Gives up. A reader that trapped cannot be freed: what it said of that would hide why. */
  free(): void {
    try {
      this.reader.free();
    } catch {
      // The first error is the one to tell.
    }
  }

  #take(chunk: Uint8Array, last: boolean): void {
    if (!this.#certain) this.#recognise(chunk, last);
    let bytes = chunk;
    try {
      if (this.#decoder !== null) bytes = new TextEncoder().encode(this.#decoder.decode(chunk, { stream: !last }));
    } catch (cause) {
      throw new PlanscoreError(
        'file/encoding',
        {
          'zh-CN': '文件编码无法识别（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8',
          en: 'the encoding is not known (neither UTF-8, UTF-16 nor GB18030): save the file as UTF-8',
        },
        { cause },
      );
    }
    if (!this.reader.isStarted) this.head.push(bytes);
    call(() => this.reader.push(bytes));
  }

  /** ASCII reads the same in UTF-8 and GB18030: the first chunk with anything else decides. */
  #recognise(chunk: Uint8Array, last: boolean): void {
    this.#certain = chunk.some((byte) => byte > 0x7f);
    if (this.#started && !this.#certain) return;
    const found = call(() => raw.encodingOf(chunk, last));
    this.#started = true;
    const encoding = found.startsWith('utf-16') ? found : (this.#given ?? found);
    if (encoding !== 'utf-8') {
      this.reader.decoded(encoding);
      this.#decoder = decoderOf(encoding);
      this.#certain = true;
    }
  }
}

/** The beginning of a file, or all of it, in UTF-8. */
export function decoded(bytes: Uint8Array): Uint8Array {
  const encoding = raw.encodingOf(bytes, false);
  return encoding === 'utf-8' ? bytes : new TextEncoder().encode(decoderOf(encoding).decode(bytes, { stream: true }));
}

/** The platform's decoder; not every web view and not every Node has one for all encodings. */
export function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'gb18030' });
  } catch (cause) {
    throw new PlanscoreError(
      'file/encoding-unsupported',
      {
        'zh-CN': `此浏览器不能读取 ${encoding.toUpperCase()} 编码：请把文件另存为 UTF-8（Excel 中选“CSV UTF-8”）`,
        en: `this browser cannot read ${encoding.toUpperCase()}: save the file as UTF-8 (in Excel: "CSV UTF-8")`,
      },
      { cause },
    );
  }
}

/** Reads bytes that are there already. */
export function whole<Data>(feed: Feed<Data>, given: Bytes, onProgress?: (fraction: number) => void): Data {
  try {
    const bytes = asBytes(given);
    const { length } = bytes;
    // A piece at a time is told of; what is left over tells of the end.
    const step = Math.max(CHUNK, Math.ceil(length / 100));
    for (let from = 0; from < length; from += step) {
      // Whoever is told of progress may have cut off the rows that are still to come.
      if (bytes.length < length) refuse('bytes', '不变的数组', 'an unchanged array');
      feed.push(bytes.subarray(from, from + step), from + step >= length);
      onProgress?.(Math.min(1, (from + step) / length));
    }
  } catch (error) {
    feed.free();
    throw error;
  }
  return feed.finish();
}
