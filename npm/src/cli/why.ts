/** Errors and notes for people. */
import { PlanscoreError } from '../errors.js';
import type { DataIssue, Decision, Locale, RowCounts } from '../types.js';

/** What the system and the language say of files and options, in Chinese. */
const CHINESE: [RegExp, string][] = [
  [/^ENOENT/, '找不到文件'],
  [/^E[A-Z]+/, '文件无法读写'],
  [/JSON/, '不是有效的 JSON'],
  [/option|argument/i, '选项有误，请看 --help'],
];

/** An error for people. */
export function why(error: unknown, locale: Locale): string {
  const isEnglish = locale === 'en';
  if (!(error instanceof PlanscoreError)) {
    const message = error instanceof Error ? error.message : String(error);
    const chinese = isEnglish ? undefined : CHINESE.find(([pattern]) => pattern.test(message))?.[1];
    return chinese === undefined ? message : `${chinese}（${message}）`;
  }
  const row = error.row === null ? null : isEnglish ? `row ${error.row}` : `第 ${error.row} 行`;
  const place = error.path ?? row;
  return `${error.messages[locale]}${place === null ? '' : ` (${place})`} [${error.code}]`;
}

/** What a file's rows became. */
interface Data {
  rows: RowCounts;
  issues: DataIssue[];
  decisions: Decision[];
}

/** What a data set says of its file, and what was decided before it was read. */
export function dataOf({ rows, issues, decisions }: Data, before: Decision[]): Data {
  return { rows, issues, decisions: [...before, ...decisions] };
}

/** How many of each kind of note are told; programs get all. */
const TOLD = 10;

/** What became of a file's rows: how many were left out and why, and what was decided. */
export function quality({ rows, issues, decisions }: Data, locale: Locale): string[] {
  const { read, used, leftOut } = rows;
  const isEnglish = locale === 'en';
  const counted = isEnglish
    ? `${read} rows read, ${used} used, ${leftOut} left out`
    : `读取 ${read} 行，使用 ${used} 行，排除 ${leftOut} 行`;
  const of = issues.slice(0, TOLD).map(({ row, message }) => {
    if (row === null) return message;
    return isEnglish ? `row ${row}: ${message}` : `第 ${row} 行：${message}`;
  });
  const left = issues.length - TOLD;
  const more = left > 0 ? [isEnglish ? `… ${left} more` : `……另有 ${left} 条`] : [];
  const between = isEnglish ? '; ' : '；';
  const decided = decisions.map(({ message, remedy }) => message + between + remedy);
  return [counted, ...of, ...more, ...decided];
}
