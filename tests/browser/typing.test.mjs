// What is typed is never lost: not to an answer that comes late, a file that is read meanwhile, or a step taken back.
import assert from 'node:assert/strict';
import { visits } from './visit.mjs';

const PLAN = '# 2026年销售计划\n\n## 目标\n\n1. 全年销售额达到2000万元，负责人：王芳。\n2. 新增客户40家。\n';
const OTHER = '# 另一份计划\n\n## 目标\n\n全年销售额达到1000万元。\n';
const figures = (page) => page.texts('#kpi >> tbody .figure input');
const text = (page) => page.text('#plan >> textarea');

/** From here on every question waits before it reaches the worker, as on a machine that is busy. */
function slow(page, ms) {
  return page.page.evaluate((wait) => {
    globalThis.post ??= Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...all) {
      setTimeout(() => globalThis.post.apply(this, all), wait);
    };
  }, ms);
}

/** Selects what stands in an input and types over it, without leaving it. */
async function begin(page, selector, value) {
  await (await page.element(selector)).evaluate((one) => {
    one.focus();
    one.select();
  });
  await page.page.keyboard.type(value);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

visits('what is being typed outlives an answer that comes late', async (page) => {
  await page.drop('orders.csv', { name: '计划.md', text: PLAN });
  await page.shows('#kpi >> tbody tr');
  await slow(page, 150);
  await page.type('#kpi >> tbody .figure input', '1800万');
  // The answer to this is on its way while the figure is typed once more.
  await begin(page, '#kpi >> tbody .figure input', '12');
  await pause(2_500);
  assert.equal((await figures(page))[0], '12');
  await page.page.keyboard.type('00万');
  await page.page.keyboard.press('Tab');
  await page.until(async () => (await figures(page))[0] === '12,000,000');
  await page.shows('#kpi >> tbody tr', '60%');
});

visits('a person’s target stays with the person when places change under it', async (page) => {
  const head = '订单号,客户,下单日期,金额,负责人\n';
  await page.drop({ name: '订单.csv', text: `${head}1,甲,2026-01-05,300,王芳\n2,乙,2026-02-20,200,李强\n` });
  await page.until(async () => (await page.count('#people >> .figure input')) === 2);
  await slow(page, 150);
  await page.type('#people >> tbody tr:nth-child(1) .figure input', '1000');
  await begin(page, '#people >> tbody tr:nth-child(2) .figure input', '2');
  await page.page.keyboard.type('50');
  await page.page.keyboard.press('Enter');
  // 200 of 250 is more than 300 of 1,000: the rows change places, and the input that one is in goes with its row.
  await page.until(async () => /李强/.test((await page.texts('#people >> tbody tr'))[0]));
  await page.page.keyboard.press('End');
  await page.page.keyboard.type('0');
  await page.page.keyboard.press('Enter');
  await page.until(async () => (await page.texts('#people >> .figure input')).join() === '1,000,2,500');
  assert.match((await page.texts('#people >> tbody tr'))[1], /李强/);
});

visits('targets that are typed keep their figures when data come in', async (page) => {
  await page.drop({ name: '实际.csv', text: '指标,实际\n回款率,93\n' });
  await page.shows('#kpi >> tbody tr');
  await page.click('#kpi >> .ask-targets');
  await begin(page, '#kpi >> .targets input[name=new_customers]', '36');
  await page.drop('orders.csv');
  await page.page.keyboard.press('Tab');
  await page.shows('#kpi >> tbody tr', '销售总额');
  const input = await page.element('#kpi >> .targets input[name=new_customers]');
  assert.equal(await input.evaluate((one) => one.value), '36');
});

visits('what is typed while a file is read stays', async (page) => {
  await page.drop('orders.csv', { name: '计划.md', text: PLAN });
  await page.shows('#plan >> textarea');
  await slow(page, 1_000);
  const dropped = page.drop('deals.csv');
  await page.type('#kpi >> tbody .figure input', '1800万');
  const area = await page.element('#plan >> textarea');
  await area.evaluate((one) => {
    one.focus();
    one.setSelectionRange(one.value.length, one.value.length);
  });
  await page.page.keyboard.type('补一句');
  await dropped;
  await slow(page, 0);
  await page.until(async () => (await page.count('.loaded li')) === 3);
  await page.until(async () => (await figures(page))[0] === '18,000,000');
  assert.equal(await text(page), `${PLAN}补一句`);
});

visits('a fix goes into the text as it stands, also right after the last stroke', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.click('#plan >> .finding', '新增客户');
  if (!(await page.count('#plan >> .fix-form'))) await page.click('#plan >> .finding', '没有负责人');
  await page.type('#plan >> .fix-form input', '李强');
  await slow(page, 150);
  await (await page.element('#plan >> textarea')).evaluate((one) => {
    one.focus();
    one.setSelectionRange(0, 0);
  });
  await page.page.keyboard.type('说明\n');
  await page.click('#plan >> .fix-form button');
  await page.until(async () => (await text(page)) === `说明\n${PLAN.replace('40家', '40家，负责人：李强')}`);
});

for (const way of ['replaced', 'removed']) {
  visits(`a plan that was ${way} comes back with what can be taken back in it`, async (page) => {
    await page.drop('orders.csv', { name: '计划.md', text: PLAN });
    await page.shows('#plan >> .finding');
    await (await page.element('#plan >> textarea')).evaluate((one) => {
      one.focus();
      one.setSelectionRange(one.value.length, one.value.length);
    });
    await page.page.keyboard.type('补一句');
    await page.until(async () => (await text(page)) === `${PLAN}补一句`);
    if (way === 'replaced') {
      await page.drop({ name: '另一份.md', text: OTHER });
      await page.until(async () => (await text(page)) === OTHER);
      assert.ok(await (await page.element('#plan >> .undo')).evaluate((one) => one.disabled));
    } else {
      await page.click('.loaded button[aria-label="移除 计划.md"]');
      await page.until(async () => (await page.count('#plan')) === 0);
    }
    await page.click('#undo');
    await page.until(async () => (await text(page)) === `${PLAN}补一句`);
    await page.click('#plan >> .undo');
    await page.until(async () => (await text(page)) === PLAN);
  });
}
