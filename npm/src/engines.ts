/** The four engines. */
import * as raw from 'planscore-raw';
import { asText } from './arguments.js';
import type { CustomerColumns } from './columns.js';
import { Deals, open, type Orders, Segmentation } from './datasets.js';
import type { FunnelComparison } from './queries.js';
import { call } from './runtime.js';
import { packed } from './texts.js';
import type {
  Actual,
  Archetype,
  ArchetypeTable,
  DefaultScorecardOptions,
  Finding,
  FunnelReport,
  IsoDate,
  KpiEntry,
  KpiReport,
  LocaleOptions,
  PlanOptions,
  PlanReport,
  RfmOptions,
  SarifLog,
  SarifOptions,
  Scorecard,
  ScoreOptions,
  SkeletonOptions,
  StageCount,
  TierRule,
  TierTableOptions,
  TierTableReport,
} from './types.js';

/**
 * Scores actuals against a scorecard: 100 points for every target reached.
 *
 * @example
 * const scorecard = { items: [{ id: 'sales_total', weight: 100, target: 1_000_000 }] };
 * const report = scoreKpis(scorecard, [{ id: 'sales_total', value: 980_000 }]);
 * console.log(report.total, report.items[0].attainment); // 98 0.98
 */
export function scoreKpis(scorecard: Scorecard, actuals: readonly Actual[], options: ScoreOptions = {}): KpiReport {
  return call(() => raw.scoreKpis(scorecard, actuals, options));
}

/**
 * The weights and targets that a plan of this kind starts from.
 *
 * @example
 * const scorecard = defaultScorecard({ archetype: 'people', locale: 'en' });
 */
export function defaultScorecard(options: DefaultScorecardOptions = {}): Scorecard {
  return call(() => raw.defaultScorecard(options));
}

/**
 * Every key figure that is known by its id, with its formula, its unit and the data it needs.
 *
 * @example
 * const fromOrders = kpiCatalog({ locale: 'en' }).filter(({ source }) => source === 'orders');
 */
export function kpiCatalog(options: LocaleOptions = {}): KpiEntry[] {
  return call(() => raw.kpiCatalog(options));
}

/**
 * Sorts customers into tiers by recency (days), frequency (purchases) and money.
 *
 * @example
 * const tiers = segmentCustomers(orders, { asOf: '2026-09-30', tiers: 'eightSegments' });
 * console.log(tiers.summary.tiers.map(({ name, customers }) => `${name} ${customers}`));
 * tiers.free();
 */
export function segmentCustomers(orders: Orders, options: RfmOptions = {}): Segmentation {
  return Segmentation.of(call(() => raw.segmentCustomers(open(orders), options)));
}

/**
 * Sorts customers into tiers whose recency, frequency and money were worked out elsewhere: in a warehouse, or by
 * `planscore-batch`. Gaps between purchases are not known: without `lapsedDays` a customer has lapsed after 180 days.
 *
 * @example
 * const tiers = segmentTable(
 *   { customer: ['a', 'b'], recency: [3, 400], age: [800, 400], frequency: [12, 1], revenue: [24000, 80] },
 *   { asOf: '2026-09-30', lapsedDays: 90 },
 * );
 * console.log(tiers.explain('a').name);
 * tiers.free();
 */
export function segmentTable(columns: CustomerColumns, options: RfmOptions & { asOf: IsoDate }): Segmentation {
  return Segmentation.of(call(() => raw.segmentTable(packed(columns), options)));
}

/**
 * Cells that no rule or more than one rule covers, and rules that can never match.
 *
 * @example
 * const { gaps } = checkTierTable([{ tier: 'vip', m: [5, 5] }, { tier: 'rest', m: [1, 3] }]);
 * console.log(gaps.length); // 25: nobody takes the fourth score of money
 */
export function checkTierTable(rules: readonly TierRule[], options: TierTableOptions = {}): TierTableReport {
  return call(() => raw.checkTierTable(rules, options));
}

/**
 * The funnel and its bottleneck, from deals or from plain counts a stage.
 *
 * @example
 * const report = analyzeFunnel(deals, { asOf: '2026-09-30', by: 'owner' });
 * console.log(report.bottleneck?.because ?? report.noBottleneckBecause);
 * @example
 * analyzeFunnel([{ stage: 'MQL', entered: 400 }, { stage: 'SQL', entered: 160 }, { stage: 'won', entered: 40 }]);
 */
export function analyzeFunnel(deals: Deals | readonly StageCount[], options: FunnelComparison = {}): FunnelReport {
  const { previous, ...rest } = options ?? {};
  if (deals instanceof Deals) {
    return call(() =>
      previous ? raw.analyzeFunnelAgainst(open(deals), open(previous), rest) : raw.analyzeFunnel(open(deals), rest),
    );
  }
  return call(() => raw.analyzeFunnelCounts(deals, rest));
}

/**
 * What is missing, vague or contradictory in a plan's text (Markdown or plain), and where.
 *
 * @example
 * const { score, findings } = checkPlan('# 销售计划\n\n## 目标\n\n- 销售额达到X万元\n', { locale: 'zh-CN' });
 * for (const { code, message, span } of findings) console.log(`${span.line}: ${code} ${message}`);
 */
export function checkPlan(text: string, options: PlanOptions = {}): PlanReport {
  return call(() => raw.checkPlan(asText(text, 'text'), options));
}

/**
 * One report a plan, where a file holds several; spans and lines count in the whole text.
 *
 * @example
 * const scores = checkPlans(text).map(({ archetype, score }) => [archetype.id, score]);
 */
export function checkPlans(text: string, options: PlanOptions = {}): PlanReport[] {
  return call(() => raw.checkPlans(asText(text, 'text'), options));
}

/**
 * The tables of the kinds of plan, to read or to edit and give back as `archetypes`.
 *
 * @example
 * const archetypes = planArchetypes().map((table) => ({ ...table, elements: [] }));
 * const report = checkPlan(text, { archetypes });
 */
export function planArchetypes(options: LocaleOptions = {}): ArchetypeTable[] {
  return call(() => raw.planArchetypes(options));
}

/**
 * The headings and questions of a plan to fill in, as Markdown.
 *
 * @example
 * const markdown = planSkeleton('marketExpansion', { locale: 'en' });
 */
export function planSkeleton(archetype: Archetype, options: SkeletonOptions = {}): string {
  return call(() => raw.planSkeleton(asText(archetype, 'archetype') as Archetype, options));
}

/**
 * The text with the findings' edits made.
 *
 * @example
 * const better = applyEdits(text, checkPlan(text).findings.filter(({ edit }) => edit !== null));
 */
export function applyEdits(text: string, findings: readonly Finding[]): string {
  return call(() => raw.applyEdits(asText(text, 'text'), findings));
}

/**
 * The findings as a SARIF 2.1.0 log, which code hosts show beside the lines.
 *
 * @example
 * const log = JSON.stringify(toSarif(checkPlan(text), { uri: 'plans/q4.md' }));
 */
export function toSarif(report: PlanReport, options: SarifOptions = {}): SarifLog {
  return call(() => raw.toSarif(report, options));
}

/**
 * The plan's own targets. A quarter's or a region's part of a goal is left out, for the goal holds it; so is a goal that
 * stands there twice.
 *
 * @example
 * const scorecard = planScorecard(checkPlan(text));
 */
export function planScorecard(report: PlanReport): Scorecard {
  return call(() => raw.planScorecard(report));
}
