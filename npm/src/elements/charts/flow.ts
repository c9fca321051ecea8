/** Customers flowing from the tiers of one date to those of another. */
import { html, svg, type TemplateResult } from 'lit';
import type { TierMigration } from '../../types.js';
import { fitted } from './waterfall.js';

const [WIDTH, HEIGHT, LABEL, BAR, GAP] = [560, 260, 118, 10, 8];

/** A tier on one side: where it starts and how far its flows have filled it. */
interface Side {
  name: string;
  total: number;
  top: number;
  height: number;
  filled: number;
}

/** `outside` names where customers come from or go to who are in one of the two only. */
export function flow(of: TierMigration, names: { chart: string; outside: string }): TemplateResult {
  const tiers = [...of.names, names.outside];
  const last = of.tiers.length;
  const count = (from: number, to: number): number =>
    from === last
      ? (of.arrived.customers[to] ?? 0)
      : to === last
        ? (of.left.customers[from] ?? 0)
        : (of.customers[from]?.[to] ?? 0);
  const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);
  const all = Math.max(1, sum(tiers.map((_, from) => sum(tiers.map((_, to) => count(from, to))))));
  const side = (total: (i: number) => number): Side[] => {
    const shown = tiers.filter((_, i) => total(i) > 0).length;
    const scale = (HEIGHT - GAP * Math.max(0, shown - 1)) / all;
    let top = 0;
    return tiers.map((name, i) => {
      const one = { name, total: total(i), top, height: total(i) * scale, filled: 0 };
      if (one.total > 0) top += one.height + GAP;
      return one;
    });
  };
  const left = side((from) => sum(tiers.map((_, to) => count(from, to))));
  const right = side((to) => sum(tiers.map((_, from) => count(from, to))));
  const [start, end, middle] = [LABEL + BAR, WIDTH - LABEL - BAR, WIDTH / 2];
  const bands = left.flatMap((from, i) =>
    right.map((to, j) => {
      const customers = count(i, j);
      if (customers === 0) return svg``;
      const [high, low] = [(customers / from.total) * from.height, (customers / to.total) * to.height];
      const [a, b] = [from.top + from.filled, to.top + to.filled];
      from.filled += high;
      to.filled += low;
      const moved = i === j ? 'stays' : j > i && j !== last ? 'falls' : 'rises';
      return svg`<path class=${i === last || j === last ? 'outside' : moved}
      d="M${start} ${a}C${middle} ${a} ${middle} ${b} ${end} ${b}
        V${b + low}C${middle} ${b + low} ${middle} ${a + high} ${start} ${a + high}Z"></path>`;
    }),
  );
  const labels = (of: Side[], isLeft: boolean): TemplateResult[] =>
    of
      .filter(({ total }) => total > 0)
      .map(
        ({ name, total, top, height }) => svg`
    <rect class="tier" x=${isLeft ? LABEL : end} y=${top} width=${BAR} height=${Math.max(1, height)}></rect>
    <text x=${isLeft ? LABEL - 6 : end + BAR + 6} y=${top + height / 2 + 4}
      text-anchor=${isLeft ? 'end' : 'start'}>${fitted(name, 12)} ${total}</text>`,
      );
  return html`<svg class="flow" viewBox="0 -6 ${WIDTH} ${HEIGHT + 12}" role="img"
    aria-label=${names.chart}>${svg`${bands}${labels(left, true)}${labels(right, false)}`}</svg>`;
}
