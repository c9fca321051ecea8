/** KPI scores: the total, a row a figure whose actual can be edited, and alerts. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PlanscoreKpisElement } from '../element-types.js';
import type { Actual, KpiReport, KpiResult, Period, Scorecard } from '../types.js';
import { Panel } from './base.js';
import { bar } from './parts.js';
import { statusName, type Word } from './words.js';

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
  };

  /** What is asked. Default: the default sales scorecard. */
  declare scorecard: Scorecard | null;
  declare actuals: Actual[];
  declare period: Period | null;
  /** The actuals of the period before. */
  declare previous: Actual[] | null;
  /** Ids of the actuals that were computed from data rather than given. */
  declare derived: readonly string[];

  constructor() {
    super();
    this.scorecard = null;
    this.actuals = [];
    this.period = null;
    this.previous = null;
    this.derived = [];
  }

  protected override readonly inputs = ['scorecard', 'actuals', 'period', 'previous'];
  protected override readonly heading: Word = 'panelKpi';
  protected override readonly empty: Word = 'needKpis';

  protected override async ask(): Promise<KpiReport | null> {
    if (this.scorecard === null && this.actuals.length === 0) return null;
    const locale = this.language;
    const scorecard = this.scorecard ?? (await this.engine.defaultScorecard({ locale }));
    return this.engine.scoreKpis(scorecard, this.actuals, {
      locale,
      ...(this.period === null ? {} : { period: this.period }),
      ...(this.previous === null ? {} : { previous: this.previous }),
    });
  }

  #edit(item: KpiResult, input: HTMLInputElement): void {
    const value = input.valueAsNumber;
    const scale = item.unit === 'ratio' ? 100 : 1;
    const actual: Actual = Number.isNaN(value) ? { id: item.id, state: 'missing' } : { id: item.id, value: value / scale };
    this.actuals = [...this.actuals.filter(({ id }) => id !== item.id), actual];
    this.tell('planscore-change', { actuals: this.actuals });
  }

  protected override body(report: KpiReport): TemplateResult {
    const heads = ['kpi', 'status', 'weight', 'target', 'actual', 'attainment', 'score', 'contribution', 'pace'] as const;
    return html`${this.#total(report)}
      <div class="scroll" tabindex="0" role="group" aria-label=${this.t('panelKpi')}>
        <table class="kpis">
          <caption class="hidden">${this.t('panelKpi')}</caption>
          <thead><tr>${heads.map((head, i) => html`<th scope="col" class=${i < 2 ? '' : 'number'}>${this.t(head)}</th>`)}</tr></thead>
          <tbody>${repeat(report.items, ({ path }) => path, (item) => this.#row(item))}</tbody>
        </table>
      </div>
      ${report.alerts.length === 0 ? nothing : html`<ul class="alerts" aria-label=${this.t('alerts')}>
        ${report.alerts.map(({ severity, message, advice }) =>
          html`<li class=${severity === 'critical' ? 'error' : 'warning'}>${message}<span>${advice}</span></li>`)}
      </ul>`}
      <p class="note">${this.t('editHint')}</p>`;
  }

  /** The total on a dial, and what it rests on. */
  #total(report: KpiReport): TemplateResult {
    const f = this.format;
    const reach = (Math.min(report.total ?? 0, 120) / 120) * 100;
    const rests = [`${this.t('coverage')} ${f.percent(report.coverage)}`];
    if (report.range) rests.push(`${this.t('range')} ${f.number(report.range.low, 1)}–${f.number(report.range.high, 1)}`);
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
      <th scope="row">${item.name}${this.derived.includes(item.id) ? html`<small>${this.t('fromData')}</small>` : nothing}</th>
      <td><span class="pill ${item.status}">${statusName(item.status, this.language)}</span></td>
      <td class="number">${f.percent(item.share)}</td>
      <td class="number">${f.figure(item.target, item.unit)}</td>
      <td class="number edit"><input type="number" step="any" inputmode="decimal" .value=${shown}
        aria-label="${this.t('actual')} ${item.name}${ratio ? ' (%)' : ''}"
        @change=${(event: Event) => this.#edit(item, event.target as HTMLInputElement)}>${ratio ? html`<span class="unit">%</span>` : nothing}</td>
      <td class="number">${f.percent(item.attainment)}${bar((item.attainment ?? 0) / 1.2, item.status)}</td>
      <td class="number">${f.number(item.score, 1)}</td>
      <td class="number">${f.number(item.contribution, 1)}</td>
      <td class="number">${item.pace ? f.percent(item.pace.pace) : '—'}</td>
    </tr>`;
  }
}
