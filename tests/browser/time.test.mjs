// What a plan asks for and when, held against the same stretch of time; and what stands in two places says the same.
import assert from 'node:assert/strict';
import { visits } from './visit.mjs';

// 36,000 a month from January 2025 to September 2026, two thirds of it by Wang.
const HEAD = '订单号,客户,下单日期,金额,状态,负责人\n';
const orders = HEAD + Array.from({ length: 21 }, (_, m) => {
  const month = `${2025 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`;
  return `${2 * m},客户${m % 5},${month}-02,24000,已完成,王芳\n${2 * m + 1},客户${m % 7},${month}-28,12000,已完成,李强\n`;
}).join('');
const plan = (goals, year = '2026年') => ({ name: '计划.md', text: `# ${year}销售计划\n\n## 目标\n\n${goals}\n` });
const kpis = (page) => page.texts('#kpi >> .kpis tbody tr');

visits('four quarters without a year are the year’s target, and the months’', async (page) => {
  await page.drop({ name: '订单.csv', text: orders }, plan('- Q1 销售额 9 万元\n- Q2 销售额 12 万元\n- Q3 销售额 12 万元\n- Q4 销售额 15 万元'));
  await page.until(async () => (await kpis(page)).length === 1);
  assert.match((await kpis(page))[0], /^销售额[\s\S]*48\.0万/);
  await page.shows('#kpi >> .told', '计划第 5、6、7、8 行的「销售额」合起来是 48.0万');
  await page.click('#trend >> figure summary');
  const months = await page.until(async () => {
    const all = await page.texts('#trend >> figure tbody tr');
    return all.length === 12 && all.map((text) => text.split(/\s+/));
  });
  assert.deepEqual([months[0][2], months[3][2], months[11][2]], ['3.0万', '4.0万', '5.0万']);
  await page.shows('#trend >> .note', '各月目标来自计划中的季度或月度目标');
});

visits('two quarters are no target of a year: none is scored, and it is said why', async (page) => {
  await page.drop({ name: '订单.csv', text: orders }, plan('- Q1 回款 300 万\n- Q2 回款 320 万\n- Q1 销售额 9 万元\n- Q2 销售额 12 万元'));
  await page.shows('#kpi >> .told', '「回款」是 2026-01-01 至 2026-06-30 的目标（合计 620.0万），不是全期的');
  assert.equal((await kpis(page)).length, 1);
  assert.match((await kpis(page))[0], /^销售额[\s\S]*没有目标/);
  // What the plan does say of the months stands there.
  await page.shows('#trend >> .fact', '2026 Q1');
  assert.match((await page.texts('#trend >> .fact')).join(), /Q1\s+10\.8万 · 120%/);
});

visits('a plan for a quarter is held against that quarter, one for next year against nothing yet', async (page) => {
  await page.drop({ name: '订单.csv', text: orders }, plan('- 销售额 12 万元', '2026年第二季度'));
  await page.until(async () => (await kpis(page)).length === 1);
  // 3 × 3.6 = 10.8 of 12: nine months would have been 270 %.
  assert.match((await kpis(page))[0], /12\.0万[\s\S]*90%/);
  assert.equal(await page.text('#kpi >> .kpis .figure input'), '108,000');
  await page.drop(plan('- 销售额 48 万元', '2027年'));
  await page.shows('#kpi >> .told', '计划从 2027-01-01 开始，数据只到 2026-09-28');
  assert.equal(await page.text('#kpi >> .kpis .figure input'), '');
  await page.shows('#trend >> .note', '还没有销售目标');
});

const deals = `商机编号,客户,负责人,需求沟通日期,方案报价日期,签约日期,结果,关闭日期,金额\n${Array.from({ length: 60 }, (_, i) => {
  const day = `2026-0${1 + (i % 6)}-0${1 + (i % 9)}`;
  const won = i % 4 === 0;
  return `S${i},客户${i},${i % 2 ? '王芳' : '李强'},${day},${i % 3 ? day : ''},${won ? `2026-0${2 + (i % 6)}-20` : ''},${won ? '赢单' : '输单'},2026-0${2 + (i % 6)}-20,1000`;
}).join('\n')}\n`;

visits('the win rate that a plan asks for is the one that the funnel shows', async (page) => {
  await page.drop({ name: '商机.csv', text: deals }, plan('- 赢单率达到30%'));
  await page.until(async () => (await kpis(page)).length === 1);
  await page.until(async () => (await page.texts('#funnel >> .fact')).some((text) => /赢单率\s+25\.0%/.test(text)));
  assert.match((await kpis(page))[0], /赢单率[\s\S]*由所载数据计算[\s\S]*30\.0%/);
  assert.equal(await page.text('#kpi >> .kpis .figure input'), '25');
});

visits('rows left out for one reason are one line, with how many and which', async (page) => {
  const rows = orders.replaceAll(/(^|\n)(\d*[05]),(.*)已完成/g, '$1$2,$3已取消');
  await page.drop({ name: '订单.csv', text: rows });
  const lines = await page.until(async () => {
    const all = await page.texts('#quality > .scroll tbody tr');
    return all.length > 0 && all;
  });
  const left = rows.split('\n').filter((row) => row.includes('已取消')).length;
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0], new RegExp(`订单\\.csv\\s+${left}\\s+状态\\s+已取消\\s+按订单状态未计入`));
});

visits('what is no number is told in the form of targets, too', async (page) => {
  await page.drop({ name: '订单.csv', text: orders });
  await page.click('button.step', '填写本组目标');
  await page.type('.targets input[name=sales_total]', '很多');
  await page.click('.targets button[type=submit]');
  const input = await page.element('.targets input[name=sales_total]');
  assert.match(await input.evaluate((one) => one.validationMessage), /看不懂这个数/);
  await page.type('.targets input[name=sales_total]', '48万');
  await page.click('.targets button[type=submit]');
  await page.until(async () => (await kpis(page)).length === 1);
});

visits('hidden names are hidden in the report’s sentences, too', async (page) => {
  // Li brings three in four to the offer, Wang one in four: she is measured against him by name.
  const day = (i, month) => `2026-0${month}-${String(1 + (i % 28)).padStart(2, '0')}`;
  const peers = Array.from({ length: 400 }, (_, i) => {
    const [owner, goesOn] = i % 2 ? ['王芳', i % 8 === 1] : ['李强', i % 8 !== 0];
    return `S${i},客户${i},${owner},${day(i, 3)},${goesOn ? day(i, 4) : ''},${goesOn ? day(i, 5) : ''},${goesOn ? '赢单' : '输单'},${day(i, 5)},1000`;
  });
  const text = `${deals.slice(0, deals.indexOf('\n'))}\n${peers.join('\n')}\n`;
  await page.drop({ name: '商机.csv', text }, { name: '订单.csv', text: orders });
  await page.shows('.steps .facts', '表现最好的李强');
  await page.shows('#people >> tbody tr');
  await (await page.element('#people >> .pseudonyms')).evaluate((one) => one.click());
  await page.click('#report');
  const { text: report } = await page.saved(() => page.click('#boss-html'));
  assert.match(report, /表现最好的同事/);
  assert.doesNotMatch(report, /王芳|李强/);
});
