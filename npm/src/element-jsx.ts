/** The elements as React writes them. */
import type {
  KpisEvents,
  PanelEvents,
  PeopleEvents,
  PlanEvents,
  PlanscoreFunnelElement,
  PlanscoreKpisElement,
  PlanscorePeopleElement,
  PlanscorePlanElement,
  PlanscoreReviewElement,
  PlanscoreTiersElement,
  PlanscoreTrendElement,
  ReviewEvents,
  TiersEvents,
} from './element-types.js';

/** What every element of a page may have. */
export interface CommonProps extends Partial<
  Pick<HTMLElement, 'className' | 'hidden' | 'id' | 'lang' | 'slot' | 'title'>
> {
  /** Which of its siblings it is. */
  key?: string | number | bigint | null | undefined;
  /** Takes the element. */
  ref?: unknown;
  /** How it looks. */
  style?: unknown;
  /** What stands inside. */
  children?: unknown;
}

/** An element's own properties, and its events by the names that React gives them. */
export type ElementProps<Element extends HTMLElement, Events extends PanelEvents> = CommonProps &
  Partial<Omit<Element, keyof HTMLElement>> & {
    [K in Exclude<keyof Events, keyof HTMLElementEventMap> as `on${K & string}`]?: (event: Events[K]) => void;
  };

/** @ts-ignore Without React there is nothing to add to. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'planscore-kpis': ElementProps<PlanscoreKpisElement, KpisEvents>;
      'planscore-tiers': ElementProps<PlanscoreTiersElement, TiersEvents>;
      'planscore-funnel': ElementProps<PlanscoreFunnelElement, PanelEvents>;
      'planscore-plan': ElementProps<PlanscorePlanElement, PlanEvents>;
      'planscore-people': ElementProps<PlanscorePeopleElement, PeopleEvents>;
      'planscore-trend': ElementProps<PlanscoreTrendElement, PanelEvents>;
      'planscore-review': ElementProps<PlanscoreReviewElement, ReviewEvents>;
    }
  }
}
