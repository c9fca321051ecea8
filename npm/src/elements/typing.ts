/** Nothing that somebody types is lost by a drawing that comes late. */

/** What is typed in and taken over when it is left; a text area is its own affair. */
const INPUTS = 'input:not([type=checkbox], [type=range])';

/** Knows whether something half typed stands in an input of an element. */
export class Typing {
  #half: EventTarget | null = null;
  #waiting: (() => void)[] = [];

  /** Looks at the inputs of a root from here on. */
  watch(root: EventTarget): void {
    root.addEventListener('input', ({ target }) => {
      if ((target as Element).matches(INPUTS)) this.#half = target;
    });
    // Taken over by the enter key, or left.
    for (const end of ['change', 'focusout']) root.addEventListener(end, () => this.#end());
  }

  /** Resolves once nothing is half typed. */
  over(): Promise<void> {
    // What was taken out of the page is typed in no more.
    if (this.#half === null || !(this.#half as Element).isConnected) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Draws; an input that was moved, with its row, has the focus afterwards as before. */
  keepFocus(root: Node, draw: () => void): void {
    const before = root instanceof ShadowRoot ? root.activeElement : null;
    draw();
    if (before instanceof HTMLElement && before.isConnected && root instanceof ShadowRoot && root.activeElement !== before)
      before.focus({ preventScroll: true });
  }

  #end(): void {
    this.#half = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    // The event's own listeners come first.
    for (const resolve of waiting) setTimeout(resolve, 0);
  }
}
