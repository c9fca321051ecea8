/** What the elements ask: the package's own functions, or a worker's client with the same names. */
import { analyzeFunnel, checkPlan, defaultScorecard, hitProbability, requiredLeads, reviewPlan, scoreKpis, segmentCustomers, tierMigration } from './core.js';
import { init } from './index.js';

type Answering<F> = F extends (...args: infer A) => infer R ? (...args: A) => R | Promise<R> : never;

/** The functions that the elements call; each may answer at once or with a promise. */
export interface Engine {
  init(): Promise<void>;
  analyzeFunnel: Answering<typeof analyzeFunnel>;
  checkPlan: Answering<typeof checkPlan>;
  defaultScorecard: Answering<typeof defaultScorecard>;
  hitProbability: Answering<typeof hitProbability>;
  requiredLeads: Answering<typeof requiredLeads>;
  reviewPlan: Answering<typeof reviewPlan>;
  scoreKpis: Answering<typeof scoreKpis>;
  segmentCustomers: Answering<typeof segmentCustomers>;
  tierMigration: Answering<typeof tierMigration>;
}

/** Asks in the page's own thread. */
export const direct: Engine = {
  init: () => init(),
  analyzeFunnel, checkPlan, defaultScorecard, hitProbability, requiredLeads, reviewPlan, scoreKpis, segmentCustomers, tierMigration,
};
