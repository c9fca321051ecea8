/** Small templates that the elements share. Text is always a binding, so no data can become markup. */
import { html, nothing, svg, type TemplateResult } from 'lit';

export type Cell = TemplateResult | string | typeof nothing;

/** A table with a header row that scrolls by itself; `numeric` names right-aligned columns. */
export function table(
  caption: string,
  heads: Cell[],
  rows: Cell[][],
  numeric: number[] = [],
  rowClass: (row: number) => string = () => '',
  sorted: (column: number) => 'ascending' | 'descending' | undefined = () => undefined,
): TemplateResult {
  const align = (i: number): string => (numeric.includes(i) ? 'number' : '');
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption class="hidden">${caption}</caption>
      <thead><tr>${heads.map((head, i) => html`<th scope="col" class=${align(i)}
        aria-sort=${sorted(i) ?? nothing}>${head}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (row, r) =>
          html`<tr class=${rowClass(r)}>${row.map((cell, i) =>
            i === 0 ? html`<th scope="row" class=${align(i)}>${cell}</th>` : html`<td class=${align(i)}>${cell}</td>`,
          )}</tr>`,
      )}</tbody>
    </table>
  </div>`;
}

/** A bar of the given share (0..1); what it says stands beside it as text. */
export function bar(share: number, kind = ''): TemplateResult {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return html`<svg class="bar ${kind}" aria-hidden="true">${svg`
    <rect class="track" width="100%" height="100%" rx="3"></rect>
    <rect class="fill" width=${width} height="100%" rx="3"></rect>`}</svg>`;
}

/** Numbers with their names. */
export function facts(of: [name: string, value: string][]): TemplateResult {
  return html`<dl class="fact-row">${of.map(([name, value]) => html`<div
    class="fact"><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A chart with its table behind it: the drawing is for the eye, the table for everyone. */
export function chart(drawing: TemplateResult, summary: string, behind: TemplateResult): TemplateResult {
  return html`<figure>${drawing}<details><summary>${summary}</summary>${behind}</details></figure>`;
}
