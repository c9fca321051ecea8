/** What all elements have in common: language, engine, one question at a time, and how an error looks. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { PlanscoreError } from '../errors.js';
import type { Locale } from '../types.js';
import { direct } from '../engine.js';
import type { Engine } from '../engine-types.js';
import { Format } from './format.js';
import { styles } from './styles.js';
import { word, type Word } from './words.js';

/**
 * An element that shows the answer to one question.
 * @fires planscore-error The question was refused; `detail` is the error.
 */
export abstract class Panel<Answer> extends LitElement {
  static override properties = {
    locale: { type: String },
    engine: { attribute: false },
    answer: { state: true },
    trouble: { state: true },
  };
  static override styles = styles;

  /** Language of all words and messages. Default: that of the document, Chinese unless it is English. */
  declare locale: Locale | undefined;
  /** Who answers: this thread (default), or a worker's client. */
  declare engine: Engine;
  declare protected answer: Answer | null;
  declare protected trouble: unknown;
  #question = 0;

  constructor() {
    super();
    this.engine = direct;
    this.answer = null;
    this.trouble = null;
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

  protected override willUpdate(changed: PropertyValues): void {
    if (['locale', 'engine', ...this.inputs].some((name) => changed.has(name))) void this.#refresh();
  }

  /** Asks anew; of questions that overtake each other only the last one's answer is shown. */
  async #refresh(): Promise<void> {
    const question = ++this.#question;
    let [answer, trouble]: [Answer | null, unknown] = [null, null];
    try {
      await this.engine.init();
      answer = await this.ask();
    } catch (error) {
      trouble = error;
    }
    if (question !== this.#question) {
      if (answer !== null) this.release(answer);
      return;
    }
    if (this.answer !== null) this.release(this.answer);
    this.answer = answer;
    this.trouble = trouble;
    if (trouble !== null) this.tell('planscore-error', trouble);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#question++;
    if (this.answer !== null) this.release(this.answer);
    this.answer = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#refresh();
  }

  /** Tells the page; the event crosses shadow boundaries. */
  protected tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** An error in the user's language, with its place and code. */
  protected explain(error: unknown): string {
    if (!(error instanceof PlanscoreError)) return error instanceof Error ? error.message : String(error);
    const place = error.path ?? (error.row === null ? '' : `${this.t('row')} ${error.row}`);
    return `${error.messages[this.language]}${place && ` · ${place}`} (${error.code})`;
  }

  protected override render(): TemplateResult {
    return html`<section class="panel" aria-labelledby="title" lang=${this.language}>
      <h2 id="title">${this.t(this.heading)}</h2>
      ${
        this.trouble !== null
          ? html`<p class="refused" role="alert">${this.explain(this.trouble)}</p>`
          : this.answer === null
            ? html`<p class="empty">${this.t(this.empty)}</p>`
            : this.body(this.answer)
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
