// Rows of objects, as an API gives them, are read as the file is that would hold them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Project } from './project.mjs';

let project;
before(async () => { project = await Project.create(); });
after(() => project.remove());

const run = async (name, source) => JSON.parse(await project.run(name, `import { Deals, Orders, PlanscoreError, analyzeFunnel, init, segmentCustomers } from 'planscore';
await init();
const bytes = (text) => new TextEncoder().encode(text);
${source}`));

test('orders from rows are those of the file, with its data report', async () => {
  const told = await run('orders.mjs', `
    const rows = [
      { 订单号: 'A"1', 客户: ' 甲 ', 下单日期: '2026-03-05', 金额: 1200.5 },
      { 订单号: 'A\\t2', 客户: '乙', 下单日期: new Date('2026-03-05T20:00:00Z'), 金额: '¥1,300' },
      { 客户: '乙', 下单日期: 'soon', 金额: 7, 备注: null },
      { 客户: null, 下单日期: '2026-03-07', 金额: 3n },
      { 客户: '丙\\n丁', 下单日期: '2026-03-07', 金额: 1.355 },
      { 客户: '合计', 下单日期: '2026-03-07', 金额: 2503.85 },
    ];
    const file = '订单号,客户,下单日期,金额,备注\\n"A""1", 甲 ,2026-03-05,1200.5,\\n"A\\t2",乙,2026-03-05T20:00:00.000Z,"¥1,300",\\n,乙,soon,7,\\n,,2026-03-07,3,\\n,"丙\\n丁",2026-03-07,1.3550,\\n,合计,2026-03-07,2503.85,\\n';
    const told = (orders) => {
      const customers = segmentCustomers(orders);
      return { rows: orders.rows, columns: orders.columns, issues: orders.issues, summary: customers.summary, page: customers.rows() };
    };
    console.log(JSON.stringify([told(Orders.fromRows(rows)), told(Orders.fromCsv(bytes(file)))]));`);
  assert.deepEqual(told[0], told[1]);
  assert.deepEqual(told[0].rows, { read: 6, used: 3, leftOut: 3 });
  assert.deepEqual(told[0].page.map(({ customer, monetary }) => [customer, monetary]).sort(), [['丙\n丁', 1.355], ['乙', 1300], ['甲', 1200.5]].sort());
});

test('names may be given, and deals come as events or as rows', async () => {
  const told = await run('deals.mjs', `
    const orders = Orders.fromRows([{ who: 'a', when: '2026-03-05', much: 5 }], { columns: { customer: 'who', date: 'when', amount: 'much' } });
    const events = Deals.fromRows([
      { deal: 'A', stage: 'MQL', time: '2026-03-05' }, { deal: 'A', stage: 'won', time: new Date('2026-04-01T02:00:00Z') },
    ]);
    const wide = Deals.fromRows([{ 商机编号: 1, MQL日期: '2026-03-05', 成单日期: '2026-04-01' }]);
    console.log(JSON.stringify([orders.length, events.length, analyzeFunnel(wide).won]));`);
  assert.deepEqual(told, [1, 1, 1]);
});

test('what is no row or no cell is refused with its place', async () => {
  const told = await run('wrong.mjs', `
    const refused = (rows) => { try { Orders.fromRows(rows); return null; } catch (error) { return [error instanceof PlanscoreError, error.code, error.path]; } };
    const row = { customer: 'a', date: '2026-03-05', amount: 1 };
    console.log(JSON.stringify([refused(5), refused([row, 1]), refused([row, { ...row, date: {} }]), refused([{ a: 1, b: 2 }]), refused([])]));`);
  assert.deepEqual(told.slice(0, 3), [[true, 'input/type', 'rows'], [true, 'input/type', 'rows[1]'], [true, 'input/type', 'rows[1].date']]);
  assert.ok(told[3][0] && told[3][1] === 'columns/missing', JSON.stringify(told[3]));
  assert.ok(told[4][0], JSON.stringify(told[4]));
});
