/** What the custom elements take and tell. */
import type { Deals, Orders } from './datasets.js';
import type { Engine } from './engine.js';
import type { Actual, DataIssue, FunnelOptions, FunnelReport, Locale, Period, PlanOptions, PlanReport, RfmOptions, Scorecard, ScoreOptions, StageCount, TierTableName } from './types.js';

export type { Engine };

/** What all elements have. */
interface Panel extends HTMLElement {
  /** Language of all words and messages. Default: that of the document, Chinese unless it is English. */
  locale: Locale | undefined;
  /** Who answers: this thread (default), or a worker's client. */
  engine: Engine;
}

/** `<planscore-kpis>` scores actuals against a scorecard; fires `planscore-change` with `detail.actuals` when one is edited. */
export interface PlanscoreKpisElement extends Panel {
  /** What is asked. Default: the default sales scorecard. */
  scorecard: Scorecard | null;
  actuals: Actual[];
  period: Period | null;
  /** The actuals of the period before. */
  previous: Actual[] | null;
  /** Ids of the actuals that were computed from data rather than given. */
  derived: readonly string[];
  /** What to say of the data; default: the issues of the score. */
  notes: readonly DataIssue[] | null;
  /** History, last year, season, goal: what else there is to say. */
  options: Omit<ScoreOptions, 'locale' | 'period' | 'previous'>;
}

/** `<planscore-tiers>` sorts customers into tiers; fires `planscore-select` with `detail.customer`. */
export interface PlanscoreTiersElement extends Panel {
  orders: Orders | null;
  /** How to segment; the table of tiers is chosen by `tierTable`. */
  options: Omit<RfmOptions, 'tiers' | 'locale'>;
  tierTable: TierTableName;
}

/** `<planscore-funnel>` analyses deals, or counts per stage. */
export interface PlanscoreFunnelElement extends Panel {
  deals: Deals | StageCount[] | null;
  options: Omit<FunnelOptions, 'locale'>;
  /** A report that is there already: it is shown instead of asking. */
  report: FunnelReport | null;
  /** What deals are compared by; empty for nothing. */
  compare: '' | 'owner' | 'channel';
}

/** `<planscore-plan>` checks a plan's text; fires `planscore-select` with `detail.finding` and `planscore-edit` with `detail.text`. */
export interface PlanscorePlanElement extends Panel {
  text: string | null;
  options: Omit<PlanOptions, 'locale'>;
  /** A report of the text that is there already: it is shown instead of asking. */
  report: PlanReport | null;
}

/** `<planscore-review>` reviews a plan against orders, deals and further actuals. */
export interface PlanscoreReviewElement extends Panel {
  /** The plan's text. */
  plan: string | null;
  orders: Orders | null;
  deals: Deals | null;
  /** What the data cannot tell. */
  actuals: Actual[];
  /** Targets, where they are not the plan's own. */
  scorecard: Scorecard | null;
  period: Period | null;
}

declare global {
  interface HTMLElementTagNameMap {
    'planscore-kpis': PlanscoreKpisElement;
    'planscore-tiers': PlanscoreTiersElement;
    'planscore-funnel': PlanscoreFunnelElement;
    'planscore-plan': PlanscorePlanElement;
    'planscore-review': PlanscoreReviewElement;
  }
}
