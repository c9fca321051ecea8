/** What to do first, from what the engines answered: each step opens its list or leads to its panel. */
import type { Engine } from '../engine-types.js';
import type { AnyOrders } from '../handles.js';
import type { Finding, KpiReport, Review, StuckDeal } from '../types.js';
import { daysBefore } from './customers.js';
import type { Format } from './format.js';
import { isGrowing } from './pace.js';
import { neededText } from './scores.js';
import type { List } from './list.js';

/** Steps shown at most, and of one kind. */
const [STEPS, EACH] = [6, 3];
/** Lines of the plan that a step names. */
const LINES = 6;
/** Most customers that a list asks for. */
const MOST = 10_000;

/** What a bottleneck is measured against, in words. */
const GAPS = { target: 'gapTarget', benchmark: 'gapBenchmark', previous: 'gapPrevious', bestPeer: 'gapPeer' } as const;

/** Something to do. */
export interface Step {
  kind: 'targets' | 'bottleneck' | 'stuck' | 'dormant' | 'kpi' | 'plan';
  text: string;
  because: string;
  /** What it is worth in money, where that can be said. */
  worth: number | null;
  /** The panel that it is about. */
  panel: 'kpi' | 'funnel' | 'plan' | 'tiers';
  /** Whom or what to work through. */
  list?: () => Promise<List>;
  /** The finding that it is about. */
  finding?: Finding;
}

/** What the steps are made of. */
export interface Basis {
  review: Review;
  paced: KpiReport | null;
  /** Whether somebody set the targets. */
  isSet: boolean;
  engine: Engine;
  orders: AnyOrders | null;
  owners: ReadonlyMap<string, string> | null;
}

export function stepsOf(f: Format, basis: Basis): Step[] {
  const first: Step[] =
    basis.isSet || basis.review.kpis === null
      ? []
      : [{ kind: 'targets', text: f.t('stepTargets'), because: f.t('stepTargetsWhy'), worth: null, panel: 'kpi' }];
  const others = [...funnelSteps(f, basis), ...customerSteps(f, basis), ...kpiSteps(f, basis), ...planSteps(f, basis)];
  others.sort((a, b) => (b.worth ?? 0) - (a.worth ?? 0));
  return [...first, ...others].slice(0, STEPS);
}

function funnelSteps(f: Format, { review: { funnel } }: Basis): Step[] {
  if (funnel === null) return [];
  const steps: Step[] = [];
  const weakest = funnel.bottleneck;
  if (weakest !== null) {
    steps.push({
      kind: 'bottleneck',
      text: f.t('stepBottleneck', { stage: weakest.stage }),
      because: f.t(GAPS[weakest.reference.kind], { name: weakest.reference.name ?? '' }),
      worth: weakest.unit === 'money' ? weakest.recoverable : null,
      panel: 'funnel',
    });
  }
  if (funnel.stuck.length > 0) {
    const worth = funnel.stuck.reduce((sum, { value }) => sum + value, 0);
    steps.push({
      kind: 'stuck',
      text: f.t('stepStuck', { n: f.number(funnel.stuck.length) }),
      because: f.t('stepStuckWhy'),
      worth: worth > 0 ? worth : null,
      panel: 'funnel',
      list: () => Promise.resolve(stuckList(f, funnel.stuck)),
    });
  }
  return steps;
}

/** Open deals that stay too long. */
export function stuckList(f: Format, stuck: readonly StuckDeal[]): List {
  return {
    title: f.t('stuck'),
    heads: [f.t('deal'), f.t('owner'), f.t('stage'), f.t('age'), f.t('usually'), f.t('value'), f.t('because')],
    rows: stuck.map((deal) => [
      deal.deal,
      deal.owner ?? '',
      deal.stage,
      deal.ageDays,
      deal.expectedDays,
      deal.value > 0 ? deal.value : null,
      f.t('staysFor', { days: f.number(deal.ageDays), usual: f.number(deal.expectedDays) }),
    ]),
    show: [
      String,
      String,
      String,
      (days) => f.number(days),
      (days) => f.number(days),
      (value) => f.money(value),
      String,
    ],
  };
}

function customerSteps(f: Format, basis: Basis): Step[] {
  const { rfm } = basis.review;
  const dormant = rfm?.tiers.find(({ tier }) => tier === 'dormant');
  if (!rfm || dormant === undefined || dormant.customers === 0 || basis.orders === null) return [];
  return [
    {
      kind: 'dormant',
      text: f.t('stepDormant', { n: f.number(dormant.customers), name: dormant.name }),
      because: f.t('stepDormantWhy', { days: f.number(rfm.lapsedDays), money: f.money(dormant.revenue) }),
      worth: null,
      panel: 'tiers',
      list: () => dormantList(f, basis),
    },
  ];
}

async function dormantList(f: Format, { engine, orders, owners, review }: Basis): Promise<List> {
  if (orders === null || review.rfm === null) throw new Error('no orders');
  const { asOf, lapsedDays } = review.rfm;
  const of = await engine.segmentCustomers(orders, { asOf, locale: f.locale });
  try {
    const customers = (await of.wakeUpList({ limit: MOST })).filter(({ tier }) => tier === 'dormant');
    return {
      title: f.t('dormantList'),
      heads: [
        f.t('customer'),
        f.t('owner'),
        f.t('lastOrder'),
        f.t('frequency'),
        f.t('monetary'),
        f.t('recoverable'),
        f.t('because'),
      ],
      rows: customers.map((one) => [
        one.customer,
        owners?.get(one.customer) ?? '',
        daysBefore(asOf, one.recency),
        one.frequency,
        one.revenue,
        one.recoverable,
        f.t('silentFor', { days: f.number(one.recency), usual: f.number(lapsedDays) }),
      ]),
      show: [String, String, String, (n) => f.number(n), (n) => f.money(n), (n) => f.money(n), String],
      note: f.t('dormantNote'),
    };
  } finally {
    await of.free();
  }
}

/** The figures behind what is due, those that cost most first; nobody's targets are no gaps. */
function kpiSteps(f: Format, { review, paced, isSet }: Basis): Step[] {
  const whole = review.kpis;
  if (whole === null || !isSet) return [];
  const judged = paced ?? whole;
  const items = new Map(whole.items.map((item) => [item.path, item]));
  return judged.items
    .filter(
      ({ loss, actual, target, attainment }) => loss > 0 && actual !== null && target !== null && (attainment ?? 1) < 1,
    )
    .sort((a, b) => b.loss - a.loss)
    .slice(0, EACH)
    .flatMap((now) => {
      const item = items.get(now.path);
      if (item === undefined || item.target === null || item.actual === null) return [];
      const gap = Math.abs(item.target - item.actual);
      const isMoney = item.unit === 'CNY';
      const perDay = item.pace?.neededPerDay ?? null;
      return [
        {
          kind: 'kpi' as const,
          text: f.t('stepGap', { name: item.name, gap: f.gap(gap, item.unit) }),
          because:
            isGrowing(item) && perDay !== null
              ? f.t('stepGapPace', {
                  pace: f.percent(item.pace?.pace ?? null),
                  needed: neededText(f, item),
                })
              : f.t('stepGapRate', {
                  actual: f.figure(item.actual, item.unit),
                  target: f.figure(item.target, item.unit),
                }),
          worth: isMoney ? gap : null,
          panel: 'kpi' as const,
        },
      ];
    });
}

function planSteps(f: Format, { review: { plan } }: Basis): Step[] {
  const errors = (plan?.findings ?? []).filter(({ severity }) => severity === 'error');
  errors.sort((a, b) => b.lost - a.lost);
  // What is to be done in several places is one step.
  const steps = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of errors) {
    const text = finding.fix ?? finding.message;
    const known = steps.get(text);
    if (known === undefined) steps.set(text, [finding]);
    else known.push(finding);
  }
  return [...steps].slice(0, EACH).map(([text, [finding, ...others]]) => {
    const lines = [...new Set([finding, ...others].map(({ span }) => span.line))].sort((a, b) => a - b);
    const shown = [...lines.slice(0, LINES).map(String), ...(lines.length > LINES ? ['…'] : [])];
    const because =
      lines.length === 1
        ? f.t('stepPlanWhy', { line: finding.span.line, message: finding.message })
        : f.t('stepPlanLines', { lines: f.list(shown) });
    return { kind: 'plan' as const, text, because, worth: null, panel: 'plan' as const, finding };
  });
}
