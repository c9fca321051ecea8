// The report for the boss, and a whole visit by keyboard alone.
import assert from 'node:assert/strict';
import { docxToMarkdown } from '../../pkg/files-node.js';
import { visits } from './visit.mjs';

visits('the report says what the page says, as a short text, as Word, as HTML', async (page) => {
  await page.click('#sample');
  await page.shows('#kpi >> .score .big');
  const [pace, year] = await page.texts('#kpi >> .score .big');
  await page.click('#report');
  const paper = await page.until(() => page.text('.boss'));
  for (const part of [pace, year, '时间已过 75%', '月度趋势', '人员', '先做什么']) assert.ok(paper.includes(part), part);
  assert.equal(await page.count('.boss ol li'), 3);
  assert.equal(await page.count('.boss input, .boss button'), 0);
  await page.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { globalThis.copied = text; return Promise.resolve(); } } }));
  await page.click('#boss-copy');
  const text = await page.until(() => page.page.evaluate(() => globalThis.copied));
  assert.match(text, /^【2026年华东二组销售工作计划】截至2026年9月30日\n/);
  assert.ok(text.includes(pace) && text.length < 700, text);
  const word = await page.saved(() => page.click('#boss-docx'));
  const back = await docxToMarkdown(word.bytes);
  for (const part of ['# 2026年华东二组销售工作计划', '## 人员', pace]) assert.ok(back.includes(part), part);
  const html = await page.saved(() => page.click('#boss-html'));
  assert.ok(html.text.includes(pace) && !/<script/i.test(html.text));
  await page.click('#boss-close');
  await page.until(async () => (await page.count('#boss')) === 0);
});

visits('on paper nobody is judged by targets that nobody set, and names stay text', async (page) => {
  const evil = '<img src=x onerror="globalThis.fell=1">';
  const rows = Array.from({ length: 30 }, (_, i) => `客户${i % 7},2026-0${1 + (i % 8)}-05,${100 + i},"${evil.replaceAll('"', '""')}${i % 2}"\n`);
  await page.drop({ name: '订单.csv', text: `客户,下单日期,金额,负责人\n${rows.join('')}` });
  await page.shows('#people >> tbody tr');
  await page.click('#report');
  await page.shows('.boss');
  const html = await page.saved(() => page.click('#boss-html'));
  assert.doesNotMatch(html.text, /未达标|<img/);
  assert.ok(html.text.includes('&lt;img'));
  assert.equal(await page.page.evaluate(() => globalThis.fell ?? null), null);
});

visits('a whole visit needs no mouse', async (page) => {
  const { keyboard } = page.page;
  /** Goes on with the tab key until something has the focus. */
  const tabTo = async (what, most = 120) => {
    const seen = [];
    for (let i = 0; i < most; i++) {
      const at = await page.page.evaluate(() => {
        let one = document.activeElement;
        while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
        return one === null ? '' : `${one.id} ${one.className} ${one.textContent.slice(0, 60)} ${one.getAttribute('aria-label') ?? ''}`;
      });
      if (at.includes(what)) return;
      seen.push(at.trim().slice(0, 30));
      await keyboard.press('Tab');
    }
    assert.fail(`the tab key never comes to ${what}: ${seen.join(' | ')}`);
  };
  await tabTo('sample');
  await keyboard.press('Enter');
  await page.shows('button.step');
  await tabTo('report');
  await tabTo('glance');
  await keyboard.press('Enter');
  await page.until(() => page.page.evaluate(() => document.querySelector('#review').shadowRoot.activeElement?.id === 'kpi'));
  await tabTo('实际完成');
  await keyboard.press('Backspace');
  await keyboard.type('1300万');
  await keyboard.press('Tab');
  await page.until(async () => (await page.texts('#kpi >> .figure input'))[0] === '13,000,000');
  await tabTo('finding', 200);
  await keyboard.press('Enter');
  await page.shows('#plan >> .finding[aria-current=true]');
  await tabTo('tile', 200);
  await keyboard.press('Enter');
  await page.shows('#tiers >> .tile[aria-pressed=true]');
});

visits('as a PDF the first page is one sheet, and what follows begins on the next', async (page) => {
  await page.click('#sample');
  await page.shows('#tiers >> .tile');
  await page.shows('#people >> tbody tr');
  await page.click('#report');
  await page.until(() => page.text('.boss'));
  /** Sheets of paper, as the PDF counts them. */
  const sheets = async () => {
    const pdf = Buffer.from(await page.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    return [...pdf.matchAll(/\/Type\s*\/Page(?![A-Za-z])/g)].length;
  };
  const all = await sheets();
  // Firefox packs its pages where they cannot be counted from outside.
  if (all === 0) return;
  await page.page.evaluate(() => { document.querySelector('#boss').style.display = 'none'; });
  assert.equal(await sheets(), all - 1, 'the page for the boss is one sheet');
});
