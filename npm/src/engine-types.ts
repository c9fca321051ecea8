/** What answers: the package's own functions, or a worker's client with the same names. */
import type { AnyDeals, AnyOrders, AnySegmentation } from './handles.js';
import type { FunnelComparison, ReviewInput } from './queries.js';
import type {
  Actual,
  DefaultScorecardOptions,
  FunnelReport,
  HitChance,
  HitOptions,
  KpiReport,
  MeasureOptions,
  Measures,
  Member,
  Period,
  PlanOptions,
  PlanReport,
  RenderOptions,
  Review,
  ReviewOptions,
  RfmOptions,
  Scorecard,
  ScoreOptions,
  StageCount,
  TeamOptions,
  TeamReport,
  TierMigration,
  TierWorth,
  WorthOptions,
} from './types.js';

/** An answer at once, or a promise of it. */
export type Answer<T> = T | Promise<T>;

/**
 * Who answers the elements: the entry `planscore`, whose functions answer at once, and the client of
 * `planscore/worker`, whose functions promise, both fit. Data sets are those of the same engine.
 */
export interface Engine {
  /** Loads the module. */
  init(): Promise<void>;
  /** See {@link analyzeFunnel}. */
  analyzeFunnel(deals: AnyDeals | readonly StageCount[], options?: FunnelComparison<AnyDeals>): Answer<FunnelReport>;
  /** See {@link checkPlan}. */
  checkPlan(text: string, options?: PlanOptions): Answer<PlanReport>;
  /** See {@link defaultScorecard}. */
  defaultScorecard(options?: DefaultScorecardOptions): Answer<Scorecard>;
  /** See {@link hitProbability}. */
  hitProbability(deals: AnyDeals, options: HitOptions): Answer<HitChance>;
  /** See {@link renderReport}. */
  renderReport(review: Review, options?: RenderOptions): Answer<string>;
  /** See {@link reviewPlan}. */
  reviewPlan(input: ReviewInput<AnyOrders, AnyDeals>, options?: ReviewOptions): Answer<Review>;
  /** See {@link scoreKpis}. */
  scoreKpis(scorecard: Scorecard, actuals: readonly Actual[], options?: ScoreOptions): Answer<KpiReport>;
  /** See {@link segmentCustomers}. */
  segmentCustomers(orders: AnyOrders, options?: RfmOptions): Answer<AnySegmentation>;
  /** See {@link tierMigration}. */
  tierMigration(before: AnySegmentation, after: AnySegmentation): Answer<TierMigration>;
  /** See {@link tierWorth}. */
  tierWorth(orders: AnyOrders, options?: RfmOptions & WorthOptions): Answer<TierWorth>;
  /** See {@link actualsFromOrders}. */
  actualsFromOrders(orders: AnyOrders, period: Period, options?: MeasureOptions): Answer<Measures>;
  /** See {@link actualsFromDeals}. */
  actualsFromDeals(deals: AnyDeals, period: Period, options?: MeasureOptions): Answer<Measures>;
  /** See {@link scoreTeam}. */
  scoreTeam(scorecard: Scorecard, members: readonly Member[], options?: TeamOptions): Answer<TeamReport>;
}
