// The page holds still and can be read: nothing moves away under a press, letters on a phone have their size, elements stand alone.
import assert from 'node:assert/strict';
import { visits } from './visit.mjs';

/** Every element of the page, shadow roots included. */
const WITHIN = `const within = (root) =>
  [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);`;
const PHONE = { width: 360, height: 780, isMobile: false };
const PANELS = ['#kpi', '#trend', '#funnel', '#people', '#plan', '#tiers'];

/** Begins to note what moves although nobody did anything; where the browser cannot tell, nothing is noted. */
function noteShifts(page) {
  return page.page.evaluate(() => {
    globalThis.shifts = [];
    if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        globalThis.shifts.push(sources.map(({ node, previousRect, currentRect }) =>
          `${node?.id || node?.className || node?.nodeName} ${previousRect.top} to ${currentRect.top}`).join());
      }
    }).observe({ type: 'layout-shift' });
  });
}

/** Whether all panels have their answer. */
const isDone = (page) => page.page.evaluate(`(() => { ${WITHIN}
  const panels = within(document).filter((one) => one.localName.startsWith('planscore-') && !one.hidden);
  const isQuality = document.querySelector('#quality')?.checkVisibility() ?? false;
  return isQuality && panels.length > 2 && panels.every((one) => !one.hasAttribute('waits'));
})()`);

for (const [name, viewport] of [['a desk', { width: 1440, height: 900 }], ['a phone', PHONE]]) {
  visits(`nothing that is shown is pushed away by what comes later, on ${name}`, async (page) => {
    await page.drop('orders.csv', 'deals.csv', 'plan.md');
    await noteShifts(page);
    await page.until(() => isDone(page), 'all panels');
    for (const panel of PANELS) assert.equal(await page.count(panel), 1, panel);
    assert.deepEqual(await page.page.evaluate(() => globalThis.shifts), []);
  }, { viewport });
}

visits('a press as early as it can be made counts', async (page) => {
  await page.drop('orders.csv', 'deals.csv', 'plan.md');
  const tile = await page.element('#tiers >> .tile', '沉睡客户');
  const [number] = /\d+(?= 家)/.exec(await tile.evaluate((one) => one.textContent));
  await tile.click();
  await page.until(async () => (await page.text('#tiers >> .pager span'))?.endsWith(`/ ${number}`) ?? false, 'the tier alone');
});

visits('on a phone the letters of every chart have their size, and none lies on another', async (page) => {
  await page.click('#sample');
  await page.until(() => isDone(page), 'all panels');
  for (const fold of await page.page.$$('pierce/.fold > summary')) await fold.evaluate((one) => one.click());
  await page.until(async () => (await page.count('svg.flow')) === 1);
  const wrong = await page.page.evaluate(`(() => { ${WITHIN}
    const charts = within(document).filter((one) => one.localName === 'svg' && one.querySelector('text') && one.checkVisibility());
    return charts.flatMap((svg) => {
      const texts = [...svg.querySelectorAll('text')].map((text) => ({
        text: text.textContent, box: text.getBoundingClientRect(),
        size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
      }));
      const name = svg.getAttribute('class');
      const small = texts.filter(({ size }) => size < 10).map(({ text, size }) => name + ': ' + text + ' has ' + size + ' px');
      const outside = texts.filter(({ box }) => box.left < -1 || box.right > innerWidth + 1)
        .map(({ text }) => name + ': ' + text + ' is cut');
      const cross = (p, q) => p.left < q.right - 3 && q.left < p.right - 3 && p.top < q.bottom - 3 && q.top < p.bottom - 3;
      const touching = texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => cross(a.box, b.box))
        .map((b) => name + ': ' + a.text + '|' + b.text));
      return [...small, ...outside, ...touching];
    });
  })()`);
  assert.deepEqual(wrong, []);
  assert.ok(await page.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}, { viewport: PHONE });

visits('what is written and shown has a size, a name and a language', async (page) => {
  await page.click('#sample');
  await page.until(() => isDone(page), 'all panels');
  const wrong = await page.page.evaluate(`(() => { ${WITHIN}
    const all = within(document).filter((one) => one.checkVisibility());
    const start = (one) => one.outerHTML.slice(0, 90);
    const isNamed = (one) => one.getAttribute('aria-hidden') === 'true' || one.getAttribute('aria-label');
    const isSeen = (one) => one.hasAttribute('alt') && one.width > 0 && one.naturalWidth > 0;
    const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    return [
      ...all.filter((one) => own(one) && parseFloat(getComputedStyle(one).fontSize) < 10.5).map(start),
      ...all.filter((one) => one.localName === 'img' && !isSeen(one)).map(start),
      ...all.filter((one) => one.localName === 'svg' && !isNamed(one)).map(start),
      ...(document.documentElement.lang === 'zh-CN' ? [] : ['lang']),
      ...(document.title.length > 5 ? [] : ['title']),
      ...(document.querySelector('meta[name=description]')?.content ? [] : ['description']),
    ];
  })()`);
  assert.deepEqual(wrong, []);
  // What has nothing to say takes no place.
  for (const empty of ['.notice', '.troubles', '.reading']) assert.equal(await page.count(empty), 0, empty);
  const ids = await page.page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
});

visits('each element answers alone', async (page) => {
  await page.click('#sample');
  await page.until(() => isDone(page), 'all panels');
  await page.page.evaluate(() => {
    const { engine, orders, deals, plan, period, names, owners } = document.querySelector('#review');
    const alone = {
      kpis: { actuals: [{ id: 'sales_total', value: 90 }], scorecard: { items: [{ id: 'sales_total', weight: 1, target: 100 }] } },
      funnel: { deals }, tiers: { orders }, plan: { text: plan }, trend: { orders, period }, people: { orders, period, names, owners },
    };
    const place = document.body.appendChild(document.createElement('div'));
    place.id = 'alone';
    for (const [name, properties] of Object.entries(alone)) {
      const element = document.createElement(`planscore-${name}`);
      Object.assign(element, { engine, locale: 'zh-CN', ...properties });
      place.append(element);
    }
    // The page itself is out of the way.
    document.querySelector('#review').hidden = true;
  });
  for (const [name, selector, says] of [
    ['kpis', '.big', '90.0'], ['funnel', 'tr.weakest', '需求确认'], ['tiers', '.tile', '沉睡客户'],
    ['plan', '.finding', '必须改'], ['trend', 'svg.months', '12月'], ['people', 'tbody tr', '林晓彤'],
  ]) await page.shows(`planscore-${name} >> ${selector}`, says);
  assert.equal(await page.count('#alone >> .refused'), 0);
  await page.page.evaluate(() => document.querySelector('#alone').remove());
});

visits('beside each other no panel is half empty', async (page) => {
  await page.click('#sample');
  await page.shows('#funnel >> tbody tr');
  await page.shows('#plan >> .finding');
  const gaps = await page.page.evaluate(() => [...document.querySelector('#review').shadowRoot.querySelectorAll('.column > :last-child')].map((one) => {
    const panel = one.shadowRoot.querySelector('.panel');
    return panel.getBoundingClientRect().bottom - panel.lastElementChild.getBoundingClientRect().bottom;
  }));
  assert.ok(gaps.length === 2 && gaps.every((gap) => gap < 60), gaps.join());
  // What is unfolded in one opens no gaps in the other.
  const spaces = () => page.page.evaluate(() => {
    const parts = [...document.querySelector('#review').shadowRoot.querySelector('#funnel').shadowRoot.querySelector('.panel').children];
    return parts.slice(1).map((one, i) => Math.round(one.getBoundingClientRect().top - parts[i].getBoundingClientRect().bottom));
  });
  const folded = await spaces();
  await page.click('#kpi >> #details > summary');
  await page.shows('#kpi >> svg.waterfall');
  assert.deepEqual(await spaces(), folded);
  await page.click('#kpi >> #details > summary');
  // Nor does a table reach over its panel's edge, also where words are longer.
  await page.click('#language');
  await page.shows('#kpi >> h2', 'KPI score');
  await page.until(() => page.page.evaluate(() => {
    const panel = document.querySelector('#review').shadowRoot.querySelector('#kpi').shadowRoot.querySelector('.panel');
    return panel.querySelector('table').getBoundingClientRect().right <= panel.getBoundingClientRect().right;
  }));
}, { viewport: { width: 1440, height: 900 } });
