/** All answers together: the scores on top, what to do first, and the panels behind it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { FunnelGoal, PlanscoreKpisElement, PlanscorePlanElement, PlanscoreReviewElement } from '../element-types.js';
import type { Actual, KpiReport, Period, Review, Scorecard } from '../types.js';
import { Panel } from './base.js';
import { glances, glanceTiles, type PanelName } from './glance.js';
import { type List, listTable, listTools } from './list.js';
import { scoreByPace } from './pace.js';
import { type Step, stepsOf } from './steps.js';
import type { Word } from './words.js';

/** The review, its score by pace, and whether somebody set the targets. */
interface Answers {
  review: Review;
  paced: KpiReport | null;
  isSet: boolean;
}

/** `<planscore-review>` reviews a plan against orders, deals and further actuals. */
export class PlanscoreReview extends Panel<Answers> implements PlanscoreReviewElement {
  static override properties = {
    ...Panel.properties,
    plan: { attribute: false },
    orders: { attribute: false },
    deals: { attribute: false },
    actuals: { attribute: false },
    scorecard: { attribute: false },
    period: { attribute: false },
    owners: { attribute: false },
    list: { state: true },
    told: { state: true },
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
  /** Who looks after which customer, where that is known. */
  declare owners: ReadonlyMap<string, string> | null;
  /** The list that is open. */
  declare protected list: List | null;
  declare protected told: string;

  constructor() {
    super();
    this.plan = null;
    this.orders = null;
    this.deals = null;
    this.actuals = [];
    this.scorecard = null;
    this.period = null;
    this.owners = null;
    this.list = null;
    this.told = '';
  }

  protected override readonly inputs = ['plan', 'orders', 'deals', 'actuals', 'scorecard', 'period'];
  protected override readonly heading: Word = 'headline';
  protected override readonly empty: Word = 'needAny';

  protected override async ask(): Promise<Answers | null> {
    const { plan, orders, deals, actuals, scorecard, period, engine, language: locale } = this;
    if (plan === null && orders === null && deals === null && actuals.length === 0 && scorecard === null) return null;
    const review = await engine.reviewPlan({ plan, orders, deals, actuals, scorecard, period }, { locale });
    const isSet = scorecard !== null || (review.plan !== null && review.plan.goals.length + review.plan.kpis.length > 0);
    const { kpis } = review;
    const card = review.scorecard;
    const paced = kpis === null || card === null ? null : await scoreByPace(engine, card, review.actuals, kpis, locale);
    return { review, paced, isSet };
  }

  /** What there is left to win by when, of the sales that somebody asked for. */
  #goal({ review, isSet }: Answers): FunnelGoal | null {
    const { period, kpis, funnel } = review;
    if (period === null || funnel === null || funnel.velocityPerDay === null) {
      return period === null ? null : { total: null, reached: 0, by: period.end };
    }
    const sales = isSet ? kpis?.items.find(({ id }) => id === 'sales_total') : undefined;
    const isKnown = sales !== undefined && sales.target !== null && sales.actual !== null;
    return { total: isKnown ? sales.target : null, reached: isKnown ? (sales.actual as number) : 0, by: period.end };
  }

  #part<T extends HTMLElement>(panel: PanelName): T | null {
    return this.renderRoot.querySelector<T>(`#${panel}`);
  }

  /** Brings a panel into view, and the focus to it. */
  #jump(panel: PanelName): void {
    const part = this.#part(panel);
    if (part === null) return;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    part.scrollIntoView({ block: 'start', behavior });
    part.focus({ preventScroll: true });
  }

  async #take(step: Step): Promise<void> {
    if (step.list !== undefined) {
      try {
        [this.list, this.told] = [await step.list(), ''];
        await this.updateComplete;
        this.renderRoot.querySelector('dialog')?.showModal();
      } catch (error) {
        this.tell('planscore-error', error);
      }
      return;
    }
    this.#jump(step.panel);
    if (step.kind === 'targets') this.#part<PlanscoreKpisElement>('kpi')?.askTargets();
    if (step.finding !== undefined) this.#part<PlanscorePlanElement>('plan')?.select(step.finding);
  }

  protected override render(): TemplateResult {
    const { locale, engine, answer, busy, pending } = this;
    const waits = busy || pending;
    const review = answer?.review ?? null;
    const hasKpis = answer !== null && review?.kpis !== null;
    return html`${super.render()}
      <div class="panels">
        ${hasKpis ? html`<planscore-kpis id="kpi" tabindex="-1" .locale=${locale} .engine=${engine} .scorecard=${review?.scorecard ?? null}
          .busy=${waits} .targets=${answer.isSet ? 'set' : 'default'}
          @planscore-change=${(event: CustomEvent<{ actual: Actual }>) => {
            const { actual } = event.detail;
            this.actuals = [...this.actuals.filter(({ id }) => id !== actual.id), actual];
          }}
          @planscore-targets=${(event: CustomEvent<{ scorecard: Scorecard }>) => {
            this.scorecard = event.detail.scorecard;
          }}
          .actuals=${review?.actuals ?? []} .derived=${review?.derived ?? []} .notes=${review?.kpis?.issues ?? null}
          .period=${review?.period ?? null}></planscore-kpis>` : nothing}
        ${this.deals === null ? nothing : html`<planscore-funnel id="funnel" tabindex="-1" .locale=${locale} .engine=${engine}
          .busy=${waits} .deals=${this.deals} .goal=${answer === null ? null : this.#goal(answer)}
          .report=${review?.funnel ?? null}></planscore-funnel>`}
        ${this.plan === null ? nothing : html`<planscore-plan id="plan" tabindex="-1" class="wide" .busy=${waits}
          @planscore-edit=${(event: CustomEvent<{ text: string }>) => {
            this.plan = event.detail.text;
          }} .locale=${locale} .engine=${engine} .text=${this.plan} .report=${review?.plan ?? null}></planscore-plan>`}
        ${this.orders === null ? nothing : html`<planscore-tiers id="tiers" tabindex="-1" class="wide" .busy=${busy} .locale=${locale}
          .engine=${engine} .orders=${this.orders} .owners=${this.owners}></planscore-tiers>`}
      </div>
      ${this.#dialog()}`;
  }

  #dialog(): TemplateResult {
    const { list, format: f } = this;
    return html`<dialog aria-label=${list?.title ?? ''} @close=${() => {
      this.list = null;
    }}>${
      list === null
        ? nothing
        : html`<h2>${list.title} <span class="facts">${f.number(list.rows.length)}</span></h2>
        ${listTools(f, () => Promise.resolve(list), (text) => {
          this.told = text;
        })}
        <p class="note" role="status">${this.told}</p>
        <div class="listed">${listTable(f, list)}</div>
        <form method="dialog" class="tools"><button class="primary">${f.t('close')}</button></form>`
    }</dialog>`;
  }

  protected override body(answer: Answers): TemplateResult {
    const f = this.format;
    const { engine, orders, owners } = this;
    const steps = stepsOf(f, { ...answer, engine, orders, owners });
    return html`${glanceTiles(glances(f, answer.review, answer.paced, answer.isSet), (panel) => this.#jump(panel))}
      ${steps.length === 0
        ? nothing
        : html`<h3>${f.t('firstSteps')}</h3>
        <ol class="steps">${steps.map(
          (step) => html`<li data-kind=${step.kind}><button type="button" class="link step" @click=${() => this.#take(step)}>${step.text}</button>
          <span class="facts">${step.because}${
            step.worth === null || step.kind === 'kpi' ? '' : ` · ${f.t('worth', { money: f.money(step.worth) })}`}</span></li>`,
        )}</ol>`}`;
  }
}
