/** The data sets behind the tables: one file as it is, several as one; freed once nobody can come back to them. */
import type { Client, Control, RemoteDeals, RemoteOrders } from 'planscore/worker';
import { dataOf } from './intake.js';
import { join, type Joined } from './join.js';
import type { Given, Table, TableKind } from './session.js';

/** What the review takes, and where its rows come from. */
export interface Loaded {
  data: RemoteOrders | RemoteDeals;
  file: File;
  joined: Joined | null;
}

export class Datasets {
  /** By the names of tables that make it; the tables themselves are never changed. */
  readonly #kept = new Map<string, Loaded>();
  readonly #numbers = new WeakMap<Table, number>();
  #count = 0;

  #key(kind: TableKind, tables: readonly Table[]): string {
    const number = (table: Table): number => {
      const known = this.#numbers.get(table) ?? ++this.#count;
      this.#numbers.set(table, known);
      return known;
    };
    return `${kind}:${tables.map(number).join()}`;
  }

  /** Remembers the data set of a table that was just read. */
  keep(table: Table, data: RemoteOrders | RemoteDeals): void {
    this.#kept.set(this.#key(table.kind, [table]), { data, file: table.file, joined: null });
  }

  /** What was read of these tables; null where nothing was. */
  of(given: Given, kind: TableKind): Loaded | null {
    return this.#kept.get(this.#key(kind, given.tables.filter((table) => table.kind === kind))) ?? null;
  }

  /** Reads what is not there yet. Throws what joining or reading has to say. */
  async load(client: Client, given: Given, control: Control): Promise<void> {
    for (const kind of ['orders', 'deals'] as const) {
      const tables = given.tables.filter((table) => table.kind === kind);
      const [first] = tables;
      if (first === undefined || this.of(given, kind) !== null) continue;
      const joined = tables.length === 1 ? null : await join(tables);
      const file = joined?.file ?? first.file;
      const data =
        kind === 'orders'
          ? await dataOf(client, kind, file, first.reading, control)
          : await dataOf(client, kind, file, first.reading, control);
      this.#kept.set(this.#key(kind, tables), { data, file, joined });
    }
  }

  /** Frees what none of these states shows. */
  sweep(states: readonly Given[]): void {
    const wanted = new Set(
      states.flatMap((given) =>
        (['orders', 'deals'] as const).map((kind) => this.#key(kind, given.tables.filter((table) => table.kind === kind))),
      ),
    );
    for (const [key, { data }] of this.#kept) {
      if (wanted.has(key)) continue;
      this.#kept.delete(key);
      // What is being asked about the data is answered first.
      setTimeout(() => void data.free().catch(() => undefined), 0);
    }
  }
}
