/** The funnel, its bottleneck, how deals end over time, and those that are stuck. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Deals } from '../datasets.js';
import type { PlanscoreFunnelElement } from '../element-types.js';
import type { Bottleneck, FunnelOptions, FunnelReport, StageCount, StageReport } from '../types.js';
import { Panel } from './base.js';
import { outcomes } from './charts/outcomes.js';
import { bar, type Cell, chart, facts, table } from './parts.js';
import type { Word } from './words.js';

/** Stuck deals shown at once. */
const STUCK = 8;

/** `<planscore-funnel>` analyses deals, or counts per stage. */
export class PlanscoreFunnel extends Panel<FunnelReport> implements PlanscoreFunnelElement {
  static override properties = { ...Panel.properties, deals: { attribute: false }, options: { attribute: false }, report: { attribute: false } };

  declare deals: Deals | StageCount[] | null;
  declare options: Omit<FunnelOptions, 'locale'>;
  /** A report that is there already: it is shown instead of asking. */
  declare report: FunnelReport | null;

  constructor() {
    super();
    this.deals = null;
    this.options = {};
    this.report = null;
  }

  protected override readonly inputs = ['deals', 'options', 'report'];
  protected override readonly heading: Word = 'panelFunnel';
  protected override readonly empty: Word = 'needDeals';

  protected override async ask(): Promise<FunnelReport | null> {
    if (this.report !== null) return this.report;
    return this.deals === null ? null : this.engine.analyzeFunnel(this.deals, { ...this.options, locale: this.language });
  }

  protected override body(report: FunnelReport): TemplateResult {
    const f = this.format;
    const most = Math.max(1, ...report.stages.map(({ entered }) => entered));
    const last = report.stages.length - 1;
    const heads = (['stage', 'entered', 'conversion', 'interval', 'medianDays', 'p90', 'lost', 'open'] as const).map((head) => this.t(head));
    const rows = report.stages.map((stage, i) => this.#stage(stage, most, i === last, report.bottleneck));
    const weakest = report.stages.findIndex(({ stage }) => stage === report.bottleneck?.stage);
    return html`${facts([
        [this.t('deals'), f.number(report.deals)],
        [this.t('won'), f.number(report.won)],
        [this.t('lost'), f.number(report.lost)],
        [this.t('open'), f.number(report.open)],
        [this.t('winRate'), f.percent(report.winRate, 1)],
        [this.t('cycle'), f.days(report.cycleDays.p50)],
      ])}
      ${this.#verdict(report)}
      ${table(this.t('panelFunnel'), heads, rows, [1, 2, 3, 4, 5, 6, 7], (i) => (i === weakest ? 'weakest' : ''))}
      ${this.#reasons(report)}
      ${report.outcomes.length === 0 ? nothing : this.#outcomes(report)}
      ${this.#stuck(report)}`;
  }

  #stage(stage: StageReport, most: number, last: boolean, weakest: Bottleneck | null): Cell[] {
    const f = this.format;
    const { rate, interval } = stage.conversion;
    const mark = weakest?.stage === stage.stage ? html`<span class="pill offTarget">${this.t('bottleneck')}</span>` : nothing;
    return [
      html`<span class="stage">${stage.stage}${mark}</span>`,
      html`<span class="with-bar">${f.number(stage.entered)}${bar(stage.entered / most)}</span>`,
      last ? '—' : rate === null ? this.t('notEnough') : f.percent(rate),
      last || interval === null ? '—' : `${f.percent(interval.low)}–${f.percent(interval.high)}`,
      last ? '—' : f.days(stage.days.p50),
      last ? '—' : f.days(stage.days.p90),
      last ? '—' : f.number(stage.lost),
      last ? '—' : f.number(stage.open),
    ];
  }

  /** The verdict in words: where, why, what it is worth, and how sure. */
  #verdict(report: FunnelReport): TemplateResult {
    const f = this.format;
    const weakest = report.bottleneck;
    if (weakest === null) {
      return html`<div class="callout calm"><strong>${this.t('noBottleneck')}</strong><p>${report.noBottleneckBecause ?? ''}</p></div>`;
    }
    const worth = (value: number): string => (weakest.unit === 'money' ? f.money(value) : `${f.number(value, 1)} ${this.t('deals')}`);
    return html`<div class="callout">
      <strong>${this.t('bottleneck')}: ${weakest.stage} · ${this.t(weakest.kind === 'time' ? 'byTime' : 'byConversion')}</strong>
      <p>${weakest.because}</p>
      <p class="facts">${this.t('recoverable')} ${worth(weakest.recoverable)} (${worth(weakest.interval.low)}–${worth(weakest.interval.high)})
        · ${this.t('probabilityWorst')} ${f.percent(weakest.probabilityWorst)}</p>
    </div>`;
  }

  #reasons(report: FunnelReport): TemplateResult | typeof nothing {
    const of = report.stages.find(({ stage }) => stage === report.bottleneck?.stage)?.lostReasons ?? [];
    return of.length === 0
      ? nothing
      : html`<p class="note">${this.t('lostReasons')}: ${of.map(({ reason, deals }) => `${reason} ${deals}`).join(' · ')}</p>`;
  }

  #outcomes(report: FunnelReport): TemplateResult {
    const f = this.format;
    const heads = (['day', 'won', 'lost', 'open'] as const).map((head) => this.t(head));
    const rows = report.outcomes.map(({ day, won, lost, open }) => [f.number(day), f.percent(won, 1), f.percent(lost, 1), f.percent(open, 1)]);
    const names = { won: this.t('won'), lost: this.t('lost'), open: this.t('open'), days: this.t('days') };
    return html`<h3>${this.t('outcomes')}</h3>
      ${chart(outcomes(report.outcomes, names), this.t('asTable'), table(this.t('outcomes'), heads, rows, [0, 1, 2, 3]))}`;
  }

  #stuck(report: FunnelReport): TemplateResult | typeof nothing {
    if (report.stuck.length === 0) return nothing;
    const f = this.format;
    const heads = (['deal', 'owner', 'stage', 'age', 'expected', 'value'] as const).map((head) => this.t(head));
    const rows = report.stuck
      .slice(0, STUCK)
      .map((deal) => [deal.deal, deal.owner ?? '—', deal.stage, f.days(deal.ageDays), f.days(deal.expectedDays), f.money(deal.value)]);
    return html`<details><summary>${this.t('stuck')} (${report.stuck.length})</summary>${table(this.t('stuck'), heads, rows, [3, 4, 5])}</details>`;
  }
}
