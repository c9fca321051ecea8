/** What to do about a file that cannot be used, where its error does not say so itself. */
import { PlanscoreError } from 'planscore';
import { t, type Word } from './i18n.js';

const REMEDIES: readonly (readonly [codes: RegExp, word: Word])[] = [
  [/^files\/(damaged|no-workbook|no-document)$/, 'mendDamaged'],
  [/^files?\/empty$/, 'mendEmpty'],
  [/^(file\/binary|files\/picture)$/, 'mendKind'],
  [/^files\/(inflates|too-.*)$/, 'mendLarge'],
  [/^columns\/(missing|ambiguous)$/, 'mendColumns'],
  [/\/no-rows$/, 'mendRows'],
];

/** A sentence, or nothing where the error itself says enough. */
export function remedy(error: unknown): string {
  const code = error instanceof PlanscoreError ? error.code : '';
  const word = REMEDIES.find(([codes]) => codes.test(code))?.[1];
  return word === undefined ? '' : t(word);
}
