/** Data sets that live in a worker, and either kind. */
import type { Deals, Orders, Segmentation } from './datasets.js';
import type {
  Concentration,
  CustomerRow,
  DataIssue,
  Decision,
  RowCounts,
  DealColumnsNamed,
  OrderColumnsNamed,
  RfmSummary,
  RowsOptions,
  TierExplanation,
  WakeUp,
  WakeUpOptions,
} from './types.js';

/** A data set in a worker: what it says of itself is here, it is not. */
interface RemoteData<Columns> {
  /** How many records there are. */
  readonly length: number;
  /** Which column of the file was taken for what. */
  readonly columns: Columns;
  /** What was left out or looks wrong: the first 1,000; `issueCount` has the number. */
  readonly issues: DataIssue[];
  /** How many rows or values were left out or look wrong. */
  readonly issueCount: number;
  /** What was decided for the reader of the file, with what to do if it is wrong. */
  readonly decisions: Decision[];
  /** Rows of the file: read, used and left out. */
  readonly rows: RowCounts;
  /** Gives the memory back. */
  free(): Promise<void>;
}

/** Orders in a worker. */
export interface RemoteOrders extends RemoteData<OrderColumnsNamed> {}

/** Deals in a worker. */
export interface RemoteDeals extends RemoteData<DealColumnsNamed> {}

/** Customers with their tiers, in a worker. */
export interface RemoteSegmentation {
  /** How many customers there are. */
  readonly length: number;
  /** The tiers at a glance. */
  readonly summary: RfmSummary;
  /** One column over all customers. */
  column(name: 'recency' | 'age' | 'frequency' | 'r' | 'f' | 'm' | 'tier'): Promise<Int32Array>;
  /** Money over all customers, in the currency's main unit. */
  monetary(): Promise<Float64Array>;
  /** Names of all customers, in the order of the columns. */
  customerIds(): Promise<string[]>;
  /** A page of customers. */
  rows(options?: RowsOptions): Promise<CustomerRow[]>;
  /** Why a customer is in its tier, and what would move it up. */
  explain(customer: string): Promise<TierExplanation>;
  /** How much of the money how few of the customers bring. */
  concentration(): Promise<Concentration>;
  /** Lapsed customers, those with the most to recover first. */
  wakeUpList(options?: WakeUpOptions): Promise<WakeUp[]>;
  /** All customers as UTF-8 CSV. */
  toCsv(): Promise<Uint8Array>;
  /** Gives the memory back. */
  free(): Promise<void>;
}

/** Orders, here or in a worker. */
export type AnyOrders = Orders | RemoteOrders;

/** Deals, here or in a worker. */
export type AnyDeals = Deals | RemoteDeals;

/** Customers with their tiers, here or in a worker. */
export type AnySegmentation = Segmentation | RemoteSegmentation;
