import { expect, test } from 'vitest';
import { checkPlan, init, Orders } from 'planscore';
import { init as inline, kpiCatalog } from 'planscore/inline';
import 'planscore/element';

test('a plan and the bytes of the environment', async () => {
  await init();
  expect(checkPlan('一、目标').findings.length).toBeGreaterThan(0);
  expect(Orders.fromCsv(new TextEncoder().encode('客户,日期,金额\n甲,2026-01-05,100\n')).length).toBe(1);
});

test('the inline entry', async () => {
  await inline();
  expect(kpiCatalog().length).toBe(69);
});
