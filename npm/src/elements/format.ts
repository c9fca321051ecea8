/** Numbers as people read them. */
import type { Locale, Target } from '../types.js';
import { word } from './words.js';

const NOTHING = '—';

export class Format {
  constructor(readonly locale: Locale) {}

  number(value: number | null, digits = 0): string {
    if (value === null) return NOTHING;
    return value.toLocaleString(this.locale, { maximumFractionDigits: digits, minimumFractionDigits: digits });
  }

  /** A fraction as a percentage. */
  percent(value: number | null, digits = 0): string {
    return value === null ? NOTHING : `${this.number(value * 100, digits)}%`;
  }

  days(value: number | null): string {
    return value === null ? NOTHING : `${this.number(value)} ${word('days', this.locale)}`;
  }

  /** Money, short: 1,234 / 12.3万 / ¥12.3k. */
  money(value: number | null): string {
    if (value === null) return NOTHING;
    const size = Math.abs(value);
    if (this.locale === 'en') {
      const [scale, suffix] = size >= 1e6 ? [1e6, 'm'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
      return `¥${this.number(value / scale, scale === 1 ? 0 : 1)}${suffix}`;
    }
    if (size >= 1e8) return `${this.number(value / 1e8, 2)}亿`;
    return size >= 1e4 ? `${this.number(value / 1e4, 1)}万` : this.number(value);
  }

  /** A key figure in its unit. */
  figure(value: number | null, unit: string | null): string {
    if (unit === 'CNY') return this.money(value);
    if (unit === 'ratio') return this.percent(value, 1);
    return this.number(value, value !== null && !Number.isInteger(value) ? 1 : 0);
  }

  /** A target as people write it: ≥ 95%, +15%, ≤ 30. */
  target(target: Target, unit: string | null): string {
    switch (target.form) {
      case 'absolute':
        return this.figure(target.value, unit);
      case 'atLeast':
        return `≥ ${this.figure(target.value, unit)}`;
      case 'atMost':
        return `≤ ${this.figure(target.value, unit)}`;
      case 'growth':
        return `+${this.percent(target.rate, 1)}`;
      case 'reduction':
        return `−${this.percent(target.rate, 1)}`;
      case 'points':
        return `${target.points > 0 ? '+' : '−'}${this.figure(Math.abs(target.points), unit)}`;
      case 'unset':
        return target.text ?? word('unset', this.locale);
    }
  }
}
