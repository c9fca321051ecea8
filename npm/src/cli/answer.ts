/** What a command is and what it answers. */
import type { FindingSeverity, Locale, SarifLog } from '../types.js';
import type { Table } from './table.js';

/** A text in both languages. */
export type Words = Record<Locale, string>;

/** What a command was asked, beside its own options. */
export interface Asked {
  files: string[];
  locale: Locale;
  options: Record<string, string | undefined>;
  /** Tells how far it is, on a terminal. */
  progress: (done: number, of: number, what: string) => void;
}

/** An answer in every form that the command knows. */
export interface Answer {
  /** What programs get. */
  json: unknown;
  /** What people get; the first is also the CSV. */
  tables: Table[];
  /** What else is to be said. */
  notes?: string[];
  /** The gravest finding. */
  severity?: FindingSeverity | null;
  /** Files that could not be read, with why. */
  refused?: string[];
  csv?: () => string | Uint8Array;
  html?: () => string;
  sarif?: () => SarifLog;
  /** The answer is a text as it stands. */
  text?: string;
}

/** One command. */
export interface Command {
  summary: Words;
  usage: string;
  example: string;
  /** Its own options, each with what it means. */
  options: Record<string, Words>;
  /** Whether standard input stands in where no file is named. */
  readsFiles: boolean;
  run(asked: Asked): Promise<Answer>;
}
