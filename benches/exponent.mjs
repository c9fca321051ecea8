// Run by hand after `cargo xtask package`: node benches/exponent.mjs [PARTS OF NAMES]
// How the time of every entry point grows with its input: each shape of shapes.mjs at n, 2n and 4n, n so large that constant
// costs vanish. Prints the exponents (1 is linear) and ends with 1 where one is above the limit. Where columns outgrow a
// cache time grows faster for once: what is above the limit is measured from 4n and from n / 2 on too, and the least of the
// three counts, since a loop in a loop shows at every size. It is processor time, so that other programs do not matter.
import * as core from '../pkg/node.js';
import { actualFiles, commissions, dealEvents, dealFiles, fittedColumns, orderColumns, orderFiles, plans, scorecards, stages, teams } from './shapes.mjs';

const LIMIT = 1.15;
/** Milliseconds that n has to take at least. */
const LEAST = 5;
const RUNS = 5;
/** Sizes from which on it is measured, as parts of n, until one is within the limit. */
const SIZES = [1, 4, 0.5];
/** Largest n: what takes less time than that with it is not measured, and said to be too fast. */
const LARGEST = 1_000_000;

await core.init();
const PERIOD = { start: '2026-01-01', end: '2026-12-31' };
const mapped = (shapes, of) => Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, (n) => of(shape(n))]));
const orders = mapped(orderColumns, (columns) => core.Orders.fromColumns(columns));
const deals = mapped(dealEvents, (columns) => core.Deals.fromEvents(columns, { stages }));
const reports = mapped(plans, (text) => ({ text, report: core.checkPlan(text) }));
const segmented = mapped(orders, (data) => core.segmentCustomers(data));
const columnsOf = ({ members }) => ['k0', 'k1'].map((id) => ({ id, values: Float64Array.from(members, ({ actuals }) => actuals.find((one) => one.id === id)?.value ?? NaN) }));

/** A call of an entry point with an input, the shapes of its inputs, the size to begin with. */
const ENTRIES = {
  'Orders.fromCsv': [(bytes) => core.Orders.fromCsv(bytes).free(), orderFiles, 2_000],
  'Orders.fromColumns': [(columns) => core.Orders.fromColumns(columns).free(), orderColumns, 20_000],
  'Deals.fromCsv': [(bytes) => core.Deals.fromCsv(bytes).free(), dealFiles, 2_000],
  'Deals.fromEvents': [(columns) => core.Deals.fromEvents(columns, { stages }).free(), dealEvents, 5_000],
  readActuals: [(bytes) => core.readActuals(bytes), actualFiles, 1_000],
  recognize: [(bytes) => core.recognize(bytes), { ...orderFiles, ...dealFiles }, 2_000],
  segmentCustomers: [(data) => core.segmentCustomers(data, { tiers: 'tenSegments' }).free(), orders, 20_000],
  customerRetention: [(data) => core.customerRetention(data), orders, 20_000],
  churnWarnings: [(data) => core.churnWarnings(data), orders, 20_000],
  nextPurchases: [(data) => core.nextPurchases(data), orders, 20_000],
  tierWorth: [(data) => core.tierWorth(data), orders, 20_000],
  fitCustomerValue: [(data) => core.fitCustomerValue(data), mapped(fittedColumns, (columns) => core.Orders.fromColumns(columns)), 2_000],
  actualsFromOrders: [(data) => core.actualsFromOrders(data, PERIOD), orders, 20_000],
  'Segmentation.toCsv': [(tiers) => tiers.toCsv(), segmented, 20_000],
  'Segmentation.rows': [(tiers) => tiers.rows({ orderBy: 'monetary', limit: 100 }), segmented, 20_000],
  wakeUpList: [(tiers) => tiers.wakeUpList({ limit: 100 }), segmented, 20_000],
  tierMigration: [(tiers) => core.tierMigration(tiers, tiers), segmented, 20_000],
  analyzeFunnel: [(data) => core.analyzeFunnel(data), deals, 5_000],
  'analyzeFunnel by owner': [(data) => core.analyzeFunnel(data, { by: 'owner' }), deals, 5_000],
  'analyzeFunnel, strict': [(data) => core.analyzeFunnel(data, { view: 'strict', windowDays: 90 }), deals, 5_000],
  requiredLeads: [(data) => core.requiredLeads(data, { won: 10, by: '2027-06-30' }), deals, 5_000],
  hitProbability: [(data) => core.hitProbability(data, { won: 10, by: '2027-06-30', draws: 100 }), deals, 5_000],
  actualsFromDeals: [(data) => core.actualsFromDeals(data, { start: '2024-01-01', end: '2026-12-31' }), deals, 5_000],
  scoreKpis: [({ scorecard, actuals, options }) => core.scoreKpis(scorecard, actuals, options), scorecards, 100],
  scoreTeam: [({ scorecard, members, options }) => core.scoreTeam(scorecard, members, options), teams, 100],
  scoreColumns: [({ scorecard, columns }) => core.scoreColumns(scorecard, columns), mapped(teams, (team) => ({ ...team, columns: columnsOf(team) })), 1_000],
  simulateCommission: [({ plan, sales }) => core.simulateCommission(plan, sales), commissions, 1_000],
  checkPlan: [(text) => core.checkPlan(text), plans, 2_000],
  checkPlans: [(text) => core.checkPlans(text), plans, 2_000],
  applyEdits: [({ text, report }) => core.applyEdits(text, report.findings), reports, 2_000],
  toSarif: [({ report }) => core.toSarif(report), reports, 2_000],
  planScorecard: [({ report }) => core.planScorecard(report), reports, 2_000],
  reviewPlan: [(plan) => core.reviewPlan({ plan }), plans, 2_000],
  renderReport: [(review) => core.renderReport(review, { format: 'html' }), mapped(plans, (plan) => core.reviewPlan({ plan })), 2_000],
};

/** Milliseconds of one run; an input that is refused is answered, too. */
async function time(call, input) {
  const start = process.cpuUsage();
  try {
    await call(input);
  } catch (error) {
    if (!(error instanceof core.PlanscoreError)) throw error;
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** The shortest runs with inputs of some sizes, taken in turn; null where there is no such input. */
async function times(call, shape, sizes, runs) {
  const inputs = [];
  try {
    for (const size of sizes) inputs.push(shape(size));
    const least = sizes.map(() => Infinity);
    for (let run = 0; run < runs; run++) {
      for (const [i, input] of inputs.entries()) least[i] = Math.min(least[i], await time(call, input));
    }
    return least;
  } catch (error) {
    if (error instanceof core.PlanscoreError) return null;
    throw error;
  } finally {
    for (const input of inputs) if (typeof input?.free === 'function') input.free();
  }
}

/** The exponent from n to 4n, and the times; null where there is no such input, or it takes no time. */
async function growth(call, shape, first) {
  let n = first;
  for (; n < LARGEST; n *= 2) {
    const taken = await times(call, shape, [n], 3);
    if (taken === null) return null;
    if (taken[0] >= LEAST) break;
    if (taken[0] < LEAST / 8) n *= 4;
  }
  if (n >= LARGEST) return null;
  let best = null;
  for (const size of SIZES) {
    const from = Math.ceil(n * size);
    const taken = await times(call, shape, [from, 2 * from, 4 * from], RUNS);
    if (taken === null) return null;
    const exponent = Math.log2(taken[2] / taken[0]) / 2;
    if (best === null || exponent < best.exponent) best = { n: from, taken, exponent };
    if (exponent <= LIMIT) break;
  }
  return best;
}

const wanted = process.argv.slice(2);
let above = 0;
for (const [name, [call, shapes, first]] of Object.entries(ENTRIES)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  let [most, fast] = [0, 0];
  const lines = [];
  for (const [shape, of] of Object.entries(shapes)) {
    const grown = await growth(call, of, first);
    if (grown === null) {
      fast++;
      continue;
    }
    const { n, taken, exponent } = grown;
    most = Math.max(most, exponent);
    if (exponent <= LIMIT) continue;
    above++;
    lines.push(`  ABOVE ${exponent.toFixed(2)}  ${shape}: n ${n}, ${taken.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`);
  }
  const measured = Object.keys(shapes).length - fast;
  console.log(`${measured === 0 ? '—' : most.toFixed(2)}  ${name} (${measured} shapes${fast === 0 ? '' : `, ${fast} too fast`})`);
  for (const line of lines) console.log(line);
}
console.log(above === 0 ? `no exponent above ${LIMIT}` : `${above} exponents above ${LIMIT}`);
process.exitCode = above === 0 ? 0 : 1;
