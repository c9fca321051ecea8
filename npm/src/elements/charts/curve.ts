/** The concentration (Pareto) curve: which share of the customers brings which share of the money. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit';
import type { Concentration } from '../../types.js';

const [HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [206, 40, 14, 38, 22];
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function curve(
  { points, customersFor80 }: Concentration,
  names: { chart: string; customers: string; revenue: string },
  width: number,
): TemplateResult {
  const x = scaleLinear([0, 1], [LEFT, width - RIGHT]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP]);
  const path =
    line<(typeof points)[number]>(
      (point) => x(point.customers),
      (point) => y(point.revenue),
    )(points) ?? '';
  return html`<svg class="curve" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${names.chart}>${svg`
    ${TICKS.map(
      (share) => svg`<line class="axis" x1=${LEFT} x2=${width - RIGHT} y1=${y(share)} y2=${y(share)}></line>
      <text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100}%</text>
      <text x=${x(share)} y=${HEIGHT - BOTTOM + 18} text-anchor="middle">${share * 100}%</text>`,
    )}
    <line class="even" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)}></line>
    <path class="drawn" d=${path}></path>
    <path class="even" d="M${x(customersFor80)} ${y(0)}V${y(0.8)}H${x(0)}"></path>
    <text x=${width - RIGHT} y=${HEIGHT - 4} text-anchor="end">${names.customers}</text>
    <text x="0" y="11">${names.revenue}</text>`}
  </svg>`;
}
