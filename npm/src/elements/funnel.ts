/** The funnel, its bottleneck, how deals end over time, and those that are stuck. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AnyDeals } from '../handles.js';
import type { FunnelComparison } from '../queries.js';
import type { PlanscoreFunnelElement } from '../element-types.js';
import type { Bottleneck, FunnelReport, HitChance, RequiredLeads, StageCount, StageReport } from '../types.js';
import type { PropertyValues } from 'lit';
import { Panel } from './base.js';
import { outcomes } from './charts/outcomes.js';
import { survival } from './charts/survival.js';
import { bar, type Cell, chart, facts, table } from './parts.js';
import type { Word } from './words.js';

/** Stuck deals shown at once. */
const STUCK = 8;
/** Days that the look ahead starts with. */
const AHEAD = 90;
/** How far the sliders reach, in percent. */
const [LEAST, MOST] = [-50, 100];

/** What the look ahead is asked. */
interface Question {
  /** Money or deals; null: what is as likely as not. */
  goal: number | null;
  by: string;
  /** Percent more new leads. */
  inflow: number;
  /** Percent better conversion, by stage. */
  rates: ReadonlyMap<string, number>;
}

/** Whether it is counts a stage; TypeScript does not tell lists that may not be written to. */
function areCounts(deals: PlanscoreFunnelElement['deals']): deals is readonly StageCount[] {
  return Array.isArray(deals);
}

/** `<planscore-funnel>` analyses deals, or counts per stage. */
export class PlanscoreFunnel extends Panel<FunnelReport> implements PlanscoreFunnelElement {
  static override properties = {
    ...Panel.properties,
    deals: { attribute: false },
    options: { attribute: false },
    report: { attribute: false },
    compare: { type: String },
    question: { state: true },
    chance: { state: true },
    needs: { state: true },
  };

  declare deals: AnyDeals | readonly StageCount[] | null;
  declare options: Omit<FunnelComparison<AnyDeals>, 'locale'>;
  /** A report that is there already: it is shown instead of asking. */
  declare report: FunnelReport | null;
  /** What deals are compared by; empty for nothing. */
  declare compare: '' | 'owner' | 'channel';
  declare protected question: Question | null;
  declare protected chance: HitChance | null;
  declare protected needs: RequiredLeads[];
  #base: HitChance | null = null;
  #asked = 0;

  constructor() {
    super();
    this.deals = null;
    this.options = {};
    this.report = null;
    this.compare = '';
    this.question = null;
    this.chance = null;
    this.needs = [];
  }

  protected override readonly inputs = ['deals', 'options', 'report', 'compare'];
  protected override readonly heading: Word = 'panelFunnel';
  protected override readonly empty: Word = 'needDeals';

  protected override async ask(): Promise<FunnelReport | null> {
    if (this.report !== null && this.compare === '') return this.report;
    if (this.deals === null) return null;
    return this.engine.analyzeFunnel(this.deals, {
      ...this.options,
      ...(this.compare === '' ? {} : { by: this.compare }),
      locale: this.language,
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const asOf = this.answer?.asOf ?? null;
    if (changed.has('answer') && asOf !== null && !areCounts(this.deals)) {
      const by = new Date(`${asOf}T00:00:00Z`);
      by.setUTCDate(by.getUTCDate() + AHEAD);
      void this.#look({
        goal: null,
        inflow: 0,
        rates: new Map(),
        ...this.question,
        by: this.question?.by ?? by.toISOString().slice(0, 10),
      });
    }
  }

  /** Whether the look ahead is about money. */
  get #money(): boolean {
    return this.answer?.velocityPerDay != null;
  }

  /** Asks what is to come; of questions that overtake each other only the last one's answer is shown. */
  async #look(question: Question): Promise<void> {
    const asked = ++this.#asked;
    this.question = question;
    const { deals, answer } = this;
    if (deals === null || areCounts(deals) || answer === null || answer.asOf === null) return;
    try {
      const fixed = { by: question.by, asOf: answer.asOf, stages: answer.stages.map(({ stage }) => stage) };
      const target = (goal: number): object => (this.#money ? { revenue: goal } : { won: goal });
      this.#base ??= await this.engine.hitProbability(deals, { ...fixed, ...target(0) });
      const goal = question.goal ?? Number((this.#base.expected?.p50 ?? 0).toPrecision(2));
      const lift = [...question.rates].map(([stage, percent]) => ({ stage, rate: percent / 100 }));
      const chance = await this.engine.hitProbability(deals, {
        ...fixed,
        ...target(goal),
        newLeadsPerDay: this.#base.newLeadsPerDay * (1 + question.inflow / 100),
        lift,
      });
      const needs = goal > 0 ? await this.engine.requiredLeads(deals, { ...fixed, ...target(goal) }) : [];
      if (asked !== this.#asked) return;
      this.question = { ...question, goal };
      this.chance = chance;
      this.needs = needs;
    } catch (error) {
      if (asked === this.#asked) this.tell('planscore-error', error);
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('deals') || changed.has('options')) {
      this.#base = null;
      this.question = null;
      this.chance = null;
    }
    super.willUpdate(changed);
  }

  protected override body(report: FunnelReport): TemplateResult {
    const f = this.format;
    const most = Math.max(1, ...report.stages.map(({ entered }) => entered));
    const last = report.stages.length - 1;
    const heads = (['stage', 'entered', 'conversion', 'interval', 'medianDays', 'p90', 'lost', 'open'] as const).map(
      (head) => this.t(head),
    );
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
      ${this.#response(report)}
      ${this.#survival(report)}
      ${report.outcomes.length === 0 ? nothing : this.#outcomes(report)}
      ${this.#outlook(report)}
      ${areCounts(this.deals) ? nothing : this.#segments(report)}
      ${this.#stuck(report)}`;
  }

  #stage(stage: StageReport, most: number, last: boolean, weakest: Bottleneck | null): Cell[] {
    const f = this.format;
    const { rate, interval } = stage.conversion;
    const mark =
      weakest?.stage === stage.stage ? html`<span class="pill offTarget">${this.t('bottleneck')}</span>` : nothing;
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
      return html`<div class="callout calm"><strong>${this.t('noBottleneck')}</strong><p>${
        report.noBottleneckBecause ?? ''}</p></div>`;
    }
    const worth = (value: number): string =>
      weakest.unit === 'money' ? f.money(value) : `${f.number(value, 1)} ${this.t('deals')}`;
    return html`<div class="callout">
      <strong>${this.t('bottleneck')}: ${weakest.stage} · ${
        this.t(weakest.kind === 'time' ? 'byTime' : 'byConversion')}</strong>
      <p>${weakest.because}</p>
      <p class="facts">${this.t('recoverable')} ${worth(weakest.recoverable)} (${worth(weakest.interval.low)}–${
        worth(weakest.interval.high)})
        · ${this.t('probabilityWorst')} ${f.percent(weakest.probabilityWorst)}</p>
    </div>`;
  }

  #reasons(report: FunnelReport): TemplateResult | typeof nothing {
    const of = report.stages.find(({ stage }) => stage === report.bottleneck?.stage)?.lostReasons ?? [];
    return of.length === 0
      ? nothing
      : html`<p class="note">${this.t('lostReasons')}: ${
        of.map(({ reason, deals }) => `${reason} ${deals}`).join(' · ')}</p>`;
  }

  #response({ response }: FunnelReport): TemplateResult | typeof nothing {
    if (response === null) return nothing;
    const f = this.format;
    const between =
      response.interval === null ? '' : ` (${f.percent(response.interval.low)}–${f.percent(response.interval.high)})`;
    return html`<p class="note">${this.t('response')}: ${f.percent(response.share)}${between} ${
      f.number(response.slaHours)} ${this.t('inTime')} · ${f.number(response.within)} / ${
      f.number(response.leads)}</p>`;
  }

  #survival(report: FunnelReport): TemplateResult | typeof nothing {
    const stages = report.stages.slice(0, -1).filter((stage) => stage.survival.length > 0);
    if (stages.length === 0) return nothing;
    const f = this.format;
    const heads = [this.t('stage'), 'P25', 'P50', 'P75', 'P90'];
    const rows = stages.map(({ stage, days }) => [
      stage,
      f.days(days.p25),
      f.days(days.p50),
      f.days(days.p75),
      f.days(days.p90),
    ]);
    return html`<h3>${this.t('survival')} · ${this.t('survivalShare')}</h3>
      ${chart(survival(stages, this.t('survival')), this.t('asTable'),
        table(this.t('survival'), heads, rows, [1, 2, 3, 4]))}`;
  }

  /** Target, date and sliders, and the probability that moves with them. */
  #outlook(report: FunnelReport): TemplateResult | typeof nothing {
    const { question, chance } = this;
    if (question === null || chance === null) return nothing;
    const f = this.format;
    const amount = (value: number): string =>
      this.#money ? f.money(value) : `${f.number(value, 1)} ${this.t('deals')}`;
    const ask = (change: Partial<Question>): void => void this.#look({ ...question, ...change });
    const knob = (name: string, value: number, change: (value: number) => void): TemplateResult => html`<label>${name}
      <input type="range" min=${LEAST} max=${MOST} step="5" .value=${String(value)}
        aria-valuetext="${value > 0 ? '+' : ''}${value}%"
        @input=${(event: Event) => change((event.target as HTMLInputElement).valueAsNumber)}>
      <span class="number">${value > 0 ? '+' : ''}${value}%</span></label>`;
    const { probability, expected } = chance;
    const level = probability === null ? 'noData' : probability >= 0.8 ? 'onTarget' : probability >= 0.5 ? 'close' : 'offTarget';
    const facts = expected === null ? chance.because
      : `${this.t('between')} ${amount(expected.p10)}–${amount(expected.p90)} · ${this.t('expectedSum')} ${amount(expected.fromOpen)} + ${amount(expected.fromNew)}`;
    const heads = [this.t('assurance'), ...report.stages.slice(0, -1).map(({ stage }) => stage)];
    const rows = this.needs.map(({ assurance, stages }) => [
      f.percent(assurance),
      ...stages.slice(0, -1).map(({ needed }) => (needed === null ? this.t('never') : f.number(needed))),
    ]);
    return html`<div class="outlook">
      <h3>${this.t('outlook')}</h3>
      <div class="headline" role="status"><span class="big chance">${probability === null ? '—' : f.percent(probability)}</span>
        <span class="pill ${level}">${this.t('probability')}</span>
        <span class="facts">${facts}</span></div>
      ${probability === null ? nothing : bar(probability, level)}
      <div class="tools">
        <label>${this.t('aim')} <input type="number" min="0" step="any" .value=${String(question.goal ?? 0)}
          @change=${(event: Event) => {
            const { valueAsNumber } = event.target as HTMLInputElement;
            ask({ goal: valueAsNumber >= 0 ? valueAsNumber : null });
          }}></label>
        <label>${this.t('by')} <input type="date" .value=${question.by} min=${report.asOf ?? ''}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLInputElement;
            if (value !== '') {
              this.#base = null;
              ask({ by: value });
            }
          }}></label>
      </div>
      <div class="knobs">
        ${knob(`${this.t('inflow')} (${f.number(chance.newLeadsPerDay, 1)})`, question.inflow,
          (inflow) => ask({ inflow }))}
        ${report.stages
          .slice(0, -1)
          .map(({ stage }) =>
            knob(`${stage} ${this.t('rateOf')}`, question.rates.get(stage) ?? 0, (percent) =>
              ask({ rates: new Map(question.rates).set(stage, percent) }),
            ),
          )}
      </div>
      ${
        rows.length === 0
          ? nothing
          : html`<details><summary>${this.t('needed')}</summary>${table(
              this.t('needed'),
              heads,
              rows,
              heads.map((_, i) => i),
            )}</details>`
      }
    </div>`;
  }

  /** Owners or channels, each with its win rate and whether it differs although so many are compared. */
  #segments(report: FunnelReport): TemplateResult {
    const f = this.format;
    const heads = (['owner', 'won', 'lost', 'winRate', 'pValue', 'verdict'] as const).map((head) => this.t(head));
    const rows = report.segments.map(({ name, won, lost, pValue, significant }) => [
      name === '' ? '—' : name,
      f.number(won),
      f.number(lost),
      won + lost === 0 ? this.t('notEnough') : f.percent(won / (won + lost), 1),
      pValue === null ? '—' : f.number(pValue, 3),
      this.t(significant ? 'differs' : 'mayBeChance'),
    ]);
    const options = [
      ['', 'nobody'],
      ['owner', 'byOwner'],
      ['channel', 'byChannel'],
    ] as const;
    return html`<div class="tools"><label>${this.t('compare')}
        <select class="compare" @change=${(event: Event) => {
          this.compare = (event.target as HTMLSelectElement).value as '' | 'owner' | 'channel';
        }}>
          ${options.map(([value, name]) => html`<option value=${value}
            ?selected=${value === this.compare}>${this.t(name)}</option>`)}
        </select></label></div>
      ${rows.length === 0 ? nothing : table(this.t('compare'), heads, rows, [1, 2, 3, 4])}`;
  }

  #outcomes(report: FunnelReport): TemplateResult {
    const f = this.format;
    const heads = (['day', 'won', 'lost', 'open'] as const).map((head) => this.t(head));
    const rows = report.outcomes.map(({ day, won, lost, open }) => [
      f.number(day),
      f.percent(won, 1),
      f.percent(lost, 1),
      f.percent(open, 1),
    ]);
    const names = { won: this.t('won'), lost: this.t('lost'), open: this.t('open'), days: this.t('days') };
    return html`<h3>${this.t('outcomes')}</h3>
      ${chart(outcomes(report.outcomes, names), this.t('asTable'),
        table(this.t('outcomes'), heads, rows, [0, 1, 2, 3]))}`;
  }

  #stuck(report: FunnelReport): TemplateResult | typeof nothing {
    if (report.stuck.length === 0) return nothing;
    const f = this.format;
    const heads = (['deal', 'owner', 'stage', 'age', 'workingDays', 'expected', 'value'] as const).map((head) =>
      this.t(head),
    );
    const rows = report.stuck
      .slice(0, STUCK)
      .map((deal) => [
        deal.deal,
        deal.owner ?? '—',
        deal.stage,
        f.days(deal.ageDays),
        f.number(deal.workingDays),
        f.days(deal.expectedDays),
        f.money(deal.value),
      ]);
    return html`<details><summary>${this.t('stuck')} (${report.stuck.length})</summary>${
      table(this.t('stuck'), heads, rows, [3, 4, 5, 6])}</details>`;
  }
}
