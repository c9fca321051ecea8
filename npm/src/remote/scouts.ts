/**
 * The side of the worker that reads a whole file, with scouts that read slices of it ahead. Slices are taken in the order of
 * the file; one that no scout has is read here. Only so many are ahead, so that memory is bounded.
 */
import type { OrdersCsvOptions } from '../columns.js';
import { call } from '../runtime.js';
import { CHUNK, type Feed } from '../stream.js';
import { failed } from './failure.js';
import type { Source } from './source.js';
import { decodedLines, sliceOf, slicesOf, type Errand, type Opening, type Report, type Scouted } from './slices.js';

/** Slices that one scout may have read, or be reading, before they are taken. */
const AHEAD = 3;

interface Errands {
  scouted: Promise<Scouted | null>;
  done: (scouted: Scouted | null) => void;
  port: MessagePort;
}

/** Who reads which slice. */
class Scouts {
  readonly #under = new Map<number, Errands>();
  readonly #failed: Promise<never>;
  /** The first slice that nobody has, and one before it that is left for this thread. */
  #next = 1;
  #left: number | null = null;

  constructor(
    readonly ports: readonly MessagePort[],
    readonly opening: Opening,
    readonly total: number,
    readonly encoding: () => string | null,
    readonly read: () => void,
    signal: AbortSignal,
  ) {
    this.#failed = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      ports.forEach((port, i) => {
        port.onmessage = ({ data }: MessageEvent<Report>) => {
          if ('failure' in data) reject(failed(data.failure, undefined, i + 2));
          else this.#hear(port, data);
        };
      });
    });
    this.#failed.catch(() => undefined);
  }

  /** What a scout made of the next slice; null where this thread is to read it. */
  async take(slice: number): Promise<Scouted | null> {
    const errand = this.#under.get(slice);
    if (errand === undefined) {
      if (slice === this.#left) this.#left = null;
      else this.#next = slice + 1;
      return null;
    }
    const scouted = await Promise.race([errand.scouted, this.#failed]);
    this.#under.delete(slice);
    this.#send(errand.port);
    return scouted;
  }

  #hear(port: MessagePort, report: Exclude<Report, { failure: string }>): void {
    if ('ready' in report) port.postMessage(this.opening);
    if ('useless' in report) {
      for (const errand of this.#under.values()) if (errand.port === port) errand.done(null);
      port.close();
      return;
    }
    if ('slice' in report) {
      this.read();
      this.#under.get(report.slice)?.done(report.scouted);
    }
    this.#send(port);
  }

  /** Gives a scout the next slice. One before it is left for this thread, which is done with its own about then. */
  #send(port: MessagePort): void {
    const under = [...this.#under.values()].filter((errand) => errand.port === port);
    if (under.length >= AHEAD) return;
    this.#left ??= this.#next++;
    if (this.#next >= this.total) return;
    const errand: Errand = { slice: this.#next++, encoding: this.encoding() };
    let done: Errands['done'] = () => undefined;
    const scouted = new Promise<Scouted | null>((resolve) => (done = resolve));
    this.#under.set(errand.slice, { scouted, done, port });
    port.postMessage(errand);
  }
}

/** Reads a file with scouts, each behind a port; between slices it can be given up. */
export async function readWithScouts<Data>(
  feed: Feed<Data>,
  file: Source,
  options: OrdersCsvOptions,
  ports: readonly MessagePort[],
  signal: AbortSignal,
  on: (fraction: number) => void,
): Promise<void> {
  const total = slicesOf(file);
  let scouts: Scouts | null = null;
  let done = 0;
  const read = (): void => on(++done / total);
  for (let slice = 0; slice < total; slice++) {
    signal.throwIfAborted();
    const scouted: Scouted | null = scouts === null ? null : await scouts.take(slice);
    if (scouted === null) {
      feed.push(await sliceOf(file, slice), slice + 1 === total);
      read();
    } else if (!takes(feed, scouted)) {
      const lines = decodedLines(await sliceOf(file, slice), feed.encoding ?? 'utf-8');
      pushLines(feed, (lines ?? new Uint8Array()).subarray(scouted.lead.length));
    }
    if (slice === 0 && feed.reader.isStarted && !feed.encoding?.startsWith('utf-16')) {
      const opening = { options, head: feed.head.map((chunk) => chunk.slice()) };
      scouts = new Scouts(ports, opening, total, () => feed.encoding, read, signal);
    }
  }
}

/** Takes a slice from a scout; false where the bytes behind its lead are still to be read. */
function takes(feed: Feed<unknown>, { lead, numbers, amounts, text, tail }: Scouted): boolean {
  pushLines(feed, lead);
  if (!call(() => feed.reader.take(numbers, amounts, text))) return false;
  pushLines(feed, tail);
  return true;
}

/** Hands lines over that are in UTF-8, whatever the file is in. */
function pushLines({ reader }: Feed<unknown>, lines: Uint8Array): void {
  for (let from = 0; from < lines.length; from += CHUNK) {
    call(() => reader.push(lines.subarray(from, from + CHUNK)));
  }
}
