/** Small templates that the elements share. Text is always a binding, so no data can become markup. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

export type Cell = TemplateResult | string | typeof nothing;

/** How a table is drawn. */
export interface TableLook {
  /** Right-aligned columns. */
  numeric?: number[];
  /** The class of a row. */
  rowClass?: (row: number) => string;
  /** What a row is about: its inputs go with it to another place. */
  key?: (row: number) => unknown;
  /** How a column is sorted. */
  sorted?: (column: number) => 'ascending' | 'descending' | undefined;
  /** The heads' names, where a head is more than text. */
  labels?: string[];
  /** A table of crossings, which scrolls on a phone instead of becoming a list. */
  crossed?: boolean;
}

/** A table with a header row; on a phone each row becomes a small list of names and values. */
export function table(caption: string, heads: Cell[], rows: Cell[][], look: TableLook = {}): TemplateResult {
  const { numeric = [], rowClass = () => '', key = (row) => row, sorted = () => undefined, crossed = false } = look;
  const labels = look.labels ?? heads.map((head) => (typeof head === 'string' ? head : ''));
  const align = (i: number): string => (numeric.includes(i) ? 'number' : '');
  // The roles stay where the rows are laid out as lists.
  return html`<div class="scroll" tabindex=${crossed ? '0' : nothing} role="group" aria-label=${caption}>
    <table class=${crossed ? 'crossed' : 'stack'} role="table">
      <caption class="hidden">${caption}</caption>
      <thead role="rowgroup"><tr role="row">${heads.map(
        (head, i) => html`<th scope="col" role="columnheader" class=${align(i)}
        aria-sort=${sorted(i) ?? nothing}>${head}</th>`,
      )}</tr></thead>
      <tbody role="rowgroup">${repeat(
        rows,
        (_, r) => key(r),
        (row, r) =>
          html`<tr role="row" class=${rowClass(r)}>${row.map((cell, i) =>
            i === 0
              ? html`<th scope="row" role="rowheader" class=${align(i)}>${cell}</th>`
              : html`<td role="cell" class=${align(i)} data-label=${labels[i] ?? ''}>${cell}</td>`,
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
  return html`<dl class="fact-row">${of.map(
    ([name, value]) => html`<div
    class="fact"><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

/** A chart with its table behind it: the drawing is for the eye, the table for everyone. */
export function chart(drawing: TemplateResult, summary: string, behind: TemplateResult): TemplateResult {
  return html`<figure>${drawing}<details><summary>${summary}</summary>${behind}</details></figure>`;
}

/** What the colours of a chart mean. */
export function legend(of: [kind: string, name: string][]): TemplateResult {
  return html`<ul class="legend">${of.map(
    ([kind, name]) => html`<li
    class=${kind}><svg aria-hidden="true" viewBox="0 0 12 12" preserveAspectRatio="none"><rect width="12" height="12" rx="3"></rect></svg>${
      name
    }</li>`,
  )}</ul>`;
}
