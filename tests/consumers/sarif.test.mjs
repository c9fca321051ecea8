// SARIF logs of the packed tarball against the schema of SARIF 2.1.0, as @microsoft/jest-sarif (MIT) ships it from OASIS.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { Project, root } from './project.mjs';

const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Draft4({ allErrors: true, strict: false, unicodeRegExp: false });
formats(ajv);
const validate = ajv.compile(schema);
const holds = (log, name) => assert.ok(validate(log), `${name}: ${ajv.errorsText(validate.errors)}`);

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

test('the schema refuses what is no log', () => {
  assert.ok(!validate({ version: '2.1.0', runs: [{ results: [] }] }), 'a run without a tool');
  assert.ok(!validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: {} }] }] }), 'a message without text');
});

test('every log is valid SARIF 2.1.0', async () => {
  const clean = await readFile(join(root, 'tests/fixtures/plan_clean.md'), 'utf8');
  const sample = await readFile(join(root, 'www/samples/plan.md'), 'utf8');
  const texts = {
    nothing: '',
    clean,
    sample,
    astral: '## 目标😀\n\n- 👨‍👩‍👧销售额𠮷达到X万元，负责人：𡃁𡃁\n- 例如，NPS提升5个百分点😀😀\n',
    crlf: sample.replaceAll('\n', '\r\n'),
    several: `篇1:《计划》\n${sample}\n篇2:《计划》\n${clean}`,
    hostile: '## 目标\n\n- "<script>\\\u0001销售额达到____"\n',
    many: sample.repeat(20),
  };
  await project.run('sarif.mjs', `
    import { writeFileSync } from 'node:fs';
    import { init, checkPlan, checkPlans, toSarif } from 'planscore';
    await init();
    const logs = {};
    for (const [name, text] of Object.entries(${JSON.stringify(texts)})) {
      for (const locale of ['zh-CN', 'en']) {
        const report = checkPlan(text, { locale });
        logs[name + ' ' + locale] = [report.findings.length, toSarif(report)];
        logs[name + ' named ' + locale] = [report.findings.length, toSarif(report, { uri: 'plans/年度 计划.md' })];
      }
      checkPlans(text).forEach((report, at) => { logs[name + ' plan ' + at] = [report.findings.length, toSarif(report)]; });
    }
    writeFileSync('logs.json', JSON.stringify(logs));
  `);
  const logs = JSON.parse(await readFile(join(project.dir, 'logs.json'), 'utf8'));
  let fixes = 0;
  for (const [name, [findings, log]] of Object.entries(logs)) {
    holds(log, name);
    assert.equal(log.runs[0].results.length, findings, name);
    for (const result of log.runs[0].results) {
      assert.equal(log.runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
      fixes += result.fixes?.length ?? 0;
    }
  }
  assert.ok(logs['clean zh-CN'][0] === 0 && logs['many zh-CN'][0] > 100 && fixes > 50, `${fixes} fixes`);
  // Regions count in UTF-16 units: each is what the finding spans.
  const [, astral] = logs['astral zh-CN'];
  for (const { locations: [{ physicalLocation: { region } }] } of astral.runs[0].results) {
    const lines = texts.astral.split('\n');
    const before = lines.slice(0, region.startLine - 1).reduce((sum, line) => sum + line.length + 1, 0);
    assert.equal(before + region.startColumn - 1, region.charOffset);
  }
});
