/** The four engines. */
import * as raw from 'planscore-raw';
import { asText } from './arguments.js';
import { Deals, open, type Orders, Segmentation } from './datasets.js';
import { call } from './runtime.js';
import type {
  Actual, Archetype, ArchetypeTable, Finding, FunnelOptions, FunnelReport, KpiEntry, KpiReport, Locale, PlanOptions, PlanReport,
  RfmOptions, Scorecard, ScoreOptions, StageCount, TierRule, TierTableReport,
} from './types.js';

/** Scores actuals against a scorecard. */
export function scoreKpis(scorecard: Scorecard, actuals: Actual[], options: ScoreOptions = {}): KpiReport {
  return call(() => raw.scoreKpis(scorecard, actuals, options));
}

/** The weights and targets that a plan of this kind starts from. */
export function defaultScorecard(options: { archetype?: Archetype; locale?: Locale } = {}): Scorecard {
  return call(() => raw.defaultScorecard(options));
}

/** Every key figure with its formula and what it needs. */
export function kpiCatalog(options: { locale?: Locale } = {}): KpiEntry[] {
  return call(() => raw.kpiCatalog(options));
}

/** Sorts customers into tiers by recency, frequency and money. */
export function segmentCustomers(orders: Orders, options: RfmOptions = {}): Segmentation {
  return Segmentation.of(call(() => raw.segmentCustomers(open(orders), options)));
}

/** Cells that no rule or more than one rule covers, and rules that can never match. */
export function checkTierTable(rules: TierRule[], options: { bins?: number } = {}): TierTableReport {
  return call(() => raw.checkTierTable(rules, options));
}

/** From deals, or from plain counts per stage: [{ stage, entered, advanced }]. */
export function analyzeFunnel(deals: Deals | StageCount[], options: FunnelOptions = {}): FunnelReport {
  const { previous, ...rest } = options ?? {};
  if (deals instanceof Deals) {
    return call(() => previous
      ? raw.analyzeFunnelAgainst(open(deals), open(previous), rest)
      : raw.analyzeFunnel(open(deals), rest));
  }
  return call(() => raw.analyzeFunnelCounts(deals, rest));
}

/** What is missing, vague or contradictory in a plan's text, and where. */
export function checkPlan(text: string, options: PlanOptions = {}): PlanReport {
  return call(() => raw.checkPlan(asText(text, 'text'), options));
}

/** One report a plan, where a file holds several; spans and lines count in the whole text. */
export function checkPlans(text: string, options: PlanOptions = {}): PlanReport[] {
  return call(() => raw.checkPlans(asText(text, 'text'), options));
}

/** The tables of the kinds of plan, to read or to edit and give back as `archetypes`. */
export function planArchetypes(options: { locale?: Locale } = {}): ArchetypeTable[] {
  return call(() => raw.planArchetypes(options));
}

/** The headings and questions of a plan to fill in. */
export function planSkeleton(archetype: Archetype, options: { archetypes?: ArchetypeTable[]; locale?: Locale } = {}): string {
  return call(() => raw.planSkeleton(asText(archetype, 'archetype') as Archetype, options));
}

/** The text with the findings' edits made. */
export function applyEdits(text: string, findings: Finding[]): string {
  return call(() => raw.applyEdits(asText(text, 'text'), findings));
}

/** The findings as a SARIF 2.1.0 log. */
export function toSarif(report: PlanReport, options: { uri?: string } = {}): object {
  return call(() => raw.toSarif(report, options));
}

/** The plan's own targets. */
export function planScorecard(report: PlanReport): Scorecard {
  return call(() => raw.planScorecard(report));
}
