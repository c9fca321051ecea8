/** What all elements have in common: language, engine, one question at a time, and how an error looks. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { PlanscoreError } from '../errors.js';
import type { Locale } from '../types.js';
import { direct } from '../engine.js';
import type { Engine } from '../engine-types.js';
import { Format } from './format.js';
import { Typing } from './typing.js';
import { styles } from './styles.js';
import { word, type Word } from './words.js';

/** Pixels: the widest and the narrowest drawing, what a panel has at its sides, and from where two charts stand side by side. */
const [WIDEST, NARROWEST, PADDING, TWO_CHARTS, CHART_GAP] = [640, 260, 46, 954, 34];

/**
 * An element that shows the answer to one question.
 * @fires planscore-error The question was refused; `detail` is the error.
 */
export abstract class Panel<Answer> extends LitElement {
  static override properties = {
    locale: { type: String },
    engine: { attribute: false },
    busy: { type: Boolean },
    answer: { state: true },
    trouble: { state: true },
    pending: { state: true },
    opened: { state: true },
    width: { state: true },
  };
  static override styles = styles;

  /** Language of all words and messages. Default: that of the document, Chinese unless it is English. */
  declare locale: Locale | undefined;
  /** Who answers: this thread (default), or a worker's client. */
  declare engine: Engine;
  /** What is to be shown is being made elsewhere: the panel says so and asks nothing until it is there. */
  declare busy: boolean;
  declare protected answer: Answer | null;
  declare protected trouble: unknown;
  /** Whether an answer is on its way. */
  declare protected pending: boolean;
  /** The parts that the user has unfolded. */
  declare protected opened: ReadonlySet<string>;
  /** How wide the element is, in pixels; 0 until it is shown. */
  declare protected width: number;
  #watch: ResizeObserver | null = null;
  readonly #typing = new Typing();
  #question = 0;
  #stale = true;
  #asked: Promise<void> = Promise.resolve();

  constructor() {
    super();
    this.engine = direct;
    this.busy = false;
    this.answer = null;
    this.trouble = null;
    this.pending = false;
    this.opened = new Set();
    this.width = 0;
  }

  /** The properties whose change asks anew. */
  protected abstract readonly inputs: readonly string[];
  /** The heading. */
  protected abstract readonly heading: Word;
  /** What to say before there is anything to ask about. */
  protected abstract readonly empty: Word;
  /** Asks; null when there is nothing to ask about. */
  protected abstract ask(): Promise<Answer | null>;
  /** Draws the answer. */
  protected abstract body(answer: Answer): TemplateResult;
  /** Gives back what an answer holds in wasm memory. */
  protected release(_answer: Answer): void {}

  protected get language(): Locale {
    return this.locale ?? (document.documentElement.lang.startsWith('en') ? 'en' : 'zh-CN');
  }

  protected get format(): Format {
    return new Format(this.language);
  }

  protected t(name: Word): string {
    return word(name, this.language);
  }

  /** The width that charts are drawn for, in pixels, so that their letters have the size of other small ones. */
  protected room(columns: 1 | 2 = 1): number {
    const inside = this.width === 0 ? WIDEST : this.width - PADDING;
    const beside = columns === 2 && inside >= TWO_CHARTS;
    return Math.max(NARROWEST, Math.min(WIDEST, beside ? Math.floor((inside - CHART_GAP) / 2) : inside));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['locale', 'engine', ...this.inputs].some((name) => changed.has(name))) this.#stale = true;
    if (this.#stale && !this.busy) this.#asked = this.#refresh();
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.#typing.watch(this.renderRoot);
  }

  protected override update(changed: PropertyValues): void {
    this.#typing.keepFocus(this.renderRoot, () => super.update(changed));
  }

  protected override updated(_changed: PropertyValues): void {
    // What stands below is shown once this has its height.
    this.toggleAttribute('waits', this.answer === null && this.trouble === null && (this.busy || this.pending));
  }

  /** Asks anew; of questions that overtake each other only the last one's answer is shown. */
  async #refresh(): Promise<void> {
    const question = ++this.#question;
    [this.#stale, this.pending] = [false, true];
    let [answer, trouble]: [Answer | null, unknown] = [null, null];
    try {
      await this.engine.init();
      answer = await this.ask();
    } catch (error) {
      trouble = error;
    }
    // What is half typed would be drawn over.
    if (question === this.#question) await this.#typing.over();
    if (question !== this.#question) {
      if (answer !== null) this.release(answer);
      return;
    }
    if (this.answer !== null) this.release(this.answer);
    [this.answer, this.trouble, this.pending] = [answer, trouble, false];
    if (trouble !== null) this.tell('planscore-error', trouble);
  }

  /** Resolves once what was asked last is answered. */
  settled(): Promise<void> {
    return this.updateComplete.then(() => this.#asked);
  }

  /** Brings the focus to the heading; the element itself takes none, so that the tab key gets inside. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus(options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#question++;
    if (this.answer !== null) this.release(this.answer);
    this.answer = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch ??= new ResizeObserver(([entry]) => {
      const { width } = (entry as ResizeObserverEntry).contentRect;
      if (width > 0) this.width = Math.round(width);
    });
    this.#watch.observe(this);
    if (!this.hasUpdated) return;
    this.#stale = true;
    this.requestUpdate();
  }

  /** Tells the page; the event crosses shadow boundaries. */
  protected tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** An error in the user's language, with its place; the code stands in the tooltip. */
  protected explain(error: unknown): TemplateResult {
    if (!(error instanceof PlanscoreError)) return html`${error instanceof Error ? error.message : String(error)}`;
    const place = error.path ?? (error.row === null ? '' : `${this.t('row')} ${error.row}`);
    return html`<span title=${error.code}>${error.messages[this.language]}${place && ` · ${place}`}</span>`;
  }

  /** A part that is drawn once it is unfolded. */
  protected fold(name: Word, body: () => TemplateResult | typeof nothing, count = ''): TemplateResult {
    const toggled = (event: Event): void => {
      const opened = new Set(this.opened);
      if ((event.target as HTMLDetailsElement).open) opened.add(name);
      else opened.delete(name);
      if (opened.size !== this.opened.size) this.opened = opened;
    };
    return html`<details class="fold" id=${name} ?open=${this.opened.has(name)} @toggle=${toggled}>
      <summary>${this.t(name)}${count}</summary>${this.opened.has(name) ? body() : nothing}</details>`;
  }

  protected override render(): TemplateResult {
    const waiting = this.busy || this.pending;
    return html`<section class="panel" aria-labelledby="title" lang=${this.language} aria-busy=${String(waiting)}>
      <h2 id="title" tabindex="-1">${this.t(this.heading)}${
        waiting && this.answer !== null
          ? html`<span class="pill quiet working" role="status">${this.t('working')}</span>`
          : nothing
      }</h2>
      ${
        this.trouble !== null
          ? html`<p class="refused" role="alert">${this.explain(this.trouble)}</p>`
          : this.answer !== null
            ? this.body(this.answer)
            : html`<p class="empty" role="status">${this.t(waiting ? 'working' : this.empty)}</p>`
      }
    </section>`;
  }
}

/** Saves bytes as a file, without leaving the page. */
export function download(bytes: Uint8Array | string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
