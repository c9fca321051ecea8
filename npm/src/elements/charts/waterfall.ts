/** From 100 down to the total: what each figure loses or gains. */
import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import { fitted, labelWidth } from './label.js';

/** One step: `change` is in points of the total. */
export interface WaterfallStep {
  name: string;
  change: number;
}

const [ROW, BAR, AXIS, VALUE] = [24, 14, 20, 46];
/** Room for one number of the axis. */
const TICK = 56;
/** Draws the steps between `from` and `to`, which they sum to; ends named by `names`. */
export function waterfall(
  from: number,
  steps: WaterfallStep[],
  to: number,
  names: { from: string; to: string; chart: string },
  write: (points: number) => string,
  width: number,
): TemplateResult {
  const left = labelWidth(width);
  let at = from;
  const bars = steps.map(({ name, change }) => {
    const start = at;
    at += change;
    return { name, start, end: at, change };
  });
  const levels = [from, to, ...bars.map(({ end }) => end)];
  const x = scaleLinear([Math.min(...levels) - 2, Math.max(...levels) + 2], [left, width - VALUE]).nice();
  const height = (bars.length + 2) * ROW + AXIS;
  const y = (row: number): number => row * ROW + (ROW - BAR) / 2;
  const label = (text: string, row: number): TemplateResult =>
    svg`<text x=${left - 8} y=${y(row) + BAR - 3} text-anchor="end">${fitted(text, left - 8)}</text>`;
  const whole = (name: string, level: number, row: number): TemplateResult => svg`${label(name, row)}
    <line class="level" x1=${x(level)} x2=${x(level)} y1=${y(row) - 3} y2=${y(row) + BAR + 3}></line>
    <text class="strong" x=${x(level) + 7} y=${y(row) + BAR - 3}>${write(level)}</text>`;
  const step = (
    { name, start, end, change }: (typeof bars)[number],
    i: number,
  ): TemplateResult => svg`${label(name, i + 1)}
    <line class="axis" x1=${x(start)} x2=${x(start)} y1=${y(i) + BAR} y2=${y(i + 1)}></line>
    <rect class=${change < 0 ? 'loses' : 'gains'} x=${x(Math.min(start, end))} y=${y(i + 1)}
      width=${Math.max(1, Math.abs(x(end) - x(start)))} height=${BAR} rx="2"></rect>
    <text x=${x(Math.max(start, end)) + 5} y=${y(i + 1) + BAR - 3}>${change > 0 ? '+' : ''}${write(change)}</text>`;
  return html`<svg class="waterfall" viewBox="0 0 ${width} ${height}" role="img"
    aria-label="${names.chart}: ${write(from)} → ${write(to)}">${svg`
    ${x.ticks(Math.max(2, (width - left - VALUE) / TICK)).map(
      (tick) => svg`<line class="axis" x1=${x(tick)} x2=${x(tick)} y1="0" y2=${height - AXIS}></line>
      <text x=${x(tick)} y=${height - 5} text-anchor="middle">${tick}</text>`,
    )}
    ${whole(names.from, from, 0)}${bars.map(step)}${whole(names.to, to, bars.length + 1)}`}
  </svg>`;
}
