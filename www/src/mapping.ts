/** A dialogue in which the user says which column is which. */
import { h } from './dom.js';
import type { Mapping, Unmapped } from './intake.js';
import { t, type Word } from './i18n.js';

const FIELDS = {
  orders: ['customer', 'date', 'amount', 'orderId', 'owner'],
  deals: ['deal', 'stage', 'time', 'outcome', 'value', 'owner', 'channel'],
} as const satisfies Record<Mapping['kind'], Word[]>;

/** Asks; null when the user gives up. */
export function askMapping(name: string, { kind, headers, cause }: Unmapped, why: string): Promise<Mapping | null> {
  return new Promise((resolve) => {
    let chosen: Mapping['kind'] = kind;
    const fields = h('div', { class: 'fields' });
    const draw = (): void =>
      fields.replaceChildren(
        ...FIELDS[chosen].map((field) =>
          h(
            'label',
            {},
            t(field),
            h(
              'select',
              { name: field },
              h('option', { value: '' }, t('mapNone')),
              ...headers.map((header) => h('option', { value: header }, header)),
            ),
          ),
        ),
      );
    const kinds = h(
      'select',
      {
        change: () => {
          chosen = kinds.value as Mapping['kind'];
          draw();
        },
      },
      ...(['orders', 'deals'] as const).map((one) => h('option', { value: one, selected: one === kind }, t(one))),
    );
    draw();
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', {}, `${t('mapTitle')} · ${name}`),
      h('p', { class: 'note' }, t('mapHint')),
      h('p', { class: 'note' }, why),
      h('label', {}, t('mapKind'), kinds),
      fields,
      h(
        'div',
        { class: 'tools' },
        h('button', { value: '' }, t('cancel')),
        h('button', { value: 'use', class: 'primary' }, t('mapUse')),
      ),
    );
    const dialog = h(
      'dialog',
      {
        'aria-label': t('mapTitle'),
        close: () => {
          const columns = Object.fromEntries(
            [...fields.querySelectorAll('select')]
              .filter(({ value }) => value !== '')
              .map(({ name: field, value }) => [field, value]),
          );
          const used = dialog.returnValue === 'use';
          dialog.remove();
          resolve(used ? ({ kind: chosen, columns } as Mapping) : null);
        },
      },
      form,
    );
    document.body.append(dialog);
    dialog.showModal();
    // The field in doubt comes first.
    const doubtful = cause.path?.replace('columns.', '');
    fields.querySelector<HTMLSelectElement>(`select[name="${CSS.escape(doubtful ?? '')}"]`)?.focus();
  });
}
