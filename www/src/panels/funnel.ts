/** The funnel, its bottleneck, and the deals that are stuck. */
import type { Bottleneck, FunnelReport, StageReport } from 'planscore';
import type { Answer } from '../analysis.js';
import { bar, fact, h, table } from '../dom.js';
import { money, number, percent } from '../format.js';
import { t } from '../i18n.js';
import { panel } from './panel.js';

/** Stuck deals shown at once. */
const STUCK = 8;

export function funnelPanel(answer: Answer<FunnelReport>): HTMLElement {
  return panel('funnel', 'panelFunnel', 'needDeals', answer, (report) => {
    const most = Math.max(1, ...report.stages.map(({ entered }) => entered));
    const heads = [t('stage'), t('entered'), t('conversion'), t('interval'), t('medianDays'), t('p90'), t('lost'), t('open')];
    const rows = report.stages.map((stage, i) => stageRow(stage, most, i === report.stages.length - 1, report.bottleneck));
    const view = table(t('panelFunnel'), heads, rows, [1, 2, 3, 4, 5, 6, 7]);
    view.querySelectorAll('tbody tr').forEach((row, i) => {
      if (report.stages[i]?.stage === report.bottleneck?.stage) row.classList.add('weakest');
    });
    return [
      h(
        'dl',
        { class: 'fact-row' },
        fact(t('deals'), number(report.deals)),
        fact(t('won'), number(report.won)),
        fact(t('lost'), number(report.lost)),
        fact(t('open'), number(report.open)),
        fact(t('winRate'), percent(report.winRate, 1)),
        fact(t('cycle'), report.cycleDays.p50 === null ? '—' : `${number(report.cycleDays.p50)} ${t('days')}`),
      ),
      callout(report),
      view,
      reasons(report),
      stuck(report),
    ];
  });
}

function stageRow(stage: StageReport, most: number, last: boolean, weakest: Bottleneck | null): (Node | string)[] {
  const { rate, interval } = stage.conversion;
  const stay = (value: number | null): string => (value === null || last ? '—' : `${number(value)} ${t('days')}`);
  const name = h('span', { class: 'stage' }, stage.stage);
  if (weakest?.stage === stage.stage) name.append(h('span', { class: 'pill offTarget' }, t('bottleneck')));
  return [
    name,
    h('span', { class: 'with-bar' }, number(stage.entered), bar(stage.entered / most)),
    last ? '—' : rate === null ? t('notEnough') : percent(rate),
    last || interval === null ? '—' : `${percent(interval.low)}–${percent(interval.high)}`,
    stay(stage.days.p50),
    stay(stage.days.p90),
    last ? '—' : number(stage.lost),
    last ? '—' : number(stage.open),
  ];
}

/** The verdict in words: where, why, what it is worth, and how sure. */
function callout(report: FunnelReport): HTMLElement {
  const weakest = report.bottleneck;
  if (weakest === null) {
    return h('div', { class: 'callout calm' }, h('strong', {}, t('noBottleneck')), h('p', {}, report.noBottleneckBecause ?? ''));
  }
  const worth = (value: number): string => (weakest.unit === 'money' ? money(value) : `${number(value, 1)} ${t('deals')}`);
  return h(
    'div',
    { class: 'callout' },
    h('strong', {}, `${t('bottleneck')}: ${weakest.stage} · ${t(weakest.kind === 'time' ? 'byTime' : 'byConversion')}`),
    h('p', {}, weakest.because),
    h(
      'p',
      { class: 'facts' },
      `${t('recoverable')} ${worth(weakest.recoverable)} (${worth(weakest.interval.low)}–${worth(weakest.interval.high)}) · ` +
        `${t('probabilityWorst')} ${percent(weakest.probabilityWorst)}`,
    ),
  );
}

function reasons(report: FunnelReport): HTMLElement | null {
  const of = report.stages.find(({ stage }) => stage === report.bottleneck?.stage)?.lostReasons ?? [];
  if (of.length === 0) return null;
  return h('p', { class: 'note' }, `${t('lostReasons')}: ${of.map(({ reason, deals }) => `${reason} ${deals}`).join(' · ')}`);
}

function stuck(report: FunnelReport): HTMLElement | null {
  if (report.stuck.length === 0) return null;
  const heads = [t('deal'), t('owner'), t('stage'), t('age'), t('expected'), t('value')];
  const rows = report.stuck
    .slice(0, STUCK)
    .map((deal) => [deal.deal, deal.owner ?? '—', deal.stage, `${number(deal.ageDays)} ${t('days')}`, `${number(deal.expectedDays)} ${t('days')}`, money(deal.value)]);
  return h('details', {}, h('summary', {}, `${t('stuck')} (${report.stuck.length})`), table(t('stuck'), heads, rows, [3, 4, 5]));
}
