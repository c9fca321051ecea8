/** Sales by month against what was asked, with the quarters and the season. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanscoreTrendElement } from '../element-types.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { Goal, Period } from '../types.js';
import { Panel } from './base.js';
import { months } from './charts/months.js';
import type { Format } from './format.js';
import { chart, facts, legend, table } from './parts.js';
import { type Month, quartersOf, type Trend, trendOf } from './trend-data.js';
import type { Word } from './words.js';

/** The share by which sums may differ that are the same but for rounding. */
const ROUNDING = 0.001;

/** `<planscore-trend>` shows sales by month and quarter, from orders, or from deals that were won. */
export class PlanscoreTrend extends Panel<Trend> implements PlanscoreTrendElement {
  static override properties = {
    ...Panel.properties,
    orders: { attribute: false },
    deals: { attribute: false },
    period: { attribute: false },
    target: { attribute: false },
    goals: { attribute: false },
    stated: { attribute: false },
  };

  declare orders: AnyOrders | null;
  declare deals: AnyDeals | null;
  declare period: Period | null;
  /** What the whole period is asked for; null where nobody asked. */
  declare target: number | null;
  /** The plan's goals, for its quarters and months. */
  declare goals: readonly Goal[];
  /** What the period's sales are said to be elsewhere. */
  declare stated: number | null;

  constructor() {
    super();
    this.orders = null;
    this.deals = null;
    this.period = null;
    this.target = null;
    this.goals = [];
    this.stated = null;
  }

  protected override readonly inputs = ['orders', 'deals', 'period', 'target', 'goals'];
  protected override readonly heading: Word = 'panelTrend';
  protected override readonly empty: Word = 'needTrend';

  protected override async ask(): Promise<Trend | null> {
    const { orders, deals, period, target, goals, engine, language } = this;
    if (period === null || (orders === null && deals === null)) return null;
    return trendOf(engine, { orders, deals }, period, target, goals, language);
  }

  protected override body(trend: Trend): TemplateResult {
    const isDeals = this.orders === null;
    return html`${trendPart(this.format, trend, isDeals, this.room())}${differs(this.format, trend, this.stated, isDeals)}`;
  }
}

/** That the records and the figure that is scored do not agree. */
function differs(f: Format, { months: all }: Trend, stated: number | null, isDeals: boolean): TemplateResult | typeof nothing {
  const seen = all.filter(({ actual }) => actual !== null);
  const total = seen.reduce((sum, { actual }) => sum + (actual ?? 0), 0);
  if (stated === null || seen.length === 0 || Math.abs(stated - total) <= ROUNDING * Math.max(Math.abs(stated), Math.abs(total)))
    return nothing;
  const values = { stated: f.money(stated), total: f.money(total), gap: f.money(Math.abs(stated - total)) };
  return html`<p class="note differs">${f.t(isDeals ? 'statedDeals' : 'statedOrders', values)}</p>`;
}

/** A month's name; with its year where another year is in sight. */
export function monthName(f: Format, month: string): string {
  return f.locale === 'en'
    ? new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })
    : `${Number(month.slice(5))}月`;
}

function change(f: Format, value: number | null, base: number | null): string {
  return value === null || base === null || base <= 0 ? '—' : `${f.signed((100 * (value - base)) / base)}%`;
}

/** The drawing of a trend. */
export function trendChart(f: Format, { months: all }: Trend, room: number): TemplateResult {
  return months(
    all.map((month) => ({ ...month, name: monthName(f, month.month) })),
    f.t('panelTrend'),
    (money) => f.money(money),
    room,
  );
}

/** The trend in a sentence: what came so far against what was asked, and the best and the weakest month. */
export function trendSays(f: Format, { months: all }: Trend): string {
  const seen = all.filter((month): month is Month & { actual: number } => month.actual !== null);
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return f.t('noTrend');
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const total = sum(seen.map(({ actual }) => actual));
  const whole = seen.filter(({ isOpen, isCut }) => !isOpen && !isCut);
  const target = seen.every((month) => month.target !== null && !month.isOpen)
    ? sum(seen.map((month) => month.target as number))
    : null;
  const same = seen.filter(({ lastYear }) => lastYear !== null);
  const before = sum(same.map(({ lastYear }) => lastYear as number));
  const isWhole = same.length === seen.length && before > 0;
  const order = [...whole].sort((a, b) => b.actual - a.actual);
  const [best, weakest] = [order[0], order.at(-1)];
  return [
    f.t(first === last ? 'trendOne' : 'trendTotal', {
      from: monthName(f, first.month),
      to: monthName(f, last.month),
      total: f.money(total),
    }),
    target === null || target <= 0
      ? ''
      : f.t('trendTarget', { target: f.money(target), share: f.percent(total / target) }),
    isWhole ? f.t('trendYear', { change: change(f, total, before) }) : '',
    best === undefined || weakest === undefined || best === weakest
      ? ''
      : f.t('trendSeason', {
          best: monthName(f, best.month),
          most: f.money(best.actual),
          weakest: monthName(f, weakest.month),
          least: f.money(weakest.actual),
        }),
    f.locale === 'en' ? '.' : '。',
  ].join('');
}

function trendPart(f: Format, trend: Trend, isDeals: boolean, room: number): TemplateResult {
  const { months: all, targets } = trend;
  let [sum, due] = [0, 0];
  const rows = all.map((month) => {
    sum += month.actual ?? 0;
    due += month.target ?? 0;
    const note = month.isOpen ? f.t('openMonth', { day: f.day(trend.asOf) }) : month.isCut ? f.t('cutMonth') : '';
    return [
      html`${monthName(f, month.month)}${note === '' ? nothing : html` <small>${note}</small>`}`,
      month.actual === null ? '—' : f.money(month.actual),
      f.money(month.target),
      month.actual === null || month.target === null || month.target <= 0 || month.isOpen
        ? '—'
        : f.percent(month.actual / month.target),
      month.actual === null ? '—' : f.money(sum),
      targets === 'none' ? '—' : f.money(due),
      change(f, month.actual, month.before),
      change(f, month.actual, month.lastYear),
    ];
  });
  const heads = (
    ['month', 'actual', 'target', 'attainment', 'runningTotal', 'runningTarget', 'versusMonth', 'versusYear'] as const
  ).map((head) => f.t(head));
  const quarters = quartersOf(all).map((quarter) => [
    html`${quarter.name}${quarter.isOpen && quarter.actual !== null ? html` <small>${f.t('notOver')}</small>` : nothing}`,
    quarter.actual === null ? '—' : f.money(quarter.actual),
    f.money(quarter.target),
    quarter.actual === null || quarter.target === null || quarter.target <= 0
      ? '—'
      : f.percent(quarter.actual / quarter.target),
    change(f, quarter.actual, quarter.lastYear),
  ]);
  const glance = quartersOf(all)
    .filter(({ actual }) => actual !== null)
    .map(({ name, actual, target, isOpen }): [string, string] => [
      `${name}${isOpen ? f.aside(f.t('notOver')) : ''}`,
      `${f.money(actual)}${actual === null || target === null || target <= 0 ? '' : ` · ${f.percent(actual / target)}`}`,
    ]);
  const quarterHeads = (['quarter', 'actual', 'target', 'attainment', 'versusYear'] as const).map((head) => f.t(head));
  const from = { plan: 'targetsOfPlan', even: 'targetsEven', none: 'targetsNone' } as const;
  const last = all.some(({ lastYear }) => lastYear !== null);
  return html`<p class="says">${trendSays(f, trend)}</p>
    ${legend([
      ['this', f.t('actual')],
      ...(last ? [['last-year', f.t('lastYear')] as [string, string]] : []),
      ...(targets === 'none' ? [] : [['mark-line', f.t('target')] as [string, string]]),
    ])}
    ${chart(trendChart(f, trend, room), f.t('asTable'), table(f.t('panelTrend'), heads, rows, { numeric: [1, 2, 3, 4, 5, 6, 7] }))}
    ${facts(glance)}
    <details><summary>${f.t('quarters')}</summary>${table(f.t('quarters'), quarterHeads, quarters, { numeric: [1, 2, 3, 4] })}</details>
    <p class="note">${f.t(from[targets])}${isDeals ? f.t('trendOfDeals') : ''}</p>`;
}
