/** The data sets behind the tables: one file as it is, several as one; freed once nobody can come back to them. */
import type { Client, Control, RemoteDeals, RemoteOrders } from 'planscore/worker';
import { dataOf, spanOf } from './intake.js';
import { join, type Joined } from './join.js';
import { ownersOf, type Owners } from './owners.js';
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
  readonly #spans = new WeakMap<Table, string>();
  readonly #owners = new WeakMap<Loaded, Owners>();
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
    return (
      this.#kept.get(
        this.#key(
          kind,
          given.tables.filter((table) => table.kind === kind),
        ),
      ) ?? null
    );
  }

  /** What a table covers: 2025-10 – 2026-09-30; empty until it was asked. */
  span(table: Table): string {
    return this.#spans.get(table) ?? '';
  }

  /** Who sells, as far as it was asked. */
  owners(loaded: Loaded): Owners | null {
    return this.#owners.get(loaded) ?? null;
  }

  /** Goes through the orders for who sells; whether that was new. */
  async learnOwners(given: Given): Promise<boolean> {
    const orders = this.of(given, 'orders');
    if (orders === null || this.#owners.has(orders)) return false;
    this.#owners.set(orders, await ownersOf(orders.file, (orders.data as RemoteOrders).columns));
    return true;
  }

  /** Asks what files cover, which can wait until the answers are on screen; whether anything was new. */
  async learnSpans(client: Client, given: Given): Promise<boolean> {
    let isNew = false;
    for (const table of given.tables) {
      const alone = this.#kept.get(this.#key(table.kind, [table]));
      if (this.#spans.has(table) || alone === undefined) continue;
      this.#spans.set(table, await spanOf(client, table.kind, alone.data));
      isNew = true;
    }
    return isNew;
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
      states.flatMap((given) => [
        ...(['orders', 'deals'] as const).map((kind) =>
          this.#key(
            kind,
            given.tables.filter((table) => table.kind === kind),
          ),
        ),
        // What a file covers is asked of it alone.
        ...given.tables.filter((table) => !this.#spans.has(table)).map((table) => this.#key(table.kind, [table])),
      ]),
    );
    for (const [key, { data }] of this.#kept) {
      if (wanted.has(key)) continue;
      this.#kept.delete(key);
      // What is being asked about the data is answered first.
      setTimeout(() => void data.free().catch(() => undefined), 0);
    }
  }
}
