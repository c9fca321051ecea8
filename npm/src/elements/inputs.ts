/** Inputs for figures: typed with or without separators and 万, shown with separators. */
import { html, type TemplateResult } from 'lit';
import { type Format, parseFigure } from './format.js';

/** How a figure's input is drawn. */
export interface FigureInput {
  /** What it is, for everyone. */
  label: string;
  value: number | null;
  unit: string | null;
  /** Gets the number, or null where the input was emptied. */
  change: (value: number | null) => void;
  name?: string;
}

/** A figure beyond this is a slip of the keys. */
const MOST = 1e15;

/** The figure that stands in an input, null for none; what is no number is marked and told, and undefined. */
export function typedIn(f: Format, input: HTMLInputElement, unit: string | null): number | null | undefined {
  const number = parseFigure(input.value, unit);
  const wrong = number !== null && !(Math.abs(number) <= MOST);
  input.setAttribute('aria-invalid', String(wrong));
  input.setCustomValidity(wrong ? f.t('noNumber') : '');
  return wrong ? undefined : number;
}

/** A text input for a figure; what is no number stays, is marked and changes nothing. */
export function figureInput(f: Format, { label, value, unit, change, name = '' }: FigureInput): TemplateResult {
  const committed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const number = typedIn(f, input, unit);
    if (number === undefined) input.reportValidity();
    else change(number);
  };
  const sign = unit === 'ratio' ? '%' : unit === 'CNY' && f.locale === 'zh-CN' ? '元' : '';
  return html`<span class="figure"><input type="text" inputmode="decimal" autocomplete="off" name=${name}
    .value=${f.typed(value, unit)} aria-label=${label} title=${value === null ? '' : f.figure(value, unit)}
    @change=${committed}><span class="unit" aria-hidden="true">${sign}</span></span>`;
}
