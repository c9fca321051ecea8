/** The share still in each stage over the days since entering it. */
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { html, svg, type TemplateResult } from 'lit';
import type { StageReport } from '../../types.js';

type Step = StageReport['survival'][number];

const [WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [560, 170, 34, 64, 20, 8];

export function survival(of: StageReport[], label: string): TemplateResult {
  const most = Math.max(1, ...of.map(({ survival }) => survival.at(-1)?.day ?? 0));
  const x = scaleLinear([0, most], [LEFT, WIDTH - RIGHT]);
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP]);
  const path = line<Step>(
    (step) => x(step.day),
    (step) => y(step.share),
  ).curve(curveStepAfter);
  // Names stand where their curves end, moved apart where they would touch.
  const ends = of.map(({ stage, survival }, i) => ({
    stage,
    i,
    x: x(survival.at(-1)?.day ?? 0),
    y: y(survival.at(-1)?.share ?? 1),
  }));
  const placed = [...ends].sort((a, b) => b.y - a.y);
  placed.forEach((end, i) => {
    end.y = Math.min(end.y, (placed[i - 1]?.y ?? Infinity) - 12);
  });
  return html`<svg class="survival" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>${svg`
    ${[0, 0.5, 1].map(
      (share) => svg`<line class="axis" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(share)} y2=${y(share)}></line>
      <text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100}%</text>`,
    )}
    ${x.ticks(5).map((day) => svg`<text x=${x(day)} y=${HEIGHT - 5} text-anchor="middle">${day}</text>`)}
    ${of.map(({ survival }, i) => svg`<path class="line series-${i % 6}"
      d=${path([{ day: 0, share: 1 }, ...survival]) ?? ''}></path>`)}
    ${ends.map((end) => svg`<text class="series-${end.i % 6}" x=${Math.min(end.x + 5, WIDTH - RIGHT + 5)}
      y=${end.y + 4}>${end.stage.slice(0, 6)}</text>`)}`}
  </svg>`;
}
