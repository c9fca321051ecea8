/** Small dialogues: pasting, and keeping a visit. */
import { h } from './dom.js';
import { count, locale, t } from './i18n.js';
import type { Given } from './session.js';
import { namesOf, type Kept } from './store.js';

/** Shows a form; resolves with the name of the button that closed it. */
function asked(label: string, draw: () => HTMLElement[]): Promise<string> {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      {
        'aria-label': label,
        close: () => {
          dialog.remove();
          resolve(dialog.returnValue);
        },
      },
      h('form', { method: 'dialog' }, h('h2', {}, label), ...draw()),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Text or cells from the clipboard as a file; null where nothing was pasted. */
export async function askPaste(): Promise<File | null> {
  const area = h('textarea', { rows: 12, 'aria-label': t('pasteWhat'), placeholder: t('pasteWhat') });
  const answer = await asked(t('paste'), () => [
    h('p', { class: 'note' }, t('pasteHint')),
    area,
    h(
      'div',
      { class: 'tools' },
      h('button', { value: '' }, t('cancel')),
      h('button', { value: 'use', class: 'primary' }, t('mapUse')),
    ),
  ]);
  const text = area.value;
  if (answer !== 'use' || text.trim() === '') return null;
  // Cells of a spreadsheet come with tabs between them.
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isTable = lines.filter((line) => line.includes('\t')).length > lines.length / 2;
  return new File([text], `${t('pasted')}.${isTable ? 'tsv' : 'txt'}`);
}

/** What is kept, and since when. */
export function keptSay(kept: Kept): string {
  const at = new Date(kept.at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return t('keptSay', { at, names: namesOf(kept).join('、') });
}

/** What would be kept, and what is; the answer is `save`, `forget` or nothing. */
export function askKeep(given: Given, kept: Kept | null): Promise<string> {
  const names = namesOf(given);
  return asked(t('keep'), () => [
    h('p', {}, t('keepWhat', { names: names.join('、'), n: count(given.typed.length) })),
    h('p', { class: 'note' }, t('keepWhere')),
    h('p', { class: 'note' }, kept === null ? t('keptNothing') : keptSay(kept)),
    h(
      'div',
      { class: 'tools' },
      h('button', { value: '' }, t('cancel')),
      kept === null ? null : h('button', { value: 'forget', class: 'forget' }, t('forget')),
      h('button', { value: 'save', class: 'primary' }, t('keepIt')),
    ),
  ]);
}
