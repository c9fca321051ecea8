/** What the commands read: files by their kinds, or standard input. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { docxToMarkdown, xlsxTable } from '../files-node.js';
import type { Decision, Locale } from '../types.js';

/** Standard input, by the name that commands give it. */
export const STDIN = '-';

async function bytesOf(path: string): Promise<Uint8Array> {
  if (path !== STDIN) return readFile(path);
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** Text in UTF-8, or in GB18030 where it is none. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** A plan's text: Markdown, plain text, or a Word document. */
export async function planText(path: string): Promise<string> {
  const bytes = await bytesOf(path);
  return extname(path).toLowerCase() === '.docx' ? docxToMarkdown(bytes) : decoded(bytes);
}

/** A table as CSV, and what was decided on the way: of a workbook the first sheet with a table. */
export async function tableOf(path: string, locale: Locale): Promise<{ csv: Uint8Array; decisions: Decision[] }> {
  const bytes = await bytesOf(path);
  return extname(path).toLowerCase() === '.xlsx' ? xlsxTable(bytes, { locale }) : { csv: bytes, decisions: [] };
}

/** What a JSON file holds. */
export async function json(path: string): Promise<unknown> {
  return JSON.parse(decoded(await bytesOf(path))) as unknown;
}
