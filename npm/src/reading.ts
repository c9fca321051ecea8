/** Actuals from a file, what a file is, and files to fill in. */
import * as raw from 'planscore-raw';
import { asBytes, asText } from './arguments.js';
import type { ActualsCsvOptions, Bytes } from './columns.js';
import { planSkeleton } from './engines.js';
import { call } from './runtime.js';
import { decoded, Feed, whole } from './stream.js';
import type { ActualsFile, LocaleOptions, Recognized } from './types.js';

/**
 * Reads a file of actuals, CSV or TSV: a row a figure, with its name or id and what was reached; target, unit, person and
 * period may stand beside them. Rates become fractions, however they are written.
 *
 * @example
 * const bytes = new TextEncoder().encode('指标,目标,实际\n回款率,95%,93\n销售总额,120万,96万\n');
 * const { groups, decisions } = readActuals(bytes);
 * console.log(groups[0].actuals[0].value); // 0.93
 */
export function readActuals(bytes: Bytes, options: ActualsCsvOptions = {}): ActualsFile {
  const { encoding, ...rest } = options ?? {};
  const open = () => raw.FileReader.actuals(rest);
  return whole(new Feed(open, (reader) => reader.finishActuals(), encoding), bytes);
}

/**
 * What a file is by its beginning (64 KB are enough): orders, deals, actuals, a table whose columns have to be named,
 * or a plan. Workbooks, documents, pictures and the like are refused with a code that says what they are.
 *
 * @example
 * const { kind } = recognize(new TextEncoder().encode('客户,下单日期,金额\n甲,2026-03-05,1200\n'));
 * console.log(kind); // orders
 */
export function recognize(head: Bytes): Recognized {
  const bytes = asBytes(head);
  return call(() => raw.recognize(decoded(bytes)));
}

/** What there are files to fill in for. */
export type TemplateKind = 'orders' | 'deals' | 'actuals' | 'plan';

/**
 * A small file to fill in: CSV that Excel opens as it is, with remarks above the header and example rows, or for a plan
 * its headings and questions as Markdown. It reads back without a question.
 *
 * @example
 * const csv = template('orders', { locale: 'en' });
 * const orders = Orders.fromCsv(new TextEncoder().encode(csv));
 * console.log(orders.issues.length); // 0
 */
export function template(kind: TemplateKind, options: LocaleOptions = {}): string {
  if (kind === 'plan') return planSkeleton('general', options);
  return call(() => raw.template(asText(kind, 'kind'), options));
}
