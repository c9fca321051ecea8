/** Tiers and the funnel. */
import { css } from 'lit';

export const answers = css`
/* ── tiers ── */
.customers { display: grid; gap: 10px; }
.pager { display: flex; align-items: center; justify-content: flex-end; gap: 12px; font-size: 13px;
  color: var(--soft); }
.why:not(:empty) { padding: 10px 14px; border-radius: 10px; background: var(--tint); font-size: 13px; }
.why p { font-weight: 600; }
.why strong { font-weight: 550; color: var(--soft); }
.why ul { list-style: disc; padding-left: 18px; }

/* ── tiles and heat map ── */
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px; }
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
:host(planscore-funnel) tr > * { padding-block: 10px; }
.scroll + .note { margin-top: 8px; }
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
`;
