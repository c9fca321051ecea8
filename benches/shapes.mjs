// Inputs of a size n, a dozen shapes and more for every entry point: usual ones, and those that would show a loop in a loop.
import { readFileSync } from 'node:fs';
import { random } from './random.mjs';

const encoder = new TextEncoder();
const list = (n, of) => Array.from({ length: n }, (_, i) => of(i));
const pick = (n) => Math.floor(random() * n);
const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const day = () => iso(20_000 + pick(700));
const file = (header, n, row) => encoder.encode(`${header}\n${list(n, row).join('\n')}\n`);
const lines = (n, line) => list(n, line).join('\n');

// ── files of orders ──
const HEAD = '客户,日期,金额';
const order = (name) => `${name},${day()},${pick(100_000) / 100}`;
const ALL = '订单编号,客户,日期,金额,成本,负责人,产品,状态,币种,退款金额';

export const orderFiles = {
  'few customers': (n) => file(HEAD, n, (i) => order(`客户${i % 50}`)),
  'a customer a row': (n) => file(HEAD, n, (i) => order(`客户${i}`)),
  'in quotes': (n) => file(HEAD, n, (i) => `"客""户${i % 50}","${day()}","1,${100 + (i % 900)}.50"`),
  'in words of money': (n) => file(HEAD, n, (i) => `甲${i % 9},${day()},¥${i % 90}.5万元`),
  'day first': (n) => file(HEAD, n, (i) => `甲${i % 9},${1 + (i % 28)}/${1 + (i % 12)}/2026,5`),
  'day or month': (n) => file(HEAD, n, (i) => `甲${i % 9},${1 + (i % 12)}/${1 + (i % 12)}/2026,1.355`),
  'every column': (n) => file(ALL, n, (i) => `SO${i},客户${i},${day()},${i},${i / 2},人${i},货${i},已完成,CNY,0`),
  'a state a row': (n) => file(`${HEAD},状态`, n, (i) => `${order('甲')},态${i}`),
  'nothing right': (n) => file(HEAD, n + 1, (i) => (i === 0 ? order('甲') : `客户${i},昨天${i},多${i}`)),
  'cells above': (n) => file(HEAD, n, (i) => (i % 9 === 0 ? order(`客户${i}`) : '同上,〃,5')),
  'totals': (n) => file(HEAD, n, (i) => (i % 2 === 0 ? order('甲') : `小计${i},,${i}`)),
  'the header again': (n) => file(HEAD, n, (i) => (i % 2 === 0 ? order('甲') : HEAD)),
  'another table': (n) => file(HEAD, n, (i) => (i === 9 ? '负责人,产品,渠道' : order('甲'))),
  'two currencies': (n) => file(`${HEAD},币种`, n, (i) => `${order('甲')},${i % 2 ? 'USD' : 'CNY'}`),
  'stray quotes': (n) => file(HEAD, n, (i) => `"甲"乙${i % 9},${day()},5`),
  'a quote that never closes': (n) => file(HEAD, n, (i) => (i === 9 ? `"甲,${day()},5` : order('甲'))),
  'cells of several lines': (n) => file(HEAD, n / 4, () => `"甲\n乙\n丙\n丁",${day()},5`),
  'one cell of many lines': (n) => file(`${HEAD},备注`, 2, () => `${order('甲')},"${lines(n, (i) => `字${i}`)}"`),
  'one cell': (n) => file(HEAD, 2, () => `${'长'.repeat(n)},${day()},5`),
  'many columns': (n) => file(`${HEAD},${list(n / 20, (i) => `列${i}`)}`, 20, () => `${order('甲')},${list(n / 20, (i) => i)}`),
  'lines above': (n) => encoder.encode(`${lines(Math.min(n, 200), (i) => `说明${i}`)}\n${HEAD}\n${lines(n, () => order('甲'))}\n`),
  'blank lines': (n) => file(HEAD, n, (i) => (i % 2 ? ',,' : order('甲'))),
};

// ── orders as columns ──
const columns = (n, customer, date, amount) => ({
  customer: Uint32Array.from({ length: n }, (_, i) => customer(i, n)),
  date: Int32Array.from({ length: n }, (_, i) => date(i, n)),
  amount: Float64Array.from({ length: n }, (_, i) => amount(i, n)),
});
const anyDay = () => 20_000 + pick(700);
const money = () => pick(1_000_000) / 100;

export const orderColumns = {
  'few customers': (n) => columns(n, (i) => i % 50, anyDay, money),
  'a customer a row': (n) => columns(n, (i) => i, anyDay, money),
  'ten rows a customer': (n) => columns(n, () => pick(n / 10), anyDay, money),
  'one customer': (n) => columns(n, () => 0, anyDay, money),
  'one day': (n) => columns(n, () => pick(n / 10), () => 20_500, money),
  'one amount': (n) => columns(n, () => pick(n / 10), anyDay, () => 5),
  'in order': (n) => columns(n, () => pick(n / 10), (i, all) => 20_000 + Math.floor((700 * i) / all), money),
  'backwards': (n) => columns(n, () => pick(n / 10), (i, all) => 20_700 - Math.floor((700 * i) / all), money),
  'refunds': (n) => columns(n, () => pick(n / 10), anyDay, () => money() - 5_000),
  'no hundredths': (n) => columns(n, () => pick(n / 10), anyDay, () => random() / 3),
  'large and small': (n) => columns(n, () => pick(n / 10), anyDay, (i) => 10 ** ((i % 40) - 20)),
  'every day of centuries': (n) => columns(n, () => pick(n / 10), () => pick(200_000), money),
  'a faithful few': (n) => columns(n, () => Math.floor(random() ** 4 * (n / 10)), anyDay, money),
};

/** The same with customers who differ in how often they buy, as a fit takes them to: elsewhere it takes its last step far from
 * its end, after a number of steps that has nothing to do with how many orders there are. */
export const fittedColumns = Object.fromEntries(
  Object.entries(orderColumns).map(([name, of]) => [name, (n) => ({ ...of(n), customer: orderColumns['a faithful few'](n).customer })]),
);

// ── files of deals ──
const WIDE = '商机编号,客户,负责人,渠道,线索日期,需求确认日期,成单日期,结果,关闭日期,金额,输单原因';
const deal = (i, owner = i % 9) => `D${i},客户${i},人${owner},渠道${i % 5},${iso(20_000 + (i % 300))},${iso(20_310 + (i % 90))},${i % 3 ? '' : iso(20_420 + (i % 90))},${i % 3 ? '输单' : '赢单'},,${i},原因${i % 7}`;

export const dealFiles = {
  'few owners': (n) => file(WIDE, n, (i) => deal(i)),
  'an owner a deal': (n) => file(WIDE, n, (i) => deal(i, i)),
  'one deal again and again': (n) => file(WIDE, n, () => deal(1)),
  'a reason a deal': (n) => file(WIDE, n, (i) => deal(i) + i),
  'bad days': (n) => file(WIDE, n, (i) => `D${i},,,,昨天,前天,,,,,`),
  'day or month': (n) => file('商机编号,线索日期,成单日期', n, (i) => `D${i},${1 + (i % 12)}/${1 + (i % 12)}/2026,`),
  'events': (n) => file('商机编号,阶段,时间', n, (i) => `D${i >> 2},${['线索', 'MQL', '商机', '成单'][i % 4]},${iso(20_000 + (i % 300))}`),
  'events of one deal': (n) => file('商机编号,阶段,时间', n, (i) => `D1,${['线索', '商机'][i % 2]},${iso(20_000 + (i % 300))}`),
  'a stage an event': (n) => file('商机编号,阶段,时间', n, (i) => `D${i},阶段${i},${iso(20_000 + (i % 300))}`),
  'events of 250 stages': (n) => file('商机编号,阶段,时间', n, (i) => `D${i >> 2},阶段${i % 250},${iso(20_000 + (i % 300))}`),
  'totals': (n) => file(WIDE, n, (i) => (i % 2 ? `合计${',5'.repeat(10)}` : deal(i))),
  'cells above': (n) => file(WIDE, n, (i) => (i % 9 ? `D${i},同上,同上,〃,〃,,,,,5,` : deal(i))),
  'stray quotes': (n) => file(WIDE, n, (i) => `"a"${deal(i)}`),
};

// ── events of deals ──
const STAGES = ['线索', 'MQL', 'SQL', '商机', '成单'];
const events = (n, of) => {
  const rows = list(n, (i) => of(i, n));
  const column = (name) => rows.map((row) => row[name]);
  return { deal: column('deal'), stage: column('stage'), time: Float64Array.from(column('time')), owner: column('owner'), value: Float64Array.from(column('value')) };
};
const event = (deal, stage, time, owner = `人${deal % 9}`) => ({ deal: `D${deal}`, stage, time, owner, value: 1_000 });

export const dealEvents = {
  'four events a deal': (n) => events(n, (i) => event(i >> 2, STAGES[i % 4], 20_000 + (i % 300) + 10 * (i % 4))),
  'one event a deal': (n) => events(n, (i) => event(i, STAGES[0], 20_000 + (i % 300))),
  'one deal': (n) => events(n, (i) => event(1, STAGES[i % 5], 20_000 + (i % 300))),
  'two deals, to and fro': (n) => events(n, (i) => event(i % 2, STAGES[i % 3], 20_000 + i / 100)),
  'an owner a deal': (n) => events(n, (i) => event(i >> 2, STAGES[i % 4], 20_000 + (i % 300) + 10 * (i % 4), `人${i >> 2}`)),
  'one day': (n) => events(n, (i) => event(i >> 2, STAGES[i % 5], 20_000)),
  'a time an event': (n) => events(n, (i) => event(i >> 2, STAGES[i % 4], 20_000 + i / 1_000)),
  'in order': (n) => events(n, (i, all) => event(i >> 2, STAGES[i % 5], 20_000 + (600 * i) / all)),
  'backwards': (n) => events(n, (i, all) => event(i >> 2, STAGES[i % 5], 20_600 - (600 * i) / all)),
  'lost': (n) => events(n, (i) => event(i >> 1, i % 2 ? 'lost' : STAGES[i % 4], 20_000 + (i % 300))),
  'stages passed over': (n) => events(n, (i) => event(i >> 1, STAGES[i % 2 ? 4 : 0], 20_000 + (i % 300))),
  'any order': (n) => events(n, () => event(pick(n / 4), STAGES[pick(5)], 20_000 + pick(600))),
  'any order, to the hour': (n) => events(n, () => event(pick(n / 4), STAGES[pick(5)], 20_000 + random() * 600)),
};
export const stages = STAGES;

// ── key figures ──
const kpi = (i, more = {}) => ({ id: `k${i}`, name: `指标${i}`, weight: 1, target: 100, ...more });
const actual = (i) => ({ id: `k${i}`, value: i % 150 });
const PERIOD = { start: '2026-01-01', end: '2026-12-31', asOf: '2026-09-30' };
const card = (n, more = () => ({})) => ({ scorecard: { items: list(n, (i) => kpi(i, more(i))) }, actuals: list(n, actual) });
const nested = (depth) => (depth === 0 ? kpi(0) : { name: `组${depth}`, weight: 1, items: [nested(depth - 1), kpi(depth)] });

export const scorecards = {
  'flat': (n) => card(n),
  'with a period': (n) => ({ ...card(n), options: { period: PERIOD } }),
  'with a goal': (n) => ({ ...card(n), options: { goal: 95, period: PERIOD } }),
  'in groups': (n) => ({ scorecard: { items: list(n / 10, (g) => ({ name: `组${g}`, weight: 1, items: list(10, (i) => kpi(g * 10 + i)) })) }, actuals: list(n, actual) }),
  'one in another, to a depth of 50': (n) => ({ scorecard: { items: list(n / 50, (i) => ({ name: `组${i}`, weight: 1, items: [nested(50)] })) }, actuals: list(n / 50, actual) }),
  'one group': (n) => ({ scorecard: { items: [{ name: '组', weight: 1, items: list(n, (i) => kpi(i)) }] }, actuals: list(n, actual) }),
  'the same id': (n) => ({ scorecard: { items: list(n, () => kpi(0)) }, actuals: [actual(0)] }),
  'unknown actuals': (n) => ({ scorecard: { items: [kpi(0)] }, actuals: list(n, (i) => ({ id: `u${i}`, value: 1 })) }),
  'no actuals': (n) => ({ scorecard: { items: list(n, (i) => kpi(i)) }, actuals: [] }),
  'an actual again and again': (n) => ({ scorecard: { items: [kpi(0)] }, actuals: list(n, () => actual(0)) }),
  'vetoes': (n) => card(n, () => ({ veto: true, gate: 0.9 })),
  'bands': (n) => ({ scorecard: { items: [kpi(0, { scoring: { curve: 'bands', bands: list(n, (i) => ({ from: i / n, score: (100 * i) / n })) } })] }, actuals: [actual(0)] }),
  'the year before': (n) => ({ ...card(n), options: { previous: list(n, actual), lastYear: list(n, actual) } }),
  'history': (n) => ({ ...card(n / 12), options: { period: PERIOD, history: list(n / 12, (i) => ({ id: `k${i}`, values: list(12, (k) => k + i) })) } }),
  'days off': (n) => ({ ...card(5), options: { period: { ...PERIOD, holidays: list(n, (i) => iso(20_454 + (i % 365))) } } }),
};

const member = (i, more = {}) => ({ id: `m${i}`, name: `人${i}`, actuals: [actual(0), { id: 'k1', value: i % 97 }], ...more });
const team = (n, more = () => ({})) => ({ scorecard: { items: [kpi(0), kpi(1)] }, members: list(n, (i) => member(i, more(i))) });

export const teams = {
  'alike': (n) => team(n),
  'all tied': (n) => ({ scorecard: { items: [kpi(0)] }, members: list(n, (i) => ({ id: `m${i}`, actuals: [actual(5)] })) }),
  'no two tied': (n) => ({ scorecard: { items: [kpi(0)] }, members: list(n, (i) => ({ id: `m${i}`, actuals: [{ id: 'k0', value: (100 * i) / n }] })) }),
  'in ten groups': (n) => team(n, (i) => ({ group: `g${i % 10}` })),
  'a group each': (n) => team(n, (i) => ({ group: `g${i}` })),
  'own targets': (n) => team(n, (i) => ({ targets: [{ id: 'k0', value: 50 + (i % 9) }] })),
  'nothing known': (n) => team(n, () => ({ actuals: [] })),
  'one name': (n) => team(n, () => ({ name: '甲' })),
  'the same id': (n) => team(n, () => ({ id: 'm' })),
  'part of the period': (n) => ({ ...team(n, () => ({ from: '2026-03-01', until: '2026-06-30' })), options: { period: PERIOD } }),
  'a period': (n) => ({ ...team(n), options: { period: PERIOD } }),
  'the period before': (n) => team(n, () => ({ previous: [actual(0)] })),
  'two members, many figures': (n) => ({ scorecard: { items: list(n, (i) => kpi(i)) }, members: list(2, (m) => ({ id: `m${m}`, actuals: list(n, actual) })) }),
};

const tiers = (n) => list(n, (i) => ({ from: i * 10, rate: 0.01 + i / (100 * n) }));
export const commissions = {
  'one rate': (n) => ({ plan: { rate: 0.02 }, sales: list(n, (i) => ({ sales: i })) }),
  'two tiers': (n) => ({ plan: { tiers: tiers(2) }, sales: list(n, (i) => ({ sales: i })) }),
  'many tiers': (n) => ({ plan: { tiers: tiers(n) }, sales: [{ sales: 5 * n }] }),
  'of margins': (n) => ({ plan: { base: 'margin', rate: 0.1 }, sales: list(n, (i) => ({ sales: i, cost: i / 2 })) }),
  'a cap': (n) => ({ plan: { tiers: tiers(5), cap: 3 }, sales: list(n, (i) => ({ sales: i })) }),
};

// ── files of actuals ──
export const actualFiles = {
  'a figure a row': (n) => file('指标,实际', n, (i) => `指标${i},${i}`),
  'a person a row': (n) => file('姓名,指标,实际', n, (i) => `人${i},销售总额,${i}`),
  'a month a row': (n) => file('月份,指标,实际', n, (i) => `2026-${String(1 + (i % 12)).padStart(2, '0')},销售总额,${i}`),
  'a person and month a row': (n) => file('姓名,月份,指标,实际', n, (i) => `人${i % 999},2026-${String(1 + (i % 12)).padStart(2, '0')},指标${i % 7},${i}`),
  'with targets': (n) => file('姓名,指标,实际,目标', n, (i) => `人${i},回款率,93%,95%`),
  'percent or fraction': (n) => file('姓名,指标,实际', n, (i) => `人${i},回款率,${i % 2 ? 93 : 0.93}`),
  'open rates': (n) => file('姓名,指标,实际', n, (i) => `人${i},回款率,4`),
  'bad values': (n) => file('姓名,指标,实际', n, (i) => `人${i},销售总额,良好${i}`),
  'units': (n) => file('姓名,指标,实际,单位', n, (i) => `人${i},销售总额,1.2,万元`),
  'the same again': (n) => file('姓名,指标,实际', n, () => '人,销售总额,5'),
  'people down, figures across': (n) => file('姓名,销售总额,回款率,毛利率', n, (i) => `人${i},${i},0.9,30%`),
  'many columns': (n) => file(`姓名,销售总额,${list(n / 20, (i) => `指标${i}`)}`, 20, (i) => `人${i},5,${list(n / 20, (k) => k)}`),
  'totals': (n) => file('姓名,指标,实际', n, (i) => (i % 2 ? `合计,销售总额,${i}` : `人${i},销售总额,5`)),
};

// ── plans ──
const SAMPLE = readFileSync(new URL('../www/samples/plan.md', import.meta.url), 'utf8');
const CLEAN = readFileSync(new URL('../tests/fixtures/plan_clean.md', import.meta.url), 'utf8');
const repeated = (text) => (n) => text.repeat(Math.ceil(n / text.length)).slice(0, n);
const numbered = (line) => (n) => {
  const [found, most] = [[], n];
  for (let i = 0, length = 0; length < most; i++) {
    found.push(line(i));
    length += found[i].length + 1;
  }
  return found.join('\n');
};

/** Texts of n characters. */
export const plans = {
  'the sample again and again': repeated(SAMPLE),
  'a clean plan again and again': repeated(CLEAN),
  'the sample on one line': repeated(SAMPLE.replaceAll('\n', ' ')),
  'a line of dates': repeated('2026年12月31日'),
  'a line of amounts': repeated('12,345.6万元'),
  'a line of percents': repeated('增长20%，'),
  'a line of digits': repeated('1234567890'),
  'a line of one character': repeated('销'),
  'a line of letters': repeated('increase revenue by 20% '),
  'a line of brackets': repeated('（【'),
  'a line of marks': repeated('，。；：'),
  'a line of bars': repeated('| 销售额 '),
  'a line of items': (n) => numbered((i) => `${i}. 新增客户${i}家；`)(n).replaceAll('\n', ''),
  'blank lines': repeated('\n'),
  'headings': numbered((i) => `# 标题${i}`),
  'the same heading': repeated('## 目标\n'),
  'headings of all levels': numbered((i) => `${'#'.repeat(1 + (i % 6))} 第${i}节`),
  'goals': numbered((i) => `- 销售额增长${i}%，2026年12月31日前完成，负责人：张三`),
  'a goal, a name each': numbered((i) => `- 指标甲${i}乙达到${i}万元`),
  'goals that contradict': numbered((i) => `销售额目标${i}万元`),
  'actions': numbered((i) => `${i}. 4月${1 + (i % 28)}日前由李四拜访客户${i}`),
  'weights': numbered((i) => `销售额权重${i % 100}%`),
  'budgets': numbered((i) => `差旅费${i}万元，合计${i * 3}万元`),
  'a table': (n) => `| 指标 | 目标 | 权重 |\n| --- | --- | --- |\n${numbered((i) => `| 指标${i} | ${i}万元 | ${i % 30}% |`)(n)}`,
  'many tables': numbered((i) => `\n| 指标 | 目标 |\n| --- | --- |\n| 销售额 | ${i} |`),
  'a wide table': (n) => `|${list(n / 12, (i) => `c${i}|`).join('')}\n|${'-|'.repeat(n / 12)}\n|${list(n / 12, (i) => `${i}|`).join('')}\n`,
  'quarters': numbered((i) => `Q${1 + (i % 4)}：销售额${i}万元`),
  'people': numbered((i) => `负责人：王${i}，销售额${i}万元`),
  'in English': numbered((i) => `- Increase revenue by ${i}% to 12 million by 31 December 2026 (owner: Ann)`),
  'comments': repeated('<!-- planscore-ignore G001 -->\n'),
};
