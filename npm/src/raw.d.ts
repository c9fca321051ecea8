/** The generated glue, as the wrapper uses it: bytes and plain objects in, plain objects and handles out. */
import type * as team from './team-types.js';
import type * as t from './types.js';

export default function load(source: { module_or_path: t.InitSource }): Promise<unknown>;
export function initSync(source: { module: BufferSource | WebAssembly.Module }): unknown;

export interface DataSet<Columns> {
  readonly length: number;
  readonly columns: Columns;
  readonly issues: t.DataIssue[];
  readonly issueCount: number;
  readonly decisions: t.Decision[];
  readonly rows: t.RowCounts;
  free(): void;
}
export interface Orders extends DataSet<t.OrderColumnsNamed> {}
export const Orders: {
  fromColumns(columns: object): Orders;
};
export class OrdersReader {
  constructor(options: Omit<t.OrdersCsvOptions, 'onProgress' | 'encoding'>, bytes?: number);
  decoded(encoding: string): void;
  push(chunk: Uint8Array): void;
  finish(): Orders;
  free(): void;
}
export class DealsReader {
  constructor(options: Omit<t.DealsCsvOptions, 'encoding'>);
  decoded(encoding: string): void;
  push(chunk: Uint8Array): void;
  finish(): Deals;
  free(): void;
}
export function encodingOf(head: Uint8Array, whole: boolean): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
export interface Deals extends DataSet<t.DealColumnsNamed> {}
export const Deals: {
  fromEvents(columns: t.DealEvents, options: t.DealEventsOptions): Deals;
};
export interface Segmentation {
  readonly length: number;
  readonly summary: t.RfmSummary;
  column(name: 'recency' | 'frequency' | 'r' | 'f' | 'm' | 'tier'): Int32Array;
  monetary(): Float64Array;
  customerIds(): string[];
  rows(options: t.RowsOptions): t.CustomerRow[];
  explain(customer: string): { tier: string; because: string[]; toMoveUp: string[] };
  concentration(): t.Concentration;
  wakeUpList(options: t.WakeUpOptions): t.WakeUp[];
  toCsv(): Uint8Array;
  free(): void;
}

export function scoreKpis(scorecard: t.Scorecard, actuals: t.Actual[], options: t.ScoreOptions): t.KpiReport;
export function defaultScorecard(options: { archetype?: t.Archetype; locale?: t.Locale }): t.Scorecard;
export function kpiCatalog(options: { locale?: t.Locale }): t.KpiEntry[];
export interface KpiScores {
  total(): Float64Array;
  coverage(): Float64Array;
  rank(): Uint32Array;
  vetoed(): Uint8Array;
  attainments(): Float64Array;
  scores(): Float64Array;
  free(): void;
}
export function actualsFromOrders(orders: Orders, period: t.Period, options: team.MeasureOptions): team.Measures;
export function actualsFromDeals(deals: Deals, period: t.Period, options: team.MeasureOptions): team.Measures;
export function scoreTeam(scorecard: t.Scorecard, members: team.Member[], options: team.TeamOptions): team.TeamReport;
export function scoreColumns(scorecard: t.Scorecard, columns: team.KpiColumn[]): KpiScores;
export function simulateCommission(plan: team.CommissionPlan, sales: { sales: number; cost?: number }[]): team.CommissionReport;
export function relativeChange(value: number, base: number): number | undefined;
export function segmentCustomers(orders: Orders, options: t.RfmOptions): Segmentation;
export function checkTierTable(rules: t.TierRule[], options: { bins?: number }): t.TierTableReport;
export function analyzeFunnel(deals: Deals, options: Omit<t.FunnelOptions, 'previous'>): t.FunnelReport;
export function analyzeFunnelAgainst(deals: Deals, previous: Deals, options: Omit<t.FunnelOptions, 'previous'>): t.FunnelReport;
export function analyzeFunnelCounts(counts: t.StageCount[], options: Omit<t.FunnelOptions, 'previous'>): t.FunnelReport;
export function checkPlan(text: string, options: t.PlanOptions): t.PlanReport;
export function checkPlans(text: string, options: t.PlanOptions): t.PlanReport[];
export function planArchetypes(options: { locale?: t.Locale }): t.ArchetypeTable[];
export function planSkeleton(archetype: t.Archetype, options: { archetypes?: t.ArchetypeTable[]; locale?: t.Locale }): string;
export function applyEdits(text: string, findings: t.Finding[]): string;
export function toSarif(report: t.PlanReport, options: { uri?: string }): object;
export function planScorecard(report: t.PlanReport): t.Scorecard;
export type ReviewPart = Omit<t.ReviewInput, 'orders' | 'deals'>;
export function reviewPlan(input: ReviewPart, options: t.ReviewOptions): t.Review;
export function reviewPlanOrders(input: ReviewPart, orders: Orders, options: t.ReviewOptions): t.Review;
export function reviewPlanDeals(input: ReviewPart, deals: Deals, options: t.ReviewOptions): t.Review;
export function reviewPlanBoth(input: ReviewPart, orders: Orders, deals: Deals, options: t.ReviewOptions): t.Review;
export function renderReport(review: t.Review, options: { format?: 'html' | 'markdown'; locale?: t.Locale }): string;
export function fitCustomerValue(orders: Orders, options: Omit<t.ValueOptions, 'onProgress'>, tell: (fraction: number) => void): { fit: t.ValueModel; customers: t.CustomerValue[] };
export function requiredLeads(deals: Deals, options: t.LeadOptions): t.RequiredLeads[];
export function hitProbability(deals: Deals, options: t.HitOptions): t.HitChance;
export function tierMigration(before: Segmentation, after: Segmentation): t.TierMigration;
export function customerRetention(orders: Orders, options: t.RhythmOptions): t.Retention;
export function churnWarnings(orders: Orders, options: Omit<t.RhythmOptions, 'every'>): t.ChurnWarning[];
export function nextPurchases(orders: Orders, options: Omit<t.RhythmOptions, 'every'>): t.NextPurchase[];
export function tierWorth(orders: Orders, options: t.RfmOptions, horizon: { horizonDays?: number; seed?: number }): t.TierWorth;
