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

/** Asks yes or no. */
export function confirmed(text: string, yes: string, no: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      {
        'aria-label': text,
        close: () => {
          dialog.remove();
          resolve(dialog.returnValue === 'yes');
        },
      },
      h('form', { method: 'dialog' }, h('p', {}, text), h('div', { class: 'tools' }, h('button', { value: '' }, no),
        h('button', { value: 'yes', class: 'primary' }, yes))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Saves a text or bytes as a file, without leaving the page. */
export function download(content: BlobPart, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
