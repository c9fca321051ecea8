/** The same for Node, which reads the module from the disk. */
import { readFile } from 'node:fs/promises';
import { filesFrom } from './files-api.js';

export const { xlsxToCsv, xlsxTable, xlsxSheets, docxToMarkdown } = filesFrom(() =>
  readFile(new URL('./planscore-files.wasm', import.meta.url)),
);
export { PlanscoreError } from './errors.js';
export type { SheetTable } from './files-api.js';
