/** The list of customers: sorted, paged, explained, and saved as it is filtered. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AnySegmentation } from '../handles.js';
import type { CustomerRow, RfmSummary, RowsOptions } from '../types.js';
import type { Format } from './format.js';
import { type List, listTools } from './list.js';
import { table } from './parts.js';

export const PAGE = 8;
/** Most rows that the engine gives at once. */
const CHUNK = 10_000;

/** What the list can be ordered by, in the order of its columns. */
const ORDERS = ['customer', 'recency', 'frequency', 'monetary', 'tier'] as const satisfies RowsOptions['orderBy'][];
export type Order = (typeof ORDERS)[number];

/** A cell of the heat map. */
export interface Scores {
  r: number;
  f: number;
}

/** What the list shows. */
export interface View {
  tier: string;
  cell: Scores | null;
  offset: number;
  orderBy: Order;
  descending: boolean;
  total: number;
  why: { customer: string; because: string[]; toMoveUp: string[] } | null;
  owners: ReadonlyMap<string, string> | null;
  told: string;
}

/** What the user can do with it. */
export interface Doing {
  show: (tier: string) => void;
  turn: (offset: number) => void;
  sort: (by: Order) => void;
  explain: (customer: string) => void;
  list: () => Promise<List>;
  tell: (text: string) => void;
}

/** The day so many days before another. */
export function daysBefore(asOf: string, days: number): string {
  return new Date(Date.parse(asOf) - days * 86_400_000).toISOString().slice(0, 10);
}

/** All customers that a filter shows, as a list to save. */
export async function listOf(
  f: Format,
  of: AnySegmentation,
  summary: RfmSummary,
  filter: RowsOptions,
  owners: ReadonlyMap<string, string> | null,
): Promise<List> {
  const rows: CustomerRow[] = [];
  for (let got = CHUNK; got === CHUNK;) {
    const part = await of.rows({ ...filter, offset: rows.length, limit: CHUNK });
    rows.push(...part);
    got = part.length;
  }
  const tier = summary.tiers.find((one) => one.tier === filter.tier);
  const withOwner = owners !== null && owners.size > 0;
  const owned = <T>(cell: T): T[] => (withOwner ? [cell] : []);
  return {
    title: tier?.name ?? f.t('customers'),
    heads: [
      f.t('customer'),
      ...owned(f.t('owner')),
      f.t('tier'),
      f.t('lastOrder'),
      f.t('recency'),
      f.t('frequency'),
      f.t('monetary'),
    ],
    rows: rows.map((row) => [
      row.customer,
      ...owned(owners?.get(row.customer) ?? ''),
      row.name,
      daysBefore(summary.asOf, row.recency),
      row.recency,
      row.frequency,
      row.monetary,
    ]),
    show: [
      String,
      ...owned(String),
      String,
      String,
      (days) => f.number(days),
      (times) => f.number(times),
      (money) => f.money(money),
    ],
  };
}

export function customersPart(
  f: Format,
  summary: RfmSummary,
  rows: CustomerRow[],
  view: View,
  on: Doing,
): TemplateResult {
  const withOwner = view.owners !== null && view.owners.size > 0;
  const titles = [f.t('customer'), f.t('recency'), f.t('frequency'), f.t('monetary'), f.t('tier')];
  const arrow = view.descending ? ' ↓' : ' ↑';
  const heads = ORDERS.map(
    (by, i) =>
      html`<button type="button" class="link" @click=${() => on.sort(by)}>${titles[i]}${
        by === view.orderBy ? arrow : ''
      }</button>`,
  );
  const sorted = (i: number): 'ascending' | 'descending' | undefined =>
    ORDERS[i] !== view.orderBy ? undefined : view.descending ? 'descending' : 'ascending';
  const days = summary.lapsedDays;
  const cells = rows.map((row) => [
    html`<button type="button" class="link" @click=${() => on.explain(row.customer)}>${row.customer}</button>`,
    html`<span title=${row.recency > days ? f.t('silentFor', { days: f.number(row.recency), usual: f.number(days) }) : ''}>${f.number(
      row.recency,
    )}</span>`,
    f.number(row.frequency),
    f.money(row.monetary),
    html`<span title=${`R${row.r} F${row.f} M${row.m}`}>${row.name}</span>`,
    ...(withOwner ? [view.owners?.get(row.customer) ?? '—'] : []),
  ]);
  const more = withOwner ? [f.t('owner')] : [];
  const { offset, total } = view;
  const turn = (to: number, name: 'previous' | 'next', off: boolean): TemplateResult =>
    html`<button type="button" ?disabled=${off} @click=${() => on.turn(to)}>${f.t(name)}</button>`;
  const part = (name: 'why' | 'moveUp', lines: string[]): TemplateResult | typeof nothing =>
    lines.length === 0
      ? nothing
      : html`<strong>${f.t(name)}</strong><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<div class="customers">
    <div class="tools">
      <select class="show-tier" aria-label=${f.t('showTier')}
        @change=${(event: Event) => on.show((event.target as HTMLSelectElement).value)}>
        <option value="">${f.t('allTiers')}</option>
        ${summary.tiers.map((one) => html`<option value=${one.tier} ?selected=${one.tier === view.tier}>${one.name}</option>`)}
      </select>
      ${listTools(f, on.list, on.tell)}<span class="note" role="status">${view.told}</span>
    </div>
    ${
      view.cell === null
        ? nothing
        : html`<p class="note">R${view.cell.r} F${view.cell.f}
        <button type="button" class="link" @click=${() => on.show('')}>${f.t('wholeList')}</button></p>`
    }
    ${table(f.t('customers'), [...heads, ...more], cells, { numeric: [1, 2, 3], sorted, labels: [...titles, ...more] })}
    <div class="why" role="status">${
      view.why === null
        ? nothing
        : html`<p>${view.why.customer}</p>${part('why', view.why.because)}${part('moveUp', view.why.toMoveUp)}`
    }</div>
    <div class="pager">
      ${turn(offset - PAGE, 'previous', offset === 0)}
      <span>${Math.min(offset + 1, total)}–${Math.min(offset + PAGE, total)} / ${f.number(total)}</span>
      ${turn(offset + PAGE, 'next', offset + PAGE >= total)}
    </div>
  </div>`;
}
