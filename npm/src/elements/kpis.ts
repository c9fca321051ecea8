/** KPI scores: the total and how it came about, a row a figure whose actual can be edited, and what would change it. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PlanscoreKpisElement } from '../element-types.js';
import type { Actual, DataIssue, KpiReport, KpiResult, Period, Scorecard, ScoreOptions } from '../types.js';
import { Panel } from './base.js';
import { bullets } from './charts/bullets.js';
import { waterfall } from './charts/waterfall.js';
import { type Cell, bar, chart, table } from './parts.js';
import { statusName, type Word } from './words.js';

/** The total that the cheapest path leads to, unless the options name one. */
const GOAL = 100;
/** Notes shown at most. */
const NOTES = 20;
/** How far a slider moves an actual, in percent. */
const REACH = 20;

/**
 * `<planscore-kpis>` scores actuals against a scorecard.
 * @fires planscore-change An actual was edited; `detail.actuals` are all of them as they now are.
 */
export class PlanscoreKpis extends Panel<KpiReport> implements PlanscoreKpisElement {
  static override properties = {
    ...Panel.properties,
    scorecard: { attribute: false },
    actuals: { attribute: false },
    period: { attribute: false },
    previous: { attribute: false },
    derived: { attribute: false },
    notes: { attribute: false },
    options: { attribute: false },
    shifts: { state: true },
    supposed: { state: true },
  };

  /** What is asked. Default: the default sales scorecard. */
  declare scorecard: Scorecard | null;
  declare actuals: readonly Actual[];
  declare period: Period | null;
  /** The actuals of the period before. */
  declare previous: readonly Actual[] | null;
  /** Ids of the actuals that were computed from data rather than given. */
  declare derived: readonly string[];
  /** What to say of the data instead of what the score says. */
  declare notes: readonly DataIssue[] | null;
  /** History, last year, season, goal: what else there is to say. */
  declare options: Omit<ScoreOptions, 'locale' | 'period' | 'previous'>;
  /** By how many percent the sliders move which actuals, by the figures' paths. */
  declare protected shifts: ReadonlyMap<string, number>;
  /** The report as it would be then. */
  declare protected supposed: KpiReport | null;

  constructor() {
    super();
    this.scorecard = null;
    this.actuals = [];
    this.period = null;
    this.previous = null;
    this.derived = [];
    this.notes = null;
    this.options = {};
    this.shifts = new Map();
    this.supposed = null;
  }

  protected override readonly inputs = ['scorecard', 'actuals', 'period', 'previous', 'options'];
  protected override readonly heading: Word = 'panelKpi';
  protected override readonly empty: Word = 'needKpis';

  protected override async ask(): Promise<KpiReport | null> {
    [this.shifts, this.supposed] = [new Map(), null];
    if (this.scorecard === null && this.actuals.length === 0) return null;
    return this.#score(this.actuals);
  }

  async #score(actuals: readonly Actual[]): Promise<KpiReport> {
    const locale = this.language;
    const scorecard = this.scorecard ?? (await this.engine.defaultScorecard({ locale }));
    return this.engine.scoreKpis(scorecard, actuals, {
      goal: GOAL,
      ...this.options,
      locale,
      period: this.period,
      previous: this.previous,
    });
  }

  /** Moves one figure's slider: what the total would be shows at once, the actuals stay as they are. */
  async #suppose(report: KpiReport, path: string, percent: number): Promise<void> {
    const shifts = new Map(this.shifts).set(path, percent);
    this.shifts = shifts;
    const moved = report.items.flatMap(({ id, path: at, actual }) => {
      const shift = shifts.get(at) ?? 0;
      return shift === 0 || actual === null ? [] : [{ id, value: actual + (Math.abs(actual) * shift) / 100 }];
    });
    const ids = new Set(moved.map(({ id }) => id));
    const supposed =
      moved.length === 0 ? null : await this.#score([...this.actuals.filter(({ id }) => !ids.has(id)), ...moved]);
    if (this.shifts === shifts) this.supposed = supposed;
  }

  #edit(item: KpiResult, input: HTMLInputElement): void {
    const value = input.valueAsNumber;
    const scale = item.unit === 'ratio' ? 100 : 1;
    const actual: Actual = Number.isNaN(value)
      ? { id: item.id, state: 'missing' }
      : { id: item.id, value: value / scale };
    this.actuals = [...this.actuals.filter(({ id }) => id !== item.id), actual];
    this.tell('planscore-change', { actuals: this.actuals });
  }

  protected override body(report: KpiReport): TemplateResult {
    const heads = [
      'kpi',
      'status',
      'weight',
      'target',
      'actual',
      'attainment',
      'score',
      'contribution',
      'pace',
    ] as const;
    const notes = this.notes ?? report.issues;
    return html`${this.#total(report)}
      <div class="scroll" tabindex="0" role="group" aria-label=${this.t('panelKpi')}>
        <table class="kpis">
          <caption class="hidden">${this.t('panelKpi')}</caption>
          <thead><tr>${heads.map((head, i) => html`<th scope="col"
            class=${i < 2 ? '' : 'number'}>${this.t(head)}</th>`)}</tr></thead>
          <tbody>${repeat(
            report.items,
            ({ path }) => path,
            (item) => this.#row(item),
          )}</tbody>
        </table>
      </div>
      ${
        report.alerts.length === 0
          ? nothing
          : html`<ul class="alerts" aria-label=${this.t('alerts')}>
        ${report.alerts.map(
          ({ severity, message, advice }) =>
            html`<li class=${severity === 'critical' ? 'error' : 'warning'}>${message}<span>${advice}</span></li>`,
        )}
      </ul>`
      }
      ${
        notes.length === 0
          ? nothing
          : html`<ul class="notes">
        ${notes.slice(0, NOTES).map(({ column, message }) => html`<li>${this.#about(report, column)}${message}</li>`)}
      </ul>`
      }
      <p class="note">${this.t('editHint')}</p>
      <div class="charts">
        <div>${this.#losses(report)}</div>
        <div>${this.#bullets(report)}</div>
      </div>
      ${this.#sliders(report)}
      ${this.#path(report)}`;
  }

  /** The figure that a note is about. */
  #about(report: KpiReport, column: string | null): string {
    const item = report.items.find(({ id, path }) => column === id || column === path);
    return item === undefined ? '' : `${item.name} · `;
  }

  /** From 100 down to the total, the largest loss first. */
  #losses(report: KpiReport): TemplateResult | typeof nothing {
    if (report.total === null) return nothing;
    const f = this.format;
    const steps = [
      ...report.items.filter(({ loss }) => Math.abs(loss) > 0.005).map(({ name, loss }) => ({ name, change: -loss })),
      ...report.adjustments.map(({ kind, points, reason }) => ({ name: reason || this.t(kind), change: points })),
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
    const heads = (['kpi', 'weight', 'score', 'contribution', 'lost100', 'changed'] as const).map((head) =>
      this.t(head),
    );
    return html`<h3>${this.t('waterfall')}</h3>${chart(
      waterfall(
        100,
        steps,
        report.total,
        { from: this.t('fullMarks'), to: this.t('totalScore'), chart: this.t('waterfall') },
        points,
      ),
      this.t('asTable'),
      table(this.t('waterfall'), heads, rows, [1, 2, 3, 4, 5]),
    )}`;
  }

  /** What is reached against target and pace, and where it may end. */
  #bullets(report: KpiReport): TemplateResult | typeof nothing {
    const f = this.format;
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
      forecast === null ? '—' : forecast.probability === null ? this.t('notEnough') : f.percent(forecast.probability),
      next === null ? '—' : `${statusName(next.status, this.language)}: ${f.figure(next.actual, unit)}`,
    ]);
    const heads = (['kpi', 'target', 'actual', 'attainment', 'pace', 'endsBetween', 'chance', 'nextBand'] as const).map(
      (head) => this.t(head),
    );
    return html`<h3>${this.t('bullets')}</h3>${chart(
      bullets(of, { chart: this.t('bullets') }),
      this.t('asTable'),
      table(this.t('bullets'), heads, rows, [1, 2, 3, 4, 5, 6]),
    )}<p class="note">${this.t('bulletsHint')}</p>`;
  }

  /** A slider a figure: what 1 % more brings, and the total as it would be. */
  #sliders(report: KpiReport): TemplateResult | typeof nothing {
    const f = this.format;
    const items = report.items.filter(({ actual, share }) => actual !== null && share > 0);
    if (report.total === null || items.length === 0) return nothing;
    const signed = (points: number, digits: number): string => `${points > 0 ? '+' : ''}${f.number(points, digits)}`;
    const then = this.supposed?.total ?? report.total;
    return html`<fieldset class="sliders">
      <legend>${this.t('whatIf')}</legend>
      <p class="supposed" role="status"><span
        class="facts">${this.t('totalThen')}</span> <strong>${f.number(then, 1)}</strong>
        <span class="facts">${signed(then - report.total, 2)}</span>
        <button type="button" ?disabled=${this.supposed === null} @click=${() => {
          [this.shifts, this.supposed] = [new Map(), null];
        }}>${this.t('reset')}</button></p>
      ${repeat(
        items,
        ({ path }) => path,
        (item) => {
          const shift = this.shifts.get(item.path) ?? 0;
          const actual = item.actual as number;
          const moved = f.figure(actual + (Math.abs(actual) * shift) / 100, item.unit);
          return html`<label>
          <span>${item.name}</span>
          <input type="range" min=${-REACH} max=${REACH} step="1" .value=${String(shift)}
            aria-label="${item.name} ${this.t('whatIf')} (%)" aria-valuetext="${signed(shift, 0)}%, ${moved}"
            @input=${(event: Event) => void this.#suppose(report, item.path,
              (event.target as HTMLInputElement).valueAsNumber)}>
          <output>${signed(shift, 0)}% · ${moved}</output>
          <span class="facts">+1% → ${signed(item.pointsPerPercent, 3)}</span>
        </label>`;
        },
      )}
    </fieldset>`;
  }

  /** The cheapest way to the goal. */
  #path({ path, total }: KpiReport): TemplateResult | typeof nothing {
    if (path === null || total === null || path.steps.length === 0) return nothing;
    const f = this.format;
    const unit = new Map(this.answer?.items.map(({ id, unit: of }) => [id, of]));
    const rows: Cell[][] = path.steps.map(({ id, name, from, to, percent, score }) => {
      const of = unit.get(id) ?? null;
      return [
        name,
        f.figure(from, of),
        f.figure(to, of),
        `${percent > 0 ? '+' : ''}${f.number(percent, 1)}%`,
        `+${f.number(score, 1)}`,
      ];
    });
    const heads = (['kpi', 'actual', 'to', 'moreBy', 'score'] as const).map((head) => this.t(head));
    return html`<div class="path"><h3>${this.t('cheapestPath')} ${f.number(path.goal)}</h3>
      ${path.reachable ? nothing : html`<p class="note">${this.t('unreachable')} ${f.number(path.total, 1)}</p>`}
      ${table(this.t('cheapestPath'), heads, rows, [1, 2, 3, 4])}
      <p class="note">${this.t('pathHint')}</p></div>`;
  }

  /** The total on a dial, and what it rests on. */
  #total(report: KpiReport): TemplateResult {
    const f = this.format;
    const reach = (Math.min(report.total ?? 0, 120) / 120) * 100;
    const rests = [`${this.t('coverage')} ${f.percent(report.coverage)}`];
    if (report.range)
      rests.push(`${this.t('range')} ${f.number(report.range.low, 1)}–${f.number(report.range.high, 1)}`);
    if (this.period?.asOf) rests.push(`${this.t('asOf')} ${this.period.asOf}`);
    return html`<div class="summary" role="status">
      <svg class="dial ${report.status}" viewBox="0 0 100 58" aria-hidden="true">${svg`
        <path class="track" d="M8 52a42 42 0 0 1 84 0" pathLength="100"></path>
        <path class="fill" d="M8 52a42 42 0 0 1 84 0" pathLength="100" stroke-dasharray="${reach} 100"></path>`}</svg>
      <div class="headline">
        <span class="big">${f.number(report.total, 1)}</span>
        <span class="pill ${report.status}">${statusName(report.status, this.language)}</span>
        ${report.provisional ? html`<span class="pill quiet">${this.t('provisional')}</span>` : nothing}
        <span class="facts">${rests.join(' · ')}</span>
      </div>
    </div>`;
  }

  #row(item: KpiResult): TemplateResult {
    const f = this.format;
    const ratio = item.unit === 'ratio';
    const shown = item.actual === null ? '' : String(Number((item.actual * (ratio ? 100 : 1)).toFixed(2)));
    return html`<tr>
      <th scope="row">${item.name}${this.derived.includes(item.id) ? html`<small>${
        this.t('fromData')}</small>` : nothing}</th>
      <td><span class="pill ${item.status}">${statusName(item.status, this.language)}</span></td>
      <td class="number">${f.percent(item.share)}</td>
      <td class="number">${f.figure(item.target, item.unit)}</td>
      <td class="number edit"><input type="number" step="any" inputmode="decimal" .value=${shown}
        aria-label="${this.t('actual')} ${item.name}${ratio ? ' (%)' : ''}"
        @change=${(event: Event) => this.#edit(item, event.target as HTMLInputElement)}>${ratio ? html`<span
          class="unit">%</span>` : nothing}</td>
      <td class="number">${f.percent(item.attainment)}${bar((item.attainment ?? 0) / 1.2, item.status)}</td>
      <td class="number">${f.number(item.score, 1)}</td>
      <td class="number">${f.number(item.contribution, 1)}</td>
      <td class="number">${item.pace ? f.percent(item.pace.pace) : '—'}</td>
    </tr>`;
  }
}
