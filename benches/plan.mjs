// Run by hand after `cargo xtask package`: node benches/plan.mjs
// A check of 15,000 characters (outline, goals, all rules) against the same words and patterns as JavaScript regular
// expressions alone, in one run; then texts of 10 KB to 10 MB, whose time a character must not grow.
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

// The words of the lexicon and the section titles, one alternation a kind, longest first.
const source = ['lexicon', 'outline', 'owner'].map((name) => readFileSync(new URL(`../src/plan/${name}.rs`, import.meta.url), 'utf8')).join('\n');
const groups = [...source.matchAll(/"((?:[^"\\]|\\\n\s*)*[\u4e00-\u9fff](?:[^"\\]|\\\n\s*)*)"/g)].map((match) => match[1].replace(/\\\n\s*/g, '').split(/\s+/).filter(Boolean));
const escape = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const words = groups.map((group) => new RegExp(group.sort((a, b) => b.length - a.length).map(escape).join('|'), 'gi'));
const numeral = '[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?|[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+';
const unit = '个百分点|百分点|[%％]|万元|亿元|元|个工作日|小时|天|周|个月|倍|分|家|个|名|位|单|件|次|场|款|台|套|份|笔|户|项|条';
const patterns = [
  ...words,
  new RegExp(`(?:${numeral})\\s*(?:[-~—至到]\\s*(?:${numeral}))?\\s*(?:万|亿|千)?\\s*(?:${unit})?(?:以上|以下|以内|及以上)?`, 'g'),
  /(?<![A-Za-z0-9])(?:X{1,6}|[XYZWNM])(?=万|亿|个|家|元|%|％|天|分|名)/g,
  /××+|XX+|_{2,}|【\s*】|\(\s*\)|20[X×*]{2}|201\*/g,
  /\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?(?:底|末|前|内)?|\d{4}[-/]\d{1,2}[-/]\d{1,2}|第?[一二三四1-4]季度|[上下]半年/g,
  /^(?:#{1,6}\s+|第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、]|[-*•]\s).*$/gm,
  /不低于|不少于|至少|不超过|不高于|至多|超过|低于|大于|小于|≥|≤/g,
];
const scan = (text) => {
  let found = 0;
  for (const pattern of patterns) for (const _ of text.matchAll(pattern)) found += 1;
  return found;
};

const text = sized(15_000);
const whole = median(() => checkPlan(text), 200);
const clean = readFileSync(new URL('../tests/fixtures/plan_clean.md', import.meta.url), 'utf8');
const tidy = clean.repeat(Math.ceil(15_000 / clean.length)).slice(0, 15_000);
const quiet = median(() => checkPlan(tidy), 200);
const regexes = median(() => scan(text), 200);
console.log(`15,000 characters: check ${whole.toFixed(2)} ms (${checkPlan(text).findings.length} findings), a clean text ${quiet.toFixed(2)} ms (${checkPlan(tidy).findings.length}); ${patterns.length} JavaScript expressions alone ${regexes.toFixed(2)} ms (${(regexes / whole).toFixed(1)} times as long)`);
for (const length of [3_500, 35_000, 350_000, 3_500_000]) {
  const long = sized(length);
  const time = median(() => checkPlan(long), length > 300_000 ? 3 : 20);
  console.log(`${length} characters: ${time.toFixed(2)} ms, ${((time / length) * 1e6).toFixed(0)} ns a character`);
}
