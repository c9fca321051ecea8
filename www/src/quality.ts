/** What was decided about each file, with what to do if it is wrong, and every row that was left out or is in doubt. */
import type { DataIssue, Decision } from 'planscore';
import { h, table } from './dom.js';
import { count, t } from './i18n.js';
import { canChange } from './mapping.js';
import { placeOf } from './join.js';
import type { Loaded } from './datasets.js';
import type { Table, TableKind } from './session.js';

/** Issues shown for each kind. */
const SHOWN = 50;

/** What there is to tell of the tables of a kind. */
export interface Quality {
  kind: TableKind;
  tables: readonly Table[];
  loaded: Loaded;
}

/** The place of an issue in the user's own file. */
function place({ tables, loaded: { joined } }: Quality, { row }: DataIssue): [file: string, row: string] {
  const name = tables[0]?.name ?? '';
  if (row === null) return [joined === null ? name : '', '—'];
  const own = joined === null ? { name, row } : placeOf(joined.starts, row);
  return [own?.name ?? name, count(own?.row ?? row)];
}

function decisions(of: Table, change: (table: Table, about: string | null) => void): HTMLElement {
  const rows = of.decisions.map(({ message, rows: touched, example, remedy, option, column }: Decision) => [
    message,
    touched === 0 ? '—' : count(touched),
    [column, example].filter((text) => text !== null && text !== '').join('：') || '—',
    canChange(option)
      ? h('button', { type: 'button', class: 'change', 'aria-label': `${t('change')}：${message}`, click: () => change(of, option) }, t('change'))
      : remedy,
  ]);
  const { read, used, leftOut } = of.rows;
  const say = t('rowsSay', { name: of.name, read: count(read), used: count(used), out: count(leftOut) });
  return h(
    'details',
    { class: 'decided' },
    h('summary', {}, say),
    h('h3', {}, t('decided')),
    table(`${t('decided')} ${of.name}`, [t('decision'), t('touches'), t('example'), t('remedy')], rows, [1]),
  );
}

export function qualityPanel(found: Quality[], change: (table: Table, about: string | null) => void): HTMLElement {
  const rows = found.flatMap((quality) =>
    quality.loaded.data.issues.slice(0, SHOWN).map((issue) => {
      const [file, row] = place(quality, issue);
      return [file, row, issue.column ?? '—', issue.value ?? '—', issue.message];
    }),
  );
  const all = found.reduce((sum, { loaded }) => sum + loaded.data.issueCount, 0);
  return h(
    'section',
    { id: 'quality', class: 'panel', 'aria-labelledby': 'quality-title' },
    h('h2', { id: 'quality-title' }, t('panelQuality')),
    ...found.flatMap(({ tables }) => tables.map((one) => decisions(one, change))),
    rows.length === 0
      ? h('p', { class: 'empty' }, t('noIssues'))
      : h('h3', {}, `${t('leftOut')} · ${t('issuesListed', { n: count(all), m: count(rows.length) })}`),
    rows.length === 0
      ? null
      : table(t('panelQuality'), [t('file'), t('row'), t('column'), t('value'), t('reason')], rows, [1]),
  );
}
