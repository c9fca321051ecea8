/** What follows from tiers and rhythms: who moved, who comes back, whom to call, what a tier is worth. */
import * as raw from 'planscore-raw';
import { open, type Orders, type Segmentation } from './datasets.js';
import { call } from './runtime.js';
import type {
  ChurnWarning,
  NextPurchase,
  Retention,
  RfmOptions,
  RhythmOptions,
  TierMigration,
  TierWorth,
  WorthOptions,
} from './types.js';

/**
 * Who moved between tiers: `customers[i][j]` from tier i to tier j; `revenue[i][j]` is their money in `after`.
 *
 * @example
 * const before = segmentCustomers(orders, { asOf: '2026-06-30' });
 * const after = segmentCustomers(orders, { asOf: '2026-09-30' });
 * const { tiers, customers } = tierMigration(before, after);
 */
export function tierMigration(before: Segmentation, after: Segmentation): TierMigration {
  return call(() => raw.tierMigration(open(before), open(after)));
}

/**
 * Churn rate, repurchase rate, and cohorts by first purchase with cells not seen yet left blank.
 *
 * @example
 * const { churn, cohorts } = customerRetention(orders, { every: 'quarter' });
 */
export function customerRetention(orders: Orders, options: RhythmOptions = {}): Retention {
  return call(() => raw.customerRetention(open(orders), options));
}

/**
 * Customers who break their own rhythm or buy for less and less, those with the most at stake first.
 *
 * @example
 * for (const { customer, because } of churnWarnings(orders, { limit: 10 })) console.log(customer, because);
 */
export function churnWarnings(orders: Orders, options: Omit<RhythmOptions, 'every'> = {}): ChurnWarning[] {
  return call(() => raw.churnWarnings(open(orders), options));
}

/**
 * When customers are due to buy next, the first due first.
 *
 * @example
 * const due = nextPurchases(orders).filter(({ likely }) => likely <= '2026-10-31');
 */
export function nextPurchases(orders: Orders, options: Omit<RhythmOptions, 'every'> = {}): NextPurchase[] {
  return call(() => raw.nextPurchases(open(orders), options));
}

/**
 * What each tier is worth: what its customers of one horizon ago have brought since, applied to those of now.
 *
 * @example
 * const { tiers } = tierWorth(orders, { horizonDays: 90, seed: 1 });
 */
export function tierWorth(orders: Orders, options: RfmOptions & WorthOptions = {}): TierWorth {
  const { horizonDays, seed, ...rest } = options ?? {};
  return call(() => raw.tierWorth(open(orders), rest, { horizonDays, seed } as WorthOptions));
}
