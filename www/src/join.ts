/** Several files of one kind as one: rows under the same names, rows that are in two files counted once. */
import type { DealColumnsNamed, Decision, OrderColumnsNamed } from 'planscore';
import { line, withHeader } from './csv.js';
import { decode } from './decode.js';

/** A file that was read on its own. */
export interface Part {
  name: string;
  file: Blob;
  columns: OrderColumnsNamed | DealColumnsNamed;
  decisions: readonly Decision[];
}

/** The files as one, and how many rows of later files had been in an earlier one. */
export interface Joined {
  file: File;
  repeated: number;
  /** From which record of the whole each part begins, with the record of its own that this is. */
  starts: { name: string; at: number; own: number }[];
}

/** Why files cannot be put together. */
export class Unlike extends Error {}

/** The file's own names of the columns, by what they are. */
function named(columns: Part['columns']): [role: string, name: string][] {
  return Object.entries(columns)
    .flatMap(([role, value]): [string, string][] =>
      Array.isArray(value)
        ? (value as { stage: string; column: string }[]).map(({ stage, column }) => [`stage ${stage}`, column])
        : typeof value === 'string'
          ? [[role, value]]
          : [],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the numbers and days of a file mean; files that differ in it are not added up. */
function meaning({ decisions }: Part): string {
  return decisions
    .filter(({ option }) => option !== null && ['unit', 'currency', 'dayOrder', 'decimal'].includes(option))
    .map(({ code, message }) => `${code} ${message}`)
    .sort()
    .join('\n');
}

/** Throws {@link Unlike} with the names of the two files. */
export async function join(parts: readonly Part[]): Promise<Joined> {
  const [first] = parts as readonly [Part, ...Part[]];
  const names = named(first.columns);
  const has = JSON.stringify(names);
  const ids = 'orderId' in first.columns || 'deal' in first.columns;
  const [seen, chunks, starts] = [new Set<string>(), [] as string[], [] as Joined['starts']];
  let [repeated, at] = [0, 0];
  for (const part of parts) {
    const text = decode(new Uint8Array(await part.file.arrayBuffer()));
    const found = withHeader(text, names.map(([, name]) => name));
    if (found === null || JSON.stringify(named(part.columns)) !== has || meaning(part) !== meaning(first)) {
      throw new Unlike(`${first.name} / ${part.name}`);
    }
    const order = names.map(([, name]) => found.header.indexOf(name.trim()));
    if (part === first) {
      for (const cells of found.above) chunks.push(line(cells));
      chunks.push(line(names.map(([, name]) => name)));
      at = found.above.length + 1;
    }
    starts.push({ name: part.name, at, own: found.above.length + 1 });
    const own: string[] = [];
    for (const cells of found.rows) {
      const row = line(order.map((column) => cells[column] ?? ''));
      if (ids && part !== first && seen.has(row)) {
        repeated++;
        continue;
      }
      own.push(row);
      at++;
    }
    for (const row of own) seen.add(row);
    chunks.push(own.join(''));
  }
  return { file: new File(chunks, first.name), repeated, starts };
}

/** The file and the record of its own that a record of the whole comes from. */
export function placeOf(starts: Joined['starts'], row: number): { name: string; row: number } | null {
  const start = starts.filter(({ at }) => row > at).at(-1);
  return start === undefined ? null : { name: start.name, row: row - start.at + start.own };
}
