/**
 * How the elements look. Themable by custom properties on the element or above it: `--planscore-card`,
 * `-ink`, `-soft`, `-line`, `-tint`, `-accent`, `-accent-ink`, `-good`, `-fair`, `-bad` and their `-tint`s,
 * `-radius`, `-font`. Light and dark follow `color-scheme`.
 */
import { css } from 'lit';

export const styles = css`
:host {
  --card: var(--planscore-card, light-dark(#ffffff, #161c22));
  --ink: var(--planscore-ink, light-dark(#17202b, #e6ebf0));
  --soft: var(--planscore-soft, light-dark(#5b6675, #98a4b1));
  --line: var(--planscore-line, light-dark(#e3e7ec, #28313a));
  --tint: var(--planscore-tint, light-dark(#eef2f5, #1e262e));
  --accent: var(--planscore-accent, light-dark(#0f766e, #2dd4bf));
  --accent-ink: var(--planscore-accent-ink, light-dark(#ffffff, #05201d));
  --good: var(--planscore-good, light-dark(#166534, #4ade80));
  --good-tint: var(--planscore-good-tint, light-dark(#e4f5ea, #12301e));
  --fair: var(--planscore-fair, light-dark(#854d0e, #fbbf24));
  --fair-tint: var(--planscore-fair-tint, light-dark(#fbf1d8, #352a10));
  --bad: var(--planscore-bad, light-dark(#b4232a, #f87171));
  --bad-tint: var(--planscore-bad-tint, light-dark(#fce8e8, #3a1a1c));
  --radius: var(--planscore-radius, 14px);
  display: block;
  color: var(--ink);
  font: var(--planscore-font, 15px/1.55 -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", system-ui, sans-serif);
  font-variant-numeric: tabular-nums;
  min-width: 0;
}
* { box-sizing: border-box; }
h2, h3, p, dl, dd, ul, ol, figure { margin: 0; padding: 0; }
ul { list-style: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:host([hidden]), [hidden] { display: none; }

/* ── controls ── */
button, .button, select, input[type="text"], input[type="date"] {
  font: inherit; font-size: 14px; color: var(--ink); background: var(--card);
  border: 1px solid var(--line); border-radius: 9px; padding: 6px 14px; min-height: 34px;
}
button, .button { cursor: pointer; font-weight: 500; transition: background 120ms, border-color 120ms; }
button:hover:not(:disabled), .button:hover { background: var(--tint); }
button:disabled { opacity: 0.4; cursor: default; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button.primary:hover { filter: brightness(1.08); background: var(--accent); }
button.link { border: 0; background: none; padding: 2px 0; min-height: 0; color: var(--ink); text-align: left;
  font-weight: 450; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 3px;
  border-radius: 4px; }
button.link:hover { background: none; color: var(--accent); text-decoration-color: currentcolor; }
select { padding-right: 8px; }
.tools { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
select { max-width: 100%; }
.tools label:not(.button) { display: flex; align-items: center; gap: 8px; color: var(--soft); font-size: 13px; }

.panel { display: grid; height: 100%; gap: 14px; align-content: start; padding: 20px 22px; background: var(--card);
  border: 1px solid var(--line); border-radius: var(--radius);  min-width: 0; }
h2 { font-size: 15px; font-weight: 650; }
h2:focus { outline: none; }
h3 { font-size: 13px; font-weight: 600; color: var(--soft); margin-bottom: 8px; }
.notes { margin: 0; padding-left: 1.2em; }
.empty, .note, .notes { color: var(--soft); font-size: 13px; }
.empty { padding: 18px 0; }
.facts { color: var(--soft); font-size: 13px; }
.headline { display: flex; align-items: center; flex-wrap: wrap; gap: 6px 12px; }
.headline .facts { flex-basis: 100%; }
.big { font-size: 34px; line-height: 1.1; font-weight: 650; letter-spacing: -0.03em; }
.says { font-size: 14px; text-wrap: pretty; }
.working { margin-left: 10px; animation: appear 1ms 200ms both; }
@keyframes appear { from { opacity: 0; } }
.scores, .glances { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 210px), 1fr)); gap: 12px; }
.score { display: grid; gap: 4px; align-content: start; }
.score .name, .glance .name { color: var(--soft); font-size: 13px; }
.glance { display: grid; gap: 4px; align-content: start; width: 100%; height: 100%; text-align: left; padding: 12px 16px;
  font-weight: 450; }
.glance .facts { text-wrap: pretty; }
.targets .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); gap: 10px 24px; }
.targets { display: grid; gap: 12px; border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.rank { display: inline-block; min-width: 1.6em; color: var(--soft); font-weight: 450; }
label.check { gap: 6px; }
.targets label { display: grid; grid-template-columns: 1fr 10em; align-items: center; gap: 10px; font-size: 14px; }
.targets input { min-width: 0; width: 100%; text-align: right; padding: 4px 8px; }

.fact-row { display: flex; flex-wrap: wrap; gap: 10px 26px; }
.fact dt { color: var(--soft); font-size: 12px; }
.fact dd { font-size: 17px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; }

.outstanding, .onTarget { --tone: var(--good); --tone-tint: var(--good-tint); }
.close, .atRisk { --tone: var(--fair); --tone-tint: var(--fair-tint); }
.offTarget, .vetoed { --tone: var(--bad); --tone-tint: var(--bad-tint); }
.pill, .chip { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12px; font-weight: 550;
  white-space: nowrap; color: var(--tone, var(--soft)); background: var(--tone-tint, var(--tint)); }
.chip { margin: 2px 4px 2px 0; color: var(--fair); background: var(--fair-tint); }

.scroll { overflow-x: auto; margin: 0 -6px; padding: 0 6px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--soft); font-size: 12px; margin-bottom: 4px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend svg { width: 10px; height: 10px; fill: var(--series, var(--soft)); }
.legend .won svg, .legend .rises svg { fill: var(--good); }
.legend .lost svg, .legend .falls svg { fill: var(--bad); }
.legend .open svg { fill: var(--tint); stroke: var(--soft); }
.legend .outside svg, .legend .mark-due svg { fill: var(--accent); }
.legend .mark-target svg, .legend .mark-ends svg, .legend .mark-line svg { fill: var(--ink); }
.legend .mark-line svg { height: 2px; }
.legend .this svg { fill: var(--accent); }
.legend .last-year svg { opacity: 0.45; }
.legend .mark-target svg { width: 3px; }
.legend .mark-ends svg { height: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
th, td { padding: 7px 10px 7px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: middle;
  font-weight: 450; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: 12px; padding-top: 0; }
.number { text-align: right; }
th:last-child, td:last-child { padding-right: 0; }
tbody th small { display: block; color: var(--soft); font-size: 11.5px; }
.figure { display: inline-flex; align-items: baseline; gap: 3px; white-space: nowrap; }
.figure input { width: 9.4em; padding: 2px 8px; min-height: 30px; text-align: right; font-variant-numeric: tabular-nums; }
input[aria-invalid="true"] { border-color: var(--bad); background: var(--bad-tint); }
.unit { min-width: 1.1em; color: var(--soft); font-size: 12px; text-align: left; }
.grey { color: var(--soft); }
.print-only { display: none; }
td small { display: block; color: var(--soft); font-size: 11.5px; }
.bar { display: block; width: 100%; min-width: 56px; height: 5px; margin-top: 3px; }
.bar .track { fill: var(--tint); }
.bar .fill { fill: var(--tone, var(--accent)); }
.with-bar { display: block; min-width: 64px; }
.advice { display: block; min-width: 15em; white-space: normal; color: var(--soft); font-size: 12.5px;
  line-height: 1.4; }

.alerts { display: grid; gap: 6px; font-size: 13px; }
.alerts:empty { display: none; }
.alerts li { padding-left: 12px; border-left: 3px solid var(--tone); }
.alerts span { margin-left: 8px; color: var(--soft); }

/* ── tiers ── */
.customers { display: grid; gap: 10px; }
.pager { display: flex; align-items: center; justify-content: flex-end; gap: 12px; font-size: 13px;
  color: var(--soft); }
.why:not(:empty) { padding: 10px 14px; border-radius: 10px; background: var(--tint); font-size: 13px; }
.why p { font-weight: 600; }
.why strong { font-weight: 550; color: var(--soft); }
.why ul { list-style: disc; padding-left: 18px; }

/* ── tiles and heat map ── */
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 10px; }
.tile { display: grid; gap: 1px; padding: 9px 12px; text-align: left; font-weight: 450; min-height: 0; }
.tile strong { font-size: 17px; font-weight: 600; letter-spacing: -0.01em; }
.tile small { color: var(--soft); font-size: 12px; }
.tile[aria-pressed="true"], .cell[aria-pressed="true"] { border-color: var(--accent);
  box-shadow: inset 0 0 0 1px var(--accent); }
.heat { table-layout: fixed; }
.heat th, .heat td { padding: 2px; border: 0; text-align: center; }
.heat th { color: var(--soft); font-size: 12px; }
.cell { width: 100%; padding: 6px 2px; font-size: 13px; border-radius: 6px; color: var(--ink); }
.heat-1 { background: color-mix(in srgb, var(--accent) 8%, var(--card)); }
.heat-2 { background: color-mix(in srgb, var(--accent) 16%, var(--card)); }
.heat-3 { background: color-mix(in srgb, var(--accent) 26%, var(--card)); }
.heat-4 { background: color-mix(in srgb, var(--accent) 38%, var(--card)); }
thead button.link { color: inherit; font-size: inherit; white-space: nowrap; }

/* ── funnel ── */
.callout { padding: 12px 16px; border-radius: 10px; background: var(--bad-tint); border-left: 4px solid var(--bad);
  font-size: 14px; }
.callout strong { color: var(--bad); font-weight: 600; }
.callout.calm { background: var(--tint); border-color: var(--soft); }
.callout.calm strong { color: var(--ink); }
.stage { display: inline-flex; align-items: center; gap: 8px; font-weight: 550; }
.weakest { background: linear-gradient(90deg, var(--bad-tint), transparent); }
.weakest .bar { --tone: var(--bad); }
.fold { border-top: 1px solid var(--line); padding-top: 10px; min-width: 0; }
.fold > :not(summary) { margin-top: 12px; }
details summary { cursor: pointer; color: var(--soft); font-size: 13px; font-weight: 500; }
details[open] > summary { margin-bottom: 8px; }
details ul { list-style: disc; padding-left: 20px; color: var(--soft); font-size: 13px; }

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
.panels > [waits] ~ *, .panels > :has(> [waits]) ~ *, .column > [waits] ~ * { display: none; }
.column { display: flex; flex-direction: column; gap: 18px; min-width: 0; }
.column > :last-child { flex: 1; }
dialog { border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); color: var(--ink); padding: 20px 22px;
  width: min(980px, calc(100vw - 24px)); max-height: calc(100vh - 40px); }
dialog[open] { display: grid; gap: 12px; }
dialog::backdrop { background: rgb(0 0 0 / 45%); }
.listed { overflow: auto; min-height: 0; }
.steps { display: grid; gap: 8px; padding-left: 20px; }
.steps .facts { display: block; }
button.step { font-weight: 600; font-size: 14.5px; }

/* ── charts ── */
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 18px 34px;
  align-items: start; }
.charts > * { min-width: 0; }
figure > svg { display: block; width: 100%; max-width: 640px; height: auto; overflow: visible; }
figure text { fill: var(--soft); font-size: 11px; font-family: inherit; }
figure .axis { stroke: var(--line); }
figure .won { fill: var(--good); }
figure .lost { fill: var(--bad); }
figure .open { fill: var(--tint); }
figure .level { stroke: var(--ink); stroke-width: 2; }
figure .strong { fill: var(--ink); font-weight: 600; }
figure .loses { fill: var(--bad); }
figure .gains { fill: var(--good); }
figure .band-0 { fill: var(--tint); }
figure .band-1 { fill: var(--tint); opacity: 0.75; }
figure .band-2 { fill: var(--tint); opacity: 0.5; }
figure .band-3 { fill: var(--tint); opacity: 0.3; }
figure .reached { fill: var(--tone, var(--accent)); }
figure .target { stroke: var(--ink); stroke-width: 2; }
figure .due { fill: var(--accent); }
figure .ends { fill: none; stroke: var(--ink); stroke-width: 1; }
figure .this-year { fill: var(--accent); }
figure .open-month { opacity: 0.55; }
figure .last-year { fill: var(--soft); opacity: 0.45; }
figure .drawn { fill: none; stroke: var(--accent); stroke-width: 2; }
figure .even { fill: none; stroke: var(--soft); stroke-dasharray: 3 3; }
figure .tier { fill: var(--soft); }
figure .stays { fill: var(--soft); opacity: 0.25; }
figure .rises { fill: var(--good); opacity: 0.4; }
figure .falls { fill: var(--bad); opacity: 0.4; }
figure .outside { fill: var(--accent); opacity: 0.25; }
figure details { margin-top: 6px; }
figure .line { fill: none; stroke: var(--series); stroke-width: 2; }
figure text[class] { fill: var(--series); }
.series-0 { --series: var(--accent); }
.series-1 { --series: light-dark(#7c3aed, #c4b5fd); }
.series-2 { --series: light-dark(#b45309, #fbbf24); }
.series-3 { --series: light-dark(#be185d, #f9a8d4); }
.series-4 { --series: light-dark(#1d4ed8, #93c5fd); }
.series-5 { --series: light-dark(#4d7c0f, #bef264); }
.outlook { display: grid; gap: 10px; border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.knobs { display: grid; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); gap: 8px 20px; }
.knobs label { display: grid; grid-template-columns: 9em 1fr 4em; align-items: center; gap: 8px;
  font-size: 13px; color: var(--soft); }
input[type="date"] { padding: 4px 8px; }
.knobs input[type="range"] { accent-color: var(--accent); width: 100%; }
.outlook .tools label { font-size: 13px; }
.needs { font-size: 13.5px; }

/* ── what if ── */
.sliders { display: grid; gap: 6px; border: 1px solid var(--line); border-radius: 10px; padding: 10px 16px 14px;
  min-width: 0; margin: 0; font-size: 13px; }
.sliders legend { padding: 0 6px; font-weight: 600; color: var(--soft); }
.sliders label { display: grid; grid-template-columns: minmax(7em, 14em) minmax(6em, 1fr) 11em 9em; gap: 4px 14px;
  align-items: center; }
.sliders input { width: 100%; min-width: 0; accent-color: var(--accent); }
.sliders output { text-align: right; white-space: nowrap; }
.supposed { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.supposed strong { font-size: 20px; min-width: 3em; }

.mend { margin: 6px 0 0 16px; }

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
  .tools, .pager, .no-print, .sliders, .knobs, .mend, dialog, .edit, .targets, .fold > summary, figure details { display: none; }
  .print-only { display: inline; }
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
