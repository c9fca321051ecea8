/** Reads the command line, asks one command, writes its answer. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { init } from '../node.js';
import type { FindingSeverity, Locale } from '../types.js';
import { version } from '../version.js';
import type { Answer, Command } from './answer.js';
import { check } from './check.js';
import { funnel, tiers } from './data.js';
import { help, helpOf } from './help.js';
import { STDIN } from './input.js';
import { Misuse } from './misuse.js';
import { review, score, template } from './plan.js';
import { asCsv, asHtml, asText } from './table.js';
import { why } from './why.js';

const COMMANDS: Record<string, Command> = { check, review, tiers, funnel, score, template };

/** What the process answers with: a finding that fails, and a question or a file that was not understood. */
const EXIT = { fine: 0, found: 1, refused: 2 } as const;
const SEVERITIES: readonly (FindingSeverity | 'never')[] = ['info', 'warning', 'error', 'never'];

/** The language that is asked for, or the terminal's: Chinese unless it is English. */
function localeOf(given: string | undefined): Locale {
  if (given === 'en' || given === 'zh-CN') return given;
  if (given !== undefined) throw new Misuse(`--locale: zh-CN, en`);
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('en') ? 'en' : 'zh-CN';
}

/** Nothing but a terminal is told how far the work is, and its line is taken back. */
function progress(done: number, of: number, what: string): void {
  if (!process.stderr.isTTY || of < 2) return;
  process.stderr.write(`\r\x1b[K${done + 1}/${of} ${what}`);
}

function written(answer: Answer, format: string, command: string, locale: Locale): string | Uint8Array {
  const { tables, notes = [] } = answer;
  const refusal = new Misuse(`--format ${format}: planscore ${command} --help`);
  switch (format) {
    case 'table':
      return answer.text ?? `${[...tables.map(asText), notes.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
    case 'json':
      return `${JSON.stringify(answer.json, null, 2)}\n`;
    case 'csv': {
      const [first] = tables;
      if (answer.csv) return answer.csv();
      if (first === undefined) throw refusal;
      return asCsv(first);
    }
    case 'html':
      if (answer.text !== undefined) throw refusal;
      return answer.html?.() ?? asHtml(`planscore ${command}`, locale, tables, notes);
    case 'sarif':
      if (!answer.sarif) throw refusal;
      return `${JSON.stringify(answer.sarif(), null, 2)}\n`;
    default:
      throw refusal;
  }
}

function exitCode({ severity, refused = [] }: Answer, failOn: string): number {
  if (refused.length > 0) return EXIT.refused;
  const least = SEVERITIES.indexOf(failOn as FindingSeverity);
  if (least < 0) throw new Misuse(`--fail-on: ${SEVERITIES.join(', ')}`);
  return severity && SEVERITIES.indexOf(severity) >= least ? EXIT.found : EXIT.fine;
}

async function answered(
  name: string,
  command: Command,
  args: string[],
  said: (locale: Locale) => void,
): Promise<number> {
  const text = { type: 'string' } as const;
  const own = Object.fromEntries(Object.keys(command.options).map((option) => [option, text]));
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...own, format: text, locale: text, out: text, 'fail-on': text, help: { type: 'boolean', short: 'h' } },
  });
  const { format = 'table', locale: given, out, 'fail-on': failOn = 'error', help: wantsHelp, ...options } = values;
  const locale = localeOf(given as string | undefined);
  said(locale);
  if (wantsHelp) {
    process.stdout.write(helpOf(command, locale));
    return EXIT.fine;
  }
  await init();
  const files = command.readsFiles && positionals.length === 0 ? [STDIN] : positionals;
  const answer = await command.run({ files, locale, options: options as Record<string, string>, progress });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const code = exitCode(answer, failOn as string);
  const output = written(answer, format as string, name, locale);
  if (out === undefined) process.stdout.write(output);
  else await writeFile(out as string, output);
  for (const line of answer.refused ?? []) process.stderr.write(`${line}\n`);
  return code;
}

/** The exit code. */
export async function main(args: string[]): Promise<number> {
  const [name = '--help', ...rest] = args;
  let locale: Locale = localeOf(undefined);
  try {
    if (name === '--version') process.stdout.write(`${version}\n`);
    else if (['--help', '-h', 'help'].includes(name)) process.stdout.write(help(COMMANDS, locale));
    else {
      const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
      if (command === undefined) throw new Misuse(`planscore ${name}?\n\n${help(COMMANDS, locale)}`);
      return await answered(name, command, rest, (asked) => (locale = asked));
    }
    return EXIT.fine;
  } catch (error) {
    process.stderr.write(`${why(error, locale)}\n`);
    return EXIT.refused;
  }
}
