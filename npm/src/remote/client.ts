/**
 * The same API in a worker: every function returns a promise and takes a last argument
 * `{ signal, onProgress }`. Bytes and typed arrays that cover their buffer whole are moved, not copied.
 */
import { refuse } from '../arguments.js';
import * as core from '../core.js';
import type {
  Bytes,
  DealEvents,
  DealRowsOptions,
  DealsCsvOptions,
  OrderColumns,
  OrderRowsOptions,
  OrdersCsvOptions,
  Progress,
  Row,
} from '../columns.js';
import { fromCore, PlanscoreError } from '../errors.js';
import type { RemoteDeals, RemoteOrders, RemoteSegmentation } from '../handles.js';
import { notLoaded } from '../module.js';
import type { FunnelComparison, ReviewInput } from '../queries.js';
import { compile } from '../runtime.js';
import type { InitSource } from '../source.js';
import type { DealEventOptions, FunnelReport, Review, ReviewOptions, StageCount } from '../types.js';
import { reasonOf } from './abort.js';
import { Crew, workersFor } from './crew.js';
import { failureOf } from './failure.js';
import { buffers, map, type Abort, type Kind, type Reply, type Request, type Start } from './protocol.js';
import { Server } from './server.js';
import { itself, type Sending } from './source.js';
import type { Thread } from './thread.js';

/** How a call is watched and given up. */
export interface Control extends Progress {
  /** Gives the call up: its promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** A local type as the client has it. */
type Remote<T> = T extends core.Orders
  ? RemoteOrders
  : T extends core.Deals
    ? RemoteDeals
    : T extends core.Segmentation
      ? RemoteSegmentation
      : T;
type RemoteArgs<A extends unknown[]> = { [I in keyof A]: Remote<A[I]> };
type RemoteFunction<F> = F extends (...args: infer A) => infer R
  ? (...args: [...RemoteArgs<A>, control?: Control]) => Promise<Remote<R>>
  : never;

/** What has no counterpart across the thread, and what takes data sets inside an object. */
type Particular =
  'Orders' | 'Deals' | 'Segmentation' | 'PlanscoreError' | 'initSync' | 'version' | 'analyzeFunnel' | 'reviewPlan';

/** The functions of `planscore`, each with a promise and a {@link Control} as its last argument. */
export type RemoteFunctions = {
  [K in Exclude<keyof typeof core, Particular>]: RemoteFunction<(typeof core)[K]>;
};

/** What makes orders in the worker. */
export interface RemoteOrdersMaker {
  /** Reads a CSV or TSV file. */
  fromCsv(bytes: Bytes, options?: OrdersCsvOptions, control?: Control): Promise<RemoteOrders>;
  /** Takes columns that are in memory already. */
  fromColumns(columns: OrderColumns, control?: Control): Promise<RemoteOrders>;
  /** Takes rows as an API gives them. */
  fromRows(rows: readonly Row[], options?: OrderRowsOptions, control?: Control): Promise<RemoteOrders>;
  /** Streams a file. */
  fromFile(file: Blob, options?: OrdersCsvOptions, control?: Control): Promise<RemoteOrders>;
}

/** What makes deals in the worker. */
export interface RemoteDealsMaker {
  /** Reads a CSV or TSV file. */
  fromCsv(bytes: Bytes, options?: DealsCsvOptions, control?: Control): Promise<RemoteDeals>;
  /** Takes events that are in memory already. */
  fromEvents(columns: DealEvents, options: DealEventOptions, control?: Control): Promise<RemoteDeals>;
  /** Takes rows as an API gives them. */
  fromRows(rows: readonly Row[], options?: DealRowsOptions, control?: Control): Promise<RemoteDeals>;
  /** Streams a file. */
  fromFile(file: Blob, options?: DealsCsvOptions, control?: Control): Promise<RemoteDeals>;
}

/**
 * The API, asked across the thread. It fits `Engine`: an element takes it as its `engine`, and its data sets.
 *
 * @example
 * const client = await connect();
 * const orders = await client.Orders.fromFile(file, {}, { onProgress: (done) => console.log(done) });
 * const tiers = await client.segmentCustomers(orders);
 * client.close();
 */
export interface Client extends RemoteFunctions {
  /** Makes orders in the worker. */
  readonly Orders: RemoteOrdersMaker;
  /** Makes deals in the worker. */
  readonly Deals: RemoteDealsMaker;
  /** The funnel and its bottleneck, from deals or from plain counts a stage. */
  analyzeFunnel(
    deals: RemoteDeals | readonly StageCount[],
    options?: FunnelComparison<RemoteDeals>,
    control?: Control,
  ): Promise<FunnelReport>;
  /** Reviews a plan: its targets against actuals from the orders and deals wherever the catalogue knows how. */
  reviewPlan(
    input: ReviewInput<RemoteOrders, RemoteDeals>,
    options?: ReviewOptions,
    control?: Control,
  ): Promise<Review>;
  /** Resolves at once: a client is connected. */
  init(): Promise<void>;
  /** Ends the worker; what is under way is refused. */
  close(): void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
  onProgress: ((fraction: number) => void) | undefined;
}

interface Port {
  post(message: Request | Abort | Start, transfer: Transferable[]): void;
  close(): void;
  /** Says whether anything is under way. */
  hold(isAsked: boolean): void;
  /** Sends a file. */
  send(file: Blob): Sending;
  /** Further workers for a file, where it is worth them. */
  crew(file: Blob, fail: (error: unknown) => void): Crew | null;
}

/** Which data set on the other side a handle stands for. */
const numbers = new WeakMap<object, number>();

class Connection {
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #closed = false;

  constructor(readonly port: Port) {}

  ask(
    name: string,
    target: number | null,
    args: unknown[],
    { signal, onProgress }: Control,
    ports: { scouts: MessagePort[]; transfer: Transferable[] } = { scouts: [], transfer: [] },
  ): Promise<unknown> {
    if (this.#closed) return Promise.reject(closed());
    if (signal?.aborted) return Promise.reject(reasonOf(signal));
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const given = args.map((arg) =>
        map(arg, (value) => {
          const number = typeof value === 'object' && value !== null ? numbers.get(value) : undefined;
          return number === undefined ? value : { $planscore: number };
        }),
      );
      signal?.addEventListener(
        'abort',
        () => {
          if (!this.#forget(id)) return;
          this.port.post({ id, abort: true }, []);
          reject(reasonOf(signal));
        },
        { once: true },
      );
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.port.hold(true);
      try {
        const { scouts, transfer } = ports;
        this.port.post({ id, name, target, args: given, scouts }, [...buffers(given), ...scouts, ...transfer]);
      } catch (error) {
        this.#forget(id);
        reject(error);
      }
    });
  }

  /** Reads a file with all workers that it is worth; they are given up with the question, and it with any of them. */
  async askOfFile(name: string, args: unknown[], { signal, onProgress }: Control): Promise<unknown> {
    const [given, ...rest] = args;
    // By its tag: what comes from a frame is of no class of this realm.
    if (!/^\[object (File|Blob)\]$/.test(Object.prototype.toString.call(given))) {
      return this.ask(name, null, args, { signal, onProgress });
    }
    const control = new AbortController();
    const abort = (): void => control.abort(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    const sending = this.port.send(given as Blob);
    let crew: Crew | null = null;
    try {
      if (name === 'Orders.fromFile') crew = this.port.crew(given as Blob, (error) => control.abort(error));
      const ports = { scouts: crew?.ports ?? [], transfer: sending.transfer };
      return await this.ask(name, null, [sending.file, ...rest], { signal: control.signal, onProgress }, ports);
    } finally {
      signal?.removeEventListener('abort', abort);
      sending.end();
      crew?.end();
    }
  }

  wait(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, onProgress: undefined }));
  }

  hear(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) {
      // The question was given up; what was made for it goes.
      if ('made' in reply) this.port.post({ id: ++this.#asked, name: 'free', target: reply.made, args: [] }, []);
      return;
    }
    if ('progress' in reply) {
      waiting.onProgress?.(reply.progress);
      return;
    }
    this.#forget(reply.id);
    if ('result' in reply) waiting.resolve(reply.result);
    else if ('made' in reply) waiting.resolve(this.#handle(reply.made, reply.kind, reply.facts));
    else if ('refusal' in reply)
      waiting.reject(fromCore(Object.assign(new Error(), { name: 'PlanscoreError' }, reply.refusal)));
    else waiting.reject(new Error(reply.defect));
  }

  /** Waits for an answer no longer; false where none was waited for. */
  #forget(id: number): boolean {
    const isWaiting = this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.port.hold(false);
    return isWaiting;
  }

  /** Everything under way is refused. */
  fail(error: unknown): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #handle(number: number, kind: Kind, facts: Record<string, unknown>): object {
    const methods =
      kind === 'Segmentation'
        ? ['column', 'monetary', 'customerIds', 'rows', 'explain', 'concentration', 'wakeUpList', 'toCsv', 'free']
        : ['free'];
    const handle = Object.fromEntries([
      ...Object.entries(facts),
      ...methods.map((name) => [name, (...args: unknown[]) => this.ask(name, number, args, {})] as const),
    ]);
    numbers.set(handle, number);
    return Object.freeze(handle);
  }
}

function closed(): PlanscoreError {
  return new PlanscoreError('worker/closed', { 'zh-CN': '后台线程已关闭', en: 'the worker is closed' });
}

/** Splits the last argument off if it is a {@link Control}. */
function controlled(args: unknown[]): [unknown[], Control] {
  const last = args.at(-1);
  const isControl =
    typeof last === 'object' &&
    last !== null &&
    (('signal' in last && last.signal instanceof AbortSignal) ||
      ('onProgress' in last && typeof last.onProgress === 'function'));
  if (!isControl) return [args, {}];
  const { signal, onProgress, ...rest } = last as Control & Record<string, unknown>;
  const kept = Object.keys(rest).length > 0 ? [...args.slice(0, -1), rest] : args.slice(0, -1);
  return [kept, { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) }];
}

/** How to connect. */
export interface ConnectOptions {
  /** Where the module comes from, when not from beside the script. */
  source?: InitSource;
  /** Makes a worker, where a bundler needs it spelt out; null to run in the calling thread. */
  worker?: (() => Worker) | null;
  /**
   * How many workers read a large file of orders, the first included; as many as the machine has cores, at most 8,
   * unless said; one in a browser on two cores. The others live as long as the reading, a file has one for every 16 MB,
   * and the answer does not depend on them.
   */
  workers?: number;
}

/** Where an entry finds the module, for this thread and for a worker's. */
export interface Home {
  /** Loads the module in the calling thread. */
  init: (source?: InitSource) => Promise<void>;
  /** Where the module is when nobody says. */
  source: () => InitSource | Promise<InitSource>;
  /** Makes a worker when nobody says how; null where there are none. */
  worker: (() => Thread) | null;
  /** How many cores the machine has. */
  cores: () => number;
  /** How a file is sent to a worker. */
  send: (file: Blob) => Sending;
}

/**
 * Starts a worker and connects to it. Without `Worker` support everything runs in the calling thread, which loads by
 * `init`.
 * @internal
 */
export async function connectWith(home: Home, options: ConnectOptions): Promise<Client> {
  const { workers } = options;
  if (workers !== undefined && !(Number.isInteger(workers) && workers > 0)) {
    refuse('workers', '正整数', 'a positive integer');
  }
  // A worker of the web is a thread in all that is used of it.
  const worker = options.worker === undefined ? home.worker : (options.worker as unknown as (() => Thread) | null);
  return clientOf(await (worker === null ? connectHere(home, options) : connectWorker(home, options, worker)));
}

async function connectHere({ init }: Home, { source }: ConnectOptions): Promise<Connection> {
  await init(source);
  const server: Server = new Server((reply) => connection.hear(reply));
  const connection = new Connection({
    post: (message) => void server.take(message as Request | Abort),
    close: () => undefined,
    hold: () => undefined,
    send: itself,
    crew: () => null,
  });
  return connection;
}

/** The module is fetched and compiled here, once for the page and its workers. */
async function connectWorker(home: Home, options: ConnectOptions, start: () => Thread): Promise<Connection> {
  const module = await compile(() => options.source ?? home.source());
  const worker = start();
  const connection = new Connection({
    post: (message, transfer) => worker.postMessage(message, transfer),
    close: () => worker.terminate(),
    hold: (isAsked) => worker.hold?.(isAsked),
    send: home.send,
    crew: (file, fail) => {
      const count = workersFor(file, options.workers, home.cores());
      return count > 1 ? new Crew(count - 1, module, start, () => home.send(file), fail) : null;
    },
  });
  worker.onmessage = ({ data }) => connection.hear(data);
  worker.onerror = (event) => connection.fail(failureOf(event));
  const ready = connection.wait(0);
  connection.port.post({ module }, []);
  await ready.catch((cause: unknown) => {
    worker.terminate();
    throw notLoaded(cause);
  });
  return connection;
}

function clientOf(connection: Connection): Client {
  const asking =
    (name: string) =>
    (...args: unknown[]): Promise<unknown> => {
      const [given, control] = controlled(args);
      return connection.ask(name, null, given, control);
    };
  const askingOfFile =
    (name: string) =>
    (...args: unknown[]): Promise<unknown> => {
      const [given, control] = controlled(args);
      return connection.askOfFile(name, given, control);
    };
  const classes = new Set<string>(['Orders', 'Deals', 'Segmentation', 'PlanscoreError']);
  const names = Object.entries(core).filter(
    ([name, value]) => typeof value === 'function' && !classes.has(name) && name !== 'initSync',
  );
  return Object.freeze({
    ...Object.fromEntries(names.map(([name]) => [name, asking(name)])),
    Orders: Object.freeze({
      fromCsv: asking('Orders.fromCsv'),
      fromColumns: asking('Orders.fromColumns'),
      fromRows: asking('Orders.fromRows'),
      fromFile: askingOfFile('Orders.fromFile'),
    }),
    Deals: Object.freeze({
      fromCsv: asking('Deals.fromCsv'),
      fromEvents: asking('Deals.fromEvents'),
      fromRows: asking('Deals.fromRows'),
      fromFile: askingOfFile('Deals.fromFile'),
    }),
    init: () => Promise.resolve(),
    close: () => {
      connection.port.close();
      connection.fail(closed());
    },
  }) as unknown as Client;
}
