/** What stands behind the tiers: scores by recency and frequency, concentration, who moved where. */
import { html, type TemplateResult } from 'lit';
import type { Answer, Engine } from '../engine-types.js';
import type { AnySegmentation } from '../handles.js';
import type { Concentration, IsoDate, RfmSummary, TierMigration, TierWorth } from '../types.js';
import { curve } from './charts/curve.js';
import { flow } from './charts/flow.js';
import type { Scores } from './customers.js';
import type { Format } from './format.js';
import { type Cell, chart, legend, table } from './parts.js';

export interface Background {
  concentration: Concentration;
  /** Customers by recency score (downwards from the best) and frequency score. */
  grid: number[][];
}

/** Who moved, and what a customer of each tier brings in the time ahead. */
export interface Moves {
  migration: TierMigration;
  worth: (number | null)[];
}

export async function backgroundOf(segmentation: AnySegmentation, summary: RfmSummary): Promise<Background> {
  const [r, f] = [await segmentation.column('r'), await segmentation.column('f')];
  const bins = summary.cuts.r.length + 1;
  const grid = Array.from({ length: bins }, () => new Array<number>(bins).fill(0));
  r.forEach((score, i) => {
    const row = grid[bins - score];
    const at = (f[i] ?? 1) - 1;
    if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
  });
  return { concentration: await segmentation.concentration(), grid };
}

/** Null where there was nobody at that date. */
export async function movesOf(
  engine: Engine,
  after: AnySegmentation,
  segment: () => AnySegmentation | Promise<AnySegmentation>,
  worthOf: () => Answer<TierWorth>,
): Promise<Moves | null> {
  try {
    const before = await segment();
    const migration = await engine.tierMigration(before, after);
    await before.free();
    const worth = new Map((await worthOf()).tiers.map(({ tier, perCustomer }) => [tier, perCustomer]));
    return { migration, worth: migration.tiers.map((tier) => worth.get(tier) ?? null) };
  } catch {
    return null;
  }
}

/** Customers by R and F: the table is the chart, its cells open their customers. */
export function heatMap(
  f: Format,
  grid: number[][],
  chosen: Scores | null,
  choose: (cell: Scores | null) => void,
): TemplateResult {
  const most = Math.max(1, ...grid.flat());
  const bins = grid.length;
  const heat = (count: number): string =>
    `heat-${count === 0 ? 0 : Math.ceil((4 * Math.sqrt(count)) / Math.sqrt(most))}`;
  return html`<div><h3>${f.t('heatMap')}</h3>
    <table class="heat">
      <caption class="hidden">${f.t('heatMap')}</caption>
      <thead><tr><td></td>${grid.map(
        (_, i) => html`<th scope="col"
        aria-label="${f.t('frequencyScore')} ${i + 1}">F${i + 1}</th>`,
      )}</tr></thead>
      <tbody>${grid.map(
        (row, i) => html`<tr><th scope="row" aria-label="${f.t('recencyScore')} ${bins - i}">R${bins - i}</th>
        ${row.map((count, j) => {
          const cell = { r: bins - i, f: j + 1 };
          const pressed = chosen?.r === cell.r && chosen.f === cell.f;
          return html`<td><button type="button" class="cell ${heat(count)}" aria-pressed=${String(pressed)}
            ?disabled=${count === 0} aria-label="R${cell.r} F${cell.f}: ${count}"
            @click=${() => choose(pressed ? null : cell)}>${count}</button></td>`;
        })}</tr>`,
      )}</tbody>
    </table>
    <p class="note">${f.t('heatHint')}</p></div>`;
}

export function concentrationPart(f: Format, of: Concentration, room: number): TemplateResult {
  const names = {
    chart: f.t('concentrationSays', { share: f.percent(of.customersFor80) }),
    customers: f.t('shareOfCustomers'),
    revenue: f.t('revenueShare'),
  };
  const rows = of.points
    .filter((_, i) => i % 5 === 0)
    .map((point) => [f.percent(point.customers), f.percent(point.revenue, 1)]);
  return html`<div><h3>${f.t('concentration')}</h3><p class="note">${names.chart}</p>
    ${legend([
      ['series-0', f.t('actualCurve')],
      ['quiet', f.t('evenCurve')],
    ])}
    ${chart(
      curve(of, names, room),
      f.t('asTable'),
      table(f.t('concentration'), [names.customers, names.revenue], rows, { numeric: [0, 1] }),
    )}</div>`;
}

export function migrationPart(
  f: Format,
  of: Moves | null,
  compared: IsoDate,
  asOf: IsoDate,
  room: number,
  compare: (date: IsoDate) => void,
): TemplateResult {
  const date = html`<div class="tools"><label>${f.t('since')}
    <input type="date" .value=${compared} max=${asOf} @change=${(event: Event) =>
      compare((event.target as HTMLInputElement).value)}></label></div>`;
  if (of === null) return html`<div><h3>${f.t('migration')}</h3>${date}<p class="empty">${f.t('notEnough')}</p></div>`;
  const { migration, worth } = of;
  const names = {
    chart: f.t('migration'),
    outside: f.t('notThere'),
    from: f.day(compared, true),
    to: f.day(asOf, true),
  };
  const cell = (customers: number, money: number): string =>
    customers === 0 ? '' : `${f.number(customers)} · ${f.money(money)}`;
  const rows: Cell[][] = migration.names.map((name, i) => [
    name,
    ...migration.names.map((_, j) => cell(migration.customers[i]?.[j] ?? 0, migration.revenue[i]?.[j] ?? 0)),
    cell(migration.left.customers[i] ?? 0, migration.left.revenue[i] ?? 0),
  ]);
  rows.push([
    names.outside,
    ...migration.names.map((_, j) => cell(migration.arrived.customers[j] ?? 0, migration.arrived.revenue[j] ?? 0)),
    '',
  ]);
  const heads = [f.t('from'), ...migration.names, names.outside];
  return html`<div><h3>${f.t('migration')}</h3>${date}
    ${legend([
      ['rises', f.t('rises')],
      ['falls', f.t('falls')],
      ['stays', f.t('stays0')],
      ['outside', f.t('comesOrGoes')],
    ])}
    ${chart(
      flow(migration, worth, names, room),
      f.t('asTable'),
      table(names.chart, heads, rows, { numeric: heads.map((_, i) => i).slice(1), crossed: true }),
    )}</div>`;
}
