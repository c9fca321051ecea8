/** Keeps a visit in this browser, only when asked, and forgets it when asked. */
import type { Actual, Scorecard } from 'planscore';
import type { Given, KpiFile, Reading, TableKind } from './session.js';

/** What is kept: the files themselves and what was typed. */
export interface Kept {
  at: string;
  plan: Given['plan'];
  tables: { kind: TableKind; original: File; reading: Reading }[];
  kpis: { name: string; file: KpiFile }[];
  typed: Actual[];
  scorecard: Scorecard | null;
  memberTargets: Record<string, number>;
}

const [NAME, STORE, KEY] = ['planscore', 'visits', 'last'];

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

export async function save(given: Given): Promise<Kept> {
  const kept: Kept = {
    at: new Date().toISOString(),
    plan: given.plan,
    tables: given.tables.map(({ kind, original, reading }) => ({ kind, original, reading })),
    kpis: [...given.kpis],
    typed: [...given.typed],
    scorecard: given.scorecard,
    memberTargets: { ...given.memberTargets },
  };
  const base = await opened();
  try {
    await done(base.transaction(STORE, 'readwrite').objectStore(STORE).put(kept, KEY));
  } finally {
    base.close();
  }
  return kept;
}

/** What was kept; null where nothing was, and then nothing is made either. */
export async function kept(): Promise<Kept | null> {
  try {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === NAME)) return null;
    const base = await opened();
    try {
      return ((await done(base.transaction(STORE).objectStore(STORE).get(KEY))) as Kept | undefined) ?? null;
    } finally {
      base.close();
    }
  } catch {
    // Where the browser keeps nothing there is nothing.
    return null;
  }
}

export async function forget(): Promise<void> {
  await done(indexedDB.deleteDatabase(NAME));
}

/** The names of what is kept. */
export function namesOf({
  plan,
  tables,
  kpis,
}: Pick<Given, 'plan' | 'kpis'> & { tables: readonly { original: File }[] }): string[] {
  return [
    ...(plan === null ? [] : [plan.name]),
    ...tables.map(({ original }) => original.name),
    ...kpis.map(({ name }) => name),
  ];
}
