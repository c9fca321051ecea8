/** Bullet bars: what is reached against the target, the pace that is due, and where it may end. */
import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import type { KpiStatus } from '../../types.js';
import { fitted, labelWidth } from './label.js';

/** Shares of the target; `due` is the elapsed share of the period, `ends` the forecast from P10 to P90. */
export interface Bullet {
  name: string;
  reached: number;
  due: number | null;
  ends: [number, number] | null;
  status: KpiStatus;
}

const [ROW, BAND, BAR, AXIS] = [26, 16, 6, 36];
/** Beyond this share of the target a bar is cut. */
const MOST = 1.5;
/** From which share of the target a figure is at risk, close, on target. */
const BANDS = [0, 0.8, 0.9, 1] as const;

export function bullets(of: Bullet[], names: { chart: string; axis: string }, width: number): TemplateResult {
  const label = labelWidth(width);
  const within = (share: number): number => Math.max(0, Math.min(MOST, share));
  const x = scaleLinear([0, MOST], [label, width - 8]);
  const height = of.length * ROW + AXIS;
  const row = ({ name, reached, due, ends, status }: Bullet, i: number): TemplateResult => {
    const [top, middle] = [i * ROW + (ROW - BAND) / 2, i * ROW + ROW / 2];
    return svg`<text x=${label - 8} y=${middle + 4} text-anchor="end">${fitted(name, label - 8)}</text>
      ${BANDS.map((from, band) => svg`<rect class="band-${band}" x=${x(from)} y=${top}
        width=${x(BANDS[band + 1] ?? MOST) - x(from)} height=${BAND}></rect>`)}
      <rect class="reached ${status}" x=${x(0)} y=${middle - BAR / 2} width=${x(within(reached)) - x(0)} height=${BAR}
        rx="2"></rect>
      ${ends === null ? '' : svg`<path class="ends"
        d="M${x(within(ends[0]))} ${middle - 4}v8m0-4H${x(within(ends[1]))}m0-4v8"></path>`}
      ${due === null || due >= 1 ? '' : svg`<path class="due" d="M${x(within(due))} ${top - 1}l4 -5h-8z"></path>`}
      <line class="target" x1=${x(1)} x2=${x(1)} y1=${top - 2} y2=${top + BAND + 2}></line>`;
  };
  return html`<svg class="bullets" viewBox="0 -6 ${width} ${height + 6}" role="img" aria-label=${names.chart}>${svg`
    ${of.map(row)}
    ${[0, 0.5, 1, 1.5].map((share) => svg`<text x=${x(share)} y=${height - 20}
      text-anchor=${share === MOST ? 'end' : 'middle'}>${share * 100}%</text>`)}
    <text x=${width - 8} y=${height - 4} text-anchor="end">${names.axis}</text>`}
  </svg>`;
}
