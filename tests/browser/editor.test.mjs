// The plan's editor: typed in place, checked live, mended with what one fills in, taken back, saved.
import assert from 'node:assert/strict';
import { docxToMarkdown } from '../../pkg/files-node.js';
import { visits } from './visit.mjs';

const PLAN = `# 2026年销售计划

## 一、目标

1. 2026年全年销售额达到2000万元，负责人：王芳。
2. 新增客户40家。

## 二、策略

### 2.1 老客户

- 每月拜访重点客户，负责人：李强。
- 加强直播。

## 三、总结

完成以上目标。
`;
const score = async (page) => Number(await page.text('#plan >> .big'));
const text = (page) => page.text('#plan >> textarea');

visits('what is typed is checked while one types, and keeps its place', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.shows('#plan >> .finding');
  const before = await page.texts('#plan >> .finding .message');
  const area = await page.element('#plan >> textarea');
  await area.evaluate((one) => {
    const at = one.value.indexOf('新增客户40家') + '新增客户40家'.length;
    one.focus();
    one.setSelectionRange(at, at);
  });
  await page.page.keyboard.type('，负责人：李强');
  await page.until(async () => JSON.stringify(await page.texts('#plan >> .finding .message')) !== JSON.stringify(before));
  assert.ok(!(await page.texts('#plan >> .finding .message')).some((message) => message.includes('没有负责人') && message.includes('新增客户')));
  // More strokes after the check go on where the last one stood.
  await page.page.keyboard.type('；每月检查');
  await page.until(async () => (await text(page)).includes('新增客户40家，负责人：李强；每月检查。'));
  await page.until(async () => (await page.texts('#kpi >> tbody tr')).length === 2);
});

visits('a mark beside the line tells what is wrong there and opens it', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.shows('#plan >> .pin');
  const pin = await page.element('#plan >> .pin');
  assert.ok((await pin.evaluate((one) => one.title)).length > 5);
  await page.click('#plan >> .pin');
  await page.shows('#plan >> .finding[aria-current=true]');
  // The mark lies under the words: they can be read through it.
  await page.shows('#plan >> mark');
});

visits('a fix asks for what it needs, from the data’s owners, and nothing blank goes in', async (page) => {
  await page.drop('orders.csv', { name: '计划.md', text: PLAN });
  await page.click('#plan >> .finding', '新增客户');
  if (!(await page.count('#plan >> .fix-form'))) await page.click('#plan >> .finding', '没有负责人');
  await page.shows('#plan >> .fix-form label', '负责人');
  const button = await page.element('#plan >> .fix-form button');
  assert.ok(await button.evaluate((one) => one.disabled));
  await page.until(() => page.page.evaluate(() => {
    const within = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
    return within(document).filter((one) => one.matches('datalist option')).some((one) => one.value === '沈佳宁');
  }));
  const [before, was] = [await score(page), await text(page)];
  await page.type('#plan >> .fix-form input', '沈佳宁');
  await page.click('#plan >> .fix-form button');
  await page.until(async () => (await text(page)).includes('新增客户40家，负责人：沈佳宁。'));
  await page.until(async () => (await score(page)) >= before);
  assert.doesNotMatch(await text(page), /____/);
  await page.click('#plan >> .undo');
  await page.until(async () => (await text(page)) === was);
  await page.click('#plan >> .redo');
  await page.until(async () => (await text(page)).includes('负责人：沈佳宁'));
});

visits('a date is picked, a clause goes before the full stop', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.click('#plan >> .finding', '没有时间');
  await page.shows('#plan >> .fix-form input[type=date]');
  await (await page.element('#plan >> .fix-form input[type=date]')).evaluate((one) => {
    one.value = '2026-06-30';
    one.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.click('#plan >> .fix-form button');
  await page.until(async () => /加强直播，完成时间：2026-06-30。/.test(await text(page)));
});

visits('a new heading takes its number and place, and those after it move on', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.shows('#plan >> .big');
  const before = await score(page);
  await page.click('#plan >> .finding', '引言');
  await page.click('#plan >> .places button').catch(() => undefined);
  await page.until(async () => (await page.count('#plan >> .fix-form input')) > 0);
  for (let i = await page.count('#plan >> .fix-form input'); i > 0; i--) await page.type(`#plan >> .fix-form label:nth-of-type(${i}) input`, '本组六人，负责华东');
  await page.click('#plan >> .fix-form button');
  await page.until(async () => (await text(page)).includes('本组六人'));
  const heads = (await text(page)).match(/^#+ .*$/gm);
  assert.deepEqual(heads.filter((head) => /^## /.test(head)).map((head) => head.slice(3, 5)), ['一、', '二、', '三、', '四、']);
  assert.ok(heads.some((head) => head === '### 3.1 老客户'), heads.join('\n'));
  await page.until(async () => (await score(page)) >= before);
});

visits('undo works from the keyboard, and the text is copied and saved as Markdown and Word', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await (await page.element('#plan >> textarea')).evaluate((one) => {
    one.focus();
    one.setSelectionRange(one.value.length, one.value.length);
  });
  await page.page.keyboard.type('补充一句');
  await page.until(async () => (await text(page)).endsWith('补充一句'));
  await page.until(async () => !(await (await page.element('#plan >> .undo')).evaluate((one) => one.disabled)));
  await page.page.keyboard.down('Control');
  await page.page.keyboard.press('z');
  await page.page.keyboard.up('Control');
  await page.until(async () => (await text(page)) === PLAN);
  const md = await page.saved(() => page.click('#plan >> .save-md'));
  assert.deepEqual([md.name, md.text], ['销售计划.md', PLAN]);
  const docx = await page.saved(() => page.click('#plan >> .save-docx'));
  const back = await docxToMarkdown(docx.bytes);
  for (const line of ['# 2026年销售计划', '## 一、目标', '### 2.1 老客户', '1. 2026年全年销售额达到2000万元，负责人：王芳。']) assert.ok(back.includes(line), back);
  await page.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: (copied) => { globalThis.copied = copied; return Promise.resolve(); } } }));
  await page.click('#plan >> .copy-text');
  assert.equal(await page.until(() => page.page.evaluate(() => globalThis.copied)), PLAN);
});

visits('the last strokes outlive what is done right after them', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  const end = async () => (await page.element('#plan >> textarea')).evaluate((one) => {
    one.focus();
    one.setSelectionRange(one.value.length, one.value.length);
  });
  await page.shows('#plan >> .finding');
  await end();
  await page.page.keyboard.type('补一句');
  await page.click('#language');
  await page.until(async () => (await page.text('#plan >> h2'))?.startsWith('Plan findings'));
  assert.equal(await text(page), `${PLAN}补一句`);
  await end();
  await page.page.keyboard.type('再一句');
  await page.drop({ name: '计划.md', text: '# 另一份计划\n\n全年销售额达到1000万元。\n' });
  await page.until(async () => (await text(page))?.startsWith('# 另一份计划'));
  await page.click('#undo');
  await page.until(async () => (await text(page)) === `${PLAN}补一句再一句`);
});

const PLAIN = `2026年销售工作计划

一、工作目标
全年销售额达到1200万元，负责人李明，12月31日前完成。

二、主要措施
2.1 拜访
每周拜访10家客户，负责人王芳。

三、总结
请各位执行。
`;

visits('a section that goes into a plan without marks is headed as the others are', async (page) => {
  await page.drop({ name: '计划.txt', text: PLAIN });
  await page.shows('#plan >> .finding');
  await page.click('#plan >> .finding', '引言');
  await page.until(async () => (await page.count('#plan >> .fix-form input')) > 0);
  assert.doesNotMatch(await page.text('#plan >> .fix-form q'), /#/);
  for (let i = await page.count('#plan >> .fix-form input'); i > 0; i--) await page.type(`#plan >> .fix-form label:nth-of-type(${i}) input`, '本组六人');
  await page.click('#plan >> .fix-form button');
  await page.until(async () => (await text(page)).includes('本组六人'));
  const lines = (await text(page)).split('\n').filter((line) => /^([一二三四]、|\d\.\d|#)/.test(line));
  assert.deepEqual(lines, ['一、引言', '二、工作目标', '三、主要措施', '3.1 拜访', '四、总结']);
});

visits('sections in doubt at one title are one line', async (page) => {
  await page.drop({ name: '计划.md', text: PLAN });
  await page.shows('#plan >> .finding');
  // What a report of the plan may say, as the element gets it from a page.
  const found = await page.page.evaluate(async () => {
    const panel = document.querySelector('#review').shadowRoot.querySelector('#plan');
    const report = await panel.engine.checkPlan('一、引言\n说明。\n', { locale: 'zh-CN' });
    const [finding] = report.findings;
    const doubt = (name, at) => ({ ...finding, message: `没有认出「${name}」部分：「谁来跟」可能就是`, fingerprint: `${at}`, lost: 1 });
    report.findings = ['团队建设', '绩效考核', '风险与应对'].map(doubt);
    report.groups = [{ ...report.groups[0], message: report.findings[0].message, findings: [0, 1, 2], lost: 3 }];
    Object.assign(panel, { report });
    await panel.settled();
    await panel.updateComplete;
    return [...panel.shadowRoot.querySelectorAll('.finding .message')].map((one) => one.textContent);
  });
  assert.deepEqual(found, ['没有认出：团队建设、绩效考核、风险与应对；「谁来跟」可能是其中之一']);
});
