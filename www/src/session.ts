/** What the user gave: files, and what was typed. A step can be taken back; nothing typed is lost by a new file. */
import type {
  Actual,
  ActualColumnsNamed,
  DataIssue,
  DealColumnsNamed,
  Decision,
  Keep,
  OrderColumnsNamed,
  Period,
  Rates,
  RowCounts,
  Scorecard,
  StatedTarget,
} from 'planscore';

export type Kind = 'plan' | 'orders' | 'deals' | 'kpis';
export type TableKind = 'orders' | 'deals';
/** What a table may hold. */
export type ReadKind = TableKind | 'actuals';

/** How a table is to be read, by the user's word. */
export interface Reading {
  columns?: OrderColumnsNamed | DealColumnsNamed | ActualColumnsNamed;
  delimiter?: string | null;
  headerRow?: number | null;
  unit?: string | null;
  currency?: string | null;
  decimal?: '.' | ',' | null;
  dayOrder?: 'dayFirst' | 'monthFirst' | null;
  leaveOut?: readonly string[] | null;
  keep?: readonly Keep[];
  rates?: Rates | null;
  sheet?: string;
}

/** A table as the page keeps it. */
export interface Table {
  kind: TableKind;
  name: string;
  /** The file as it came. */
  original: File;
  /** The same as CSV. */
  file: File;
  reading: Reading;
  columns: OrderColumnsNamed | DealColumnsNamed;
  decisions: readonly Decision[];
  rows: RowCounts;
}

/** A table of actuals: the file as it came, and how it was read. */
export interface ActualsRead {
  original: File;
  reading: Reading;
  columns: ActualColumnsNamed;
  rows: RowCounts;
  decisions: readonly Decision[];
  issues: readonly DataIssue[];
}

export interface KpiFile {
  scorecard?: Scorecard;
  actuals: Actual[];
  period?: Period;
  /** The table that they come from, and how it was read. */
  read?: ActualsRead;
  /** Targets that stand beside the actuals. */
  targets?: readonly StatedTarget[];
}

/** Everything that the user gave. */
export interface Given {
  plan: { name: string; text: string } | null;
  tables: readonly Table[];
  kpis: readonly { name: string; file: KpiFile }[];
  /** Actuals that were typed; they win over all others. */
  typed: readonly Actual[];
  /** Targets that were typed. */
  scorecard: Scorecard | null;
  /** Sales targets of people that were typed, by name. */
  memberTargets: Readonly<Record<string, number>>;
  /** Whether all of it is the sample. */
  isSample: boolean;
}

export const NOTHING: Given = {
  plan: null,
  tables: [],
  kpis: [],
  typed: [],
  scorecard: null,
  memberTargets: {},
  isSample: false,
};

export function isEmpty({ plan, tables, kpis }: Given): boolean {
  return plan === null && tables.length === 0 && kpis.length === 0;
}

/** Actuals of files, the later ones first, below what was typed. */
export function actualsOf({ kpis, typed }: Given): Actual[] {
  const known = new Map(kpis.flatMap(({ file }) => file.actuals.map((actual) => [actual.id, actual] as const)));
  for (const actual of typed) known.set(actual.id, actual);
  return [...known.values()];
}

/** Weight of each target that a file states without one. */
const WEIGHT = 10;

/** Targets that were typed, else those of the last file that has some; those beside actuals where there is no plan. */
export function scorecardOf({ plan, kpis, scorecard }: Given): Scorecard | null {
  const stated = plan === null ? kpis.flatMap(({ file }) => file.targets ?? []) : [];
  const beside =
    stated.length === 0 ? null : { items: stated.map(({ id, value }) => ({ id, weight: WEIGHT, target: value })) };
  return scorecard ?? kpis.flatMap(({ file }) => file.scorecard ?? []).at(-1) ?? beside;
}

export function periodOf({ kpis }: Given): Period | null {
  return kpis.flatMap(({ file }) => file.period ?? []).at(-1) ?? null;
}

/** The same with an actual typed. */
export function withTyped(given: Given, actual: Actual): Given {
  return { ...given, typed: [...given.typed.filter(({ id }) => id !== actual.id), actual] };
}

/** The same with a table added, or in the place of the one of its name. */
export function withTable(given: Given, table: Table): Given {
  const at = given.tables.findIndex(({ kind, name }) => kind === table.kind && name === table.name);
  const tables = at < 0 ? [...given.tables, table] : given.tables.map((one, i) => (i === at ? table : one));
  return { ...given, tables };
}

/** A step's outcome with what was typed since the step began. */
export function retyped(outcome: Given, since: Given, now: Given): Given {
  const next = { ...outcome };
  if (now.typed !== since.typed) next.typed = now.typed;
  if (now.scorecard !== since.scorecard) next.scorecard = now.scorecard;
  if (now.memberTargets !== since.memberTargets) next.memberTargets = now.memberTargets;
  // A plan that the step replaced is typed in no more.
  if (outcome.plan === since.plan) next.plan = now.plan;
  return next;
}
