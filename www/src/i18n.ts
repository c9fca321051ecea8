/** The page's own words; the panels bring theirs. */
import type { Locale } from 'planscore';

const WORDS = {
  title: ['销售计划体检', 'Sales plan check-up'],
  tagline: [
    'KPI 打分、客户分层、漏斗瓶颈、计划完整性，一屏看清。',
    'KPI scores, customer tiers, funnel bottleneck and plan completeness on one screen.',
  ],
  titleKpi: ['KPI 得分', 'KPI score'],
  titleFunnel: ['漏斗瓶颈', 'Funnel bottleneck'],
  titlePlan: ['计划体检', 'Plan findings'],
  titleTiers: ['客户分层（RFM）', 'Customer tiers (RFM)'],
  answerKpi: [
    '达成多少、差在哪、按现在的进度到年底会怎样',
    'What was reached, where it falls short, where the pace leads',
  ],
  answerFunnel: [
    '商机卡在哪一步、值多少钱、是不是偶然',
    'Where deals stall, what it is worth, and whether it is chance',
  ],
  answerPlan: ['计划缺什么、哪句话含糊、怎么改', 'What the plan lacks, which sentence is vague, how to mend it'],
  answerTiers: ['谁是高价值、谁在流失、先联系谁', 'Who is worth most, who is leaving, whom to call first'],
  privacy: ['数据只在本机计算，不上传', 'Computed on this machine; nothing is uploaded'],
  language: ['English', '中文'],
  dropHere: ['把文件拖到这里', 'Drop files here'],
  dropWhat: [
    '计划（docx / md / txt）、订单与商机（xlsx / CSV）、KPI 实绩 JSON',
    'A plan (docx / md / txt), orders and deals (xlsx / CSV), KPI actuals JSON',
  ],
  choose: ['选择文件', 'Choose files'],
  sample: ['用示例数据试一试', 'Try the sample data'],
  remove: ['移除', 'Remove'],
  reading: ['正在读取', 'Reading'],
  cancel: ['取消', 'Cancel'],
  cancelled: ['已取消', 'cancelled'],
  plan: ['计划', 'Plan'],
  orders: ['订单', 'Orders'],
  deals: ['商机', 'Deals'],
  kpis: ['KPI 实绩', 'KPI actuals'],
  panelQuality: ['数据质量', 'Data quality'],
  reportHtml: ['下载报告', 'Download report'],
  reportMarkdown: ['Markdown', 'Markdown'],
  print: ['打印', 'Print'],
  file: ['文件', 'File'],
  row: ['行号', 'Row'],
  column: ['列', 'Column'],
  value: ['原值', 'Value'],
  reason: ['原因', 'Reason'],
  noIssues: ['没有发现数据问题。', 'No data issues were found.'],
  issuesListed: ['共 {n} 处，以下为前 {m} 处', '{n} in all, the first {m} below'],
  emptyFile: ['文件是空的', 'the file is empty'],
  binaryFile: ['不是文本文件，也不是 xlsx 或 docx', 'neither a text file nor .xlsx or .docx'],
  badJson: ['JSON 内容不是 KPI 实绩（需要 actuals）', 'the JSON holds no KPI actuals (actuals is needed)'],
  failedInit: ['WebAssembly 未能启动', 'WebAssembly could not start'],
  loaded: ['已载入', 'Loaded'],
  mapTitle: ['请指定各列', 'Which column is which'],
  mapHint: [
    '自动识别没有把握，请为每一项选一列。',
    'The columns were not recognised for certain; choose one for each.',
  ],
  mapKind: ['这是', 'This file holds'],
  mapNone: ['（没有 / 自动）', '(none / automatic)'],
  mapUse: ['使用', 'Use'],
  customer: ['客户', 'Customer'],
  date: ['日期', 'Date'],
  amount: ['金额', 'Amount'],
  orderId: ['订单号', 'Order number'],
  owner: ['负责人', 'Owner'],
  deal: ['商机', 'Deal'],
  stage: ['阶段', 'Stage'],
  time: ['时间', 'Time'],
  outcome: ['结果', 'Outcome'],
  channel: ['渠道', 'Channel'],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

let current: Locale = 'zh-CN';

export function locale(): Locale {
  return current;
}

export function setLocale(to: Locale): void {
  current = to;
}

/** A word in the page's language. */
export function t(word: Word): string {
  return WORDS[word][current === 'zh-CN' ? 0 : 1];
}

/** A count as people read it. */
export function count(value: number): string {
  return value.toLocaleString(current);
}
