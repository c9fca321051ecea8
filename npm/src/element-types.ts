/** What the custom elements take and tell. */
import type { Engine } from './engine-types.js';
import type { PlanscoreError } from './errors.js';
import type { AnyDeals, AnyOrders } from './handles.js';
import type { FunnelComparison, TierTableName } from './queries.js';
import type {
  Actual,
  DataIssue,
  Finding,
  FunnelReport,
  Goal,
  IsoDate,
  Locale,
  Period,
  PlanOptions,
  PlanReport,
  RfmOptions,
  Scorecard,
  ScoreOptions,
  StageCount,
} from './types.js';

/** What all elements tell. */
export interface PanelEvents extends HTMLElementEventMap {
  /** The question was refused. */
  'planscore-error': CustomEvent<PlanscoreError>;
}

/** What `<planscore-kpis>` tells. */
export interface KpisEvents extends PanelEvents {
  /** An actual was edited: `actual` is it, `actuals` are all of them. */
  'planscore-change': CustomEvent<{ actuals: Actual[]; actual: Actual }>;
  /** Targets were typed. */
  'planscore-targets': CustomEvent<{ scorecard: Scorecard }>;
}

/** What `<planscore-tiers>` tells. */
export interface TiersEvents extends PanelEvents {
  /** A customer was chosen. */
  'planscore-select': CustomEvent<{ customer: string }>;
}

/** What `<planscore-plan>` tells. */
export interface PlanEvents extends PanelEvents {
  /** A finding was chosen. */
  'planscore-select': CustomEvent<{ finding: Finding }>;
  /** The text was edited. */
  'planscore-edit': CustomEvent<{ text: string }>;
}

/** What `<planscore-review>` tells: what its panels tell. */
export interface ReviewEvents extends PanelEvents {
  /** An actual was edited: `actual` is it, `actuals` are all of them. */
  'planscore-change': CustomEvent<{ actuals: Actual[]; actual: Actual }>;
  /** Targets were typed. */
  'planscore-targets': CustomEvent<{ scorecard: Scorecard }>;
  /** A customer or a finding was chosen. */
  'planscore-select': CustomEvent<{ customer: string } | { finding: Finding }>;
  /** The plan's text was edited. */
  'planscore-edit': CustomEvent<{ text: string }>;
  /** A person's sales target was typed; `targets` are all that were, by name. */
  'planscore-member-targets': CustomEvent<{ targets: Record<string, number> }>;
}

/** What all elements have. */
export interface Panel<Events extends PanelEvents = PanelEvents> extends HTMLElement {
  /** Language of all words and messages. Default: that of the document, Chinese unless it is English. */
  locale: Locale | undefined;
  /** Who answers: this thread (default), or a worker's client. */
  engine: Engine;
  /** What is to be shown is being made elsewhere: the element says so and asks nothing until it is there. */
  busy: boolean;
  /** Resolves once what was asked last is answered and on screen. */
  settled(): Promise<void>;
  addEventListener<K extends keyof Events>(
    type: K,
    listener: (this: this, event: Events[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof Events>(
    type: K,
    listener: (this: this, event: Events[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** `<planscore-kpis>` scores actuals against a scorecard. */
export interface PlanscoreKpisElement extends Panel<KpisEvents> {
  /** What is asked. Default: the default sales scorecard. */
  scorecard: Scorecard | null;
  /** What was measured. */
  actuals: readonly Actual[];
  /** The period that is scored. */
  period: Period | null;
  /** The actuals of the period before. */
  previous: readonly Actual[] | null;
  /** Ids of the actuals that were computed from data rather than given. */
  derived: readonly string[];
  /** What to say of the data; default: the issues of the score. */
  notes: readonly DataIssue[] | null;
  /** History, last year, season, goal: what else there is to say. */
  options: Omit<ScoreOptions, 'locale' | 'period' | 'previous'>;
  /** Whether somebody set the targets; those of the default scorecard are shown and judge nothing. */
  targets: 'set' | 'default';
  /** Opens the form for targets. */
  askTargets(): void;
}

/** `<planscore-tiers>` sorts customers into tiers. */
export interface PlanscoreTiersElement extends Panel<TiersEvents> {
  /** The orders whose customers are sorted; of this thread, or of `engine`. */
  orders: AnyOrders | null;
  /** How to segment; the table of tiers is chosen by `tierTable`. */
  options: Omit<RfmOptions, 'tiers' | 'locale'>;
  /** The table of tiers. */
  tierTable: TierTableName;
  /** Who looks after which customer, where that is known. */
  owners: ReadonlyMap<string, string> | null;
  /** Shows the customers of a tier; of all with an empty name. */
  show(tier: string): void;
}

/** What is to be reached by when. */
export interface FunnelGoal {
  /** Money, or deals where none has a value; null where nobody said. */
  total: number | null;
  /** What of it is there already. */
  reached: number;
  /** The last day that counts. */
  by: IsoDate;
  /** The share of it that comes through deals, 0 to 1; the rest is sold without any. Default 1. */
  share?: number;
}

/** `<planscore-funnel>` analyses deals, or counts per stage. */
export interface PlanscoreFunnelElement extends Panel {
  /** What is analysed; deals of this thread, or of `engine`. */
  deals: AnyDeals | readonly StageCount[] | null;
  /** How it is analysed. */
  options: Omit<FunnelComparison<AnyDeals>, 'locale'>;
  /** A report that is there already: it is shown instead of asking. */
  report: FunnelReport | null;
  /** What deals are compared by; empty for nothing. */
  compare: '' | 'owner' | 'channel';
  /** What is to be reached by when; the user is asked for what is not known. */
  goal: FunnelGoal | null;
}

/** `<planscore-plan>` checks a plan's text. */
export interface PlanscorePlanElement extends Panel<PlanEvents> {
  /** The plan. */
  text: string | null;
  /** How it is checked. */
  options: Omit<PlanOptions, 'locale'>;
  /** A report of the text that is there already: it is shown instead of asking. */
  report: PlanReport | null;
  /** People to choose from where a fix asks for one. */
  names: readonly string[];
  /** Chooses a finding and brings its place into view. */
  select(finding: Finding): void;
}

/** What `<planscore-people>` tells. */
export interface PeopleEvents extends PanelEvents {
  /** A person's sales target was typed; `targets` are all that were, by name. */
  'planscore-member-targets': CustomEvent<{ targets: Record<string, number> }>;
}

/** `<planscore-people>` ranks the people in orders and deals. */
export interface PlanscorePeopleElement extends Panel<PeopleEvents> {
  /** The orders; of this thread, or of `engine`. */
  orders: AnyOrders | null;
  /** The deals; of this thread, or of `engine`. */
  deals: AnyDeals | null;
  /** The period that is looked at. */
  period: Period | null;
  /** The plan's goals, for targets that belong to one person. */
  goals: readonly Goal[];
  /** The people in the orders; those in the deals are found. */
  names: readonly string[];
  /** Who looks after which customer, where that is known. */
  owners: ReadonlyMap<string, string> | null;
  /** Sales targets that were typed, by name. */
  memberTargets: Readonly<Record<string, number>>;
  /** Whether names are hidden, on screen and in what is saved. */
  pseudonyms: boolean;
}

/** `<planscore-trend>` shows sales by month and quarter. */
export interface PlanscoreTrendElement extends Panel {
  /** The orders; of this thread, or of `engine`. */
  orders: AnyOrders | null;
  /** The deals, whose won values count where there are no orders. */
  deals: AnyDeals | null;
  /** The period that is looked at. */
  period: Period | null;
  /** What the whole period is asked for; null where nobody asked. */
  target: number | null;
  /** The plan's goals, for its quarters and months. */
  goals: readonly Goal[];
  /** What the period's sales are said to be elsewhere: a difference is told. Null where nobody says so. */
  stated: number | null;
}

/** A report on a review. */
export interface ReviewReport {
  /** Page one: one A4 page, with its style inside. */
  page: HTMLElement;
  /** One HTML file without script: page one and the appendix. */
  html(): Promise<string>;
  /** The same as a Word document. */
  docx(): Promise<Uint8Array>;
  /** A short text to paste into a chat. */
  text: string;
}

/** `<planscore-review>` reviews a plan against orders, deals and further actuals. */
export interface PlanscoreReviewElement extends Panel<ReviewEvents> {
  /** The plan's text. */
  plan: string | null;
  /** The orders; of this thread, or of `engine`. */
  orders: AnyOrders | null;
  /** The deals; of this thread, or of `engine`. */
  deals: AnyDeals | null;
  /** What the data cannot tell. */
  actuals: readonly Actual[];
  /** Targets, where they are not the plan's own. */
  scorecard: Scorecard | null;
  /** The period that is scored. */
  period: Period | null;
  /** Who looks after which customer, where that is known. */
  owners: ReadonlyMap<string, string> | null;
  /** The people in the orders; null while they are looked for. Those in the deals are found. */
  names: readonly string[] | null;
  /** Sales targets of people that were typed, by name. */
  memberTargets: Readonly<Record<string, number>>;
  /** The report for the boss: page one as an element to show or print, and the whole to save; null before there is an answer. */
  makeReport(): Promise<ReviewReport | null>;
}

declare global {
  interface HTMLElementTagNameMap {
    'planscore-kpis': PlanscoreKpisElement;
    'planscore-tiers': PlanscoreTiersElement;
    'planscore-funnel': PlanscoreFunnelElement;
    'planscore-plan': PlanscorePlanElement;
    'planscore-people': PlanscorePeopleElement;
    'planscore-trend': PlanscoreTrendElement;
    'planscore-review': PlanscoreReviewElement;
  }
}
