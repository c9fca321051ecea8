/** What the core takes as bytes or text is looked at first: the glue would read anything else as garbage. */
import type { Bytes } from './columns.js';
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
 * Bytes. Those of a frame or of a test's document have classes of their own, so their tags say what they are.
 * @internal
 */
export function asBytes(value: Bytes, path = 'bytes'): Uint8Array {
  switch (Object.prototype.toString.call(value)) {
    case '[object Uint8Array]':
    case '[object ArrayBuffer]':
      return value instanceof Uint8Array ? value : new Uint8Array(value);
    default:
      return refuse(path, ' Uint8Array 或 ArrayBuffer', 'a Uint8Array or an ArrayBuffer');
  }
}
