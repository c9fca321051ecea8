/** Charts, the outlook and what if. */
import { css } from 'lit';

export const charts = css`
/* ── charts ── */
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 18px 34px;
  align-items: start; }
.charts > * { min-width: 0; }
/* A third one stands in the middle, so that no half is empty. */
.charts > :last-child:nth-child(odd) { grid-column: 1 / -1; justify-self: center; width: min(100%, 640px); }
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
`;
