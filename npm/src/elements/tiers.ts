/** RFM tiers: what each is worth, and who is in it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Orders, Segmentation } from '../datasets.js';
import type { PlanscoreTiersElement } from '../element-types.js';
import type { CustomerRow, RfmOptions, RfmSummary, TierTableName } from '../types.js';
import { download, Panel } from './base.js';
import { bar, facts, table } from './parts.js';
import type { Word } from './words.js';

const PAGE = 8;
const TABLES = ['salesPlan', 'eightSegments', 'tenSegments'] as const satisfies TierTableName[];

interface Tiers {
  segmentation: Segmentation;
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
    rows: { state: true },
    tier: { state: true },
    offset: { state: true },
    why: { state: true },
  };

  declare orders: Orders | null;
  /** How to segment; the table of tiers is chosen by `tierTable`. */
  declare options: Omit<RfmOptions, 'tiers' | 'locale'>;
  declare tierTable: TierTableName;
  protected declare rows: CustomerRow[];
  protected declare tier: string;
  protected declare offset: number;
  protected declare why: { customer: string; because: string[]; toMoveUp: string[] } | null;

  constructor() {
    super();
    this.orders = null;
    this.options = {};
    this.tierTable = 'salesPlan';
    this.rows = [];
    this.tier = '';
    this.offset = 0;
    this.why = null;
  }

  protected override readonly inputs = ['orders', 'options', 'tierTable'];
  protected override readonly heading: Word = 'panelTiers';
  protected override readonly empty: Word = 'needOrders';

  protected override async ask(): Promise<Tiers | null> {
    if (this.orders === null) return null;
    const segmentation = await this.engine.segmentCustomers(this.orders, {
      ...this.options, tiers: this.tierTable, locale: this.language,
    });
    const summary = segmentation.summary;
    [this.tier, this.offset, this.why] = ['', 0, null];
    await this.#turn(segmentation);
    return { segmentation, summary };
  }

  protected override release({ segmentation }: Tiers): void {
    segmentation.free();
  }

  /** Brings the page of customers up to date. */
  async #turn(of: Segmentation): Promise<void> {
    this.rows = await of.rows({
      offset: this.offset, limit: PAGE, orderBy: 'monetary', descending: true, ...(this.tier === '' ? {} : { tier: this.tier }),
    });
  }

  async #explain(of: Segmentation, customer: string): Promise<void> {
    this.why = { customer, ...(await of.explain(customer)) };
    this.tell('planscore-select', { customer });
  }

  protected override body({ segmentation, summary }: Tiers): TemplateResult {
    const f = this.format;
    const heads = (['tier', 'customers', 'share', 'revenue', 'revenueShare', 'advice'] as const).map((head) => this.t(head));
    const rows = summary.tiers.map((one) => [
      one.name,
      f.number(one.customers),
      f.percent(one.share),
      f.money(one.revenue),
      html`<span class="with-bar">${f.percent(one.revenueShare)}${bar(one.revenueShare)}</span>`,
      html`<span class="advice">${one.advice}</span>`,
    ]);
    return html`${facts([
        [this.t('customers'), f.number(summary.customers)],
        [this.t('ordersCount'), f.number(summary.orders)],
        [this.t('revenue'), f.money(summary.revenue)],
        [this.t('topFifth'), f.percent(summary.topFifthRevenueShare)],
        [this.t('lapsedDays'), f.days(summary.lapsedDays)],
        [this.t('asOf'), summary.asOf],
      ])}
      <div class="beside even">
        <div>
          <div class="tools"><label>${this.t('tierTable')}
            <select @change=${(event: Event) => { this.tierTable = (event.target as HTMLSelectElement).value as TierTableName; }}>
              ${TABLES.map((name) => html`<option value=${name} ?selected=${name === this.tierTable}>${this.t(name)}</option>`)}
            </select></label></div>
          ${table(this.t('panelTiers'), heads, rows, [1, 2, 3, 4])}
        </div>
        <div>${this.#customers(segmentation, summary)}</div>
      </div>`;
  }

  #customers(of: Segmentation, summary: RfmSummary): TemplateResult {
    const f = this.format;
    const total = this.tier === '' ? summary.customers : (summary.tiers.find(({ tier }) => tier === this.tier)?.customers ?? 0);
    const heads = [this.t('customer'), this.t('recency'), this.t('frequency'), this.t('monetary'), 'R-F-M', this.t('tier')];
    const cells = this.rows.map((row) => [
      html`<button type="button" class="link" @click=${() => this.#explain(of, row.customer)}>${row.customer}</button>`,
      f.number(row.recency),
      f.number(row.frequency),
      f.money(row.monetary),
      `${row.r}-${row.f}-${row.m}`,
      row.name,
    ]);
    const turn = (by: number, name: 'previous' | 'next', off: boolean): TemplateResult =>
      html`<button type="button" ?disabled=${off} @click=${() => { this.offset += by; void this.#turn(of); }}>${this.t(name)}</button>`;
    const part = (name: 'why' | 'moveUp', lines: string[]): TemplateResult | typeof nothing =>
      lines.length === 0 ? nothing : html`<strong>${this.t(name)}</strong><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
    return html`<div class="tools">
        <select aria-label=${this.t('showTier')}
          @change=${(event: Event) => { this.tier = (event.target as HTMLSelectElement).value; this.offset = 0; void this.#turn(of); }}>
          <option value="">${this.t('allTiers')}</option>
          ${summary.tiers.map((one) => html`<option value=${one.tier} ?selected=${one.tier === this.tier}>${one.name}</option>`)}
        </select>
        <button type="button" @click=${async () => download(await of.toCsv(), 'planscore-customers.csv', 'text/csv')}>${this.t('exportCsv')}</button>
      </div>
      <div class="customers">
        ${table(this.t('customers'), heads, cells, [1, 2, 3, 4])}
        <div class="why" role="status">${this.why === null ? nothing : html`<p>${this.why.customer}</p>
          ${part('why', this.why.because)}${part('moveUp', this.why.toMoveUp)}`}</div>
        <div class="pager">
          ${turn(-PAGE, 'previous', this.offset === 0)}
          <span>${Math.min(this.offset + 1, total)}–${Math.min(this.offset + PAGE, total)} / ${total}</span>
          ${turn(PAGE, 'next', this.offset + PAGE >= total)}
        </div>
      </div>`;
  }
}
