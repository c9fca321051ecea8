/** The one instance of the core: started once, asked through {@link call}. */
import load, { initSync as loadSync } from 'planscore-raw';
import { fromCore, notLoaded, PlanscoreError } from './errors.js';
import type { InitSource } from './source.js';

let loading: Promise<void> | null = null;
let ready = false;

/**
 * Loads the module once; calls share the first promise, and a failed load can be tried again.
 * @internal
 */
export function start(source: () => InitSource | Promise<InitSource>): Promise<void> {
  loading ??= Promise.resolve()
    .then(source)
    .then((from) => (ready ? undefined : load({ module_or_path: from })))
    .then(
      () => {
        ready = true;
      },
      (cause: unknown) => {
        loading = null;
        throw notLoaded(cause);
      },
    );
  return loading;
}

/**
 * Starts from bytes or a compiled module at hand, without waiting.
 *
 * @example
 * initSync(wasm);
 */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  if (ready) return;
  try {
    loadSync({ module: source });
  } catch (cause) {
    throw notLoaded(cause);
  }
  ready = true;
}

/**
 * Asks the core; what it refuses comes back as a PlanscoreError.
 * @internal
 */
export function call<T>(question: () => T): T {
  if (!ready) {
    throw new PlanscoreError('init/not-initialized', {
      'zh-CN': '尚未初始化:请先 await init()',
      en: 'used before it was initialized: await init() first',
    });
  }
  try {
    return question();
  } catch (error) {
    throw fromCore(error);
  }
}
