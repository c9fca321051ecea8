/** What was decided about each file, with what to do if it is wrong, and every row that was left out or is in doubt. */
import type { DataIssue, Decision, RowCounts } from 'planscore';
import { h, table } from './dom.js';
import { count, t } from './i18n.js';
import { canChange } from './mapping.js';
import { placeOf } from './join.js';
import type { Loaded } from './datasets.js';
import type { KpiFile, Table, TableKind } from './session.js';

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

/** A file that was read: what was decided, and how to change it where that can be done here. */
interface ReadFile {
  name: string;
  rows: RowCounts;
  decisions: readonly Decision[];
  change: ((about: string | null) => void) | null;
}

function decisions(of: ReadFile): HTMLElement {
  const { change } = of;
  const rows = of.decisions.map(({ message, rows: touched, example, remedy, option, column }: Decision) => [
    message,
    touched === 0 ? '—' : count(touched),
    [column, example].filter((text) => text !== null && text !== '').join('：') || '—',
    change !== null && canChange(option)
      ? h(
          'button',
          { type: 'button', class: 'change', 'aria-label': `${t('change')}：${message}`, click: () => change(option) },
          t('change'),
        )
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

/** Actuals of a table, which has no columns to change here. */
export interface ActualsRead {
  name: string;
  read: NonNullable<KpiFile['read']>;
}

export function qualityPanel(
  found: Quality[],
  actuals: readonly ActualsRead[],
  change: (table: Table, about: string | null) => void,
): HTMLElement {
  const rows = found.flatMap((quality) =>
    quality.loaded.data.issues.slice(0, SHOWN).map((issue) => {
      const [file, row] = place(quality, issue);
      return [file, row, issue.column ?? '—', issue.value ?? '—', issue.message];
    }),
  );
  for (const { name, read } of actuals) {
    for (const issue of read.issues.slice(0, SHOWN)) {
      rows.push([
        name,
        issue.row === null ? '—' : count(issue.row),
        issue.column ?? '—',
        issue.value ?? '—',
        issue.message,
      ]);
    }
  }
  const all =
    found.reduce((sum, { loaded }) => sum + loaded.data.issueCount, 0) +
    actuals.reduce((sum, { read }) => sum + read.issues.length, 0);
  return h(
    'section',
    { id: 'quality', class: 'panel', 'aria-labelledby': 'quality-title' },
    h('h2', { id: 'quality-title' }, t('panelQuality')),
    ...found.flatMap(({ tables }) => tables.map((one) => decisions({ ...one, change: (about) => change(one, about) }))),
    ...actuals.map(({ name, read }) => decisions({ name, ...read, change: null })),
    rows.length === 0
      ? h('p', { class: 'empty' }, t('noIssues'))
      : h('h3', {}, `${t('leftOut')} · ${t('issuesListed', { n: count(all), m: count(rows.length) })}`),
    rows.length === 0
      ? null
      : table(t('panelQuality'), [t('file'), t('row'), t('column'), t('value'), t('reason')], rows, [1]),
  );
}
