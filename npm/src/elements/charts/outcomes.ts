/** Shares won, lost and open over the days since entry, stacked to one. */
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import { svg, html, type TemplateResult } from 'lit';
import type { FunnelReport } from '../../types.js';

type Outcome = FunnelReport['outcomes'][number];

const [HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [180, 40, 12, 38, 22];

export function outcomes(of: Outcome[], names: { chart: string; x: string; y: string }, width: number): TemplateResult {
  const x = scaleLinear([0, Math.max(1, of.at(-1)?.day ?? 1)], [LEFT, width - RIGHT]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP]);
  const steps: Outcome[] = [{ day: 0, won: 0, lost: 0, open: 1, atRisk: 0 }, ...of];
  const band = (low: (one: Outcome) => number, high: (one: Outcome) => number): string =>
    area<Outcome>(
      (one) => x(one.day),
      (one) => y(low(one)),
      (one) => y(high(one)),
    ).curve(curveStepAfter)(steps) ?? '';
  return html`<svg class="outcomes" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${names.chart}>${svg`
    <text x="0" y="11">${names.y}</text>
    <text x=${width - RIGHT} y=${HEIGHT - 4} text-anchor="end">${names.x}</text>
    <rect class="open" x=${LEFT} y=${TOP} width=${width - LEFT - RIGHT} height=${HEIGHT - BOTTOM - TOP}></rect>
    <path class="won" d=${band(
      () => 0,
      (one) => one.won,
    )}></path>
    <path class="lost" d=${band(
      (one) => 1 - one.lost,
      () => 1,
    )}></path>
    ${[0, 0.5, 1].map((share) => svg`<text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100}%</text>`)}
    ${x.ticks(5).map((day) => svg`<text x=${x(day)} y=${HEIGHT - 22} text-anchor="middle">${day}</text>`)}`}
  </svg>`;
}
