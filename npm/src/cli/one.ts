/** The one file of commands that take one. */
import { Misuse } from './misuse.js';
import type { Locale } from '../types.js';

export function one(files: string[], locale: Locale): string {
  const [file, ...more] = files;
  if (file !== undefined && more.length === 0) return file;
  throw new Misuse(locale === 'en' ? 'one file is expected' : '需要一个文件');
}
