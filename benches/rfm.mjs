// RFM tiers against typed-array JavaScript and DuckDB-Wasm: node --expose-gc benches/rfm.mjs (after `cargo xtask package`).
// One run, one thread each, the same orders. JavaScript over typed arrays answers all that planscore's summary
// says: each customer's days since the last purchase, distinct days with a purchase and net amount, cut into five
// scores by type 7 quantiles, put into ten tiers, of each tier the customers, the money and the three medians; the
// 90th percentile of the gaps between purchases, refunds, rows merged, rows that repeat another, ties, the share of
// the top fifth and the Gini coefficient. DuckDB-Wasm, and JavaScript once more, stop after the tiers.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { random } from './random.mjs';

const ORDERS = Number(process.env.ORDERS ?? 1_000_000);
const CUSTOMERS = ORDERS / 10;
// The first run compiles, the next ones compile better: each is run a few times before its median is taken.
const WARM_UP = 4;
const RUNS = 9;
const FIRST_DAY = 19_000;
const DAYS = 730;

const core = await import('../pkg/node.js');
const bytes = await readFile(new URL('../pkg/planscore.wasm', import.meta.url));
// Its memory is kept in sight, to tell how much it takes.
let memory = null;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    memory ??= this.exports.memory ?? null;
  }
};
core.initSync(bytes);

// ── the orders ──
const codes = new Uint32Array(ORDERS);
const days = new Int32Array(ORDERS);
const amounts = new Float64Array(ORDERS);
for (let i = 0; i < ORDERS; i++) {
  // A square makes some customers buy often.
  codes[i] = Math.floor(random() ** 2 * CUSTOMERS);
  days[i] = FIRST_DAY + Math.floor(random() * DAYS);
  amounts[i] = Math.round(random() ** 3 * 2_000_000 - (random() < 0.02 ? 1_000_000 : 0)) / 100;
}
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏';
const CITIES = ['北京', '上海', '广州', '深圳', '杭州', '成都', '武汉', '苏州'];
const named = Array.from({ length: CUSTOMERS }, (_, i) => `${CITIES[i % 8]}${SURNAMES[i % 30]}${SURNAMES[(i >> 5) % 30]}${i}商贸有限公司`);
// Every order has a string of its own, as from a parsed file.
const decode = new TextDecoder();
const encode = new TextEncoder();
const names = Array.from(codes, (code) => decode.decode(encode.encode(named[code])));
const isoDays = Array.from({ length: DAYS }, (_, i) => new Date((FIRST_DAY + i) * 86_400_000).toISOString().slice(0, 10));
const csv = encode.encode(`客户,下单日期,金额\n${Array.from(codes, (code, i) => `${named[code]},${isoDays[days[i] - FIRST_DAY]},${amounts[i]}`).join('\n')}\n`);

// ── planscore ──
function withPlanscore(orders) {
  const result = core.segmentCustomers(orders, { tiers: 'tenSegments' });
  const { cuts, tiers, lapsedDays, tieMass, topFifthRevenueShare, gini, policies } = result.summary;
  const customers = result.column('tier').length;
  result.free();
  orders.free();
  return {
    customers, cuts,
    tiers: tiers.map((t) => [t.customers, t.revenue, t.medianRecency, t.medianFrequency, t.medianMonetary]),
    rest: [lapsedDays, tieMass.r, tieMass.f, tieMass.m, topFifthRevenueShare, gini,
      ...['refunds', 'merged', 'exact-duplicates'].map((code) => policies.find((policy) => policy.code === code)?.rows ?? 0)],
  };
}
const planscore = {
  codes: () => withPlanscore(core.Orders.fromColumns({ customer: codes, date: days, amount: amounts })),
  names: () => withPlanscore(core.Orders.fromColumns({ customer: names, date: days, amount: amounts })),
  csv: () => withPlanscore(core.Orders.fromCsv(csv)),
};

// ── JavaScript over typed arrays ──
// The tiers in the order of planscore's table, each with its recency and frequency scores.
const TIERS = [[[5, 5], [4, 5]], [[3, 4], [4, 5]], [[4, 5], [2, 3]], [[5, 5], [1, 1]], [[4, 4], [1, 1]], [[3, 3], [3, 3]], [[3, 3], [1, 2]], [[1, 2], [5, 5]], [[1, 2], [3, 4]], [[1, 2], [1, 2]]];
const tierOf = new Uint8Array(36);
TIERS.forEach(([[r0, r1], [f0, f1]], tier) => {
  for (let r = r0; r <= r1; r++) for (let f = f0; f <= f1; f++) tierOf[r * 6 + f] = tier;
});
const quantile = (sorted, p) => {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
};
const FIFTHS = [0.2, 0.4, 0.6, 0.8];

/** Orders grouped by customer, each customer's days sorted; `whole`: all that the summary says. */
function withJavaScript(customer, count, whole) {
  let last = 0, refunds = 0;
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < ORDERS; i++) {
    if (days[i] > last) last = days[i];
    if (amounts[i] >= 0) starts[customer[i] + 1]++;
    else refunds++;
  }
  for (let i = 1; i <= count; i++) starts[i] += starts[i - 1];
  const next = starts.slice(0, count);
  const purchases = starts[count];
  // Day and row in one number, so that they are sorted without a function that compares.
  const bought = whole ? new Float64Array(purchases) : new Int32Array(purchases);
  const money = new Float64Array(count);
  for (let i = 0; i < ORDERS; i++) {
    money[customer[i]] += amounts[i];
    if (amounts[i] >= 0) bought[next[customer[i]]++] = whole ? days[i] * ORDERS + i : days[i];
  }
  const recency = new Int32Array(count);
  const frequency = new Int32Array(count);
  const monetary = new Float64Array(count);
  const gaps = [];
  let found = 0, repeated = 0;
  for (let c = 0; c < count; c++) {
    const [from, to] = [starts[c], starts[c + 1]];
    if (from === to) continue;
    const own = bought.subarray(from, to).sort();
    let distinct = 1, day = whole ? Math.floor(own[0] / ORDERS) : own[0], since = 0;
    for (let i = 1; i < own.length; i++) {
      const now = whole ? Math.floor(own[i] / ORDERS) : own[i];
      if (now !== day) {
        if (whole) gaps.push(now - day);
        distinct++;
        day = now;
        since = i;
      } else if (whole) {
        const amount = amounts[own[i] % ORDERS];
        for (let j = since; j < i; j++) {
          if (amounts[own[j] % ORDERS] === amount) {
            repeated++;
            break;
          }
        }
      }
    }
    recency[found] = last - day;
    frequency[found] = distinct;
    monetary[found++] = money[c];
  }
  const values = { r: recency.subarray(0, found), f: frequency.subarray(0, found), m: monetary.subarray(0, found) };
  const sorted = { r: values.r.slice().sort(), f: values.f.slice().sort(), m: values.m.slice().sort() };
  const cutsOf = (column) => FIFTHS.map((p) => quantile(column, p));
  const cuts = { r: cutsOf(sorted.r), f: cutsOf(sorted.f), m: cutsOf(sorted.m) };
  const above = (cut, value) => (value > cut[0]) + (value > cut[1]) + (value > cut[2]) + (value > cut[3]);
  const tier = new Uint8Array(found), sizes = new Uint32Array(TIERS.length), scores = new Uint8Array(found);
  for (let i = 0; i < found; i++) {
    scores[i] = 1 + above(cuts.m, monetary[i]);
    tier[i] = tierOf[(5 - above(cuts.r, recency[i])) * 6 + 1 + above(cuts.f, frequency[i])];
    sizes[tier[i]]++;
  }
  const tiers = Array.from(sizes, (size, own) => {
    const [r, f, m] = [new Int32Array(size), new Int32Array(size), new Float64Array(size)];
    let at = 0, revenue = 0;
    for (let i = 0; i < found; i++) {
      if (tier[i] !== own) continue;
      r[at] = recency[i];
      f[at] = frequency[i];
      revenue += monetary[i];
      m[at++] = monetary[i];
    }
    return [size, revenue, ...[r, f, m].map((column) => (size ? quantile(column.sort(), 0.5) : 0))];
  });
  if (!whole) return { customers: found, cuts, tiers };
  const ties = (column) => {
    let most = 0;
    for (let i = 0, from = 0; i < found; i++) {
      if (column[i] !== column[from]) from = i;
      if (i - from >= most) most = i - from + 1;
    }
    return most / found;
  };
  // Customers whose refunds exceed their purchases bring nothing.
  let total = 0, weighted = 0, top = 0, merged = purchases;
  for (let i = 0; i < found; i++) {
    const brought = Math.max(0, sorted.m[i]);
    total += brought;
    weighted += (2 * i + 1 - found) * brought;
    if (i >= found - Math.floor(found / 5)) top += brought;
    merged -= frequency[i];
  }
  const fifth = (found / 5) % 1 * Math.max(0, sorted.m[found - 1 - Math.floor(found / 5)]);
  return {
    customers: found, cuts, tiers,
    rest: [quantile(Float64Array.from(gaps).sort(), 0.9), ties(sorted.r), ties(sorted.f), ties(sorted.m),
      (top + fifth) / total, weighted / found / total, refunds, merged, repeated],
  };
}
function interned(of) {
  const known = new Map();
  const coded = new Uint32Array(of.length);
  for (let i = 0; i < of.length; i++) {
    let code = known.get(of[i]);
    if (code === undefined) known.set(of[i], (code = known.size));
    coded[i] = code;
  }
  return [coded, known.size];
}
const javaScript = (whole) => ({
  codes: () => withJavaScript(codes, CUSTOMERS, whole),
  names: () => withJavaScript(...interned(names), whole),
  csv: () => {
    const lines = decode.decode(csv).split('\n');
    const customer = [];
    for (let i = 1; i <= ORDERS; i++) {
      const cells = lines[i].split(',');
      customer.push(cells[0]);
      days[i - 1] = Date.parse(cells[1]) / 86_400_000;
      amounts[i - 1] = Number(cells[2]);
    }
    return withJavaScript(...interned(customer), whole);
  },
});

// ── DuckDB-Wasm, in this thread ──
const require = createRequire(import.meta.url);
const dist = dirname(require.resolve('@duckdb/duckdb-wasm'));
const duckdb = require(resolve(dist, 'duckdb-node-blocking.cjs'));
const arrow = createRequire(require.resolve('@duckdb/duckdb-wasm'))('apache-arrow');
const bundle = { mvp: { mainModule: resolve(dist, 'duckdb-mvp.wasm'), mainWorker: '' }, eh: { mainModule: resolve(dist, 'duckdb-eh.wasm'), mainWorker: '' } };
const db = await duckdb.createDuckDB(bundle, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await db.instantiate(() => undefined);
const connection = db.connect();
const question = (from) => `
  WITH bought AS (
    SELECT customer, max(CASE WHEN amount >= 0 THEN day END) AS last, count(DISTINCT CASE WHEN amount >= 0 THEN day END) AS f, sum(amount) AS m
    FROM ${from} GROUP BY customer HAVING f > 0),
  whole AS (SELECT (SELECT max(day) FROM ${from}) - last AS r, f, m FROM bought),
  cuts AS (SELECT quantile_cont(r, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) AS f, quantile_cont(m, [0.2, 0.4, 0.6, 0.8]) AS m FROM whole),
  scored AS (SELECT w.*,
    5 - (w.r > c.r[1])::INT - (w.r > c.r[2])::INT - (w.r > c.r[3])::INT - (w.r > c.r[4])::INT AS rs,
    1 + (w.f > c.f[1])::INT + (w.f > c.f[2])::INT + (w.f > c.f[3])::INT + (w.f > c.f[4])::INT AS fs,
    1 + (w.m > c.m[1])::INT + (w.m > c.m[2])::INT + (w.m > c.m[3])::INT + (w.m > c.m[4])::INT AS ms FROM whole w, cuts c),
  tiered AS (SELECT *, CASE ${TIERS.map(([[r0, r1], [f0, f1]], tier) => `WHEN rs BETWEEN ${r0} AND ${r1} AND fs BETWEEN ${f0} AND ${f1} THEN ${tier}`).join(' ')} END AS tier FROM scored)
  SELECT tier, count(*)::INT AS customers, sum(m) AS revenue, median(r)::DOUBLE AS r, median(f)::DOUBLE AS f, median(m) AS m, sum(ms)::INT AS ms,
    (SELECT r FROM cuts) AS cr, (SELECT f FROM cuts) AS cf, (SELECT m FROM cuts) AS cm
  FROM tiered GROUP BY tier ORDER BY tier`;
function answered(from) {
  const rows = connection.query(question(from)).toArray();
  const [{ cr, cf, cm }] = rows;
  const tiers = TIERS.map(() => [0, 0, 0, 0, 0]);
  for (const row of rows) tiers[row.tier] = [row.customers, row.revenue, row.r, row.f, row.m];
  return { customers: rows.reduce((sum, row) => sum + row.customers, 0), cuts: { r: [...cr], f: [...cf], m: [...cm] }, tiers };
}
function withDuckDb(customer) {
  const table = new arrow.Table({ customer, day: arrow.makeVector(days), amount: arrow.makeVector(amounts) });
  connection.query('DROP TABLE IF EXISTS orders');
  connection.insertArrowTable(table, { name: 'orders', create: true });
  return answered('orders');
}
db.registerFileBuffer('orders.csv', csv.slice());
const duck = {
  codes: () => withDuckDb(arrow.makeVector(codes)),
  names: () => withDuckDb(arrow.vectorFromArray(names, new arrow.Utf8())),
  csv: () => {
    connection.query('DROP TABLE IF EXISTS orders');
    connection.query(`CREATE TABLE orders AS SELECT "客户" AS customer, "下单日期"::DATE AS day, "金额" AS amount
      FROM read_csv('orders.csv', header = true, columns = { '客户': 'VARCHAR', '下单日期': 'DATE', '金额': 'DOUBLE' })`);
    return answered('orders');
  },
};

// ── one table ──
function timed(work) {
  const times = [];
  let answer;
  globalThis.gc?.();
  for (let i = 0; i < WARM_UP + RUNS; i++) {
    const start = performance.now();
    answer = work();
    times.push(performance.now() - start);
  }
  const [cold] = times;
  const warm = times.slice(WARM_UP).sort((a, b) => a - b);
  return { cold, warm: warm[RUNS >> 1], answer };
}
function agree(a, b, what) {
  const close = (x, y) => Math.abs(Number(x) - Number(y)) <= 1e-6 * Math.max(1, Math.abs(Number(x)));
  const same = a.customers === b.customers && ['r', 'f', 'm'].every((d) => a.cuts[d].every((cut, i) => close(cut, b.cuts[d][i])))
    && TIERS.every((_, tier) => a.tiers[tier].every((value, i) => close(value, b.tiers[tier][i])))
    && (b.rest ?? []).every((value, i) => close(value, a.rest[i]));
  if (!same) throw new Error(`${what} answers differently: ${JSON.stringify([a, b], (_, v) => (typeof v === 'bigint' ? Number(v) : v))}`);
}
const WORK = [
  ['codes', `${ORDERS.toLocaleString('en')} orders, ${CUSTOMERS.toLocaleString('en')} customers as codes`, { duck: 15, whole: 4.5 }],
  ['names', 'the same, Chinese names as strings', { duck: 5 }],
  ['csv', `a CSV of ${(csv.length / 2 ** 20).toFixed(0)} MiB with Chinese names, from bytes`, { duck: 6 }],
];
const MEMORY_MIB = 32;
const slower = [];
// The first thing this memory sees is the file.
if (memory) {
  planscore.csv();
  const used = memory.buffer.byteLength / 2 ** 20;
  console.log(`wasm memory at its largest, from the bytes of the file to its tiers: ${used.toFixed(1)} MiB (goal ${MEMORY_MIB})\n`);
  if (used > MEMORY_MIB) slower.push(`the file takes ${used.toFixed(1)} MiB, ${MEMORY_MIB} are wanted`);
}
console.log('| work | planscore ms (first) | JavaScript ms | JavaScript, tiers only, ms | DuckDB-Wasm, tiers only, ms | against JavaScript | tiers only | against DuckDB-Wasm |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const only = process.env.ONLY?.split(',') ?? ['whole', 'tiers', 'duck'];
const others = { whole: ['JavaScript', javaScript(true)], tiers: ['JavaScript for the tiers', javaScript(false)], duck: ['DuckDB-Wasm', duck] };
for (const [name, title, goals] of WORK) {
  const own = timed(planscore[name]);
  const [times, ratios] = [[], []];
  for (const [key, [than, works]] of Object.entries(others)) {
    const other = only.includes(key) ? timed(works[name]) : null;
    if (other) agree(own.answer, other.answer, than);
    const found = other ? other.warm / own.warm : NaN;
    times.push(other?.warm.toFixed(1) ?? '-');
    ratios.push(`${found.toFixed(1)}x`);
    if (found < 1) slower.push(`${title}: slower than ${than} (${found.toFixed(2)}x)`);
    else if (found < (goals[key] ?? 1)) slower.push(`${title}: ${found.toFixed(1)}x ${than}, ${goals[key]}x is wanted`);
  }
  console.log(`| ${title} | ${own.warm.toFixed(1)} (${own.cold.toFixed(1)}) | ${[...times, ...ratios].join(' | ')} |`);
}
console.log(slower.length ? `\n${slower.join('\n')}` : '\nplanscore is slower nowhere.');
if (slower.length) process.exitCode = 1;
