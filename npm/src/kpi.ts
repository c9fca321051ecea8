/** Teams, columns, commission, and actuals from data. */
import * as raw from 'planscore-raw';
import { type Deals, open, type Orders } from './datasets.js';
import { call } from './runtime.js';
import type {
  ColumnScores, CommissionPlan, CommissionReport, KpiColumn, Measures, MeasureOptions, Member, TeamOptions, TeamReport,
} from './team-types.js';
import type { Period, Scorecard } from './types.js';

/** What orders say about a period: every figure of the catalogue whose source they are. */
export function actualsFromOrders(orders: Orders, period: Period, options: MeasureOptions = {}): Measures {
  return call(() => raw.actualsFromOrders(open(orders), period, options));
}

/** What deals say about a period. */
export function actualsFromDeals(deals: Deals, period: Period, options: MeasureOptions = {}): Measures {
  return call(() => raw.actualsFromDeals(open(deals), period, options));
}

/** Members' scorecards, their roll-up, ranking, stars and laggards, awards. */
export function scoreTeam(scorecard: Scorecard, members: Member[], options: TeamOptions = {}): TeamReport {
  return call(() => raw.scoreTeam(scorecard, members, options));
}

/** Scores of thousands of members at once, in typed arrays. */
export function scoreColumns(scorecard: Scorecard, columns: KpiColumn[]): ColumnScores {
  return call(() => {
    const scores = raw.scoreColumns(scorecard, columns);
    try {
      return {
        total: scores.total(), coverage: scores.coverage(), rank: scores.rank(), vetoed: scores.vetoed(),
        attainments: scores.attainments(), scores: scores.scores(),
      };
    } finally {
      scores.free();
    }
  });
}

/** What a commission plan pays, to the fen, and where pay jumps. */
export function simulateCommission(plan: CommissionPlan, sales: { sales: number; cost?: number }[]): CommissionReport {
  return call(() => raw.simulateCommission(plan, sales));
}

/** The change relative to the size of the base (同比, 环比); null from 0 to anything else. */
export function relativeChange(value: number, base: number): number | null {
  return call(() => raw.relativeChange(value, base)) ?? null;
}
