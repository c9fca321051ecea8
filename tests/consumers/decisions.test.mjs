// What the package says of a file's quality: rows, issues, decisions.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
  await cp(join(root, 'files/tests/fixtures/orders-openpyxl.xlsx'), join(project.dir, 'orders.xlsx'));
});
after(() => project.remove());

const run = async (name, source) => JSON.parse(await project.run(name, `import { Deals, Orders, PlanscoreError, init } from 'planscore';
await init();
const bytes = (text) => new TextEncoder().encode(text);
${source}`));

test('orders tell rows, issues and decisions', async () => {
  const told = await run('orders.mjs', `
    const orders = Orders.fromCsv(bytes('销售明细（单位：万元）\\n客户;日期;金额;订单状态\\n甲;2026-03-05;1.5;交易成功\\n乙;2026-03-06;2;已取消\\n合计;;3.5;\\n'), { locale: 'en' });
    console.log(JSON.stringify({ rows: orders.rows, codes: orders.issues.map(({ code, row }) => [code, row]), decisions: orders.decisions }));`);
  assert.deepEqual(told.rows, { read: 3, used: 1, leftOut: 2 });
  assert.deepEqual(told.codes, [['table/above-header', 1], ['orders/state', 4], ['table/total-row', 5]]);
  assert.deepEqual(told.decisions.map(({ code }) => code).sort(), ['orders/states', 'table/delimiter', 'table/header', 'table/totals', 'table/unit']);
  for (const { message, remedy, option } of told.decisions) assert.ok(message && remedy && option && /^if /.test(remedy), remedy);
});

test('an encoding that was recognised is a decision', async () => {
  const codes = await run('encoding.mjs', `
    const orders = Orders.fromCsv(Uint8Array.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, ...bytes('A,2026-03-05,1\\n')]));
    console.log(JSON.stringify(orders.decisions.map(({ code, rows }) => [code, rows])));`);
  assert.ok(codes.some(([code, rows]) => code === 'table/encoding' && rows === 1), JSON.stringify(codes));
});

test('a bad event is one row, listed, and a code beyond range is an error', async () => {
  const told = await run('events.mjs', `
    const stages = ['线索', '商机', '成单'];
    const deals = Deals.fromEvents({ deal: ['A', 'A', 'B'], stage: ['线索', '试用', '线索'], time: Float64Array.of(20000, 20001, NaN) }, { stages });
    let code;
    try { Deals.fromEvents({ deal: Uint32Array.of(4294967295), stage: Uint8Array.of(0), time: Int32Array.of(20000) }, { stages }); } catch (error) { code = error instanceof PlanscoreError && error.code; }
    console.log(JSON.stringify({ rows: deals.rows, issues: deals.issues.map(({ code, row, value }) => [code, row, value]), code }));`);
  assert.deepEqual(told, {
    rows: { read: 3, used: 1, leftOut: 2 },
    issues: [['deals/unknown-stage', 2, '试用'], ['deals/bad-time', 3, 'NaN']],
    code: 'columns/type',
  });
});

test('a workbook tells which sheet it was', async () => {
  const told = await run('sheets.mjs', `
    import { readFileSync } from 'node:fs';
    import { xlsxTable, xlsxToCsv } from 'planscore/files';
    const file = readFileSync('orders.xlsx');
    const { sheet, csv, decisions } = await xlsxTable(file);
    console.log(JSON.stringify({ sheet, same: Buffer.compare(Buffer.from(csv), Buffer.from(await xlsxToCsv(file, null))) === 0, decisions }));`);
  assert.deepEqual(told, { sheet: '订单', same: true, decisions: [] });
});

test('actuals tell their decisions, in any encoding', async () => {
  const told = await run('actuals.mjs', `
    import { readActuals } from 'planscore';
    const file = readActuals(bytes('姓名,指标,目标,实际\\n王,回款率,0.95,93\\n王,销售总额,120万,96万\\n李,毛利率,,4\\n'), { locale: 'en' });
    const utf16 = readActuals(Uint8Array.from(Buffer.from('\\ufeff指标\\t实际\\n回款率\\t93%\\n', 'utf16le')));
    let code;
    try { readActuals(bytes('客户,日期,金额\\n甲,2026-03-05,1\\n')); } catch (error) { code = error instanceof PlanscoreError && error.code; }
    console.log(JSON.stringify({ ...file, utf16: utf16.groups, code }));`);
  assert.deepEqual(told.groups, [{
    person: '王', period: null,
    actuals: [{ id: 'collection_rate', value: 0.93 }, { id: 'sales_total', value: 960_000 }],
    targets: [{ id: 'collection_rate', value: 0.95 }, { id: 'sales_total', value: 1_200_000 }],
  }]);
  assert.deepEqual(told.rows, { read: 3, used: 2, leftOut: 1 });
  assert.deepEqual(told.issues.map(({ code, row }) => [code, row]), [['actuals/open-rate', 4]]);
  assert.deepEqual(told.columns, { kpi: '指标', value: '实际', target: '目标', person: '姓名' });
  for (const code of ['actuals/percent', 'actuals/fraction', 'actuals/names']) assert.ok(told.decisions.some((one) => one.code === code), code);
  assert.deepEqual(told.utf16, [{ person: null, period: null, actuals: [{ id: 'collection_rate', value: 0.93 }], targets: [] }]);
  assert.equal(told.code, 'columns/missing');
});

test('templates are what they are for, and a beginning says what a file is', async () => {
  const told = await run('templates.mjs', `
    import { checkPlan, readActuals, recognize, template } from 'planscore';
    const out = {};
    for (const locale of ['zh-CN', 'en']) {
      const text = (kind) => template(kind, { locale });
      out[locale] = {
        kinds: ['orders', 'deals', 'actuals', 'plan'].map((kind) => recognize(bytes(text(kind))).kind),
        issues: [Orders.fromCsv(bytes(text('orders'))).issueCount, Deals.fromCsv(bytes(text('deals'))).issueCount, readActuals(bytes(text('actuals'))).issueCount],
        sections: checkPlan(text('plan')).sections.length > 4,
      };
    }
    const gb = recognize(Uint8Array.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, ...bytes('A,2026-03-05,1\\n')]));
    const code = (call) => { try { call(); } catch (error) { return error instanceof PlanscoreError && error.code; } };
    console.log(JSON.stringify({ out, gb, table: recognize(bytes('a,b,c\\n1,2,3\\n')), codes: [code(() => template('x')), code(() => recognize(bytes('<html>')))] }));`);
  const fine = { kinds: ['orders', 'deals', 'actuals', 'plan'], issues: [0, 0, 0], sections: true };
  assert.deepEqual(told.out, { 'zh-CN': fine, en: fine });
  assert.deepEqual(told.gb, { kind: 'orders', headers: ['客户', '日期', '金额'] });
  assert.deepEqual(told.table, { kind: 'table', headers: ['a', 'b', 'c'] });
  assert.deepEqual(told.codes, ['template/unknown', 'file/html']);
});
