/** What the core takes as bytes or text is looked at first: the glue would read anything else as garbage. */
import { PlanscoreError } from './errors.js';

/**
 * Refuses an argument.
 * @internal
 */
export function refuse(path: string, zh: string, en: string): never {
  throw new PlanscoreError('input/type', { 'zh-CN': `需要${zh}`, en: `${en} is expected` }, { path });
}

/**
 * A string.
 * @internal
 */
export function asText(value: string, path: string): string {
  return typeof value === 'string' ? value : refuse(path, '字符串', 'a string');
}

/**
 * Bytes.
 * @internal
 */
export function asBytes(value: Uint8Array | ArrayBuffer, path = 'bytes'): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? value : refuse(path, ' Uint8Array', 'a Uint8Array');
}
