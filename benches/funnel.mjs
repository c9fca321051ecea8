// Run by hand after `cargo xtask package`: node benches/funnel.mjs
// Unsorted events to counts, conversions, medians and p90 of each stage (planscore adds its whole report) against
// duckdb-wasm and plain typed-array JavaScript, in one run; then a what-if over 2,000 open deals.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Deals, analyzeFunnel, hitProbability, init } from '../pkg/node.js';
import { random } from './random.mjs';

const STAGES = ['lead', 'MQL', 'SQL', 'opportunity', 'quote', 'won'];
const LAST = STAGES.length - 1;
const LOST = 255;
const GOALS = { 'duckdb-wasm': 13, JavaScript: 8 };
const WHAT_IF_MS = 50;

/** Deals of about five events, some lost, some open, in random order; whole days or with times of day. */
function events(count, hours) {
  const deal = new Uint32Array(count), stage = new Uint8Array(count), time = new Float64Array(count);
  let at = 0;
  for (let code = 0; at < count; code++) {
    let now = 20_000 + Math.floor(random() * 700);
    for (let step = 0; step <= LAST && at < count && now < 20_730; step++) {
      const is_lost = step > 0 && random() < 0.12;
      deal[at] = code;
      stage[at] = is_lost ? LOST : step;
      time[at] = hours ? now + Math.floor(random() * 1440) / 1440 : now;
      at += 1;
      now += 1 + Math.floor(30 * random() * random());
      if (is_lost) break;
    }
  }
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    for (const column of [deal, stage, time]) [column[i], column[j]] = [column[j], column[i]];
  }
  return { deal, stage, time };
}

function planscore(columns) {
  const deals = Deals.fromEvents(columns, { stages: STAGES });
  const report = analyzeFunnel(deals);
  deals.free();
  return report.stages.map(({ entered, advanced }) => [entered, advanced]);
}

/** The first time of each stage in one table, stays in a column a stage, sorted for their quantiles. */
function javascript({ deal, stage, time }) {
  let deals = 0;
  for (let i = 0; i < deal.length; i++) if (deal[i] >= deals) deals = deal[i] + 1;
  const width = STAGES.length + 1;
  const first = new Float64Array(deals * width).fill(Infinity);
  for (let i = 0; i < deal.length; i++) {
    const at = deal[i] * width + (stage[i] === LOST ? STAGES.length : stage[i]);
    if (time[i] < first[at]) first[at] = time[i];
  }
  const entered = new Uint32Array(STAGES.length), advanced = new Uint32Array(STAGES.length);
  const stays = STAGES.map(() => new Float64Array(deals)), stayed = new Uint32Array(STAGES.length);
  for (let code = 0; code < deals; code++) {
    const base = code * width;
    let next = first[base + STAGES.length], later = false;
    for (let step = LAST; step >= 0; step--) {
      const from = first[base + step];
      if (from === Infinity) continue;
      entered[step] += 1;
      if (later || step === LAST) advanced[step] += 1;
      if (next !== Infinity) stays[step][stayed[step]++] = next - from;
      next = from;
      later = true;
    }
  }
  const quantile = (sorted, p) => {
    const place = (sorted.length - 1) * p, below = Math.floor(place);
    return sorted[below] + (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]) * (place - below);
  };
  return STAGES.map((_, step) => {
    const sorted = stays[step].subarray(0, stayed[step]).sort();
    const days = step < LAST ? [quantile(sorted, 0.5), quantile(sorted, 0.9)] : [];
    return [entered[step], advanced[step], ...days];
  });
}

async function duckdb() {
  const require = createRequire(import.meta.url);
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const arrow = createRequire(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs'))('apache-arrow');
  const mainModule = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm');
  const db = await createDuckDB({ mvp: { mainModule }, eh: { mainModule } }, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate(() => {});
  const connection = db.connect();
  const steps = STAGES.map((_, i) => i);
  const firsts = steps.map((i) => `min(time) filter (stage = ${i}) as t${i}`).join(', ');
  const next = (i) => `least(${[...steps.slice(i + 1).map((j) => `t${j}`), 'lost'].join(', ')}) - t${i}`;
  const later = (i) => (i === LAST ? 'true' : `coalesce(${steps.slice(i + 1).map((j) => `t${j}`).join(', ')}) is not null`);
  const columns = steps.flatMap((i) => [
    `count(t${i})`, `count(t${i}) filter (${later(i)})`, ...(i < LAST ? [`quantile_cont(${next(i)}, [0.5, 0.9])`] : []),
  ]);
  const query = `select ${columns.map((column, i) => `${column} as c${i}`).join(', ')} from
    (select deal, ${firsts}, min(time) filter (stage = ${LOST}) as lost from events group by deal)`;
  return (data) => {
    connection.query('drop table if exists events');
    const table = new arrow.Table(Object.fromEntries(Object.entries(data).map(([name, values]) => [name, arrow.makeVector(values)])));
    connection.insertArrowTable(table, { name: 'events' });
    const row = connection.query(query).get(0).toArray();
    return steps.map((i) => [Number(row[3 * i]), Number(row[3 * i + 1]), ...(i < LAST ? [...row[3 * i + 2]] : [])]);
  };
}

function median(work, runs) {
  for (let i = 0; i < 2; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
}

await init();
let behind = false;
let others = { 'duckdb-wasm': await duckdb(), JavaScript: javascript };
if (process.argv.includes('--alone')) others = { JavaScript: javascript };
console.log('| events | planscore, ms | ' + Object.keys(others).map((name) => `${name} (goal ${GOALS[name]}x)`).join(' | ') + ' |');
console.log('| --- | ---: | ' + Object.keys(others).map(() => '---: |').join(' '));
for (const [count, hours] of [[1_000_000, false], [5_000_000, false], [1_000_000, true], [5_000_000, true]]) {
  const data = events(count, hours);
  const expected = javascript(data);
  assert.deepEqual(planscore(data), expected.map(([entered, advanced]) => [entered, advanced]));
  const own = median(() => planscore(data), 9);
  const cells = Object.entries(others).map(([name, work]) => {
    for (const [step, row] of work(data).entries()) row.forEach((cell, i) => assert.ok(Math.abs(cell - expected[step][i]) < 1e-6, `${name}: stage ${step}`));
    const time = median(() => work(data), 5);
    const slower = time / own < GOALS[name];
    behind ||= slower;
    return `${time.toFixed(0)} ms, ${(time / own).toFixed(1)}x${slower ? ' (short of the goal)' : ''}`;
  });
  console.log(`| ${count.toLocaleString('en')}${hours ? ' with times of day' : ''} | ${own.toFixed(1)} | ${cells.join(' | ')} |`);
}

// 8,000 deals of which 2,000 are open, each with a value.
const rows = { deal: [], stage: [], time: [], value: [] };
for (let code = 0; code < 8_000; code++) {
  const value = Math.round(10_000 + 90_000 * random());
  const add = (stage, time) => [code, stage, time, value].forEach((cell, i) => Object.values(rows)[i].push(cell));
  const reached = Math.floor(random() * LAST);
  let now = code < 2_000 ? 20_700 : 20_000 + Math.floor(500 * random());
  const is_won = code >= 2_000 && random() < 0.3;
  for (let stage = 0; stage <= (is_won ? LAST : reached); stage++) {
    add(stage, now);
    now += 1 + Math.floor(20 * random());
  }
  if (code >= 2_000 && !is_won) add(LOST, now);
}
const history = Deals.fromEvents(
  { deal: Uint32Array.from(rows.deal), stage: Uint8Array.from(rows.stage), time: Float64Array.from(rows.time), value: Float64Array.from(rows.value) },
  { stages: STAGES },
);
let step = 0;
const what_if = () => hitProbability(history, {
  revenue: 2e7, by: '2027-03-31', draws: 10_000, lift: [{ stage: 'SQL', rate: 0.01 * (step++ % 20), days: -0.1 }],
});
const slider = median(what_if, 21);
behind ||= slider > WHAT_IF_MS;
console.log(`\nwhat-if over 2,000 open deals, 10,000 draws: ${slider.toFixed(1)} ms (goal ${WHAT_IF_MS}); between ${what_if().p10.toFixed(0)} and ${what_if().p90.toFixed(0)}`);
if (behind) {
  console.log('planscore is slower than its goals');
  process.exitCode = 1;
}
