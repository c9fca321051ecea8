const { checkPlan, init, Orders } = require('planscore');

test('a plan and orders', async () => {
  await init();
  expect(checkPlan('一、目标').findings.length).toBeGreaterThan(0);
  expect(Orders.fromCsv(new Uint8Array(Buffer.from('客户,日期,金额\n甲,2026-01-05,100\n'))).length).toBe(1);
});
