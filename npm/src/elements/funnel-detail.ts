/** What the funnel says in words, and the statistics behind it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FunnelReport, StageReport } from '../types.js';
import { outcomes } from './charts/outcomes.js';
import { survival } from './charts/survival.js';
import type { Format } from './format.js';
import { chart, legend, table } from './parts.js';

type Part = TemplateResult | typeof nothing;

/** The stage with the lowest share that goes on, of those that have one. */
function lowest(stages: StageReport[]): StageReport | undefined {
  return [...stages]
    .filter(({ conversion }) => conversion.resolvedRate !== null)
    .sort((a, b) => (a.conversion.resolvedRate as number) - (b.conversion.resolvedRate as number))[0];
}

/** The stage where deals stay longest. */
function slowest(stages: StageReport[]): StageReport | undefined {
  return [...stages]
    .filter(({ days }) => days.p50 !== null)
    .sort((a, b) => (b.days.p50 as number) - (a.days.p50 as number))[0];
}

/** Where most money is left, which stage loses most, where deals wait longest: three things, each by its name. */
export function verdict(f: Format, report: FunnelReport): TemplateResult {
  const weakest = report.bottleneck;
  const stages = report.stages.slice(0, -1);
  const others = [
    [lowest(stages), 'lowestRate', ({ conversion }: StageReport) => f.percent(conversion.resolvedRate, 1)],
    [slowest(stages), 'longestStay', ({ days }: StageReport) => f.days(days.p50)],
  ] as const;
  const said = others.flatMap(([stage, name, value]) =>
    stage === undefined ? [] : [f.t(name, { stage: stage.stage, value: value(stage) })],
  );
  const reasons = report.stages.find(({ stage }) => stage === weakest?.stage)?.lostReasons ?? [];
  const why = reasons.filter(({ reason }) => reason !== '').map(({ reason, deals }) => `${reason} ${f.number(deals)}`);
  const lost = why.length === 0 ? nothing : html`<p>${f.t('lostReasons')}${f.list(why)}</p>`;
  const rest = said.length === 0 ? nothing : html`<p class="facts">${said.join(f.locale === 'en' ? '; ' : '；')}</p>`;
  if (weakest === null) {
    return html`<div class="callout calm"><strong>${f.t('noBottleneck')}</strong>
      <p>${report.noBottleneckBecause ?? ''}</p>${rest}</div>`;
  }
  const title = f.t(weakest.unit === 'money' ? 'mostMoney' : 'mostDeals', { stage: weakest.stage });
  return html`<div class="callout" title=${f.t('probabilityWorst', { share: f.percent(weakest.probabilityWorst) })}>
    <strong>${title}</strong><p>${weakest.because}</p>${lost}${rest}</div>`;
}

/** How soon leads are answered. */
export function responsePart(f: Format, { response }: FunnelReport): Part {
  if (response === null) return nothing;
  const { share, interval, slaHours, within, leads } = response;
  const between =
    interval === null ? '' : f.t('interval', { low: f.percent(interval.low), high: f.percent(interval.high) });
  return html`<p class="note" title=${between}>${f.t('response', {
    hours: f.number(slaHours),
    share: f.percent(share),
    within: f.number(within),
    leads: f.number(leads),
  })}</p>`;
}

/** How long deals stay in each stage. */
export function survivalPart(f: Format, report: FunnelReport, room: number): Part {
  const stages = report.stages.slice(0, -1).filter((stage) => stage.survival.length > 0);
  if (stages.length === 0) return nothing;
  const heads = [f.t('stage'), f.t('quarterOf'), f.t('halfOf'), f.t('threeQuarters'), f.t('nineTenths')];
  const rows = stages.map(({ stage, days }) => [
    stage,
    f.days(days.p25),
    f.days(days.p50),
    f.days(days.p75),
    f.days(days.p90),
  ]);
  return html`<h3>${f.t('survival')}</h3>
    ${legend(stages.map(({ stage }, i) => [`series-${i % 6}`, stage]))}
    ${chart(
      survival(stages, { chart: f.t('survival'), x: f.t('daysSinceStage'), y: f.t('survivalShare') }, room),
      f.t('asTable'),
      table(f.t('survival'), heads, rows, { numeric: [1, 2, 3, 4] }),
    )}`;
}

/** How deals end over time. */
export function outcomesPart(f: Format, report: FunnelReport, room: number): Part {
  if (report.outcomes.length === 0) return nothing;
  const heads = [f.t('day'), f.t('won'), f.t('lostDeals'), f.t('open')];
  const rows = report.outcomes.map(({ day, won, lost, open }) => [
    f.number(day),
    f.percent(won, 1),
    f.percent(lost, 1),
    f.percent(open, 1),
  ]);
  return html`<h3>${f.t('outcomes')}</h3>
    ${legend([
      ['won', f.t('won')],
      ['open', f.t('open')],
      ['lost', f.t('lostDeals')],
    ])}
    ${chart(
      outcomes(report.outcomes, { chart: f.t('outcomes'), x: f.t('daysSinceEntry'), y: f.t('shareOfDeals') }, room),
      f.t('asTable'),
      table(f.t('outcomes'), heads, rows, { numeric: [0, 1, 2, 3] }),
    )}`;
}

/** Owners or channels, each with its win rate and whether it differs although so many are compared. */
export function segmentsPart(
  f: Format,
  report: FunnelReport,
  by: '' | 'owner' | 'channel',
  choose: (by: '' | 'owner' | 'channel') => void,
): TemplateResult {
  const heads = [
    f.t(by === 'channel' ? 'channel' : 'owner'),
    f.t('won'),
    f.t('lostDeals'),
    f.t('winRate'),
    f.t('verdict'),
  ];
  const rows = report.segments.map(({ name, won, lost, pValue, significant }) => [
    name === '' ? '—' : name,
    f.number(won),
    f.number(lost),
    won + lost === 0 ? f.t('notEnough') : f.percent(won / (won + lost), 1),
    html`<span title=${pValue === null ? '' : `p ${pValue < 0.001 ? '< 0.001' : f.number(pValue, 3)}`}>${f.t(
      significant ? 'differs' : 'mayBeChance',
    )}</span>`,
  ]);
  const options = [
    ['', 'nobody'],
    ['owner', 'byOwner'],
    ['channel', 'byChannel'],
  ] as const;
  return html`<div class="tools"><label>${f.t('compare')}
      <select class="compare" @change=${(event: Event) =>
        choose((event.target as HTMLSelectElement).value as '' | 'owner' | 'channel')}>
        ${options.map(([value, name]) => html`<option value=${value} ?selected=${value === by}>${f.t(name)}</option>`)}
      </select></label></div>
    ${rows.length === 0 ? nothing : table(f.t('compare'), heads, rows, { numeric: [1, 2, 3] })}`;
}
