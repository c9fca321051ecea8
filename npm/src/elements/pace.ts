/** Two scores of one scorecard: against the whole period, and against what is due by now. */
import type { Engine } from '../engine-types.js';
import type {
  Actual,
  Kpi,
  KpiGroup,
  KpiReport,
  KpiResult,
  Locale,
  Period,
  Scorecard,
  ScorecardItem,
  Target,
} from '../types.js';

function isGroup(item: ScorecardItem): item is KpiGroup {
  return 'items' in item;
}

/** The same tree with each figure changed. */
export function eachKpi(items: readonly ScorecardItem[], change: (kpi: Kpi) => Kpi): ScorecardItem[] {
  return items.map((item) => (isGroup(item) ? { ...item, items: eachKpi(item.items, change) } : change(item)));
}

/** The figures of a tree. */
export function kpisOf(items: readonly ScorecardItem[]): Kpi[] {
  return items.flatMap((item) => (isGroup(item) ? kpisOf(item.items) : [item]));
}

/** Whether a figure is one that grows over a period that is under way. */
export function isGrowing({ pace, target }: KpiResult): boolean {
  return pace !== null && target !== null && pace.elapsed > 0 && pace.elapsed < 1;
}

/**
 * The score by pace: sums that grow over the period are asked for in proportion to the working days gone, all other
 * figures as they are. Null where nothing grows, so that there is one score only.
 */
export async function scoreByPace(
  engine: Engine,
  scorecard: Scorecard,
  actuals: readonly Actual[],
  whole: KpiReport,
  locale: Locale,
): Promise<KpiReport | null> {
  const growing = new Map(whole.items.filter(isGrowing).map((item) => [item.id, item]));
  if (growing.size === 0) return null;
  const due = (kpi: Kpi): Kpi => {
    const item = growing.get(kpi.id);
    if (item?.target == null || item.pace === null) return kpi;
    const value = item.target * item.pace.elapsed;
    const form = typeof kpi.target === 'object' && kpi.target.form === 'atLeast' ? 'atLeast' : 'absolute';
    return { ...kpi, target: { form, value } satisfies Target };
  };
  return engine.scoreKpis({ ...scorecard, items: eachKpi(scorecard.items, due) }, actuals, { locale });
}

/** What share of the period is gone, by the figures that grow; null where none does. */
export function elapsedOf(report: KpiReport): number | null {
  return report.items.find(isGrowing)?.pace?.elapsed ?? null;
}

/** Whether a period is one calendar year. */
export function isYear(period: Period | null): boolean {
  return period !== null && period.start.endsWith('-01-01') && period.end === `${period.start.slice(0, 4)}-12-31`;
}

/** The figures that are asked for and not known, and their share of the weight. */
export function missing(report: KpiReport): { names: string[]; share: number } {
  const items = report.items.filter(({ actual, target, share }) => actual === null && target !== null && share > 0);
  return { names: items.map(({ name }) => name), share: items.reduce((sum, { share }) => sum + share, 0) };
}
