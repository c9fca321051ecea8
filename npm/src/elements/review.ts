/** All four answers together: what stands out, what to do first, and the panels behind it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { PlanscoreReviewElement } from '../element-types.js';
import type { Actual, Period, Review, Scorecard } from '../types.js';
import { Panel } from './base.js';
import type { Word } from './words.js';

/** `<planscore-review>` reviews a plan against orders, deals and further actuals. */
export class PlanscoreReview extends Panel<Review> implements PlanscoreReviewElement {
  static override properties = {
    ...Panel.properties,
    plan: { attribute: false },
    orders: { attribute: false },
    deals: { attribute: false },
    actuals: { attribute: false },
    scorecard: { attribute: false },
    period: { attribute: false },
  };

  /** The plan's text. */
  declare plan: string | null;
  declare orders: AnyOrders | null;
  declare deals: AnyDeals | null;
  /** What the data cannot tell. */
  declare actuals: readonly Actual[];
  /** Targets, where they are not the plan's own. */
  declare scorecard: Scorecard | null;
  declare period: Period | null;

  constructor() {
    super();
    this.plan = null;
    this.orders = null;
    this.deals = null;
    this.actuals = [];
    this.scorecard = null;
    this.period = null;
  }

  protected override readonly inputs = ['plan', 'orders', 'deals', 'actuals', 'scorecard', 'period'];
  protected override readonly heading: Word = 'headline';
  protected override readonly empty: Word = 'needAny';

  protected override async ask(): Promise<Review | null> {
    const { plan, orders, deals, actuals, scorecard, period } = this;
    if (plan === null && orders === null && deals === null && actuals.length === 0) return null;
    return this.engine.reviewPlan({ plan, orders, deals, actuals, scorecard, period }, { locale: this.language });
  }

  protected override render(): TemplateResult {
    const { locale, engine, answer } = this;
    return html`${super.render()}
      <div class="panels">
        <planscore-kpis id="kpi" .locale=${locale} .engine=${engine} .scorecard=${answer?.scorecard ?? null}
          @planscore-change=${(event: CustomEvent<{ actuals: Actual[] }>) => {
            this.actuals = event.detail.actuals;
          }}
          .actuals=${answer?.actuals ?? []} .derived=${answer?.derived ?? []} .notes=${answer?.kpis?.issues ?? null}
          .period=${answer?.period ?? null}></planscore-kpis>
        <planscore-funnel id="funnel" .locale=${locale} .engine=${engine} .deals=${this.deals}
          .report=${answer?.funnel ?? null}></planscore-funnel>
        <planscore-plan id="plan" class="wide"
          @planscore-edit=${(event: CustomEvent<{ text: string }>) => {
            this.plan = event.detail.text;
          }} .locale=${locale} .engine=${engine} .text=${this.plan} .report=${answer?.plan ?? null}></planscore-plan>
        <planscore-tiers id="tiers" class="wide" .locale=${locale} .engine=${engine}
          .orders=${this.orders}></planscore-tiers>
      </div>`;
  }

  protected override body({ headline, firstSteps }: Review): TemplateResult {
    return html`<div class="beside even">
      <ul class="alerts">${headline.map(({ text, severity }) => html`<li class=${severity}>${text}</li>`)}</ul>
      ${
        firstSteps.length === 0
          ? nothing
          : html`<div><h3>${this.t('firstSteps')}</h3>
        <ol class="steps">${firstSteps.map(
          ({ text, because, worth }) => html`<li><strong>${text}</strong>
          <span class="facts">${because}${
            worth === null ? '' : ` · ${this.t('worth')} ${this.format.money(worth)}`}</span></li>`,
        )}</ol></div>`
      }
    </div>`;
  }
}
