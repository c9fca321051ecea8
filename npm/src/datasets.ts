/** Data sets that live in wasm memory: free them with `free()` or `using`. */
import * as raw from 'planscore-raw';
import { asText, refuse } from './arguments.js';
import type {
  Bytes,
  DealEvents,
  DealRowsOptions,
  DealsCsvOptions,
  OrderColumns,
  OrderRowsOptions,
  OrdersCsvOptions,
  Row,
} from './columns.js';
import { busy, freed, PlanscoreError } from './errors.js';
import { FORM, read } from './rows.js';
import { call, isAsked } from './runtime.js';
import { Feed, whole } from './stream.js';
import { packed } from './texts.js';
import type {
  Concentration,
  CustomerRow,
  DataIssue,
  DealColumnsNamed,
  DealEventOptions,
  Decision,
  OrderColumnsNamed,
  RfmSummary,
  RowCounts,
  RowsOptions,
  TierExplanation,
  WakeUp,
  WakeUpOptions,
} from './types.js';

declare global {
  // Where the library of the language has it too, the two are one.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

interface Freeable {
  free(): void;
}

/** Which handle holds what; an entry goes when its handle is freed. */
const held = new WeakMap<Handle, Freeable>();

/**
 * What a handle holds, or a clear error once it is freed.
 * @internal
 */
export function open<T extends Freeable>(handle: Handle & { readonly _raw?: T }): T {
  if (!((handle as unknown) instanceof Handle)) {
    throw new PlanscoreError('handle/type', {
      'zh-CN': '需要一个数据集（Orders、Deals 或 Segmentation）',
      en: 'a data set is expected (Orders, Deals or Segmentation)',
    });
  }
  const inner = held.get(handle);
  if (inner === undefined) throw freed();
  return inner as T;
}

abstract class Handle {
  protected constructor(inner: Freeable) {
    held.set(this, inner);
  }

  /** Gives the memory back. A second call is an error, as is one from inside `onProgress`. */
  free(): void {
    const inner = open(this);
    if (isAsked()) throw busy();
    held.delete(this);
    inner.free();
  }

  /** Gives the memory back at the end of a `using` block; an earlier `free()` is no error there. */
  declare [Symbol.dispose]: () => void;
}

if (Symbol.dispose) {
  Handle.prototype[Symbol.dispose] = function (this: Handle): void {
    if (held.has(this)) this.free();
  };
}

/** Orders: who bought when for how much. */
export class Orders extends Handle {
  /** @internal */
  declare readonly _raw?: raw.Orders;

  private constructor(inner: raw.Orders) {
    super(inner);
  }

  /**
   * Reads a CSV or TSV file in UTF-8, UTF-16 or GB18030; columns, delimiter and encoding are recognised, or given.
   *
   * @example
   * const bytes = new TextEncoder().encode('客户,下单日期,金额\n澄光,2026-03-05,1200\n');
   * const orders = Orders.fromCsv(bytes, { columns: { customer: '客户' } });
   * console.log(orders.length, orders.issues);
   * orders.free();
   */
  static fromCsv(bytes: Bytes, options: OrdersCsvOptions = {}): Orders {
    const onProgress: unknown = options?.onProgress;
    if (onProgress != null && typeof onProgress !== 'function') refuse('onProgress', '函数', 'a function');
    return new Orders(whole(Orders.reading(options ?? {}, bytes?.byteLength), bytes, options?.onProgress));
  }

  /** @internal */
  static reading({ onProgress: _, encoding, ...rest }: OrdersCsvOptions, size?: number): Feed<raw.Orders> {
    return new Feed(
      () => raw.FileReader.orders(rest, size),
      (reader) => reader.finishOrders(),
      encoding,
    );
  }

  /** @internal */
  static of(inner: raw.Orders): Orders {
    return new Orders(inner);
  }

  /**
   * Takes columns that are in memory already.
   *
   * @example
   * const orders = Orders.fromColumns({
   *   customer: ['a', 'b'], date: ['2026-03-05', '2026-03-06'], amount: Float64Array.of(1200, 80),
   * });
   */
  static fromColumns(columns: OrderColumns): Orders {
    return new Orders(call(() => raw.Orders.fromColumns(packed(columns))));
  }

  /**
   * Takes rows as an API gives them: objects whose names are recognised as a file's headers are, dates as texts or
   * `Date`s, amounts as numbers or texts. The data report is that of a file: the first row is its row 2.
   *
   * @example
   * const orders = Orders.fromRows(
   *   [{ buyer: '澄光', paidAt: new Date('2026-03-05T10:00:00Z'), amount: 1200 }],
   *   { columns: { date: 'paidAt' } },
   * );
   */
  static fromRows(rows: readonly Row[], options: OrderRowsOptions = {}): Orders {
    const open = () => raw.FileReader.orders({ ...options, ...FORM });
    return new Orders(read(rows, open, (reader) => reader.finishOrders()));
  }

  /** How many orders there are. */
  get length(): number {
    return open(this).length;
  }

  /** Which column of the file was taken for what. */
  get columns(): OrderColumnsNamed {
    return open(this).columns;
  }

  /** What was left out or looks wrong: the first 1,000; `issueCount` has the number. */
  get issues(): DataIssue[] {
    return open(this).issues;
  }

  /** How many rows or values were left out or look wrong. */
  get issueCount(): number {
    return open(this).issueCount;
  }

  /** What was decided for the reader of the file, with what to do if it is wrong. */
  get decisions(): Decision[] {
    return open(this).decisions;
  }

  /** Rows of the file: read, used and left out. */
  get rows(): RowCounts {
    return open(this).rows;
  }
}

/** Deals: which stage each reached when, and how it ended. */
export class Deals extends Handle {
  /** @internal */
  declare readonly _raw?: raw.Deals;

  private constructor(inner: raw.Deals) {
    super(inner);
  }

  /**
   * Reads a CSV or TSV file: an event log (deal, stage, time), or one row a deal (a date column a stage, outcome,
   * value).
   *
   * @example
   * const bytes = new TextEncoder().encode('商机,阶段,时间\nA,MQL,2026-03-05\nA,赢单,2026-04-01\n');
   * const deals = Deals.fromCsv(bytes, { stages: ['MQL', '赢单'] });
   */
  static fromCsv(bytes: Bytes, options: DealsCsvOptions = {}): Deals {
    return new Deals(whole(Deals.reading(options ?? {}), bytes));
  }

  /** @internal */
  static reading({ encoding, ...rest }: DealsCsvOptions): Feed<raw.Deals> {
    return new Feed(
      () => raw.FileReader.deals(rest),
      (reader) => reader.finishDeals(),
      encoding,
    );
  }

  /** @internal */
  static of(inner: raw.Deals): Deals {
    return new Deals(inner);
  }

  /**
   * Takes events that are in memory already. Events named in `lost` close a deal as lost; the last stage closes it as
   * won.
   *
   * @example
   * const deals = Deals.fromEvents(
   *   { deal: ['A', 'A'], stage: ['MQL', 'won'], time: ['2026-03-05', '2026-04-01'] },
   *   { stages: ['MQL', 'won'] },
   * );
   */
  static fromEvents(columns: DealEvents, options: DealEventOptions): Deals {
    return new Deals(call(() => raw.Deals.fromEvents(columns, options)));
  }

  /**
   * Takes rows as an API gives them: an event each (deal, stage, time), or a deal each (a date a stage, outcome, value).
   * Names are recognised as a file's headers are.
   *
   * @example
   * const deals = Deals.fromRows([
   *   { deal: 'A', stage: 'MQL', time: '2026-03-05' },
   *   { deal: 'A', stage: 'won', time: new Date('2026-04-01T02:00:00Z') },
   * ]);
   */
  static fromRows(rows: readonly Row[], options: DealRowsOptions = {}): Deals {
    const open = () => raw.FileReader.deals({ ...options, ...FORM });
    return new Deals(read(rows, open, (reader) => reader.finishDeals()));
  }

  /** How many deals there are. */
  get length(): number {
    return open(this).length;
  }

  /** Which column of the file was taken for what. */
  get columns(): DealColumnsNamed {
    return open(this).columns;
  }

  /** What was left out or looks wrong: the first 1,000; `issueCount` has the number. */
  get issues(): DataIssue[] {
    return open(this).issues;
  }

  /** How many rows or values were left out or look wrong. */
  get issueCount(): number {
    return open(this).issueCount;
  }

  /** What was decided for the reader of the file, with what to do if it is wrong. */
  get decisions(): Decision[] {
    return open(this).decisions;
  }

  /** Rows of the file: read, used and left out. */
  get rows(): RowCounts {
    return open(this).rows;
  }
}

/** Customers with their scores and tiers. */
export class Segmentation extends Handle {
  /** @internal */
  declare readonly _raw?: raw.Segmentation;

  private constructor(inner: raw.Segmentation) {
    super(inner);
  }

  /** @internal */
  static of(inner: raw.Segmentation): Segmentation {
    return new Segmentation(inner);
  }

  /** How many customers there are. */
  get length(): number {
    return open(this).length;
  }

  /** The tiers at a glance. */
  get summary(): RfmSummary {
    return open(this).summary;
  }

  /**
   * One column over all customers: recency and age (since the first purchase) in days, frequency in purchases, scores
   * from 1, the tier as its place in `summary.tiers`.
   *
   * @example
   * const days = segmentCustomers(orders).column('recency');
   */
  column(name: 'recency' | 'age' | 'frequency' | 'r' | 'f' | 'm' | 'tier'): Int32Array {
    return call(() => open(this).column(asText(name, 'name') as typeof name));
  }

  /** Money over all customers, in the currency's main unit. */
  monetary(): Float64Array {
    return call(() => open(this).monetary());
  }

  /** Names of all customers, in the order of the columns. */
  customerIds(): string[] {
    return call(() => open(this).customerIds());
  }

  /**
   * A page of customers.
   *
   * @example
   * const [best] = segmentCustomers(orders).rows({ orderBy: 'monetary', descending: true, limit: 20 });
   */
  rows(options: RowsOptions = {}): CustomerRow[] {
    return call(() => open(this).rows(options));
  }

  /** Why a customer is in its tier, and what would move it up. */
  explain(customer: string): TierExplanation {
    return call(() => open(this).explain(asText(customer, 'customer')));
  }

  /** How much of the money how few of the customers bring. */
  concentration(): Concentration {
    return call(() => open(this).concentration());
  }

  /** Lapsed customers, those with the most to recover first. */
  wakeUpList(options: WakeUpOptions = {}): WakeUp[] {
    return call(() => open(this).wakeUpList(options));
  }

  /** All customers as UTF-8 CSV. */
  toCsv(): Uint8Array {
    return call(() => open(this).toCsv());
  }
}
