/** Who sells, and who looks after which customer: the owner of the customer's last order in the file. */
import type { OrderColumnsNamed } from 'planscore';
import { withHeader } from './csv.js';
import { decode } from './decode.js';

/** Files beyond this size are not gone through a second time. */
const MOST = 200 * 2 ** 20;
/** Rows between two breaths. */
const BREATH = 20_000;
/** What some exports write for nothing. */
const NOTHING = new Set(['', '-', '—', 'nan', 'none', 'null', '\\n', '(blank)', '(空)', '（空）']);

/** Names without blanks and signs of no width at their ends, as the core reads them. */
function clean(cell: string | undefined): string {
  const text = (cell ?? '').replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '');
  return NOTHING.has(text.toLowerCase()) ? '' : text;
}

export interface Owners {
  /** Everybody who sold, in the order of the file. */
  names: string[];
  /** By customer. */
  owners: Map<string, string>;
}

export async function ownersOf(file: Blob, columns: OrderColumnsNamed): Promise<Owners> {
  const { customer, owner, date } = columns;
  const owners = new Map<string, string>();
  const names = new Set<string>();
  if (customer === undefined || owner === undefined || date === undefined || file.size > MOST)
    return { names: [], owners };
  const found = withHeader(decode(new Uint8Array(await file.arrayBuffer())), [customer, owner, date]);
  if (found === null) return { names: [], owners };
  const at = [customer, owner, date].map((name) => found.header.indexOf(name.trim())) as [number, number, number];
  const last = new Map<string, string>();
  let rows = 0;
  for (const cells of found.rows) {
    // The page stays responsive meanwhile.
    if (++rows % BREATH === 0) await new Promise((done) => setTimeout(done, 0));
    const [name, person, day] = at.map((column) => clean(cells[column])) as [string, string, string];
    if (person !== '') names.add(person);
    if (name === '' || person === '') continue;
    // Days of one file are written alike, so that the later one is the larger text.
    const key = day.replace(/\d+/g, (digits) => digits.padStart(4, '0'));
    if (key < (last.get(name) ?? '')) continue;
    last.set(name, key);
    owners.set(name, person);
  }
  return { names: [...names], owners };
}
