/** The engine of the page's own thread. */
import {
  analyzeFunnel,
  checkPlan,
  defaultScorecard,
  hitProbability,
  renderReport,
  requiredLeads,
  reviewPlan,
  scoreKpis,
  segmentCustomers,
  tierMigration,
} from './core.js';
import type { Engine } from './engine-types.js';
import { init } from './index.js';

/** Answers in the calling thread. */
export const direct: Engine = {
  init: () => init(),
  analyzeFunnel,
  checkPlan,
  defaultScorecard,
  hitProbability,
  renderReport,
  requiredLeads,
  reviewPlan,
  scoreKpis,
  segmentCustomers,
  tierMigration,
};
