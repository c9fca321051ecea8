/** What the contract names and a later version brings: each throws code "not-yet". */
import type { Segmentation } from './datasets.js';
import { PlanscoreError } from './errors.js';

function later<F extends (...args: never[]) => unknown>(name: string): F {
  const refuse = (): never => {
    throw new PlanscoreError('not-yet', {
      'zh-CN': `${name} 尚未提供`,
      en: `${name} is not available yet`,
    });
  };
  return refuse as unknown as F;
}

/** customers[i][j] moved from tier i to tier j; revenue[i][j] is their monetary value in `after`. */
export const tierMigration =
  later<(before: Segmentation, after: Segmentation) => { tiers: string[]; customers: number[][]; revenue: number[][] }>(
    'tierMigration',
  );
