/** The entry for browsers and bundlers. */
import { beside } from './beside.js';
import { start } from './runtime.js';
import type { InitSource } from './source.js';

export * from './core.js';

/**
 * Loads the module once; further calls share the first promise. A failed load can be retried.
 *
 * @example
 * await init();
 */
export function init(source?: InitSource): Promise<void> {
  return start(() => source ?? beside());
}
