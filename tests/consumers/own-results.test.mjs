// What the package tells, it takes: every report of a plan goes through the functions that read reports, whatever the plan.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { random } from '../../benches/random.mjs';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

const NUMBERS = ['1e308', '9'.repeat(308), '0', '-0', '-5', '0.000000000000001', '100%', '150%', '1亿亿亿', '99999999999999999999', '３００', '一千二百', ''];
const pick = (values) => values[Math.floor(random() * values.length)];

/** A plan with some of its numbers replaced, lines said twice, cut off or swapped. */
function mutated(text) {
  const lines = text.split('\n').map((line) => line.replace(/\d[\d,.]*/g, (number) => (random() < 0.3 ? pick(NUMBERS) : number)));
  for (let times = 0; times < 6; times++) {
    const at = Math.floor(random() * lines.length);
    if (random() < 0.5) lines.splice(at, 0, lines[Math.floor(random() * lines.length)]);
    else lines[at] = lines[at].slice(0, Math.floor(random() * lines[at].length));
  }
  return lines.join('\n');
}

async function plans() {
  const folder = join(root, 'crates/plan/tests/plans');
  const texts = [];
  for (const batch of await readdir(folder)) {
    for (const name of await readdir(join(folder, batch))) {
      if (/\.(txt|md)$/.test(name)) texts.push(await readFile(join(folder, batch, name), 'utf8'));
    }
  }
  assert.ok(texts.length >= 24, `${texts.length} plans`);
  return texts;
}

test('no report of a plan is refused by what reads reports', async () => {
  const texts = (await plans()).flatMap((text) => [text, mutated(text), mutated(text), mutated(text)]);
  texts.push(
    '目标\n1. 销售额达到1e308万元，负责人李明，6月30日前\n',
    `目标\n1. 销售额达到${'9'.repeat(400)}元\n2. 销售额达到100万元\n3. 销售额达到200万元\n`,
    '考核\n| 指标 | 权重 | 目标 |\n| --- | --- | --- |\n| 销售额 | 1e308 | 0 |\n| 销售额 | -5 | 1e308 |\n| 销售额 | 40% | -1 |\n',
    '',
  );
  const { refused, checked } = JSON.parse(await project.run('own-results.mjs', `
    import { init, applyEdits, checkPlan, checkPlans, planScorecard, renderReport, reviewPlan, scoreKpis, toSarif } from 'planscore';
    await init();
    const refused = [];
    let checked = 0;
    for (const text of ${JSON.stringify(texts)}) {
      for (const report of [checkPlan(text), ...checkPlans(text, { locale: 'en' })]) {
        const steps = {
          toSarif: () => toSarif(report),
          applyEdits: () => applyEdits(text, report.findings),
          planScorecard: () => planScorecard(report),
          scoreKpis: () => {
            const card = planScorecard(report);
            const actuals = card.items.map(({ id }) => ({ id, value: 1 }));
            return scoreKpis(card, actuals, { period: { start: '2026-01-01', end: '2026-12-31', asOf: '2026-06-30' } });
          },
        };
        for (const [step, work] of Object.entries(steps)) {
          try {
            work();
          } catch (error) {
            refused.push([step, error.code, error.path, error.message, text.slice(0, 80)]);
          }
          checked += 1;
        }
      }
      try {
        const review = reviewPlan({ plan: text });
        for (const format of ['html', 'markdown']) renderReport(review, { format });
      } catch (error) {
        refused.push(['renderReport', error.code, error.path, error.message, text.slice(0, 80)]);
      }
    }
    console.log(JSON.stringify({ refused: refused.slice(0, 10), checked }));`));
  assert.deepEqual(refused, []);
  assert.ok(checked >= texts.length * 8, `${checked} steps`);
});
