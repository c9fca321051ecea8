// People and months, against sums by hand.
import assert from 'node:assert/strict';
import { visits } from './visit.mjs';

const HEAD = '订单号,客户,下单日期,金额,负责人\n';
const lines = (rows) => HEAD + rows.map(([date, money, owner, customer = '甲'], i) => `${i},${customer},${date},${money},${owner}\n`).join('');
const rows = (page, panel) => page.texts(`${panel} >> tbody tr`);

// Two years: 100 a month in 2025, 120 a month in 2026 up to 15 June; Wang sells two thirds.
const months = (year, n, money) => Array.from({ length: n }, (_, m) => {
  const month = String(m + 1).padStart(2, '0');
  return [[`${year}-${month}-02`, (money * 2) / 3, '王芳', `客户${m % 4}`], [`${year}-${month}-15`, money / 3, '李强', `客户${m % 4}`]];
}).flat();
const two = lines([...months(2025, 12, 30000), ...months(2026, 6, 36000)]);
const PLAN = '# 2026年销售计划\n\n## 目标\n\n全年销售额达到48万元。\n\n1. 一季度销售额9万元\n2. 二季度销售额12万元\n3. 三季度销售额12万元\n4. 四季度销售额15万元\n';

visits('months stand against the plan’s quarters, the month before and the year before', async (page) => {
  await page.drop({ name: '订单.csv', text: two }, { name: '计划.md', text: PLAN });
  const table = async () => (await page.texts('#trend >> figure tbody tr')).map((text) => text.split(/\s+/));
  await page.click('#trend >> figure summary');
  await page.until(async () => (await table()).length === 12);
  const found = await table();
  // 一季度 9 万 is 3 万 a month, 二季度 12 万 is 4 万; 3.6 万 against 3 万 is 120 %, and 20 % more than a year before.
  assert.deepEqual(found[0], ['1月', '3.6万', '3.0万', '120%', '3.6万', '3.0万', '+20%', '+20%']);
  assert.deepEqual(found[3], ['4月', '3.6万', '4.0万', '90%', '14.4万', '13.0万', '0%', '+20%']);
  assert.deepEqual(found[5].slice(0, 3), ['6月', '截至6月15日', '3.6万']);
  assert.deepEqual(found[11], ['12月', '—', '5.0万', '—', '—', '48.0万', '—', '—']);
  await page.click('#trend >> figure ~ details summary');
  const quarters = (await rows(page, '#trend')).filter((text) => text.includes('Q'));
  assert.match(quarters[0], /2026 Q1\s+10\.8万\s+9\.0万\s+120%\s+\+20%/);
  assert.match(await page.text('#trend >> .says'), /1月至6月累计 21\.6万，同比 \+20%/);
  // The parts of the goal are no goals beside it.
  assert.equal(await page.count('#kpi >> tbody tr'), 1);
});

visits('what the records do not reach is not called nothing', async (page) => {
  await page.drop({ name: '订单.csv', text: lines([['2026-03-20', 100, '王芳'], ['2026-04-10', 300, '王芳'], ['2026-05-10', 450, '王芳']]) });
  await page.click('#trend >> figure summary');
  const found = await page.until(async () => {
    const all = (await page.texts('#trend >> figure tbody tr')).map((text) => text.split(/\s+/));
    return all.length === 12 && all;
  });
  assert.deepEqual(found[0].slice(0, 2), ['1月', '—']);
  // March is cut: nothing is compared with it.
  assert.deepEqual([found[2][1], found[3].at(-2), found[3].at(-1)], ['数据从月中开始', '—', '—']);
  // Ten days of May against ten days of April.
  assert.equal(found[4].at(-2), '+50%');
});

visits('one month is told as one', async (page) => {
  await page.drop({ name: '订单.csv', text: lines([['2026-04-02', 100, '王芳'], ['2026-04-10', 300, '王芳']]) });
  await page.shows('#trend >> .says', '4月累计 400');
});

visits('people are ranked by what they sold, and by attainment once all have a target', async (page) => {
  await page.drop({ name: '订单.csv', text: two });
  const table = async () => (await rows(page, '#people')).map((text) => text.split(/\s+/));
  await page.until(async () => (await table()).length === 2);
  const [first, second] = await table();
  assert.deepEqual([first[0], first[1], first[2]], ['1', '王芳', '14.4万']);
  assert.deepEqual([second[0], second[1], second[2]], ['2', '李强', '7.2万']);
  await page.type('#people >> tbody tr:nth-child(1) .figure input', '30万');
  await page.until(async () => (await table())[0].includes('48%'));
  assert.match(await page.text('#people >> .says + .tools + .scroll + .note'), /按业绩排名/);
  await page.type('#people >> tbody tr:nth-child(2) .figure input', '8万');
  await page.until(async () => (await table())[0][1] === '李强');
  assert.match(await page.text('#people >> .says'), /完成率最高的是李强：90%/);
  // A language later the targets stand.
  await page.click('#language');
  await page.until(async () => (await page.text('#people >> h2'))?.startsWith('People'));
  await page.until(async () => (await page.texts('#people >> .figure input')).join() === '80,000,300,000');
});

visits('names are hidden on request, on screen and in the file', async (page) => {
  await page.drop({ name: '订单.csv', text: two });
  await page.shows('#people >> tbody tr', '王芳');
  await page.click('#people >> .pseudonyms');
  await page.until(async () => !(await page.texts('#people')).concat(await rows(page, '#people')).join().includes('王芳'));
  assert.match((await rows(page, '#people'))[0], /同事 1/);
  const { text } = await page.saved(() => page.click('#people >> .save-csv'));
  assert.doesNotMatch(text, /王芳|李强/);
  assert.match(text, /1,同事 1,144000/);
  // The report follows.
  await page.click('#report');
  await page.shows('.boss td', '同事 1');
  assert.doesNotMatch((await page.texts('.boss')).join(), /王芳|李强/);
});

visits('few deals give no rate, and what is nobody’s is said', async (page) => {
  const deals = '商机编号,负责人,线索日期,赢单日期,结果,关闭日期,金额\n'
    + Array.from({ length: 30 }, (_, i) => `D${i},${i < 24 ? '王芳' : '李强'},2026-01-0${1 + (i % 9)},${i % 3 ? '' : '2026-02-10'},${i % 3 ? '输单' : '赢单'},2026-02-10,1000\n`).join('');
  await page.drop({ name: '商机.csv', text: deals }, { name: '订单.csv', text: `${two}900,客户0,2026-05-05,500,\n` });
  await page.until(async () => (await rows(page, '#people')).some((text) => /33%/.test(text)));
  const found = await rows(page, '#people');
  assert.match(found.find((text) => text.includes('王芳')), /33%/);
  assert.match(found.find((text) => text.includes('李强')), /2 \/ 6/);
  await page.shows('#people >> .note', '另有 500 没有负责人');
});

visits('a plan’s own targets of people are theirs', async (page) => {
  await page.drop({ name: '订单.csv', text: two },
    { name: '计划.md', text: '# 2026年销售计划\n\n## 目标\n\n全年销售额达到40万元。\n\n- 王芳：销售额30万元\n- 李强：销售额10万元\n' });
  await page.until(async () => (await page.texts('#people >> .figure input')).join() === '100,000,300,000');
  assert.match((await rows(page, '#people'))[0], /1\s+李强\s+7\.2万[\s\S]*72%/);
});

visits('while people are looked for in a large file, their place says so', async (page) => {
  // More than 2 MiB, which is gone through once the answers are there.
  const many = Array.from({ length: 60_000 }, (_, i) => [`2026-0${1 + (i % 6)}-1${i % 10}`, 100 + (i % 7), i % 2 ? '王芳' : '李强', `客户编号${i % 900}`]);
  await page.page.evaluate(() => {
    globalThis.seen = [];
    const look = () => {
      const panel = document.querySelector('#review')?.shadowRoot?.querySelector('#people');
      const text = panel?.shadowRoot?.querySelector('.panel')?.innerText;
      if (panel?.checkVisibility() && text !== undefined && globalThis.seen.at(-1) !== text) globalThis.seen.push(text);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.drop({ name: '订单.csv', text: lines(many) });
  await page.until(async () => (await rows(page, '#people')).length === 2);
  const seen = await page.page.evaluate(() => globalThis.seen);
  assert.match(seen[0], /正在计算…/);
  assert.deepEqual(seen.filter((text) => !/正在计算…|王芳/.test(text)), []);
});
