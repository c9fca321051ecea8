/** What the second module answers, once it is loaded. */
import load, * as raw from 'planscore-files-raw';
import { asBytes, asText } from './arguments.js';
import type { Bytes } from './columns.js';
import { fromCore, fromTrap } from './errors.js';
import { compiled, notLoaded } from './module.js';
import { checkPlatform } from './requirements.js';
import type { InitSource } from './source.js';
import type { Decision, Locale } from './types.js';

/** A sheet as CSV in UTF-8, and how it was found. */
export interface SheetTable {
  /** Its name. */
  sheet: string;
  /** What it says, as CSV in UTF-8. */
  csv: Uint8Array;
  /** A decision for each sheet that was passed over on the way to it. */
  decisions: Decision[];
}

/** The functions of `planscore/files`. */
export interface Files {
  /**
   * A sheet as CSV in UTF-8: the one named, else the first that is not hidden and holds a table.
   *
   * @example
   * const orders = Orders.fromCsv(await xlsxToCsv(xlsx));
   */
  xlsxToCsv(bytes: Bytes, options?: { sheet?: string }): Promise<Uint8Array>;
  /**
   * The same, and which sheets were passed over: hidden ones, charts, sheets without a table.
   *
   * @example
   * const { sheet, csv, decisions } = await xlsxTable(xlsx);
   */
  xlsxTable(bytes: Bytes, options?: { sheet?: string; locale?: Locale }): Promise<SheetTable>;
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

function sheetOf(options?: { sheet?: string } | null): string | undefined {
  const sheet = options?.sheet;
  return sheet === undefined ? undefined : asText(sheet, 'sheet');
}

const PASSED_OVER = {
  hidden: ['隐藏的工作表', 'a hidden sheet'],
  chart: ['图表工作表', 'a sheet of a chart'],
  empty: ['没有表格的工作表', 'a sheet without a table'],
} as const;

function passedOver(sheet: string, because: keyof typeof PASSED_OVER, locale: Locale): Decision {
  const [zh, en] = PASSED_OVER[because];
  const isEnglish = locale === 'en';
  return {
    code: 'files/sheet-passed-over',
    rows: 0,
    column: null,
    example: sheet,
    message: isEnglish ? `"${sheet}" is ${en} and was passed over` : `“${sheet}”是${zh}，已跳过`,
    remedy: isEnglish ? 'if that is wrong, name the sheet with the option sheet' : '如果不对，请用选项 sheet 指定工作表',
    option: 'sheet',
  };
}

/**
 * The functions, over a module that is loaded from `source` when the first of them is called.
 * @internal
 */
export function filesFrom(source: () => InitSource | Promise<InitSource>): Files {
  let loading: Promise<WebAssembly.Memory> | null = null;
  async function ask<T>(question: () => T): Promise<T> {
    loading ??= Promise.resolve()
      .then(checkPlatform)
      .then(source)
      .then(compiled)
      .then((module) => load({ module_or_path: module }))
      .then(({ memory }) => memory)
      .catch((cause: unknown) => {
        loading = null;
        throw notLoaded(cause);
      });
    const memory = await loading;
    try {
      return question();
    } catch (error) {
      throw fromCore(fromTrap(error, memory));
    }
  }
  return {
    xlsxToCsv: (bytes, options) => ask(() => raw.xlsxToCsv(asBytes(bytes), sheetOf(options))),
    xlsxTable: (bytes, options) =>
      ask(() => {
        const [sheet, csv, ...others] = raw.xlsxTable(asBytes(bytes), sheetOf(options));
        const locale = options?.locale ?? 'zh-CN';
        return { sheet, csv, decisions: others.map(([name, because]) => passedOver(name, because, locale)) };
      }),
    xlsxSheets: (bytes) => ask(() => raw.xlsxSheets(asBytes(bytes))),
    docxToMarkdown: (bytes) => ask(() => raw.docxToMarkdown(asBytes(bytes))),
  };
}
