// `npx planscore` as people and build servers call it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
  await cp(join(root, 'tests/fixtures/plan_clean.md'), join(project.dir, 'clean.md'));
  await cp(join(root, 'files/tests/fixtures/plan-python-docx.docx'), join(project.dir, 'plan.docx'));
  await cp(join(root, 'files/tests/fixtures/orders-openpyxl.xlsx'), join(project.dir, 'orders.xlsx'));
});
after(() => project.remove());

/** Runs a command line; `input` is standard input. */
function planscore(line, { input = '', lang = 'zh_CN.UTF-8' } = {}) {
  const args = [join(project.dir, 'node_modules/planscore/cli.js'), ...line.split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project.dir, input, encoding: 'utf8', env: { PATH: process.env.PATH, LANG: lang } });
  return { status, stdout, stderr };
}

test('it is a command of the package', async () => {
  const { bin } = JSON.parse(await readFile(join(project.dir, 'node_modules/planscore/package.json'), 'utf8'));
  assert.deepEqual(bin, { planscore: 'cli.js' });
  assert.match(planscore('--version').stdout, /^\d+\.\d+\.\d+\n$/);
});

test('many plans are ranked, and an error fails the build', () => {
  const { status, stdout, stderr } = planscore('check plan.md clean.md plan.docx --format json');
  const plans = JSON.parse(stdout);
  assert.deepEqual([status, stderr, plans[0].file, plans[0].report.score], [1, '', 'clean.md', 100]);
  assert.ok(plans.every(({ report }, i) => i === 0 || report.score <= plans[i - 1].report.score));
  assert.equal(planscore('check clean.md').status, 0);
  assert.equal(planscore('check plan.md --fail-on never').status, 0);
  const [, ...rows] = planscore('check plan.md clean.md --format csv --locale en').stdout.trimEnd().split('\r\n');
  assert.match(rows[0], /^1,clean\.md,100,A,0,0,0,/);
  assert.match(rows[1], /^2,plan\.md,/);
});

test('SARIF has a run a plan', () => {
  const { version, runs } = JSON.parse(planscore('check plan.md clean.md --format sarif').stdout);
  assert.deepEqual([version, runs.length, runs[1].results.length], ['2.1.0', 2, 0]);
  assert.ok(runs[0].results.every(({ locations }) => locations[0].physicalLocation.artifactLocation.uri === 'plan.md'));
});

test('a page is one file without script, with names as text', async () => {
  await writeFile(join(project.dir, '<b>.md'), '## 目标\n\n- 销售额达到____万元\n');
  const { stdout } = planscore('check <b>.md clean.md --format html');
  assert.match(stdout, /^<!doctype html>[^]*&lt;b&gt;\.md/);
  assert.doesNotMatch(stdout, /<script|<b>/);
});

test('one plan from standard input lists its findings in the language that is asked for', () => {
  const { stdout } = planscore('check --locale en', { input: '## 目标\n\n- 销售额达到X万元\n' });
  assert.match(stdout, /stdin[^]*\n +3 +error +P001 /);
  assert.match(planscore('check', { input: '## 目标\n\n- 销售额达到X万元\n' }).stdout, /必须改 +P001 /);
  assert.match(planscore('check', { input: '## 目标\n', lang: 'en_GB.UTF-8' }).stdout, /^rank/);
});

test('a file that cannot be read does not hide the others', () => {
  const { status, stdout, stderr } = planscore('check nowhere.md clean.md');
  assert.deepEqual(status, 2);
  assert.match(stdout, /clean\.md +100/);
  assert.match(stderr, /^nowhere\.md: 找不到文件.*\n$/);
});

test('orders become tiers, and a file of customers', async () => {
  const { customers, summary, data } = JSON.parse(planscore('tiers orders.csv --format json').stdout);
  assert.deepEqual([customers.length, summary.customers, data.rows.leftOut], [72, 72, 6]);
  assert.equal(planscore('tiers orders.xlsx --format csv --out customers.csv').status, 0);
  assert.match(await readFile(join(project.dir, 'customers.csv'), 'utf8'), /^\ufeff?.+\r?\n.+/);
  assert.match(planscore('tiers orders.csv --locale en').stdout, /479 rows read, 473 used, 6 left out/);
});

test('deals become a funnel with its bottleneck', () => {
  const { report } = JSON.parse(planscore('funnel deals.csv --as-of 2026-09-30 --format json').stdout);
  assert.deepEqual([report.asOf, report.bottleneck.stage], ['2026-09-30', '需求确认']);
  assert.match(planscore('funnel deals.csv').stdout, /推进率[^]*需求确认→方案报价/);
});

test('figures are scored, and a plan is reviewed', () => {
  const { total } = JSON.parse(planscore('score kpis.json --format json').stdout);
  assert.ok(total > 60 && total < 110, `${total}`);
  const line = 'review --plan plan.md --orders orders.csv --deals deals.csv --actuals kpis.json';
  assert.match(planscore(`${line} --format html`).stdout, /^<!doctype html>/);
  assert.match(planscore(line).stdout, /先做什么/);
  assert.equal(JSON.parse(planscore(`${line} --format json`).stdout).kpis.total, total);
});

test('a plan to fill in has the headings of its kind', () => {
  assert.match(planscore('template people').stdout, /^# [^]*\n## /);
});

test('each file to fill in reads back, and none is left out', async () => {
  for (const [kind, command, used] of [['orders', 'tiers', 3], ['deals', 'funnel', 3]]) {
    assert.equal(planscore(`template ${kind} --out ${kind}-template.csv`).status, 0);
    const { data } = JSON.parse(planscore(`${command} ${kind}-template.csv --format json`).stdout);
    assert.deepEqual([data.rows.used, data.issues], [used, []], kind);
  }
  const orders = planscore('template orders --locale en');
  assert.match(orders.stdout, /^\ufeff# Orders: [^]*\r\nCustomer,/);
  assert.equal(planscore('template orders --locale en --format csv').stdout, orders.stdout);
  assert.match(planscore('template actuals').stdout, /^\ufeff# [^]*\r\n指标,/);
  assert.equal(planscore('template plan').stdout, planscore('template general').stdout);
});

test('what is not understood is told in the language, with code 2', () => {
  for (const line of ['nothing', 'check --colour red', 'check clean.md --format pdf', 'tiers orders.csv deals.csv', 'review', 'score plan.md', 'toString', 'check clean.md --fail-on often', 'template unknown']) {
    const { status, stdout, stderr } = planscore(line);
    assert.deepEqual([status, stdout], [2, ''], line);
    assert.match(stderr, /[\u4e00-\u9fff]|--/, line);
  }
});

test('help has an example of every command', () => {
  const { stdout } = planscore('--help');
  for (const name of ['check', 'review', 'tiers', 'funnel', 'score', 'template']) {
    assert.match(stdout, new RegExp(`npx planscore ${name} `));
    assert.match(planscore(`${name} --help --locale en`).stdout, new RegExp(`Example: npx planscore ${name} `));
  }
});
