/** What the functions on teams, columns and commission take and give. */
import type { Actual, DataIssue, IsoDate, KpiReport, Locale, Period } from './types.js';

/** What a set of records says, and what it cannot say. */
export interface Measures { actuals: Actual[]; issues: DataIssue[] }
export interface MeasureOptions { owner?: string; locale?: Locale }

export interface Member {
  id: string; name?: string;
  group?: string;                              // whom to compare with
  actuals: Actual[]; previous?: Actual[];
  targets?: { id: string; value: number }[];   // the member's own, for the whole period
  from?: IsoDate; until?: IsoDate;             // joined or left within the period: sums are asked for in proportion
}
export interface TeamOptions {
  period?: Period; season?: number[];
  team?: Actual[];                             // what members do not add up to
  ranking?: { top?: number; own?: string; pseudonyms?: boolean };
  seed?: number;                               // of pseudonyms and forecasts; who knows roster and seed knows the names
  locale?: Locale; strict?: boolean;
}
export interface MemberResult { id: string; name: string; rank: number | null; share: number; previousTotal: number | null; report: KpiReport }
/** A line that may be published: no more than `ranking` allows. */
export interface Ranked { rank: number; id: string | null; name: string; total: number; own: boolean }
export interface Notable { kind: 'star' | 'laggard'; id: string; name: string; total: number; median: number; deviations: number; peers: number; kpi: string | null; because: string }
export interface Award { award: 'champion' | 'profit' | 'newCustomers' | 'mostImproved' | 'bestConversion' | 'teamTarget'; name: string; kpi: string; winners: { id: string; name: string }[]; value: number; rule: string }
export interface TeamReport { schema: 1; team: KpiReport; members: MemberResult[]; ranking: Ranked[]; notable: Notable[]; awards: Award[]; issues: DataIssue[] }

/** One figure of all members; NaN is a missing value. With denominators the values are numerators. */
export interface KpiColumn { id: string; values: Float64Array | number[]; denominators?: Float64Array | number[]; targets?: Float64Array | number[] }
/** Arrays over the members; `attainments` and `scores` hold all members of the first figure, then of the next. NaN is unknown, rank 0 is none. */
export interface ColumnScores { total: Float64Array; coverage: Float64Array; rank: Uint32Array; vetoed: Uint8Array; attainments: Float64Array; scores: Float64Array }

export interface CommissionPlan {
  mode?: 'marginal' | 'wholeAmount';           // each tier's rate for what lies within it, or the reached tier's for everything
  base?: 'sales' | 'margin';
  rate?: number;                               // a flat plan
  tiers?: { from: number; rate: number }[];    // in yuan, the first from 0
  cap?: number;
}
export interface Commission {
  baseFen: number; fen: number; cutFen: number;
  parts: { fromFen: number; amountFen: number; rate: number; fen: number }[];
  next: { fromFen: number; missingFen: number; gainFen: number } | null;
}
export interface CommissionReport { schema: 1; results: Commission[]; cliffs: { atFen: number; beforeFen: number; afterFen: number; jumpFen: number }[] }
