// Funnels against typed-array JavaScript and DuckDB-Wasm: node --expose-gc benches/funnel.mjs (after `cargo xtask package`).
// One run, one thread each, the same unsorted events and the same question for all: of each stage the deals that
// entered, advanced, were lost, are open and left it out, the conversion, and the days by which half and nine in ten
// have left (Kaplan-Meier: open deals are censored, won and lost ones are not). planscore adds its whole report.
// JavaScript is there twice: plain, as one writes it with typed arrays for any events, and tuned by hand for deals that
// enter each stage once. DuckDB answers an easier question: entered, advanced, and the quantiles of the finished stays.
// Then a what-if over 2,000 open deals.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Deals, analyzeFunnel, hitProbability, init } from '../pkg/node.js';
import { random } from './random.mjs';

const STAGES = ['lead', 'MQL', 'SQL', 'opportunity', 'quote', 'won'];
const LAST = STAGES.length - 1;
const LOST = 255;
const GOALS = { plain: 8, duck: 13 };
const WHAT_IF_MS = 50;
const [WARM_UP, RUNS] = [2, 9];

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

// ── planscore ──
function planscore(columns) {
  const deals = Deals.fromEvents(columns, { stages: STAGES });
  const report = analyzeFunnel(deals);
  deals.free();
  return report.stages.map(({ entered, advanced, lost, open, skipped, conversion, days }) =>
    ({ entered, advanced, lost, open, skipped, rate: conversion.rate, p50: days.p50, p90: days.p90 }));
}

// ── JavaScript over typed arrays ──
/** Counts of each stage, and its stays: those that ended, and those that go on. */
function tally(deals) {
  const counts = () => new Uint32Array(STAGES.length);
  const columns = () => STAGES.map(() => new Float64Array(deals));
  return { entered: counts(), advanced: counts(), lost: counts(), open: counts(), skipped: counts(), ended: columns(), goesOn: columns(), ends: counts(), goingOn: counts() };
}

/** The days by which shares of the stays have ended (Kaplan-Meier). */
function quantiles(ended, goesOn, shares) {
  ended.sort();
  goesOn.sort();
  const found = shares.map(() => null);
  let left = 1, at = 0, censored = 0, next = 0;
  while (at < ended.length && next < shares.length) {
    const time = ended[at];
    while (censored < goesOn.length && goesOn[censored] < time) censored++;
    const at_risk = ended.length - at + goesOn.length - censored;
    let same = 0;
    for (; at < ended.length && ended[at] === time; at++) same++;
    left *= (at_risk - same) / at_risk;
    for (; next < shares.length && left <= 1 - shares[next] + 1e-12; next++) found[next] = time;
  }
  return found;
}

function answers({ entered, advanced, lost, open, skipped, ended, goesOn, ends, goingOn }) {
  return STAGES.map((_, i) => {
    const [p50, p90] = i === LAST ? [null, null] : quantiles(ended[i].subarray(0, ends[i]), goesOn[i].subarray(0, goingOn[i]), [0.5, 0.9]);
    return { entered: entered[i], advanced: advanced[i], lost: lost[i], open: open[i], skipped: skipped[i], rate: i === LAST || entered[i] === 0 ? null : advanced[i] / entered[i], p50, p90 };
  });
}

function extent({ deal, time }) {
  let deals = 0, latest = -Infinity;
  for (let i = 0; i < deal.length; i++) {
    if (deal[i] >= deals) deals = deal[i] + 1;
    if (time[i] > latest) latest = time[i];
  }
  return { deals, as_of: Math.floor(latest) };
}

/** Events grouped by deal, each deal's put in order and walked through. */
function walked(columns) {
  const { deal, stage, time } = columns;
  const { deals, as_of } = extent(columns);
  const starts = new Uint32Array(deals + 1);
  for (let i = 0; i < deal.length; i++) starts[deal[i] + 1]++;
  for (let i = 1; i <= deals; i++) starts[i] += starts[i - 1];
  const next = starts.slice(0, deals), order = new Uint32Array(deal.length);
  for (let i = 0; i < deal.length; i++) order[next[deal[i]]++] = i;
  const sums = tally(deals);
  const isBefore = (a, b) => time[a] < time[b] || (time[a] === time[b] && stage[a] < stage[b]);
  for (let code = 0; code < deals; code++) {
    const [from, to] = [starts[code], starts[code + 1]];
    for (let i = from + 1; i < to; i++) {
      const event = order[i];
      let at = i;
      for (; at > from && isBefore(event, order[at - 1]); at--) order[at] = order[at - 1];
      order[at] = event;
    }
    let furthest = -1, visited = 0, isLost = false;
    for (let i = from; i < to; i++) {
      const reached = stage[order[i]];
      if (reached === LOST) isLost = true;
      else {
        visited |= 1 << reached;
        if (reached > furthest) furthest = reached;
      }
    }
    if (furthest < 0) continue;
    for (let step = 0; step < furthest; step++) {
      if (visited >> step & 1) {
        sums.entered[step]++;
        sums.advanced[step]++;
      } else sums.skipped[step]++;
    }
    sums.entered[furthest]++;
    if (furthest === LAST) sums.advanced[LAST]++;
    else if (isLost) sums.lost[furthest]++;
    else sums.open[furthest]++;
    for (let i = from; i < to; i++) {
      const step = stage[order[i]], entered = time[order[i]];
      if (step === LOST || step === LAST) break;
      if (i + 1 < to) sums.ended[step][sums.ends[step]++] = time[order[i + 1]] - entered;
      else sums.goesOn[step][sums.goingOn[step]++] = Math.max(as_of - entered, 0);
    }
  }
  return sums;
}

const plain = (columns) => answers(walked(columns));

/** The time of each stage in one table, a row a deal, gone through from the last stage back. */
function tuned(columns) {
  const { deal, stage, time } = columns;
  const { deals, as_of } = extent(columns);
  const width = STAGES.length + 1;
  const first = new Float64Array(deals * width).fill(Infinity);
  for (let i = 0; i < deal.length; i++) first[deal[i] * width + (stage[i] === LOST ? STAGES.length : stage[i])] = time[i];
  const sums = tally(deals);
  for (let code = 0; code < deals; code++) {
    const base = code * width;
    const lost = first[base + STAGES.length];
    let next = lost, is_later = false;
    for (let step = LAST; step >= 0; step--) {
      const from = first[base + step];
      if (from === Infinity) {
        if (is_later) sums.skipped[step]++;
        continue;
      }
      sums.entered[step]++;
      if (is_later || step === LAST) sums.advanced[step]++;
      else if (lost !== Infinity) sums.lost[step]++;
      else sums.open[step]++;
      if (next !== Infinity) sums.ended[step][sums.ends[step]++] = next - from;
      else sums.goesOn[step][sums.goingOn[step]++] = Math.max(as_of - from, 0);
      next = from;
      is_later = true;
    }
  }
  return answers(sums);
}

// ── DuckDB-Wasm, in this thread ──
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
    return steps.map((i) => {
      const [p50, p90] = i < LAST ? row[3 * i + 2] : [null, null];
      return { entered: Number(row[3 * i]), advanced: Number(row[3 * i + 1]), p50, p90 };
    });
  };
}

/** What DuckDB is asked: the quantiles of the stays that ended, whatever goes on. */
function finished(columns) {
  const { entered, advanced, ended, ends } = walked(columns);
  const quantile = (sorted, p) => {
    const place = (sorted.length - 1) * p, below = Math.floor(place);
    return sorted[below] + (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]) * (place - below);
  };
  return STAGES.map((_, i) => {
    const sorted = ended[i].subarray(0, ends[i]).sort();
    const [p50, p90] = i < LAST ? [quantile(sorted, 0.5), quantile(sorted, 0.9)] : [null, null];
    return { entered: entered[i], advanced: advanced[i], p50, p90 };
  });
}

// ── one table ──
function timed(work) {
  const times = [];
  globalThis.gc?.();
  for (let i = 0; i < WARM_UP + RUNS; i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.slice(WARM_UP).sort((a, b) => a - b)[RUNS >> 1];
}

/** Counts are the same, days to 1e-9 (planscore keeps times of day to 3 microseconds). */
function agree(found, expected, who) {
  for (const [i, stage] of expected.entries()) {
    for (const [name, value] of Object.entries(stage)) {
      const own = found[i][name];
      const same = (name === 'p50' || name === 'p90') && value !== null ? Math.abs(own - value) <= 1e-9 : own === value;
      assert.ok(same, `${who}: ${name} of ${STAGES[i]} is ${own}, not ${value}`);
    }
  }
}

await init();
const others = { plain: ['plain JavaScript', plain], tuned: ['tuned JavaScript', tuned], duck: ['DuckDB-Wasm', await duckdb()] };
const only = process.env.ONLY?.split(',') ?? Object.keys(others);
const slower = [];
console.log('| events | planscore ms | plain JavaScript ms | tuned JavaScript ms | DuckDB-Wasm ms | against plain | against tuned | against DuckDB-Wasm |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [count, hours] of [[1_000_000, false], [5_000_000, false], [1_000_000, true], [5_000_000, true]]) {
  const data = events(count, hours);
  const title = `${count.toLocaleString('en')}${hours ? ' with times of day' : ''}`;
  const expected = planscore(data);
  const own = timed(() => planscore(data));
  const [times, ratios] = [[], []];
  for (const [key, [name, work]] of Object.entries(others)) {
    let found = NaN, time = NaN;
    if (only.includes(key)) {
      agree(work(data), key === 'duck' ? finished(data) : expected, name);
      time = timed(() => work(data));
      found = time / own;
    }
    times.push(time.toFixed(1));
    ratios.push(`${found.toFixed(1)}x`);
    if (found < 1) slower.push(`${title}: slower than ${name} (${found.toFixed(2)}x)`);
    else if (found < (GOALS[key] ?? 1)) slower.push(`${title}: ${found.toFixed(1)}x ${name}, ${GOALS[key]}x is wanted`);
  }
  console.log(`| ${title} | ${own.toFixed(1)} | ${[...times, ...ratios].join(' | ')} |`);
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
const slider = timed(what_if);
console.log(`\nwhat-if over 2,000 open deals, 10,000 draws: ${slider.toFixed(1)} ms (goal ${WHAT_IF_MS}); between ${what_if().expected.p10.toFixed(0)} and ${what_if().expected.p90.toFixed(0)}`);
if (slider > WHAT_IF_MS) slower.push(`the what-if takes ${slider.toFixed(1)} ms, ${WHAT_IF_MS} are wanted`);
console.log(slower.length ? `\n${slower.join('\n')}` : '\nplanscore is slower nowhere.');
if (slower.length) process.exitCode = 1;
