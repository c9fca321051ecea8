/** Teams, columns, commission, and actuals from data. */
import * as raw from 'planscore-raw';
import type { ColumnScores, KpiColumn } from './columns.js';
import { type Deals, open, type Orders } from './datasets.js';
import { call } from './runtime.js';
import type {
  CommissionPlan,
  CommissionReport,
  MeasureOptions,
  Measures,
  Member,
  Period,
  Sale,
  Scorecard,
  TeamOptions,
  TeamReport,
} from './types.js';

/**
 * What orders say about a period: every figure of the catalogue whose source they are.
 *
 * @example
 * const { actuals, issues } = actualsFromOrders(orders, { start: '2026-01-01', end: '2026-09-30' });
 */
export function actualsFromOrders(orders: Orders, period: Period, options: MeasureOptions = {}): Measures {
  return call(() => raw.actualsFromOrders(open(orders), period, options));
}

/**
 * What deals say about a period.
 *
 * @example
 * const { actuals } = actualsFromDeals(deals, { start: '2026-01-01', end: '2026-09-30' }, { owner: '韩雪' });
 */
export function actualsFromDeals(deals: Deals, period: Period, options: MeasureOptions = {}): Measures {
  return call(() => raw.actualsFromDeals(open(deals), period, options));
}

/**
 * Members' scorecards, their roll-up, ranking, stars and laggards, awards.
 *
 * @example
 * const scorecard = { items: [{ id: 'sales_total', weight: 100, target: 200_000 }] };
 * const { ranking } = scoreTeam(scorecard, [
 *   { id: 'a', name: '林晓彤', actuals: [{ id: 'sales_total', value: 120_000 }] },
 *   { id: 'b', name: '周启明', actuals: [{ id: 'sales_total', value: 90_000 }] },
 * ]);
 * console.log(ranking[0].name); // 林晓彤
 */
export function scoreTeam(scorecard: Scorecard, members: readonly Member[], options: TeamOptions = {}): TeamReport {
  return call(() => raw.scoreTeam(scorecard, members, options));
}

/**
 * Scores of thousands of members at once, in typed arrays.
 *
 * @example
 * const scorecard = { items: [{ id: 'sales_total', weight: 100, target: 100 }] };
 * const { total } = scoreColumns(scorecard, [{ id: 'sales_total', values: Float64Array.of(90, 100) }]);
 * console.log(total.join()); // 90,100
 */
export function scoreColumns(scorecard: Scorecard, columns: readonly KpiColumn[]): ColumnScores {
  return call(() => {
    const scores = raw.scoreColumns(scorecard, columns);
    try {
      return {
        total: scores.total(),
        coverage: scores.coverage(),
        rank: scores.rank(),
        vetoed: scores.vetoed(),
        attainments: scores.attainments(),
        scores: scores.scores(),
      };
    } finally {
      scores.free();
    }
  });
}

/**
 * What a commission plan pays, to the fen, and where pay jumps.
 *
 * @example
 * const plan = { tiers: [{ from: 0, rate: 0.02 }, { from: 100_000, rate: 0.03 }] };
 * console.log(simulateCommission(plan, [{ sales: 150_000 }]).results[0].fen); // 350000: 3,500 yuan
 */
export function simulateCommission(plan: CommissionPlan, sales: readonly Sale[]): CommissionReport {
  return call(() => raw.simulateCommission(plan, sales));
}

/**
 * The change relative to the size of the base (同比, 环比), a fraction; null from 0 to anything else.
 *
 * @example
 * console.log(relativeChange(120, 100)); // 0.2
 */
export function relativeChange(value: number, base: number): number | null {
  return call(() => raw.relativeChange(value, base)) ?? null;
}
