/** The same on narrow screens, without motion, and on paper. */
import { css } from 'lit';

export const media = css`
@media (max-width: 1080px) {
  .panels { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 720px) {
  .panel { padding: 16px; }
  .beside, .beside.even { grid-template-columns: minmax(0, 1fr); }
  .crossed td:first-child, .crossed th:first-child { position: sticky; left: 0; background: var(--card); z-index: 1; }
  /* A row becomes a small list: its name, then each value with its own name. */
  .stack, .stack tbody, .stack tr, .stack th, .stack td { display: block; width: auto; white-space: normal; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack thead:has(button) { position: static; width: auto; height: auto; clip-path: none; display: block; }
  .stack thead:has(button) tr { display: flex; flex-wrap: wrap; gap: 4px 14px; padding-bottom: 6px; }
  .stack thead th { padding: 0; border: 0; }
  .stack tbody tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2px 18px; padding: 8px 0;
    border-bottom: 1px solid var(--line); }
  .stack tbody th { grid-column: 1 / -1; font-weight: 600; padding: 0; border: 0; text-align: left; }
  .stack tbody td { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; padding: 1px 0; border: 0;
    text-align: right; overflow-wrap: anywhere; }
  .stack tbody td > .pill { align-self: start; }
  .stack tbody td::before { content: attr(data-label); color: var(--soft); font-size: 12px; }
  .stack tbody td:has(.edit), .stack tbody td:has(.advice), .stack tbody td:has(.wide-cell) { grid-column: 1 / -1; }
  .finding { grid-template-columns: auto 1fr; }
  .finding .where { grid-area: auto / 2; white-space: normal; }
  .findings ul, .editor { max-height: 420px; }
  .fact-row { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px 14px; }
  .fact dd { font-size: 15px; }
  .sliders label { grid-template-columns: minmax(0, 1fr) auto; }
  .sliders input { grid-column: 1 / -1; order: 1; }
  .knobs label { grid-template-columns: 7em 1fr 3.4em; }
  .charts { grid-template-columns: minmax(0, 1fr); }
  dialog { padding: 14px; }
}
@media (max-width: 400px) {
  .fact-row { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
@media print {
  .tools, .pager, .no-print, .sliders, .knobs, .mend, dialog, .edit, .targets, .fold > summary, figure details,
  details:not([open]) { display: none; }
  .print-only { display: inline; }
  .glances { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .panel { break-inside: auto; height: auto; }
  figure, .callout, .outlook, tr, .tiles, .glances, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .panels, .column, .charts, .beside, .beside.even { display: block; }
  .panels > *, .column > * { margin-bottom: 14px; }
  figure > svg { max-width: 150mm; }
  .findings ul, .editor { max-height: none; overflow: visible; }
  .text[aria-hidden] { color: inherit; }
  .editor textarea, .fix-form { display: none; }
  .scroll { overflow: visible; }
  th, td { white-space: normal; }
  .number { white-space: nowrap; }
  tbody tr:first-child { break-before: avoid; }
}
`;
