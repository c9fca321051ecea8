// The page in Chromium: samples, dropped files, broken files, languages, findings, and no request leaving it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { launch } from './chromium.mjs';

const site = process.env.PLANSCORE_SITE;
const sample = (name) => fileURLToPath(new URL(`../../www/samples/${name}`, import.meta.url));

let browser;
let page;
let requests;
let problems;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  requests = [];
  problems = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(site);
  await page.waitForSelector('html[data-ready]');
});

afterEach(async () => {
  assert.deepEqual(requests.filter((url) => !url.startsWith(`${site}/`)  && !url.startsWith(`blob:${site}/`)), []);
  assert.deepEqual(problems, []);
  await page.close();
});

/** Drops files on the page as a user would: a DataTransfer with their bytes. */
async function drop(...files) {
  const loaded = await Promise.all(
    files.map(async (file) => (typeof file === 'string' ? { name: file, bytes: [...(await readFile(sample(file)))] } : file)),
  );
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name));
    return data;
  }, loaded);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
}

const bytes = (text) => [...new TextEncoder().encode(text)];
/** Answers come from a worker when they come: what is asserted must hold soon. */
async function eventually(check) {
  for (const deadline = Date.now() + 5_000; ; await page.waitForTimeout(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
const shown = (selector) => page.locator(selector).first().innerText();
/** Unfolds what stands behind a panel. */
const unfold = (panel) => page.locator(`${panel} #details > summary`).click();

test('one click shows all four answers', async () => {
  await page.click('#sample');
  for (const part of ['#kpi .big', '#tiers tbody tr', '#funnel .weakest', '#plan .finding']) await page.waitForSelector(part);
  assert.match(await shown('#kpi .big'), /^\d+\.\d$/);
  assert.equal(await page.locator('#kpi .kpis tbody tr').count(), 7);
  assert.ok((await page.locator('#tiers .tile').count()) >= 4);
  assert.match(await shown('#funnel .weakest'), /需求确认/);
  assert.ok((await page.locator('#plan .finding').count()) >= 5);
  assert.match(await shown('#quality'), /2026-02-30/);
  assert.equal(await page.locator('.refused').filter({ visible: true }).count(), 0);
});

test('dropped files are told apart by their content', async () => {
  await drop('orders.csv');
  await page.waitForSelector('#tiers tbody tr');
  await drop('deals.csv', 'plan.md');
  await page.waitForSelector('#funnel tbody tr');
  await page.waitForSelector('#plan .finding');
  await eventually(async () => assert.deepEqual(await page.locator('.loaded .kind').allInnerTexts(), ['计划', '订单', '商机']));
});

test('the file picker takes what dropping takes', async () => {
  await page.setInputFiles('#files', [sample('deals.csv'), sample('orders.csv')]);
  await page.waitForSelector('#funnel tbody tr');
  await page.waitForSelector('#tiers tbody tr');
});

test('a changed actual changes the score and keeps the focus', async () => {
  await page.click('#sample');
  const input = page.locator('#kpi input').first();
  const before = await shown('#kpi .big');
  await input.fill('13000000');
  await input.press('Tab');
  await eventually(async () => assert.notEqual(await shown('#kpi .big'), before));
  assert.equal(await input.inputValue(), '13,000,000');
  assert.ok(await page.locator('#kpi input').nth(1).evaluate((element) => element === element.getRootNode().activeElement));
  await input.fill('');
  await input.press('Tab');
  await page.locator('#kpi .kpis tbody tr').first().filter({ hasText: '缺数据' }).waitFor();
});

test('the waterfall and the bullets say in tables what they draw', async () => {
  await page.click('#sample');
  await unfold('#kpi');
  await page.waitForSelector('#kpi svg.waterfall');
  const total = await page.locator('#kpi .score .big').nth(1).innerText();
  assert.match(await page.locator('#kpi svg.waterfall').getAttribute('aria-label'), new RegExp(`100\\.0 → ${total}$`));
  await page.locator('#kpi figure summary').first().click();
  const lost = await page.locator('#kpi figure').first().locator('tbody tr td:nth-child(5)').allInnerTexts();
  const sum = lost.reduce((all, text) => all + Number(text.replace('−', '-')), 0);
  assert.ok(Math.abs(100 - sum - Number(total)) < 0.1, `${lost} against ${total}`);
  const drawn = await page.locator('#kpi svg.bullets .reached').count();
  assert.equal(drawn, await page.locator('#kpi figure').nth(1).locator('tbody tr').count());
});

test('a slider shows at once what a change would bring, from the keyboard too', async () => {
  await page.click('#sample');
  await unfold('#kpi');
  const slider = page.locator('#kpi input[type=range]').first();
  await slider.waitFor();
  const [total, actual] = [await page.locator('#kpi .score .big').nth(1).innerText(), await page.locator('#kpi .edit input').first().inputValue()];
  await slider.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  assert.match(await slider.getAttribute('aria-valuetext'), /^\+5%/);
  const perPercent = Number((await page.locator('#kpi .sliders label').first().innerText()).match(/\+1% → \+?([\d.]+)/)[1]);
  assert.ok(perPercent > 0);
  // The answers come from the worker, the last one for five steps.
  await eventually(async () => {
    const then = Number(await shown('#kpi .supposed strong'));
    assert.ok(Math.abs(then - Number(total) - 5 * perPercent) < 0.11, `${total} to ${then}, ${perPercent} a percent`);
  });
  assert.deepEqual([await page.locator('#kpi .score .big').nth(1).innerText(), await page.locator('#kpi .edit input').first().inputValue()], [total, actual]);
  await page.click('#kpi .supposed button');
  await page.locator('#kpi .supposed strong').filter({ hasText: total }).waitFor();
  assert.equal(await slider.inputValue(), '0');
});

test('the chance to reach a target moves with the sliders', async () => {
  await drop('deals.csv');
  const goal = page.locator('#funnel .outlook .figure input');
  await goal.fill('160万');
  await goal.press('Tab');
  await page.waitForSelector('#funnel .chance');
  await unfold('#funnel');
  const chance = async () => Number((await shown('#funnel .chance')).replace(/[^\d]/g, ''));
  const before = await chance();
  const slider = page.locator('#funnel .knobs input').nth(3);
  await slider.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  assert.equal(await slider.getAttribute('aria-valuetext'), '+50%');
  await eventually(async () => assert.ok((await chance()) > before, `${await chance()} after ${before}`));
});

test('owners are compared with their number reckoned with', async () => {
  await drop('deals.csv');
  await unfold('#funnel');
  await page.selectOption('#funnel .compare', 'owner');
  const rows = page.locator('#funnel table').filter({ hasText: '结论' }).locator('tbody tr');
  await rows.first().waitFor();
  assert.ok((await rows.count()) >= 4);
  for (const text of await rows.allInnerTexts()) assert.match(text, /确有差异|可能是偶然/);
  await eventually(async () => assert.equal(await page.locator('#funnel svg.survival path').count(), 4));
});

test('a click on a finding marks its place in the text', async () => {
  await drop('plan.md');
  const finding = page.locator('.finding').first();
  await finding.click();
  const line = /第 (\d+)/.exec(await finding.innerText())[1];
  const mark = page.locator('mark').first();
  await mark.waitFor({ state: 'attached' });
  assert.equal(await mark.evaluate((element) => [...element.closest('ol').children].indexOf(element.closest('li')) + 1), Number(line));
  assert.ok(await mark.evaluate((element) => {
    const [text, place] = [element.closest('.editor').getBoundingClientRect(), element.getBoundingClientRect()];
    return place.bottom >= text.top && place.top <= text.bottom;
  }));
});

test('findings work from the keyboard', async () => {
  await drop('plan.md');
  await page.locator('.finding').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('.finding[aria-current="true"]').waitFor();
});

test('the language switch changes every word and keeps the data', async () => {
  await page.click('#sample');
  await page.click('#language');
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  for (const heading of ['At a glance', 'KPI score', 'Customer tiers', 'Funnel', 'Plan findings', 'Data quality']) {
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    assert.equal(await page.getByRole('heading', { name: heading, exact: true }).count(), 1, heading);
  }
  assert.equal(await page.locator('.loaded li').count(), 4);
  assert.ok(await page.locator('#language').evaluate((element) => element === document.activeElement));
});

test('customers are listed, explained and exported', async () => {
  await drop('orders.csv');
  await page.locator('.customers tbody button.link').first().click();
  await page.locator('.why').filter({ hasText: '为什么' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#tiers .save-csv').click()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.ok(text.split('\n').length > 60, text.slice(0, 200));
});

test('a tile shows its customers, a cell of the heat map its own, a column head sorts', async () => {
  await drop('orders.csv');
  await page.waitForSelector('#tiers .tile');
  await unfold('#tiers');
  await page.waitForSelector('#tiers .cell');
  const total = async () => Number((await shown('#tiers .pager span')).split('/')[1]);
  const all = await total();
  const counts = await page.locator('#tiers .cell').allInnerTexts();
  assert.equal(counts.reduce((sum, text) => sum + Number(text), 0), all);
  const cell = page.locator('#tiers .cell:not([disabled])').first();
  const [inside, name] = [Number(await cell.innerText()), await cell.getAttribute('aria-label')];
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.locator('#tiers .cell[aria-pressed="true"]').waitFor();
  const [, r, f] = /^R(\d) F(\d)/.exec(name);
  await eventually(async () => {
    assert.equal(await total(), inside);
    const scores = await page.locator('#tiers .customers tbody tr td:nth-child(5) span').evaluateAll((all) => all.map(({ title }) => title));
    assert.ok(scores.length > 0 && scores.every((text) => text.startsWith(`R${r} F${f} `)), `${name}: ${scores}`);
  });
  const tile = page.locator('#tiers .tile').filter({ hasText: '活跃' });
  await tile.click();
  await eventually(async () => assert.equal(await total(), Number.parseInt(await tile.locator('strong').innerText(), 10)));
  await page.locator('#tiers .customers thead button').nth(1).click();
  await page.locator('#tiers .customers th[aria-sort="ascending"]').waitFor();
  await eventually(async () => {
    const days = (await page.locator('#tiers .customers tbody tr td:nth-child(2)').allInnerTexts()).map(Number);
    assert.deepEqual(days, [...days].sort((a, b) => a - b));
  });
});

test('concentration and migration say in tables what they draw', async () => {
  await drop('orders.csv');
  await page.waitForSelector('#tiers .tile');
  await unfold('#tiers');
  await page.waitForSelector('#tiers svg.flow');
  await page.locator('#tiers figure summary').first().click();
  const shares = (await page.locator('#tiers figure').first().locator('tbody tr td').allInnerTexts()).map((text) => Number.parseFloat(text));
  assert.deepEqual([shares[0], shares.at(-1)], [0, 100]);
  assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]), String(shares));
  await page.locator('#tiers figure summary').nth(1).click();
  const moved = (await page.locator('#tiers figure').nth(1).locator('tbody td').allInnerTexts())
    .reduce((sum, text) => sum + (Number(text.split(' · ')[0].replace(',', '')) || 0), 0);
  assert.equal(moved, Number((await shown('#tiers .pager span')).split('/')[1]));
  const before = await page.locator('#tiers svg.flow').innerHTML();
  await page.locator('#tiers input[type=date]').fill('2026-01-31');
  await page.waitForFunction((old) => {
    const deep = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
    return deep(document).find((e) => e.matches('svg.flow'))?.innerHTML !== old;
  }, before);
});

test('another tier table redraws the tiers', async () => {
  await drop('orders.csv');
  await page.waitForSelector('#tiers .tile');
  await unfold('#tiers');
  const before = await page.locator('#tiers .tier-summary').innerText();
  await page.selectOption('#tiers .tier-table', 'tenSegments');
  await page.locator('#tiers .tier-summary').filter({ hasText: '潜力' }).waitFor();
  assert.notEqual(await page.locator('#tiers .tier-summary').innerText(), before);
});

test('a broken file is refused with a reason and leaves the good ones alone', async () => {
  await drop({ name: 'empty.csv', bytes: [] }, { name: 'picture.csv', bytes: [0x89, 0x50, 0, 0, 1, 2] },
    { name: 'columns.csv', bytes: bytes('甲,乙,丙\n1,2,3\n4,5,6\n') }, { name: 'kpis.json', bytes: bytes('{"a": 1}') },
    { name: 'export.csv', bytes: bytes('<html><table><tr><td>客户</td></tr></table></html>') }, 'orders.csv');
  // Columns that nobody can recognise are asked about; whoever does not know gives up.
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await page.waitForSelector('#tiers tbody tr');
  await page.locator('.troubles p').nth(4).waitFor();
  const troubles = await page.locator('.troubles p').allInnerTexts();
  assert.equal(troubles.length, 5);
  assert.match(troubles[0], /empty\.csv: 文件是空的/);
  assert.match(troubles[1], /picture\.csv: 这是二进制文件/);
  assert.match(troubles[2], /columns\.csv: 找不到客户列；文件里的列：甲, 乙, 丙。给列起常用的名字/);
  assert.match(troubles[3], /kpis\.json: .*没有实际完成的指标。请用 xlsx 或 CSV 表格/);
  // Each says what to do now.
  for (const one of troubles) assert.match(one, /重新导出|请换成|模板|另存/, one);
  assert.match(troubles[4], /export\.csv: 这是网页/);
});

test('names that are markup are shown as text, and nothing is stored', async () => {
  const evil = '<img src=x onerror="globalThis.fell=1"><script>globalThis.fell=1</script>';
  const cell = `"${evil.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 40 }, (_, i) => `${cell}${i},2026-0${1 + (i % 8)}-05,${100 + i},${cell}`);
  await drop(
    { name: `${evil}.csv`, bytes: bytes(`客户,下单日期,金额,负责人\n${rows.join('\n')}\n`) },
    { name: 'plan.md', bytes: bytes(`# ${evil}\n\n## 目标\n\n- ${evil}销售额达到X万元，负责人：${evil}\n`) },
  );
  await page.waitForSelector('#tiers tbody tr');
  await page.waitForSelector('#plan .finding');
  const marks = await page.evaluate(() => {
    const within = (root) => [...root.querySelectorAll('*')].flatMap((node) => [node, ...(node.shadowRoot ? within(node.shadowRoot) : [])]);
    return {
      fell: globalThis.fell ?? null,
      images: within(document).filter((node) => node.getAttribute('src') === 'x').length,
      stored: [localStorage.length, sessionStorage.length, document.cookie],
    };
  });
  assert.deepEqual(marks, { fell: null, images: 0, stored: [0, 0, ''] });
});

test('columns in doubt are chosen by the user', async () => {
  await drop({ name: '出货.csv', bytes: bytes('客户,一审日期,二审日期,金额\n甲公司,2026-01-05,2026-01-09,100\n乙公司,2026-02-05,2026-02-09,300\n甲公司,2026-03-05,2026-03-09,50\n') });
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.equal(await dialog.locator('select[name="date"]').evaluate((element) => element === document.activeElement), true);
  await dialog.locator('select[name="date"]').selectOption('二审日期');
  await dialog.getByRole('button', { name: '使用' }).click();
  await page.waitForSelector('#tiers tbody tr');
  assert.match(await shown('#tiers .fact-row'), /2026年3月9日/);
});

test('a file in GB18030 reads as one in UTF-8', async () => {
  const { execFileSync } = await import('node:child_process');
  const converted = execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030', sample('orders.csv')]);
  await drop({ name: 'gb.csv', bytes: [...converted] });
  await page.waitForSelector('#tiers tbody tr');
  assert.match(await shown('.customers'), /有限公司/);
});

test('a text of 5 MB ends in an answer or a clear refusal', async () => {
  const text = `# 计划\n\n${'本季度继续拜访重点客户，完成回款。\n'.repeat(100_000)}`;
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'long.md'));
    return data;
  }, text);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('#plan :is(.big, .refused)', { timeout: 60_000 });
});

test('a file of 1 GB shows how far it is and can be given up', async () => {
  await drop('deals.csv');
  await page.waitForSelector('#funnel tbody tr');
  const transfer = await page.evaluateHandle(() => {
    const rows = new Blob(['甲公司,2026-01-05,100\n'.repeat(10_000)]);
    const data = new DataTransfer();
    data.items.add(new File(['客户,日期,金额\n', ...Array(Math.ceil(2 ** 30 / rows.size)).fill(rows)], 'large.csv'));
    return data;
  });
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
  await page.waitForFunction(() => Number(document.querySelector('progress')?.getAttribute('value')) > 0.01);
  await page.click('#cancel');
  await page.locator('.troubles p').filter({ hasText: 'large.csv: 已取消' }).waitFor();
  assert.deepEqual(await page.locator('.loaded .kind').allInnerTexts(), ['商机']);
  await drop('orders.csv');
  await page.waitForSelector('#tiers tbody tr');
});

test('every control has a name, and the page fits a phone', async () => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.click('#sample');
  await page.waitForSelector('#people tbody tr');
  for (const fold of await page.locator('.fold > summary').all()) await fold.click();
  await page.locator('.decided summary').first().click();
  await page.waitForSelector('#tiers svg.flow');
  const nameless = await page.evaluate(() => {
    const deep = (root) => [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? deep(element.shadowRoot) : [])]);
    return deep(document)
      .filter((element) => element.matches('button, input, select, textarea, [role="group"]'))
      .filter((element) => !(element.textContent?.trim() || element.getAttribute('aria-label') || element.labels?.length))
      .map((element) => element.outerHTML);
  });
  assert.deepEqual(nameless, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing to object to (${colorScheme})`, async () => {
    // Colours on their way from one scheme to the other have no contrast to speak of.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    };
    assert.deepEqual(await violations(), []);
    await page.click('#sample');
    await page.locator('.finding').first().click();
    await page.waitForSelector('#people tbody tr');
    for (const fold of await page.locator('.fold > summary').all()) await fold.click();
    await page.click('#report');
    await page.waitForSelector('#tiers svg.flow');
    await page.waitForSelector('#boss .boss');
    assert.deepEqual(await violations(), []);
  });
}

test('the policy of the page forbids everything else', async () => {
  const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  assert.equal(
    policy,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'",
  );
});
