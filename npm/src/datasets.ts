/** Data sets that live in wasm memory: free them with `free()` or `using`. */
import * as raw from 'planscore-raw';
import { asText, refuse } from './arguments.js';
import { freed, PlanscoreError } from './errors.js';
import { call } from './runtime.js';
import { Feed, whole } from './stream.js';
import { packed } from './texts.js';
import type {
  Concentration, CustomerRow, DataIssue, DealColumnsNamed, DealEvents, DealEventsOptions, DealsCsvOptions, Decision, OrderColumns, OrderColumnsNamed,
  OrdersCsvOptions, RfmSummary, RowCounts, RowsOptions, WakeUp, WakeUpOptions,
} from './types.js';

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

  /** Gives the memory back. A second call is an error. */
  free(): void {
    const inner = open(this);
    held.delete(this);
    inner.free();
  }

  /** The same at the end of a `using` block, where an earlier `free()` is no error. */
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

  /** Bytes of a UTF-8 or GB18030 CSV / TSV file (delimiter and encoding recognised, or given). */
  static fromCsv(bytes: Uint8Array, options: OrdersCsvOptions = {}): Orders {
    const onProgress: unknown = options?.onProgress;
    if (onProgress != null && typeof onProgress !== 'function') refuse('onProgress', '函数', 'a function');
    return new Orders(whole(Orders.reading(options ?? {}, bytes?.length), bytes, options?.onProgress));
  }

  /** @internal */
  static reading({ onProgress: _, encoding, ...rest }: OrdersCsvOptions, size?: number): Feed<raw.Orders> {
    return new Feed(() => new raw.OrdersReader(rest, size), encoding);
  }

  /** @internal */
  static of(inner: raw.Orders): Orders {
    return new Orders(inner);
  }

  static fromColumns(columns: OrderColumns): Orders {
    return new Orders(call(() => raw.Orders.fromColumns(packed(columns))));
  }

  get length(): number {
    return open(this).length;
  }

  /** What was recognised. */
  get columns(): OrderColumnsNamed {
    return open(this).columns;
  }

  /** The first 1,000; `issueCount` has the number. */
  get issues(): DataIssue[] {
    return open(this).issues;
  }

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

  /** An event log (deal, stage, time) or one row a deal (a date column a stage, outcome, value). */
  static fromCsv(bytes: Uint8Array, options: DealsCsvOptions = {}): Deals {
    return new Deals(whole(Deals.reading(options ?? {}), bytes));
  }

  /** @internal */
  static reading({ encoding, ...rest }: DealsCsvOptions): Feed<raw.Deals> {
    return new Feed(() => new raw.DealsReader(rest), encoding);
  }

  /** @internal */
  static of(inner: raw.Deals): Deals {
    return new Deals(inner);
  }

  /** Events named in `lost` close a deal as lost; the last stage closes it as won. */
  static fromEvents(columns: DealEvents, options: DealEventsOptions): Deals {
    return new Deals(call(() => raw.Deals.fromEvents(columns, options)));
  }

  get length(): number {
    return open(this).length;
  }

  /** What was recognised. */
  get columns(): DealColumnsNamed {
    return open(this).columns;
  }

  /** The first 1,000; `issueCount` has the number. */
  get issues(): DataIssue[] {
    return open(this).issues;
  }

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

  get length(): number {
    return open(this).length;
  }

  get summary(): RfmSummary {
    return open(this).summary;
  }

  column(name: 'recency' | 'frequency' | 'r' | 'f' | 'm' | 'tier'): Int32Array {
    return call(() => open(this).column(asText(name, 'name') as typeof name));
  }

  monetary(): Float64Array {
    return call(() => open(this).monetary());
  }

  customerIds(): string[] {
    return call(() => open(this).customerIds());
  }

  /** A page of customers. */
  rows(options: RowsOptions = {}): CustomerRow[] {
    return call(() => open(this).rows(options));
  }

  /** Why a customer is in its tier, and what would move it up. */
  explain(customer: string): { tier: string; because: string[]; toMoveUp: string[] } {
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
