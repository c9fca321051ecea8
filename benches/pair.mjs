// Two builds of the package side by side in one process, each row run in turn: node benches/pair.mjs OLD NEW [runs] [PARTS OF NAMES]
// OLD and NEW are folders that `cargo xtask package` wrote. Prints medians and their ratio; machines are noisy, turns are not.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { random } from './random.mjs';

const [oldFolder, newFolder, runs = '15', ...wanted] = process.argv.slice(2);
const open = async (folder) => {
  const core = await import(pathToFileURL(resolve(folder, 'node.js')));
  core.initSync(await readFile(join(folder, 'planscore.wasm')));
  return core;
};
const builds = [await open(oldFolder), await open(newFolder)];

const ORDERS = 1_000_000;
const [codes, days, amounts] = [new Uint32Array(ORDERS), new Int32Array(ORDERS), new Float64Array(ORDERS)];
for (let i = 0; i < ORDERS; i++) {
  codes[i] = Math.floor(random() ** 2 * 100_000);
  days[i] = 19_000 + Math.floor(random() * 730);
  amounts[i] = Math.round(random() ** 3 * 2_000_000 - (random() < 0.02 ? 1_000_000 : 0)) / 100;
}
const named = Array.from({ length: 100_000 }, (_, i) => `杭州钱塘${i}商贸有限公司`);
const names = Array.from(codes, (code) => named[code].slice());
const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const lines = Array.from(codes.subarray(0, 300_000), (code, i) => `${named[code]},${iso(days[i])},${amounts[i]}`);
const csv = new TextEncoder().encode(`客户,下单日期,金额\n${lines.join('\n')}\n`);

const STAGES = ['lead', 'MQL', 'SQL', 'opportunity', 'quote', 'won'];
function events(count, hours) {
  const [deal, stage, time] = [new Uint32Array(count), new Uint8Array(count), new Float64Array(count)];
  for (let at = 0, code = 0; at < count; code++) {
    let now = 20_000 + Math.floor(random() * 700);
    for (let step = 0; step < STAGES.length && at < count && now < 20_730; step++) {
      const lost = step > 0 && random() < 0.12;
      [deal[at], stage[at], time[at]] = [code, lost ? 255 : step, hours ? now + Math.floor(random() * 1440) / 1440 : now];
      at += 1;
      now += 1 + Math.floor(30 * random() * random());
      if (lost) break;
    }
  }
  return { deal, stage, time };
}
const [wholeDays, withHours] = [events(ORDERS, false), events(ORDERS, true)];
const plan = await readFile(new URL('../www/samples/plan.md', import.meta.url), 'utf8');
const text = plan.repeat(Math.ceil(15_000 / plan.length)).slice(0, 15_000);
const deals = await readFile(new URL('../www/samples/deals.csv', import.meta.url));
const figures = Array.from({ length: 12 }, (_, k) => ({ id: `k${k}`, weight: 5 + k, target: 100 + 10 * k }));
const columns = figures.map(({ id }) => ({ id, values: Float64Array.from({ length: 10_000 }, () => 60 + 100 * random()) }));
const members = Array.from({ length: 200 }, (_, i) => ({
  id: `m${i}`, actuals: columns.map(({ id, values }) => ({ id, value: values[i] })),
}));

const tiers = (core, orders) => {
  const found = core.segmentCustomers(orders, { tiers: 'tenSegments' });
  const summary = JSON.stringify(found.summary.tiers);
  found.free();
  orders.free();
  return summary;
};
const funnel = (core, columns) => {
  const set = core.Deals.fromEvents(columns, { stages: STAGES });
  const report = core.analyzeFunnel(set);
  set.free();
  return report;
};
const WORK = {
  'RFM, codes': (core) => tiers(core, core.Orders.fromColumns({ customer: codes, date: days, amount: amounts })),
  'RFM, names': (core) => tiers(core, core.Orders.fromColumns({ customer: names, date: days, amount: amounts })),
  'RFM, CSV of 300,000 rows': (core) => tiers(core, core.Orders.fromCsv(csv)),
  'funnel, whole days': (core) => funnel(core, wholeDays),
  'funnel, times of day': (core) => funnel(core, withHours),
  'what-if': (core) => {
    const set = core.Deals.fromCsv(deals);
    const chance = core.hitProbability(set, { revenue: 1_000_000, by: '2026-12-31', asOf: '2026-09-30', draws: 10_000 });
    set.free();
    return chance;
  },
  'plan, 15,000 characters': (core) => core.checkPlan(text),
  '10,000 members in columns': (core) => core.scoreColumns({ items: figures }, columns),
  '200 members, reports': (core) => core.scoreTeam({ items: figures }, members),
};

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
console.log('| work | old, ms | new, ms | new / old |\n| --- | ---: | ---: | ---: |');
for (const [name, work] of Object.entries(WORK)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const times = builds.map(() => []);
  for (let run = -4; run < Number(runs); run++) {
    // Who goes first changes from turn to turn.
    for (const which of run % 2 ? [0, 1] : [1, 0]) {
      const start = performance.now();
      work(builds[which]);
      if (run >= 0) times[which].push(performance.now() - start);
    }
  }
  const [before, after] = times.map(median);
  console.log(`| ${name} | ${before.toFixed(2)} | ${after.toFixed(2)} | ${(after / before).toFixed(3)} |`);
}
