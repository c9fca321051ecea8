/** Elements without markup: text is always text, so no data can become code. */

type Child = Node | string | null;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (typeof value !== 'boolean') element.setAttribute(name, String(value));
    else if (value) element.setAttribute(name, '');
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An HTML element: `h('button', { type: 'button', click: go }, 'Go')`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** A table with a header row; cells beyond text may be elements. `numeric` names right-aligned columns. */
export function table(caption: string, heads: string[], rows: Child[][], numeric: number[] = []): HTMLElement {
  const align = (i: number): Attributes => (numeric.includes(i) ? { class: 'number' } : {});
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, ...heads.map((head, i) => h('th', { scope: 'col', ...align(i) }, head)))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell, i) => h('td', align(i), cell))))),
    ),
  );
}

/** A bar of the given share (0..1); what it says stands beside it as text. */
export function bar(share: number, kind = ''): SVGSVGElement {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return s(
    'svg',
    { class: `bar ${kind}`, 'aria-hidden': 'true' },
    s('rect', { class: 'track', width: '100%', height: '100%', rx: 3 }),
    s('rect', { class: 'fill', width, height: '100%', rx: 3 }),
  );
}

/** One number with its name. */
export function fact(name: string, value: string): HTMLElement {
  return h('div', { class: 'fact' }, h('dt', {}, name), h('dd', {}, value));
}
