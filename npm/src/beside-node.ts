/** Node's way to a module beside the script. */
import { readFile } from 'node:fs/promises';
import { unpack } from './unpack.js';

/**
 * Reads a module from the disk. A bundler for servers moves the script away from it, and often rewrites the address:
 * then the copy that it took along is unpacked.
 */
export async function readBeside(
  address: () => URL,
  copy: () => Promise<{ default: string }>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(address());
  } catch {
    return unpack((await copy()).default);
  }
}

/** The core. */
export const beside = (): Promise<Uint8Array<ArrayBuffer>> =>
  readBeside(
    () => new URL('./planscore.wasm', import.meta.url),
    () => import('./packed.js'),
  );
