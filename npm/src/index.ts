/** The entry for browsers and bundlers. */
import { start } from './runtime.js';
import type { InitSource } from './source.js';

export * from './core.js';

/**
 * Loads the module once; further calls share the first promise. A failed load can be retried.
 *
 * @example
 * await init();
 */
export function init(source: InitSource = new URL('./planscore.wasm', import.meta.url)): Promise<void> {
  return start(() => source);
}
