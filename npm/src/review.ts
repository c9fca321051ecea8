/** All together: the plan's targets against what the data say. */
import * as raw from 'planscore-raw';
import { open } from './datasets.js';
import { call } from './runtime.js';
import type { Locale, Review, ReviewInput, ReviewOptions } from './types.js';

/** Reviews a plan: its targets against actuals from the orders and deals wherever the catalogue knows how. */
export function reviewPlan(input: ReviewInput, options: ReviewOptions = {}): Review {
  return call(() => {
    const { orders, deals, ...rest } = input;
    if (orders && deals) return raw.reviewPlanBoth(rest, open(orders), open(deals), options);
    if (orders) return raw.reviewPlanOrders(rest, open(orders), options);
    if (deals) return raw.reviewPlanDeals(rest, open(deals), options);
    return raw.reviewPlan(rest, options);
  });
}

/** A review as a document: one HTML file without script, or Markdown. */
export function renderReport(review: Review, options: { format?: 'html' | 'markdown'; locale?: Locale } = {}): string {
  return call(() => raw.renderReport(review, options));
}
