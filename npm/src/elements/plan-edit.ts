/** How a fix is filled in and made: blanks become inputs, new headings take their number, nothing blank goes in. */
import type { Finding, Section } from '../types.js';
import { withSection } from './plan-number.js';

/** A blank of a fix. */
export interface Blank {
  /** What it asks for, as the text before it says: 负责人. */
  label: string;
  kind: 'person' | 'date' | 'text';
}

/** A fix: what is put between two places, with blanks to fill in. */
export interface Fix {
  start: number;
  end: number;
  /** The text around the blanks; one more than there are blanks. */
  pieces: string[];
  blanks: Blank[];
}

const BLANK = /_{2,}|＿{2,}/;

/** What a blank asks for: the words before its colon, else those of the heading above it. */
function blankAfter(before: string): Blank {
  const label =
    /([^\s，,。；;：:|\-•]{1,12})\s*[：:]\s*$/.exec(before)?.[1] ?? /#+\s*([^\n]+)\s*[\s-]*$/.exec(before)?.[1] ?? '';
  if (/负责|责任人|owner|responsible/i.test(label)) return { label, kind: 'person' };
  return { label, kind: /时间|日期|期限|date|deadline|\bby\b|due/i.test(label) ? 'date' : 'text' };
}

/** The fix of a finding: its edit, or the blank that it is about; null where only people can mend it. */
export function fixOf({ edit, span }: Finding, text: string): Fix | null {
  if (edit !== null) {
    const pieces = edit.text.split(new RegExp(BLANK, 'g'));
    let before = '';
    const blanks = pieces.slice(0, -1).map((piece) => {
      before += piece;
      return blankAfter(before);
    });
    return { start: edit.start, end: edit.end, pieces, blanks };
  }
  const found = /_{2,}|＿{2,}|(?<![A-Za-z])[XＸ]{1,3}(?![A-Za-z])/.exec(text.slice(span.start, span.end));
  if (found === null) return null;
  const start = span.start + found.index;
  const after = text.slice(start + found[0].length, start + found[0].length + 6).split(/[\n，。；]/)[0] ?? '';
  const label = blankAfter(text.slice(Math.max(0, start - 16), start));
  return {
    start,
    end: start + found[0].length,
    pieces: ['', ''],
    blanks: [label.kind === 'text' ? { label: `…${after}`, kind: 'text' } : label],
  };
}

/** The fix with its blanks filled; null while one of them is not. */
export function filledIn({ pieces, blanks }: Fix, values: readonly string[]): string | null {
  if (blanks.some((_, i) => (values[i] ?? '').trim() === '')) return null;
  return pieces.map((piece, i) => piece + (values[i] ?? '').trim()).join('');
}

/** The text with a fix made: a clause goes before the full stop, a heading takes its place in the numbers. */
export function mended(
  text: string,
  { start, end }: Pick<Fix, 'start' | 'end'>,
  insert: string,
  sections: readonly Section[] = [],
): string {
  let at = start;
  if (start === end && /^[，,；;]/.test(insert) && /[。.；;]/.test(text[start - 1] ?? '')) at = start - 1;
  const rest = text.slice(at === start ? end : at);
  if (!/^\s*#+\s/m.test(insert)) return text.slice(0, at) + insert + rest;
  return withSection(text.slice(0, at), insert, rest, sections);
}

/** What can be taken back, and taken up again. */
export class History {
  #past: string[] = [];
  #future: string[] = [];

  /** Remembers the text before a change. */
  push(text: string): void {
    if (this.#past.at(-1) !== text) this.#past.push(text);
    this.#future = [];
  }

  undo(now: string): string | null {
    return this.#step(this.#past, this.#future, now);
  }

  redo(now: string): string | null {
    return this.#step(this.#future, this.#past, now);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  #step(from: string[], to: string[], now: string): string | null {
    const text = from.pop();
    if (text === undefined) return null;
    to.push(now);
    return text;
  }
}
