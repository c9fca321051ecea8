/** Custom elements: importing this defines them, and on a server, where there is no DOM, does nothing. */
import { PlanscoreFunnel } from './elements/funnel.js';
import { PlanscoreKpis } from './elements/kpis.js';
import { PlanscorePeople } from './elements/people.js';
import { PlanscorePlan } from './elements/plan.js';
import { PlanscoreReview } from './elements/review.js';
import { PlanscoreTiers } from './elements/tiers.js';
import { PlanscoreTrend } from './elements/trend.js';

const ELEMENTS = {
  'planscore-kpis': PlanscoreKpis,
  'planscore-tiers': PlanscoreTiers,
  'planscore-funnel': PlanscoreFunnel,
  'planscore-plan': PlanscorePlan,
  'planscore-people': PlanscorePeople,
  'planscore-trend': PlanscoreTrend,
  'planscore-review': PlanscoreReview,
} as const;

if (typeof customElements !== 'undefined') {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}

export type * from './element-jsx.js';
export type * from './element-types.js';
export type { Answer, Engine } from './engine-types.js';
export type * from './handles.js';
