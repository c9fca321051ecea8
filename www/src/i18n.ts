/** The page's own words; the panels bring theirs. */
import type { Locale } from 'planscore';

const WORDS = {
  title: ['销售计划体检', 'Sales plan check-up'],
  tagline: [
    'KPI 打分、客户分层、商机漏斗、计划体检，一页看清。',
    'KPI scores, customer tiers, the funnel and what the plan lacks, on one page.',
  ],
  titleKpi: ['KPI 得分', 'KPI score'],
  titleFunnel: ['商机漏斗', 'Funnel'],
  titlePlan: ['计划体检', 'Plan findings'],
  titleTiers: ['客户分层', 'Customer tiers'],
  answerKpi: [
    '完成多少、差在哪、照现在的进度到年底会怎样',
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
  tapHere: ['选择文件', 'Choose files'],
  dropWhat: [
    '计划（docx / md / txt）、订单与商机（xlsx / CSV）、KPI 实际完成',
    'A plan (docx / md / txt), orders and deals (xlsx / CSV), KPI actuals',
  ],
  choose: ['选择文件', 'Choose files'],
  add: ['添加文件', 'Add files'],
  sample: ['用示例数据试一试', 'Try the sample data'],
  sampleReplaces: ['示例数据会替换您载入的数据。', 'The sample replaces the data you loaded.'],
  sampleUse: ['替换成示例', 'Replace'],
  sampleGone: ['示例数据已移除', 'The sample was removed'],
  remove: ['移除', 'Remove'],
  removed: ['已移除 {name}', '{name} was removed'],
  replaced: ['已替换 {name}', '{name} was replaced'],
  undo: ['撤销', 'Undo'],
  undone: ['已撤销', 'Undone'],
  repeated: ['{n} 行与前面的文件完全相同，只计一次', '{n} rows stand in an earlier file too and count once'],
  unlike: [
    '列名、单位或日期写法不同，不能合并：{names}。已保留原来的；要改用新文件，请先移除原来的。',
    'Columns, units or dates differ, so the files cannot be added up: {names}. The earlier one stays; remove it first to use the new one.',
  ],
  rows: ['{n} 行', '{n} rows'],
  figures: ['{n} 项指标', 'figures: {n}'],
  until: ['截至 {day}', 'until {day}'],
  reading: ['正在读取', 'Reading'],
  cancel: ['取消', 'Cancel'],
  cancelled: ['已取消', 'cancelled'],
  close: ['关闭', 'Close'],
  plan: ['计划', 'Plan'],
  orders: ['订单', 'Orders'],
  deals: ['商机', 'Deals'],
  kpis: ['实际完成', 'Actuals'],
  panelQuality: ['数据质量', 'Data quality'],
  bossReport: ['给老板的报告', 'Report for the boss'],
  printPdf: ['打印 / 存为 PDF', 'Print or save as PDF'],
  saveHtml: ['下载 HTML', 'Save as HTML'],
  saveWord: ['下载 Word', 'Save as Word'],
  copyShort: ['复制短文', 'Copy a short text'],
  copied: ['已复制，可直接粘贴到企业微信', 'Copied, ready to paste'],
  copyRefused: ['浏览器不允许复制', 'The browser does not allow copying'],
  print: ['打印', 'Print'],
  file: ['文件', 'File'],
  row: ['行号', 'Row'],
  column: ['列', 'Column'],
  value: ['原值', 'Value'],
  reason: ['原因', 'Reason'],
  noIssues: ['没有发现数据问题。', 'No data issues were found.'],
  rowsSay: [
    '{name}：读到 {read} 行，计入 {used} 行，未计入 {out} 行',
    '{name}: {read} rows read, {used} used, {out} left out',
  ],
  decided: ['替您决定的', 'What was decided for you'],
  decision: ['决定', 'Decision'],
  touches: ['涉及行数', 'Rows'],
  example: ['例如', 'Example'],
  remedy: ['如果不对', 'If it is wrong'],
  change: ['改读法', 'Change'],
  leftOut: ['未计入或有疑问的行', 'Rows left out or in doubt'],
  places: ['处数', 'Places'],
  issuesAll: ['共 {n} 处', '{n} in all'],
  issuesListed: ['共 {n} 处，以下按原因归并前 {m} 处', '{n} in all, the first {m} below by reason'],
  badJson: [
    '这个 JSON 里没有实际完成的指标。请用 xlsx 或 CSV 表格，或者下载“实际完成”模板填写。',
    'this JSON holds no actuals. Use a table in xlsx or CSV, or fill in the template for actuals.',
  ],
  mendDamaged: [
    '用 Excel、Word 或 WPS 打开它，另存一份再拖进来；打不开就重新导出。',
    'Open it in Excel or Word, save it anew and drop that; if it does not open, export it again.',
  ],
  mendEmpty: ['重新导出一次，先打开看看里面有没有数据。', 'Export it again, and look whether there is something in it.'],
  mendKind: ['请换成 xlsx、CSV、docx、Markdown 或 txt。', 'Give it as xlsx, CSV, docx, Markdown or plain text.'],
  mendLarge: [
    '只留下需要的工作表和列，或者分成几个文件。',
    'Keep the sheets and columns that matter, or cut it into several files.',
  ],
  mendColumns: [
    '给列起常用的名字（如客户、日期、金额），或者下载模板，把数据粘进去。',
    'Give the columns their usual names (customer, date, amount), or paste the rows into a template.',
  ],
  mendRows: [
    '对照模板检查日期和金额的写法（2026-03-05、1234.5），改好再拖进来。',
    'Compare how days and amounts are written with a template (2026-03-05, 1234.5), and drop it again.',
  ],
  ratesOfPeople: ['各人的比率不能直接合成全组的，未计入', 'rates of people make none of the group and are left out'],
  templates: ['没有现成的文件？下载模板填写：', 'No file at hand? Templates to fill in:'],
  failedInit: ['WebAssembly 未能启动', 'WebAssembly could not start'],
  loaded: ['已载入', 'Loaded'],
  mapTitle: ['怎样读这个文件', 'How to read this file'],
  mapHint: [
    '自动识别没有把握，请为每一项选一列。',
    'The columns were not recognised for certain; choose one for each.',
  ],
  mapAgain: ['只改不对的几项，其余保持自动。', 'Change what is wrong and leave the rest automatic.'],
  mapKind: ['这是', 'This file holds'],
  mapNone: ['（没有 / 自动）', '(none / automatic)'],
  mapAuto: ['（自动）', '(automatic)'],
  mapUse: ['使用', 'Use'],
  mapMore: ['单位、币种、日期、状态…', 'Unit, currency, dates, states…'],
  customer: ['客户', 'Customer'],
  date: ['日期', 'Date'],
  amount: ['金额', 'Amount'],
  orderId: ['订单号', 'Order number'],
  state: ['订单状态', 'State'],
  owner: ['负责人', 'Owner'],
  deal: ['商机', 'Deal'],
  stage: ['阶段', 'Stage'],
  time: ['时间', 'Time'],
  outcome: ['结果', 'Outcome'],
  channel: ['渠道', 'Channel'],
  unit: ['金额单位', 'Unit'],
  kpi: ['指标', 'Figure'],
  target: ['目标', 'Target'],
  unitColumn: ['单位（列）', 'Unit (column)'],
  person: ['姓名', 'Person'],
  period: ['期间', 'Period'],
  rates: ['比率写法', 'Rates'],
  ratesPercent: ['93 表示 93%', '93 is 93 %'],
  ratesFraction: ['0.93 表示 93%', '0.93 is 93 %'],
  currency: ['币种', 'Currency'],
  dayOrder: ['03/05 是', '03/05 is'],
  dayFirst: ['3 日 5 月（日在前）', '3 May (day first)'],
  monthFirst: ['3 月 5 日（月在前）', '5 March (month first)'],
  decimal: ['小数写法', 'Decimals'],
  delimiter: ['列的分隔符', 'Delimiter'],
  headerRow: ['表头在第几行', 'Line of the header'],
  leaveOut: ['不计入的状态', 'States left out'],
  leaveOutHint: ['用逗号隔开；写“无”表示都计入', 'Separated by commas; "none" to use all'],
  nothingLeft: ['无', 'none'],
  keepRows: ['仍要计入', 'Use nevertheless'],
  keepTotals: ['像合计的行', 'Rows that look like totals'],
  keepFarDates: ['日期相距太远的行', 'Days far from all others'],
  keepRepeatedTotals: ['每行都写着整单金额的，各行都计入', 'Every line of an order that repeats the order’s total'],
  keepRefunds: ['金额照原样，不扣退款列', 'Amounts as they stand, without the refunds column'],
  sheet: ['工作表', 'Sheet'],
  paste: ['粘贴文字或表格', 'Paste text or a table'],
  pasteWhat: [
    '在这里粘贴计划的文字，或从 Excel 复制的表格',
    'Paste the text of a plan, or cells copied from a spreadsheet',
  ],
  pasteHint: ['表格请连同表头一起复制。', 'Copy a table together with its header.'],
  pasted: ['粘贴的内容', 'pasted'],
  keep: ['保存到本机', 'Keep on this machine'],
  keepWhat: [
    '将保存：{names}；手工填写的实际完成 {n} 项，以及填写的目标。',
    'To be kept: {names}; {n} actuals that were typed, and the targets that were.',
  ],
  keepWhere: [
    '只存在这台电脑的这个浏览器里，不上传；随时可以忘掉。',
    'It stays in this browser on this machine; nothing is uploaded, and it can be forgotten at any time.',
  ],
  keptNothing: ['现在没有保存任何内容。', 'Nothing is kept now.'],
  keptSay: ['上次保存于 {at}：{names}', 'Kept on {at}: {names}'],
  keepIt: ['保存', 'Keep'],
  keptNow: ['已保存到本机', 'Kept on this machine'],
  keepFailed: ['浏览器不允许保存', 'The browser keeps nothing'],
  forget: ['忘掉', 'Forget'],
  forgotten: ['已忘掉，本机不再保存', 'Forgotten: nothing is kept any more'],
  resume: ['继续上次', 'Go on'],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

let current: Locale = 'zh-CN';

export function locale(): Locale {
  return current;
}

export function setLocale(to: Locale): void {
  current = to;
}

/** A word in the page's language; `{name}` is filled in. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return WORDS[word][current === 'zh-CN' ? 0 : 1].replace(/\{(\w+)\}/g, (hole, key: string) =>
    String(values[key] ?? hole),
  );
}

/** A count as people read it. */
export function count(value: number): string {
  return value.toLocaleString(current);
}
