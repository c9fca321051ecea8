/** RFM tiers: what each is worth, and who is in it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AnyOrders, AnySegmentation } from '../handles.js';
import type { TierTableName } from '../queries.js';
import type { PlanscoreTiersElement } from '../element-types.js';
import type {
  Concentration,
  CustomerRow,
  IsoDate,
  RfmOptions,
  RfmSummary,
  RowsOptions,
  TierMigration,
} from '../types.js';
import { download, Panel } from './base.js';
import { curve } from './charts/curve.js';
import { flow } from './charts/flow.js';
import { bar, type Cell, chart, facts, table } from './parts.js';
import type { Word } from './words.js';

const PAGE = 8;
const TABLES = ['salesPlan', 'eightSegments', 'tenSegments'] as const satisfies TierTableName[];

/** What the list can be ordered by, in the order of its columns. */
const ORDERS = [
  'customer',
  'recency',
  'frequency',
  'monetary',
  'r',
  'tier',
] as const satisfies RowsOptions['orderBy'][];
/** Days back to the date that is compared with, at first. */
const BACK = 90;
const DAY = 86_400_000;

interface Tiers {
  segmentation: AnySegmentation;
  summary: RfmSummary;
  concentration: Concentration;
  /** Customers by recency score (downwards from the best) and frequency score. */
  grid: number[][];
}

/** A cell of the heat map. */
interface Scores {
  r: number;
  f: number;
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
    cell: { state: true },
    orderBy: { state: true },
    descending: { state: true },
    compared: { state: true },
    migration: { state: true },
  };

  declare orders: AnyOrders | null;
  /** How to segment; the table of tiers is chosen by `tierTable`. */
  declare options: Omit<RfmOptions, 'tiers' | 'locale'>;
  declare tierTable: TierTableName;
  declare protected rows: CustomerRow[];
  declare protected tier: string;
  declare protected offset: number;
  declare protected why: { customer: string; because: string[]; toMoveUp: string[] } | null;

  declare protected cell: Scores | null;
  declare protected orderBy: (typeof ORDERS)[number];
  declare protected descending: boolean;
  declare protected compared: IsoDate;
  declare protected migration: TierMigration | null;

  constructor() {
    super();
    [this.cell, this.orderBy, this.descending, this.compared, this.migration] = [null, 'monetary', true, '', null];
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
      ...this.options,
      tiers: this.tierTable,
      locale: this.language,
    });
    const summary = segmentation.summary;
    [this.tier, this.offset, this.why, this.cell, this.migration] = ['', 0, null, null, null];
    const [r, f] = [await segmentation.column('r'), await segmentation.column('f')];
    const bins = summary.cuts.r.length + 1;
    const grid = Array.from({ length: bins }, () => new Array<number>(bins).fill(0));
    r.forEach((score, i) => {
      const row = grid[bins - score];
      const at = (f[i] ?? 1) - 1;
      if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
    });
    await this.#turn(segmentation);
    this.compared = new Date(Date.parse(summary.asOf) - BACK * DAY).toISOString().slice(0, 10);
    await this.#compare(segmentation);
    return { segmentation, summary, concentration: await segmentation.concentration(), grid };
  }

  /** Who moved since the date compared with; nothing where there are no customers yet. */
  async #compare(after: AnySegmentation): Promise<void> {
    if (this.orders === null) return;
    const date = this.compared;
    try {
      const before = await this.engine.segmentCustomers(this.orders, {
        ...this.options,
        asOf: date,
        tiers: this.tierTable,
        locale: this.language,
      });
      const migration = await this.engine.tierMigration(before, after);
      await before.free();
      if (date === this.compared) this.migration = migration;
    } catch {
      this.migration = null;
    }
  }

  /** Shows a tier, a cell, or everyone. */
  #show(of: AnySegmentation, tier: string, cell: Scores | null): void {
    [this.tier, this.cell, this.offset] = [tier, cell, 0];
    void this.#turn(of);
  }

  protected override release({ segmentation }: Tiers): void {
    segmentation.free();
  }

  /** Brings the page of customers up to date. */
  async #turn(of: AnySegmentation): Promise<void> {
    this.rows = await of.rows({
      offset: this.offset,
      limit: PAGE,
      orderBy: this.orderBy,
      descending: this.descending,
      ...(this.tier === '' ? {} : { tier: this.tier }),
      ...(this.cell ?? {}),
    });
  }

  async #explain(of: AnySegmentation, customer: string): Promise<void> {
    this.why = { customer, ...(await of.explain(customer)) };
    this.tell('planscore-select', { customer });
  }

  protected override body(tiers: Tiers): TemplateResult {
    const { segmentation, summary } = tiers;
    const f = this.format;
    const heads = (['tier', 'customers', 'share', 'revenue', 'revenueShare', 'contact', 'advice'] as const).map(
      (head) => this.t(head),
    );
    const rows = summary.tiers.map((one) => [
      one.name,
      f.number(one.customers),
      f.percent(one.share),
      f.money(one.revenue),
      html`<span class="with-bar">${f.percent(one.revenueShare)}${bar(one.revenueShare)}</span>`,
      one.contact,
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
      <div class="tiles">${summary.tiers.map(
        (one) => html`<button type="button" class="tile" aria-pressed=${String(this.tier === one.tier)}
        @click=${() => this.#show(segmentation, this.tier === one.tier ? '' : one.tier, null)}>
        <span>${one.name}</span><strong>${f.money(one.revenue)}</strong><small>${f.number(one.customers)} · ${
          f.percent(one.revenueShare)}</small>
      </button>`,
      )}</div>
      <div class="beside even">
        <div>
          <div class="tools"><label>${this.t('tierTable')}
            <select @change=${(event: Event) => {
              this.tierTable = (event.target as HTMLSelectElement).value as TierTableName;
            }}>
              ${TABLES.map((name) => html`<option value=${name}
                ?selected=${name === this.tierTable}>${this.t(name)}</option>`)}
            </select></label></div>
          ${table(this.t('panelTiers'), heads, rows, [1, 2, 3, 4])}
        </div>
        <div>${this.#customers(tiers)}</div>
      </div>
      <div class="charts">${this.#heatMap(tiers)}${this.#curve(tiers.concentration)}${
        this.#moves(segmentation, summary)}</div>`;
  }

  /** Customers by R and F: the table is the chart, its cells open their customers. */
  #heatMap({ segmentation, grid }: Tiers): TemplateResult {
    const most = Math.max(1, ...grid.flat());
    const bins = grid.length;
    const heat = (count: number): string =>
      `heat-${count === 0 ? 0 : Math.ceil((4 * Math.sqrt(count)) / Math.sqrt(most))}`;
    return html`<div><h3>${this.t('heatMap')}</h3>
      <table class="heat">
        <caption class="hidden">${this.t('heatMap')}</caption>
        <thead><tr><td></td>${grid.map((_, i) => html`<th scope="col"
          aria-label="${this.t('frequencyScore')} ${i + 1}">F${i + 1}</th>`)}</tr></thead>
        <tbody>${grid.map(
          (row, i) => html`<tr><th scope="row" aria-label="${this.t('recencyScore')} ${bins - i}">R${bins - i}</th>
          ${row.map((count, j) => {
            const [r, f] = [bins - i, j + 1];
            const pressed = this.cell?.r === r && this.cell.f === f;
            return html`<td><button type="button" class="cell ${heat(count)}" aria-pressed=${String(pressed)}
              ?disabled=${count === 0} aria-label="R${r} F${f}: ${count}"
              @click=${() => this.#show(segmentation, '', pressed ? null : { r, f })}>${count}</button></td>`;
          })}</tr>`,
        )}</tbody>
      </table>
      <p class="note">${this.t('heatHint')}</p></div>`;
  }

  #curve(of: Concentration): TemplateResult {
    const f = this.format;
    const names = {
      chart: `${this.t('concentration')}: ${f.percent(of.customersFor80)} → 80%`,
      customers: this.t('shareOfCustomers'),
      revenue: this.t('revenueShare'),
    };
    const rows = of.points
      .filter((_, i) => i % 5 === 0)
      .map((point) => [f.percent(point.customers), f.percent(point.revenue, 1)]);
    return html`<div><h3>${this.t('concentration')}</h3>
      ${chart(curve(of, names), this.t('asTable'), table(this.t('concentration'), [names.customers, names.revenue],
        rows, [0, 1]))}</div>`;
  }

  #moves(after: AnySegmentation, summary: RfmSummary): TemplateResult {
    const f = this.format;
    const of = this.migration;
    const date = html`<div class="tools"><label>${this.t('since')}
      <input type="date" .value=${this.compared} max=${summary.asOf} @change=${(event: Event) => {
        this.compared = (event.target as HTMLInputElement).value;
        void this.#compare(after);
      }}></label></div>`;
    if (of === null)
      return html`<div><h3>${this.t('migration')}</h3>${date}<p class="empty">${this.t('notEnough')}</p></div>`;
    const names = { chart: this.t('migration'), outside: this.t('notThere') };
    const cell = (customers: number, money: number): string =>
      customers === 0 ? '' : `${f.number(customers)} · ${f.money(money)}`;
    const rows: Cell[][] = of.names.map((name, i) => [
      name,
      ...of.names.map((_, j) => cell(of.customers[i]?.[j] ?? 0, of.revenue[i]?.[j] ?? 0)),
      cell(of.left.customers[i] ?? 0, of.left.revenue[i] ?? 0),
    ]);
    rows.push([
      names.outside,
      ...of.names.map((_, j) => cell(of.arrived.customers[j] ?? 0, of.arrived.revenue[j] ?? 0)),
      '',
    ]);
    const heads = [this.t('from'), ...of.names, names.outside];
    return html`<div><h3>${this.t('migration')}</h3>${date}
      ${chart(flow(of, names), this.t('asTable'),
        table(names.chart, heads, rows, heads.map((_, i) => i).slice(1)))}</div>`;
  }

  #customers({ segmentation: of, summary, grid }: Tiers): TemplateResult {
    const f = this.format;
    const inCell = this.cell === null ? null : (grid[grid.length - this.cell.r]?.[this.cell.f - 1] ?? 0);
    const total =
      inCell ??
      (this.tier === '' ? summary.customers : (summary.tiers.find(({ tier }) => tier === this.tier)?.customers ?? 0));
    const titles = [
      this.t('customer'),
      this.t('recency'),
      this.t('frequency'),
      this.t('monetary'),
      'R-F-M',
      this.t('tier'),
    ];
    const arrow = this.descending ? ' ↓' : ' ↑';
    const heads = ORDERS.map(
      (by, i) =>
        html`<button type="button" class="link" @click=${() => {
          [this.descending, this.orderBy, this.offset] = [
            by === this.orderBy ? !this.descending : by !== 'customer' && by !== 'recency',
            by,
            0,
          ];
          void this.#turn(of);
        }}>${titles[i]}${by === this.orderBy ? arrow : ''}</button>`,
    );
    const sorted = (i: number): 'ascending' | 'descending' | undefined =>
      ORDERS[i] !== this.orderBy ? undefined : this.descending ? 'descending' : 'ascending';
    const cells = this.rows.map((row) => [
      html`<button type="button" class="link" @click=${() => this.#explain(of, row.customer)}>${row.customer}</button>`,
      f.number(row.recency),
      f.number(row.frequency),
      f.money(row.monetary),
      `${row.r}-${row.f}-${row.m}`,
      row.name,
    ]);
    const turn = (by: number, name: 'previous' | 'next', off: boolean): TemplateResult =>
      html`<button type="button" ?disabled=${off} @click=${() => {
        this.offset += by;
        void this.#turn(of);
      }}>${this.t(name)}</button>`;
    const part = (name: 'why' | 'moveUp', lines: string[]): TemplateResult | typeof nothing =>
      lines.length === 0
        ? nothing
        : html`<strong>${this.t(name)}</strong><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
    return html`<div class="tools">
        <select aria-label=${this.t('showTier')}
          @change=${(event: Event) => this.#show(of, (event.target as HTMLSelectElement).value, null)}>
          <option value="">${this.t('allTiers')}</option>
          ${summary.tiers.map((one) => html`<option value=${one.tier}
            ?selected=${one.tier === this.tier}>${one.name}</option>`)}
        </select>
        <button type="button" @click=${async () => download(await of.toCsv(), 'planscore-customers.csv', 'text/csv')}>${
          this.t('exportCsv')}</button>
      </div>
      <div class="customers">
        ${
          this.cell === null
            ? nothing
            : html`<p class="note">R${this.cell.r} F${this.cell.f}
          <button type="button" class="link"
            @click=${() => this.#show(of, '', null)}>${this.t('wholeList')}</button></p>`
        }
        ${table(this.t('customers'), heads, cells, [1, 2, 3, 4], undefined, sorted)}
        <div class="why" role="status">${
          this.why === null
            ? nothing
            : html`<p>${this.why.customer}</p>
          ${part('why', this.why.because)}${part('moveUp', this.why.toMoveUp)}`
        }</div>
        <div class="pager">
          ${turn(-PAGE, 'previous', this.offset === 0)}
          <span>${Math.min(this.offset + 1, total)}–${Math.min(this.offset + PAGE, total)} / ${total}</span>
          ${turn(PAGE, 'next', this.offset + PAGE >= total)}
        </div>
      </div>`;
  }
}
