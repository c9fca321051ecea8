// What TypeScript sees of the packed tarball: by the compiler this repository uses and by the one before it, with and
// without the library of `using`. A line that must not compile says so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

const BASE = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--target', 'es2022'];

/** Compiles a source as a consumer would. */
async function compiles(name, source, ...options) {
  await writeFile(join(project.dir, name), source);
  for (const compiler of ['typescript', 'typescript-native']) {
    const tsc = join(root, 'node_modules', compiler, 'bin/tsc');
    const args = [tsc, ...BASE, ...options, name];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: project.dir, encoding: 'utf8' });
    assert.equal(status, 0, `${compiler}: ${stdout}`);
  }
}

const PLAIN = ['--lib', 'es2022,dom', '--module', 'esnext', '--moduleResolution', 'bundler'];
const USING = ['--lib', 'es2022,dom,esnext.disposable', '--module', 'nodenext', '--moduleResolution', 'nodenext'];

test('every entry resolves', async () => {
  const entries = ['', '/inline', '/worker', '/worker-thread', '/element', '/files', '/iife', '/element-iife'];
  const source = entries.map((entry, i) => `import * as e${i} from 'planscore${entry}'; void e${i};`).join('\n');
  await compiles('entries.ts', source, ...PLAIN);
  await compiles('entries.ts', source, ...USING);
});

test('types are exact', () => compiles('typed.ts', `
  import { init, scoreKpis, Orders, type KpiReport } from 'planscore';
  await init();
  const report: KpiReport = scoreKpis({ items: [{ id: 'nps', weight: 1, target: 40 }] }, [{ id: 'nps', value: 42 }]);
  const total: number | null = report.total;
  // @ts-expect-error a weight is a number
  scoreKpis({ items: [{ id: 'nps', weight: 'much' }] }, []);
  // @ts-expect-error rows of objects are not columns
  Orders.fromColumns([{ customer: 'a' }]);
  // @ts-expect-error the curve of three points has a threshold
  scoreKpis({ items: [{ id: 'nps', weight: 1, scoring: { curve: 'threePoint', stretch: 1.2 } }] }, []);
  export { total };
`, ...PLAIN));

test('a scorecard may be a constant, what is not known may be null, and bytes may be a buffer', () => compiles('inputs.ts', `
  import { Orders, reviewPlan, scoreKpis, type Period } from 'planscore';
  const card = { items: [{ id: 'a', weight: 100, target: 1 }] } as const;
  export const report = scoreKpis(card, [{ id: 'a', value: 2 }] as const);
  export const review = (plan: string | null, period: Period | null) => reviewPlan({ plan, period, orders: null });
  export const orders = async (file: Blob): Promise<Orders> => Orders.fromCsv(await file.arrayBuffer());
`, ...PLAIN));

test('what the funnel counts adds up by its types', () => compiles('funnel.ts', `
  import type { FunnelReport } from 'planscore';
  export const all = ({ stages }: FunnelReport) => stages.map(({ entered, skipped, bypassed, late, dwell }) => ({ entered, skipped, bypassed, late, dwell }));
`, ...PLAIN));

test('an element takes the client of a worker as its engine', () => compiles('elements.ts', `
  import 'planscore/element';
  import type { Engine } from 'planscore/element';
  import * as planscore from 'planscore';
  import { connect } from 'planscore/worker';
  export const element = document.createElement('planscore-tiers');
  export async function worker(file: File): Promise<void> {
    const client = await connect();
    element.engine = client;
    element.orders = await client.Orders.fromFile(file);
    // @ts-expect-error what lives in the worker is not for this thread's functions
    planscore.segmentCustomers(element.orders);
  }
  export const here: Engine = planscore;
  document.createElement('planscore-plan').addEventListener('planscore-select', ({ detail }) => {
    const code: string = detail.finding.code;
    // @ts-expect-error a finding has no such field
    return [code, detail.finding.cod];
  });
`, ...PLAIN));

test('the global of the classic scripts is typed', async () => {
  for (const entry of ['iife', 'element-iife']) {
    await compiles('classic.ts', `
      /// <reference types="planscore/${entry}" />
      const count: Promise<number> = planscore.init().then(() => planscore.kpiCatalog().length);
      // @ts-expect-error there is no such function
      planscore.nothing();
      ${entry === 'iife' ? '' : "document.createElement('planscore-plan').text = '';\n const csv: Promise<Uint8Array> = planscore.xlsxToCsv(new Uint8Array()); void planscore.connect();"}
    `, ...PLAIN);
  }
});

test('CommonJS in TypeScript imports it, values, classes and types', () => compiles('common.cts', `
  import { init, Orders, scoreKpis, type KpiReport } from 'planscore';
  export const report = (): KpiReport => scoreKpis({ items: [] }, []);
  export const length = (orders: Orders): number => orders.length;
  // @ts-expect-error a number is no text
  void init().then(() => Orders.fromCsv(1));
`, '--lib', 'es2022,dom', '--module', 'node16', '--moduleResolution', 'node16'));

test('a data set ends with its block', () => compiles('using.mts', `
  import { Orders } from 'planscore';
  export function count(bytes: Uint8Array): number {
    using orders = Orders.fromCsv(bytes);
    return orders.length;
  }
`, ...USING));

test('React knows the elements', async () => {
  for (const name of ['@types/react', 'csstype']) {
    await cp(join(root, 'node_modules', name), join(project.dir, 'node_modules', name), { recursive: true });
  }
  await compiles('react.tsx', `
    import 'planscore/element';
    export const Check = ({ text }: { text: string }) => <planscore-plan text={text} locale="en" />;
    // @ts-expect-error a plan's text is no number
    export const Wrong = () => <planscore-plan text={1} />;
  `, ...PLAIN, '--jsx', 'react-jsx');
});

test('Vue knows the elements in templates', async () => {
  for (const name of ['vue', '@vue', 'csstype']) {
    await cp(join(root, 'node_modules', name), join(project.dir, 'node_modules', name), { recursive: true });
  }
  await compiles('vue.ts', `
    import 'planscore/element';
    import type { GlobalComponents } from 'vue';
    type Plan = InstanceType<GlobalComponents['planscore-plan']>;
    export const right: Plan['$props'] = { text: '', locale: 'en', 'onplanscore-select': ({ detail }) => detail.finding.code };
    // @ts-expect-error a plan's text is no number
    export const wrong: Plan['$props'] = { text: 1 };
    export const emit = (plan: Plan) => plan.$emit;
  `, ...PLAIN, '--skipLibCheck', 'true');
});
