/** A new section is headed and numbered as those beside it, and those that follow move on by one. */
import type { Section } from '../types.js';

/** A heading: its line, its depth, what stands before its words. */
interface Head {
  i: number;
  level: number;
  before: string;
  words: string;
}

const DIGITS = '零一二三四五六七八九十';

/** 1 to 99 in Chinese. */
export function chinese(n: number): string {
  if (n <= 10) return DIGITS[n] as string;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? DIGITS[tens] : ''}十${ones > 0 ? DIGITS[ones] : ''}`;
}

/** How headings are numbered: what stands before the number, the number, and what parts it from the words. */
const SERIES = [
  /^()([一二三四五六七八九十]+)([、.．]\s*)/,
  /^(第)([一二三四五六七八九十]+)((?:部分|章|节)\s*[、：:]?\s*)/,
  /^([（(])([一二三四五六七八九十]+)([）)]\s*)/,
  /^()(\d+)([.、．]\s*)(?!\d)/,
  /^(第)(\d+)((?:部分|章|节)\s*[、：:]?\s*)/,
];

/** The number of a heading in the style of another. */
function numberLike(words: string, series: RegExp, n: number): string {
  const [, before = '', number = '', after = ''] = series.exec(words) ?? [];
  return `${before}${/\d/.test(number) ? n : chinese(n)}${after}`;
}

/** The headings of a text, those in Markdown and those that the plan's report knows by their lines. */
function headsOf(lines: readonly string[], sections: readonly { line: number; level: number }[]): Head[] {
  const marked = lines.flatMap((line, i): Head[] => {
    const [, marks, words] = /^(#{1,6}\s+)(.*)$/.exec(line) ?? [];
    return marks === undefined || words === undefined ? [] : [{ i, level: marks.trim().length, before: marks, words }];
  });
  if (sections.length === 0 || sections.some(({ line }) => /^\s*#/.test(lines[line - 1] ?? ''))) return marked;
  return sections.flatMap(({ line, level }) => {
    const [, before, words] = /^([\s*]*)(.*)$/.exec(lines[line - 1] ?? '') ?? [];
    return before === undefined || words === undefined ? [] : [{ i: line - 1, level, before, words }];
  });
}

/** The text with a section put in between two pieces of it. */
export function withSection(before: string, insert: string, after: string, sections: readonly Section[]): string {
  const first = before.split('\n').length;
  const added = insert.split('\n').length - 1;
  const lines = (before + insert + after).split('\n');
  const i = lines.findIndex((line, at) => at >= first - 1 && /^#{1,6}\s/.test(line));
  const moved = sections.map(({ level, span: { line } }) => ({ level, line: line > first ? line + added : line }));
  const heads = headsOf(lines, moved);
  const [, marks = '', title = ''] = /^(#{1,6}\s+)(.*)$/.exec(lines[i] ?? '') ?? [];
  let own = heads.find((head) => head.i === i);
  if (own === undefined) {
    // The plan heads its sections without marks, and so is this one headed.
    const [peer] = heads.filter(({ level }) => level === 1);
    const closing = /\*\*\s*$/.exec(peer?.words ?? '')?.[0] ?? (/[：:]$/.exec(peer?.words ?? '')?.[0] ?? '');
    if (peer === undefined) return lines.join('\n');
    own = { i, level: 1, before: peer.before, words: title + closing };
    lines[i] = own.before + own.words;
    heads.push(own);
    heads.sort((a, b) => a.i - b.i);
  } else if (marks === '') return lines.join('\n');
  numbered(lines, heads, own);
  return lines.join('\n');
}

/** Numbers the headings of a level anew where one without a number came among numbered ones. */
function numbered(lines: string[], heads: readonly Head[], added: Head): void {
  const peers = heads.filter(({ level }) => level === added.level);
  const series = SERIES.find((one) => peers.filter(({ words }) => one.test(words)).length > (peers.length - 1) / 2);
  const like = peers.find(({ words }) => series?.test(words))?.words;
  if (series === undefined || like === undefined || series.test(added.words)) return;
  let n = 0;
  for (const { i, before, words } of peers) {
    if (!series.test(words) && i !== added.i) continue;
    n++;
    const style = series.test(words) ? words : like;
    lines[i] = `${before}${numberLike(style, series, n)}${words.replace(series, '')}`;
    // Headings below that carry the number of this one follow it: 4.1 becomes 5.1.
    const end = peers.find((peer) => peer.i > i)?.i ?? lines.length;
    for (const below of heads) {
      if (below.i <= i || below.i >= end) continue;
      lines[below.i] = `${below.before}${below.words.replace(/^\d+\.(?=\d)/, `${n}.`)}`;
    }
  }
}
