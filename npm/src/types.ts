/**
 * What goes in and what comes out. Conventions: rates are fractions (0.98), money is in the currency's
 * main unit, durations are days, dates are "YYYY-MM-DD", null means "not known", arrays keep a
 * documented order. Nothing reads the clock.
 */
import type { Deals, Orders } from './datasets.js';
import type { RuleCode } from './rule-codes.js';
export type { RuleCode } from './rule-codes.js';

// ── start ────────────────────────────────────────────────────────────────────
/** Where the module comes from, when not from beside the script. */
export type InitSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

export type Locale = 'zh-CN' | 'en';
export type IsoDate = string;
export interface Interval { low: number; high: number; level: number }
/** A row or value that was left out, and why. `row` counts from 1 in the user's file, header included. */
export interface DataIssue { code: string; row: number | null; column: string | null; value: string | null; message: string }

// ── data sets: live in wasm memory; free() or `using` ─────────────────────────
/** Which column of the file is which; what is left out is recognised from Chinese and English headers. */
export interface OrderColumnsNamed { customer?: string; date?: string; amount?: string; orderId?: string; cost?: string; owner?: string; product?: string }
export interface OrderColumns {
  customer: string[] | Uint32Array;            // names, or codes into `customers`
  customers?: string[];
  date: IsoDate[] | Int32Array;                // or days since 1970-01-01
  amount: Float64Array | number[];
  orderId?: string[]; cost?: Float64Array | number[]; owner?: string[]; product?: string[];
}
export interface DealColumnsNamed { deal?: string; stage?: string; time?: string; outcome?: string; closed?: string; value?: string; owner?: string; channel?: string; lostReason?: string; stages?: { stage: string; column: string }[] }

// ── KPI scores ────────────────────────────────────────────────────────────────
export type Target =
  | { form: 'absolute'; value: number } | { form: 'atLeast'; value: number } | { form: 'atMost'; value: number }
  | { form: 'growth'; rate: number; baseline: number } | { form: 'reduction'; rate: number; baseline: number }
  | { form: 'points'; points: number; baseline: number } | { form: 'unset'; text?: string };
export interface Kpi {
  id: string;                                  // a catalogue id brings name, unit, direction, aggregation
  name?: string; unit?: string; direction?: 'higher' | 'lower' | 'range'; aggregation?: 'sum' | 'ratio' | 'mean' | 'last';
  weight: number; target?: Target | number; baseline?: number; range?: { low: number; high: number; outerLow: number; outerHigh: number };
  scoring?: Scoring; cap?: number; gate?: number; veto?: boolean; tolerance?: number; owner?: string; alertBelow?: number; source?: { line: number; text: string };
}
/** Thresholds, stretch and band limits are attainments (0.8, 1.2). Points targets use 'progress' by default, all others 'linear'. */
export type Scoring = { curve: 'linear' } | { curve: 'progress' } | { curve: 'threePoint'; threshold: number; stretch: number } | { curve: 'bands'; bands: { from: number; score: number }[] } | { curve: 'deduction'; pass: number; perUnit: number; minimum?: number } | { curve: 'binary' };
export interface KpiGroup { id: string; name?: string; weight: number; items: (Kpi | KpiGroup)[] }
export interface Scorecard { items: (Kpi | KpiGroup)[]; aggregation?: 'arithmetic' | 'geometric'; hardCap?: number; missing?: 'provisional' | 'zero' | 'propagate'; bonus?: { points: number; reason?: string }[]; status?: { outstanding?: number; onTarget?: number; close?: number; atRisk?: number } }
export type Actual = { id: string; value: number } | { id: string; numerator: number; denominator: number } | { id: string; state: 'missing' | 'notApplicable' };
export interface Period { start: IsoDate; end: IsoDate; asOf?: IsoDate; holidays?: IsoDate[]; workdays?: IsoDate[] }
export type KpiStatus = 'outstanding' | 'onTarget' | 'close' | 'atRisk' | 'offTarget' | 'noData' | 'noTarget' | 'vetoed';
export interface KpiResult {
  id: string; name: string; unit: string | null; path: string; share: number;      // share of the total weight, 0..1
  target: number | null; actual: number | null; attainment: number | null; score: number | null;
  contribution: number; loss: number; status: KpiStatus; flags: string[]; pointsPerPercent: number;
  pace: { elapsed: number; pace: number; projection: number | null; neededPerDay: number | null; strain: number | null } | null;
  /** Where it ends the open period; `probability` is null while the data are not enough to tell. */
  forecast: KpiForecast | null;
  /** The next better status or band, and how far the actual is from it. */
  next: { attainment: number; actual: number; distance: number; status: KpiStatus; score: number } | null;
  versusPrevious: Comparison | null; versusLastYear: Comparison | null;
  /** Points of the total's change against `previous`: by its score, by its share of the weight. */
  change: { score: number; weight: number } | null;
  /** The plan's line that states the target; `origin` derived: a change from a baseline that the target does not name itself. */
  source: { line: number; text: string } | null; origin: 'plan' | 'user' | 'derived' | null;
}
export interface KpiForecast { method: 'poisson' | 'negativeBinomial' | 'bootstrap' | 'wilson'; probability: number | null; p10: number; p50: number; p90: number; observations: number }
/** Safe for signs and zero: relative to the size of the base, null against a base of 0. */
export interface Comparison { base: number; difference: number; relative: number | null; better: boolean | null }
/** The cheapest steps to a wanted total; `percent` and `cost` count per 1 % of the present actual. */
export interface KpiPath { goal: number; reachable: boolean; total: number; cost: number; steps: { id: string; name: string; from: number; to: number; percent: number; cost: number; score: number }[] }
export interface Alert { rule: 'veto' | 'threshold' | 'pace' | 'burnRate' | 'threeFalls' | 'outlier' | 'staleData'; severity: 'warning' | 'critical'; kpi: string; values: { name: string; value: number }[]; since: IsoDate | null; owner: string | null; message: string; advice: string }
export interface KpiReport { schema: 1; total: number | null; provisional: boolean; coverage: number; range: { low: number; high: number } | null; status: KpiStatus; items: KpiResult[]; adjustments: { kind: 'bonus' | 'hardCap'; points: number; reason: string }[]; path: KpiPath | null; alerts: Alert[]; issues: DataIssue[] }

// ── RFM tiers ─────────────────────────────────────────────────────────────────
export type TierTableName = 'salesPlan' | 'eightSegments' | 'tenSegments' | 'rPackage';
/** A value equal to a cut gets the lower score: score = 1 + number of cuts below the value (recency: reversed). */
export interface RfmOptions {
  asOf?: IsoDate; since?: IsoDate; bins?: number; scores?: 'quantile' | 'mean' | 'median' | 'nested' | { r: number[]; f: number[]; m: number[] };
  frequency?: 'days' | 'orders'; monetary?: 'sum' | 'mean'; refunds?: 'net' | 'drop' | 'keep';
  tiers?: TierTableName | TierRule[]; lapsedDays?: number; newDays?: number; vipShare?: number; locale?: Locale;
}
export interface TierRule { tier: string; r?: [number, number]; f?: [number, number]; m?: [number, number] }
export interface TierSummary { tier: string; name: string; customers: number; share: number; revenue: number; revenueShare: number; medianRecency: number; medianFrequency: number; medianMonetary: number; serviceLevel: string; contact: string; contactDays: number | null; advice: string }
export interface RfmSummary { schema: 1; asOf: IsoDate; customers: number; orders: number; revenue: number; cuts: { r: number[]; f: number[]; m: number[] }; emptyScores: { dimension: 'r' | 'f' | 'm'; scores: number[] }[]; tieMass: { r: number; f: number; m: number }; lapsedDays: number; lapsedDaysFrom: string; tiers: TierSummary[]; policies: { code: string; rows: number; message: string }[]; topFifthRevenueShare: number; gini: number }
export interface CustomerRow { customer: string; recency: number; frequency: number; monetary: number; r: number; f: number; m: number; tier: string; name: string }
export interface ValueModel {
  model: 'bgNbd' | 'mbgNbd'; params: { r: number; alpha: number; a: number; b: number }; logLikelihood: number; customers: number; unitDays: number;
  /** Repeat purchases in the data, and those the model expects in the same times. */
  goodness: { observed: number; expected: number };
  intervals: { r: Interval; alpha: Interval; a: Interval; b: Interval } | null;
  spend: { p: number; q: number; gamma: number; logLikelihood: number } | null; warnings: string[];
}
/** `bootstrap` resamples (up to 1,000) give the parameters' intervals. */
export interface ValueOptions { model?: 'bgNbd' | 'mbgNbd'; asOf?: IsoDate; unitDays?: number; horizonDays?: number; annualDiscount?: number; bootstrap?: number; seed?: number; onProgress?: (fraction: number) => void; locale?: Locale }
export interface CustomerValue { customer: string; alive: number; expectedPurchases: number; expectedSpend: number | null; value: number | null }

/** Customers only in one of the two stand in `arrived` (by the tier they came to) and `left` (by the tier they were in). */
export interface TierMigration { tiers: string[]; names: string[]; customers: number[][]; revenue: number[][]; arrived: { customers: number[]; revenue: number[] }; left: { customers: number[]; revenue: number[] } }
/** `every` is the length of a cohort's periods; lists have at most `limit` customers (default 100). */
export interface RhythmOptions { asOf?: IsoDate; since?: IsoDate; lapsedDays?: number; every?: 'week' | 'month' | 'quarter' | 'year'; limit?: number; locale?: Locale }
/** `count` of `customers`, with its Wilson interval. */
export interface CustomerShare { customers: number; count: number; rate: number | null; interval: Interval | null }
/** Cells by periods since the first purchase; null where they cannot have been seen yet. */
export interface Cohort { start: IsoDate; customers: number; retained: (number | null)[]; rates: (number | null)[]; revenue: (number | null)[] }
export interface Retention {
  asOf: IsoDate; lapsedDays: number; lapsedDaysFrom: string;
  /** Of the customers not lapsed `lapsedDays` ago, those who bought nothing since. */
  churn: CustomerShare;
  /** Of all customers, those who bought on two days or more. */
  repurchase: CustomerShare; medianDaysToSecond: number | null;
  /** `lastIsOpen`: the last period ends after `asOf`, its cells may still grow. */
  every: 'week' | 'month' | 'quarter' | 'year'; lastIsOpen: boolean; cohorts: Cohort[];
}
export interface Concentration { points: { customers: number; revenue: number }[]; gini: number; topFifthRevenueShare: number; customersFor80: number }
export interface WakeUpOptions { horizonDays?: number; limit?: number }
/** `recoverable` is `returnProbability` times what the customer brought in a horizon's time. */
export interface WakeUp { customer: string; tier: string; name: string; recency: number; frequency: number; revenue: number; returnProbability: number; recoverable: number; because: string }
/** `silent`: longer than any own gap before and 1.5 times the usual one; `falling`: the last three amounts, where they are low. */
export interface ChurnWarning { customer: string; recency: number; usualGap: number; longestGap: number; silent: boolean; falling: { before: number; recent: number } | null; atStake: number; because: string }
/** Of such customers who buy again one in ten does so before `earliest`, half by `likely`, nine in ten by `latest`. */
export interface NextPurchase { customer: string; last: IsoDate; earliest: IsoDate; likely: IsoDate; latest: IsoDate; gaps: number; probability: number; atStake: number }
/** The tiers as they were on `seenFrom`, and what their customers brought until `asOf`, applied to who is in them now. */
export interface TierWorth { horizonDays: number; seenFrom: IsoDate; asOf: IsoDate; tiers: { tier: string; name: string; watched: number; bought: number | null; perCustomer: number | null; interval: Interval | null; customers: number; worth: number | null; worthInterval: Interval | null }[] }

// ── funnel bottlenecks ────────────────────────────────────────────────────────
export interface FunnelOptions { stages?: string[]; asOf?: IsoDate; view?: 'visited' | 'credited' | 'strict'; windowDays?: number; targets?: { stage: string; rate?: number; days?: number }[]; previous?: Deals; by?: 'owner' | 'channel'; level?: number; slaHours?: number; locale?: Locale }
export interface StageReport {
  stage: string; entered: number; advanced: number; lost: number; open: number; skipped: number; regressed: number;
  /** rate = advanced / entered, resolvedRate = advanced / (advanced + lost); each with its Wilson interval. */
  conversion: { rate: number | null; interval: Interval | null; resolvedRate: number | null; resolvedInterval: Interval | null };
  /** Kaplan-Meier time in stage, open deals censored. `mature` is false while the cohort is younger than p90. */
  days: { p25: number | null; p50: number | null; p75: number | null; p90: number | null; events: number; censored: number; mature: boolean };
  /** Share still in the stage by day since entering it. */
  survival: { day: number; share: number }[];
  openValue: number; lostReasons: { reason: string; deals: number }[];
}
export interface Bottleneck { stage: string; kind: 'conversion' | 'time'; recoverable: number; unit: 'money' | 'deals'; interval: Interval; probabilityWorst: number; reference: { kind: 'target' | 'benchmark' | 'previous' | 'bestPeer'; value: number; name: string | null }; because: string }
export interface FunnelReport {
  /** `asOf` is null for plain counts without a date. */
  schema: 1; asOf: IsoDate | null; deals: number; won: number; lost: number; open: number; stages: StageReport[];
  cycleDays: { p50: number | null; p90: number | null };
  /** Aalen-Johansen over days since entry: shares won, lost and still open; they sum to 1. */
  outcomes: { day: number; won: number; lost: number; open: number; atRisk: number }[]; winRate: number | null; velocityPerDay: number | null;
  bottleneck: Bottleneck | null; noBottleneckBecause: string | null; ranking: Bottleneck[];
  /** How soon leads leave the first stage; null where the data have no times of day. */
  response: { slaHours: number; leads: number; within: number; share: number; interval: Interval | null; p50Hours: number | null } | null;
  segments: { name: string; report: StageReport[]; won: number; lost: number; pValue: number | null; significant: boolean }[];
  stuck: { deal: string; owner: string | null; stage: string; ageDays: number; workingDays: number; expectedDays: number; value: number }[]; issues: DataIssue[];
}

/** `needed`: deals that must enter the stage today if they alone are to reach the target; null where none gets to won in time. */
export interface RequiredLeads { assurance: number; stages: { stage: string; needed: number | null }[] }
export interface LeadOptions { won?: number; revenue?: number; by: IsoDate; assurance?: number[]; asOf?: IsoDate; stages?: string[] }
/** Money if `revenue` was asked for, else deals; `fromOpen` and `fromNew` are means. */
export interface HitChance { probability: number; p10: number; p50: number; p90: number; fromOpen: number; fromNew: number; newLeadsPerDay: number }
/** `revenue` or `won` to reach from `asOf` to `by`; `lift` tries relative changes: rate 0.1 is a tenth more, days -0.2 a fifth fewer. */
export interface HitOptions {
  revenue?: number; won?: number; by: IsoDate; asOf?: IsoDate; stages?: string[]; newLeadsPerDay?: number; draws?: number; seed?: number;
  lift?: { stage: string; rate?: number; days?: number }[];
}

// ── plan completeness ─────────────────────────────────────────────────────────
export type Archetype = 'dataDriven' | 'people' | 'marketExpansion' | 'customerRetention' | 'processEfficiency' | 'general';
export type SectionKind = 'introduction' | 'situation' | 'goals' | 'strategy' | 'performance' | 'team' | 'culture' | 'incentives' | 'communication' | 'risk' | 'resources' | 'schedule' | 'summary' | 'other';
export interface Span { start: number; end: number; line: number; column: number; byteStart: number; byteEnd: number }   // UTF-16 offsets, line and column from 1, UTF-8 offsets
export interface Section { kind: SectionKind; title: string; level: number; span: Span; empty: boolean }
/** Where a plan says what belongs to a goal. */
export type Origin = 'clause' | 'sentence' | 'item' | 'statement' | 'column' | 'title' | 'period';
export interface Goal { metric: string; kpi: string | null; target: Target; unit: string | null; deadline: string | null; owner: string | null; deadlineFrom: Origin | null; ownerFrom: Origin | null; smart: { specific: boolean; measurable: boolean; timeBound: boolean; owner: boolean; baseline: boolean }; evidence: { achievable: string | null; relevant: string | null }; example: boolean; span: Span }
/** A key figure that the plan is judged by; the weight is in percent. */
export interface PlanKpi { name: string; kpi: string | null; weight: number | null; target: Target | null; owner: string | null; span: Span }
export interface Finding { code: RuleCode; severity: 'error' | 'warning' | 'info'; confidence: number; message: string; fix: string | null; edit: { start: number; end: number; text: string } | null; span: Span; lost: number; fingerprint: string }
/** The findings of one rule in one section, told in a line; `findings` are their places in the report's list. */
export interface FindingGroup { code: RuleCode; severity: 'error' | 'warning' | 'info'; message: string; fix: string | null; section: string | null; findings: number[]; lost: number }
/** What could not be read for certain: figures of the goals sections that no goal took, items from which no goal was read, headings in doubt. */
export interface Reading { figures: Span[]; lines: Span[]; headings: { title: string; kind: SectionKind; probability: number; span: Span }[] }
export interface PlanReport { schema: 1; archetype: { id: Archetype; confidence: number; because: string }; score: number; grade: string; sections: Section[]; missing: SectionKind[]; goals: Goal[]; kpis: PlanKpi[]; findings: Finding[]; groups: FindingGroup[]; reading: Reading; plans: number }

// ── all together ──────────────────────────────────────────────────────────────
/** `scorecard`, `actuals` and `period` are what the KPI scores rest on; `derived` names the actuals computed from the data. */
export interface Review { schema: 1; plan: PlanReport | null; kpis: KpiReport | null; rfm: RfmSummary | null; funnel: FunnelReport | null; headline: { text: string; severity: string }[]; firstSteps: { text: string; because: string; worth: number | null }[]; scorecard: Scorecard | null; actuals: Actual[]; derived: string[]; period: Period | null }

// ── what the functions take ──────────────────────────────────────────────────
export interface OrdersCsvOptions { columns?: OrderColumnsNamed; delimiter?: string; encoding?: 'utf-8' | 'gb18030'; onProgress?: (fraction: number) => void; locale?: Locale }
export interface DealsCsvOptions { columns?: DealColumnsNamed; stages?: string[]; delimiter?: string; encoding?: 'utf-8' | 'gb18030'; timeZone?: string; locale?: Locale }
export interface DealEvents { deal: string[] | Uint32Array; stage: string[] | Uint8Array; time: IsoDate[] | Int32Array | Float64Array; value?: Float64Array; owner?: string[]; channel?: string[] }
export interface KpiEntry { id: string; name: string; formula: string; unit: string; direction: 'higher' | 'lower'; aggregation: string; target: Target | null; targetLine: number | null; needs: string; source: 'orders' | 'deals' | 'caller' }
export interface ScoreOptions {
  period?: Period;
  previous?: Actual[];                         // the period before (环比)
  lastYear?: Actual[];                         // the same period a year before (同比)
  /** Past values, for alerts and forecasts. A sum's value is what came since the date before; any other figure's is its level. */
  history?: { id: string; dates: IsoDate[]; values: number[] }[];
  season?: number[];                           // twelve weights, how much of a year falls into each month
  goal?: number;                               // a total to find the cheapest path to
  efforts?: { id: string; cost: number | null }[];   // cost of 1 % of the actual, 1 by default; null: cannot be moved
  seed?: number; locale?: Locale; strict?: boolean;
}
export interface RowsOptions { offset?: number; limit?: number; orderBy?: keyof CustomerRow; descending?: boolean; tier?: string; r?: number; f?: number }
export interface TierTableReport { gaps: [number, number, number][]; overlaps: { cell: [number, number, number]; tiers: string[] }[]; unreachable: string[] }
export interface StageCount { stage: string; entered: number; advanced?: number }
/**
 * A kind of plan as a table to edit: required sections with weights that count against each other, and what they must speak of.
 * Any of an element's `words`, or its name, shows that it is there; `cues` in headings and introduction speak for the kind.
 */
export interface ArchetypeTable { id: Archetype; name: string; cues: string[]; sections: { kind: SectionKind; weight: number }[]; elements: { section: SectionKind; name: string; words: string[] }[] }
/** Each of `archetypes` stands in for the built-in table of its kind (`planArchetypes`). */
export interface PlanOptions { archetype?: Archetype | 'auto'; archetypes?: ArchetypeTable[]; locale?: Locale; period?: Period; ignore?: string[] }
export interface ReviewInput { plan?: string; orders?: Orders; deals?: Deals; actuals?: Actual[]; period?: Period; scorecard?: Scorecard }
export interface ReviewOptions { archetype?: Archetype | 'auto'; archetypes?: ArchetypeTable[]; locale?: Locale }
