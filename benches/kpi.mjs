// Scores 10,000 members x 12 figures: node benches/kpi.mjs (after `cargo xtask package`).
import { readFile } from 'node:fs/promises';
import { random } from './random.mjs';

const { initSync, scoreColumns, scoreKpis, scoreTeam } = await import('../pkg/node.js');
initSync(await readFile(new URL('../pkg/planscore.wasm', import.meta.url)));

const MEMBERS = 10_000;
const BUDGET_MS = 30;
const figures = Array.from({ length: 12 }, (_, k) => ({ id: `k${k}`, weight: 5 + k, target: 100 + 10 * k }));
figures[3].scoring = { curve: 'threePoint', threshold: 0.8, stretch: 1.2 };
figures[4].scoring = { curve: 'bands', bands: [{ from: 0, score: 0 }, { from: 0.8, score: 80 }, { from: 1, score: 100 }] };
figures[5].target = { form: 'atMost', value: 100 };
figures[6].target = { form: 'points', points: 5, baseline: 100 };
const scorecard = { items: figures };

const columns = figures.map(({ id }, k) => ({
  id,
  // One value in fifty is missing.
  values: Float64Array.from({ length: MEMBERS }, () => (random() < 0.02 ? NaN : (100 + 10 * k) * (0.5 + random()))),
}));
const members = Array.from({ length: 200 }, (_, i) => ({
  id: `m${i}`,
  actuals: columns.filter(({ values }) => !Number.isNaN(values[i])).map(({ id, values }) => ({ id, value: values[i] })),
}));

function median(work, runs) {
  for (let i = 0; i < 3; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[times.length >> 1];
}

const table = [
  ['10,000 members x 12 figures, columns', median(() => scoreColumns(scorecard, columns), 31), BUDGET_MS],
  ['200 members x 12 figures, reports', median(() => scoreTeam(scorecard, members), 11), null],
  ['one report of 12 figures', median(() => scoreKpis(scorecard, members[0].actuals), 101), null],
];
console.log('| work | ms (median) | budget |\n| --- | ---: | ---: |');
for (const [work, time, budget] of table) console.log(`| ${work} | ${time.toFixed(2)} | ${budget ?? ''} |`);
if (table.some(([, time, budget]) => budget !== null && time > budget)) process.exitCode = 1;
