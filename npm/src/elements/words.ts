/** The elements' own words. Messages of findings and errors come from the engines. */
import type { KpiStatus, Locale, SectionKind } from '../types.js';
import { CUSTOMERS } from './words/customers.js';
import { FUNNEL } from './words/funnel.js';
import { PLAN } from './words/plan.js';
import { REVIEW } from './words/review.js';
import { SCORES } from './words/scores.js';
import { SHARED } from './words/shared.js';
import { TEAM } from './words/team.js';

const WORDS = { ...SHARED, ...SCORES, ...FUNNEL, ...CUSTOMERS, ...PLAN, ...REVIEW, ...TEAM };

export type Word = keyof typeof WORDS;

/** A word in a language. */
export function word(name: Word, locale: Locale): string {
  return WORDS[name][locale === 'zh-CN' ? 0 : 1];
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

export function statusName(status: KpiStatus, locale: Locale): string {
  return STATUS[status][locale === 'zh-CN' ? 0 : 1];
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

export function sectionName(kind: SectionKind, locale: Locale): string {
  return SECTIONS[kind][locale === 'zh-CN' ? 0 : 1];
}
