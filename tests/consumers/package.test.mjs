// The packed tarball in real projects: Node by import and by require, TypeScript, a bundler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
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
  assert.deepEqual(await project.wasm(), [join('planscore', 'planscore.wasm')]);
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
  assert.equal(weakest, 'SQL');
  for (const code of ['P001', 'P004', 'K001', 'G003']) assert.ok(codes.includes(code), `${code} in ${codes}`);
});

test('Node requires it', async () => {
  const printed = await project.run('require.cjs', `
    const { init, kpiCatalog } = require('planscore');
    init().then(() => console.log(kpiCatalog({ locale: 'en' }).length > 10));
  `);
  assert.equal(printed.trim(), 'true');
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
    codes.push(code(() => p.reviewPlan({})));
    codes.push(code(() => p.Orders.fromCsv(new Uint8Array())));
    codes.push(code(() => p.scoreKpis({ items: [{ id: 'sales_total', weight: NaN }] }, [])));
    console.log(JSON.stringify(codes));
  `);
  const codes = JSON.parse(printed);
  assert.deepEqual(codes.slice(0, 6), [
    'init/not-initialized', 'init/failed', 'handle/freed', 'handle/freed', 'handle/freed', 'not-yet',
  ]);
  for (const code of codes.slice(6)) assert.match(code, /^[a-z]+\/[a-z-]+$/);
});

test('TypeScript finds exact types', async () => {
  await writeFile(join(project.dir, 'typed.ts'), `
    import { init, scoreKpis, Orders, type KpiReport } from 'planscore';
    await init();
    const report: KpiReport = scoreKpis({ items: [{ id: 'nps', weight: 1, target: 40 }] }, [{ id: 'nps', value: 42 }]);
    const total: number | null = report.total;
    // @ts-expect-error a weight is a number
    scoreKpis({ items: [{ id: 'nps', weight: 'much' }] }, []);
    // @ts-expect-error rows of objects are not columns
    Orders.fromColumns([{ customer: 'a' }]);
    export { total };
  `);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,esnext.disposable', '--module', 'nodenext', '--types', ''];
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'typed.ts'], { cwd: project.dir, stdio: 'inherit' });
});

test('a bundler takes it for the browser without Node', async () => {
  await writeFile(join(project.dir, 'bundled.js'), "import { init } from 'planscore'; await init();");
  const outfile = join(project.dir, 'out.js');
  await build({ entryPoints: [join(project.dir, 'bundled.js')], outfile, bundle: true, format: 'esm', platform: 'browser' });
  const bundle = await readFile(outfile, 'utf8');
  assert.doesNotMatch(bundle, /node:/);
  assert.match(bundle, /new URL\("\.\/planscore\.wasm"/);
});
