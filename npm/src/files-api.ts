/** What the second module answers, once it is loaded. */
import load, * as raw from 'planscore-files-raw';
import { asBytes, asText } from './arguments.js';
import type { Bytes } from './columns.js';
import { fromCore, PlanscoreError } from './errors.js';
import type { InitSource } from './source.js';

/** The functions of `planscore/files`. */
export interface Files {
  /**
   * A sheet (the first one, or the one named) as CSV in UTF-8.
   *
   * @example
   * const orders = Orders.fromCsv(await xlsxToCsv(xlsx));
   */
  xlsxToCsv(bytes: Bytes, options?: { sheet?: string }): Promise<Uint8Array>;
  /**
   * The names of a workbook's sheets.
   *
   * @example
   * const [first] = await xlsxSheets(xlsx);
   */
  xlsxSheets(bytes: Bytes): Promise<string[]>;
  /**
   * A document as Markdown.
   *
   * @example
   * const { findings } = checkPlan(await docxToMarkdown(docx));
   */
  docxToMarkdown(bytes: Bytes): Promise<string>;
}

/**
 * The functions, over a module that is loaded from `source` when the first of them is called.
 * @internal
 */
export function filesFrom(source: () => InitSource | Promise<InitSource>): Files {
  let loading: Promise<unknown> | null = null;
  async function ask<T>(question: () => T): Promise<T> {
    loading ??= Promise.resolve()
      .then(source)
      .then((from) => load({ module_or_path: from }))
      .catch((cause: unknown) => {
        loading = null;
        throw new PlanscoreError(
          'init/failed',
          {
            'zh-CN': `读取 Office 文件的模块加载失败：${String(cause)}`,
            en: `the module that reads Office files did not load: ${String(cause)}`,
          },
          { cause },
        );
      });
    await loading;
    try {
      return question();
    } catch (error) {
      throw fromCore(error);
    }
  }
  return {
    xlsxToCsv: (bytes, { sheet } = {}) =>
      ask(() => raw.xlsxToCsv(asBytes(bytes), sheet === undefined ? undefined : asText(sheet, 'sheet'))),
    xlsxSheets: (bytes) => ask(() => raw.xlsxSheets(asBytes(bytes))),
    docxToMarkdown: (bytes) => ask(() => raw.docxToMarkdown(asBytes(bytes))),
  };
}
