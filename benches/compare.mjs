// Whether two builds of the package answer alike: node benches/compare.mjs OLD NEW [inputs]
// Random scorecards, orders, deals and files go to both; their answers are compared whole, to the last digit.
// Prints each place that differs with how often, and the first example; what differs by rounding and what only NEW has apart.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { random } from './random.mjs';

const [oldFolder, newFolder, inputs = '10000'] = process.argv.slice(2);
const open = async (folder) => {
  const core = await import(pathToFileURL(resolve(folder, 'node.js')));
  core.initSync(await readFile(join(folder, 'planscore.wasm')));
  return core;
};
const builds = [await open(oldFolder), await open(newFolder)];

const below = (most) => Math.floor(random() * most);
const pick = (...values) => values[below(values.length)];
const maybe = (share, make) => (random() < share ? make() : undefined);
const round = (value) => Math.round(value * 100) / 100;
const day = (most = 720) => new Date((20_000 + below(most)) * 86_400_000).toISOString().slice(0, 10);
const list = (most, make) => Array.from({ length: 1 + below(most) }, (_, i) => make(i));

const target = () =>
  pick(
    () => round(random() * 1000),
    () => ({ form: 'absolute', value: round(random() * 1000) }),
    () => ({ form: 'atLeast', value: round(random()) }),
    () => ({ form: 'atMost', value: round(random() * 10) }),
    () => ({ form: 'growth', rate: round(random()), baseline: round(random() * 500) }),
    () => ({ form: 'reduction', rate: round(random()), baseline: round(random() * 500) }),
    () => ({ form: 'points', points: round(random() / 5), baseline: round(random() / 2) }),
    () => ({ form: 'unset' }),
  )();
const scoring = () =>
  pick(
    () => ({ curve: 'linear' }),
    () => ({ curve: 'progress' }),
    () => ({ curve: 'bands', bands: [{ from: 0, score: 0 }, { from: 0.6, score: 60 }, { from: 1, score: 100 }] }),
    () => ({ curve: 'deduction', pass: below(100), perUnit: below(10) }),
  )();
const scorecard = () => ({
  items: list(8, (i) => ({
    id: `k${i}`,
    weight: below(60),
    target: maybe(0.95, target),
    direction: maybe(0.3, () => pick('higher', 'lower')),
    scoring: maybe(0.4, scoring),
    cap: maybe(0.2, () => 1 + random()),
    gate: maybe(0.2, () => round(random())),
    veto: maybe(0.1, () => true),
    alertBelow: maybe(0.2, () => round(random())),
  })),
  aggregation: maybe(0.2, () => 'geometric'),
  missing: maybe(0.4, () => pick('provisional', 'zero', 'propagate')),
});
const actuals = () => Array.from({ length: 8 }, (_, i) => ({ id: `k${i}`, value: round(random() * pick(1, 10, 1000)) }));
const orders = () => {
  const length = 20 + below(300);
  const customers = list(60, (i) => `客户${i}`);
  return {
    customer: Array.from({ length }, () => pick(...customers)),
    date: Array.from({ length }, () => day()),
    amount: Array.from({ length }, () => round(random() ** 3 * 20_000 - (random() < 0.03 ? 5000 : 0))),
  };
};
const ordersCsv = () => {
  const { customer, date, amount } = orders();
  return `客户,下单日期,金额\n${customer.map((name, i) => `${name},${date[i]},${amount[i]}`).join('\n')}\n`;
};
const STAGES = ['线索', '商机', '报价', '成交'];
const deals = () => {
  const [deal, stage, time] = [[], [], []];
  for (let code = 0; code < 10 + below(120); code++) {
    let now = 20_000 + below(600) + pick(0, 0.25);
    for (let step = 0; step < STAGES.length; step++) {
      const lost = step > 0 && random() < 0.2;
      deal.push(code);
      stage.push(lost ? 255 : step);
      time.push(now);
      now += 1 + below(40);
      if (lost || random() < 0.1) break;
    }
  }
  return { deal: Uint32Array.from(deal), stage: Uint8Array.from(stage), time: Float64Array.from(time) };
};

/** Frees what a call opened, and gives its answer or its refusal. */
const answer = (core, work) => {
  const opened = [];
  try {
    return work(core, (handle) => (opened.push(handle), handle));
  } catch (error) {
    return { refused: error.code ?? String(error), path: error.path };
  } finally {
    opened.reverse().forEach((handle) => handle.free());
  }
};
const KINDS = [
  () => {
    const [card, values] = [scorecard(), actuals()];
    return ['scoreKpis', (core) => core.scoreKpis(card, values)];
  },
  () => {
    const card = scorecard();
    const members = list(6, (i) => ({ id: `m${i}`, actuals: actuals() }));
    return ['scoreTeam', (core) => core.scoreTeam(card, members)];
  },
  () => {
    const [columns, options] = [orders(), { tiers: pick('tenSegments', 'eightSegments', undefined), locale: pick('zh', 'en') }];
    return ['segmentCustomers', (core, own) => {
      const found = own(core.segmentCustomers(own(core.Orders.fromColumns(columns)), options));
      return { summary: found.summary, rows: found.rows?.() };
    }];
  },
  () => {
    const csv = ordersCsv();
    return ['Orders.fromCsv', (core, own) => {
      const read = own(core.Orders.fromCsv(csv));
      return { retention: core.customerRetention(read), next: core.nextPurchases(read), worth: core.tierWorth(read) };
    }];
  },
  () => {
    const events = deals();
    return ['analyzeFunnel', (core, own) => core.analyzeFunnel(own(core.Deals.fromEvents(events, { stages: STAGES })))];
  },
  () => {
    const events = deals();
    return ['requiredLeads, hitProbability', (core, own) => {
      const read = own(core.Deals.fromEvents(events, { stages: STAGES }));
      return [core.requiredLeads(read, { won: 10 }), core.hitProbability(read, { won: 10, by: '2027-03-31', asOf: '2026-12-31', draws: 500 })];
    }];
  },
];

const different = new Map();
const rounded = new Map();
const added = new Map();
const note = (found, place, example) => {
  const known = found.get(place);
  if (known) known.count += 1;
  else found.set(place, { count: 1, example });
};
function compare(a, b, place, input) {
  if (Object.is(a, b) || (a === 0 && b === 0) || (a == null && b == null)) return;
  if (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))) {
    note(rounded, place, `${a} became ${b} (input ${input})`);
    return;
  }
  const both = typeof a === 'object' && typeof b === 'object' && a && b && Array.isArray(a) === Array.isArray(b);
  if (!both || (Array.isArray(a) && a.length !== b.length)) {
    note(different, place, `${JSON.stringify(a)?.slice(0, 90)} became ${JSON.stringify(b)?.slice(0, 90)} (input ${input})`);
    return;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const below = Array.isArray(a) ? `${place}[]` : `${place}.${key}`;
    if (key in a) compare(a[key], b[key], below, input);
    else note(added, below);
  }
}

for (let input = 0; input < Number(inputs); input++) {
  const [name, work] = KINDS[input % KINDS.length]();
  const [before, after] = builds.map((core) => answer(core, work));
  compare(before, after, name, input);
}
for (const [title, found] of [['differ', different], ['differ by less than 1e-9', rounded], ['only in the new build', added]]) {
  console.log(`\n${inputs} inputs; places that ${title}: ${found.size}`);
  for (const [place, { count, example }] of [...found].sort((a, b) => b[1].count - a[1].count)) {
    console.log(`${String(count).padStart(8)}  ${place}${example ? `  ${example}` : ''}`);
  }
}
