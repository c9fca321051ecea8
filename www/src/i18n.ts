/** The page's own words. Messages of findings and errors come from the engines. */
import type { KpiStatus, Locale, SectionKind } from 'planscore';

const WORDS = {
  title: ['销售计划体检', 'Sales plan check-up'],
  tagline: ['KPI 打分、客户分层、漏斗瓶颈、计划完整性，一屏看清。', 'KPI scores, customer tiers, funnel bottleneck and plan completeness on one screen.'],
  answerKpi: ['达成多少、差在哪、按现在的进度到年底会怎样', 'What was reached, where it falls short, where the pace leads'],
  answerFunnel: ['商机卡在哪一步、值多少钱、是不是偶然', 'Where deals stall, what it is worth, and whether it is chance'],
  answerPlan: ['计划缺什么、哪句话含糊、怎么改', 'What the plan lacks, which sentence is vague, how to mend it'],
  answerTiers: ['谁是高价值、谁在流失、先联系谁', 'Who is worth most, who is leaving, whom to call first'],
  privacy: ['数据只在本机计算，不上传', 'Computed on this machine; nothing is uploaded'],
  language: ['English', '中文'],
  dropHere: ['把文件拖到这里', 'Drop files here'],
  dropWhat: ['计划（md / txt）、订单 CSV、商机 CSV、KPI 实绩 JSON', 'A plan (md / txt), orders CSV, deals CSV, KPI actuals JSON'],
  choose: ['选择文件', 'Choose files'],
  sample: ['用示例数据试一试', 'Try the sample data'],
  remove: ['移除', 'Remove'],
  plan: ['计划', 'Plan'],
  orders: ['订单', 'Orders'],
  deals: ['商机', 'Deals'],
  kpis: ['KPI 实绩', 'KPI actuals'],
  results: ['结果', 'Results'],
  panelKpi: ['KPI 得分', 'KPI score'],
  panelTiers: ['客户分层（RFM）', 'Customer tiers (RFM)'],
  panelFunnel: ['漏斗瓶颈', 'Funnel bottleneck'],
  panelPlan: ['计划体检', 'Plan findings'],
  panelQuality: ['数据质量', 'Data quality'],
  needOrders: ['拖入订单 CSV 后显示客户分层。', 'Drop an orders CSV to see customer tiers.'],
  needDeals: ['拖入商机 CSV 后显示漏斗与瓶颈。', 'Drop a deals CSV to see the funnel and its bottleneck.'],
  needPlan: ['拖入计划文本后显示缺漏与改法。', 'Drop a plan to see what is missing and how to mend it.'],
  needAny: ['载入文件后，这里按行列出被剔除的数据与原因。', 'Once files are loaded, rows left out are listed here with the reason.'],
  total: ['总分', 'Total'],
  provisional: ['暂定', 'provisional'],
  coverage: ['权重覆盖', 'Weight covered'],
  range: ['可能区间', 'Possible range'],
  asOf: ['截至', 'As of'],
  kpi: ['指标', 'Figure'],
  weight: ['权重', 'Weight'],
  target: ['目标', 'Target'],
  actual: ['实绩', 'Actual'],
  attainment: ['达成率', 'Attainment'],
  score: ['得分', 'Score'],
  contribution: ['贡献', 'Points'],
  status: ['状态', 'Status'],
  pace: ['进度', 'Pace'],
  editHint: ['实绩可以直接修改，得分随之更新。', 'Edit any actual; the score follows.'],
  scorecardPlan: ['指标与目标取自计划文本。', 'Figures and targets come from the plan.'],
  scorecardDefault: ['使用默认的销售记分卡。', 'The default sales scorecard is in use.'],
  fromData: ['由所载数据计算', 'computed from the loaded data'],
  customers: ['客户', 'Customers'],
  ordersCount: ['订单', 'Orders'],
  revenue: ['金额', 'Revenue'],
  share: ['占比', 'Share'],
  topFifth: ['前 20% 客户贡献', 'Top 20% bring'],
  lapsedDays: ['流失判定', 'Lapsed after'],
  days: ['天', 'days'],
  tier: ['层级', 'Tier'],
  revenueShare: ['金额占比', 'Revenue share'],
  advice: ['建议', 'Advice'],
  tierTable: ['分层口径', 'Tier table'],
  salesPlan: ['五层（销售计划）', 'Five tiers (sales plan)'],
  tenSegments: ['十段', 'Ten segments'],
  customer: ['客户名称', 'Customer'],
  recency: ['最近（天）', 'Recency (days)'],
  frequency: ['次数', 'Frequency'],
  monetary: ['金额', 'Money'],
  allTiers: ['全部层级', 'All tiers'],
  showTier: ['只看这一层', 'Show this tier only'],
  exportCsv: ['导出 CSV', 'Export CSV'],
  previous: ['上一页', 'Previous'],
  next: ['下一页', 'Next'],
  why: ['为什么', 'Why'],
  moveUp: ['怎样升层', 'To move up'],
  stage: ['阶段', 'Stage'],
  entered: ['进入', 'Entered'],
  conversion: ['转化', 'Conversion'],
  interval: ['95% 区间', '95% interval'],
  medianDays: ['停留中位数', 'Median stay'],
  p90: ['P90', 'P90'],
  lost: ['流失', 'Lost'],
  open: ['在手', 'Open'],
  won: ['成单', 'Won'],
  winRate: ['赢单率', 'Win rate'],
  cycle: ['成交周期中位数', 'Median cycle'],
  bottleneck: ['瓶颈', 'Bottleneck'],
  byConversion: ['转化偏低', 'low conversion'],
  byTime: ['停留过久', 'long stay'],
  recoverable: ['可挽回', 'Recoverable'],
  probabilityWorst: ['是最弱环节的概率', 'Probability of being the worst'],
  noBottleneck: ['没有明显瓶颈', 'No clear bottleneck'],
  stuck: ['停滞的商机', 'Stuck deals'],
  deal: ['商机', 'Deal'],
  age: ['已停留', 'Age'],
  expected: ['正常', 'Expected'],
  lostReasons: ['输单原因', 'Reasons for losses'],
  notEnough: ['数据不足', 'not enough data'],
  missingSections: ['缺少的部分', 'Missing parts'],
  findings: ['发现', 'Findings'],
  noFindings: ['没有发现问题。', 'Nothing was found.'],
  planText: ['计划原文', 'Plan text'],
  line: ['行', 'line'],
  goals: ['识别出的目标', 'Goals found'],
  deadline: ['期限', 'Deadline'],
  owner: ['负责人', 'Owner'],
  alerts: ['预警', 'Alerts'],
  unset: ['未填', 'blank'],
  error: ['错误', 'Error'],
  warning: ['警告', 'Warning'],
  info: ['提示', 'Note'],
  file: ['文件', 'File'],
  row: ['行号', 'Row'],
  column: ['列', 'Column'],
  value: ['原值', 'Value'],
  reason: ['原因', 'Reason'],
  noIssues: ['没有发现数据问题。', 'No data issues were found.'],
  issuesListed: ['共 {n} 处，以下为前 {m} 处', '{n} in all, the first {m} below'],
  policies: ['处理口径', 'How rows were treated'],
  emptyFile: ['文件是空的', 'the file is empty'],
  binaryFile: ['不是文本文件；Excel 请另存为 CSV，Word 请另存为纯文本', 'not a text file; save Excel as CSV and Word as plain text'],
  unknownFile: ['不认识这种文件', 'this kind of file is not known'],
  badJson: ['JSON 内容不是 KPI 实绩（需要 actuals）', 'the JSON holds no KPI actuals (actuals is needed)'],
  failedInit: ['WebAssembly 未能启动', 'WebAssembly could not start'],
  loaded: ['已载入', 'Loaded'],
  dismiss: ['关闭', 'Dismiss'],
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

const STATUS: Record<KpiStatus, readonly [string, string]> = {
  outstanding: ['卓越', 'Outstanding'],
  onTarget: ['达标', 'On target'],
  close: ['接近', 'Close'],
  atRisk: ['有风险', 'At risk'],
  offTarget: ['未达标', 'Off target'],
  noData: ['缺数据', 'No data'],
  noTarget: ['无目标', 'No target'],
  vetoed: ['一票否决', 'Vetoed'],
};

export function statusName(status: KpiStatus): string {
  return STATUS[status][current === 'zh-CN' ? 0 : 1];
}

const SECTIONS: Record<SectionKind, readonly [string, string]> = {
  introduction: ['引言', 'Introduction'],
  situation: ['现状分析', 'Situation'],
  goals: ['目标', 'Goals'],
  strategy: ['策略', 'Strategy'],
  performance: ['绩效考核', 'Performance'],
  team: ['团队建设', 'Team'],
  culture: ['文化', 'Culture'],
  incentives: ['激励', 'Incentives'],
  communication: ['沟通', 'Communication'],
  risk: ['风险应对', 'Risk'],
  resources: ['资源预算', 'Resources'],
  schedule: ['时间安排', 'Schedule'],
  summary: ['总结', 'Summary'],
  other: ['其他', 'Other'],
};

export function sectionName(kind: SectionKind): string {
  return SECTIONS[kind][current === 'zh-CN' ? 0 : 1];
}
