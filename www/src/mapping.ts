/** A dialogue in which the user says how a table is to be read: its columns, and what was decided about it. */
import type { Keep } from 'planscore';
import { h } from './dom.js';
import type { ReadKind, Reading } from './session.js';
import { t, type Word } from './i18n.js';

/** The columns of a kind: what the reader calls each, and what people do. */
const FIELDS: Record<ReadKind, readonly (readonly [column: string, word: Word])[]> = {
  orders: [
    ['customer', 'customer'],
    ['date', 'date'],
    ['amount', 'amount'],
    ['orderId', 'orderId'],
    ['owner', 'owner'],
    ['state', 'state'],
  ],
  deals: [
    ['deal', 'deal'],
    ['stage', 'stage'],
    ['time', 'time'],
    ['outcome', 'outcome'],
    ['value', 'amount'],
    ['owner', 'owner'],
    ['channel', 'channel'],
  ],
  actuals: [
    ['kpi', 'kpi'],
    ['value', 'kpis'],
    ['target', 'target'],
    ['unit', 'unitColumn'],
    ['person', 'person'],
    ['period', 'period'],
  ],
};
/** Rows that are used when asked for, by the kinds that have them. */
const KEEPS: Record<ReadKind, readonly (readonly [Keep, Word])[]> = {
  orders: [
    ['totals', 'keepTotals'],
    ['farDates', 'keepFarDates'],
    ['repeatedTotals', 'keepRepeatedTotals'],
    ['refunds', 'keepRefunds'],
  ],
  deals: [
    ['totals', 'keepTotals'],
    ['farDates', 'keepFarDates'],
  ],
  actuals: [['totals', 'keepTotals']],
};
const UNITS = ['元', '千元', '万元', '亿元'];
const CURRENCIES = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'TWD'];

/** What there is to say how to read. */
export interface Question {
  name: string;
  kind: ReadKind;
  headers: readonly string[];
  sheets: readonly string[];
  /** How it was read before. */
  reading: Reading;
  /** Why it is asked; null where the user wants to change something. */
  why: string | null;
  /** The column or option in doubt. */
  about: string | null;
}

type Choice = [value: string, name: string];

function select(name: string, choices: Choice[], value: string): HTMLElement {
  const known =
    choices.some(([one]) => one === value) || value === '' ? choices : [...choices, [value, value] as Choice];
  return h(
    'select',
    { name },
    ...known.map(([one, text]) => h('option', { value: one, selected: one === value }, text)),
  );
}

/** The name of a column's field, which an option may have too. */
function fieldName(column: string): string {
  return column === 'unit' ? 'unitColumn' : column;
}

function columnFields({ headers, reading }: Question, kind: ReadKind): HTMLElement[] {
  const columns = (reading.columns ?? {}) as Record<string, string | undefined>;
  const choices: Choice[] = [['', t('mapNone')], ...headers.map((header): Choice => [header, header])];
  return FIELDS[kind].map(([column, word]) =>
    h('label', {}, t(word), select(fieldName(column), choices, columns[column] ?? '')),
  );
}

/** Currency and the order of days, which actuals have none of. */
function moneyAndDays(reading: Reading, plain: (values: readonly string[]) => Choice[], auto: Choice): HTMLElement[] {
  return [
    h('label', {}, t('currency'), select('currency', plain(CURRENCIES), reading.currency ?? '')),
    h(
      'label',
      {},
      t('dayOrder'),
      select('dayOrder', [auto, ['dayFirst', t('dayFirst')], ['monthFirst', t('monthFirst')]], reading.dayOrder ?? ''),
    ),
  ];
}

function optionFields({ sheets, reading }: Question, kind: ReadKind): HTMLElement[] {
  const auto: Choice = ['', t('mapAuto')];
  const plain = (values: readonly string[]): Choice[] => [auto, ...values.map((value): Choice => [value, value])];
  const keeps = reading.keep ?? [];
  const box = (name: string, word: Word, on: boolean): HTMLElement =>
    h('label', { class: 'check' }, h('input', { type: 'checkbox', name, checked: on }), t(word));
  const rates: Choice[] = [auto, ['percent', t('ratesPercent')], ['fraction', t('ratesFraction')]];
  const states = reading.leaveOut == null ? '' : reading.leaveOut.join('，') || t('nothingLeft');
  return [
    ...(sheets.length > 1 ? [h('label', {}, t('sheet'), select('sheet', plain(sheets), reading.sheet ?? ''))] : []),
    h('label', {}, t('unit'), select('unit', plain(UNITS), reading.unit ?? '')),
    ...(kind === 'actuals'
      ? [h('label', {}, t('rates'), select('rates', rates, reading.rates ?? ''))]
      : moneyAndDays(reading, plain, auto)),
    h(
      'label',
      {},
      t('decimal'),
      select('decimal', [auto, ['.', '1,234.50'], [',', '1.234,50']], reading.decimal ?? ''),
    ),
    h(
      'label',
      {},
      t('delimiter'),
      select('delimiter', [auto, [',', ','], [';', ';'], ['\t', 'Tab'], ['|', '|']], reading.delimiter ?? ''),
    ),
    h(
      'label',
      {},
      t('headerRow'),
      h('input', { type: 'number', name: 'headerRow', min: 1, max: 51, value: reading.headerRow ?? '' }),
    ),
    ...(kind === 'orders'
      ? [
          h(
            'label',
            {},
            t('leaveOut'),
            h('input', { type: 'text', name: 'leaveOut', placeholder: t('leaveOutHint'), value: states }),
          ),
        ]
      : []),
    h(
      'fieldset',
      {},
      h('legend', {}, t('keepRows')),
      ...KEEPS[kind].map(([name, word]) => box(name, word, keeps.includes(name))),
    ),
  ];
}

/** What the form says; what was left automatic is left out. */
function readingOf(form: HTMLFormElement, kind: ReadKind, before: Reading): Reading {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  const columns = Object.fromEntries(
    FIELDS[kind].map(([column]) => [column, text(fieldName(column))]).filter(([, value]) => value !== ''),
  );
  const stages = before.columns !== undefined && 'stages' in before.columns ? { stages: before.columns.stages } : {};
  const states = text('leaveOut');
  const keep = KEEPS[kind].map(([name]) => name).filter((name) => data.has(name));
  const reading: Reading = { columns: { ...stages, ...columns } as NonNullable<Reading['columns']> };
  if (text('unit') !== '') reading.unit = text('unit');
  if (text('currency') !== '') reading.currency = text('currency');
  if (text('dayOrder') !== '') reading.dayOrder = text('dayOrder') as 'dayFirst' | 'monthFirst';
  if (text('decimal') !== '') reading.decimal = text('decimal') as '.' | ',';
  if (text('rates') !== '') reading.rates = text('rates') as 'percent' | 'fraction';
  // A tab is no blank here.
  const delimiter = String(data.get('delimiter') ?? '');
  if (delimiter !== '') reading.delimiter = delimiter;
  if (text('headerRow') !== '') reading.headerRow = Number(text('headerRow'));
  if (text('sheet') !== '') reading.sheet = text('sheet');
  if (states !== '')
    reading.leaveOut =
      states === t('nothingLeft')
        ? []
        : states
            .split(/[,，、;；]/)
            .map((one) => one.trim())
            .filter(Boolean);
  if (keep.length > 0) reading.keep = keep;
  return reading;
}

/** The options that the dialogue has a field for. */
const OPTIONS = new Set([
  'unit',
  'currency',
  'dayOrder',
  'decimal',
  'delimiter',
  'headerRow',
  'leaveOut',
  'rates',
  'keep',
  'sheet',
]);

/** Whether the dialogue can override what an option decides. */
export function canChange(option: string | null): option is string {
  return option !== null && (OPTIONS.has(option) || option.startsWith('columns'));
}

/** Asks; null when the user gives up. */
export function askMapping(question: Question): Promise<{ kind: ReadKind; reading: Reading } | null> {
  return new Promise((resolve) => {
    let chosen = question.kind;
    const [fields, options] = [h('div', { class: 'fields' }), h('div', { class: 'fields' })];
    const draw = (): void => {
      fields.replaceChildren(...columnFields(question, chosen));
      options.replaceChildren(...optionFields(question, chosen));
    };
    const kinds = h(
      'select',
      {
        change: () => {
          chosen = kinds.value as ReadKind;
          draw();
        },
      },
      ...(['orders', 'deals', 'actuals'] as const).map((one) => {
        return h('option', { value: one, selected: one === chosen }, t(one === 'actuals' ? 'kpis' : one));
      }),
    );
    draw();
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', {}, `${t('mapTitle')} · ${question.name}`),
      h('p', { class: 'note' }, t(question.why === null ? 'mapAgain' : 'mapHint')),
      question.why === null ? null : h('p', { class: 'note' }, question.why),
      question.why === null ? null : h('label', {}, t('mapKind'), kinds),
      fields,
      h('details', { open: question.why === null }, h('summary', {}, t('mapMore')), options),
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
        class: 'mapping',
        'aria-label': t('mapTitle'),
        close: () => {
          const used = dialog.returnValue === 'use';
          const reading = readingOf(form, chosen, question.reading);
          dialog.remove();
          resolve(used ? { kind: chosen, reading } : null);
        },
      },
      form,
    );
    document.body.append(dialog);
    dialog.showModal();
    // What is in doubt comes first.
    const about = question.about ?? '';
    const field = about === 'keep' ? 'totals' : about.startsWith('columns.') ? fieldName(about.slice(8)) : about;
    form.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
  });
}
