// From numbers to work done: lists to call, what is pasted, what is kept.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { init, Orders, segmentCustomers } from '../../pkg/node.js';
import { xlsxToCsv } from '../../pkg/files-node.js';
import { visits } from './visit.mjs';

await init();
const sample = await readFile(new URL('../../www/samples/orders.csv', import.meta.url));
const tiers = segmentCustomers(Orders.fromCsv(sample));
const dormant = tiers.rows({ tier: 'dormant' });

visits('a first step opens its list, with owner, last order, money and reason, to save and to copy', async (page) => {
  await page.drop('orders.csv');
  await page.until(async () => (await page.texts('button.step')).join().includes('唤醒'));
  const step = (await page.texts('button.step')).find((text) => text.includes('唤醒'));
  const [, n] = /唤醒 (\d+) 家/.exec(step);
  await page.click('button.step', '唤醒');
  await page.shows('dialog h2', '沉睡客户名单');
  assert.equal(Number(n), dormant.length);
  assert.equal(await page.count('dialog tbody tr'), Number(n));
  // Who sold to each of them last stands in the file.
  const lines = sample.toString().split(/\r?\n/).map((line) => line.split(','));
  for (const row of await page.texts('dialog tbody tr')) {
    const { customer, recency } = dormant.find((one) => row.includes(one.customer));
    const [, , last, , , owner] = lines.filter((cells) => cells[1] === customer && cells[4] === '已完成').sort((a, b) => (a[2] < b[2] ? 1 : -1))[0];
    for (const part of [owner, last, `${recency} 天没下单（超过 ${tiers.summary.lapsedDays} 天算沉睡）`]) assert.ok(row.includes(part), `${row}: ${part}`);
  }
  const csv = await page.saved(() => page.click('dialog .save-csv'));
  assert.equal(csv.name, '沉睡客户名单.csv');
  assert.equal(csv.text.trim().split('\r\n').length - 1, Number(n));
  const xlsx = await page.saved(() => page.click('dialog .save-xlsx'));
  const back = new TextDecoder().decode(await xlsxToCsv(xlsx.bytes));
  assert.match(back, /客户名称,负责人,最近下单/);
  assert.equal(back.trim().split(/\r?\n/).length - 1, Number(n));
  await page.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { globalThis.copied = text; return Promise.resolve(); } } }));
  await page.click('dialog .copy');
  await page.shows('dialog .note', '已复制');
  assert.match(await page.page.evaluate(() => globalThis.copied), /^沉睡客户名单\n1\. \S+ · \S+ · 2026-/);
  await page.page.keyboard.press('Escape');
  await page.until(async () => (await page.count('dialog')) === 0);
});

visits('the stuck deals of a first step are the ones that the funnel counts', async (page) => {
  await page.drop('deals.csv');
  const step = await page.until(async () => (await page.texts('button.step')).find((text) => text.includes('停滞')));
  await page.click('button.step', '停滞');
  await page.shows('dialog h2', '停滞的商机');
  assert.equal(await page.count('dialog tbody tr'), Number(/\d+/.exec(step)[0]));
  assert.match((await page.texts('dialog tbody tr'))[0], /D\d{4}[\s\S]*已停留 \d+ 天/);
  await page.click('dialog form button');
  await page.until(async () => (await page.count('dialog')) === 0);
});

visits('no cell of a list becomes a formula or markup', async (page) => {
  const evil = '=HYPERLINK("http://x")<b>&';
  const name = `,"${evil.replaceAll('"', '""')}",`;
  await page.drop({ name: '订单.csv', text: sample.toString().replaceAll(`,${dormant[0].customer},`, name) });
  await page.click('button.step', '唤醒');
  await page.shows('dialog tbody tr');
  assert.equal(await page.count('dialog >> b'), 0);
  const csv = await page.saved(() => page.click('dialog .save-csv'));
  assert.ok(csv.text.includes(`"'${evil.replaceAll('"', '""')}"`), csv.text);
  const xlsx = await page.saved(() => page.click('dialog .save-xlsx'));
  assert.ok(new TextDecoder().decode(await xlsxToCsv(xlsx.bytes)).includes('HYPERLINK'));
});

visits('text and cells are pasted like files', async (page) => {
  await page.click('#paste');
  await (await page.element('dialog textarea')).evaluate((one) => { one.value = '客户\t下单日期\t金额\n甲\t2026-01-05\t100\n乙\t2026-02-05\t300\n'; });
  await page.click('dialog button.primary');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('400'));
  await page.click('#paste');
  await (await page.element('dialog textarea')).evaluate((one) => { one.value = '2026年销售计划\n一、目标\n全年销售额达到500万元\n'; });
  await page.click('dialog button.primary');
  await page.shows('#plan >> .finding');
  assert.match((await page.texts('.loaded li')).join(), /计划[\s\S]*粘贴的内容\.txt/);
});

visits('nothing is kept until asked, all of it then, and nothing once it is forgotten', async (page) => {
  const bases = () => page.page.evaluate(() => indexedDB.databases().then((all) => all.length));
  await page.drop('orders.csv', { name: '计划.md', text: '# 2026年计划\n\n## 目标\n\n全年销售额达到2000万元\n' });
  await page.shows('#kpi >> tbody tr');
  await page.type('#kpi >> tbody .figure input', '1800万');
  assert.equal(await bases(), 0);
  await page.click('#keep');
  await page.shows('dialog p', '计划.md、orders.csv；手工填写的实际完成 1 项');
  await page.click('dialog button.primary');
  await page.shows('.notice', '已保存到本机');
  await page.page.reload();
  await page.shows('.kept', 'orders.csv');
  assert.equal(await page.count('#kpi'), 0);
  await page.click('#resume');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input'))[0] === '18,000,000');
  await page.click('#keep');
  await page.click('dialog .forget');
  await page.shows('.notice', '已忘掉');
  assert.equal(await bases(), 0);
});

visits('a page with something typed is not left without a question', async (page) => {
  const asked = [];
  page.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.drop('orders.csv');
  await page.shows('#kpi >> tbody tr');
  await page.page.reload();
  await page.page.waitForSelector('html[data-ready]');
  assert.deepEqual(asked, []);
  await page.drop('orders.csv');
  await page.type('#kpi >> tbody .figure input', '1800万');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input'))[0] === '18,000,000');
  await page.page.reload();
  await page.page.waitForSelector('html[data-ready]');
  assert.deepEqual(asked, ['beforeunload']);
});

visits('each decision about a file is told with what to do, and changed there', async (page) => {
  await page.drop({ name: '订单.csv', text: '# 导出,九月,全部,门店,含取消\n客户,下单日期,金额,状态,"备注,其他"\n甲,03/05/2026,100,已完成\n乙,04/06/2026,300,已取消\n丙,05/25/2026,50,已完成\n' });
  await page.shows('#tiers >> dd', '150');
  await page.click('.decided summary', '读到 3 行，计入 2 行');
  const decided = (await page.texts('.decided tbody tr')).join('\n');
  assert.match(decided, /第 2 行是表头/);
  assert.match(decided, /已取消/);
  await page.click('.decided .change');
  await page.shows('dialog h2', '怎样读这个文件');
  const offered = await page.page.evaluate(() => [...document.querySelectorAll('dialog select[name=customer] option')].map(({ value }) => value));
  assert.deepEqual(offered, ['', '客户', '下单日期', '金额', '状态', '备注,其他']);
  await page.choose('dialog select[name=unit]', '万元');
  await page.type('dialog input[name=leaveOut]', '无');
  await page.click('dialog button.primary');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('450.0万'));
  await page.shows('.notice', '已替换 订单.csv');
  await page.click('#undo');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('150'));
});

visits('days that can be read in two ways are asked about', async (page) => {
  const dropped = page.drop({ name: '订单.csv', text: '客户,下单日期,金额\n甲,03/05/2026,100\n乙,04/06/2026,300\n' });
  await page.shows('dialog h2', '怎样读这个文件');
  await page.click('dialog summary');
  await page.choose('dialog select[name=dayOrder]', 'dayFirst');
  await page.click('dialog button.primary');
  await dropped;
  await page.shows('#tiers >> dd', '2026年6月4日');
});

visits('templates are saved and read back as they are', async (page) => {
  for (const [kind, shows] of [['orders', '#tiers >> .tile'], ['deals', '#funnel >> tbody tr'], ['plan', '#plan >> .finding'], ['actuals', '#kpi >> tbody tr']]) {
    const { name, text } = await page.saved(() => page.click(`[data-template=${kind}]`));
    await page.drop({ name, text });
    await page.shows(shows);
    assert.equal(await page.count('.troubles p'), 0, `${name}: ${await page.text('.troubles p')}`);
  }
  assert.equal(await page.count('.loaded li'), 4);
});

visits('actuals and targets come from a table', async (page) => {
  await page.drop({ name: '实际.csv', text: '指标,目标,实际\n回款率,95%,93\n销售总额,120万,96万\n' });
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input')).join() === '93,960,000');
  assert.match((await page.texts('#kpi >> tbody tr')).join(), /95\.0%[\s\S]*120\.0万/);
});

visits('how actuals are read is told and changed as for orders', async (page) => {
  await page.drop({ name: '实际.csv', text: '指标,目标,实际\n回款率,1.2,0.9\n销售总额,120,96\n' });
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input')).length === 2);
  await page.click('.loaded button.link', '实际.csv');
  await page.shows('dialog h2', '怎样读这个文件');
  const offered = await page.page.evaluate(() => [...document.querySelectorAll('dialog select, dialog input')].map(({ name }) => name).filter(Boolean));
  for (const name of ['kpi', 'value', 'target', 'unitColumn', 'unit', 'rates', 'headerRow', 'decimal', 'totals']) assert.ok(offered.includes(name), name);
  await page.choose('dialog select[name=unit]', '万元');
  await page.choose('dialog select[name=rates]', 'percent');
  await page.click('dialog button.primary');
  await page.shows('.notice', '已替换 实际.csv');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input')).join() === '0.9,960,000');
  await page.click('.decided summary', '实际.csv');
  assert.ok((await page.count('.decided .change')) > 0);
  await page.click('#undo');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input')).at(-1) === '96');
});

visits('an order’s total that each of its lines repeats is counted once, or as often as the user says', async (page) => {
  await page.drop({ name: '订单.csv', text: '订单号,客户,下单日期,商品,订单总额\n1,甲,2026-01-05,a,300\n1,甲,2026-01-05,b,300\n2,乙,2026-02-05,a,100\n2,乙,2026-02-05,c,100\n3,丙,2026-03-05,a,50\n' });
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('450'));
  await page.click('.loaded button.link', '订单.csv');
  await (await page.element('dialog input[name=repeatedTotals]')).evaluate((one) => one.click());
  await page.click('dialog button.primary');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('850'));
});
