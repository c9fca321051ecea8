/** The generated glue of the second module. */
import type { InitSource } from './types.js';

export default function load(source: { module_or_path: InitSource | Promise<InitSource> }): Promise<unknown>;
export function xlsxToCsv(bytes: Uint8Array, sheet?: string): Uint8Array;
export function xlsxTable(bytes: Uint8Array, sheet?: string): [string, Uint8Array, ...[string, 'hidden' | 'chart' | 'empty'][]];
export function xlsxSheets(bytes: Uint8Array): string[];
export function docxToMarkdown(bytes: Uint8Array): string;
