/** What each person reached, from the records and the plan. */
import type { Engine } from '../engine-types.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { Goal, IsoDate, Locale, Member, Period, Scorecard, StuckDeal } from '../types.js';

/** One person; null where the records do not say. */
export interface Person {
  name: string;
  /** Place among those with a score, from 1; equal scores share one. */
  rank: number | null;
  sales: number | null;
  target: number | null;
  /** Where the target comes from. */
  targetFrom: 'plan' | 'typed' | null;
  newCustomers: number | null;
  won: number | null;
  lost: number | null;
  /** Whether the win rate differs from that of the others by more than chance. */
  differs: boolean;
  stuck: number | null;
  dormant: number | null;
}

export interface People {
  people: Person[];
  /** Sales that stand under nobody's name; null without orders. */
  nobody: number | null;
  /** What the ranking goes by. */
  by: 'attainment' | 'sales';
  /** People beyond the most that are shown. */
  left: number;
}

/** What the people are made of. */
export interface PeopleBasis {
  orders: AnyOrders | null;
  deals: AnyDeals | null;
  period: Period;
  goals: readonly Goal[];
  /** The names in the orders. */
  names: readonly string[];
  owners: ReadonlyMap<string, string> | null;
  /** Targets that were typed, by name. */
  typed: Readonly<Record<string, number>>;
}

const SALES = 'sales_total';
/** People asked about at most. */
const MOST = 60;

function count<T>(all: readonly T[], of: (one: T) => string | null | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) {
    const name = of(one);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** A person's own sales target, where the plan states one by name: in the goal, or as whom it belongs to. */
export function planTarget(name: string, goals: readonly Goal[]): number | null {
  const sales = goals.filter(({ kpi, target }) => kpi === SALES && target.form === 'absolute');
  const own = sales.filter(({ metric, owner }) => metric.includes(name) || (owner === name && sales.length > 1));
  // The largest goal of all is that of the group, whoever answers for it.
  const most = Math.max(...sales.map(({ target }) => (target.form === 'absolute' ? target.value : 0)));
  const [goal] = own.filter(
    ({ metric, target }) => metric.includes(name) || (target.form === 'absolute' && target.value < most),
  );
  return goal?.target.form === 'absolute' ? goal.target.value : null;
}

/** The day that deals and customers are looked at from: that of a period under way; of one that is over, the last in the data. */
function seenFrom({ asOf, end }: Period): IsoDate | null {
  return asOf == null || asOf >= end ? null : asOf;
}

export async function peopleOf(engine: Engine, basis: PeopleBasis, locale: Locale): Promise<People> {
  const { orders, deals, period, goals, typed } = basis;
  const asOf = seenFrom(period);
  const funnel = deals === null ? null : await engine.analyzeFunnel(deals, { by: 'owner', asOf, locale });
  const segments = new Map(funnel?.segments.map((segment) => [segment.name, segment]));
  const all = [...new Set([...basis.names, ...segments.keys()])].filter((name) => name !== '');
  const dormant = await dormantOf(engine, basis, locale);
  const stuck = count<StuckDeal>(funnel?.stuck ?? [], ({ owner }) => owner);
  const members: Member[] = [];
  for (const name of all.slice(0, MOST)) {
    const own = typed[name] ?? planTarget(name, goals);
    members.push({
      id: name,
      actuals: await actualsOf(engine, basis, name, locale),
      targets: own === null ? [] : [{ id: SALES, value: own }],
    });
  }
  // Who has a target is ranked by it; where some have none, all are by what they sold.
  const isAsked = members.length > 0 && members.every(({ targets }) => (targets ?? []).length > 0);
  const value = (member: Member, id: string): number | null => {
    const actual = member.actuals?.find((one) => one.id === id);
    return actual !== undefined && 'value' in actual ? actual.value : null;
  };
  const ranks = isAsked
    ? await ranksOf(engine, members, period, locale)
    : ranked(members.map((member) => [member.id, value(member, SALES)]));
  const people = members.map((member): Person => {
    const name = member.id;
    const segment = segments.get(name);
    const target = member.targets?.[0]?.value ?? null;
    return {
      name,
      rank: ranks.get(name) ?? null,
      sales: value(member, SALES),
      target,
      targetFrom: target === null ? null : name in typed ? 'typed' : 'plan',
      newCustomers: orders === null ? null : value(member, 'new_customers'),
      won: segment?.won ?? null,
      lost: segment?.lost ?? null,
      differs: segment?.significant ?? false,
      stuck: funnel === null ? null : (stuck.get(name) ?? 0),
      dormant: dormant === null ? null : (dormant.get(name) ?? 0),
    };
  });
  people.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (b.sales ?? 0) - (a.sales ?? 0));
  return {
    people,
    nobody: await nobodyOf(engine, basis, people, all.length > MOST, locale),
    by: isAsked ? 'attainment' : 'sales',
    left: Math.max(0, all.length - MOST),
  };
}

async function actualsOf(
  engine: Engine,
  { orders, deals, period }: PeopleBasis,
  owner: string,
  locale: Locale,
): Promise<NonNullable<Member['actuals']>> {
  const of =
    orders === null
      ? await engine.actualsFromDeals(deals as AnyDeals, period, { owner, locale })
      : await engine.actualsFromOrders(orders, period, { owner, locale });
  return of.actuals;
}

/** Places by score of the team's own reckoning; the members' own results stay here. */
async function ranksOf(
  engine: Engine,
  members: Member[],
  period: Period,
  locale: Locale,
): Promise<Map<string, number>> {
  const scorecard: Scorecard = { items: [{ id: SALES, weight: 100, cap: 100 }], hardCap: 10_000 };
  const report = await engine.scoreTeam(scorecard, members, { period, locale });
  return new Map(report.members.flatMap(({ id, rank }) => (rank === null ? [] : [[id, rank] as const])));
}

/** Places by value, the largest first; equal ones share a place. */
function ranked(values: [name: string, value: number | null][]): Map<string, number> {
  const known = values.filter((one): one is [string, number] => one[1] !== null).sort((a, b) => b[1] - a[1]);
  return new Map(known.map(([name, value]) => [name, known.findIndex(([, other]) => other === value) + 1]));
}

/** Customers who lapsed, by who looks after them; null where that is not known. */
async function dormantOf(
  engine: Engine,
  { orders, owners, period }: PeopleBasis,
  locale: Locale,
): Promise<Map<string, number> | null> {
  if (orders === null || owners === null || owners.size === 0) return null;
  const of = await engine.segmentCustomers(orders, { asOf: seenFrom(period), locale });
  try {
    const lapsed = await of.wakeUpList({ limit: 10_000 });
    return count(
      lapsed.filter(({ tier }) => tier === 'dormant'),
      ({ customer }) => owners.get(customer),
    );
  } finally {
    await of.free();
  }
}

/** What of all sales stands under no name; null where not everybody is shown. */
async function nobodyOf(
  engine: Engine,
  { orders, period }: PeopleBasis,
  people: Person[],
  isCut: boolean,
  locale: Locale,
): Promise<number | null> {
  if (orders === null || isCut) return null;
  const { actuals } = await engine.actualsFromOrders(orders, period, { locale });
  const all = actuals.find(({ id }) => id === SALES);
  if (all === undefined || !('value' in all)) return null;
  const rest = all.value - people.reduce((sum, { sales }) => sum + (sales ?? 0), 0);
  return Math.abs(rest) < (0.005 * Math.max(1, Math.abs(all.value))) / 100 ? 0 : rest;
}
