/** Bars by month against what was asked and what the same month a year before brought. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';

export interface MonthBar {
  /** 3月, Mar. */
  name: string;
  actual: number | null;
  target: number | null;
  lastYear: number | null;
  isOpen: boolean;
}

const [HEIGHT, LEFT, BOTTOM, TOP] = [230, 52, 24, 10];
/** Room that the name of a month takes. */
const NAME = 30;

export function months(
  of: MonthBar[],
  label: string,
  write: (money: number) => string,
  width: number,
): TemplateResult {
  const most = Math.max(1, ...of.flatMap(({ actual, target, lastYear }) => [actual ?? 0, target ?? 0, lastYear ?? 0]));
  const least = Math.min(0, ...of.map(({ actual }) => actual ?? 0));
  const x = scaleBand(
    of.map((_, i) => i),
    [LEFT, width],
  )
    .paddingInner(0.3)
    .paddingOuter(0.15);
  const y = scaleLinear([least, most], [HEIGHT - BOTTOM, TOP]).nice(5);
  const wide = x.bandwidth();
  // Where the names would touch, only some are written.
  const each = Math.ceil(NAME / x.step());
  const bar = (
    value: number,
    at: number,
    thick: number,
    kind: string,
  ): TemplateResult => svg`<rect class=${kind} x=${at}
    y=${y(Math.max(0, value))} width=${thick} height=${Math.max(0.5, Math.abs(y(value) - y(0)))} rx="2"></rect>`;
  return html`<svg class="months" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${label}>${svg`
    ${y.ticks(5).map(
      (tick) => svg`<line class="axis" x1=${LEFT} x2=${width} y1=${y(tick)} y2=${y(tick)}></line>
      <text x=${LEFT - 6} y=${y(tick) + 4} text-anchor="end">${write(tick)}</text>`,
    )}
    ${of.map(({ name, actual, target, lastYear, isOpen }, i) => {
      const left = x(i) ?? LEFT;
      return svg`${lastYear === null ? '' : bar(lastYear, left, wide * 0.42, 'last-year')}
        ${actual === null ? '' : bar(actual, left + wide * 0.46, wide * 0.54, isOpen ? 'this-year open-month' : 'this-year')}
        ${target === null ? '' : svg`<line class="target" x1=${left} x2=${left + wide} y1=${y(target)} y2=${y(target)}></line>`}
        ${i % each === 0 ? svg`<text x=${left + wide / 2} y=${HEIGHT - 6} text-anchor="middle">${name}</text>` : ''}`;
    })}`}
  </svg>`;
}
