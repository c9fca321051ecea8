/** RFM tiers: what each is worth, and who is in it. */
import type { Segmentation, TierTableName } from 'planscore';
import type { Answer } from '../analysis.js';
import { bar, fact, h, table } from '../dom.js';
import { money, number, percent } from '../format.js';
import { t } from '../i18n.js';
import { panel } from './panel.js';

const PAGE = 8;
const TABLES = ['salesPlan', 'tenSegments'] as const satisfies TierTableName[];

export function tiersPanel(
  answer: Answer<Segmentation>, current: TierTableName, choose: (table: TierTableName) => void,
): HTMLElement {
  return panel('tiers', 'panelTiers', 'needOrders', answer, (segmentation) => {
    const summary = segmentation.summary;
    const list = h('div', { class: 'customers' });
    let tier: string | null = null;
    let offset = 0;

    function show(): void {
      const of = tier;
      const total = of === null ? segmentation.length : (summary.tiers.find((one) => one.tier === of)?.customers ?? 0);
      const rows = segmentation.rows({ offset, limit: PAGE, orderBy: 'monetary', descending: true, ...(of === null ? {} : { tier: of }) });
      const why = h('div', { class: 'why', role: 'status' });
      const heads = [t('customer'), t('recency'), t('frequency'), t('monetary'), 'R-F-M', t('tier')];
      const cells = rows.map((row) => [
        h('button', { type: 'button', class: 'link', click: () => explain(why, row.customer) }, row.customer),
        number(row.recency),
        number(row.frequency),
        money(row.monetary),
        `${row.r}-${row.f}-${row.m}`,
        row.name,
      ]);
      const turn = (by: number, word: 'previous' | 'next', off: boolean): HTMLElement =>
        h('button', { type: 'button', disabled: off, click: () => { offset += by; show(); } }, t(word));
      list.replaceChildren(
        table(t('customers'), heads, cells, [1, 2, 3, 4]),
        why,
        h(
          'div',
          { class: 'pager' },
          turn(-PAGE, 'previous', offset === 0),
          h('span', {}, `${Math.min(offset + 1, total)}–${Math.min(offset + PAGE, total)} / ${total}`),
          turn(PAGE, 'next', offset + PAGE >= total),
        ),
      );
    }

    function explain(into: HTMLElement, customer: string): void {
      const { because, toMoveUp } = segmentation.explain(customer);
      const part = (word: 'why' | 'moveUp', lines: string[]): Node[] =>
        lines.length === 0 ? [] : [h('strong', {}, t(word)), h('ul', {}, ...lines.map((line) => h('li', {}, line)))];
      into.replaceChildren(h('p', {}, customer), ...part('why', because), ...part('moveUp', toMoveUp));
    }

    const only = h(
      'select',
      { 'aria-label': t('showTier'), change: () => { tier = only.value || null; offset = 0; show(); } },
      h('option', { value: '' }, t('allTiers')),
      ...summary.tiers.map((one) => h('option', { value: one.tier }, one.name)),
    );
    const tables = h(
      'select',
      { 'aria-label': t('tierTable'), change: () => choose(tables.value as TierTableName) },
      ...TABLES.map((name) => h('option', { value: name, selected: name === current }, t(name))),
    );
    const save = h('button', { type: 'button', click: () => download(segmentation.toCsv()) }, t('exportCsv'));
    show();
    const heads = [t('tier'), t('customers'), t('share'), t('revenue'), t('revenueShare'), t('advice')];
    const rows = summary.tiers.map((one) => [
      one.name,
      number(one.customers),
      percent(one.share),
      money(one.revenue),
      h('span', { class: 'with-bar' }, percent(one.revenueShare), bar(one.revenueShare)),
      h('span', { class: 'advice' }, one.advice),
    ]);
    return [
      h(
        'dl',
        { class: 'fact-row' },
        fact(t('customers'), number(summary.customers)),
        fact(t('ordersCount'), number(summary.orders)),
        fact(t('revenue'), money(summary.revenue)),
        fact(t('topFifth'), percent(summary.topFifthRevenueShare)),
        fact(t('lapsedDays'), `${number(summary.lapsedDays)} ${t('days')}`),
        fact(t('asOf'), summary.asOf),
      ),
      h(
        'div',
        { class: 'beside' },
        h('div', {}, h('div', { class: 'tools' }, h('label', {}, t('tierTable'), tables)), table(t('panelTiers'), heads, rows, [1, 2, 3, 4])),
        h('div', {}, h('div', { class: 'tools' }, only, save), list),
      ),
    ];
  });
}

/** Saves bytes as a file, without leaving the page. */
function download(bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'text/csv' }));
  h('a', { href: url, download: 'planscore-customers.csv' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
