/** All answers together: the scores on top, what to do first, and the panels behind it. */
import { html, nothing, type PropertyValues, render, type TemplateResult } from 'lit';
import { cache } from 'lit/directives/cache.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type {
  FunnelGoal,
  PlanscoreKpisElement,
  PlanscorePeopleElement,
  PlanscorePlanElement,
  PlanscoreReviewElement,
  ReviewReport,
} from '../element-types.js';
import type { Actual, Goal, KpiReport, Period, Review, Scorecard } from '../types.js';
import { Panel } from './base.js';
import { glances, glanceTiles, type PanelName } from './glance.js';
import { type List, listTable, listTools } from './list.js';
import { scoreByPace } from './pace.js';
import { type Step, stepsOf } from './steps.js';
import type { Word } from './words.js';

/** How long after a change of the plan the rest is asked anew, in milliseconds. */
const PAUSE = 900;

/** Orders from which on looking for people takes a while: what stands below does not wait for it. */
const MANY = 20_000;

/** The figure that the outlook is about. */
const SALES = 'sales_total';
/** From which share of the sales on deals count as all of them: bookkeeping and deals never agree to the day. */
const NEARLY_ALL = 0.9;

/** The same list whenever there is none, so that nothing is asked anew. */
const NO_GOALS: readonly Goal[] = [];
const NO_NAMES: readonly string[] = [];

/** The value of an actual; null where there is none, or only its parts. */
function valueOf(actuals: readonly Actual[], id: string): number | null {
  const actual = actuals.find((one) => one.id === id);
  return actual !== undefined && 'value' in actual ? actual.value : null;
}

/** The review, its score by pace, and whether somebody set the targets. */
interface Answers {
  /** The plan that it is of. */
  text: string | null;
  review: Review;
  paced: KpiReport | null;
  isSet: boolean;
  /** The share of the period's sales that came through deals; null where that cannot be told. */
  share: number | null;
}

/** `<planscore-review>` reviews a plan against orders, deals and further actuals. */
export class PlanscoreReview extends Panel<Answers> implements PlanscoreReviewElement {
  static override properties = {
    ...Panel.properties,
    // As the text of a plan: what a server writes is an attribute.
    plan: { type: String },
    orders: { attribute: false },
    deals: { attribute: false },
    actuals: { attribute: false },
    scorecard: { attribute: false },
    period: { attribute: false },
    owners: { attribute: false },
    names: { attribute: false },
    memberTargets: { attribute: false },
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
  /** The people in the orders; null while they are looked for. Those in the deals are found. */
  declare names: readonly string[] | null;
  /** Sales targets of people that were typed, by name. */
  declare memberTargets: Readonly<Record<string, number>>;
  /** The list that is open. */
  declare protected list: List | null;
  declare protected told: string;

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The plan as it was typed last, which may be ahead of what was asked about. */
  #latest: string | null = null;

  constructor() {
    super();
    this.plan = null;
    this.orders = null;
    this.deals = null;
    this.actuals = [];
    this.scorecard = null;
    this.period = null;
    this.owners = null;
    this.names = [];
    this.memberTargets = {};
    this.list = null;
    this.told = '';
  }

  protected override readonly inputs = ['plan', 'orders', 'deals', 'actuals', 'scorecard', 'period'];
  protected override readonly heading: Word = 'headline';
  protected override readonly empty: Word = 'needAny';

  protected override willUpdate(changed: PropertyValues): void {
    // Another plan than the one that is typed in.
    if (changed.has('plan') && this.plan !== this.#latest) {
      clearTimeout(this.#timer);
      this.#latest = null;
    }
    super.willUpdate(changed);
  }

  protected override async ask(): Promise<Answers | null> {
    const { plan, orders, deals, actuals, scorecard, period, engine, language: locale } = this;
    if (plan === null && orders === null && deals === null && actuals.length === 0 && scorecard === null) return null;
    const review = await engine.reviewPlan({ plan, orders, deals, actuals, scorecard, period }, { locale });
    const isSet =
      scorecard !== null || (review.plan !== null && review.plan.goals.length + review.plan.kpis.length > 0);
    const { kpis } = review;
    const card = review.scorecard;
    const paced = kpis === null || card === null ? null : await scoreByPace(engine, card, review.actuals, kpis, locale);
    return { text: plan, review, paced, isSet, share: await this.#shareOfDeals(review) };
  }

  /** How much of what is sold comes through deals; their forecast says nothing of the rest. */
  async #shareOfDeals({ period, actuals, derived }: Review): Promise<number | null> {
    const { deals, orders, engine, language: locale } = this;
    const sales = valueOf(actuals, SALES);
    const isOwn = orders === null && derived.includes(SALES);
    if (deals === null || period === null || sales === null || isOwn) return 1;
    const span = { start: period.start, end: period.asOf ?? period.end };
    const won = valueOf((await engine.actualsFromDeals(deals, span, { locale })).actuals, SALES);
    if (won === null || won <= 0 || sales <= 0) return null;
    const share = won / sales;
    return share < NEARLY_ALL ? share : 1;
  }

  /** What there is left to win by when, of the sales that somebody asked for. */
  #goal({ review, isSet, share }: Answers): FunnelGoal | null {
    const { period, kpis, funnel } = review;
    if (period === null || funnel === null || funnel.velocityPerDay === null) {
      return period === null ? null : { total: null, reached: 0, by: period.end };
    }
    const sales = isSet ? kpis?.items.find(({ id }) => id === SALES) : undefined;
    const isKnown = sales !== undefined && sales.target !== null && sales.actual !== null && share !== null;
    const reached = isKnown ? (sales.actual as number) : 0;
    return { total: isKnown ? sales.target : null, reached, by: period.end, share: share ?? 1 };
  }

  #part<T extends HTMLElement>(panel: PanelName): T | null {
    return this.renderRoot.querySelector<T>(`#${panel}`);
  }

  /** Resolves once the review and the panels behind it are answered. */
  override async settled(): Promise<void> {
    await super.settled();
    await this.updateComplete;
    const panels = ['kpi', 'trend', 'funnel', 'people', 'plan', 'tiers'] as const;
    await Promise.all(
      panels.map((panel) => this.#part<HTMLElement & { settled: () => Promise<void> }>(panel)?.settled()),
    );
  }

  /** The report for the boss; null before there is an answer. */
  async makeReport(): Promise<ReviewReport | null> {
    const { answer, format: f, engine, language: locale } = this;
    if (answer === null) return null;
    const [data, pages] = await Promise.all([import('./report-data.js'), import('./report.js')]);
    const { plan, orders, deals, owners, names, memberTargets } = this;
    const pseudonyms = this.#part<PlanscorePeopleElement>('people')?.pseudonyms ?? false;
    const basis = { ...answer, engine, plan, orders, deals, owners, names: names ?? NO_NAMES, memberTargets, pseudonyms };
    const report = await data.reportOf(f, basis, locale);
    const page = document.createElement('div');
    const root = page.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pages.REPORT_CSS);
    root.adoptedStyleSheets = [sheet];
    render(pages.pageOne(f, report), root);
    return {
      page,
      html: () => pages.toHtml(f, report, engine),
      docx: async () => (await import('./office.js')).toDocx(await pages.toMarkdown(f, report, engine)),
      text: pages.toShort(f, report),
    };
  }

  /** Brings a panel into view, and the focus to it. */
  async #jump(panel: PanelName): Promise<void> {
    const part = this.#part<HTMLElement & { settled: () => Promise<void> }>(panel);
    if (part === null) return;
    // What stands above it may still be on its way, and it is not shown before.
    await this.settled();
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    part.scrollIntoView({ block: 'start', behavior });
    part.focus({ preventScroll: true });
  }

  /** The plan is checked while one types; all else is asked anew once one pauses. */
  #edited(text: string): void {
    this.#latest = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.plan = text;
    }, PAUSE);
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
    await this.#jump(step.panel);
    if (step.kind === 'targets') this.#part<PlanscoreKpisElement>('kpi')?.askTargets();
    if (step.finding !== undefined) this.#part<PlanscorePlanElement>('plan')?.select(step.finding);
  }

  protected override render(): TemplateResult {
    const { locale, engine, answer, busy, pending } = this;
    const waits = busy || pending;
    const review = answer?.review ?? null;
    const hasKpis = answer !== null && review?.kpis !== null;
    const hasTrend = this.orders !== null || (this.deals !== null && review?.funnel?.velocityPerDay != null);
    const hasPeople =
      this.names === null ||
      this.names.length > 0 || (this.deals as { columns?: { owner?: string } } | null)?.columns?.owner !== undefined;
    const isLate = this.names === null && (this.orders?.rows.read ?? 0) > MANY;
    // What is asked for in a time of which nothing is known yet is not held against another.
    const isAhead = review?.kpis?.issues.some(({ code }) => code === 'review/plan-ahead') ?? false;
    const isAsked = answer?.isSet === true && !isAhead;
    const sales = isAsked ? review?.kpis?.items.find(({ id }) => id === SALES) : undefined;
    const goals = isAhead ? NO_GOALS : (review?.plan?.goals ?? NO_GOALS);
    return html`${super.render()}
      <div class="panels">
        <div class="column ${this.deals === null ? 'wide' : ''}" ?hidden=${!hasKpis && !hasTrend}>
        ${
          hasKpis
            ? html`<planscore-kpis id="kpi" .locale=${locale} .engine=${engine} .scorecard=${review?.scorecard ?? null}
          .busy=${waits} .targets=${answer.isSet ? 'set' : 'default'}
          @planscore-change=${(event: CustomEvent<{ actual: Actual }>) => {
            const { actual } = event.detail;
            this.actuals = [...this.actuals.filter(({ id }) => id !== actual.id), actual];
          }}
          @planscore-targets=${(event: CustomEvent<{ scorecard: Scorecard }>) => {
            this.scorecard = event.detail.scorecard;
          }}
          .actuals=${review?.actuals ?? []} .derived=${review?.derived ?? []} .notes=${review?.kpis?.issues ?? null}
          .period=${review?.period ?? null}></planscore-kpis>`
            : nothing
        }
        ${
          hasTrend
            ? html`<planscore-trend id="trend" .locale=${locale} .engine=${engine} .busy=${waits} .orders=${this.orders}
          .deals=${this.deals} .period=${review?.period ?? null} .target=${sales?.target ?? null} .goals=${goals}
          .stated=${review === null || review.derived.includes(SALES) ? null : valueOf(review.actuals, SALES)}></planscore-trend>`
            : nothing
        }
        </div>
        ${
          this.deals === null
            ? nothing
            : html`<div class="column ${hasKpis || hasTrend ? '' : 'wide'}"><planscore-funnel id="funnel"
              .locale=${locale} .engine=${engine}
          .busy=${waits} .deals=${this.deals} .goal=${answer === null ? null : this.#goal(answer)}
          .report=${review?.funnel ?? null}></planscore-funnel></div>`
        }
        ${
          hasPeople
            ? html`<planscore-people id="people" class=${isLate ? 'wide late' : 'wide'} .locale=${locale} .engine=${engine}
          .busy=${waits || this.names === null}
          .orders=${this.orders} .deals=${this.deals} .period=${review?.period ?? null} .goals=${goals} .names=${this.names ?? NO_NAMES}
          @planscore-member-targets=${(event: CustomEvent<{ targets: Record<string, number> }>) => {
            this.memberTargets = event.detail.targets;
          }}
          .owners=${this.owners} .memberTargets=${this.memberTargets}></planscore-people>`
            : nothing
        }
        ${
          // A plan that is taken out and comes back has its own past.
          cache(this.plan === null
            ? nothing
            : html`<planscore-plan id="plan" class="wide" .locale=${locale} .engine=${engine}
          .busy=${busy || (pending && answer?.text == null)} .text=${this.plan} .names=${this.names ?? NO_NAMES}
          @planscore-edit=${(event: CustomEvent<{ text: string }>) => this.#edited(event.detail.text)}
          .report=${answer?.text === (this.#latest ?? this.plan) ? (review?.plan ?? null) : null}></planscore-plan>`)
        }
        ${
          this.orders === null
            ? nothing
            : html`<planscore-tiers id="tiers" class="wide" .busy=${busy} .locale=${locale}
          .engine=${engine} .orders=${this.orders} .owners=${this.owners}></planscore-tiers>`
        }
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
        ${listTools(
          f,
          () => Promise.resolve(list),
          (text) => {
            this.told = text;
          },
        )}
        <p class="note" role="status">${this.told}</p>
        <div class="listed">${listTable(f, list)}</div>
        <form method="dialog" class="tools"><button class="primary">${f.t('close')}</button></form>`
    }</dialog>`;
  }

  protected override body(answer: Answers): TemplateResult {
    const f = this.format;
    const { engine, orders, owners } = this;
    const steps = stepsOf(f, { ...answer, engine, orders, owners });
    return html`${glanceTiles(glances(f, answer.review, answer.paced, answer.isSet), (panel) => void this.#jump(panel))}
      ${
        steps.length === 0
          ? nothing
          : html`<h3>${f.t('firstSteps')}</h3>
        <ol class="steps">${steps.map(
          (
            step,
          ) => html`<li data-kind=${step.kind}><button
            type="button" class="link step" @click=${() => void this.#take(step)}>${step.text}</button>
          <span class="facts">${step.because}${
            step.worth === null || step.kind === 'kpi' ? '' : ` · ${f.t('worth', { money: f.money(step.worth) })}`
          }${step.list === undefined ? '' : html`<span class="no-print"> · ${f.t('opensList')}</span>`}</span></li>`,
        )}</ol>`
      }`;
  }
}
