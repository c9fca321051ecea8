/** `planscore check`: plans ranked by their scores. */
import { checkPlans, toSarif } from '../engines.js';
import type { FindingSeverity, Locale, PlanReport, SarifLog } from '../types.js';
import type { Answer, Asked, Command } from './answer.js';
import { planText, STDIN } from './input.js';
import type { Table } from './table.js';
import { why } from './why.js';

/** A plan by the name it is told by. */
interface Checked {
  file: string;
  report: PlanReport;
}

const GRAVEST: readonly FindingSeverity[] = ['error', 'warning', 'info'];
const SEVERITIES: Record<Locale, Record<FindingSeverity, string>> = {
  'zh-CN': { error: '必须改', warning: '建议改', info: '提示' },
  en: { error: 'error', warning: 'warning', info: 'hint' },
};

const count = ({ findings }: PlanReport, severity: FindingSeverity): number =>
  findings.filter((finding) => finding.severity === severity).length;

/** The best first; of equal ones those with fewer errors. */
function ranked(plans: Checked[]): Checked[] {
  return [...plans].sort(
    (a, b) =>
      b.report.score - a.report.score ||
      count(a.report, 'error') - count(b.report, 'error') ||
      (a.file < b.file ? -1 : 1),
  );
}

function ranking(plans: Checked[], locale: Locale): Table {
  const heads =
    locale === 'en'
      ? ['rank', 'plan', 'score', 'grade', 'errors', 'warnings', 'hints', 'what costs most']
      : ['名次', '计划', '得分', '等级', '必须改', '建议改', '提示', '扣分最多的一项'];
  const rows = ranked(plans).map(({ file, report }) => {
    const costliest = [...report.groups].sort((a, b) => b.lost - a.lost)[0];
    const place = 1 + plans.filter((other) => other.report.score > report.score).length;
    const counts = GRAVEST.map((severity) => count(report, severity));
    return [place, file, report.score, report.grade, ...counts, costliest?.message ?? null];
  });
  return { heads, rows };
}

function findings({ file, report }: Checked, locale: Locale): Table {
  const heads = locale === 'en' ? ['line', 'severity', 'code', 'finding'] : ['行', '级别', '规则', '问题'];
  const rows = report.findings.map(({ span, severity, code, message }) => [
    span.line,
    SEVERITIES[locale][severity],
    code,
    message,
  ]);
  return { title: file, heads, rows };
}

/** A run a plan; a file may hold several. */
function sarif(plans: Checked[]): SarifLog {
  const logs = plans.map(({ file, report }) => {
    const uri = file.replace(/ #\d+$/, '').replaceAll('\\', '/');
    return toSarif(report, { uri });
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    ...logs[0],
    runs: logs.flatMap(({ runs }) => runs),
  };
}

async function run({ files, locale, progress }: Asked): Promise<Answer> {
  const [plans, refused]: [Checked[], string[]] = [[], []];
  for (const [i, path] of files.entries()) {
    progress(i, files.length, path);
    const name = path === STDIN ? 'stdin' : path;
    try {
      const reports = checkPlans(await planText(path), { locale });
      for (const [at, report] of reports.entries()) {
        plans.push({ file: reports.length > 1 ? `${name} #${at + 1}` : name, report });
      }
    } catch (error) {
      refused.push(`${name}: ${why(error, locale)}`);
    }
  }
  const all = plans.flatMap(({ report }) => report.findings);
  const [only] = plans;
  return {
    json: ranked(plans),
    tables: [
      ranking(plans, locale),
      ...(plans.length === 1 && only && only.report.findings.length > 0 ? [findings(only, locale)] : []),
    ],
    severity: GRAVEST.find((severity) => all.some((finding) => finding.severity === severity)) ?? null,
    refused,
    sarif: () => sarif(plans),
  };
}

export const check: Command = {
  summary: { 'zh-CN': '检查一份或多份计划，按得分排名', en: 'checks plans and ranks them by score' },
  usage: 'planscore check [FILE…]',
  example: 'planscore check plans/*.docx plans/*.md --format csv --out ranking.csv',
  options: {},
  readsFiles: true,
  run,
};
