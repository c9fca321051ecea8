// The packed tarball in real projects: Node by import and by require, TypeScript, a bundler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

test('there is exactly one core module', async () => {
  // The second module, for Excel and Word files, is loaded only when asked.
  assert.deepEqual((await project.wasm()).sort(), [join('planscore', 'planscore-files.wasm'), join('planscore', 'planscore.wasm')]);
});

test('Node imports it and scores the samples', async () => {
  const printed = await project.run('import.mjs', `
    import { readFileSync } from 'node:fs';
    import { init, scoreKpis, Orders, Deals, segmentCustomers, analyzeFunnel, checkPlan, version } from 'planscore';
    await init();
    const { scorecard, actuals, period } = JSON.parse(readFileSync('kpis.json', 'utf8'));
    const report = scoreKpis(scorecard, actuals, { period });
    const orders = Orders.fromCsv(readFileSync('orders.csv'));
    const tiers = segmentCustomers(orders);
    const deals = Deals.fromCsv(readFileSync('deals.csv'));
    const funnel = analyzeFunnel(deals, { asOf: '2026-09-30' });
    const plan = checkPlan(readFileSync('plan.md', 'utf8'));
    console.log(JSON.stringify({
      version, total: report.total, customers: tiers.summary.customers, weakest: funnel.bottleneck?.stage,
      codes: [...new Set(plan.findings.map(({ code }) => code))],
    }));
  `);
  const { version, total, customers, weakest, codes } = JSON.parse(printed);
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.ok(total > 60 && total < 110, `total ${total}`);
  assert.ok(customers >= 70, `${customers} customers`);
  assert.equal(weakest, '需求确认');
  for (const code of ['P001', 'P004', 'K001', 'G003']) assert.ok(codes.includes(code), `${code} in ${codes}`);
});

test('Node requires it', async () => {
  const printed = await project.run('require.cjs', `
    const { init, kpiCatalog } = require('planscore');
    init().then(() => console.log(kpiCatalog({ locale: 'en' }).length > 10));
  `);
  assert.equal(printed.trim(), 'true');
});

test('what requires and what imports it share one core', async () => {
  const printed = await project.run('both.mjs', `
    import { createRequire } from 'node:module';
    import { init, Orders } from 'planscore';
    await init();
    const { segmentCustomers } = createRequire(import.meta.url)('planscore');
    console.log(segmentCustomers(Orders.fromCsv(new TextEncoder().encode('客户,日期,金额\\n甲,2026-01-05,1\\n'))).length);
  `);
  assert.equal(printed.trim(), '1');
});

test('a loader that knows no ES modules gets CommonJS', async () => {
  const printed = await project.run('common.cjs', `
    const { init, kpiCatalog } = require('./node_modules/planscore/node.cjs');
    init().then(() => console.log(kpiCatalog().length));
  `);
  assert.equal(printed.trim(), '69');
});

test('teams, columns, commission and actuals from data', async () => {
  const printed = await project.run('team.mjs', `
    import { readFileSync } from 'node:fs';
    import * as p from 'planscore';
    await p.init();
    const period = { start: '2026-01-01', end: '2026-12-31', asOf: '2026-09-30' };
    const orders = p.Orders.fromCsv(readFileSync('orders.csv'));
    const deals = p.Deals.fromCsv(readFileSync('deals.csv'));
    const found = [p.actualsFromOrders(orders, period), p.actualsFromDeals(deals, period)].map(({ actuals }) => actuals.map(({ id }) => id));
    const card = { items: [{ id: 'sales_total', weight: 60, target: 100 }, { id: 'nps', weight: 40, target: { form: 'points', points: 5, baseline: 35 } }] };
    const member = (id, value, nps) => ({ id, actuals: [{ id: 'sales_total', value }, { id: 'nps', value: nps }] });
    const team = p.scoreTeam(card, [member('a', 90, 40), member('b', 120, 38)], { ranking: { top: 1, pseudonyms: true }, locale: 'en' });
    const columns = p.scoreColumns(card, [{ id: 'sales_total', values: new Float64Array([90, 120, NaN]) }, { id: 'nps', values: [40, 38, 38] }]);
    const paid = p.simulateCommission({ mode: 'wholeAmount', tiers: [{ from: 0, rate: 0.05 }, { from: 50000, rate: 0.06 }] }, [{ sales: 49000 }]);
    const report = p.scoreKpis(card, [{ id: 'sales_total', value: 50 }], {
      period: { start: '2026-03-01', end: '2026-03-31', asOf: '2026-03-20' }, goal: 100,
      history: [{ id: 'sales_total', dates: ['2026-03-06', '2026-03-13'], values: [20, 20] }],
    });
    let code; try { p.scoreColumns(card, [{ id: 'nps', values: [1] }, { id: 'sales_total', values: [1, 2] }]); } catch (e) { code = [e.code, e.path]; }
    console.log(JSON.stringify({
      found, ranking: team.ranking, target: team.team.items[0].target, totals: [...columns.total], ranks: [...columns.rank],
      fen: paid.results[0].fen, cliff: paid.cliffs[0], rules: report.alerts.map(({ rule }) => rule), path: report.path.goal, code,
      change: [p.relativeChange(-25, -50), p.relativeChange(1, 0)],
    }));
  `);
  const got = JSON.parse(printed);
  for (const id of ['sales_total', 'new_customers', 'repurchase_rate']) assert.ok(got.found[0].includes(id), id);
  for (const id of ['lead_count', 'lead_conversion_rate', 'sales_cycle']) assert.ok(got.found[1].includes(id), id);
  assert.equal(got.ranking.length, 1);
  assert.deepEqual([got.ranking[0].rank, got.ranking[0].id], [1, null]);
  assert.equal(got.target, 200);
  // 0.6 x 90 + 0.4 x 100; 0.6 x 120 + 0.4 x 60; 40 % of the weight is no headline.
  assert.deepEqual([got.totals.map((total) => total && Math.round(total * 1e6) / 1e6), got.ranks], [[94, 96, null], [2, 1, 0]]);
  assert.deepEqual([got.fen, got.cliff.jumpFen], [245_000, 50_000]);
  assert.ok(got.rules.includes('pace') && got.rules.includes('burnRate'), String(got.rules));
  assert.deepEqual([got.path, got.code, got.change], [100, ['kpi/column-length', 'columns[1].values'], [0.5, null]]);
});

test('archetype tables are read, edited and given back', async () => {
  const printed = await project.run('tables.mjs', `
    import { readFileSync } from 'node:fs';
    import * as p from 'planscore';
    await p.init();
    const text = readFileSync('plan.md', 'utf8');
    const archetypes = p.planArchetypes();
    const same = JSON.stringify(p.checkPlan(text, { archetypes })) === JSON.stringify(p.checkPlan(text));
    const general = archetypes.find(({ id }) => id === 'general');
    general.sections = [{ kind: 'goals', weight: 3 }, { kind: 'risk', weight: 1 }];
    general.elements = [{ section: 'risk', name: '汇率风险', words: ['汇率', '結匯'] }];
    const options = { archetype: 'general', archetypes: [general] };
    const report = p.checkPlan('## 目标\\n\\n- 销售额在2026年12月31日前达到100万元，负责人：李明\\n', options);
    const [first] = p.checkPlans('## 风险\\n\\n- 结汇损失：一旦汇率波动超过3%，由财务锁汇，负责人：李明\\n', options);
    const review = p.reviewPlan({ plan: text }, options);
    general.sections[1].weight = 0;
    let error; try { p.checkPlan(text, options); } catch (e) { error = [e.code, e.path]; }
    general.sections[1] = { kind: 'risk', weight: 1, colour: 'red' };
    let typo; try { p.planSkeleton('general', { archetypes: [general] }); } catch (e) { typo = [e.code, e.path]; }
    delete general.sections[1].colour;
    console.log(JSON.stringify({
      same, ids: archetypes.map(({ id }) => id), english: p.planArchetypes({ locale: 'en' })[0].name, score: report.score, missing: report.missing, first: first.missing,
      skeleton: p.planSkeleton('general', { archetypes: [general] }), review: review.plan.missing, error, typo,
    }));
  `);
  const got = JSON.parse(printed);
  assert.ok(got.same);
  assert.deepEqual(got.ids, ['dataDriven', 'people', 'marketExpansion', 'customerRetention', 'processEfficiency', 'general']);
  assert.equal(got.english, 'data-driven');
  assert.deepEqual([got.score, got.missing, got.first, got.review], [75, ['risk'], ['goals'], []]);
  assert.match(got.skeleton, /目标[^]*汇率风险：____/);
  assert.deepEqual([got.error, got.typo], [['plan/archetypes', 'archetypes[0].sections[1].weight'], ['input/type', 'archetypes[0].sections[1].colour']]);
});

test('misuse is refused with a code', async () => {
  const printed = await project.run('misuse.mjs', `
    import { readFileSync } from 'node:fs';
    import * as p from 'planscore';
    const code = (work) => { try { work(); return 'nothing thrown'; } catch (e) { return e instanceof p.PlanscoreError ? e.code : String(e); } };
    const codes = [code(() => p.kpiCatalog())];
    codes.push(await p.init('data:application/wasm,broken').then(() => 'loaded', (e) => e.code));
    await Promise.all([p.init(), p.init()]);
    const orders = p.Orders.fromCsv(readFileSync('orders.csv'));
    orders.free();
    codes.push(code(() => orders.length), code(() => orders.free()), code(() => p.segmentCustomers(orders)));
    codes.push(code(() => p.requiredLeads(1, 2)));
    codes.push(code(() => p.checkPlan(12)), code(() => p.Orders.fromCsv('text')), code(() => p.planSkeleton(null)));
    codes.push(code(() => p.Orders.fromCsv(new Uint8Array())));
    codes.push(code(() => p.scoreKpis({ items: [{ id: 'sales_total', weight: NaN }] }, [])));
    console.log(JSON.stringify(codes));
  `);
  const codes = JSON.parse(printed);
  assert.deepEqual(codes.slice(0, 9), [
    'init/not-initialized', 'init/failed', 'handle/freed', 'handle/freed', 'handle/freed', 'handle/type',
    'input/type', 'input/type', 'input/type',
  ]);
  for (const code of codes.slice(9)) assert.match(code, /^[a-z]+\/[a-z-]+$/);
});

test('the inline entry brings its bytes along', async () => {
  const printed = await project.run('inline.mjs', `
    import { init, kpiCatalog } from 'planscore/inline';
    globalThis.fetch = () => { throw new Error('nothing is fetched'); };
    await init();
    console.log(kpiCatalog().length);
  `);
  assert.equal(printed.trim(), '69');
});

test('the worker entry answers in a thread of Node', async () => {
  const printed = await project.run('worker.mjs', `
    import { readFileSync } from 'node:fs';
    import { connect, PlanscoreError } from 'planscore/worker';
    const client = await connect();
    const orders = await client.Orders.fromFile(new Blob([readFileSync('orders.csv')]));
    const tiers = await client.segmentCustomers(orders, { locale: 'en' });
    const review = await client.reviewPlan({ plan: readFileSync('plan.md', 'utf8'), orders }, { locale: 'en' });
    const told = [];
    const { customers } = await client.fitCustomerValue(orders, { bootstrap: 2 }, { onProgress: (fraction) => told.push(fraction) });
    const rising = told.length > 20 && told.every((fraction, i) => i === 0 || fraction >= told[i - 1]);
    const refused = await client.scoreKpis({ items: [{ id: 'x', weight: -1 }] }, []).catch((e) => [e instanceof PlanscoreError, e.code, e.path]);
    const aborted = await client.kpiCatalog({ signal: AbortSignal.abort() }).catch((e) => e.name);
    await orders.free();
    const freed = await client.segmentCustomers(orders).catch((e) => e.code);
    client.close();
    const closed = await client.kpiCatalog().catch((e) => e.code);
    console.log(JSON.stringify([orders.length, tiers.length, (await review).rfm.customers, customers.length, rising, told.at(-1), refused, aborted, freed, closed]));
  `);
  assert.deepEqual(JSON.parse(printed), [473, 72, 72, 72, true, 1, [true, 'kpi/negative-weight', 'items[0].weight'], 'AbortError', 'handle/freed', 'worker/closed']);
});

test('a file reads the same in every encoding, however it is cut', async () => {
  const printed = await project.run('encodings.mjs', `
    import { execFileSync } from 'node:child_process';
    import { connect } from 'planscore/worker';
    const client = await connect({ worker: null });
    // Nothing but ASCII in the first 256 KiB, so that the encoding shows late.
    const late = 'customer,date,amount\\n' + 'c1,2026-01-05,1.25\\n'.repeat(20000) + '云岭公司,2026-03-05,0.5\\n'.repeat(20001);
    const found = [];
    for (const encoding of ['UTF-8', 'GB18030', 'UTF-16']) {
      const bytes = execFileSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: late, maxBuffer: 2 ** 30 });
      for (const step of [977, 300_001, bytes.length]) {
        const parts = [];
        for (let at = 0; at < bytes.length; at += step) parts.push(bytes.subarray(at, at + step));
        const file = { size: bytes.length, stream: () => new ReadableStream({ start(c) { for (const part of parts) c.enqueue(part); c.close(); } }) };
        let told = 0;
        const orders = await client.Orders.fromFile(file, {}, { onProgress: (fraction) => { told = fraction; } });
        const tiers = await client.segmentCustomers(orders);
        found.push([orders.length, orders.issueCount, tiers.summary.revenue, (await tiers.customerIds()).join(), told].join(' '));
      }
    }
    const empty = await client.Orders.fromFile(new Blob([])).catch((e) => e.code);
    client.close();
    console.log(JSON.stringify([[...new Set(found)], empty]));
  `);
  assert.deepEqual(JSON.parse(printed), [['40001 0 35000.5 c1,云岭公司 1'], 'file/empty']);
});

test('a file of 1 GB is read in bounded memory, with progress, or given up', async () => {
  const printed = await project.run('large.mjs', `
    import { connect } from 'planscore/worker';
    const client = await connect({ worker: null });
    // 1,024 rows a piece, each with a remark of about a kilobyte that nobody asked for.
    const rows = Array.from({ length: 1024 }, (_, i) => \`客户\${i % 100},2026-0\${1 + (i % 9)}-11,\${i},\`);
    const piece = new TextEncoder().encode(rows.map((row) => row.padEnd(1000, '注') + '\\n').join(''));
    const pieces = Math.ceil(2 ** 30 / piece.length);
    let given = 0;
    const file = () => {
      given = 0;
      return { size: piece.length * pieces, stream: () => new ReadableStream({ pull(c) {
        if (given === 0) c.enqueue(new TextEncoder().encode('客户,日期,金额,备注\\n'));
        c.enqueue(piece);
        if (++given === pieces) c.close();
      } }) };
    };
    const told = [];
    const before = process.resourceUsage().maxRSS;
    const orders = await client.Orders.fromFile(file(), {}, { onProgress: (fraction) => told.push(fraction) });
    const grown = (process.resourceUsage().maxRSS - before) / 1024;
    const control = new AbortController();
    const reason = await client.Orders.fromFile(file(), {}, { signal: control.signal, onProgress: (f) => f > 0.05 && control.abort() }).catch((e) => e.name);
    client.close();
    console.log(JSON.stringify({ rows: orders.length === 1024 * pieces, issues: orders.issueCount, grown, last: told.at(-1) >= 1, rising: told.every((f, i) => i === 0 || f >= told[i - 1]), reason, unread: given < pieces / 2 }));
  `);
  const { grown, ...rest } = JSON.parse(printed);
  assert.deepEqual(rest, { rows: true, issues: 0, last: true, rising: true, reason: 'AbortError', unread: true });
  assert.ok(grown < 256, `${grown} MiB for a file of 1024`);
});

test('a review becomes a report', async () => {
  const printed = await project.run('report.mjs', `
    import { readFileSync } from 'node:fs';
    import { Deals, init, Orders, renderReport, reviewPlan } from 'planscore';
    await init();
    const orders = Orders.fromCsv(readFileSync('orders.csv'));
    const deals = Deals.fromCsv(readFileSync('deals.csv'));
    const review = reviewPlan({ plan: '# <img src=x onerror=alert(1)>\\n\\n## 目标\\n\\n- 销售额增长20%\\n', orders, deals }, { locale: 'en' });
    console.log(JSON.stringify([renderReport(review, { locale: 'en' }), renderReport(review, { format: 'markdown' }), review.kpis.items[0].target, review.kpis.issues.map((issue) => issue.code)]));
  `);
  const [html, markdown, target, issues] = JSON.parse(printed);
  assert.match(html, /^<!doctype html>/);
  assert.doesNotMatch(html, /<script|<img|onerror=alert\(1\)>/);
  assert.match(markdown, /^# /);
  assert.match(markdown, /\| 需求确认 \|/);
  // The orders begin in October: a quarter is no baseline for a year.
  assert.deepEqual([target, issues.includes('review/partial-baseline')], [null, true]);
});

test('the types are not wrong', () => {
  // The main entry has CommonJS beside it; of the others Node from 20.19 on requires the ES modules.
  const options = ['--pack', join(root, 'pkg'), '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './iife', './element-iife', './worker-thread', './planscore.wasm', './planscore-files.wasm'];
  execFileSync(process.execPath, [join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'), ...options], { stdio: 'inherit' });
});

test('every link of its documents works from the package', async () => {
  const folder = join(project.dir, 'node_modules/planscore');
  const documents = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.md'));
  assert.ok(documents.length >= 8, String(documents));
  for (const document of documents) {
    const text = (await readFile(join(folder, document), 'utf8')).replace(/^```[^]*?^```/gm, '');
    for (const [, link] of text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)) {
      assert.ok(existsSync(join(folder, document, '..', link)), `${document}: ${link}`);
    }
  }
});

test('it names the work of others, and no path of the machine that built it', async () => {
  const folder = join(project.dir, 'node_modules/planscore');
  const notices = await readFile(join(folder, 'THIRD-PARTY-NOTICES'), 'utf8');
  for (const name of ['lit', 'd3-scale', 'serde', 'chrono', 'calamine', 'zip']) assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
    for (const path of [root, homedir(), 'registry/src']) assert.ok(!bytes.includes(path), `${file.name} has ${path}`);
  }
});

test('publint has nothing to say', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: join(root, 'pkg'), strict: true });
  assert.deepEqual(messages.filter(({ type }) => type !== 'suggestion'), []);
});

test('a bundler takes it for the browser without Node', async () => {
  await writeFile(join(project.dir, 'bundled.js'), "import { init } from 'planscore'; await init();");
  const outfile = join(project.dir, 'out.js');
  await build({ entryPoints: [join(project.dir, 'bundled.js')], outfile, bundle: true, format: 'esm', platform: 'browser' });
  const bundle = await readFile(outfile, 'utf8');
  assert.doesNotMatch(bundle, /node:/);
  assert.match(bundle, /new URL\("\.\/planscore\.wasm"/);
});
