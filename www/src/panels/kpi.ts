/** KPI scores: the total, and a row a figure whose actual can be edited. */
import type { Actual, KpiReport, KpiResult } from 'planscore';
import { score, type Answer, type Kpis } from '../analysis.js';
import { bar, h, s } from '../dom.js';
import { figure, number, percent } from '../format.js';
import { statusName, t } from '../i18n.js';
import { explain, panel } from './panel.js';

export function kpiPanel(answer: Answer<Kpis>): HTMLElement {
  return panel('kpi', 'panelKpi', 'needAny', answer, (kpis) => {
    const summary = h('div', { class: 'summary', role: 'status' });
    const trouble = h('p', { class: 'refused', role: 'alert', hidden: true });
    const alerts = h('ul', { class: 'alerts', 'aria-label': t('alerts') });
    const rows = kpis.report.items.map((item) => row(item, kpis, change));
    let actuals = kpis.actuals;

    function change(actual: Actual): void {
      try {
        const next = [...actuals.filter(({ id }) => id !== actual.id), actual];
        const report = score(kpis.scorecard, next, kpis.period);
        actuals = next;
        trouble.hidden = true;
        show(report);
      } catch (error) {
        trouble.textContent = explain(error);
        trouble.hidden = false;
      }
    }

    function show(report: KpiReport): void {
      summary.replaceChildren(...total(report, kpis.period?.asOf ?? null));
      report.items.forEach((item, i) => rows[i]?.update(item));
      alerts.replaceChildren(
        ...report.alerts.map(({ severity, message, advice }) =>
          h('li', { class: severity === 'critical' ? 'error' : 'warning' }, message, h('span', {}, advice)),
        ),
      );
    }

    show(kpis.report);
    const heads = ['kpi', 'status', 'weight', 'target', 'actual', 'attainment', 'score', 'contribution', 'pace'] as const;
    const origin = kpis.origin === 'plan' ? `${t('scorecardPlan')} ` : kpis.origin === 'default' ? `${t('scorecardDefault')} ` : '';
    return [
      summary,
      trouble,
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': t('panelKpi') },
        h(
          'table',
          { class: 'kpis' },
          h('caption', { class: 'hidden' }, t('panelKpi')),
          h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col', ...(head === 'kpi' || head === 'status' ? {} : { class: 'number' }) }, t(head))))),
          h('tbody', {}, ...rows.map(({ element }) => element)),
        ),
      ),
      alerts,
      h('p', { class: 'note' }, `${origin}${t('editHint')}`),
    ];
  });
}

/** The total on a dial, and what it rests on. */
function total(report: KpiReport, asOf: string | null): Node[] {
  const reach = Math.min(report.total ?? 0, 120) / 120;
  const facts = [`${t('coverage')} ${percent(report.coverage)}`];
  if (report.range) facts.push(`${t('range')} ${number(report.range.low, 1)}–${number(report.range.high, 1)}`);
  if (asOf) facts.push(`${t('asOf')} ${asOf}`);
  return [
    s(
      'svg',
      { class: `dial ${report.status}`, viewBox: '0 0 100 58', 'aria-hidden': 'true' },
      s('path', { class: 'track', d: 'M8 52a42 42 0 0 1 84 0', pathLength: 100 }),
      s('path', { class: 'fill', d: 'M8 52a42 42 0 0 1 84 0', pathLength: 100, 'stroke-dasharray': `${reach * 100} 100` }),
    ),
    h(
      'div',
      { class: 'headline' },
      h('span', { class: 'big' }, number(report.total, 1)),
      h('span', { class: `pill ${report.status}` }, statusName(report.status)),
      report.provisional ? h('span', { class: 'pill quiet' }, t('provisional')) : null,
      h('span', { class: 'facts' }, facts.join(' · ')),
    ),
  ];
}

/** One figure: the input stays while the cells around it change, so that focus is never lost. */
function row(first: KpiResult, kpis: Kpis, change: (actual: Actual) => void): { element: HTMLElement; update: (item: KpiResult) => void } {
  const scale = first.unit === 'ratio' ? 100 : 1;
  const shown = first.actual === null ? '' : String(Number((first.actual * scale).toFixed(2)));
  const input = h('input', {
    type: 'number',
    step: 'any',
    inputmode: 'decimal',
    value: shown,
    'aria-label': `${t('actual')} ${first.name}${first.unit === 'ratio' ? ' (%)' : ''}`,
    change: () => {
      const value = input.valueAsNumber;
      change(Number.isNaN(value) ? { id: first.id, state: 'missing' } : { id: first.id, value: value / scale });
    },
  });
  const cells = Object.fromEntries(
    ['weight', 'target', 'attainment', 'score', 'contribution', 'pace'].map((name) => [name, h('td', { class: 'number' })]),
  ) as Record<'weight' | 'target' | 'attainment' | 'score' | 'contribution' | 'pace', HTMLTableCellElement>;
  const status = h('td');
  const element = h(
    'tr',
    {},
    h('th', { scope: 'row' }, first.name, kpis.derived.has(first.id) ? h('small', {}, t('fromData')) : null),
    status,
    cells.weight,
    cells.target,
    h('td', { class: 'number edit' }, input, first.unit === 'ratio' ? h('span', { class: 'unit' }, '%') : null),
    cells.attainment,
    cells.score,
    cells.contribution,
    cells.pace,
  );
  return {
    element,
    update: (item) => {
      cells.weight.textContent = percent(item.share);
      cells.target.textContent = figure(item.target, item.unit);
      cells.attainment.replaceChildren(percent(item.attainment), bar((item.attainment ?? 0) / 1.2, item.status));
      cells.score.textContent = number(item.score, 1);
      cells.contribution.textContent = number(item.contribution, 1);
      cells.pace.textContent = item.pace ? percent(item.pace.pace) : '—';
      status.replaceChildren(h('span', { class: `pill ${item.status}` }, statusName(item.status)));
    },
  };
}
