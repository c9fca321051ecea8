/** RFM tiers: what each is worth, and who is in it. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AnyOrders, AnySegmentation } from '../handles.js';
import type { TierTableName } from '../queries.js';
import type { PlanscoreTiersElement } from '../element-types.js';
import type { CustomerRow, IsoDate, RfmOptions, RfmSummary } from '../types.js';
import { Panel } from './base.js';
import { customersPart, listOf, type Order, PAGE, type Scores } from './customers.js';
import { bar, facts, table } from './parts.js';
import {
  type Background,
  backgroundOf,
  concentrationPart,
  heatMap,
  migrationPart,
  type Moves,
  movesOf,
} from './tiers-detail.js';
import type { Word } from './words.js';

const TABLES = ['salesPlan', 'eightSegments', 'tenSegments'] as const satisfies TierTableName[];
/** Days back to the date that is compared with, at first. */
const BACK = 90;
const DAY = 86_400_000;

interface Tiers {
  segmentation: AnySegmentation;
  summary: RfmSummary;
}

/**
 * `<planscore-tiers>` sorts the customers of a set of orders into tiers.
 * @fires planscore-select A customer was chosen; `detail.customer` is the name.
 */
export class PlanscoreTiers extends Panel<Tiers> implements PlanscoreTiersElement {
  static override properties = {
    ...Panel.properties,
    orders: { attribute: false },
    options: { attribute: false },
    tierTable: { type: String, attribute: 'tier-table' },
    owners: { attribute: false },
    rows: { state: true },
    tier: { state: true },
    offset: { state: true },
    why: { state: true },
    cell: { state: true },
    orderBy: { state: true },
    descending: { state: true },
    compared: { state: true },
    background: { state: true },
    moves: { state: true },
    told: { state: true },
  };

  declare orders: AnyOrders | null;
  /** How to segment; the table of tiers is chosen by `tierTable`. */
  declare options: Omit<RfmOptions, 'tiers' | 'locale'>;
  declare tierTable: TierTableName;
  /** Who looks after which customer, where that is known. */
  declare owners: ReadonlyMap<string, string> | null;
  declare protected rows: CustomerRow[];
  declare protected tier: string;
  declare protected offset: number;
  declare protected why: { customer: string; because: string[]; toMoveUp: string[] } | null;
  declare protected cell: Scores | null;
  declare protected orderBy: Order;
  declare protected descending: boolean;
  declare protected compared: IsoDate;
  declare protected background: Background | null;
  declare protected moves: Moves | null;
  declare protected told: string;

  constructor() {
    super();
    [this.cell, this.orderBy, this.descending, this.compared, this.moves] = [null, 'monetary', true, '', null];
    this.orders = null;
    this.options = {};
    this.tierTable = 'salesPlan';
    this.owners = null;
    this.rows = [];
    this.tier = '';
    this.offset = 0;
    this.why = null;
    this.background = null;
    this.told = '';
  }

  protected override readonly inputs = ['orders', 'options', 'tierTable'];
  protected override readonly heading: Word = 'panelTiers';
  protected override readonly empty: Word = 'needOrders';

  protected override async ask(): Promise<Tiers | null> {
    if (this.orders === null) return null;
    const segmentation = await this.#segment(this.orders);
    const summary = segmentation.summary;
    // Another language or more orders leave the view as it was; what it cannot show any more goes.
    if (!summary.tiers.some(({ tier }) => tier === this.tier)) [this.tier, this.offset] = ['', 0];
    if (this.offset >= summary.customers) this.offset = 0;
    [this.why, this.background, this.moves] = [null, null, null];
    await this.#turn(segmentation);
    this.compared ||= new Date(Date.parse(summary.asOf) - BACK * DAY).toISOString().slice(0, 10);
    if (this.opened.has('details')) void this.#detail(segmentation, summary);
    return { segmentation, summary };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { answer } = this;
    if (!changed.has('opened') || answer === null || this.background !== null || !this.opened.has('details')) return;
    void this.#detail(answer.segmentation, answer.summary);
  }

  #segment(orders: AnyOrders, asOf?: IsoDate): AnySegmentation | Promise<AnySegmentation> {
    const at = asOf === undefined ? {} : { asOf };
    return this.engine.segmentCustomers(orders, {
      ...this.options,
      ...at,
      tiers: this.tierTable,
      locale: this.language,
    });
  }

  /** What stands behind the tiers, once somebody looks. */
  async #detail(segmentation: AnySegmentation, summary: RfmSummary): Promise<void> {
    try {
      this.background = await backgroundOf(segmentation, summary);
      await this.#compare(segmentation);
    } catch (error) {
      this.tell('planscore-error', error);
    }
  }

  /** Who moved since the date compared with; nothing where there are no customers yet. */
  async #compare(after: AnySegmentation): Promise<void> {
    const { orders, compared } = this;
    if (orders === null) return;
    const { horizonDays, ...worth } = {
      ...this.options,
      tiers: this.tierTable,
      locale: this.language,
      horizonDays: BACK,
    };
    const moves = await movesOf(
      this.engine,
      after,
      () => this.#segment(orders, compared),
      () => this.engine.tierWorth(orders, { ...worth, horizonDays }),
    );
    if (compared === this.compared) this.moves = moves;
  }

  /** Shows a tier, a cell, or everyone. */
  show(tier: string, cell: Scores | null = null): void {
    [this.tier, this.cell, this.offset, this.told] = [tier, cell, 0, ''];
    if (this.answer !== null) void this.#turn(this.answer.segmentation);
  }

  protected override release({ segmentation }: Tiers): void {
    segmentation.free();
  }

  /** What the list shows. */
  get #filter(): { tier?: string; r?: number; f?: number } {
    return { ...(this.tier === '' ? {} : { tier: this.tier }), ...(this.cell ?? {}) };
  }

  /** Brings the page of customers up to date. */
  async #turn(of: AnySegmentation): Promise<void> {
    const { offset, orderBy, descending } = this;
    this.rows = await of.rows({ offset, limit: PAGE, orderBy, descending, ...this.#filter });
  }

  async #explain(of: AnySegmentation, customer: string): Promise<void> {
    this.why = { customer, ...(await of.explain(customer)) };
    this.tell('planscore-select', { customer });
  }

  protected override body(tiers: Tiers): TemplateResult {
    const { segmentation, summary } = tiers;
    const f = this.format;
    const lapsed = summary.tiers.filter(({ tier }) => tier === 'dormant' || tier === 'lost');
    const count = (of: { customers: number }[]): number => of.reduce((sum, { customers }) => sum + customers, 0);
    return html`<p class="says">${f.t(lapsed.length === 0 ? 'tiersSayPlain' : 'tiersSay', {
      customers: f.number(summary.customers),
      lapsed: f.number(count(lapsed)),
      days: f.number(summary.lapsedDays),
      share: f.percent(summary.topFifthRevenueShare),
    })}</p>
      ${facts([
        [f.t('customers'), f.number(summary.customers)],
        [f.t('ordersCount'), f.number(summary.orders)],
        [f.t('revenue'), f.money(summary.revenue)],
        [f.t('asOf'), f.day(summary.asOf, true)],
      ])}
      <div class="tiles">${summary.tiers.map(
        (one) => html`<button type="button" class="tile" aria-pressed=${String(this.tier === one.tier)}
        title=${one.advice} @click=${() => this.show(this.tier === one.tier ? '' : one.tier)}>
        <span>${one.name}</span><strong>${
          f.t('customersN', { n: f.number(one.customers) })
        }</strong><small>${f.money(one.revenue)} · ${f.percent(
          one.revenueShare,
        )}</small>
      </button>`,
      )}</div>
      ${this.#advice(summary)}
      ${customersPart(
        f,
        summary,
        this.rows,
        {
          tier: this.tier,
          cell: this.cell,
          offset: this.offset,
          orderBy: this.orderBy,
          descending: this.descending,
          total: this.#total(summary),
          why: this.why,
          owners: this.owners,
          told: this.told,
        },
        {
          show: (tier) => this.show(tier),
          turn: (offset) => {
            this.offset = offset;
            void this.#turn(segmentation);
          },
          sort: (by) => {
            const down = by === this.orderBy ? !this.descending : by !== 'customer' && by !== 'recency';
            [this.descending, this.orderBy, this.offset] = [down, by, 0];
            void this.#turn(segmentation);
          },
          explain: (customer) => void this.#explain(segmentation, customer),
          list: () =>
            listOf(
              f,
              segmentation,
              summary,
              { ...this.#filter, orderBy: this.orderBy, descending: this.descending },
              this.owners,
            ),
          tell: (text) => {
            this.told = text;
          },
        },
      )}
      ${this.#folded(tiers)}`;
  }

  /** How many customers the list shows. */
  #total(summary: RfmSummary): number {
    if (this.cell !== null) {
      const grid = this.background?.grid ?? [];
      return grid[grid.length - this.cell.r]?.[this.cell.f - 1] ?? this.rows.length;
    }
    return this.tier === ''
      ? summary.customers
      : (summary.tiers.find(({ tier }) => tier === this.tier)?.customers ?? 0);
  }

  /** What to do with the tier that is shown. */
  #advice(summary: RfmSummary): TemplateResult | typeof nothing {
    const tier = summary.tiers.find((one) => one.tier === this.tier);
    return tier === undefined
      ? nothing
      : html`<p class="callout calm"><strong>${tier.name}</strong> ${tier.contact}${tier.contact === '' ? '' : ' · '}${tier.advice}</p>`;
  }

  #folded({ segmentation, summary }: Tiers): TemplateResult {
    const f = this.format;
    const heads = [
      f.t('tier'),
      f.t('customers'),
      f.t('share'),
      f.t('revenue'),
      f.t('revenueShare'),
      f.t('contact'),
      f.t('advice'),
    ];
    const rows = summary.tiers.map((one) => [
      one.name,
      f.number(one.customers),
      f.percent(one.share),
      f.money(one.revenue),
      html`<span class="with-bar">${f.percent(one.revenueShare)}${bar(one.revenueShare)}</span>`,
      one.contact,
      html`<span class="advice">${one.advice}</span>`,
    ]);
    return this.fold(
      'details',
      () => html`<div class="tools"><label>${f.t('tierTable')}
          <select class="tier-table" @change=${(event: Event) => {
            this.tierTable = (event.target as HTMLSelectElement).value as TierTableName;
          }}>
            ${TABLES.map((name) => html`<option value=${name} ?selected=${name === this.tierTable}>${f.t(name)}</option>`)}
          </select></label></div>
        <div class="tier-summary">${table(f.t('panelTiers'), heads, rows, { numeric: [1, 2, 3, 4] })}</div>
        ${
          this.background === null
            ? html`<p class="empty" role="status">${f.t('working')}</p>`
            : html`<div class="charts">${heatMap(f, this.background.grid, this.cell, (cell) => this.show('', cell))}
            ${concentrationPart(f, this.background.concentration, this.room(2))}
            ${migrationPart(f, this.moves, this.compared, summary.asOf, this.room(2), (date) => {
              this.compared = date;
              void this.#compare(segmentation);
            })}</div>`
        }`,
    );
  }
}
