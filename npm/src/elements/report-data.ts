/** What the report for the boss is made of: one page of answers, and the review behind it. */
import type { Engine } from '../engine-types.js';
import type { FunnelReport, Goal, IsoDate, KpiReport, Locale, Review } from '../types.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { Format } from './format.js';
import { type Glance, glances } from './glance.js';
import { type People, peopleOf } from './people-data.js';
import { type Step, stepsOf } from './steps.js';
import { type Trend, trendOf } from './trend-data.js';

/** The review as it is on the page, with what else the report asks for. */
export interface ReportBasis {
  review: Review;
  paced: KpiReport | null;
  isSet: boolean;
  engine: Engine;
  plan: string | null;
  orders: AnyOrders | null;
  deals: AnyDeals | null;
  owners: ReadonlyMap<string, string> | null;
  names: readonly string[];
  memberTargets: Readonly<Record<string, number>>;
  /** Whether names are hidden. */
  pseudonyms: boolean;
}

export interface Report {
  title: string;
  asOf: IsoDate | null;
  glances: Glance[];
  people: People | null;
  trend: Trend | null;
  steps: Step[];
  /** The review with the page's own words in place of the engine's headline. */
  review: Review;
}

/** Steps on the first page. */
const STEPS = 3;

/** What the plan calls itself. */
function titleOf(plan: string | null): string | null {
  const [first] = (plan ?? '').split('\n').filter((line) => line.trim() !== '');
  const title =
    first
      ?.replace(/^#+\s*/, '')
      .replaceAll('*', '')
      .trim() ?? '';
  return title === '' || title.length > 40 ? null : title;
}

/** The funnel with the names that its people are to have. */
function withNames(funnel: FunnelReport, named: (name: string) => string): FunnelReport {
  const { bottleneck } = funnel;
  const name = bottleneck?.reference.name ?? null;
  return {
    ...funnel,
    stuck: funnel.stuck.map((deal) => ({ ...deal, owner: deal.owner === null ? null : named(deal.owner) })),
    bottleneck:
      bottleneck === null || name === null
        ? bottleneck
        : {
            ...bottleneck,
            because: bottleneck.because.replaceAll(name, named(name)),
            reference: { ...bottleneck.reference, name: named(name) },
          },
  };
}

export async function reportOf(f: Format, basis: ReportBasis, locale: Locale): Promise<Report> {
  const { review, engine, orders, deals, owners, names, memberTargets } = basis;
  const { period } = review;
  const isAhead = review.kpis?.issues.some(({ code }) => code === 'review/plan-ahead') ?? false;
  const goals: readonly Goal[] = isAhead ? [] : (review.plan?.goals ?? []);
  const sales = basis.isSet && !isAhead ? review.kpis?.items.find(({ id }) => id === 'sales_total') : undefined;
  const hasSales = orders !== null || (deals !== null && review.funnel?.velocityPerDay != null);
  const people =
    period === null || (orders === null && deals === null)
      ? null
      : await peopleOf(engine, { orders, deals, period, goals, names, owners, typed: memberTargets }, locale);
  const trend =
    period === null || !hasSales
      ? null
      : await trendOf(engine, { orders, deals }, period, sales?.target ?? null, goals, locale);
  const named = (name: string): string => {
    const at = basis.pseudonyms ? (people?.people.findIndex((person) => person.name === name) ?? -1) : -1;
    return at < 0 ? name : f.t('pseudonym', { n: at + 1 });
  };
  const funnel = review.funnel === null ? null : withNames(review.funnel, named);
  const steps = stepsOf(f, { ...basis, review: { ...review, funnel } });
  const all = glances(f, review, basis.paced, basis.isSet);
  return {
    title: titleOf(basis.plan) ?? f.t('reportTitle'),
    asOf: period?.asOf ?? null,
    glances: all,
    people:
      people === null || people.people.length === 0
        ? null
        : { ...people, people: people.people.map((person) => ({ ...person, name: named(person.name) })) },
    trend,
    steps: steps.slice(0, STEPS),
    review: {
      ...review,
      funnel,
      // Targets that nobody set judge nobody, on paper neither.
      kpis: basis.isSet ? review.kpis : null,
      headline: all.map((one) => ({ text: glanceText(f, one), severity: 'warning' as const })),
      firstSteps: steps.map(({ text, because, worth }) => ({ text, because, worth })),
    },
  };
}

/** A score in a line. */
export function glanceText(f: Format, { name, value, pill, says }: Glance): string {
  const colon = f.locale === 'en' ? ': ' : '：';
  return `${name} ${value}${pill === null ? '' : f.aside(pill[1])}${says === '' ? '' : `${colon}${says}`}`;
}
