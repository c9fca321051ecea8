/** What takes data sets beside plain values; `O` and `D` are data sets here, or those in a worker. */
import type { Deals, Orders } from './datasets.js';
import type { FunnelOptions, ReviewBasis, TierRule, TierTable } from './types.js';

/** What there is to review; every part may be missing. */
export interface ReviewInput<O = Orders, D = Deals> extends ReviewBasis {
  /** Orders, from which actuals and tiers are made. */
  orders?: O | null;
  /** Deals, from which actuals and the funnel are made. */
  deals?: D | null;
}

/** How to analyse a funnel, and what to compare it with. */
export interface FunnelComparison<D = Deals> extends FunnelOptions {
  /** The deals of the period before. */
  previous?: D | null;
}

/** The tables of tiers that are known by name. */
export type TierTableName = Exclude<TierTable, readonly TierRule[]>;
