// Run by hand after `cargo xtask package`: node benches/plan.mjs
// The scan alone against the same words as JavaScript expressions, then a check of 15,000 characters (outline, goals,
// all rules), in one run; then texts of 10 KB to 10 MB, whose time a character must not grow.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { init, checkPlan } from '../pkg/node.js';

await init();
const sample = readFileSync(new URL('../www/samples/plan.md', import.meta.url), 'utf8');
const sized = (length) => sample.repeat(Math.ceil(length / sample.length)).slice(0, length);
const median = (work, runs) => {
  for (let i = 0; i < Math.min(runs, 20); i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
};

const root = new URL('..', import.meta.url);
execFileSync('cargo', ['build', '--quiet', '--release', '--package', 'planscore-scan', '--target', 'wasm32-unknown-unknown'], { cwd: root, stdio: 'inherit' });
const { target_directory: target } = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], { cwd: root }));
const module = await WebAssembly.compile(readFileSync(`${target}/wasm32-unknown-unknown/release/planscore_scan.wasm`));
// The core's own imports are linked in and never called.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => undefined;
const { exports: scanner } = await WebAssembly.instantiate(module, imports);
const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
const rows = Array.from({ length: scanner.rows() }, (_, row) => {
  const at = scanner.words(row);
  return decoder.decode(new Uint8Array(scanner.memory.buffer, at, scanner.length(row))).split(/\s+/).map((word) => word.replaceAll('_', ' '));
});
/** The text goes in, is folded and scanned; how often each row is found comes out. */
const ours = (text) => {
  const bytes = encoder.encode(text);
  const room = scanner.room(bytes.length);
  new Uint8Array(scanner.memory.buffer, room, bytes.length).set(bytes);
  const counts = scanner.scan();
  return new Uint32Array(scanner.memory.buffer, counts, rows.length);
};
// One alternation a row, longest first; Latin words stand alone.
const expression = (words) => {
  const whole = (word) => `${/^[A-Za-z]/.test(word) ? '(?<![A-Za-z])' : ''}${word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}${/[A-Za-z]$/.test(word) ? '(?![A-Za-z])' : ''}`;
  return new RegExp([...words].sort((a, b) => b.length - a.length).map(whole).join('|'), 'gi');
};
const expressions = rows.map(expression);
const theirs = (text) => expressions.map((pattern) => text.match(pattern)?.length ?? 0);

const text = sized(15_000);
const whole = median(() => checkPlan(text), 200);
const clean = readFileSync(new URL('../tests/fixtures/plan_clean.md', import.meta.url), 'utf8');
const tidy = clean.repeat(Math.ceil(15_000 / clean.length)).slice(0, 15_000);
const quiet = median(() => checkPlan(tidy), 200);
const [scan, regexes] = [median(() => ours(text), 400), median(() => theirs(text), 400)];
const sum = (counts) => counts.reduce((total, count) => total + count, 0);
const [found, matched] = [ours(text), theirs(text)];
const apart = rows.filter((_, row) => found[row] !== matched[row]).length;
console.log(`scan of ${rows.length} rows of words, ${rows.flat().length} words, 15,000 characters: ${scan.toFixed(3)} ms (${sum(found)} found); as ${expressions.length} JavaScript expressions ${regexes.toFixed(3)} ms (${sum(matched)} found, ${apart} rows apart): ${(regexes / scan).toFixed(1)} times as long`);
console.log(`15,000 characters: check ${whole.toFixed(2)} ms (${checkPlan(text).findings.length} findings), a clean text ${quiet.toFixed(2)} ms (${checkPlan(tidy).findings.length})`);
for (const length of [3_500, 35_000, 350_000, 3_500_000]) {
  const long = sized(length);
  const time = median(() => checkPlan(long), length > 300_000 ? 3 : 20);
  console.log(`${length} characters: ${time.toFixed(2)} ms, ${((time / length) * 1e6).toFixed(0)} ns a character`);
}
