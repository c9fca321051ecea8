/** From 100 down to the total: what each figure loses or gains. */
import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';

/** One step: `change` is in points of the total. */
export interface WaterfallStep {
  name: string;
  change: number;
}

const [WIDTH, LABEL, ROW, BAR, AXIS, VALUE] = [560, 156, 24, 14, 20, 46];
/** Longest name that fits, in Latin letters; a Chinese character takes two. */
const ROOM = 24;

/** A name cut to what fits beside the bars; the table behind the chart has it whole. */
export function fitted(name: string, room = ROOM): string {
  let used = 0;
  const end = [...name].findIndex((letter) => (used += letter.charCodeAt(0) > 0xff ? 2 : 1) > room);
  return end < 0 ? name : `${[...name].slice(0, Math.max(1, end - 1)).join('')}…`;
}

/** Draws the steps between `from` and `to`, which they sum to; ends named by `names`. */
export function waterfall(
  from: number,
  steps: WaterfallStep[],
  to: number,
  names: { from: string; to: string; chart: string },
  write: (points: number) => string,
): TemplateResult {
  let at = from;
  const bars = steps.map(({ name, change }) => {
    const start = at;
    at += change;
    return { name, start, end: at, change };
  });
  const levels = [from, to, ...bars.map(({ end }) => end)];
  const x = scaleLinear([Math.min(...levels) - 2, Math.max(...levels) + 2], [LABEL, WIDTH - VALUE]).nice();
  const height = (bars.length + 2) * ROW + AXIS;
  const y = (row: number): number => row * ROW + (ROW - BAR) / 2;
  const label = (text: string, row: number): TemplateResult =>
    svg`<text x=${LABEL - 8} y=${y(row) + BAR - 3} text-anchor="end">${fitted(text)}</text>`;
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
  return html`<svg class="waterfall" viewBox="0 0 ${WIDTH} ${height}" role="img"
    aria-label="${names.chart}: ${write(from)} → ${write(to)}">${svg`
    ${x.ticks(6).map(
      (tick) => svg`<line class="axis" x1=${x(tick)} x2=${x(tick)} y1="0" y2=${height - AXIS}></line>
      <text x=${x(tick)} y=${height - 5} text-anchor="middle">${tick}</text>`,
    )}
    ${whole(names.from, from, 0)}${bars.map(step)}${whole(names.to, to, bars.length + 1)}`}
  </svg>`;
}
