/** The share still in each stage over the days since entering it. */
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit';
import type { StageReport } from '../../types.js';

type Step = StageReport['survival'][number];

const [HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [200, 40, 12, 38, 22];

export function survival(of: StageReport[], names: { chart: string; x: string; y: string }, width: number): TemplateResult {
  const most = Math.max(1, ...of.map(({ survival }) => survival.at(-1)?.day ?? 0));
  const x = scaleLinear([0, most], [LEFT, width - RIGHT]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP]);
  const path = line<Step>(
    (step) => x(step.day),
    (step) => y(step.share),
  ).curve(curveStepAfter);
  return html`<svg class="survival" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${names.chart}>${svg`
    <text x="0" y="11">${names.y}</text>
    <text x=${width - RIGHT} y=${HEIGHT - 4} text-anchor="end">${names.x}</text>
    ${[0, 0.5, 1].map(
      (share) => svg`<line class="axis" x1=${LEFT} x2=${width - RIGHT} y1=${y(share)} y2=${y(share)}></line>
      <text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100}%</text>`,
    )}
    ${x.ticks(5).map((day) => svg`<text x=${x(day)} y=${HEIGHT - 22} text-anchor="middle">${day}</text>`)}
    ${of.map(({ survival }, i) => svg`<path class="line series-${i % 6}"
      d=${path([{ day: 0, share: 1 }, ...survival]) ?? ''}></path>`)}`}
  </svg>`;
}
