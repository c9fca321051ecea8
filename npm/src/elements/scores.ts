/** The two totals side by side, what they rest on, and what they say in a sentence. */
import { html, nothing, type TemplateResult } from 'lit';
import type { KpiReport, KpiResult, KpiStatus, Period } from '../types.js';
import type { Format } from './format.js';
import { elapsedOf, isGrowing, isYear, missing } from './pace.js';
import { statusName } from './words.js';

/** The share of the weight from which on nothing is known of the score. */
const NEARLY = 0.999;

interface Scores {
  whole: KpiReport;
  paced: KpiReport | null;
}

function score(name: string, hint: string, total: string, status: KpiStatus | null, f: Format): TemplateResult {
  return html`<div class="score"><span class="name">${name}</span>
    <span><span class="big">${total}</span>${
      status === null ? nothing : html` <span class="pill ${status}">${statusName(status, f.locale)}</span>`
    }</span><span class="facts">${hint}</span></div>`;
}

/**
 * By pace and over the period while it is under way, each with what it is measured against; one score once it is over.
 * The word stands beside the score that it is made of.
 */
export function scores(f: Format, { whole, paced }: Scores, period: Period | null): TemplateResult {
  const over = f.t(isYear(period) ? 'wholeYear' : 'wholePeriod');
  const elapsed = elapsedOf(whole);
  const total = (report: KpiReport): string => f.number(report.total, report.total === null ? 0 : 1);
  const status = (report: KpiReport): KpiStatus | null => (report.total !== null ? report.status : null);
  const until = period?.asOf ? f.day(period.asOf) : '';
  const { names, share } = missing(whole);
  return html`<div class="scores" role="status">
      ${
        paced === null || elapsed === null
          ? score(f.t('totalScore'), f.t('totalHint'), total(whole), status(whole), f)
          : html`${score(f.t('byPace'), f.t('byPaceHint', { day: until, elapsed: f.percent(elapsed) }), total(paced), status(paced), f)}
          ${score(over, f.t('wholeHint', { whole: over }), total(whole), null, f)}`
      }
    </div>
    ${
      names.length === 0
        ? nothing
        : html`<p class="note">${f.t(whole.total === null ? 'noTotal' : 'provisional', {
            n: names.length,
            share: f.percent(share),
            names: f.list(names),
          })}${
            whole.range === null || share > NEARLY
              ? ''
              : ` ${f.t('range', { low: f.number(whole.range.low), high: f.number(whole.range.high) })}`
          }</p>`
    }`;
}

/** Of the figures that somebody set a target for, the one furthest behind what is due. */
export function furthestBehind(report: KpiReport): KpiResult | null {
  const due = (item: KpiResult): number => item.pace?.pace ?? item.attainment ?? Infinity;
  const behind = report.items
    .filter((item) => item.target !== null && item.actual !== null && item.share > 0 && due(item) < 1)
    .sort((a, b) => due(a) - due(b));
  return behind[0] ?? null;
}

/** The whole in a sentence. */
export function summary(
  f: Format,
  { whole, paced }: Scores,
  period: Period | null,
): TemplateResult | typeof nothing {
  const judged = paced ?? whole;
  const known = judged.items.filter(({ attainment, target }) => attainment !== null && target !== null);
  const behind = furthestBehind(whole);
  const good = known.filter(({ status }) => status === 'onTarget' || status === 'outstanding').length;
  if (known.length === 0) return nothing;
  const text = f.t(isGrowing(behind ?? (known[0] as KpiResult)) || paced !== null ? 'kpiSummaryPace' : 'kpiSummary', {
    good,
    known: known.length,
    day: period?.asOf ? f.day(period.asOf) : '',
  });
  const worst =
    behind === null
      ? ''
      : f.t(behind.pace === null ? 'furthest' : 'furthestPace', {
          name: behind.name,
          share: f.percent(behind.attainment),
          pace: f.percent(behind.pace?.pace ?? null),
        });
  return html`<p class="says">${text}${worst}</p>`;
}

/** What the days left must bring: so much a working day, or one in so many. */
export function neededText(f: Format, { pace, unit }: KpiResult): string {
  const perDay = pace?.neededPerDay ?? 0;
  if (unit === 'CNY') return f.t('perDay', { needed: f.money(perDay) });
  if (perDay > 0 && perDay < 1) return f.t('oneEach', { days: f.number(Math.floor(1 / perDay)) });
  return f.t('perDay', { needed: f.number(perDay, perDay < 10 ? 1 : 0) });
}

/** Growing sums that are behind: what each working day must bring from here on. */
export function paceNotes(f: Format, report: KpiReport): TemplateResult | typeof nothing {
  const lines = report.items.flatMap((item) => {
    const { pace, unit, name, target, actual } = item;
    if (pace === null || target === null || actual === null || pace.pace >= 1 || pace.neededPerDay === null) return [];
    if (!isGrowing(item)) return [];
    const strain = pace.strain === null ? '' : f.t('strain', { times: f.number(pace.strain, 1) });
    return [
      {
        isFar: pace.pace < 0.8,
        text: f.t('needsPerDay', { name, gap: f.figure(target - actual, unit), needed: neededText(f, item) }) + strain,
      },
    ];
  });
  const others = report.alerts.filter(({ rule }) => rule !== 'pace');
  if (lines.length + others.length === 0) return nothing;
  return html`<ul class="alerts" aria-label=${f.t('alerts')}>
    ${lines.map(({ isFar, text }) => html`<li class=${isFar ? 'error' : 'warning'}>${text}</li>`)}
    ${others.map(
      ({ severity, message, advice }) => html`<li
      class=${severity === 'critical' ? 'error' : 'warning'}>${message}<span>${advice}</span></li>`,
    )}
  </ul>`;
}
