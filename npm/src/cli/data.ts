/** `planscore tiers` and `planscore funnel`: what orders and deals say. */
import { Deals, Orders } from '../datasets.js';
import { analyzeFunnel, segmentCustomers } from '../engines.js';
import type { TierTableName } from '../queries.js';
import type { IsoDate } from '../types.js';
import type { Answer, Asked, Command } from './answer.js';
import { tableOf } from './input.js';
import { one } from './one.js';
import { dataOf, quality } from './why.js';

const AS_OF = {
  'zh-CN': '从哪一天看（YYYY-MM-DD），默认为数据的最后一天',
  en: 'the day it is seen from (YYYY-MM-DD); default: the last day of the data',
};

async function runTiers({ files, locale, options }: Asked): Promise<Answer> {
  const { csv, decisions } = await tableOf(one(files, locale), locale);
  const orders = Orders.fromCsv(csv, { locale });
  const read = dataOf(orders, decisions);
  const tiers = segmentCustomers(orders, {
    locale,
    asOf: (options['as-of'] as IsoDate | undefined) ?? null,
    ...(options.tiers === undefined ? {} : { tiers: options.tiers as TierTableName }),
  });
  const { summary } = tiers;
  const heads =
    locale === 'en'
      ? ['tier', 'customers', 'share %', 'revenue', 'share %', 'median days since', 'what to do']
      : ['层级', '客户数', '占比 %', '金额', '占比 %', '多少天没下单（中位数）', '建议'];
  const rows = summary.tiers.map((tier) => [
    tier.name,
    tier.customers,
    tier.share * 100,
    tier.revenue,
    tier.revenueShare * 100,
    tier.customers > 0 ? tier.medianRecency : null,
    tier.advice,
  ]);
  return {
    json: { summary, customers: tiers.rows({ limit: tiers.length }), data: read },
    tables: [{ heads, rows }],
    notes: quality(read, locale),
    csv: () => tiers.toCsv(),
  };
}

async function runFunnel({ files, locale, options }: Asked): Promise<Answer> {
  const { csv, decisions } = await tableOf(one(files, locale), locale);
  const deals = Deals.fromCsv(csv, { locale });
  const read = dataOf(deals, decisions);
  const report = analyzeFunnel(deals, { locale, asOf: (options['as-of'] as IsoDate | undefined) ?? null });
  const heads =
    locale === 'en'
      ? ['stage', 'entered', 'advanced', 'lost', 'open', 'conversion %', 'median days']
      : ['阶段', '进入', '推进', '输单', '在手', '推进率 %', '停留天数（中位数）'];
  const rows = report.stages.map(({ stage, entered, advanced, lost, open, conversion, days }) => [
    stage,
    entered,
    advanced,
    lost,
    open,
    conversion.rate === null ? null : conversion.rate * 100,
    days.p50,
  ]);
  const judged = report.bottleneck?.because ?? report.noBottleneckBecause;
  return {
    json: { report, data: read },
    tables: [{ heads, rows }],
    notes: [...(judged === null ? [] : [judged]), ...quality(read, locale)],
  };
}

export const tiers: Command = {
  summary: { 'zh-CN': '按最近下单、下单次数、金额给客户分层', en: 'sorts customers into tiers' },
  usage: 'planscore tiers [FILE]',
  example: 'planscore tiers orders.csv --as-of 2026-09-30 --format csv --out customers.csv',
  options: {
    'as-of': AS_OF,
    tiers: {
      'zh-CN': '层级表：salesPlan（默认）、eightSegments、tenSegments、rPackage',
      en: 'table of tiers: salesPlan (default), eightSegments, tenSegments, rPackage',
    },
  },
  readsFiles: true,
  run: runTiers,
};

export const funnel: Command = {
  summary: { 'zh-CN': '找出漏斗的瓶颈', en: "finds the funnel's bottleneck" },
  usage: 'planscore funnel [FILE]',
  example: 'planscore funnel deals.xlsx --locale zh-CN',
  options: { 'as-of': AS_OF },
  readsFiles: true,
  run: runFunnel,
};
