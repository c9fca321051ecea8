/** Everything but where the module comes from, which is the entries' own. */
export type * from './columns.js';
export { Deals, Orders, Segmentation } from './datasets.js';
export * from './engines.js';
export { PlanscoreError } from './errors.js';
export * from './funnel.js';
export * from './kpi.js';
export type * from './queries.js';
export * from './reading.js';
export * from './review.js';
export * from './rfm.js';
export type * from './rule-codes.js';
export { initSync } from './runtime.js';
export type * from './source.js';
export type * from './types.js';
export * from './value.js';
export { version } from './version.js';
