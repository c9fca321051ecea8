/** The funnel, its bottleneck, whether the target will be reached, and the deals that are stuck. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FunnelGoal, PlanscoreFunnelElement } from '../element-types.js';
import type { AnyDeals } from '../handles.js';
import type { FunnelComparison } from '../queries.js';
import type { FunnelReport, StageCount, StageReport } from '../types.js';
import { Panel } from './base.js';
import { outcomesPart, responsePart, segmentsPart, survivalPart, verdict } from './funnel-detail.js';
import { knobs, Outlook, outlookPart } from './outlook.js';
import { bar, type Cell, facts, table } from './parts.js';
import type { Word } from './words.js';

/** Stuck deals shown at once. */
const STUCK = 8;

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
    goal: { attribute: false },
  };

  declare deals: AnyDeals | readonly StageCount[] | null;
  declare options: Omit<FunnelComparison<AnyDeals>, 'locale'>;
  /** A report that is there already: it is shown instead of asking. */
  declare report: FunnelReport | null;
  /** What deals are compared by; empty for nothing. */
  declare compare: '' | 'owner' | 'channel';
  /** What is to be reached by when; null where nobody said. */
  declare goal: FunnelGoal | null;
  readonly #outlook = new Outlook(this, (error) => this.tell('planscore-error', error));

  constructor() {
    super();
    this.deals = null;
    this.options = {};
    this.report = null;
    this.compare = '';
    this.goal = null;
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
    const { deals, answer } = this;
    if (!changed.has('answer') && !changed.has('goal')) return;
    if (answer === null || answer.asOf === null || deals === null || areCounts(deals)) return;
    this.#outlook.begin(deals, answer, this.goal);
  }

  #ask(change: Partial<NonNullable<Outlook['question']>>): void {
    const { deals, answer } = this;
    const { question } = this.#outlook;
    if (deals === null || areCounts(deals) || answer === null || question === null) return;
    void this.#outlook.ask(deals, answer, { ...question, ...change });
  }

  protected override body(report: FunnelReport): TemplateResult {
    const f = this.format;
    const most = Math.max(1, ...report.stages.map(({ entered }) => entered));
    const last = report.stages.length - 1;
    const weakest = report.stages.findIndex(({ stage }) => stage === report.bottleneck?.stage);
    const heads = [f.t('stage'), f.t('entered'), f.t('goesOn'), f.t('medianDays'), f.t('lost'), f.t('open')];
    const rows = report.stages.map((stage, i) => this.#stage(stage, most, i === last, i === weakest));
    const rowClass = (i: number): string => (i === weakest ? 'weakest' : '');
    const isDeals = !areCounts(this.deals);
    const ask = (change: Partial<NonNullable<Outlook['question']>>): void => this.#ask(change);
    return html`${facts([
      [f.t('deals'), f.number(report.deals)],
      [f.t('won'), f.number(report.won)],
      [f.t('lostDeals'), f.number(report.lost)],
      [f.t('open'), f.number(report.open)],
      [f.t('winRate'), f.percent(report.winRate, 1)],
      [f.t('cycle'), f.days(report.cycleDays.p50)],
    ])}
      ${verdict(f, report)}
      <div>${table(f.t('panelFunnel'), heads, rows, { numeric: [1, 2, 3, 4, 5], rowClass })}
        <p class="note">${f.t('goesOnHint')}</p></div>
      ${isDeals ? outlookPart(f, report, this.#outlook, this.goal, ask) : nothing}
      ${this.#stuck(report)}
      ${this.fold(
        'details',
        () => html`
        ${knobs(f, report, this.#outlook, ask)}
        ${
          isDeals
            ? segmentsPart(f, report, this.compare, (by) => {
                this.compare = by;
              })
            : nothing
        }
        ${survivalPart(f, report, this.room())}${outcomesPart(f, report, this.room())}${responsePart(f, report)}`,
      )}`;
  }

  #stage(stage: StageReport, most: number, last: boolean, isWeakest: boolean): Cell[] {
    const f = this.format;
    // Deals that are still in a stage are no failures of it.
    const { resolvedRate, resolvedInterval } = stage.conversion;
    const range =
      resolvedInterval === null
        ? ''
        : f.t('interval', { low: f.percent(resolvedInterval.low), high: f.percent(resolvedInterval.high) });
    return [
      html`<span class="stage">${stage.stage}${
        isWeakest ? html`<span class="pill offTarget">${f.t('bottleneck')}</span>` : nothing
      }</span>`,
      html`<span class="with-bar">${f.number(stage.entered)}${bar(stage.entered / most)}</span>`,
      last
        ? '—'
        : resolvedRate === null
          ? f.t('notEnough')
          : html`<span title=${range}>${f.percent(resolvedRate, 1)}</span>`,
      last ? '—' : f.days(stage.days.p50),
      last ? '—' : f.number(stage.lost),
      last ? '—' : f.number(stage.open),
    ];
  }

  #stuck(report: FunnelReport): TemplateResult | typeof nothing {
    if (report.stuck.length === 0) return nothing;
    const f = this.format;
    const heads = [f.t('deal'), f.t('owner'), f.t('stage'), f.t('stays'), f.t('value')];
    const rows = report.stuck.slice(0, STUCK).map((deal) => [
      deal.deal,
      deal.owner ?? '—',
      deal.stage,
      html`<span class="wide-cell" title=${`${f.t('workingDays')} ${f.number(deal.workingDays)}`}>${f.t('staysFor', {
        days: f.number(deal.ageDays),
        usual: f.number(deal.expectedDays),
      })}</span>`,
      deal.value > 0 ? f.money(deal.value) : '—',
    ]);
    return html`<div><h3>${f.t('stuck')} (${f.number(report.stuck.length)})</h3>
      ${table(f.t('stuck'), heads, rows, { numeric: [4] })}
      ${report.stuck.length > STUCK ? html`<p class="note">${f.t('stuckMore', { n: STUCK })}</p>` : nothing}</div>`;
  }
}
