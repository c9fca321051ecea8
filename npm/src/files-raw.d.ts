/** The generated glue of the second module. */
import type { InitSource } from './types.js';

export default function load(source: { module_or_path: InitSource | Promise<InitSource> }): Promise<unknown>;
export function xlsxToCsv(bytes: Uint8Array, sheet?: string): Uint8Array;
export function xlsxSheets(bytes: Uint8Array): string[];
export function docxToMarkdown(bytes: Uint8Array): string;
