/** What crosses as bytes or in typed arrays, column by column, and so has no Rust type that says it. */
import type { ActualOptions, DealOptions, IsoDate, OrderOptions } from './types.js';

/** The bytes of a file. */
export type Bytes = Uint8Array | ArrayBuffer;

/** A column of numbers. */
export type Numbers = Float64Array | readonly number[];

/** How work that takes long is watched. */
export interface Progress {
  /** Hears how far it is, from 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** How a file of orders is read. */
export interface OrdersCsvOptions extends OrderOptions, Progress {
  /** Recognised when left out; UTF-16 always is, by its mark. */
  encoding?: 'utf-8' | 'gb18030' | undefined;
}

/** How a file of deals is read. */
export interface DealsCsvOptions extends DealOptions {
  /** Recognised when left out; UTF-16 always is, by its mark. */
  encoding?: 'utf-8' | 'gb18030' | undefined;
}

/** How a file of actuals is read. */
export interface ActualsCsvOptions extends ActualOptions {
  /** Recognised when left out; UTF-16 always is, by its mark. */
  encoding?: 'utf-8' | 'gb18030' | undefined;
}

/** A row as an API gives it: texts, numbers and `Date`s by name; what is empty may be left out. */
export type Row = object;

/** How rows of orders are read; there is no file to speak of. */
export type OrderRowsOptions = Omit<OrderOptions, 'delimiter' | 'headerRow'>;

/** How rows of deals are read; there is no file to speak of. */
export type DealRowsOptions = Omit<DealOptions, 'delimiter' | 'headerRow'>;

/** Orders as columns of equal length. */
export interface OrderColumns {
  /** Customers' names, or codes into `customers` (alone: numbers that are their own names). */
  customer: readonly string[] | Uint32Array;
  /** The names of the codes, each once. */
  customers?: readonly string[];
  /** Days of the orders, or days since 1970-01-01. */
  date: readonly IsoDate[] | Int32Array;
  /** Amounts in the currency's main unit; a refund is negative. */
  amount: Numbers;
  /** Order numbers; rows with the same one are one order. */
  orderId?: readonly string[];
  /** Cost of what was sold, in the currency's main unit. */
  cost?: Numbers;
  /** Who sold it. */
  owner?: readonly string[];
  /** What was sold. */
  product?: readonly string[];
}

/** Customers whose figures were worked out elsewhere, as columns of equal length. */
export interface CustomerColumns {
  /** Customers' names, each once, or codes into `customers` (alone: numbers that are their own names). */
  customer: readonly string[] | Uint32Array;
  /** The names of the codes, each once. */
  customers?: readonly string[];
  /** Days from the last purchase to `asOf`. */
  recency: Numbers | Int32Array | Uint32Array;
  /** Days from the first purchase to `asOf`. */
  age: Numbers | Int32Array | Uint32Array;
  /** Purchases, 1 at least. */
  frequency: Numbers | Int32Array | Uint32Array;
  /** All money in the currency's main unit, refunds taken off. */
  revenue: Numbers;
}

/** Events of deals as columns of equal length. */
export interface DealEvents {
  /** Deals' names, or codes. */
  deal: readonly string[] | Uint32Array;
  /** The stage that was reached: its name, or its place in the list of stages from 0, with 255 for a loss. */
  stage: readonly string[] | Uint8Array;
  /** When: a date with or without a time of day, or days since 1970-01-01. */
  time: readonly IsoDate[] | Int32Array | Float64Array;
  /** What the deal is worth, in the currency's main unit. */
  value?: Numbers;
  /** Person in charge. */
  owner?: readonly string[];
  /** Where the deal came from. */
  channel?: readonly string[];
}

/** One figure of all members; NaN is a missing value. */
export interface KpiColumn {
  /** The figure's id in the scorecard. */
  id: string;
  /** A value a member; with `denominators`, the numerators. */
  values: Numbers;
  /** Denominators of a rate. */
  denominators?: Numbers;
  /** Members' own targets. */
  targets?: Numbers;
}

/** Scores of many members; arrays over the members in their order. */
export interface ColumnScores {
  /** Totals in points, NaN where there is none. */
  total: Float64Array;
  /** Shares of the weight that are known, 0 to 1. */
  coverage: Float64Array;
  /** Ranks from 1, 0 where there is no total. */
  rank: Uint32Array;
  /** 1 where a veto fell. */
  vetoed: Uint8Array;
  /** Attainments: all members of the first figure, then of the next; NaN is unknown. */
  attainments: Float64Array;
  /** Scores in points, in the same order. */
  scores: Float64Array;
}
