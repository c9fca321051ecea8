/** `planscore review`, `planscore score` and `planscore template`. */
import { Deals, Orders } from '../datasets.js';
import { planSkeleton, scoreKpis } from '../engines.js';
import { template as fileOf, type TemplateKind } from '../reading.js';
import { renderReport, reviewPlan } from '../review.js';
import type { Actual, Archetype, KpiReport, Locale, Period, Scorecard } from '../types.js';
import type { Answer, Asked, Command } from './answer.js';
import { json, planText, tableOf } from './input.js';
import { Misuse } from './misuse.js';
import { one } from './one.js';
import type { Table } from './table.js';
import { dataOf, quality } from './why.js';

/** What a file of actuals may hold. */
interface Figures {
  scorecard?: Scorecard;
  actuals?: Actual[];
  period?: Period;
}

/** Kinds of plans that there are headings for. */
const PLANS: readonly Archetype[] = ['general', 'dataDriven', 'people', 'marketExpansion', 'customerRetention', 'processEfficiency'];

const percent = (share: number | null): number | null => (share === null ? null : share * 100);

function scores({ items }: KpiReport, locale: Locale): Table {
  const heads =
    locale === 'en'
      ? ['figure', 'target', 'actual', 'attainment %', 'score', 'points lost']
      : ['指标', '目标', '实际完成', '完成率 %', '得分', '少得'];
  const rows = items.map(({ name, target, actual, attainment, score, loss }) => [
    name,
    target,
    actual,
    percent(attainment),
    score,
    loss,
  ]);
  return { heads, rows };
}

function total({ total, coverage, issues }: KpiReport, locale: Locale): string[] {
  const isEnglish = locale === 'en';
  const points = total === null ? '—' : String(Math.round(total * 100) / 100);
  const known = Math.round(coverage * 100);
  const line = isEnglish ? `score ${points}, there are data for ${known}% of the weight` : `综合得分 ${points}，有数据的指标占权重 ${known}%`;
  return [line, ...issues.map(({ message }) => message)];
}

async function runReview({ files, locale, options }: Asked): Promise<Answer> {
  if (files.length > 0) {
    throw new Misuse(locale === 'en' ? 'name files by --plan, --orders …' : '请用 --plan、--orders 等指定文件');
  }
  const { plan, orders: orderFile, deals: dealFile, actuals: actualFile } = options;
  if (!plan && !orderFile && !dealFile && !actualFile) {
    throw new Misuse(locale === 'en' ? 'there is nothing to review' : '没有可检查的内容');
  }
  const orderTable = orderFile === undefined ? null : await tableOf(orderFile, locale);
  const dealTable = dealFile === undefined ? null : await tableOf(dealFile, locale);
  const orders = orderTable && Orders.fromCsv(orderTable.csv, { locale });
  const deals = dealTable && Deals.fromCsv(dealTable.csv, { locale });
  const { actuals, scorecard, period } = actualFile === undefined ? {} : ((await json(actualFile)) as Figures);
  const review = reviewPlan(
    {
      plan: plan === undefined ? null : await planText(plan),
      orders,
      deals,
      ...(actuals ? { actuals } : {}),
      ...(scorecard ? { scorecard } : {}),
      ...(period ? { period } : {}),
    },
    { locale },
  );
  const steps: Table = {
    title: locale === 'en' ? 'first steps' : '先做什么',
    heads: locale === 'en' ? ['step', 'because'] : ['做什么', '为什么'],
    rows: review.firstSteps.map(({ text, because }) => [text, because]),
  };
  return {
    json: review,
    tables: [steps, ...(review.kpis === null ? [] : [scores(review.kpis, locale)])],
    notes: [
      ...review.headline.map(({ text }) => text),
      ...(orders && orderTable ? quality(dataOf(orders, orderTable.decisions), locale) : []),
      ...(deals && dealTable ? quality(dataOf(deals, dealTable.decisions), locale) : []),
    ],
    html: () => renderReport(review, { format: 'html', locale }),
  };
}

async function runScore({ files, locale }: Asked): Promise<Answer> {
  const { scorecard, actuals, ...options } = (await json(one(files, locale))) as Figures;
  const isWhole = scorecard !== undefined && Array.isArray(actuals);
  if (!isWhole) {
    throw new Misuse(locale === 'en' ? 'the file needs scorecard and actuals' : '文件中需要 scorecard 和 actuals');
  }
  const report = scoreKpis(scorecard, actuals, { ...options, locale });
  return { json: report, tables: [scores(report, locale)], notes: total(report, locale) };
}

function runTemplate({ files, locale }: Asked): Promise<Answer> {
  const [kind = 'plan', ...more] = files;
  if (more.length > 0) throw new Misuse(locale === 'en' ? 'one kind is expected' : '需要一个类别');
  const archetype = PLANS.find((plan) => plan === kind);
  const text = archetype ? planSkeleton(archetype, { locale }) : fileOf(kind as TemplateKind, { locale });
  const isPlan = archetype !== undefined || kind === 'plan';
  return Promise.resolve({ json: { kind, text }, tables: [], text, ...(isPlan ? {} : { csv: () => text }) });
}

export const review: Command = {
  summary: { 'zh-CN': '对照订单、商机、实际完成检查计划', en: 'reviews a plan against orders, deals and actuals' },
  usage: 'planscore review --plan FILE --orders FILE --deals FILE --actuals FILE',
  example: 'planscore review --plan plan.docx --orders orders.xlsx --deals deals.csv --format html --out report.html',
  options: {
    plan: { 'zh-CN': '计划（.docx、.md、.txt）', en: 'the plan (.docx, .md, .txt)' },
    orders: { 'zh-CN': '订单（.csv、.xlsx）', en: 'the orders (.csv, .xlsx)' },
    deals: { 'zh-CN': '商机（.csv、.xlsx）', en: 'the deals (.csv, .xlsx)' },
    actuals: {
      'zh-CN': '其他实际完成（.json：actuals，可有 scorecard、period）',
      en: 'further actuals (.json: actuals, and scorecard and period if there are)',
    },
  },
  readsFiles: false,
  run: runReview,
};

export const score: Command = {
  summary: { 'zh-CN': '按评分表给 KPI 打分', en: 'scores key figures against a scorecard' },
  usage: 'planscore score [FILE]',
  example: 'planscore score kpis.json --format json',
  options: {},
  readsFiles: true,
  run: runScore,
};

export const template: Command = {
  summary: {
    'zh-CN': '输出待填写的文件：订单、商机、实际完成或计划',
    en: 'prints a file to fill in: orders, deals, actuals or a plan',
  },
  usage: `planscore template [orders|deals|actuals|plan|${PLANS.join('|')}]`,
  example: 'planscore template orders --out orders.csv',
  options: {},
  readsFiles: false,
  run: runTemplate,
};
