/** The frame that all panels share. */
import { PlanscoreError } from 'planscore';
import { h } from '../dom.js';
import { locale, t, type Word } from '../i18n.js';
import type { Answer } from '../analysis.js';

/** An error in the user's language, with its place and code. */
export function explain(error: unknown): string {
  if (!(error instanceof PlanscoreError)) return error instanceof Error ? error.message : String(error);
  const place = error.path ?? (error.row === null ? '' : `${t('row')} ${error.row}`);
  return `${error.messages[locale()]}${place && ` · ${place}`} (${error.code})`;
}

/** A section with a heading; `body` draws the answer, `empty` says what to do when there is none. */
export function panel<T>(
  id: string, title: Word, empty: Word, answer: Answer<T>, body: (value: T) => (Node | null)[],
): HTMLElement {
  const content =
    answer === null ? [h('p', { class: 'empty' }, t(empty))]
    : 'error' in answer ? [h('p', { class: 'refused', role: 'alert' }, explain(answer.error))]
    : body(answer.value);
  return h(
    'section',
    { id, class: 'panel', 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, t(title)),
    ...content,
  );
}
