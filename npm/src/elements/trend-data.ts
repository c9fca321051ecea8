/** Sales by month and quarter: what the records say, what was asked, and how they compare. */
import type { Engine } from '../engine-types.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { Goal, IsoDate, Locale, Period } from '../types.js';

/** One month of the period. */
export interface Month {
  /** 2026-03. */
  month: string;
  /** Sales; null where the records do not reach. */
  actual: number | null;
  /** What was asked; null where nobody asked. */
  target: number | null;
  /** Sales of the same days a year before; null where the records do not reach. */
  lastYear: number | null;
  /** Sales of as many days of the month before; null where the records do not reach. */
  before: number | null;
  /** Whether the month is not over in the records. */
  isOpen: boolean;
  /** Whether the records begin within the month. */
  isCut: boolean;
}

export interface Trend {
  months: Month[];
  /** Where the months' targets come from. */
  targets: 'plan' | 'even' | 'none';
  asOf: IsoDate;
}

/** The figure that is followed. */
const SALES = 'sales_total';
/** Days at the beginning of a month without a record that show that the records begin later. */
const SILENT_DAYS = 7;

function addMonths(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function lastDay(month: string): IsoDate {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

/** The same day of another month, or its last. */
function dayIn(month: string, day: IsoDate): IsoDate {
  const same = `${month}-${day.slice(8)}`;
  return same > lastDay(month) ? lastDay(month) : same;
}

function monthsOf({ start, end }: Pick<Period, 'start' | 'end'>): string[] {
  const months = [start.slice(0, 7)];
  while ((months.at(-1) as string) < end.slice(0, 7) && months.length < 36)
    months.push(addMonths(months.at(-1) as string, 1));
  return months;
}

/** Whether sums agree but for rounding. */
function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.01 * Math.max(Math.abs(a), Math.abs(b));
}

/** What the plan asks of months, by its goals for half-years, quarters and months; the shorter stretch counts. */
function statedTargets(months: string[], goals: readonly Goal[]): (number | null)[] {
  const stretches = goals.flatMap(({ kpi, target, begins, deadline, owner, metric }) => {
    if (kpi !== SALES || target.form !== 'absolute' || begins === null || deadline === null) return [];
    if (owner && metric.includes(owner)) return [];
    const [from, to] = [begins.slice(0, 7), deadline.slice(0, 7)];
    const length = monthsOf({ start: begins, end: deadline }).length;
    return [{ from, to, length, value: target.value / length }];
  });
  stretches.sort((a, b) => a.length - b.length);
  return months.map((month) => stretches.find(({ from, to }) => from <= month && month <= to)?.value ?? null);
}

/**
 * What each month is asked for: the plan's quarters or months where they add up to its total or no total is asked for, or
 * run up to it; else the total in even parts.
 */
export function monthlyTargets(
  months: string[],
  total: number | null,
  goals: readonly Goal[],
): { values: (number | null)[]; from: Trend['targets'] } {
  const stated = statedTargets(months, goals);
  const known = stated.filter((value) => value !== null);
  const isWhole = known.length === months.length && agree(known.reduce((sum, value) => sum + value, 0), total ?? 0);
  if (isWhole || (total === null && known.length > 0)) return { values: stated, from: 'plan' };
  if (total === null) return { values: months.map(() => null), from: 'none' };
  const parts = goals.flatMap(({ kpi, target, deadline, owner, metric }) =>
    kpi === SALES &&
    target.form === 'absolute' &&
    deadline !== null &&
    /^\d{4}-\d\d-\d\d$/.test(deadline) &&
    !(owner && metric.includes(owner))
      ? [{ by: deadline.slice(0, 7), value: target.value }]
      : [],
  );
  // Of two goals by one day the smaller is the part, the other the whole.
  const by = new Map<string, number>();
  for (const { by: month, value } of [...parts].sort((a, b) => b.value - a.value)) by.set(month, value);
  const ends = [...by.keys()].sort();
  const even = { values: months.map(() => total / months.length), from: 'even' as const };
  const step = months.length / ends.length;
  const isRegular =
    ends.length > 1 && Number.isInteger(step) && ends.every((month, i) => month === months[(i + 1) * step - 1]);
  if (!isRegular) return even;
  const values = ends.map((month) => by.get(month) as number);
  const isRunning =
    values.every((value, i) => i === 0 || value >= (values[i - 1] as number)) && agree(values.at(-1) as number, total);
  const spread = isRunning ? values.map((value, i) => value - (values[i - 1] ?? 0)) : values;
  if (
    !agree(
      spread.reduce((sum, value) => sum + value, 0),
      total,
    )
  )
    return even;
  return { values: months.map((_, i) => (spread[Math.floor(i / step)] as number) / step), from: 'plan' };
}

export async function trendOf(
  engine: Engine,
  { orders, deals }: { orders: AnyOrders | null; deals: AnyDeals | null },
  period: Period,
  total: number | null,
  goals: readonly Goal[],
  locale: Locale,
): Promise<Trend> {
  const months = monthsOf(period);
  const asOf = period.asOf ?? period.end;
  const sales = async (start: IsoDate, end: IsoDate): Promise<number> => {
    const span = { start, end };
    const { actuals } =
      orders === null
        ? await engine.actualsFromDeals(deals as AnyDeals, span, { locale })
        : await engine.actualsFromOrders(orders, span, { locale });
    const actual = actuals.find(({ id }) => id === SALES);
    return actual !== undefined && 'value' in actual ? actual.value : 0;
  };
  // Every month that is shown or compared with, in full, and the last one as far as the records reach.
  const current = asOf.slice(0, 7);
  const first = addMonths(months[0] as string, -12);
  const whole = new Map<string, number>();
  for (let month = first; month <= current && month <= (months.at(-1) as string); month = addMonths(month, 1)) {
    whole.set(month, await sales(`${month}-01`, month === current ? asOf : lastDay(month)));
  }
  // Before the first record nothing is known.
  const begin = [...whole].find(([, value]) => value !== 0)?.[0] ?? current;
  const isCut = (await sales(`${begin}-01`, dayIn(begin, `${begin}-0${SILENT_DAYS}`))) === 0;
  const complete = (month: string): boolean => month > begin || (month === begin && !isCut);
  const isOpen = asOf < lastDay(current);
  const compared = async (month: string, with_: string): Promise<number | null> => {
    if (!complete(with_)) return null;
    return month === current && isOpen ? sales(`${with_}-01`, dayIn(with_, asOf)) : (whole.get(with_) ?? null);
  };
  const targets = monthlyTargets(months, total, goals);
  const found: Month[] = [];
  for (const [i, month] of months.entries()) {
    const actual = month < begin || month > current ? null : (whole.get(month) ?? null);
    const known = actual !== null && complete(month);
    found.push({
      month,
      actual,
      target: targets.values[i] ?? null,
      lastYear: known
        ? await compared(month, addMonths(month, -12))
        : complete(addMonths(month, -12))
          ? (whole.get(addMonths(month, -12)) ?? null)
          : null,
      before: known ? await compared(month, addMonths(month, -1)) : null,
      isOpen: month === current && isOpen,
      isCut: month === begin && isCut,
    });
  }
  return { months: found, targets: targets.from, asOf };
}

/** Months put together, three and three. */
export interface Quarter {
  name: string;
  actual: number | null;
  target: number | null;
  lastYear: number | null;
  isOpen: boolean;
}

export function quartersOf(months: readonly Month[]): Quarter[] {
  const quarters = new Map<string, Month[]>();
  for (const month of months) {
    const name = `${month.month.slice(0, 4)} Q${Math.ceil(Number(month.month.slice(5)) / 3)}`;
    quarters.set(name, [...(quarters.get(name) ?? []), month]);
  }
  const sum = (values: (number | null)[]): number | null =>
    values.some((value) => value === null) ? null : (values as number[]).reduce((all, value) => all + value, 0);
  return [...quarters].map(([name, all]) => {
    const seen = all.filter(({ actual }) => actual !== null);
    return {
      name,
      actual: seen.length === 0 ? null : sum(seen.map(({ actual }) => actual)),
      target: sum(all.map(({ target }) => target)),
      // Only what stands against the same months says something.
      lastYear: seen.length === 0 ? null : sum(seen.map(({ lastYear }) => lastYear)),
      isOpen: seen.length < all.length || all.some((month) => month.isOpen || month.isCut),
    };
  });
}
