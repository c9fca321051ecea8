// Compares planscore's figures with independent implementations in Python:
//   node tests/differential/run.mjs PKG [SEED]
// PKG is a built package. PYTHON names a Python 3.11 that has requirements.txt; default `python3`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { funnel } from './cases/funnel.mjs';
import { kpi } from './cases/kpi.mjs';
import { Random } from './cases/random.mjs';
import { rfm } from './cases/rfm.mjs';
import { value } from './cases/value.mjs';

const [directory, seed = '1'] = process.argv.slice(2);
if (!directory) {
  console.error('usage: node tests/differential/run.mjs PKG [SEED]');
  process.exit(2);
}
const planscore = await import(pathToFileURL(resolve(directory, 'node.js')).href);
await planscore.init();

const script = fileURLToPath(new URL('reference/compare.py', import.meta.url));
const python = spawn(process.env.PYTHON ?? 'python3', [script], {
  env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  stdio: ['pipe', 'inherit', 'inherit'],
});
const ended = once(python, 'close');
// A script that gives up early says why itself.
python.stdin.on('error', () => {});

let number = 0;
for (const cases of [rfm, value, funnel, kpi]) {
  for (const one of cases(planscore, new Random(Number(seed)))) {
    if (python.stdin.destroyed) break;
    number += 1;
    const line = JSON.stringify({ number, ...one });
    if (!python.stdin.write(`${line}\n`)) await Promise.race([once(python.stdin, 'drain').catch(() => {}), ended]);
  }
}
python.stdin.end();
const [code] = await ended;
process.exit(code ?? 1);
