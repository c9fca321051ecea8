/** The engine of the page's own thread. */
import {
  actualsFromDeals,
  actualsFromOrders,
  analyzeFunnel,
  checkPlan,
  defaultScorecard,
  hitProbability,
  renderReport,
  reviewPlan,
  scoreKpis,
  scoreTeam,
  segmentCustomers,
  tierMigration,
  tierWorth,
} from './core.js';
import type { Engine } from './engine-types.js';
import { init } from './index.js';

/** Answers in the calling thread. */
export const direct: Engine = {
  init: () => init(),
  actualsFromDeals,
  actualsFromOrders,
  analyzeFunnel,
  checkPlan,
  defaultScorecard,
  hitProbability,
  renderReport,
  reviewPlan,
  scoreKpis,
  scoreTeam,
  segmentCustomers,
  tierMigration,
  tierWorth,
};
