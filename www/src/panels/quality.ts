/** Every row that was left out or read with doubt, and how rows were treated. */
import { issues, type Analysis } from '../analysis.js';
import { h, table } from '../dom.js';
import { number } from '../format.js';
import { t } from '../i18n.js';
import { panel } from './panel.js';

/** Issues shown for each file. */
const SHOWN = 50;

export function qualityPanel(analysis: Analysis): HTMLElement {
  const loaded = analysis.orders !== null || analysis.deals !== null || analysis.kpis !== null;
  return panel('quality', 'panelQuality', 'needAny', loaded ? { value: issues(analysis) } : null, (found) => {
    const policies =
      analysis.tiers !== null && 'value' in analysis.tiers
        ? analysis.tiers.value.summary.policies.filter(({ rows }) => rows > 0)
        : [];
    const rows = found.flatMap(({ kind, listed }) =>
      listed.slice(0, SHOWN).map((issue) => [
        t(kind),
        issue.row === null ? '—' : number(issue.row),
        issue.column ?? '—',
        issue.value ?? '—',
        issue.message,
      ]),
    );
    const count = found.reduce((sum, one) => sum + one.count, 0);
    return [
      rows.length === 0
        ? h('p', { class: 'empty' }, t('noIssues'))
        : h('p', { class: 'note' }, t('issuesListed').replace('{n}', number(count)).replace('{m}', number(rows.length))),
      rows.length === 0 ? null : table(t('panelQuality'), [t('file'), t('row'), t('column'), t('value'), t('reason')], rows, [1]),
      policies.length === 0
        ? null
        : h('details', {}, h('summary', {}, t('policies')), h('ul', {}, ...policies.map(({ message, rows: n }) => h('li', {}, `${message} (${number(n)})`)))),
    ];
  });
}
