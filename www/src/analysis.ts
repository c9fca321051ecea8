/** From the loaded files to the four engines' answers. */
import {
  analyzeFunnel, checkPlan, defaultScorecard, planScorecard, scoreKpis, segmentCustomers,
  type Actual, type DataIssue, type Deals, type FunnelReport, type KpiReport, type Orders, type Period,
  type PlanReport, type Scorecard, type Segmentation, type TierTableName,
} from 'planscore';
import { locale } from './i18n.js';
import { decode, readDeals, readKpis, readOrders, type Kind, type Source } from './intake.js';

/** One engine's answer, or why there is none. */
export type Answer<T> = { value: T } | { error: unknown } | null;

export interface Kpis {
  scorecard: Scorecard;
  origin: 'file' | 'plan' | 'default';
  actuals: Actual[];
  /** Ids of the actuals that the page computed from orders and deals. */
  derived: Set<string>;
  period: Period | null;
  report: KpiReport;
}

export interface Analysis {
  plan: Answer<{ text: string; report: PlanReport }>;
  orders: Answer<Orders>;
  tiers: Answer<Segmentation>;
  deals: Answer<Deals>;
  funnel: Answer<FunnelReport>;
  kpis: Answer<Kpis>;
}

function attempt<T>(work: () => T): Answer<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function then<A, B>(answer: Answer<A>, work: (value: A) => B): Answer<B> {
  if (answer === null) return null;
  return 'value' in answer ? attempt(() => work(answer.value)) : answer;
}

/** Runs every engine that has its input. */
export function analyze(sources: Map<Kind, Source>, tierTable: TierTableName): Analysis {
  const from = <T>(kind: Kind, read: (bytes: Uint8Array) => T): Answer<T> => {
    const source = sources.get(kind);
    return source === undefined ? null : attempt(() => read(source.bytes));
  };
  const plan = from('plan', (bytes) => {
    const text = decode(bytes);
    return { text, report: checkPlan(text, { locale: locale() }) };
  });
  const orders = from('orders', readOrders);
  const tiers = then(orders, (value) => segmentCustomers(value, { tiers: tierTable, locale: locale() }));
  const deals = from('deals', readDeals);
  const file = from('kpis', readKpis);
  const asOf = file !== null && 'value' in file ? file.value.period?.asOf : undefined;
  const funnel = then(deals, (value) =>
    analyzeFunnel(value, asOf === undefined ? { locale: locale() } : { asOf, locale: locale() }),
  );
  const kpis =
    file !== null && 'error' in file
      ? file
      : attempt(() => {
          const given = file?.value;
          const card = given?.scorecard ? null : plan !== null && 'value' in plan ? planScorecard(plan.value.report) : null;
          const scorecard = given?.scorecard ?? (card?.items.length ? card : defaultScorecard({ locale: locale() }));
          const found = given ? [] : measured(orders, funnel);
          const period = given?.period ?? null;
          const actuals = given?.actuals ?? found;
          return {
            scorecard,
            origin: given?.scorecard ? 'file' : card?.items.length ? 'plan' : 'default',
            actuals,
            derived: new Set(found.map(({ id }) => id)),
            period,
            report: score(scorecard, actuals, period),
          } satisfies Kpis;
        });
  return { plan, orders, tiers, deals, funnel, kpis };
}

/** Scores against a scorecard, in the page's language. */
export function score(scorecard: Scorecard, actuals: Actual[], period: Period | null): KpiReport {
  return scoreKpis(scorecard, actuals, period === null ? { locale: locale() } : { period, locale: locale() });
}

/** What orders and deals say about key figures: sales of the last year in the data, conversion, cycle. */
function measured(orders: Answer<Orders>, funnel: Answer<FunnelReport>): Actual[] {
  const actuals: Actual[] = [];
  const sales = then(orders, (value) => {
    const whole = segmentCustomers(value);
    const { asOf } = whole.summary;
    whole.free();
    const year = segmentCustomers(value, { since: `${asOf.slice(0, 4)}-01-01` });
    const { revenue } = year.summary;
    year.free();
    return revenue;
  });
  if (sales !== null && 'value' in sales) actuals.push({ id: 'sales_total', value: sales.value });
  if (funnel !== null && 'value' in funnel && funnel.value.deals > 0) {
    const { won, deals, cycleDays } = funnel.value;
    actuals.push({ id: 'lead_conversion_rate', numerator: won, denominator: deals });
    if (cycleDays.p50 !== null) actuals.push({ id: 'sales_cycle', value: cycleDays.p50 });
  }
  return actuals;
}

/** Gives back what lives in wasm memory. */
export function free({ orders, tiers, deals }: Analysis): void {
  for (const answer of [orders, tiers, deals]) if (answer !== null && 'value' in answer) answer.value.free();
}

/** Issues of every source, with the source they belong to. */
export function issues({ orders, deals, funnel, kpis }: Analysis): { kind: Kind; count: number; listed: DataIssue[] }[] {
  const found: { kind: Kind; count: number; listed: DataIssue[] }[] = [];
  const add = (kind: Kind, count: number, listed: DataIssue[]): void => {
    if (count > 0) found.push({ kind, count, listed });
  };
  if (orders && 'value' in orders) add('orders', orders.value.issueCount, orders.value.issues);
  // The funnel's issues begin with those of the file.
  const all = funnel && 'value' in funnel ? funnel.value.issues : null;
  if (deals && 'value' in deals) {
    const listed = all ?? deals.value.issues;
    add('deals', Math.max(deals.value.issueCount, listed.length), listed);
  }
  if (kpis && 'value' in kpis) add('kpis', kpis.value.report.issues.length, kpis.value.report.issues);
  return found;
}
