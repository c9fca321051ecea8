/** Customers flowing from the tiers of one date to those of another. */
import { html, svg, type TemplateResult } from 'lit';
import type { TierMigration } from '../../types.js';
import { fitted, labelWidth } from './label.js';

const [HEIGHT, BAR, GAP, HEAD] = [270, 10, 14, 18];

/** Room for a blank and the number of customers. */
const NUMBER = 26;

/** A tier on one side: where it starts and how far its flows have filled it. */
interface Side {
  name: string;
  total: number;
  top: number;
  height: number;
  filled: number;
}

/** What a move means: up where a customer of the tier moved to brings more in the time ahead. */
export function moved(from: number | null, to: number | null): 'rises' | 'falls' | 'stays' {
  if (from === null || to === null || from === to) return 'stays';
  return to > from ? 'rises' : 'falls';
}

/** `outside` names where customers come from or go to who are in one of the two only; `worth` is by tier. */
export function flow(
  of: TierMigration,
  worth: (number | null)[],
  names: { chart: string; outside: string; from: string; to: string },
  width: number,
): TemplateResult {
  const label = labelWidth(width);
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
    const scale = (HEIGHT - HEAD - GAP * Math.max(0, shown - 1)) / all;
    let top = HEAD;
    return tiers.map((name, i) => {
      const one = { name, total: total(i), top, height: total(i) * scale, filled: 0 };
      if (one.total > 0) top += one.height + GAP;
      return one;
    });
  };
  const left = side((from) => sum(tiers.map((_, to) => count(from, to))));
  const right = side((to) => sum(tiers.map((_, from) => count(from, to))));
  const [start, end, middle] = [label + BAR, width - label - BAR, width / 2];
  const bands = left.flatMap((from, i) =>
    right.map((to, j) => {
      const customers = count(i, j);
      if (customers === 0) return svg``;
      const [high, low] = [(customers / from.total) * from.height, (customers / to.total) * to.height];
      const [a, b] = [from.top + from.filled, to.top + to.filled];
      from.filled += high;
      to.filled += low;
      const kind = i === last || j === last ? 'outside' : i === j ? 'stays' : moved(worth[i] ?? null, worth[j] ?? null);
      return svg`<path class=${kind}
      d="M${start} ${a}C${middle} ${a} ${middle} ${b} ${end} ${b}
        V${b + low}C${middle} ${b + low} ${middle} ${a + high} ${start} ${a + high}Z"></path>`;
    }),
  );
  const labels = (of: Side[], isLeft: boolean): TemplateResult[] =>
    of
      .filter(({ total }) => total > 0)
      .map(
        ({ name, total, top, height }) => svg`
    <rect class="tier" x=${isLeft ? label : end} y=${top} width=${BAR} height=${Math.max(1, height)}></rect>
    <text x=${isLeft ? label - 6 : end + BAR + 6} y=${top + height / 2 + 4}
      text-anchor=${isLeft ? 'end' : 'start'}>${fitted(name, label - 6 - NUMBER)} ${total}</text>`,
      );
  return html`<svg class="flow" viewBox="0 0 ${width} ${HEIGHT + 8}" role="img"
    aria-label=${names.chart}>${svg`<text x="0" y="10">${names.from}</text>
    <text x=${width} y="10" text-anchor="end">${names.to}</text>
    ${bands}${labels(left, true)}${labels(right, false)}`}</svg>`;
}
