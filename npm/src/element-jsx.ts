/** The elements as React, Vue and Svelte write them. */
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

/** Every element with its events. */
interface Tags {
  'planscore-kpis': [PlanscoreKpisElement, KpisEvents];
  'planscore-tiers': [PlanscoreTiersElement, TiersEvents];
  'planscore-funnel': [PlanscoreFunnelElement, PanelEvents];
  'planscore-plan': [PlanscorePlanElement, PlanEvents];
  'planscore-people': [PlanscorePeopleElement, PeopleEvents];
  'planscore-trend': [PlanscoreTrendElement, PanelEvents];
  'planscore-review': [PlanscoreReviewElement, ReviewEvents];
}

/** What each element takes in JSX and in a template of Svelte. */
export type ElementTags = { [Tag in keyof Tags]: ElementProps<Tags[Tag][0], Tags[Tag][1]> };

/** What each element is in a template of Vue: its properties, and what it emits. */
export type ElementComponents = {
  [Tag in keyof Tags]: new () => Tags[Tag][0] & {
    $props: ElementTags[Tag];
    $emit: <Name extends keyof Tags[Tag][1]>(name: Name, event: Tags[Tag][1][Name]) => void;
  };
};

/** @ts-ignore Without React there is nothing to add to. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ElementTags {}
  }
}

/** @ts-ignore Without Vue there is nothing to add to. */
declare module 'vue' {
  interface GlobalComponents extends ElementComponents {}
}

/** @ts-ignore Without Svelte there is nothing to add to. */
declare module 'svelte/elements' {
  interface SvelteHTMLElements extends ElementTags {}
}
