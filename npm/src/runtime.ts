/** The one instance of the core: started once, asked through {@link call}. */
import load, { initSync as loadSync } from 'planscore-raw';
import { fromCore, fromTrap, PlanscoreError } from './errors.js';
import { compiled, notLoaded } from './module.js';
import { checkPlatform } from './requirements.js';
import type { InitSource } from './source.js';

let compiling: Promise<WebAssembly.Module> | null = null;
let loading: Promise<void> | null = null;
let ready = false;
let memory: WebAssembly.Memory | null = null;
/** How many questions are under way: more than none only inside of what they call back. */
let asked = 0;

/**
 * The compiled module, which this thread and its workers share; a failed load can be tried again.
 * @internal
 */
export function compile(source: () => InitSource | Promise<InitSource>): Promise<WebAssembly.Module> {
  compiling ??= Promise.resolve()
    .then(checkPlatform)
    .then(source)
    .then(compiled)
    .catch((cause: unknown) => {
      compiling = null;
      throw notLoaded(cause);
    });
  return compiling;
}

/**
 * Loads the module once; calls share the first promise, and a failed load can be tried again.
 * @internal
 */
export function start(source: () => InitSource | Promise<InitSource>): Promise<void> {
  loading ??= (ready ? Promise.resolve() : instantiated(source)).catch((cause: unknown) => {
    loading = null;
    throw notLoaded(cause);
  });
  return loading;
}

async function instantiated(source: () => InitSource | Promise<InitSource>): Promise<void> {
  const module = await compile(source);
  if (!ready) ({ memory } = await load({ module_or_path: module }));
  ready = true;
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
    checkPlatform();
    const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
    ({ memory } = loadSync({ module }));
    compiling ??= Promise.resolve(module);
  } catch (cause) {
    throw notLoaded(cause);
  }
  ready = true;
}

/**
 * Whether the core is at work, and so cannot let go of what it reads.
 * @internal
 */
export function isAsked(): boolean {
  return asked > 0;
}

/**
 * Asks the core; what it refuses comes back as a PlanscoreError.
 * @internal
 */
export function call<T>(question: () => T): T {
  if (!ready) {
    throw new PlanscoreError('init/not-initialized', {
      'zh-CN': '尚未初始化：请先 await init()',
      en: 'used before it was initialized: await init() first',
    });
  }
  asked++;
  try {
    return question();
  } catch (error) {
    throw fromCore(fromTrap(error, memory));
  } finally {
    asked--;
  }
}
