/** The same for Node, which reads the module from the disk. */
import { readBeside } from './beside-node.js';
import { filesFrom } from './files-api.js';

export const { xlsxToCsv, xlsxTable, xlsxSheets, docxToMarkdown } = filesFrom(() =>
  readBeside(
    () => new URL('./planscore-files.wasm', import.meta.url),
    () => import('./packed-files.js'),
  ),
);
export { PlanscoreError } from './errors.js';
export type { SheetTable } from './files-api.js';
