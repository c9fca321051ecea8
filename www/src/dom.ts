/** Elements without markup: text is always text, so no data can become code. */

export type Child = Node | string | null;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

/** An HTML element: `h('button', { type: 'button', click: go }, 'Go')`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (typeof value !== 'boolean') element.setAttribute(name, String(value));
    else if (value) element.setAttribute(name, '');
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A table with a header row; `numeric` names right-aligned columns. */
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

/** Saves a text or bytes as a file, without leaving the page. */
export function download(content: BlobPart, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
