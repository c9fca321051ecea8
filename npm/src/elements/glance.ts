/** The four scores on top, each with a sentence; a click leads to its panel. */
import { html, nothing, type TemplateResult } from 'lit';
import type { KpiReport, Review } from '../types.js';
import type { Format } from './format.js';
import { listed } from './plan-groups.js';
import { elapsedOf, isYear, missing } from './pace.js';
import { statusName } from './words.js';

export type PanelName = 'kpi' | 'plan' | 'funnel' | 'tiers' | 'people' | 'trend';

/** One score. */
export interface Glance {
  panel: PanelName;
  name: string;
  value: string;
  /** A word on it, and its colour. */
  pill: [kind: string, text: string] | null;
  says: string;
}

function kpiGlance(f: Format, review: Review, paced: KpiReport | null, isSet: boolean): Glance | null {
  const whole = review.kpis;
  if (whole === null) return null;
  const name = f.t('panelKpi');
  if (!isSet)
    return { panel: 'kpi', name, value: '—', pill: ['quiet', f.t('defaultTarget')], says: f.t('glanceNoTargets') };
  const judged = paced ?? whole;
  const elapsed = elapsedOf(whole);
  const over = f.t(isYear(review.period) ? 'wholeYear' : 'wholePeriod');
  const { names, share } = missing(whole);
  const lacks = names.length === 0 ? '' : f.t('glanceMissing', { n: names.length, share: f.percent(share) });
  return {
    panel: 'kpi',
    name: paced === null ? name : `${name}${f.aside(f.t('byPace'))}`,
    value: judged.total === null ? '—' : f.number(judged.total, 1),
    pill: judged.total === null ? null : [judged.status, statusName(judged.status, f.locale)],
    says: [
      paced === null || elapsed === null || whole.total === null
        ? ''
        : f.t('glancePace', { over, total: f.number(whole.total, 1), elapsed: f.percent(elapsed) }),
      lacks,
    ]
      .filter(Boolean)
      .join(f.locale === 'en' ? '; ' : '；'),
  };
}

/** What each engine says at a glance; those without data are left out. */
export function glances(f: Format, review: Review, paced: KpiReport | null, isSet: boolean): Glance[] {
  const { plan, funnel, rfm } = review;
  const found: (Glance | null)[] = [kpiGlance(f, review, paced, isSet)];
  if (plan !== null) {
    const errors = plan.findings.filter(({ severity }) => severity === 'error').length;
    found.push({
      panel: 'plan',
      name: f.t('panelPlan'),
      value: f.number(plan.score),
      pill: [
        plan.score >= 90 ? 'onTarget' : plan.score >= 60 ? 'close' : 'offTarget',
        f.t('grade', { grade: plan.grade }),
      ],
      says: f.t(plan.findings.length === 0 ? 'noFindings' : 'glancePlan', { n: listed(f, plan).length, errors }),
    });
  }
  if (funnel !== null) {
    const weakest = funnel.bottleneck;
    found.push({
      panel: 'funnel',
      // That of the period is among the key figures, where it is asked for.
      name: f.t('winRate') + f.aside(f.t('ofAllDeals')),
      value: f.percent(funnel.winRate, 1),
      pill: null,
      says:
        weakest === null
          ? f.t('glanceFunnelCalm', { open: f.number(funnel.open) })
          : f.t('glanceFunnel', {
              stage: weakest.stage,
              worth:
                weakest.unit === 'money'
                  ? f.money(weakest.recoverable)
                  : f.t('dealsN', { n: f.number(weakest.recoverable, 1) }),
            }),
    });
  }
  if (rfm !== null) {
    const lapsed = rfm.tiers
      .filter(({ tier }) => tier === 'dormant' || tier === 'lost')
      .reduce((sum, one) => sum + one.customers, 0);
    found.push({
      panel: 'tiers',
      name: f.t('customers'),
      value: f.number(rfm.customers),
      pill: null,
      says: f.t('glanceTiers', { lapsed: f.number(lapsed), days: f.number(rfm.lapsedDays) }),
    });
  }
  return found.filter((one) => one !== null);
}

export function glanceTiles(of: Glance[], jump: (panel: PanelName) => void): TemplateResult {
  return html`<ul class="glances">${of.map(
    ({
      panel,
      name,
      value,
      pill,
      says,
    }) => html`<li><button type="button" class="glance" data-panel=${panel} @click=${() => jump(panel)}>
    <span class="name">${name}</span>
    <span><span class="big">${value}</span>${pill === null ? nothing : html` <span class="pill ${pill[0]}">${pill[1]}</span>`}</span>
    <span class="facts">${says}</span></button></li>`,
  )}</ul>`;
}
