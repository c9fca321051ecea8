// Nothing on screen that is not so: targets, scores, chances, bottlenecks, numbers, and what the user typed.
import assert from 'node:assert/strict';
import { visits } from './visit.mjs';

const number = (text) => Number(text.replace(/[^\d.-]/g, ''));
const PLAN = '# 2026年销售计划\n\n## 目标\n\n1. 2026年全年销售额达到2000万元，负责人：王芳。\n2. 新增客户40家，负责人：李强。\n';

visits('the goal of the look ahead is what the plan leaves to win, by the end of its period', async (page) => {
  await page.drop('orders.csv', 'deals.csv', { name: '计划.md', text: PLAN });
  const says = await page.until(async () => (await page.texts('.outlook p')).find((text) => text.includes('还差')));
  const [, total, reached, rest] = /目标 ([\d,.]+)万，已完成 ([\d,.]+)万，还差 ([\d,.]+)万/.exec(says);
  assert.equal(number(total), 2000);
  assert.ok(Math.abs(number(total) - number(reached) - number(rest)) < 0.11, says);
  assert.equal(await page.text('.outlook input[type=date]'), '2026-12-31');
});

visits('deals are asked for the part of the sales that they bring, not for what comes without them', async (page) => {
  // Of 600万 sold so far this year deals brought 150万; 400万 are left, of which they owe a quarter.
  const orders = Array.from({ length: 30 }, (_, i) => `${i},客户${i % 5},2026-0${1 + (i % 6)}-10,20万\n`).join('');
  const won = Array.from({ length: 60 }, (_, i) => {
    const month = 1 + (i % 5);
    return `D${i},2026-0${month}-03,2026-0${month}-20,${i % 4 === 0 ? '赢单' : '输单'},2026-0${month}-20,100000\n`;
  }).join('');
  await page.drop(
    { name: '订单.csv', text: `订单号,客户,下单日期,金额\n${orders}` },
    { name: '商机.csv', text: `商机编号,线索日期,成单日期,结果,关闭日期,金额\n${won.replaceAll(/(D\d+,[\d-]+),[\d-]+,输单/g, '$1,,输单')}` },
    { name: '计划.md', text: '# 2026年销售计划\n\n## 目标\n\n1. 2026年全年销售额达到1000万元，负责人：王芳。\n' },
  );
  const says = await page.until(async () => (await page.texts('.outlook p')).find((text) => text.includes('来自商机')));
  assert.match(says, /还差 400\.0万。已完成的有 25% 来自商机，照这个比例商机还要赢得 100\.0万/);
  await page.shows('.outlook .pill', '商机这部分的达成可能');
  assert.deepEqual(await page.texts('.outlook .figure input'), ['1,000,000']);
});

visits('sales that are scored and sales in the records are held against each other', async (page) => {
  await page.drop({ name: '订单.csv', text: '客户,下单日期,金额\n甲,2026-01-10,30万\n乙,2026-03-10,70万\n' }, { name: '计划.md', text: PLAN });
  await page.shows('#trend >> .says', '100.0万');
  assert.equal(await page.count('#trend >> .differs'), 0);
  await page.type('#kpi >> tbody .figure input', '130万');
  await page.shows('#trend >> .differs', '打分用的销售总额是 130.0万，和这里订单的合计 100.0万 差 30.0万');
});

visits('the samples say the same wherever they say it', async (page) => {
  await page.click('#sample');
  await page.shows('#trend >> .says');
  await page.shows('#people >> tbody tr');
  assert.equal(await page.count('#trend >> .differs'), 0);
  const inputs = await page.texts('#kpi >> tbody .figure input');
  const [total] = /[\d,.]+(?=万)/.exec(await page.text('#trend >> .says'));
  assert.equal((number(inputs[0]) / 1e4).toFixed(1), String(number(total)));
  const fresh = (await page.texts('#people >> tbody tr')).map((row) => Number(row.trim().split(/\s+/).at(-4)));
  assert.equal(fresh.reduce((sum, n) => sum + n, 0), number(inputs[2]));
});

visits('a change by points says where it begins, and rates are points apart', async (page) => {
  await page.click('#sample');
  await page.shows('#kpi >> tbody td small', '从 8.0% 起算');
  await page.shows('button.step', '补上线索转化率的差距 2.2 个百分点');
});

visits('without a target nobody is promised anything: the goal is asked for', async (page) => {
  await page.drop('deals.csv');
  await page.shows('.outlook p', '填写还要赢得多少');
  assert.equal(await page.count('.chance'), 0);
  await page.type('.outlook .figure input', '20万');
  await page.shows('.chance', '%');
  await page.type('.outlook .figure input', '');
  await page.until(async () => (await page.count('.chance')) === 0);
});

visits('the chance and what it takes agree, also where it cannot be', async (page) => {
  await page.drop('deals.csv');
  for (const [goal, chance, takes] of [['1', /^>99%$/, /已有八成以上把握/], ['90000000000', /^<1%$/, /单靠增加线索已来不及/]]) {
    await page.type('.outlook .figure input', goal);
    await page.until(async () => chance.test((await page.text('.chance')) ?? '') && takes.test((await page.text('.needs')) ?? ''), goal);
  }
  await page.type('.outlook .figure input', '很多');
  assert.equal(await (await page.element('.outlook .figure input')).evaluate((one) => one.getAttribute('aria-invalid')), 'true');
  const all = (await page.texts('body')).concat(await page.texts('.panel')).join(' ');
  assert.doesNotMatch(all, /\d{8,}|NaN|Infinity|undefined/);
});

visits('a goal that is reached and a day that is over are said, not reckoned with', async (page) => {
  await page.drop('deals.csv');
  await page.type('.outlook .figure input', '0');
  await page.shows('.outlook p', '目标已经完成');
  await page.type('.outlook .figure input', '100万');
  await page.choose('.outlook input[type=date]', '2026-01-01');
  await page.shows('.outlook p', '没有可预计的');
  assert.equal(await page.count('.chance'), 0);
});

visits('targets that nobody set are grey, judge nothing, and come first to be filled in', async (page) => {
  await page.drop('orders.csv');
  await page.shows('.steps li', '填写本组目标');
  await page.shows('#kpi >> tbody tr');
  assert.equal(await page.count('#kpi >> .score'), 0);
  assert.match((await page.texts('.steps li'))[0], /填写本组目标/);
  assert.doesNotMatch((await page.texts('.steps li')).join(), /补上/);
  assert.equal(await page.count('#kpi >> .pill.offTarget, .pill.atRisk, .pill.close, .pill.onTarget'), 0);
  assert.ok((await page.texts('#kpi >> tbody .pill')).every((text) => text === '默认目标' || text === '没有目标'));
  await page.click('button.step', '填写本组目标');
  await page.type('.targets input[name=sales_total]', '1300万');
  await page.type('.targets input[name=new_customers]', '36');
  await page.click('.targets button[type=submit]');
  await page.until(async () => (await page.count('#kpi >> tbody tr')) === 2);
  await page.shows('#kpi >> tbody td', '1,300.0万');
  assert.ok((await page.count('#kpi >> tbody .pill')) === 2 && !(await page.texts('#kpi >> tbody .pill')).includes('默认目标'));
  await page.until(async () => !(await page.texts('.steps li')).join().includes('填写本组目标'));
});

visits('the score by pace and that of the whole year stand side by side, the word beside the one it is of', async (page) => {
  await page.click('#sample');
  await page.shows('#kpi >> .score', '按时间进度');
  const [paced, whole] = await page.texts('#kpi >> .score');
  assert.match(paced, /按时间进度[\s\S]*时间已过 75%/);
  assert.match(whole, /全年完成/);
  const [pace, year] = (await page.texts('#kpi >> .score .big')).map(number);
  assert.ok(pace > year, `${pace} ${year}`);
  const word = (total) => (total >= 120 ? '卓越' : total >= 100 ? '达标' : total >= 90 ? '接近' : total >= 80 ? '有风险' : '未达标');
  assert.equal(await page.text('#kpi >> .score .pill'), word(pace));
  assert.equal(await page.count('#kpi >> .score .pill'), 1);
  // By hand: a figure of sums reaches its attainment over the share of the working days gone.
  const rows = await page.texts('#kpi >> tbody tr');
  assert.match(rows[0], /72%\s+96%/);
});

visits('the stage to fix is one stage with one rate, and what is lowest and longest is named apart', async (page) => {
  await page.drop('deals.csv');
  const weakest = await page.until(() => page.text('#funnel >> tr.weakest'));
  const says = await page.text('#funnel >> .callout');
  const [stage] = weakest.split(/\s/);
  assert.match(says, new RegExp(`先改善「${stage}」：可挽回的金额最多`));
  const [rate] = /[\d.]+%/.exec(weakest);
  assert.match(says, new RegExp(`（${rate.replace('.', '\\.')}）`));
  assert.match(says, /推进率最低：\S+ [\d.]+%；停留最久：\S+ \d+ 天/);
});

visits('no number is written so that it misleads', async (page) => {
  await page.click('#sample');
  await page.shows('#kpi >> tbody tr');
  for (const fold of await page.page.$$('pierce/.fold > summary')) await fold.evaluate((one) => one.click());
  await page.choose('#funnel >> .compare', 'owner');
  await page.until(async () => (await page.count('svg.flow')) === 1 && /差异|偶然/.test((await page.texts('#funnel >> td')).join()));
  const all = (await page.texts('p, td, th, dd, dt, li, h2, h3, summary, output, svg text, .big, .pill, .facts')).join('\n');
  const wrong = all.match(/.*(?:[-−]0(\.0+)?%?(?![\d.])|p 0\.000|\bNaN\b|undefined|Infinity).*/g);
  assert.equal(wrong, null);
  assert.equal(all.replace(/\b(19|20)\d\d\b|D\d{4}|SO\d+/g, '').match(/.*(?<![\d.,])\d{5,}.*/g), null);
  assert.deepEqual((await page.texts('#kpi >> .edit input')).slice(0, 1), ['9,364,480']);
});

visits('charts have axes and legends, and no label lies on another', async (page) => {
  await page.click('#sample');
  await page.shows('#kpi >> tbody tr');
  for (const fold of await page.page.$$('pierce/.fold > summary')) await fold.evaluate((one) => one.click());
  await page.until(async () => (await page.count('svg.flow')) === 1);
  for (const name of ['bullets', 'survival', 'outcomes', 'curve', 'flow']) {
    const svg = await page.element(`svg.${name}`);
    const touching = await svg.evaluate((one) => {
      const boxes = [...one.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      return boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
        .filter(([, q]) => p.left < q.right - 3 && q.left < p.right - 3 && p.top < q.bottom - 3 && q.top < p.bottom - 3).map(([b]) => `${a}|${b}`));
    });
    assert.deepEqual(touching, [], name);
  }
  assert.ok((await page.count('.legend')) >= 5);
});

visits('what was typed outlives another file, another language, and a sample given up', async (page) => {
  await page.drop('orders.csv', { name: '计划.md', text: PLAN });
  await page.shows('#kpi >> tbody tr');
  await page.type('#kpi >> tbody .figure input', '1800万');
  await page.shows('#kpi >> tbody tr', '90%');
  await page.drop('deals.csv');
  await page.shows('#funnel >> tbody tr');
  assert.equal((await page.texts('#kpi >> tbody .figure input'))[0], '18,000,000');
  await page.click('#language');
  await page.shows('#kpi >> h2', 'KPI score');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input'))[0] === '18,000,000');
  await page.click('#sample');
  await page.shows('dialog', 'The sample replaces');
  await page.click('dialog button', 'Replace');
  await page.shows('.notice', 'was replaced');
  await page.click('#undo');
  await page.until(async () => (await page.texts('#kpi >> tbody .figure input'))[0] === '18,000,000');
  assert.equal(await page.count('.loaded li'), 3);
});

visits('several files of a kind are added together, what is in two of them once', async (page) => {
  const head = '订单号,客户,下单日期,金额\n';
  await page.drop({ name: '一月.csv', text: `${head}1,甲,2026-01-05,100\n2,乙,2026-01-20,200\n` });
  await page.drop({ name: '二月.csv', text: `${head}2,乙,2026-01-20,200\n3,丙,2026-02-03,400\n` });
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('700'));
  await page.shows('.notice', '1 行与前面的文件完全相同');
  // What a file covers is asked once the answers are there.
  const chips = await page.until(async () => {
    const texts = await page.texts('.loaded li');
    return texts.length === 2 && texts.every((text) => text.includes('·')) && texts;
  });
  assert.match(chips[0], /一月\.csv[\s\S]*2 行 · 2026-01/);
  assert.match(chips[1], /二月\.csv[\s\S]*2 行 · 2026-01 – 2026-02-03/);
  await page.drop({ name: '三月.csv', text: '客户,下单日期,金额(万元)\n丁,2026-03-01,5\n' });
  await page.shows('.troubles p', '不能合并');
  assert.equal(await page.count('.loaded li'), 2);
  await page.click('.loaded button[aria-label="移除 一月.csv"]');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('600'));
  await page.click('#undo');
  await page.until(async () => (await page.texts('#tiers >> dd')).includes('700'));
});

visits('an export holds what the list shows', async (page) => {
  await page.drop('orders.csv');
  const listed = async () => /\/ (\d+)$/.exec((await page.text('.pager span')) ?? '')?.[1];
  const all = await page.until(listed);
  await page.click('.tile', '沉睡客户');
  const shown = await page.until(async () => {
    const now = await listed();
    return now !== all && now;
  });
  const { text } = await page.saved(() => page.click('#tiers >> .save-csv'));
  const lines = text.trim().split('\r\n');
  assert.equal(lines.length - 1, Number(shown));
  assert.ok(lines.slice(1).every((line) => line.includes('沉睡客户')));
  assert.match(lines[0], /客户名称,负责人,层级,最近下单/);
});

visits('nonsense gives no number: a plan without a goal, figures that are none', async (page) => {
  await page.drop({ name: '随便.md', text: '# 随便\n\n今天天气不错。\n' });
  await page.shows('#plan >> .big');
  assert.equal(await page.count('#kpi'), 0);
  assert.doesNotMatch((await page.texts('.panel')).join(), /NaN|undefined|Infinity/);
  await page.drop('orders.csv');
  await page.shows('.steps li', '填写本组目标');
  await page.type('#kpi >> tbody .figure input', '十来个');
  assert.equal(await (await page.element('#kpi >> tbody .figure input')).evaluate((one) => one.getAttribute('aria-invalid')), 'true');
});
