/** Numbers as people read them. */
import { locale } from './i18n.js';

const NOTHING = '—';

export function number(value: number | null, digits = 0): string {
  if (value === null) return NOTHING;
  return value.toLocaleString(locale(), { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** A fraction as a percentage. */
export function percent(value: number | null, digits = 0): string {
  return value === null ? NOTHING : `${number(value * 100, digits)}%`;
}

/** Money, short: 1,234 / 12.3万 / ¥12.3k. */
export function money(value: number | null): string {
  if (value === null) return NOTHING;
  const size = Math.abs(value);
  if (locale() === 'en') {
    const [scale, suffix] = size >= 1e6 ? [1e6, 'm'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
    return `¥${number(value / scale, scale === 1 ? 0 : 1)}${suffix}`;
  }
  if (size >= 1e8) return `${number(value / 1e8, 2)}亿`;
  return size >= 1e4 ? `${number(value / 1e4, 1)}万` : number(value);
}

/** A key figure in its unit. */
export function figure(value: number | null, unit: string | null): string {
  if (unit === 'CNY') return money(value);
  if (unit === 'ratio') return percent(value, 1);
  return number(value, value !== null && !Number.isInteger(value) ? 1 : 0);
}
