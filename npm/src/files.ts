/** .xlsx to CSV and .docx to Markdown, by a second module that is loaded when first asked. */
import { filesFrom } from './files-api.js';

export const { xlsxToCsv, xlsxTable, xlsxSheets, docxToMarkdown } = filesFrom(
  () => new URL('./planscore-files.wasm', import.meta.url),
);
export { PlanscoreError } from './errors.js';
export type { SheetTable } from './files-api.js';
