/** Shares won, lost and open over the days since entry, stacked to one. */
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import { svg, html, type TemplateResult } from 'lit';
import type { FunnelReport } from '../../types.js';

type Outcome = FunnelReport['outcomes'][number];

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [560, 150, 34, 20, 6];

export function outcomes(
  of: Outcome[],
  names: { won: string; lost: string; open: string; days: string },
): TemplateResult {
  const x = scaleLinear([0, Math.max(1, of.at(-1)?.day ?? 1)], [LEFT, WIDTH]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP]);
  const steps: Outcome[] = [{ day: 0, won: 0, lost: 0, open: 1, atRisk: 0 }, ...of];
  const band = (low: (one: Outcome) => number, high: (one: Outcome) => number): string =>
    area<Outcome>(
      (one) => x(one.day),
      (one) => y(low(one)),
      (one) => y(high(one)),
    ).curve(curveStepAfter)(steps) ?? '';
  const end = steps.at(-1) as Outcome;
  const label = (text: string, at: number): TemplateResult =>
    svg`<text x=${WIDTH - 6} y=${y(at) + 4} text-anchor="end">${text}</text>`;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
    aria-label="${names.won} ${names.lost} ${names.open}">${svg`
    <rect class="open" x=${LEFT} y=${TOP} width=${WIDTH - LEFT} height=${HEIGHT - BOTTOM - TOP}></rect>
    <path class="won" d=${band(
      () => 0,
      (one) => one.won,
    )}></path>
    <path class="lost" d=${band(
      (one) => 1 - one.lost,
      () => 1,
    )}></path>
    ${[0, 0.5, 1].map((share) => svg`<text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100}%</text>`)}
    ${x.ticks(5).map((day) => svg`<text x=${x(day)} y=${HEIGHT - 5} text-anchor="middle">${day}</text>`)}
    ${end.open > 0.12 ? label(names.open, end.won + end.open / 2) : ''}`}
  </svg>`;
}
