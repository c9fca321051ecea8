/** Tells what a dropped file is from its content, and reads it. */
import { PlanscoreError, type ActualsCsvOptions, type DealsCsvOptions, type OrdersCsvOptions, type Recognized } from 'planscore';
import type { Client, Control, RemoteDeals, RemoteOrders } from 'planscore/worker';
import { decode } from './decode.js';
import { locale, t } from './i18n.js';
import { office } from './platform.js';
import type { KpiFile, ReadKind, Reading, Table, TableKind } from './session.js';

/** What a file turned out to be. */
export type Source =
  | { kind: 'plan'; name: string; text: string }
  | { kind: 'kpis'; name: string; file: KpiFile }
  | { kind: TableKind; table: Table; data: RemoteOrders | RemoteDeals };

/** A file that cannot be used, with words for the user. */
export class Unusable extends Error {}

/** A table whose columns the user must name. */
export class Unmapped extends Error {
  constructor(
    readonly kind: ReadKind,
    readonly headers: string[],
    readonly file: File,
    override readonly cause: PlanscoreError,
  ) {
    super(cause.message);
  }
}

/** The beginning of a file, enough to tell what it is. */
export async function headOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, 65_536).arrayBuffer());
}

function kpisFrom(text: string): KpiFile {
  try {
    const file = JSON.parse(text) as KpiFile;
    if (Array.isArray(file.actuals)) return file;
  } catch {
    // Falls through to the one explanation for both.
  }
  throw new Unusable(t('badJson'));
}

/** Actuals of a table, of its latest period: those of the whole group, or the group's of all its people. */
async function actualsFrom(client: Client, original: File, reading: Reading): Promise<KpiFile> {
  const { file, decisions: sheets } = await unpacked(original, reading.sheet);
  const { sheet: _, ...how } = reading;
  const options = { ...how, locale: locale() } as ActualsCsvOptions;
  const found = await client.readActuals(new Uint8Array(await file.arrayBuffer()), options);
  const { groups, columns, rows, issues } = found;
  const decisions = [...sheets, ...found.decisions];
  const period = groups.at(-1)?.period ?? null;
  const latest = groups.filter((group) => group.period === period);
  const own = latest.length === 1 ? latest[0] : latest.find(({ person }) => person === null);
  const read = { original, reading, columns, rows, decisions, issues };
  if (own !== undefined) return { actuals: own.actuals, targets: own.targets, read };
  const ids = [...new Set(latest.flatMap(({ actuals }) => actuals.map(({ id }) => id)))];
  const members = latest.map(({ person, actuals }) => ({ id: person as string, actuals }));
  const { team } = await client.scoreTeam({ items: ids.map((id) => ({ id, weight: 1 })) }, members, {
    locale: locale(),
  });
  const actuals = team.items.flatMap(({ id, actual }) => (actual === null ? [] : [{ id, value: actual }]));
  // Rates of people make none of the group without their parts.
  const left = team.items.filter(({ actual }) => actual === null);
  const told = left.map(({ name }) => ({
    code: 'page/rates-of-people',
    row: null,
    column: name,
    value: null,
    message: t('ratesOfPeople'),
  }));
  return { actuals, targets: [], read: { ...read, issues: [...issues, ...told] } };
}

/** Reads one file or several joined ones as a data set. */
export async function dataOf(
  client: Client,
  kind: 'orders',
  file: File,
  reading: Reading,
  control: Control,
): Promise<RemoteOrders>;
export async function dataOf(
  client: Client,
  kind: 'deals',
  file: File,
  reading: Reading,
  control: Control,
): Promise<RemoteDeals>;
export async function dataOf(
  client: Client,
  kind: TableKind,
  file: File,
  { sheet: _, ...reading }: Reading,
  control: Control,
): Promise<RemoteOrders | RemoteDeals> {
  const options = { ...reading, locale: locale() };
  if (kind === 'orders') return client.Orders.fromFile(file, options as OrdersCsvOptions, control);
  const { leaveOut: _states, ...rest } = options;
  return client.Deals.fromFile(file, rest as DealsCsvOptions, control);
}

/** What a data set covers: from the month of the first order to the last day. */
export async function spanOf(client: Client, kind: TableKind, data: RemoteOrders | RemoteDeals): Promise<string> {
  try {
    if (kind === 'deals') {
      const day = (await client.analyzeFunnel(data as RemoteDeals)).asOf;
      return day === null ? '' : t('until', { day });
    }
    const { cohorts, asOf } = await client.customerRetention(data as RemoteOrders, { limit: 1 });
    const first = cohorts[0]?.start.slice(0, 7);
    return first === undefined || asOf.startsWith(first) ? asOf : `${first} – ${asOf}`;
  } catch {
    return '';
  }
}

/** A table of orders or deals. */
async function tableAs(
  client: Client,
  kind: TableKind,
  original: File,
  reading: Reading,
  control: Control,
): Promise<Source & { kind: TableKind }> {
  const { file, decisions } = await unpacked(original, reading.sheet);
  const data =
    kind === 'orders'
      ? await dataOf(client, kind, file, reading, control)
      : await dataOf(client, kind, file, reading, control);
  const table: Table = {
    kind,
    name: original.name,
    original,
    file,
    reading,
    columns: data.columns,
    decisions: [...decisions, ...data.decisions],
    rows: data.rows,
  };
  return { kind, table, data };
}

/** Reads a table as what the user says it is. */
export async function readAs(
  client: Client,
  kind: ReadKind,
  original: File,
  reading: Reading,
  control: Control,
): Promise<Source> {
  if (kind !== 'actuals') return tableAs(client, kind, original, reading, control);
  return { kind: 'kpis', name: original.name, file: await actualsFrom(client, original, reading) };
}

/** A workbook or document as the CSV or Markdown file that it says; any other file as it is. */
export async function unpacked(file: File, sheet?: string): Promise<{ file: File; decisions: Table['decisions'] }> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const starts = (...magic: number[]): boolean => magic.every((byte, i) => head[i] === byte);
  if (!starts(0x50, 0x4b, 0x03, 0x04) && !starts(0xd0, 0xcf, 0x11, 0xe0)) return { file, decisions: [] };
  const { docxToMarkdown, xlsxTable } = await office();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (/\.docx?$/i.test(file.name)) return { file: new File([await docxToMarkdown(bytes)], file.name), decisions: [] };
  const { csv, decisions } = await xlsxTable(bytes, { locale: locale(), ...(sheet === undefined ? {} : { sheet }) });
  return { file: new File([csv as BlobPart], `${file.name}.csv`), decisions };
}

/** The sheets of a workbook; none of any other file. */
export async function sheetsOf(file: File): Promise<string[]> {
  if (!/\.xlsx$/i.test(file.name)) return [];
  const { xlsxSheets } = await office();
  return xlsxSheets(new Uint8Array(await file.arrayBuffer()));
}

/** What a file is by its beginning; JSON is no table and is told apart. */
async function recognized(client: Client, file: File): Promise<Recognized | 'json'> {
  try {
    return await client.recognize(await headOf(file));
  } catch (error) {
    if (error instanceof PlanscoreError && error.code === 'file/json') return 'json';
    throw error;
  }
}

/** What the file is. Throws {@link Unusable}, {@link Unmapped}, or what the reader of the likelier table has to say. */
export async function read(client: Client, given: File, control: Control): Promise<Source> {
  const { file } = await unpacked(given);
  const { name } = given;
  const found = await recognized(client, file);
  const whole = async (): Promise<string> => decode(new Uint8Array(await file.arrayBuffer()));
  if (found === 'json') return { kind: 'kpis', name, file: kpisFrom(await whole()) };
  const { kind, headers } = found;
  const isNamed = /\.[ct]sv$/i.test(file.name);
  if (kind === 'plan' && !isNamed) return { kind, name, text: await whole() };
  const tables = kind === 'deals' ? (['deals', 'orders'] as const) : (['orders', 'deals'] as const);
  const likely: readonly [ReadKind, ...ReadKind[]] = kind === 'actuals' ? ['actuals'] : tables;
  let refusal: unknown;
  for (const one of likely) {
    try {
      return await readAs(client, one, given, {}, control);
    } catch (error) {
      if (control.signal?.aborted) throw error;
      refusal ??= error;
    }
  }
  // Prose with many commas looks like a table too.
  if (!isNamed) return { kind: 'plan', name, text: await whole() };
  if (refusal instanceof PlanscoreError && /^columns\/|\/no-rows$/.test(refusal.code) && headers.length > 1) {
    throw new Unmapped(likely[0], headers, file, refusal);
  }
  throw refusal;
}
