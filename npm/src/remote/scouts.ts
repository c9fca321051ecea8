/**
 * The side of the worker that reads a whole file, with scouts that read slices of it ahead. Slices are taken in the
 * order of the file; one that no scout has is read here. Only so many are ahead, so that memory is bounded.
 */
import type { OrdersCsvOptions } from '../columns.js';
import { call } from '../runtime.js';
import { CHUNK, type Feed } from '../stream.js';
import { reasonOf, stopIfAborted } from './abort.js';
import { failed } from './failure.js';
import type { Source } from './source.js';
import { decodedLines, sliceOf, slicesOf, type Errand, type Opening, type Report, type Scouted } from './slices.js';

/** Slices that one scout may have read, or be reading, before they are taken. */
const AHEAD = 3;

interface Errands {
  scouted: Promise<Scouted | null>;
  done: (scouted: Scouted | null) => void;
  isDone: boolean;
  port: MessagePort;
}

/** Who reads which slice. */
class Scouts {
  readonly #under = new Map<number, Errands>();
  /** Slices that are left for this thread, and their bytes on the way. */
  readonly #own = new Map<number, Promise<Uint8Array>>();
  readonly #failed: Promise<never>;
  /** The first slice that nobody has. */
  #next = 1;
  /** How many slices were given away since one was left for this thread. */
  #given: number;
  /** Whether this thread had to wait since then, and so can do with another one. */
  #hasWaited = false;

  constructor(
    readonly ports: readonly MessagePort[],
    readonly opening: Opening,
    readonly file: Source,
    readonly encoding: () => string | null,
    readonly read: () => void,
    signal: AbortSignal,
  ) {
    this.#given = ports.length;
    this.#failed = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(reasonOf(signal)));
      ports.forEach((port, i) => {
        port.onmessage = ({ data }: MessageEvent<Report>) => {
          if ('failure' in data) reject(failed(data.failure, undefined, i + 2));
          else this.#hear(port, data);
        };
      });
    });
    this.#failed.catch(() => undefined);
  }

  /** What a scout made of the next slice, or its bytes where this thread is to read it. */
  async take(slice: number): Promise<Scouted | Uint8Array> {
    const errand = this.#under.get(slice);
    if (errand === undefined) {
      const own = this.#own.get(slice);
      this.#own.delete(slice);
      this.#next = Math.max(this.#next, slice + 1);
      return own ?? sliceOf(this.file, slice);
    }
    this.#hasWaited ||= !errand.isDone;
    const scouted = await Promise.race([errand.scouted, this.#failed]);
    this.#under.delete(slice);
    this.#send(errand.port);
    return scouted ?? sliceOf(this.file, slice);
  }

  #hear(port: MessagePort, report: Exclude<Report, { failure: string }>): void {
    if ('useless' in report) {
      for (const errand of this.#under.values()) if (errand.port === port) errand.done(null);
      port.close();
      return;
    }
    if ('ready' in report) port.postMessage(this.opening);
    const errand = 'slice' in report ? this.#under.get(report.slice) : undefined;
    if (errand !== undefined && 'slice' in report) {
      errand.isDone = true;
      errand.done(report.scouted);
      if (report.scouted !== null) this.read();
    }
    this.#send(port);
  }

  /** Gives a scout the next slices, as many as it may have. */
  #send(port: MessagePort): void {
    const under = (): Errands[] => [...this.#under.values()];
    while (under().filter((errand) => errand.port === port).length < AHEAD) {
      // This thread has its share, unless it is busy with what scouts have read.
      if (this.#given >= this.ports.length && under().filter(({ isDone }) => isDone).length < this.ports.length) {
        this.#leave(this.#next++);
        if (this.#hasWaited) this.#leave(this.#next++);
        [this.#given, this.#hasWaited] = [0, false];
      }
      if (this.#next >= slicesOf(this.file)) return;
      const slice = this.#next++;
      this.#given++;
      let done: Errands['done'] = () => undefined;
      const scouted = new Promise<Scouted | null>((resolve) => (done = resolve));
      this.#under.set(slice, { scouted, done, isDone: false, port });
      port.postMessage({ slice, encoding: this.encoding() } satisfies Errand);
    }
  }

  /** Leaves a slice for this thread, which will want its bytes soon. */
  #leave(slice: number): void {
    if (slice >= slicesOf(this.file)) return;
    const bytes = sliceOf(this.file, slice);
    bytes.catch(() => undefined);
    this.#own.set(slice, bytes);
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
    stopIfAborted(signal);
    const taken: Scouted | Uint8Array = await (scouts === null ? sliceOf(file, slice) : scouts.take(slice));
    if (taken instanceof Uint8Array) {
      feed.push(taken, slice + 1 === total);
      read();
    } else if (!takes(feed, taken)) {
      const lines = decodedLines(await sliceOf(file, slice), feed.encoding ?? 'utf-8');
      pushLines(feed, (lines ?? new Uint8Array()).subarray(taken.lead.length));
    }
    if (slice === 0 && feed.reader.isStarted && !feed.encoding?.startsWith('utf-16')) {
      const opening = { options, head: feed.head.map((chunk) => chunk.slice()) };
      scouts = new Scouts(ports, opening, file, () => feed.encoding, read, signal);
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
