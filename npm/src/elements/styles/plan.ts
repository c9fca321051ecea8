/** The plan and the review. */
import { css } from 'lit';

export const plan = css`
/* ── plan ── */
.beside { display: grid; grid-template-columns: minmax(300px, 5fr) 7fr; gap: 22px; min-width: 0; }
.beside > * { min-width: 0; }
.beside.even { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 22px 34px; }
.beside.even > * { display: grid; gap: 12px; align-content: start; }
.findings ul { display: grid; gap: 8px; max-height: 560px; overflow-y: auto; padding: 3px; margin: -3px; }
.finding { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 10px; width: 100%; text-align: left;
  padding: 9px 12px; font-weight: 450; line-height: 1.45; border-left: 4px solid var(--tone); }
.finding .severity { color: var(--tone); font-weight: 600; font-size: 12px; line-height: 1.8; }
.finding .message { overflow-wrap: anywhere; }
.finding .where { grid-area: 1 / 3; color: var(--soft); font-size: 12px; white-space: nowrap; line-height: 1.8; }
.finding .fix { grid-column: 2 / -1; color: var(--soft); font-size: 13px; }
.places { display: flex; flex-wrap: wrap; gap: 4px; }
.finding[aria-current] { background: var(--tint); border-color: var(--accent); border-left-color: var(--tone); }
.error { --tone: var(--bad); }
.warning { --tone: var(--fair); }
.good { --tone: var(--good); }
.info { --tone: var(--soft); }
.editor { position: relative; display: grid; max-height: 560px; overflow-y: auto; border: 1px solid var(--line); border-radius: 10px; }
.editor > * { grid-area: 1 / 1; min-width: 0; }
.editor.long > * { grid-area: auto; }
.text, .editor textarea { padding: 10px 14px 10px 0; font: inherit; font-size: 13.5px; line-height: 1.75; letter-spacing: normal;
  white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
.text { list-style: none; }
.text[aria-hidden] { color: transparent; }
.text li { position: relative; min-height: 1.75em; padding-left: 54px; }
.text li::before { content: counter(list-item); position: absolute; left: 0; width: 38px; text-align: right;
  color: var(--soft); font-size: 11.5px; }
.text li.error, .text li.warning, .text li.info { box-shadow: inset 3px 0 var(--tone); }
.editor textarea { position: relative; z-index: 1; margin: 0 0 0 54px; border: 0; background: none; color: var(--ink);
  resize: none; overflow: hidden; outline: none; width: auto; }
.editor:has(textarea:focus) { outline: 2px solid var(--accent); outline-offset: 2px; }
.pin { position: absolute; left: 5px; top: 4px; min-height: 0; height: 17px; padding: 0 4px; border: 0; border-radius: 8px;
  font-size: 11px; line-height: 17px;
  color: var(--card); background: var(--tone); z-index: 1; }
.fix-form { display: grid; gap: 8px; margin: 6px 0 4px 16px; font-size: 13.5px; }
.fix-form label { display: grid; grid-template-columns: 7em minmax(0, 1fr); align-items: center; gap: 8px; color: var(--soft); }
.fix-form input { padding: 3px 8px; min-width: 0; width: 100%; }
.fix-form q { quotes: none; color: var(--ink); white-space: pre-wrap; }
.fix-form .mend { margin: 0; justify-self: start; }
.source { display: grid; gap: 8px; align-content: start; }
.source .tools button { padding: 3px 10px; min-height: 30px; font-size: 13px; }
mark { background: var(--fair-tint); color: inherit; box-shadow: 0 0 0 2px var(--fair-tint), inset 0 -2px var(--fair);
  border-radius: 2px; }
mark { color: inherit; }
mark:empty::before { content: "▸"; color: var(--fair); }

/* ── review ── */
.panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px; margin-top: 18px; }
.panels > *, .column > * { scroll-margin-top: 12px; }
.panels .wide { grid-column: 1 / -1; }
/* Nothing that is shown is pushed down by what comes later: a panel follows once all above it have their height. */
:host([waits]) .panels,
.panels > [waits]:not(.late) ~ *, .panels > :has(> [waits]) ~ *, .column > [waits] ~ * { display: none; }
/* Each column is as long as what it says: what is unfolded in one opens no gaps in the other. */
.column { display: flex; flex-direction: column; gap: 18px; min-width: 0; align-self: start; }
dialog { border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); color: var(--ink); padding: 20px 22px;
  width: min(980px, calc(100vw - 24px)); max-height: calc(100vh - 40px); }
dialog[open] { display: grid; gap: 12px; }
dialog::backdrop { background: rgb(0 0 0 / 45%); }
.listed { overflow: auto; min-height: 0; }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 40px; padding-left: 20px; }
.steps .facts { display: block; }
button.step { font-weight: 600; font-size: 14.5px; }
`;
