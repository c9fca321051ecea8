// Writes docs/errors.md, the table of error codes (cargo xtask reference); with --check it fails where that is behind.
// Wherever the sources state a code ("kpi/negative-weight"), its Chinese and its English text follow it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const SOURCES = ['crates', 'src', 'files/src', 'npm/src'];
const OUT = 'docs/errors.md';
const CODE = /^[a-z]+\/[a-z-]+$/;
const HAN = /[\u4e00-\u9fff]/;

/** String literals in their order: quoted ones, in TypeScript also templates; what is joined by a plus is one. */
function literals(source, isRust) {
  const pattern = isRust ? /\/\/.*|"((?:[^"\\]|\\[^])*)"/g : /\/\*[^]*?\*\/|\/\/.*|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;
  const found = [];
  for (const match of source.matchAll(pattern)) {
    const text = match[1] ?? match[2] ?? match[3];
    if (text === undefined) continue;
    const { end = -1 } = found.at(-1) ?? {};
    const between = end < 0 ? '' : source.slice(end, match.index);
    const place = { start: match.index, end: match.index + match[0].length };
    if (/^\s*\+\s*$/.test(between)) found.splice(-1, 1, { ...found.at(-1), text: found.at(-1).text + text, end: place.end });
    else if (text !== 'zh-CN' && text !== 'en') found.push({ text, ...place });
  }
  return found;
}

/** What stands in a message for a value becomes a dash; escapes become what they mean. */
const plain = (text) => text
  .replace(/\\\n\s*/g, '').replace(/\\u\{?([0-9a-f]{4})\}?/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/\\(['"`])/g, '$1').replace(/\$?\{[^}]*\}/g, '…').replaceAll('|', '\\|').trim();

function texts() {
  const codes = new Map();
  for (const dir of SOURCES) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(rs|ts)$/.test(entry.name) && !/\/tests(\/|$)/.test(entry.parentPath))
      .map((entry) => `${entry.parentPath}/${entry.name}`).sort();
    for (const file of files) {
      // Tests at the end of a file state codes too.
      const [source] = readFileSync(file, 'utf8').split(/^#\[cfg\(test\)\]/m);
      const all = literals(source, file.endsWith('.rs'));
      // A code, perhaps a path, its Chinese and its English stand one after the other in one expression.
      const isOne = (from, to) => !/;|=>/.test(source.slice(from.end, to.start));
      all.forEach((code, i) => {
        const [zh, en] = all.slice(i + 1, i + 4).filter(({ text }, at) => at > 0 || !/^\w+$/.test(text));
        if (!CODE.test(code.text) || en === undefined || codes.has(code.text) || !isOne(code, zh) || !isOne(zh, en)) return;
        if (HAN.test(zh.text) && !HAN.test(en.text) && / /.test(en.text)) codes.set(code.text, [plain(zh.text), plain(en.text)]);
      });
    }
  }
  return [...codes].sort(([a], [b]) => (a < b ? -1 : 1));
}

const rows = texts().map(([code, [zh, en]]) => `| \`${code}\` | ${en} | ${zh} |`);
const page = `# Codes of errors and of what was left out · 错误与数据问题代码

What a \`PlanscoreError\` has as its \`code\`, and rows that were left out of a file as theirs in \`issues\`. Each text says what is wrong and,
where that is not plain, what to do; … stands for a value. Codes whose text depends on the case are not listed. Made from the sources by
\`cargo xtask reference\`; do not edit.

\`PlanscoreError\` 的 \`code\` 以及 \`issues\` 中各行的代码。说明写明问题所在及处理办法；“…”处为具体值。说明随情况而变的代码未列出。

| code | English | 中文 |
| --- | --- | --- |
${rows.join('\n')}
`;
if (!process.argv.includes('--check')) writeFileSync(OUT, page);
else if (readFileSync(OUT, 'utf8').replaceAll('\r\n', '\n') !== page) throw new Error(`${OUT} is behind the sources: cargo xtask reference`);
