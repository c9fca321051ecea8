/** Looking ahead over deals: what a target takes, and the chance to reach it. */
import * as raw from 'planscore-raw';
import { type Deals, open } from './datasets.js';
import { call } from './runtime.js';
import type { HitChance, HitOptions, LeadOptions, RequiredLeads } from './types.js';

/**
 * How many deals a target takes at each stage, at each assurance.
 *
 * @example
 * const [even] = requiredLeads(deals, { won: 30, by: '2026-12-31', assurance: [0.5] });
 * console.log(even.stages);
 */
export function requiredLeads(deals: Deals, options: LeadOptions): RequiredLeads[] {
  return call(() => raw.requiredLeads(open(deals), options));
}

/**
 * The chance that the open deals and new ones reach a target by a day.
 *
 * @example
 * const { probability, p50 } = hitProbability(deals, { revenue: 2_000_000, by: '2026-12-31', seed: 1 });
 */
export function hitProbability(deals: Deals, options: HitOptions): HitChance {
  return call(() => raw.hitProbability(open(deals), options));
}
