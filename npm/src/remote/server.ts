/** Answers a client's requests with the package's own functions; keeps the data sets it makes. */
import * as api from '../core.js';
import { freed, PlanscoreError } from '../errors.js';
import type { Feed } from '../stream.js';
import { stopIfAborted } from './abort.js';
import { buffers, FACTS, isReference, map, type Abort, type Kind, type Reply, type Request } from './protocol.js';
import { readWithScouts } from './scouts.js';
import { sourceOf, type Sent, type Source } from './source.js';

type Handle = { free(): void };
type Method = (...args: unknown[]) => unknown;

/** What takes long enough to tell how far it is, in its options. */
const PROGRESSIVE: ReadonlySet<string> = new Set(['fitCustomerValue', 'Orders.fromCsv']);
const makers = { Orders: api.Orders, Deals: api.Deals } as const;

export class Server {
  readonly #held = new Map<number, Handle>();
  readonly #running = new Map<number, AbortController>();
  #made = 0;

  constructor(private readonly post: (reply: Reply, transfer: ArrayBuffer[]) => void) {}

  async take(message: Request | Abort): Promise<void> {
    if ('abort' in message) {
      this.#running.get(message.id)?.abort();
      return;
    }
    const { id } = message;
    const control = new AbortController();
    this.#running.set(id, control);
    try {
      this.#reply(id, await this.#answer(message, control.signal));
    } catch (error) {
      this.post(
        error instanceof PlanscoreError
          ? { id, refusal: { code: error.code, path: error.path, row: error.row, messages: { ...error.messages } } }
          : { id, defect: String(error) },
        [],
      );
    } finally {
      this.#running.delete(id);
    }
  }

  #answer({ id, name, target, args, scouts = [] }: Request, signal: AbortSignal): unknown {
    const given = args.map((arg) => map(arg, (value) => (isReference(value) ? this.#open(value.$planscore) : value)));
    if (target !== null) {
      const handle = this.#open(target);
      if (name === 'free') this.#held.delete(target);
      return (handle[name as keyof Handle] as Method).apply(handle, given);
    }
    const [kind, maker] = name.split('.') as [Kind, string | undefined];
    const on = (fraction: number): void => this.post({ id, progress: fraction }, []);
    if (PROGRESSIVE.has(name)) given[1] = { ...(given[1] ?? {}), onProgress: on };
    if (maker === undefined) return (api[name as keyof typeof api] as Method)(...given);
    if (maker === 'fromFile')
      return this.#read(kind as keyof typeof makers, sourceOf(given[0] as Sent), given[1] ?? {}, scouts, signal, on);
    const type = makers[kind as keyof typeof makers] as unknown as Record<string, Method>;
    return (type[maker] as Method).apply(type, given);
  }

  /** Reads a file in pieces; between them it can be given up. */
  async #read(
    kind: keyof typeof makers,
    file: Source,
    options: object,
    scouts: MessagePort[],
    signal: AbortSignal,
    on: (fraction: number) => void,
  ): Promise<unknown> {
    const read = async <Data>(feed: Feed<Data>): Promise<Data> => {
      try {
        if (scouts.length > 0) await readWithScouts(feed, file, options, scouts, signal, on);
        else await readAlone(feed, file, signal, on);
      } catch (error) {
        feed.free();
        throw error;
      }
      return feed.finish();
    };
    return kind === 'Orders'
      ? api.Orders.of(await read(api.Orders.reading(options, file.size)))
      : api.Deals.of(await read(api.Deals.reading(options)));
  }

  #open(number: number): Handle {
    const handle = this.#held.get(number);
    if (handle === undefined) throw freed();
    return handle;
  }

  #reply(id: number, answer: unknown): void {
    const kind = (Object.keys(FACTS) as Kind[]).find((name) => answer instanceof api[name]);
    if (kind === undefined) {
      this.post({ id, result: answer }, buffers(answer));
      return;
    }
    const made = ++this.#made;
    this.#held.set(made, answer as Handle);
    const facts = Object.fromEntries(FACTS[kind].map((name) => [name, (answer as Record<string, unknown>)[name]]));
    this.post({ id, made, kind, facts }, []);
  }
}

/** Reads a file from its beginning to its end. */
async function readAlone(
  feed: Feed<unknown>,
  file: Source,
  signal: AbortSignal,
  on: (fraction: number) => void,
): Promise<void> {
  let read = 0;
  for await (const piece of file.pieces()) {
    stopIfAborted(signal);
    read += piece.length;
    feed.push(piece, read >= file.size);
    on(read / Math.max(1, file.size));
  }
  stopIfAborted(signal);
}
