/** Numbers as people read them, and the words beside them. */
import type { Locale, Target } from '../types.js';
import { word, type Word } from './words.js';

const NOTHING = '—';

export class Format {
  constructor(readonly locale: Locale) {}

  /** A word in the language; `{name}` is filled in. */
  t(name: Word, values: Record<string, string | number> = {}): string {
    return word(name, this.locale).replace(/\{(\w+)\}/g, (hole, key: string) => String(values[key] ?? hole));
  }

  /** A number with separators; never "-0". */
  number(value: number | null, digits = 0): string {
    if (value === null) return NOTHING;
    const rounded = Number(value.toFixed(digits));
    return (rounded === 0 ? 0 : rounded).toLocaleString(this.locale, {
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    });
  }

  /** A change, with its sign; nothing of none. */
  signed(value: number, digits = 0): string {
    const text = this.number(value, digits);
    return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
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
      return `${value < 0 ? '-' : ''}¥${this.number(size / scale, scale === 1 ? 0 : 1)}${suffix}`;
    }
    if (size >= 1e8) return `${this.number(value / 1e8, 2)}亿`;
    return size >= 1e4 ? `${this.number(value / 1e4, 1)}万` : this.number(value);
  }

  /** A key figure in its unit. */
  figure(value: number | null, unit: string | null): string {
    if (unit === 'CNY') return this.money(value);
    if (unit === 'ratio') return this.percent(value, 1);
    if (unit === 'days' && value !== null) return `${this.#plain(value)} ${word('days', this.locale)}`;
    return this.#plain(value);
  }

  #plain(value: number | null): string {
    return this.number(value, value !== null && !Number.isInteger(value) ? 1 : 0);
  }

  /** How far a key figure is from another; rates are so many points apart. */
  gap(value: number, unit: string | null): string {
    return unit === 'ratio' ? this.t('points', { n: this.number(value * 100, 1) }) : this.figure(value, unit);
  }

  /** A remark on what it follows. */
  aside(text: string): string {
    return this.locale === 'en' ? ` (${text})` : `（${text}）`;
  }

  /** A key figure as it is typed: 9,444,400 and 92.4, the latter in percent. */
  typed(value: number | null, unit: string | null): string {
    if (value === null) return '';
    const shown = unit === 'ratio' ? value * 100 : value;
    return Number(shown.toFixed(2)).toLocaleString(this.locale, { maximumFractionDigits: 2 });
  }

  /** A day: 9月30日, 30 Sep; with its year where asked. */
  day(iso: string, withYear = false): string {
    const date = new Date(`${iso}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return iso;
    return date.toLocaleDateString(this.locale === 'en' ? 'en-GB' : 'zh-CN', {
      month: this.locale === 'en' ? 'short' : 'long',
      day: 'numeric',
      timeZone: 'UTC',
      ...(withYear ? { year: 'numeric' } : {}),
    });
  }

  /** Names in a row: 甲、乙. */
  list(names: readonly string[]): string {
    return names.join(this.locale === 'en' ? ', ' : '、');
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

/** What ends in 万, 亿, k or m. */
const SCALES: Record<string, number> = { 千: 1e3, 万: 1e4, 亿: 1e8, k: 1e3, m: 1e6 };

/** A figure as people type it: 1,234.5, 130万, 1.2亿, 95 (of a rate: percent). Null of nothing, NaN of no number. */
export function parseFigure(text: string, unit: string | null): number | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[\s,¥$]|元$/g, '');
  if (plain === '') return null;
  const [, number, scale] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e\d+)?)([千万亿km]?)%?$/.exec(plain) ?? [];
  if (number === undefined) return NaN;
  return (Number(number) * (SCALES[scale ?? ''] ?? 1)) / (unit === 'ratio' ? 100 : 1);
}
