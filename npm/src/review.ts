/** All together: the plan's targets against what the data say. */
import * as raw from 'planscore-raw';
import { open } from './datasets.js';
import type { ReviewInput } from './queries.js';
import { call } from './runtime.js';
import type { RenderOptions, Review, ReviewOptions } from './types.js';

/**
 * Reviews a plan: its targets against actuals from the orders and deals wherever the catalogue knows how.
 *
 * @example
 * const review = reviewPlan({ plan: text, orders, deals }, { locale: 'en' });
 * for (const { text, because } of review.firstSteps) console.log(text, because);
 */
export function reviewPlan(input: ReviewInput, options: ReviewOptions = {}): Review {
  return call(() => {
    const { orders, deals, ...rest } = input;
    if (orders && deals) return raw.reviewPlanBoth(rest, open(orders), open(deals), options);
    if (orders) return raw.reviewPlanOrders(rest, open(orders), options);
    if (deals) return raw.reviewPlanDeals(rest, open(deals), options);
    return raw.reviewPlan(rest, options);
  });
}

/**
 * A review as a document: one HTML file without script, or Markdown.
 *
 * @example
 * const html = renderReport(reviewPlan({ plan: text }), { format: 'html', locale: 'zh-CN' });
 */
export function renderReport(review: Review, options: RenderOptions = {}): string {
  return call(() => raw.renderReport(review, options));
}
