/** The editor with marks beside its lines, and the form of a fix. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Finding } from '../types.js';
import type { Format } from './format.js';
import { type Blank, filledIn, fixOf } from './plan-edit.js';

/** Lines that are marked while one types; a longer text is shown around the chosen finding and not typed in. */
const LINES = 3000;

/** What the user can do in the editor. */
export interface Editing {
  typed: (text: string) => void;
  step: (by: 'undo' | 'redo') => void;
  choose: (finding: Finding) => void;
}

/** Below the text that one types stands the same text unseen: its lines carry marks and places. */
export function editor(
  f: Format,
  text: string,
  findings: Finding[],
  chosen: Finding | null,
  on: Editing,
): TemplateResult {
  const lines = text.split('\n');
  const isLong = lines.length > LINES;
  const pressed = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    on.step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };
  return html`<div class="editor ${isLong ? 'long' : ''}" tabindex=${isLong ? '0' : nothing}
      role=${isLong ? 'region' : nothing} aria-label=${isLong ? f.t('planText') : nothing}>
    ${isLong ? html`<p class="note">${f.t('tooLongToEdit', { n: f.number(lines.length) })}</p>` : nothing}
    ${mirror(f, lines, findings, chosen, !isLong, on)}
    ${
      isLong
        ? nothing
        : html`<textarea spellcheck="false" aria-label=${f.t('planText')} .value=${live(text)} @keydown=${pressed}
        @input=${(event: Event) => on.typed((event.target as HTMLTextAreaElement).value)}></textarea>`
    }
  </div>`;
}

function mirror(
  f: Format,
  lines: string[],
  findings: Finding[],
  chosen: Finding | null,
  isHidden: boolean,
  on: Editing,
): TemplateResult {
  const byLine = new Map<number, Finding[]>();
  for (const finding of findings) byLine.set(finding.span.line, [...(byLine.get(finding.span.line) ?? []), finding]);
  const span = chosen?.span;
  const first = Math.max(0, Math.min((span?.line ?? 1) - LINES / 2, lines.length - LINES));
  let start = 0;
  for (let i = 0; i < first; i++) start += (lines[i] as string).length + 1;
  const drawn = lines.slice(first, first + LINES).map((line, i) => {
    const [from, number] = [start, first + i + 1];
    start += line.length + 1;
    const here = byLine.get(number) ?? [];
    const worst =
      (['error', 'warning', 'info'] as const).find((kind) => here.some(({ severity }) => severity === kind)) ?? '';
    const isMarked =
      span !== undefined && ((from < span.end && from + line.length > span.start) || number === span.line);
    const [low, high] = isMarked ? [Math.max(0, span.start - from), Math.max(0, span.end - from)] : [0, 0];
    const [leading] = here;
    const pin =
      leading === undefined
        ? nothing
        : html`<button type="button" class="pin" tabindex="-1" title=${[...new Set(here.map(({ message }) => message))].join('\n')}
          @click=${() => on.choose(leading)}>${here.length > 1 ? here.length : '!'}</button>`;
    return html`<li class=${worst}>${pin}${
      isMarked
        ? html`${line.slice(0, low)}<mark>${line.slice(low, high)}</mark>${line.slice(Math.max(low, high))}`
        : line
    }</li>`;
  });
  return html`<ol class="text" start=${first + 1} aria-hidden=${isHidden ? 'true' : nothing}
    aria-label=${isHidden ? nothing : f.t('planText')}>${drawn}</ol>`;
}

/** Inputs for the blanks of a fix; it is made once all of them are filled. */
export function fixForm(
  f: Format,
  finding: Finding,
  text: string,
  values: readonly string[],
  names: readonly string[],
  on: { fill: (values: string[]) => void; mend: () => void },
): TemplateResult | typeof nothing {
  const fix = fixOf(finding, text);
  if (fix === null) return nothing;
  const isReady = filledIn(fix, values) !== null;
  const input = (
    { label, kind }: Blank,
    i: number,
  ): TemplateResult => html`<label>${label === '' ? f.t('fillIn') : label}
    <input type=${kind === 'date' ? 'date' : 'text'} .value=${live(values[i] ?? '')}
      list=${kind === 'person' && names.length > 0 ? 'people-list' : nothing}
      @input=${(event: Event) => {
        const filled = fix.blanks.map((_, at) => values[at] ?? '');
        filled[i] = (event.target as HTMLInputElement).value;
        on.fill(filled);
      }}></label>`;
  const preview = fix.pieces
    .map((piece, i) => piece + (i < fix.blanks.length ? values[i] || '____' : ''))
    .join('')
    // What marks a heading goes in as the plan's own style has it.
    .replace(/^\s*#+\s+/, '')
    .trim();
  return html`<form class="fix-form" @submit=${(event: Event) => {
    event.preventDefault();
    on.mend();
  }}>
    ${fix.blanks.length > 0 && names.length > 0
      ? html`<datalist id="people-list">${names.map((name) => html`<option value=${name}></option>`)}</datalist>`
      : nothing}
    <p class="note">${f.t('willInsert')} <q>${preview}</q></p>
    ${fix.blanks.map(input)}
    <button type="submit" class="mend" ?disabled=${!isReady}>${f.t('mend')}</button>
    ${isReady ? nothing : html`<span class="note">${f.t('fillFirst')}</span>`}
  </form>`;
}
