/** What stands behind the scores: losses, where figures end, what a change would bring, the cheapest path. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { KpiReport, KpiResult } from '../types.js';
import { bullets } from './charts/bullets.js';
import { waterfall } from './charts/waterfall.js';
import type { Format } from './format.js';
import { type Cell, chart, legend, table } from './parts.js';
import { statusName } from './words.js';

type Part = TemplateResult | typeof nothing;

/** How far a slider moves an actual, in percent. */
const REACH = 20;

/** From 100 down to the total, the largest loss first. */
export function losses(f: Format, report: KpiReport, room: number): Part {
  const kinds = { bonus: 'bonus', hardCap: 'hardCap', hardFloor: 'hardFloor' } as const;
  const steps = [
    ...report.items.filter(({ loss }) => Math.abs(loss) > 0.005).map(({ name, loss }) => ({ name, change: -loss })),
    ...report.adjustments.map(({ kind, points, reason }) => ({ name: reason || f.t(kinds[kind]), change: points })),
  ].sort((a, b) => a.change - b.change);
  const points = (value: number): string => f.number(value, 1);
  const rows: Cell[][] = report.items.map(({ name, share, score, contribution, loss, change }) => [
    name,
    f.percent(share),
    points(score ?? 0),
    f.number(contribution, 2),
    f.number(loss, 2),
    change === null ? '—' : f.number(change.score + change.weight, 2),
  ]);
  const heads = [f.t('kpi'), f.t('weight'), f.t('score'), f.t('contribution'), f.t('lost100'), f.t('changed')];
  const behind = table(f.t('waterfall'), heads, rows, { numeric: [1, 2, 3, 4, 5] });
  if (report.total === null) return behind;
  return html`<h3>${f.t('waterfall')}</h3>${chart(
    waterfall(
      100,
      steps,
      report.total,
      { from: f.t('fullMarks'), to: f.t('totalScore'), chart: f.t('waterfall') },
      points,
      room,
    ),
    f.t('asTable'),
    behind,
  )}`;
}

/** What is reached against target and pace, and where it may end. */
export function reachedChart(f: Format, report: KpiReport, room: number): Part {
  const known = report.items.filter((item): item is KpiResult & { attainment: number } => item.attainment !== null);
  if (known.length === 0) return nothing;
  const of = known.map(({ name, attainment, status, pace, forecast, target }) => ({
    name,
    reached: attainment,
    status,
    due: pace?.elapsed ?? null,
    // A forecast of a sum is a share of its target; that of a rate may be better below it.
    ends:
      forecast !== null && pace !== null && target !== null && target > 0
        ? ([forecast.p10 / target, forecast.p90 / target] as [number, number])
        : null,
  }));
  const rows: Cell[][] = known.map(({ name, unit, target, actual, attainment, pace, forecast, next }) => [
    name,
    f.figure(target, unit),
    f.figure(actual, unit),
    f.percent(attainment),
    pace === null ? '—' : f.percent(pace.pace),
    forecast === null ? '—' : `${f.figure(forecast.p10, unit)}–${f.figure(forecast.p90, unit)}`,
    forecast === null ? '—' : forecast.probability === null ? f.t('notEnough') : f.percent(forecast.probability),
    next === null ? '—' : `${statusName(next.status, f.locale)}: ${f.figure(next.actual, unit)}`,
  ]);
  const heads = (['kpi', 'target', 'actual', 'attainment', 'pace', 'endsBetween', 'chance', 'nextBand'] as const).map(
    (head) => f.t(head),
  );
  return html`<h3>${f.t('bullets')}</h3>${legend([
    ['mark-target', f.t('markTarget')],
    ['mark-due', f.t('markDue')],
    ...(of.some(({ ends }) => ends !== null) ? [['mark-ends', f.t('endsBetween')] as [string, string]] : []),
  ])}${chart(
    bullets(of, { chart: f.t('bullets'), axis: f.t('attainment') }, room),
    f.t('asTable'),
    table(f.t('bullets'), heads, rows, { numeric: [1, 2, 3, 4, 5, 6] }),
  )}`;
}

/** A slider a figure: what 1 % more brings, and the total as it would be. `move` without a path puts all back. */
export function sliders(
  f: Format,
  report: KpiReport,
  supposed: KpiReport | null,
  shifts: ReadonlyMap<string, number>,
  move: (path: string | null, percent: number) => void,
): Part {
  const items = report.items.filter(({ actual, share }) => actual !== null && share > 0);
  if (report.total === null || items.length === 0) return nothing;
  const then = supposed?.total ?? report.total;
  return html`<fieldset class="sliders">
    <legend>${f.t('whatIf')}</legend>
    <p class="supposed" role="status"><span
      class="facts">${f.t('totalThen')}</span> <strong>${f.number(then, 1)}</strong>
      <span class="facts">${f.signed(then - report.total, 2)}</span>
      <button type="button" ?disabled=${supposed === null} @click=${() => move(null, 0)}>${f.t('reset')}</button></p>
    ${repeat(
      items,
      ({ path }) => path,
      (item) => {
        const shift = shifts.get(item.path) ?? 0;
        const actual = item.actual as number;
        const moved = f.figure(actual + (Math.abs(actual) * shift) / 100, item.unit);
        return html`<label>
        <span>${item.name}</span>
        <input type="range" min=${-REACH} max=${REACH} step="1" .value=${String(shift)}
          aria-label="${item.name} ${f.t('whatIf')} (%)" aria-valuetext="${f.signed(shift)}%, ${moved}"
          @input=${(event: Event) => move(item.path, (event.target as HTMLInputElement).valueAsNumber)}>
        <output>${f.signed(shift)}% · ${moved}</output>
        <span class="facts">+1% → ${f.signed(item.pointsPerPercent, 3)}</span>
      </label>`;
      },
    )}
  </fieldset>`;
}

/** The cheapest way to the goal. */
export function pathTo(f: Format, { path, total, items }: KpiReport): Part {
  if (path === null || total === null || path.steps.length === 0) return nothing;
  const unit = new Map(items.map(({ id, unit: of }) => [id, of]));
  const rows: Cell[][] = path.steps.map(({ id, name, from, to, percent, score }) => {
    const of = unit.get(id) ?? null;
    return [name, f.figure(from, of), f.figure(to, of), `${f.signed(percent, 1)}%`, f.signed(score, 1)];
  });
  const heads = [f.t('kpi'), f.t('actual'), f.t('to'), f.t('moreBy'), f.t('score')];
  return html`<div class="path"><h3>${f.t('cheapestPath', { goal: f.number(path.goal) })}</h3>
    ${path.reachable ? nothing : html`<p class="note">${f.t('unreachable', { total: f.number(path.total, 1) })}</p>`}
    ${table(f.t('cheapestPath', { goal: f.number(path.goal) }), heads, rows, { numeric: [1, 2, 3, 4] })}
    <p class="note">${f.t('pathHint')}</p></div>`;
}
