/** Every row that was left out or read with doubt. */
import type { DataIssue } from 'planscore';
import { h, table } from './dom.js';
import { count, t } from './i18n.js';
import type { Kind } from './intake.js';

/** Issues shown for each file. */
const SHOWN = 50;

export function qualityPanel(found: { kind: Kind; count: number; listed: DataIssue[] }[]): HTMLElement {
  const rows = found.flatMap(({ kind, listed }) =>
    listed
      .slice(0, SHOWN)
      .map((issue) => [
        t(kind),
        issue.row === null ? '—' : count(issue.row),
        issue.column ?? '—',
        issue.value ?? '—',
        issue.message,
      ]),
  );
  const all = found.reduce((sum, one) => sum + one.count, 0);
  return h(
    'section',
    { id: 'quality', class: 'panel', 'aria-labelledby': 'quality-title' },
    h('h2', { id: 'quality-title' }, t('panelQuality')),
    rows.length === 0
      ? h('p', { class: 'empty' }, t('noIssues'))
      : h('p', { class: 'note' }, t('issuesListed').replace('{n}', count(all)).replace('{m}', count(rows.length))),
    rows.length === 0
      ? null
      : table(t('panelQuality'), [t('file'), t('row'), t('column'), t('value'), t('reason')], rows, [1]),
  );
}
