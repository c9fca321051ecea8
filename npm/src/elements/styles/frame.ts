/** What every element has: colours, controls, tables. */
import { css, unsafeCSS } from 'lit';
import controls from './controls.css';

export const frame = css`
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

${unsafeCSS(controls)}
.panel { display: grid; grid-template-columns: minmax(0, 1fr); height: 100%; gap: 14px; align-content: start;
  padding: 20px 22px; background: var(--card);
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
.kpis tbody th { white-space: normal; min-width: 9em; }
.figure input { width: 8.8em; padding: 2px 8px; min-height: 30px; text-align: right; font-variant-numeric: tabular-nums; }
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
`;
