/** What the contract names and a later version brings: each throws code "not-yet". */
import type { Deals } from './datasets.js';
import { PlanscoreError } from './errors.js';
import type { IsoDate } from './types.js';

function later<F extends (...args: never[]) => unknown>(name: string): F {
  const refuse = (): never => {
    throw new PlanscoreError('not-yet', {
      'zh-CN': `${name} 尚未提供`,
      en: `${name} is not available yet`,
    });
  };
  return refuse as unknown as F;
}

/** How many leads a goal needs, at each assurance. */
export const requiredLeads = later<
  (
    deals: Deals,
    options: { won?: number; revenue?: number; by: IsoDate; assurance?: number[]; asOf?: IsoDate; stages?: string[] },
  ) => { assurance: number; stages: { stage: string; needed: number }[] }[]
>('requiredLeads');

/** The probability that the open deals and new leads reach a goal. */
export const hitProbability = later<
  (
    deals: Deals,
    options: {
      revenue?: number; won?: number; by: IsoDate; asOf?: IsoDate; newLeadsPerDay?: number; draws?: number; seed?: number;
      lift?: { stage: string; rate?: number; days?: number }[];
    },
  ) => { probability: number; p10: number; p50: number; p90: number }
>('hitProbability');

