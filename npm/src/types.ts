/**
 * What goes in and what comes out. Rates and shares are fractions (0.98), money is in the currency's main unit,
 * durations are days, dates are "YYYY-MM-DD", null means "not known", lists keep their documented order.
 *
 * Made from the Rust types by `cargo xtask types`; do not edit.
 */

import type { RuleCode } from './rule-codes.js';

// ── planscore-base ──

/** The actual of one figure. A real 0, a missing value and a figure that does not apply are three different things. */
export type Actual =
  | { id: string; value: number }
  | { id: string; numerator: number; denominator: number }
  | { id: string; state: 'missing' | 'notApplicable' };

/** A calendar day, counted from 1970-01-01; crosses the boundary as `"YYYY-MM-DD"`. */
export type IsoDate = string;

/** A span of days with a point of view inside it. */
export interface Period {
  /** First day. */
  start: IsoDate;
  /** Last day, included. */
  end: IsoDate;
  /** Last day with data; the period is judged as of its evening. Default: `end`. */
  asOf?: IsoDate | null;
  /** Weekdays off, beyond the calendar's own. */
  holidays?: readonly IsoDate[];
  /** Days worked although they are weekends or holidays. */
  workdays?: readonly IsoDate[];
}

/**
 * Which way is better.
 *
 * - `higher`: More is better: sales.
 * - `lower`: Less is better: churn.
 * - `range`: Inside a range is best: stock, discount.
 */
export type Direction = 'higher' | 'lower' | 'range';

/**
 * How figures of members or months make the figure of the whole.
 *
 * - `sum`: They add up: sales.
 * - `ratio`: Numerators and denominators add up: rates.
 * - `mean`: They average, weighted by their counts: durations.
 * - `last`: The latest stands: a stock, a share of the market.
 */
export type Aggregation = 'sum' | 'ratio' | 'mean' | 'last';

/**
 * What a figure is counted in.
 *
 * - `CNY`: 元.
 * - `ratio`: A fraction: 0.98 is 98 %.
 * - `count`: Pieces.
 * - `days`: Days.
 * - `hours`: Hours.
 * - `points`: Points from -100 to 100.
 * - `score`: A score, 100 for full marks.
 */
export type KpiUnit = 'CNY' | 'ratio' | 'count' | 'days' | 'hours' | 'points' | 'score';

/**
 * Where the actual of a figure can come from.
 *
 * - `orders`: Computed from a file of orders.
 * - `deals`: Computed from a file of deals.
 * - `caller`: Only the caller knows.
 */
export type KpiSource = 'orders' | 'deals' | 'caller';

/** A row or value that was left out or looks wrong, and why. Never fatal. */
export interface DataIssue {
  /** Stable code, `area/what`. */
  code: string;
  /** Row of the user's file, from 1, header included. */
  row: number | null;
  /** Column as the user's file names it. */
  column: string | null;
  /** The offending value, shortened. */
  value: string | null;
  /** What is wrong, in the caller's language. */
  message: string;
}

/**
 * Language of messages. Simplified Chinese is the default.
 *
 * - `zh-CN`: Simplified Chinese.
 * - `en`: English.
 */
export type Locale = 'zh-CN' | 'en';

/**
 * A target as the plan states it.
 *
 * Rates are fractions (`0.2` is 20 %); points are in the figure's own unit (`0.03` for three percentage points of a
 * rate, `5.0` for five NPS points).
 */
export type Target =
  /** Exactly this much: 100 new customers. */
  | {
      form: 'absolute';
      /** The target value. */
      value: number;
    }
  /** A floor: 回款率 98% 以上. */
  | {
      form: 'atLeast';
      /** The lowest value that meets the target. */
      value: number;
    }
  /** A ceiling: 流失率 5% 以下. */
  | {
      form: 'atMost';
      /** The highest value that meets the target. */
      value: number;
    }
  /**
   * Growth by a rate against a baseline: 在现有基础上增长 20%. Resolves to `baseline + |baseline| * rate`: 20 % more on a
   * loss of 100 is a loss of 80.
   */
  | {
      form: 'growth';
      /** Relative growth, a fraction. */
      rate: number;
      /** Where it starts from; the plan's text often leaves it open. */
      baseline?: number;
    }
  /** Reduction by a rate against a baseline: 缩短 15%. Resolves to `baseline - |baseline| * rate`. */
  | {
      form: 'reduction';
      /** Relative reduction, a fraction. */
      rate: number;
      /** Where it starts from. */
      baseline?: number;
    }
  /** A change by points: 提升 5 个百分点. Resolves to `baseline + points` (negative points fall). */
  | {
      form: 'points';
      /** Points to gain, in the figure's own unit; negative to fall. */
      points: number;
      /** Where it starts from. */
      baseline?: number;
    }
  /** A placeholder such as X万元: no target yet. */
  | {
      form: 'unset';
      /** What the plan says in its place. */
      text?: string;
    };

// ── planscore-stats ──

/** An interval that covers the true value with probability `level`. */
export interface Interval {
  /** Lower end. */
  low: number;
  /** Upper end. */
  high: number;
  /** Coverage, 0 to 1. */
  level: number;
}

// ── planscore-table ──

/** A target that a file of actuals states beside them. */
export interface StatedTarget {
  /** The figure. */
  id: string;
  /** The value to reach; a rate is a fraction. */
  value: number;
}

/** What one person reached in one period, or everyone where the file names none. */
export interface ActualGroup {
  /** Whose figures they are, as the file writes it. */
  person: string | null;
  /** When they were reached, as the file writes it. */
  period: string | null;
  /** What was reached, each figure once; rates are fractions. */
  actuals: Actual[];
  /** The targets that stand beside them. */
  targets: StatedTarget[];
}

/** What a file of actuals says, and how it was read. */
export interface ActualsFile {
  /** One for each person and period, in the order of the file; a single one where it names neither. */
  groups: ActualGroup[];
  /** Which column of the file was taken for what. */
  columns: ActualColumnsNamed;
  /** What was left out or looks wrong: the first 1,000; `issueCount` has the number. */
  issues: DataIssue[];
  /** How many rows or values were left out or look wrong. */
  issueCount: number;
  /** What was decided for the reader of the file, with what to do if it is wrong. */
  decisions: Decision[];
  /** Rows of the file: read, used and left out. */
  rows: RowCounts;
}

/** Which column of the file is which, by the file's own names. */
export interface ActualColumnsNamed {
  /** The figure, by its name or id (指标). */
  kpi?: string;
  /** What was reached (实际值). */
  value?: string;
  /** What was to be reached (目标值). */
  target?: string;
  /** What both are counted in (单位): 万元, %. */
  unit?: string;
  /** Whose figure it is (姓名). */
  person?: string;
  /** When it was reached (期间). */
  period?: string;
}

/**
 * How rates without a percent sign are written.
 *
 * - `percent`: 93 is 93 %.
 * - `fraction`: 0.93 is 93 %.
 */
export type Rates = 'percent' | 'fraction';

/** How to read a file of actuals. What is left out is recognised, and told as a decision. */
export interface ActualOptions {
  /** Columns by name; what is left out is recognised. */
  columns?: ActualColumnsNamed;
  /** One ASCII character between cells. */
  delimiter?: string | null;
  /** The line of the header, from 1. */
  headerRow?: number | null;
  /** What values and targets are counted in (`万元`), whatever the header says. */
  unit?: string | null;
  /** Which sign stands before decimals, `.` or `,`. */
  decimal?: Decimal | null;
  /** How rates without a percent sign are written; told by the column, the target or their size when left out. */
  rates?: Rates | null;
  /** What is used although it would be left out: `totals`. */
  keep?: readonly Keep[];
  /** Language of the issues and decisions. */
  locale?: Locale;
}

/**
 * Which sign stands before the decimals of a column.
 *
 * - `.`: 1,234.50.
 * - `,`: 1.234,50.
 */
export type Decimal = '.' | ',';

/**
 * Which number of 03/05/2026 comes first.
 *
 * - `dayFirst`: The day: 5 March is 05/03/2026.
 * - `monthFirst`: The month: 5 March is 03/05/2026.
 */
export type DayOrder = 'dayFirst' | 'monthFirst';

/** A column of dates, one for each deal that reached the stage. */
export interface StageColumn {
  /** Name of the stage. */
  stage: string;
  /** Name of the column. */
  column: string;
}

/** Which column of the file is which, by the file's own names. */
export interface DealColumnsNamed {
  /** Number or name of the deal (商机编号). */
  deal?: string;
  /** Stage of an event, or the present stage of a deal (阶段). */
  stage?: string;
  /** When the event happened (时间); event logs only. */
  time?: string;
  /** Won, lost or open (结果). */
  outcome?: string;
  /** When it ended (关闭日期). */
  closed?: string;
  /** What it is worth (金额). */
  value?: string;
  /** Person in charge (负责人). */
  owner?: string;
  /** Where it came from (渠道). */
  channel?: string;
  /** Why it was lost (输单原因). */
  lostReason?: string;
  /** Whether it was won, yes or no (是否赢单, `IsWon`). */
  isWon?: string;
  /** Whether it has ended, yes or no (是否关闭, `IsClosed`). */
  isClosed?: string;
  /** Currency of the value (币种). */
  currency?: string;
  /** When it was lost, where that has a column of its own (输单日期). */
  lostDate?: string;
  /** Columns of dates, one a stage; files with one row a deal only. */
  stages?: readonly StageColumn[];
}

/** How to read a file of deals. What is left out is recognised, and told as a decision. */
export interface DealOptions {
  /** Columns by name; what is left out is recognised. */
  columns?: DealColumnsNamed;
  /** Stages in order, the last one won; recognised when left out. */
  stages?: readonly string[] | null;
  /** Words that mean lost, besides those that are recognised. */
  lost?: readonly string[];
  /** Words that mean won, besides those that are recognised. */
  won?: readonly string[];
  /** One ASCII character between cells; recognised when left out. */
  delimiter?: string | null;
  /** The line of the header, from 1. */
  headerRow?: number | null;
  /** What values are counted in (`万元`, `thousand`, `元`), whatever the header says. */
  unit?: string | null;
  /** The currency to read (`CNY`); values in any other are taken as unknown. */
  currency?: string | null;
  /** Which number of 03/05/2026 is the day. */
  dayOrder?: DayOrder | null;
  /** Which sign stands before decimals, `.` or `,`. */
  decimal?: Decimal | null;
  /** What is used although it would be left out: `totals`, `farDates`. */
  keep?: readonly Keep[];
  /** Where days begin: `Asia/Shanghai` (default), `UTC` or an offset such as `+08:00`. */
  timeZone?: string | null;
  /** Language of the issues and decisions. */
  locale?: Locale;
}

/**
 * Rows that are used although they would be left out.
 *
 * - `totals`: Rows that look like totals.
 * - `states`: Orders that were cancelled, not paid or refunded, by their state.
 * - `farDates`: Days far from all others.
 * - `refunds`: Amounts as they stand, where a column of its own says what was paid back.
 * - `repeatedTotals`: Amounts of all lines of an order, although each of them states the total of the order.
 */
export type Keep = 'totals' | 'states' | 'farDates' | 'refunds' | 'repeatedTotals';

/** Which column of the file is which, by the file's own names. */
export interface OrderColumnsNamed {
  /** Customer's name or number (客户). */
  customer?: string;
  /** Day of the order (下单日期). */
  date?: string;
  /** Amount; a refund is negative (金额). */
  amount?: string;
  /** Order number (订单号). */
  orderId?: string;
  /** Cost of what was sold (成本). */
  cost?: string;
  /** Who sold it (负责人). */
  owner?: string;
  /** What was sold (产品). */
  product?: string;
  /** State of the order (订单状态): cancelled, unpaid and refunded ones are left out. */
  state?: string;
  /** Kind of the row (单据类型): the amount of a refund is negative. */
  kind?: string;
  /** Currency of the amount (币种). */
  currency?: string;
  /** What was paid back of the order (退款金额): it is taken off the amount. */
  refund?: string;
}

/** How to read a file of orders. What is left out is recognised, and told as a decision. */
export interface OrderOptions {
  /** Columns by name; what is left out is recognised. */
  columns?: OrderColumnsNamed;
  /** One ASCII character between cells. */
  delimiter?: string | null;
  /** The line of the header, from 1. */
  headerRow?: number | null;
  /** What amounts and costs are counted in (`万元`, `thousand`, `元`), whatever the header says. */
  unit?: string | null;
  /** The currency to read (`CNY`); orders in any other are left out. */
  currency?: string | null;
  /** Which number of 03/05/2026 is the day. */
  dayOrder?: DayOrder | null;
  /** Which sign stands before decimals, `.` or `,`. */
  decimal?: Decimal | null;
  /** The states of orders that are left out, instead of those that are recognised. */
  leaveOut?: readonly string[] | null;
  /** What is used although it would be left out. */
  keep?: readonly Keep[];
  /** Language of the issues and decisions. */
  locale?: Locale;
}

/** Rows below the header of a file: `read` is `used` and `leftOut` together, blank ones do not count. */
export interface RowCounts {
  /** Rows that are not blank. */
  read: number;
  /** Rows that the data set holds. */
  used: number;
  /** Rows that it does not hold: each has an issue that names it. */
  leftOut: number;
}

/** Something that was decided for the reader of a file, and what to do if it is wrong. */
export interface Decision {
  /** Stable code, `area/what` (`table/delimiter`). */
  code: string;
  /** How many rows it touches. */
  rows: number;
  /** Column as the user's file names it, if it is about one. */
  column: string | null;
  /** An example out of the file, shortened. */
  example: string | null;
  /** What was decided, in the caller's language. */
  message: string;
  /** What to do if it is wrong, in the caller's language. */
  remedy: string;
  /** The option that overrides it. */
  option: string | null;
}

/**
 * What a file can be read as.
 *
 * - `orders`: Orders.
 * - `deals`: Deals.
 * - `actuals`: Actuals.
 * - `table`: A table whose columns are not recognised: they have to be named.
 * - `plan`: Prose: a plan.
 */
export type FileKind = 'orders' | 'deals' | 'actuals' | 'table' | 'plan';

/** What a file is by its beginning. */
export interface Recognized {
  /** What it can be read as. */
  kind: FileKind;
  /** The cells of the first line of a table that has as many as any, as the file writes them. */
  headers: string[];
}

// ── planscore-kpi ──

/** Something that needs attention. */
export interface Alert {
  /** Which rule raised it. */
  rule: AlertRule;
  /** How urgent. */
  severity: AlertSeverity;
  /** The figure. */
  kpi: string;
  /** The numbers behind it. */
  values: AlertValue[];
  /** Since when, as far as the data tell. */
  since: IsoDate | null;
  /** Who answers for it. */
  owner: string | null;
  /** What is wrong. */
  message: string;
  /** What to do. */
  advice: string;
}

/**
 * What raises an alert.
 *
 * - `veto`: A figure that must be met was not (一票否决).
 * - `threshold`: The attainment is below the figure's `alertBelow`.
 * - `pace`: A growing sum is behind the working days that are gone.
 * - `burnRate`: The last days fall short so fast that the period's target is missed.
 * - `threeFalls`: Three values in a row are each worse than the one before.
 * - `outlier`: The last value lies far outside what is usual.
 * - `staleData`: No value has come for longer than usual.
 */
export type AlertRule = 'veto' | 'threshold' | 'pace' | 'burnRate' | 'threeFalls' | 'outlier' | 'staleData';

/**
 * How urgent an alert is.
 *
 * - `warning`: Look at it.
 * - `critical`: Act now.
 */
export type AlertSeverity = 'warning' | 'critical';

/** A number behind an alert. */
export interface AlertValue {
  /** What it is. */
  name: string;
  /** The number. */
  value: number;
}

/** An award and who wins it. */
export interface Award {
  /** Which one. */
  award: AwardKind;
  /** Its name. */
  name: string;
  /** The figure it is given for. */
  kpi: string;
  /** The winners; several share it when even the totals are equal. */
  winners: Winner[];
  /** The winning value: the figure, the relative improvement, the lower bound of the rate, or the team's total. */
  value: number;
  /** The rule, with the tie rule and the minimum of data. */
  rule: string;
}

/**
 * What an award is given for.
 *
 * - `champion`: The highest sales.
 * - `profit`: The highest profit.
 * - `newCustomers`: The most new customers.
 * - `mostImproved`: The largest relative improvement on the period before.
 * - `bestConversion`: The best conversion, by the lower bound of its interval.
 * - `teamTarget`: The team's total reaches 100: everyone wins.
 */
export type AwardKind = 'champion' | 'profit' | 'newCustomers' | 'mostImproved' | 'bestConversion' | 'teamTarget';

/** Who wins. */
export interface Winner {
  /** The member. */
  id: string;
  /** Its name. */
  name: string;
}

/** How sales turn into commission. */
export interface CommissionPlan {
  /** How the tiers apply. */
  mode?: CommissionMode;
  /** What is paid on. */
  base?: CommissionBase;
  /** The rate of a flat plan, which has no tiers; a fraction. */
  rate?: number | null;
  /** Tiers in ascending order, the first from 0. */
  tiers?: readonly CommissionTier[];
  /** The most that is paid, in yuan. */
  cap?: number | null;
}

/**
 * How tiers apply.
 *
 * - `marginal`: 超额累进: each tier's rate for what lies within the tier. One tier is a flat rate.
 * - `wholeAmount`: 全额累进: the rate of the tier that is reached, for everything. Pay jumps at each tier.
 */
export type CommissionMode = 'marginal' | 'wholeAmount';

/**
 * What commission is paid on.
 *
 * - `sales`: Sales.
 * - `margin`: Sales less their cost.
 */
export type CommissionBase = 'sales' | 'margin';

/** A tier. */
export interface CommissionTier {
  /** Where it starts, in yuan. */
  from: number;
  /** Its rate, a fraction in steps of 0.00001. */
  rate: number;
}

/** One seller's sales. */
export interface Sale {
  /** Sales in yuan. */
  sales: number;
  /** Their cost in yuan; needed where margin is paid on. */
  cost?: number | null;
}

/** What a plan pays. */
export interface CommissionReport {
  /** Version of this shape. */
  schema: number;
  /** One result a sale, in their order. */
  results: Commission[];
  /** Where pay jumps: one more fen of sales changes it by `jump`. */
  cliffs: Cliff[];
}

/** What one seller gets. All amounts in fen. */
export interface Commission {
  /** What is paid on. */
  baseFen: number;
  /** The commission. */
  fen: number;
  /** What the cap took. */
  cutFen: number;
  /** What each tier brings, before the cap; the parts sum to `fen + cutFen`. */
  parts: CommissionPart[];
  /** The next tier and what reaching it changes. */
  next: NextTier | null;
}

/** What one tier brings. */
export interface CommissionPart {
  /** Where the tier starts. */
  fromFen: number;
  /** What is paid on at its rate. */
  amountFen: number;
  /** Its rate, a fraction. */
  rate: number;
  /** What that brings. */
  fen: number;
}

/** The next tier. */
export interface NextTier {
  /** Where it starts. */
  fromFen: number;
  /** How much is missing. */
  missingFen: number;
  /** What pay changes by when it is reached. */
  gainFen: number;
}

/** A jump of the pay. */
export interface Cliff {
  /** The first fen above it. */
  atFen: number;
  /** Pay one fen below, and there. */
  beforeFen: number;
  /** Pay from there on. */
  afterFen: number;
  /** The difference; negative where selling more pays less. */
  jumpFen: number;
}

/**
 * Change of the total against the previous period that one figure explains: the two effects of all figures sum to the
 * change of the weighted total.
 */
export interface ScoreChange {
  /** Points from the change of its score. */
  score: number;
  /** Points from the change of its share. */
  weight: number;
}

/** A value against an earlier one (同比, 环比). */
export interface Comparison {
  /** The earlier value. */
  base: number;
  /** Value less base. */
  difference: number;
  /** The difference over the size of the base; null against a base of 0. */
  relative: number | null;
  /** Whether the difference is for the better; null where there is none, or in a range. */
  better: boolean | null;
}

/** The next better status or band of a figure. */
export interface NextStatus {
  /** The attainment from which it holds. */
  attainment: number;
  /** The actual of that attainment. */
  actual: number;
  /** That actual less the present one. */
  distance: number;
  /** The status it brings. */
  status: KpiStatus;
  /** The score it brings. */
  score: number;
}

/** What it takes to move a figure. */
export interface Effort {
  /** The figure. */
  id: string;
  /** Cost of 1 % of the actual, 1 for figures that are not named; left out for a figure that cannot be moved. */
  cost?: number | null;
}

/** The cheapest way from the present total to a wanted one. */
export interface KpiPath {
  /** The total that is wanted. */
  goal: number;
  /** Whether the steps lead there. */
  reachable: boolean;
  /** The total they lead to. */
  total: number;
  /** Cost of all steps. */
  cost: number;
  /** The steps, the one that brings most first. */
  steps: KpiStep[];
}

/** One figure to move. */
export interface KpiStep {
  /** The figure. */
  id: string;
  /** Its name. */
  name: string;
  /** The present actual. */
  from: number;
  /** The actual to reach. */
  to: number;
  /** The way there in percent of the present actual (of the target, from an actual of 0). */
  percent: number;
  /** What that costs. */
  cost: number;
  /** Score it gains. */
  score: number;
}

/** Where a figure ends the period. */
export interface KpiForecast {
  /** How it was made. */
  method: ForecastMethod;
  /** Probability of reaching the target, 0 to 1; null where the data are not enough to tell. */
  probability: number | null;
  /** One chance in ten to end lower. */
  p10: number;
  /** As likely higher as lower. */
  p50: number;
  /** One chance in ten to end higher. */
  p90: number;
  /** How many values, or cases of a rate, it rests on. */
  observations: number;
}

/**
 * How a forecast was made.
 *
 * - `poisson`: A count that comes at an even rate.
 * - `negativeBinomial`: A count that comes in bursts: variance over mean above 1.5.
 * - `bootstrap`: An amount, drawn from the working days gone.
 * - `wilson`: A rate, by Wilson's interval.
 */
export type ForecastMethod = 'poisson' | 'negativeBinomial' | 'bootstrap' | 'wilson';

/**
 * The past values of one figure, in columns.
 *
 * A value of a figure that adds up (sales) is what came since the value before it, and its date is the last day it
 * covers: daily, weekly and monthly series all work. A value of any other figure is its level on that day.
 */
export interface KpiHistory {
  /** The figure. */
  id: string;
  /** Days, each once, in any order. */
  dates: readonly IsoDate[];
  /** The value of each day. */
  values: readonly number[];
}

/** Where a growing sum stands in its period. */
export interface Pace {
  /** Share of the period's working days that is gone, 0 to 1. */
  elapsed: number;
  /** Attainment over elapsed share; 1 is on schedule. */
  pace: number;
  /** What the period ends with at this rate; null before 5 % or three working days. */
  projection: number | null;
  /** What each remaining working day must bring, 0 once the target is reached; null when none remains. */
  neededPerDay: number | null;
  /** The needed daily rate over the present one; null when there is no present rate. */
  strain: number | null;
}

/** A line of the published ranking. */
export interface Ranked {
  /** The rank. */
  rank: number;
  /** The member; null under a pseudonym. */
  id: string | null;
  /** Name or pseudonym. */
  name: string;
  /** Points. */
  total: number;
  /** Whether it is the reader's own line. */
  own: boolean;
}

/**
 * On which side of its peers a member stands out.
 *
 * - `star`: Far above them (明星).
 * - `laggard`: Far below them (待提升).
 */
export type NotableKind = 'star' | 'laggard';

/** A member far from its peers. */
export interface Notable {
  /** On which side of them. */
  kind: NotableKind;
  /** The member. */
  id: string;
  /** Its name. */
  name: string;
  /** Its total, the peers' median, and how many robust deviations lie between them. */
  total: number;
  /** Median of the peers. */
  median: number;
  /** Robust deviations from the median. */
  deviations: number;
  /** How many peers there are. */
  peers: number;
  /** The figure that sets it apart most. */
  kpi: string | null;
  /** Why, and what to do. */
  because: string;
}

/** How to score. */
export interface ScoreOptions {
  /** The period the actuals belong to; an open one is judged by pace. */
  period?: Period | null;
  /** Actuals of the period before (环比), to explain the change. */
  previous?: readonly Actual[] | null;
  /** Actuals of the same period a year before (同比). */
  lastYear?: readonly Actual[] | null;
  /** Past values of figures, for alerts and forecasts. */
  history?: readonly KpiHistory[];
  /** Weights of the twelve months, how much of a year falls into each; empty for an even year. */
  season?: readonly number[];
  /** A total to find the cheapest path to. */
  goal?: number | null;
  /** What figures cost to move on that path; 1 for each 1 % of the actual where nothing is said. */
  efforts?: readonly Effort[];
  /** Seed of the forecasts' draws. */
  seed?: number;
  /** Language of names and messages. */
  locale?: Locale;
  /** Refuse weights that do not sum to 100 instead of scaling them. */
  strict?: boolean;
}

/** One figure's result. */
export interface KpiResult {
  /** The figure. */
  id: string;
  /** Its name. */
  name: string;
  /** What it is counted in, if known. */
  unit: string | null;
  /** Its place in the scorecard. */
  path: string;
  /** Its share of the total weight, 0 to 1, over the figures that apply. */
  share: number;
  /** The value to reach. */
  target: number | null;
  /** What was reached. */
  actual: number | null;
  /** Share of the target reached, uncapped. */
  attainment: number | null;
  /** Points. */
  score: number | null;
  /** Points it brings to the total. */
  contribution: number;
  /** Points it takes from 100. */
  loss: number;
  /** How it stands. */
  status: KpiStatus;
  /** Special branches that applied. */
  flags: string[];
  /** Points of the total for 1 % more of the actual; 0 where capped. */
  pointsPerPercent: number;
  /** Its pace in the period, for growing sums. */
  pace: Pace | null;
  /** Where it ends the period. */
  forecast: KpiForecast | null;
  /** The next better status or band. */
  next: NextStatus | null;
  /** Against the period before (环比). */
  versusPrevious: Comparison | null;
  /** Against the same period a year before (同比). */
  versusLastYear: Comparison | null;
  /** Change of the total against the previous period that this figure explains. */
  change: ScoreChange | null;
  /** The line of the plan that states the target. */
  source: SourceLine | null;
  /** Where the target comes from; null without one. */
  origin: TargetOrigin | null;
}

/**
 * Where a target comes from.
 *
 * - `plan`: The plan states it, see `source`.
 * - `user`: The caller states it.
 * - `derived`: Computed from a change and a baseline that the target itself does not name.
 */
export type TargetOrigin = 'plan' | 'user' | 'derived';

/** The interval a total lies in while values are missing. */
export interface ScoreRange {
  /** If every missing figure scored 0. */
  low: number;
  /** If every missing figure scored its cap. */
  high: number;
}

/**
 * Where points on top come from.
 *
 * - `bonus`: A bonus of the scorecard (加减分).
 * - `hardCap`: What the highest total takes off.
 * - `hardFloor`: What the lowest total puts back.
 */
export type AdjustmentKind = 'bonus' | 'hardCap' | 'hardFloor';

/** Points on top of the figures' contributions. */
export interface Adjustment {
  /** Where they come from. */
  kind: AdjustmentKind;
  /** How many. */
  points: number;
  /** What for. */
  reason: string;
}

/**
 * The result of a scorecard.
 *
 * `total = Σ contribution + Σ adjustments`, and `100 - total = Σ loss - Σ adjustments`.
 */
export interface KpiReport {
  /** Version of this shape. */
  schema: number;
  /** Points, 100 for every target reached; null where too little is known. */
  total: number | null;
  /** Whether values are missing. */
  provisional: boolean;
  /** Share of the weight that is known, 0 to 1. */
  coverage: number;
  /** Where the total lies while values are missing. */
  range: ScoreRange | null;
  /** How the whole stands. */
  status: KpiStatus;
  /** Each figure, in the order of the scorecard. */
  items: KpiResult[];
  /** Bonus points, the hard cap and the hard floor. */
  adjustments: Adjustment[];
  /** The cheapest path to the wanted total. */
  path: KpiPath | null;
  /** What needs attention. */
  alerts: Alert[];
  /** What was scaled, left out or not understood. */
  issues: DataIssue[];
}

/** One member. */
export interface Member {
  /** Stable id, unique in the team. */
  id: string;
  /** Name; the id stands in. */
  name?: string | null;
  /** Whom to compare with: members of the same group; all without one. */
  group?: string | null;
  /** What the member reached. */
  actuals?: readonly Actual[];
  /** What the member reached in the period before. */
  previous?: readonly Actual[];
  /** Targets of the member's own, for the whole period. */
  targets?: readonly OwnTarget[];
  /** First day in the team, if that is within the period. */
  from?: IsoDate | null;
  /** Last day in the team, if that is within the period. */
  until?: IsoDate | null;
}

/** A target of a member's own. */
export interface OwnTarget {
  /** The figure. */
  id: string;
  /** The value to reach in the whole period. */
  value: number;
}

/** How to score a team. */
export interface TeamOptions {
  /** The period. */
  period?: Period | null;
  /** Weights of the twelve months. */
  season?: readonly number[];
  /** Actuals of the team that members do not add up to (a market share); they win. */
  team?: readonly Actual[];
  /** What the ranking shows. */
  ranking?: RankingOptions;
  /**
   * Seed of pseudonyms and forecasts. Who knows the roster and the seed knows the names behind the pseudonyms: a
   * ranking to publish takes a seed that is not.
   */
  seed?: number;
  /** Language. */
  locale?: Locale;
  /** Refuse weights that do not sum to 100. */
  strict?: boolean;
}

/** What a published ranking shows. It holds no more than this allows; the members' own results stay with the leader. */
export interface RankingOptions {
  /** Only the first ranks; everyone without it. */
  top?: number | null;
  /** The member who reads it: shown in any case, by name. */
  own?: string | null;
  /** Everyone else under a pseudonym. */
  pseudonyms?: boolean;
}

/** One member's result. */
export interface MemberResult {
  /** The member. */
  id: string;
  /** Its name. */
  name: string;
  /** Rank by the unrounded total; ties share one (1, 1, 3). null without a total. */
  rank: number | null;
  /** Share of the period in the team; sums are asked for in this proportion. */
  share: number;
  /** Total of the period before. */
  previousTotal: number | null;
  /** The scorecard. */
  report: KpiReport;
}

/** A tree of weighted figures. */
export interface Scorecard {
  /** Figures and groups of figures. */
  items: readonly ScorecardItem[];
  /** How scores make the total. */
  aggregation?: AggregationRule;
  /** Highest total, bonus points included. Default 120. */
  hardCap?: number;
  /**
   * Lowest total, whatever is taken off. Default 0: a penalty costs no more than there is. A negative one lets
   * penalties go below it.
   */
  hardFloor?: number;
  /** What a missing value does to the total. */
  missing?: MissingPolicy;
  /** Points on top of the weighted total (加减分); negative ones take away. */
  bonus?: readonly Bonus[];
  /** From which attainment on each status holds. */
  status?: StatusThresholds;
}

/**
 * How scores make the total.
 *
 * - `arithmetic`: The weighted mean.
 * - `geometric`: The weighted geometric mean: a weak figure is not made up for by a strong one.
 */
export type AggregationRule = 'arithmetic' | 'geometric';

/**
 * What a missing value does to the total.
 *
 * - `provisional`: The total is over what is known, with its coverage and range.
 * - `zero`: It scores 0.
 * - `propagate`: There is no total.
 */
export type MissingPolicy = 'provisional' | 'zero' | 'propagate';

/** Points on top of the total, or off it. */
export interface Bonus {
  /** How many. */
  points: number;
  /** What for. */
  reason?: string;
}

/** A figure or a group of figures. */
export type ScorecardItem =
  /** One figure. */
  | Kpi
  /** Figures that share one weight. */
  | KpiGroup;

/** Figures that share one weight. */
export interface KpiGroup {
  /** Stable id. */
  id: string;
  /** Name. */
  name?: string;
  /** Weight among its siblings. */
  weight: number;
  /** What it holds. */
  items: readonly ScorecardItem[];
}

/** One figure with its weight and target. A catalogue id brings name, unit, direction and aggregation. */
export interface Kpi {
  /** Stable id; unique in the scorecard. */
  id: string;
  /** Name. */
  name?: string;
  /** What it is counted in. */
  unit?: string;
  /** Which way is better. */
  direction?: Direction;
  /** How it adds up. */
  aggregation?: Aggregation;
  /** Weight among its siblings, not negative. */
  weight: number;
  /** What is asked. */
  target?: Target | number;
  /** Where it starts from. */
  baseline?: number;
  /** The range of direction `range`. */
  range?: KpiLimits;
  /** From attainment to points. Default: progress for targets in points, else linear. */
  scoring?: Scoring;
  /** Highest attainment that earns points (封顶), above 0. Default 1.2. */
  cap?: number;
  /** Attainment below which it scores 0 (保底): 0.6 for 60 %. */
  gate?: number;
  /** Missing it (the gate, else the target) vetoes the whole (一票否决). */
  veto?: boolean;
  /** Excess over a target of zero that costs a whole attainment; lower is better only. */
  tolerance?: number;
  /** Who answers for it. */
  owner?: string;
  /** Attainment below which an alert is raised: 0.8 for 80 %. */
  alertBelow?: number;
  /** Where the target comes from. */
  source?: SourceLine;
}

/** Limits of a figure that is best inside a range. */
export interface KpiLimits {
  /** Lower end of full marks. */
  low: number;
  /** Upper end of full marks. */
  high: number;
  /** Nothing at or below. */
  outerLow: number;
  /** Nothing at or above. */
  outerHigh: number;
}

/** From attainment to points. */
export type Scoring =
  /** 100 points an attainment. */
  | { curve: 'linear' }
  /** Linear over the way from the baseline to the target. */
  | { curve: 'progress' }
  /** 60 points at the threshold, 100 at the target, 120 at the stretch, straight in between. */
  | {
      curve: 'threePoint';
      /** Attainment of 60 points, between 0 and 1. */
      threshold: number;
      /** Attainment of 120 points, above 1. */
      stretch: number;
      /** What an attainment below the threshold earns. Default nothing, as incentive plans pay. */
      below?: Below;
    }
  /** A score a band (分档). */
  | {
      curve: 'bands';
      /** Bands in ascending order, the first from 0. */
      bands: readonly ScoreBand[];
    }
  /** Full marks at the pass value, points off for each unit short of it (减分法). */
  | {
      curve: 'deduction';
      /** The value that earns full marks, in the figure's own unit. */
      pass: number;
      /** Points off a unit. */
      perUnit: number;
      /**
       * A value of the actual, in the figure's own unit: what falls short of it scores 0 (where less is better: what
       * exceeds it).
       */
      minimum?: number;
      /** Points that are left in any case, except below `minimum`. Default 0. */
      leastScore?: number;
    }
  /** 100 if met, else 0. */
  | { curve: 'binary' };

/**
 * What an attainment below the threshold earns.
 *
 * - `nothing`: No points.
 * - `linear`: Points in proportion: straight from 0 to the 60 points of the threshold.
 */
export type Below = 'nothing' | 'linear';

/** A band of attainments and its score. */
export interface ScoreBand {
  /** First attainment of the band; it ends where the next one starts. */
  from: number;
  /** Its score. */
  score: number;
}

/** The line of the plan that states a target. */
export interface SourceLine {
  /** Line, from 1. */
  line: number;
  /** What it says. */
  text: string;
}

/**
 * How a figure, or the whole, stands.
 *
 * - `outstanding`: 卓越: well above the target.
 * - `onTarget`: 达标: the target is met.
 * - `close`: 接近: almost.
 * - `atRisk`: 有风险: behind.
 * - `offTarget`: 未达标: far behind.
 * - `noData`: 无数据: nothing is known.
 * - `noTarget`: 无目标: nothing was asked.
 * - `vetoed`: 一票否决: a figure that must be met was not.
 */
export type KpiStatus =
  'outstanding' | 'onTarget' | 'close' | 'atRisk' | 'offTarget' | 'noData' | 'noTarget' | 'vetoed';

/** From which attainment on each word holds. */
export interface StatusThresholds {
  /** 卓越, 1.2. */
  outstanding?: number;
  /** 达标, 1.0. */
  onTarget?: number;
  /** 接近, 0.9. */
  close?: number;
  /** 有风险, 0.8. */
  atRisk?: number;
}

/** A team's result. */
export interface TeamReport {
  /** Version of this shape. */
  schema: number;
  /** The team as one: sums, and rates as sums of numerators over sums of denominators. */
  team: KpiReport;
  /** Each member, in the order given. */
  members: MemberResult[];
  /** The ranking to publish, best first. */
  ranking: Ranked[];
  /** 明星 and 待提升: members far above or below their peers. */
  notable: Notable[];
  /** Who wins what. */
  awards: Award[];
  /** What did not add up, and why. */
  issues: DataIssue[];
}

// ── planscore-rfm ──

/** What is wrong with a table, cell by cell of R, F and M scores. */
export interface TierTableReport {
  /** Cells that no rule takes. */
  gaps: [number, number, number][];
  /** Cells that rules of different tiers take. */
  overlaps: TierOverlap[];
  /** Tiers that no cell gets, because earlier rules take all of theirs. */
  unreachable: string[];
}

/** A cell that rules of different tiers take. */
export interface TierOverlap {
  /** R, F and M scores. */
  cell: [number, number, number];
  /** The tiers, the one that wins first. */
  tiers: string[];
}

/** The concentration (Pareto) curve. */
export interface Concentration {
  /** From none to all, best customers first. */
  points: ConcentrationPoint[];
  /** Gini coefficient: 0 where all bring the same, towards 1 where one brings all. */
  gini: number;
  /** Share of the money that the top fifth of the customers bring. */
  topFifthRevenueShare: number;
  /** The smallest share of the customers that brings 80 % of the money. */
  customersFor80: number;
}

/** A point of the curve. */
export interface ConcentrationPoint {
  /** Share of the customers, best first. */
  customers: number;
  /** Share of the money that they bring. */
  revenue: number;
}

/** Who moved from which tier to which. */
export interface TierMigration {
  /** Ids of the tiers, in the order of the table. */
  tiers: string[];
  /** Their names. */
  names: string[];
  /** `customers[i][j]` moved from tier i to tier j. */
  customers: number[][];
  /** Their money afterwards. */
  revenue: number[][];
  /** Customers who are only in the later one, by the tier they arrived in, with their money. */
  arrived: TierArrivals;
  /** Customers who are only in the earlier one, by the tier they left, with their money then. */
  left: TierArrivals;
}

/** Customers who are in one of the two only, by tier. */
export interface TierArrivals {
  /** How many. */
  customers: number[];
  /** Their money. */
  revenue: number[];
}

/** How to segment customers. */
export interface RfmOptions {
  /** The day it is seen from; later orders are left out. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** The first day of the window; earlier orders are left out. Default: the first in the data. */
  since?: IsoDate | null;
  /** How many scores, 3 to 10. Default 5. */
  bins?: number | null;
  /** How values become scores. */
  scores?: RfmScores | null;
  /** What counts as a purchase. */
  frequency?: RfmFrequency;
  /** What money means. */
  monetary?: RfmMonetary;
  /** What a negative amount does to the money. It never counts as a purchase. */
  refunds?: RfmRefunds;
  /** The table of tiers. */
  tiers?: TierTable;
  /**
   * Days without a purchase after which a customer has lapsed. Default: the 90th percentile of the gaps between
   * purchases, or 180 with fewer than 30 gaps.
   */
  lapsedDays?: number | null;
  /** Days after the first purchase during which a customer is new. Default 90. */
  newDays?: number | null;
  /** Share of the customers not lapsed that are VIP, by money. Default 0.1. */
  vipShare?: number | null;
  /** Language of names and messages. */
  locale?: Locale;
}

/**
 * What counts as a purchase.
 *
 * - `days`: A day with any order: several orders of a day are one purchase.
 * - `orders`: An order number, or a row without one.
 */
export type RfmFrequency = 'days' | 'orders';

/**
 * What money means.
 *
 * - `sum`: All of it.
 * - `mean`: Per purchase.
 */
export type RfmMonetary = 'sum' | 'mean';

/**
 * What a negative amount does to the money.
 *
 * - `net`: It is taken off.
 * - `drop`: It is ignored.
 * - `keep`: It is taken off, and the mean is over purchases and refunds alike.
 */
export type RfmRefunds = 'net' | 'drop' | 'keep';

/**
 * How values become scores. A value equal to a cut belongs below it. Frequency and money score 1 and the number of
 * cuts below the value: equal to a cut, the lower of two scores. Recency scores the number of scores less the cuts
 * below the value: equal to a cut, the higher, that of the more recent.
 */
export type RfmScores = 'quantile' | 'mean' | 'median' | 'nested' | FixedCuts;

/** Cuts in ascending order. */
export interface FixedCuts {
  /** Cuts of days since the last purchase. */
  r: readonly number[];
  /** Cuts of purchases. */
  f: readonly number[];
  /** Cuts of money. */
  m: readonly number[];
}

/** The table of tiers. */
export type TierTable = 'salesPlan' | 'eightSegments' | 'tenSegments' | 'rPackage' | readonly TierRule[];

/** A tier and the scores it takes, both ends included; a dimension left out takes all. */
export interface TierRule {
  /** The tier. */
  tier: string;
  /** Recency scores. */
  r?: readonly [number, number] | null;
  /** Frequency scores. */
  f?: readonly [number, number] | null;
  /** Money scores. */
  m?: readonly [number, number] | null;
}

/**
 * What rows are ordered by; equal rows by the customer's name.
 *
 * - `customer`: Name.
 * - `recency`: Days since the last purchase.
 * - `frequency`: Purchases.
 * - `monetary`: Money.
 * - `r`: Recency score.
 * - `f`: Frequency score.
 * - `m`: Money score.
 * - `tier`: Place of the tier in the table.
 * - `name`: The same.
 */
export type OrderBy = 'customer' | 'recency' | 'frequency' | 'monetary' | 'r' | 'f' | 'm' | 'tier' | 'name';

/** What to look at, and how far. */
export interface RhythmOptions {
  /** The day it is seen from; later orders are left out. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** The first day of the window; earlier orders are left out. Default: the first in the data. */
  since?: IsoDate | null;
  /** Days without a purchase after which a customer has lapsed. Default: as for the tiers. */
  lapsedDays?: number | null;
  /** Length of a cohort's periods. Default: months. */
  every?: CohortLength;
  /** Most customers in a list, by what is at stake. Default 100, at most 10,000. */
  limit?: number | null;
  /** Language of messages. */
  locale?: Locale;
}

/**
 * Length of a cohort's periods.
 *
 * - `week`: Weeks from Monday.
 * - `month`: Calendar months.
 * - `quarter`: Calendar quarters.
 * - `year`: Calendar years.
 */
export type CohortLength = 'week' | 'month' | 'quarter' | 'year';

/** Do customers come back? */
export interface Retention {
  /** The day it is seen from. */
  asOf: IsoDate;
  /** Days without a purchase after which a customer has lapsed. */
  lapsedDays: number;
  /** Where that comes from. */
  lapsedDaysFrom: LapsedDaysFrom;
  /** Of the customers not lapsed one such time ago, those who bought nothing since. */
  churn: CustomerShare;
  /** Of all customers, those who bought on two days or more. */
  repurchase: CustomerShare;
  /**
   * Days from the first to the second purchase by which half of the customers have made it, those still expected to
   * counted as such (Kaplan-Meier); null where that many never did.
   */
  medianDaysToSecond: number | null;
  /** Length of the periods. */
  every: CohortLength;
  /** Whether the last period ends after the day it is seen from, so that its cells may still grow. */
  lastIsOpen: boolean;
  /** Customers by the period of their first purchase in the window. */
  cohorts: Cohort[];
}

/** A share of the customers with its 95 % (Wilson) interval. */
export interface CustomerShare {
  /** How many it is of. */
  customers: number;
  /** How many it is. */
  count: number;
  /** The share, 0 to 1; null of none. */
  rate: number | null;
  /** Its interval. */
  interval: Interval | null;
}

/**
 * Customers whose first purchase fell into the same period; cells by periods since, blank where they cannot have been
 * seen yet.
 */
export interface Cohort {
  /** First day of the period. */
  start: IsoDate;
  /** How many customers. */
  customers: number;
  /** How many bought in each period. */
  retained: (number | null)[];
  /** Their share. */
  rates: (number | null)[];
  /** What they bought for. */
  revenue: (number | null)[];
}

/** A customer not lapsed yet who breaks the own rhythm. */
export interface ChurnWarning {
  /** Name. */
  customer: string;
  /** Days since the last purchase. */
  recency: number;
  /** Median of the own gaps between purchases, in days. */
  usualGap: number;
  /** The longest of them. */
  longestGap: number;
  /** Whether the silence is longer than any gap before, and than one and a half times the usual. */
  silent: boolean;
  /**
   * Median amount of the purchases before the last three, and mean of the last three, where each of those lies below
   * that median and their mean at least 30 % below.
   */
  falling: FallingAmounts | null;
  /** What the customer brings in a year. */
  atStake: number;
  /** Why, in a sentence. */
  because: string;
}

/** Amounts that fall. */
export interface FallingAmounts {
  /** Median amount of a purchase before the last three. */
  before: number;
  /** Mean amount of the last three. */
  recent: number;
}

/** When the next purchase is due. */
export interface NextPurchase {
  /** Name. */
  customer: string;
  /** Day of the last purchase. */
  last: IsoDate;
  /** The window: one in ten such customers buys before it, */
  earliest: IsoDate;
  /** one in two by here, */
  likely: IsoDate;
  /** and nine in ten by its end; all of those who buy again within three years. */
  latest: IsoDate;
  /** Gaps of the customer's own that it rests on; with few, those of all customers weigh in. */
  gaps: number;
  /** The probability of a purchase within a year, after a silence this long. */
  probability: number;
  /** What the customer brings in a year. */
  atStake: number;
}

/** One customer. */
export interface CustomerRow {
  /** Name. */
  customer: string;
  /** Days since the last purchase. */
  recency: number;
  /** Purchases. */
  frequency: number;
  /** Money. */
  monetary: number;
  /** Recency score. */
  r: number;
  /** Frequency score. */
  f: number;
  /** Money score. */
  m: number;
  /** Id of the tier. */
  tier: string;
  /** Name of the tier. */
  name: string;
}

/** Which rows, in which order. */
export interface RowsOptions {
  /** Rows to leave out from the start. */
  offset?: number;
  /** Most rows to give. Default 100, at most 10,000. */
  limit?: number | null;
  /** What they are ordered by. Default: the customer's name. */
  orderBy?: OrderBy;
  /** Largest first. */
  descending?: boolean;
  /** Only this tier. */
  tier?: string | null;
  /** Only this recency score. */
  r?: number | null;
  /** Only this frequency score. */
  f?: number | null;
}

/** Why a customer is in its tier, and what would move it. */
export interface TierExplanation {
  /** Id of the tier. */
  tier: string;
  /** The conditions it meets. */
  because: string[];
  /** For each tier above, what is missing. */
  toMoveUp: string[];
}

/** Where scores change. */
export interface RfmCuts {
  /** Days since the last purchase. */
  r: number[];
  /** Purchases. */
  f: number[];
  /** Money. */
  m: number[];
}

/** The whole at a glance. */
export interface RfmSummary {
  /** Version of this shape. */
  schema: number;
  /** The day it is seen from. */
  asOf: IsoDate;
  /** Customers who bought in the window. */
  customers: number;
  /**
   * Orders in the window, refunds included: rows with the same order number are one order; without order numbers
   * every row is one.
   */
  orders: number;
  /** Rows in the window. */
  rows: number;
  /** Their money, refunds as the options say. */
  revenue: number;
  /** Where scores change. */
  cuts: RfmCuts;
  /** Scores that no customer has, by dimension. */
  emptyScores: EmptyScores[];
  /**
   * The largest share of customers with the same value, by dimension: where it is above one share of the bins,
   * quantile scores cannot be equally filled.
   */
  tieMass: TieMass;
  /** Days without a purchase after which a customer has lapsed. */
  lapsedDays: number;
  /** Where that comes from. */
  lapsedDaysFrom: LapsedDaysFrom;
  /** Each tier, in the order of the table. */
  tiers: TierSummary[];
  /** What was decided for the caller, and how many rows it touched. */
  policies: RfmPolicy[];
  /** Share of the money that the top fifth of the customers bring. */
  topFifthRevenueShare: number;
  /** Gini coefficient of the money: 0 where all bring the same, towards 1 where one brings all. */
  gini: number;
}

/**
 * Where the days come from after which a customer has lapsed.
 *
 * - `option`: The caller states them.
 * - `gaps`: The 90th percentile of the gaps between purchases.
 * - `default`: 180, with fewer than 30 gaps.
 */
export type LapsedDaysFrom = 'option' | 'gaps' | 'default';

/**
 * What a score is of.
 *
 * - `r`: Days since the last purchase.
 * - `f`: Purchases.
 * - `m`: Money.
 */
export type RfmDimension = 'r' | 'f' | 'm';

/** Scores that no customer has. */
export interface EmptyScores {
  /** Of what. */
  dimension: RfmDimension;
  /** The scores. */
  scores: number[];
}

/** The largest share of customers with the same value. */
export interface TieMass {
  /** Of recency. */
  r: number;
  /** Of frequency. */
  f: number;
  /** Of money. */
  m: number;
}

/** One tier at a glance. */
export interface TierSummary {
  /** Id. */
  tier: string;
  /** Name. */
  name: string;
  /** How many customers. */
  customers: number;
  /** Their share of all customers, 0 to 1. */
  share: number;
  /** Their money in the window. */
  revenue: number;
  /** Its share of all money, 0 to 1. */
  revenueShare: number;
  /** Median days since the last purchase; 0 without customers. */
  medianRecency: number;
  /** Median purchases. */
  medianFrequency: number;
  /** Median money. */
  medianMonetary: number;
  /** Service level: VIP, A, B or C; empty for the caller's own tiers. */
  serviceLevel: string;
  /** How often to be in touch. */
  contact: string;
  /** Days between contacts; null where there is no rhythm. */
  contactDays: number | null;
  /** What to do. */
  advice: string;
}

/** Something that was decided for the caller. */
export interface RfmPolicy {
  /** Stable code. */
  code: string;
  /** Rows it touched. */
  rows: number;
  /** What was done with them. */
  message: string;
}

/** What to fit and how far to look. */
export interface ValueOptions {
  /** The model of purchases. Default MBG/NBD. */
  model?: PurchaseModel;
  /** The day it is seen from; later orders are left out. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** Days in a unit of time. Default 7. */
  unitDays?: number | null;
  /** Days that are looked ahead. Default 365. */
  horizonDays?: number | null;
  /**
   * What money loses in worth in a year, a fraction. Default 0.1. The horizon is gone through in units of time: what
   * a unit brings is discounted as if it came at its end, so that a unit of 7 days puts the value about 0.1 % too low
   * at 10 % a year, a unit of 30 days 0.4 %.
   */
  annualDiscount?: number | null;
  /** Resamples for the parameters' intervals, up to 1,000. Default 0: no intervals. */
  bootstrap?: number | null;
  /** Seed of the resamples. */
  seed?: number;
  /** Language of warnings. */
  locale?: Locale;
}

/** Purchases that were seen and those the model would have expected, over the whole time seen. */
export interface ValueGoodness {
  /** Repeat purchases in the data. */
  observed: number;
  /** Repeat purchases that the model expects of as many new customers in the same times. */
  expected: number;
}

/** Bounds of the parameters from resampled customers. */
export interface ValueIntervals {
  /** Of `r`. */
  r: Interval;
  /** Of `alpha`. */
  alpha: Interval;
  /** Of `a`. */
  a: Interval;
  /** Of `b`. */
  b: Interval;
}

/** The fitted models. */
export interface ValueModel {
  /** The model of purchases. */
  model: PurchaseModel;
  /** Its parameters. */
  params: ValueParams;
  /** Logarithm of its likelihood. */
  logLikelihood: number;
  /** Customers that it was fitted to. */
  customers: number;
  /** Days in a unit of time. */
  unitDays: number;
  /** How well it fits in total. */
  goodness: ValueGoodness;
  /**
   * 95 % intervals of the parameters, where resamples were asked for; an end beyond a million says that the data
   * hardly tell.
   */
  intervals: ValueIntervals | null;
  /** The model of amounts; null where it does not apply (see the warnings). */
  spend: SpendModel | null;
  /** What to know before the numbers are used. */
  warnings: string[];
}

/** What one customer is still worth. */
export interface CustomerValue {
  /** Name. */
  customer: string;
  /** The probability that the customer is still there, 0 to 1. */
  alive: number;
  /** Purchases to expect within the horizon. */
  expectedPurchases: number;
  /** Mean amount of a purchase to expect. */
  expectedSpend: number | null;
  /** Money to expect within the horizon, discounted. */
  value: number | null;
}

/** The models and the customers. */
export interface ValueFit {
  /** The fitted models. */
  fit: ValueModel;
  /** Each customer, in the order of the data. */
  customers: CustomerValue[];
}

/**
 * Which model.
 *
 * - `mbgNbd`: Customers may leave after any purchase.
 * - `bgNbd`: Customers may leave after a repeat purchase.
 */
export type PurchaseModel = 'mbgNbd' | 'bgNbd';

/** The parameters, all positive. */
export interface ValueParams {
  /** Shape of the purchase rates. */
  r: number;
  /** Scale of the purchase rates, in units of time. */
  alpha: number;
  /** First parameter of the probabilities to leave. */
  a: number;
  /** Second parameter of the probabilities to leave. */
  b: number;
}

/** The parameters, all positive. */
export interface SpendModel {
  /** Shape of a customer's purchases. */
  p: number;
  /** Shape of the customers' means. */
  q: number;
  /** Scale of the customers' means. */
  gamma: number;
  /** Logarithm of the likelihood. */
  logLikelihood: number;
}

/** Which list. */
export interface WakeUpOptions {
  /** Days that are looked ahead. Default 365. */
  horizonDays?: number | null;
  /** Most customers in the list. Default 100, at most 10,000. */
  limit?: number | null;
}

/** A lapsed customer. */
export interface WakeUp {
  /** Name. */
  customer: string;
  /** Id of the tier. */
  tier: string;
  /** Name of the tier. */
  name: string;
  /** Days since the last purchase. */
  recency: number;
  /** Purchases. */
  frequency: number;
  /** Money in the window. */
  revenue: number;
  /** The probability of a purchase within the horizon, after a silence this long. */
  returnProbability: number;
  /** That probability times what the customer brought in a horizon's time. */
  recoverable: number;
  /** Why, in a sentence. */
  because: string;
}

/** How far to look. */
export interface WorthOptions {
  /** Days that are looked ahead. Default 90. */
  horizonDays?: number | null;
  /** Seed of the resamples behind the intervals. */
  seed?: number;
}

/** What each tier is worth. */
export interface TierWorth {
  /** Days that are looked ahead. */
  horizonDays: number;
  /** The day whose tiers the experience is of. */
  seenFrom: IsoDate;
  /** The day until which it was watched, and from which it is applied. */
  asOf: IsoDate;
  /** Each tier, in the order of the table. */
  tiers: TierWorthRow[];
}

/** What one tier is worth. */
export interface TierWorthRow {
  /** Id. */
  tier: string;
  /** Name. */
  name: string;
  /** Customers in it one horizon ago. */
  watched: number;
  /** The share of them who bought since, whether or not they gave it back. */
  bought: number | null;
  /** What each of them brought since, on average, refunds taken off; null without any. */
  perCustomer: number | null;
  /** Its 95 % interval (bootstrap over the customers); null with fewer than 5. */
  interval: Interval | null;
  /** Customers in it now. */
  customers: number;
  /** What they can be expected to bring in the next horizon. */
  worth: number | null;
  /** Its 95 % interval. */
  worthInterval: Interval | null;
}

// ── planscore-funnel ──

/** A stage that falls short, and what closing the gap is worth. */
export interface Bottleneck {
  /** The stage. */
  stage: string;
  /** Whether deals are lost there or kept waiting. */
  kind: BottleneckKind;
  /** What closing the gap would have brought in the data's time span: money, or deals. */
  recoverable: number;
  /** What `recoverable` counts. */
  unit: RecoverableUnit;
  /** Interval of the recoverable money. */
  interval: Interval;
  /** Probability that no other gap is worth more. */
  probabilityWorst: number;
  /** What it is measured against. */
  reference: BottleneckReference;
  /** All of that in words. */
  because: string;
}

/**
 * What a gap is counted in.
 *
 * - `money`: The deals' values, in the currency's main unit.
 * - `deals`: Won deals, where no value is known.
 */
export type RecoverableUnit = 'money' | 'deals';

/**
 * What falls short.
 *
 * - `conversion`: The share that goes on.
 * - `time`: The days it takes.
 */
export type BottleneckKind = 'conversion' | 'time';

/** What a stage is measured against. */
export interface BottleneckReference {
  /** Where it comes from. */
  kind: ReferenceKind;
  /** The rate, or the days. */
  value: number;
  /** The peer's name, for the best peer. */
  name: string | null;
}

/**
 * Where a reference comes from.
 *
 * - `target`: The plan's target.
 * - `benchmark`: The typical (median) rate of the other stages of the same funnel, where nothing else is known.
 * - `previous`: The period before.
 * - `bestPeer`: The best owner or channel that is really better than the others.
 */
export type ReferenceKind = 'target' | 'benchmark' | 'previous' | 'bestPeer';

/** Counts of one stage. */
export interface StageCount {
  /** The stage. */
  stage: string;
  /** Deals that reached it. */
  entered: number;
  /** Of them, those that went on. Default: what entered the next stage. */
  advanced?: number | null;
}

/** What leads to need: so many won deals or so much money by a day. */
export interface LeadOptions {
  /** Deals to win. */
  won?: number | null;
  /** Money to win. */
  revenue?: number | null;
  /** The last day that counts. */
  by: IsoDate;
  /** With which probabilities. Default 0.5, 0.8 and 0.9. */
  assurance?: readonly number[] | null;
  /** The day it is seen from. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** The stages in order, the last one won. */
  stages?: readonly string[] | null;
  /** Language of the reasons. */
  locale?: Locale;
}

/** How many deals it takes. */
export interface RequiredLeads {
  /** The probability of reaching the target. */
  assurance: number;
  /** Each stage. */
  stages: RequiredStage[];
}

/** How many deals it takes at one stage. */
export interface RequiredStage {
  /** The stage. */
  stage: string;
  /** Deals that must enter it today, if they alone are to reach the target; null where no number of them does. */
  needed: number | null;
  /** Why there is no number. */
  because: string | null;
}

/** How to look at a funnel. */
export interface FunnelOptions {
  /** The stages in order, the last one won; a part of the data's stages, or another order. */
  stages?: readonly string[] | null;
  /** The day it is seen from; later events are left out. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** What a skipped stage means. */
  view?: FunnelView;
  /** Days from entering the first stage, included, within which stages count. */
  windowDays?: number | null;
  /** What the plan asks of a stage. */
  targets?: readonly StageTarget[];
  /** Compare owners or channels. */
  by?: SegmentBy | null;
  /** Coverage of the intervals. Default 0.95. */
  level?: number | null;
  /** Hours within which a lead is to be answered. Default 2. */
  slaHours?: number | null;
  /** Language of names and messages. */
  locale?: Locale;
}

/**
 * What a skipped stage means.
 *
 * - `visited`: A stage counts where it was visited.
 * - `credited`: A later stage implies the earlier ones, except for deals that were lost.
 * - `strict`: Only stages reached in order, none left out.
 */
export type FunnelView = 'visited' | 'credited' | 'strict';

/** What the plan asks of a stage. */
export interface StageTarget {
  /** The stage. */
  stage: string;
  /** Share that should advance, 0 to 1. */
  rate?: number | null;
  /** Median days that a deal should stay. */
  days?: number | null;
}

/**
 * What deals are compared by.
 *
 * - `owner`: The person in charge.
 * - `channel`: Where the deal came from.
 */
export type SegmentBy = 'owner' | 'channel';

/** A change to try: relative, 0.1 is a tenth more. */
export interface StageLift {
  /** The stage that is left. */
  stage: string;
  /** Relative change of the share that goes on. */
  rate?: number | null;
  /** Relative change of the days in the stage. */
  days?: number | null;
}

/** What to reach by when. */
export interface HitOptions {
  /** Money to win from now on. */
  revenue?: number | null;
  /** Deals to win from now on. */
  won?: number | null;
  /** The last day that counts. */
  by: IsoDate;
  /** The day it is seen from. Default: the last day in the data. */
  asOf?: IsoDate | null;
  /** The stages in order, the last one won. */
  stages?: readonly string[] | null;
  /** New deals a day. Default: as many as in the data. */
  newLeadsPerDay?: number | null;
  /** Draws. Default 10,000. */
  draws?: number | null;
  /** Seed of the draws. */
  seed?: number;
  /** Changes to try. */
  lift?: readonly StageLift[];
  /** Language of the reason. */
  locale?: Locale;
}

/** The chance to reach a target, and what to expect. */
export interface HitChance {
  /** Share of the draws that reach the target, 0 to 1; null where the data are not enough to tell. */
  probability: number | null;
  /** Why there is no probability. */
  because: string | null;
  /** What to expect; null where the data are not enough to tell. */
  expected: Expected | null;
  /** New deals a day that were reckoned with. */
  newLeadsPerDay: number;
}

/** What to expect: money if money was asked for, else deals. */
export interface Expected {
  /** One draw in ten brings no more. */
  p10: number;
  /** Median. */
  p50: number;
  /** Nine draws in ten bring no more. */
  p90: number;
  /** Mean of what the open deals bring. */
  fromOpen: number;
  /** Mean of what new deals bring. */
  fromNew: number;
}

/** The report of a funnel. */
export interface FunnelReport {
  /** Version of this shape. */
  schema: number;
  /** The day it is seen from; null for plain counts without one. */
  asOf: IsoDate | null;
  /** Deals in the funnel. */
  deals: number;
  /** Won ones. */
  won: number;
  /** Lost ones. */
  lost: number;
  /** Those under way. */
  open: number;
  /** Each stage, the last one won. */
  stages: StageReport[];
  /** Days from entry to won, over won deals. */
  cycleDays: CycleDays;
  /**
   * Aalen-Johansen over days since entry: shares won, lost and still open; they sum to 1. Thinned to at most 1,000
   * steps.
   */
  outcomes: OutcomeStep[];
  /** Won / (won + lost). */
  winRate: number | null;
  /** Open deals x win rate x mean value of a won deal / mean days to win: money a day. */
  velocityPerDay: number | null;
  /** The stage to fix first. */
  bottleneck: Bottleneck | null;
  /** Why there is none. */
  noBottleneckBecause: string | null;
  /** Every gap, worth most first. */
  ranking: Bottleneck[];
  /** How soon leads leave the first stage; null where the data have no times of day. */
  response: FirstResponse | null;
  /** Owners or channels, where asked for. */
  segments: SegmentReport[];
  /** Open deals that stay too long, most valuable first; at most 1,000. */
  stuck: StuckDeal[];
  /** What was left out. */
  issues: DataIssue[];
}

/** Days from entry to won, over won deals. */
export interface CycleDays {
  /** Median. */
  p50: number | null;
  /** Nine in ten take no longer. */
  p90: number | null;
}

/** Shares by a number of days since entry. */
export interface OutcomeStep {
  /** Days since entry. */
  day: number;
  /** Share won by then. */
  won: number;
  /** Share lost by then. */
  lost: number;
  /** Share still under way. */
  open: number;
  /** Deals under way just before. */
  atRisk: number;
}

/** How soon leads leave the first stage, against what was promised. */
export interface FirstResponse {
  /** Hours that were promised. */
  slaHours: number;
  /** Leads with a known answer, or waiting longer than promised already. */
  leads: number;
  /** Of them, those answered in time. */
  within: number;
  /** The share, and its Wilson interval. */
  share: number;
  /** Its interval. */
  interval: Interval | null;
  /** Median hours to the answer, over the answered ones. */
  p50Hours: number | null;
}

/** One owner or channel. */
export interface SegmentReport {
  /** Name; empty for deals without one. */
  name: string;
  /** Its stages. */
  report: StageReport[];
  /** Won deals. */
  won: number;
  /** Lost deals. */
  lost: number;
  /** Chance of a win rate this far from that of all others, if it were the same. */
  pValue: number | null;
  /** Whether that holds although so many are compared (Benjamini-Hochberg, 5 %). */
  significant: boolean;
}

/** One stage. `entered = advanced + lost + open + bypassed + late`. */
export interface StageReport {
  /** The stage. */
  stage: string;
  /** Deals that reached it. */
  entered: number;
  /** Of them, those that reached a later stage. All of them, for the last stage. */
  advanced: number;
  /** Lost with this as their furthest stage. */
  lost: number;
  /** Open with this as their furthest stage. */
  open: number;
  /** Went on by leaving out the next stage (strict view only). */
  bypassed: number;
  /** Went on after the window. */
  late: number;
  /** Deals that reached a later stage without this one. */
  skipped: number;
  /** Moves from here back to an earlier stage. */
  regressed: number;
  /** Shares that went on. */
  conversion: StageConversion;
  /** Time in the stage. */
  days: StageDays;
  /** Share still in the stage by day (Kaplan-Meier), thinned to at most 60 steps. */
  survival: SurvivalStep[];
  /** Time of deals that came back to the stage, if any did. */
  dwell: StageDwell | null;
  /** What its open deals are worth. */
  openValue: number;
  /** Why deals were lost here, most frequent first. */
  lostReasons: LostReason[];
}

/** Shares that went on; null means not enough data. */
export interface StageConversion {
  /** `advanced / entered`, 0 to 1. */
  rate: number | null;
  /** Its Wilson interval. */
  interval: Interval | null;
  /** `advanced / (advanced + lost)`, 0 to 1: over those whose outcome is known. */
  resolvedRate: number | null;
  /** Its Wilson interval. */
  resolvedInterval: Interval | null;
}

/** Time in a stage (Kaplan-Meier): any way out ends it, open deals are censored. */
export interface StageDays {
  /** Days by which a quarter has left; null if not enough ever did. */
  p25: number | null;
  /** Median. */
  p50: number | null;
  /** Days by which three quarters have left. */
  p75: number | null;
  /** Days by which nine in ten have left. */
  p90: number | null;
  /** Stays that ended. */
  events: number;
  /** Stays that go on. */
  censored: number;
  /** Whether the typical entrant has been there for as long as p90; `false` where p90 is unknown. */
  mature: boolean;
}

/** A step of a survival curve. */
export interface SurvivalStep {
  /** Days since entering the stage. */
  day: number;
  /** Share still there after that. */
  share: number;
}

/** Median days of deals that came back to a stage. */
export interface StageDwell {
  /** How many came back. */
  deals: number;
  /** Of their first stay. */
  first: number;
  /** Of their latest stay. */
  latest: number;
  /** Of all their stays together. */
  cumulative: number;
}

/** A reason and how often it was given. */
export interface LostReason {
  /** As the file writes it; empty where none was given. */
  reason: string;
  /** Deals. */
  deals: number;
}

/** An open deal that has been in its stage longer than nine in ten stay. */
export interface StuckDeal {
  /** The deal. */
  deal: string;
  /** Person in charge, if known. */
  owner: string | null;
  /** The stage it is in. */
  stage: string;
  /** Days since it entered the stage. */
  ageDays: number;
  /** The working days among them. */
  workingDays: number;
  /** Days by which nine in ten deals have left the stage (three in four where that is unknown). */
  expectedDays: number;
  /** What it is worth; 0 if unknown. */
  value: number;
}

// ── planscore-plan ──

/**
 * A kind of plan.
 *
 * - `dataDriven`: 数据驱动与绩效导向.
 * - `people`: 以人为本、团队成长与激励.
 * - `marketExpansion`: 市场拓展与新业务开发.
 * - `customerRetention`: 客户关系管理与客户留存.
 * - `processEfficiency`: 流程优化与效率提升.
 * - `general`: Any other plan.
 */
export type Archetype =
  'dataDriven' | 'people' | 'marketExpansion' | 'customerRetention' | 'processEfficiency' | 'general';

/** How to check. */
export interface PlanOptions {
  /** The kind of plan, by name; `auto` or nothing to recognise it. */
  archetype?: Archetype | 'auto' | null;
  /** Language of messages. */
  locale?: Locale;
  /** The period of the plan; otherwise the year in its title. */
  period?: Period | null;
  /** Codes that are not reported. */
  ignore?: readonly string[];
  /** Tables that stand in for the built-in ones of their kind. */
  archetypes?: readonly ArchetypeTable[];
}

/**
 * How sure and how grave a finding is.
 *
 * - `error`: Certain, and the plan cannot be worked with as it stands.
 * - `warning`: Likely, and worth a change.
 * - `info`: A hint.
 */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** A replacement in the text, in UTF-16 offsets. */
export interface FindingEdit {
  /** First unit to replace. */
  start: number;
  /** One past the last; `start` to insert. */
  end: number;
  /** What to put there. */
  text: string;
}

/** One thing to look at. */
export interface Finding {
  /** Stable code: a family letter and three digits. */
  code: RuleCode;
  /** How grave. */
  severity: FindingSeverity;
  /** How sure, 0 to 1. */
  confidence: number;
  /** What is wrong. */
  message: string;
  /** What to do about it. */
  fix: string | null;
  /** A change that does it, or a snippet to fill in. */
  edit: FindingEdit | null;
  /** Where; of something missing, the place to insert it. */
  span: Span;
  /** Points of the score that it costs. */
  lost: number;
  /** Stays the same while the text around it changes. */
  fingerprint: string;
}

/** The findings of one rule in one section, told in a line. */
export interface FindingGroup {
  /** The rule's code. */
  code: RuleCode;
  /** The gravest of its findings. */
  severity: FindingSeverity;
  /** What they say together; of a single finding its message. */
  message: string;
  /** What to do about them. */
  fix: string | null;
  /** Title of the section, where they stand in one. */
  section: string | null;
  /** Their places in `findings`, in the order of the text. */
  findings: number[];
  /** Points of the score that they cost together. */
  lost: number;
}

/** A heading whose kind is in doubt. */
export interface Doubt {
  /** Its title. */
  title: string;
  /** The kind that it may be. */
  mightBe: SectionKind;
  /** Its place. */
  span: Span;
}

/**
 * What of the plan could not be read. While something is left, rules that say that something is missing are hints,
 * not errors.
 */
export interface Reading {
  /** Figures of the goals section that no goal took. */
  figures: Span[];
  /** Lines of the goals section, from 1, from which no goal was read. */
  lines: number[];
  /** Headings whose kind is in doubt. */
  headings: Doubt[];
}

/** A section of the plan. */
export interface Section {
  /** What it is for. */
  kind: SectionKind;
  /** Its title without number. */
  title: string;
  /** Depth, from 1. */
  level: number;
  /** The heading's place. */
  span: Span;
  /** Holds nothing. */
  empty: boolean;
}

/** The parts of SMART that a text decides. */
export interface SmartGoal {
  /** Names a figure that is known. */
  specific: boolean;
  /** Has a value. */
  measurable: boolean;
  /** Has a time by which, said for it and not only for the whole plan. */
  timeBound: boolean;
  /** Has someone who answers for it. */
  owner: boolean;
  /** Says where it starts from, where it must. */
  baseline: boolean;
}

/** What speaks for achievable and relevant; people decide. */
export interface GoalEvidence {
  /** The stretch against the baseline. */
  achievable: string | null;
  /** The key figure or strategy it is linked to. */
  relevant: string | null;
}

/**
 * Where a plan says what belongs to a goal.
 *
 * - `clause`: In the clause of the figure.
 * - `sentence`: In its sentence.
 * - `item`: In its item, or in a line that goes on with it.
 * - `statement`: In a sentence about several goals: 以上均由李明负责.
 * - `column`: In a column of its table.
 * - `title`: In the title of its section.
 * - `period`: Nowhere but in the plan's period.
 */
export type Origin = 'clause' | 'sentence' | 'item' | 'statement' | 'column' | 'title' | 'period';

/** A goal of the plan. */
export interface Goal {
  /** What the plan calls the figure. */
  metric: string;
  /** The catalogue's id of it. */
  kpi: string | null;
  /** Form and value. */
  target: Target;
  /** What it is counted in: `CNY`, `ratio`, `count`, ... */
  unit: string | null;
  /**
   * `YYYY-MM-DD` where the text says a day, else its words; the end of the plan's period where nothing else is said.
   */
  deadline: string | null;
  /** Where the deadline is said. */
  deadlineFrom: Origin | null;
  /**
   * The first day of the half-year, quarter or month that it is for (`YYYY-MM-DD`), up to the deadline; nothing for
   * one that is due by a day or asked for over the whole period.
   */
  begins: IsoDate | null;
  /** Who answers for it. */
  owner: string | null;
  /** Where the owner is said. */
  ownerFrom: Origin | null;
  /** The parts of SMART that are decided. */
  smart: SmartGoal;
  /** The parts that people decide. */
  evidence: GoalEvidence;
  /** The plan gives it as an example (例如). */
  example: boolean;
  /** Its place. */
  span: Span;
}

/** A key figure that the plan is judged by. */
export interface PlanKpi {
  /** What the plan calls it. */
  name: string;
  /** The catalogue's id of it. */
  kpi: string | null;
  /** Weight in percent. */
  weight: number | null;
  /** Its target, where the plan states one. */
  target: Target | null;
  /** Who answers for it. */
  owner: string | null;
  /** Its place. */
  span: Span;
}

/** Which kind of plan it is taken for. */
export interface DetectedArchetype {
  /** The kind. */
  id: Archetype;
  /** How sure, 0 to 1; 1 where the caller chose. */
  confidence: number;
  /** Why. */
  because: string;
}

/** Everything that was found in a plan. */
export interface PlanReport {
  /** Version of this shape. */
  schema: number;
  /** The kind of plan. */
  archetype: DetectedArchetype;
  /** 0 to 100; exactly 100 less what the findings cost. */
  score: number;
  /** A to E. */
  grade: string;
  /** In the order of the text. */
  sections: Section[];
  /** Required sections that are not there. */
  missing: SectionKind[];
  /** In the order of the text. */
  goals: Goal[];
  /** Key figures in the order of the text. */
  kpis: PlanKpi[];
  /** In the order of the text. */
  findings: Finding[];
  /** The same findings, at most one line a rule and section. */
  groups: FindingGroup[];
  /** What could not be read. */
  reading: Reading;
  /** How many plans the text holds. */
  plans: number;
  /** The time that the plan is for, given or read at its head; nothing where it says none. */
  period: Period | null;
}

/** A SARIF 2.1.0 log, ready to be written as JSON. */
export type SarifLog = { $schema: string; version: '2.1.0'; runs: object[] };

/**
 * What a section is for.
 *
 * - `introduction`: 引言.
 * - `situation`: 现状分析.
 * - `goals`: 目标.
 * - `strategy`: 策略.
 * - `performance`: 绩效管理.
 * - `team`: 团队建设.
 * - `culture`: 文化建设.
 * - `incentives`: 激励机制.
 * - `communication`: 沟通与协作.
 * - `risk`: 风险与应对.
 * - `resources`: 资源与预算.
 * - `schedule`: 进度安排.
 * - `summary`: 总结.
 * - `other`: Anything else.
 */
export type SectionKind =
  | 'introduction'
  | 'situation'
  | 'goals'
  | 'strategy'
  | 'performance'
  | 'team'
  | 'culture'
  | 'incentives'
  | 'communication'
  | 'risk'
  | 'resources'
  | 'schedule'
  | 'summary'
  | 'other';

/** A required section and how much of the score it is, weighed against the others. */
export interface SectionWeight {
  /** The section. */
  kind: SectionKind;
  /** Above 0, at most 1,000. */
  weight: number;
}

/** Something that a section must speak of. */
export interface RequiredElement {
  /** One of the required sections. */
  section: SectionKind;
  /** What it is called, in messages and in the skeleton. */
  name: string;
  /** Any of these words shows that it is there, and so does its name. */
  words: readonly string[];
}

/** A kind of plan as a table to edit. */
export interface ArchetypeTable {
  /** The kind whose table it is. */
  id: Archetype;
  /** Its name. */
  name: string;
  /** Words in headings and introduction that speak for it; none for the general kind. */
  cues: readonly string[];
  /** Required sections in their usual order. */
  sections: readonly SectionWeight[];
  /** What the sections must speak of. */
  elements: readonly RequiredElement[];
}

/** A place in the text: UTF-16 offsets as JavaScript counts them, UTF-8 offsets as Rust does. */
export interface Span {
  /** UTF-16 offset of the first unit. */
  start: number;
  /** UTF-16 offset after the last unit. */
  end: number;
  /** Line, from 1. */
  line: number;
  /** Column in UTF-16 units, from 1. */
  column: number;
  /** UTF-8 offset of the first byte. */
  byteStart: number;
  /** UTF-8 offset after the last byte. */
  byteEnd: number;
}

// ── planscore ──

/**
 * What kind of document.
 *
 * - `html`: One HTML file, charts inside, no script.
 * - `markdown`: Markdown.
 */
export type ReportFormat = 'html' | 'markdown';

/**
 * How a line of the headline is meant.
 *
 * - `good`: As it should be.
 * - `warning`: Worth a look.
 * - `error`: Needs action.
 */
export type Tone = 'good' | 'warning' | 'error';

/** One line of the headline. */
export interface Headline {
  /** What stands out. */
  text: string;
  /** How it is meant. */
  severity: Tone;
}

/** Something to do. */
export interface FirstStep {
  /** What. */
  text: string;
  /** Why. */
  because: string;
  /** What it is worth in money, where that can be said. */
  worth: number | null;
}

/** What there is to review; every part may be missing. */
export interface ReviewBasis {
  /** The plan's text. */
  plan?: string | null;
  /** What the data cannot tell; it wins over what they can. */
  actuals?: readonly Actual[];
  /** The period; otherwise the plan's own, and where it says none the calendar year of the last day in the data. */
  period?: Period | null;
  /** Targets, where they are not the plan's own. */
  scorecard?: Scorecard | null;
}

/** How to review. */
export interface ReviewOptions {
  /** The kind of plan, by name; `auto` or nothing to recognise it. */
  archetype?: Archetype | 'auto' | null;
  /** Tables that stand in for the built-in ones of their kind. */
  archetypes?: readonly ArchetypeTable[];
  /** Language of names and messages. */
  locale?: Locale;
}

/** All answers together. */
export interface Review {
  /** Version of this shape. */
  schema: number;
  /** What the plan lacks. */
  plan: PlanReport | null;
  /** The scores. */
  kpis: KpiReport | null;
  /** The tiers at a glance. */
  rfm: RfmSummary | null;
  /** The funnel. */
  funnel: FunnelReport | null;
  /** What stands out, one line an engine. */
  headline: Headline[];
  /** What to do first, the most valuable step first. */
  firstSteps: FirstStep[];
  /** What the scores are against. */
  scorecard: Scorecard | null;
  /** What was scored. */
  actuals: Actual[];
  /** Ids of the actuals that come from the orders and deals. */
  derived: string[];
  /** The period that was scored. */
  period: Period | null;
}

// ── planscore-wasm ──

/** The language of what is told. */
export interface LocaleOptions {
  /** Language of names and texts. */
  locale?: Locale;
}

/** What the events of deals mean. */
export interface DealEventOptions {
  /** The stages in order, the last one won. */
  stages: readonly string[];
  /** The names of events that close a deal as lost. Default: what says so in Chinese or English. */
  lost?: readonly string[] | null;
  /** Language of the issues. */
  locale?: Locale;
}

/** Which scorecard to start from. */
export interface DefaultScorecardOptions {
  /** The kind of plan. Default `general`. */
  archetype?: Archetype | null;
  /** Language of the names. */
  locale?: Locale;
}

/** A figure of the catalogue. */
export interface KpiEntry {
  /** Stable id, to be used as a figure's `id`. */
  id: string;
  /** Its name. */
  name: string;
  /** How it is computed, in words. */
  formula: string;
  /** What it is counted in. */
  unit: KpiUnit;
  /** Which way is better. */
  direction: Direction;
  /** How it adds up over periods and people. */
  aggregation: Aggregation;
  /** The target of the sales plan that the catalogue stems from. */
  target: Target | null;
  /** The line of that plan which states the target, from 1. */
  targetLine: number | null;
  /** The data it needs, in words. */
  needs: string;
  /** Where its actual comes from. */
  source: KpiSource;
}

/** Of whose records actuals are made. */
export interface MeasureOptions {
  /** Whose records count. Default: everybody's. */
  owner?: string | null;
  /** Language of messages. */
  locale?: Locale;
}

/** What a set of records says of a period, and what it cannot say. */
export interface Measures {
  /** An actual for each figure of the catalogue that the records tell. */
  actuals: Actual[];
  /** What the records cannot say, and why. */
  issues: DataIssue[];
}

/** How a plan to fill in is written. */
export interface SkeletonOptions {
  /** Language of headings and questions. */
  locale?: Locale;
  /** Tables that stand in for the built-in ones of their kind. */
  archetypes?: readonly ArchetypeTable[];
}

/** How findings are written as SARIF. */
export interface SarifOptions {
  /** The plan's file, as the log names it. Default `plan.md`. */
  uri?: string | null;
}

/** How a review is written. */
export interface RenderOptions {
  /** What kind of document. Default `html`. */
  format?: ReportFormat;
  /** Language of headings; texts of the review stay in its own. */
  locale?: Locale;
}

/** For how many scores a table of tiers is checked. */
export interface TierTableOptions {
  /** How many scores, 2 to 10. Default 5. */
  bins?: number | null;
}
