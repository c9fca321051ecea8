/** What `--help` says. */
import type { Locale } from '../types.js';
import type { Command, Words } from './answer.js';

const COMMON: Record<string, Words> = {
  'format FORM': {
    'zh-CN': 'table（默认）、csv、html、json；check 另有 sarif',
    en: 'table (default), csv, html, json; check also sarif',
  },
  'locale LANG': { 'zh-CN': 'zh-CN 或 en，默认随终端', en: 'zh-CN or en; default: that of the terminal' },
  'out FILE': { 'zh-CN': '写入文件，而不是标准输出', en: 'writes a file in place of standard output' },
  'fail-on LEVEL': {
    'zh-CN': '达到该级别时退出码为 1：error（默认）、warning、info、never',
    en: 'the exit code is 1 from this level on: error (default), warning, info, never',
  },
};

const listed = (entries: [string, Words][], locale: Locale): string =>
  entries.map(([name, words]) => `  ${name.padEnd(16)}${words[locale]}\n`).join('');

/** All commands. */
export function help(commands: Record<string, Command>, locale: Locale): string {
  const all = Object.entries(commands);
  const head =
    locale === 'en'
      ? 'planscore scores sales plans on this machine; nothing is uploaded.'
      : 'planscore 在本机检查销售计划，不上传任何数据。';
  const codes =
    locale === 'en'
      ? 'Exit codes: 0 nothing grave, 1 findings, 2 a file or an option was not understood.\n' +
        'Without a file standard input is read.'
      : '退出码：0 无严重问题，1 有问题，2 文件或选项无法识别。不写文件时读取标准输入。';
  const summaries = all.map(([name, { summary }]): [string, Words] => [name, summary]);
  const options = Object.entries(COMMON).map(([name, words]): [string, Words] => [`--${name}`, words]);
  const examples = all.map(([, { example }]) => `  npx ${example}\n`).join('');
  return `${head}\n\n${listed(summaries, locale)}\n${listed(options, locale)}\n${codes}\n\n${examples}`;
}

/** One command. */
export function helpOf({ summary, usage, example, options }: Command, locale: Locale): string {
  const own = Object.entries({ ...options, ...COMMON }).map(([name, words]): [string, Words] => [`--${name}`, words]);
  const head = locale === 'en' ? 'Example' : '示例';
  return `${usage}\n${summary[locale]}\n\n${listed(own, locale)}\n${head}: npx ${example}\n`;
}
