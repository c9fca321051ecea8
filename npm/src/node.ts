/** The entry for Node, which reads the module from the disk. */
import { readFile } from 'node:fs/promises';
import { beside } from './beside-node.js';
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
  // Node's fetch does not read files.
  return start(() => (source instanceof URL && source.protocol === 'file:' ? readFile(source) : (source ?? beside())));
}
