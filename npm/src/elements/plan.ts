/** The plan's text to work on, with findings beside their lines; they are checked anew while one types. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PlanscorePlanElement } from '../element-types.js';
import type { Finding, Goal, PlanOptions, PlanReport } from '../types.js';
import { download, Panel } from './base.js';
import { copy } from './list.js';
import { table } from './parts.js';
import { type Listed, listed } from './plan-groups.js';
import { filledIn, fixOf, History, mended } from './plan-edit.js';
import { editor, fixForm } from './plan-parts.js';
import { sectionName, type Word } from './words.js';

/** How long after a stroke the text is checked, in milliseconds. */
const PAUSE = 350;
/** How many replaced texts are remembered with what was done to them. */
const FORMER = 4;

/**
 * `<planscore-plan>` checks a plan's text and lets it be mended.
 * @fires planscore-select A finding was chosen; `detail.finding` is it.
 * @fires planscore-edit The text was changed; `detail.text` is the new text.
 */
export class PlanscorePlan extends Panel<PlanReport> implements PlanscorePlanElement {
  static override properties = {
    ...Panel.properties,
    // A server can only write it as an attribute, which the page then finds there.
    text: { type: String },
    options: { attribute: false },
    report: { attribute: false },
    names: { attribute: false },
    chosen: { state: true },
    values: { state: true },
    told: { state: true },
  };

  declare text: string | null;
  declare options: Omit<PlanOptions, 'locale'>;
  /** A report of the text that is there already: it is shown instead of asking. */
  declare report: PlanReport | null;
  /** People to choose from where a fix asks for one. */
  declare names: readonly string[];
  declare protected chosen: Finding | null;
  /** What is filled into the blanks of the chosen finding's fix. */
  declare protected values: readonly string[];
  declare protected told: string;
  #history = new History();
  /** What was done to the texts that stood here before, should one of them come back. */
  readonly #former = new Map<string, History>();
  /** The text as it was told last: whoever gives it back changes nothing. */
  #own: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was typed since the last check; its strokes are one change. */
  #draft: string | null = null;

  constructor() {
    super();
    this.text = null;
    this.options = {};
    this.report = null;
    this.names = [];
    this.chosen = null;
    this.values = [];
    this.told = '';
  }

  protected override readonly inputs = ['text', 'options', 'report'];
  protected override readonly heading: Word = 'panelPlan';
  protected override readonly empty: Word = 'needPlan';

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('text') && this.text !== this.#own) {
      this.#recall(this.#own, this.text);
      clearTimeout(this.#timer);
      this.#draft = null;
      [this.#own, this.chosen] = [this.text, null];
    }
    super.willUpdate(changed);
  }

  protected override async ask(): Promise<PlanReport | null> {
    if (this.text === null) return null;
    const report = this.report ?? (await this.engine.checkPlan(this.text, { ...this.options, locale: this.language }));
    // The finding that is worked on stays chosen while the text around it changes.
    this.chosen = report.findings.find(({ fingerprint }) => fingerprint === this.chosen?.fingerprint) ?? null;
    return report;
  }

  /** Puts one text's history away and takes up the other's. */
  #recall(from: string | null, to: string | null): void {
    if (from !== null) this.#former.set(from, this.#history);
    this.#history = (to === null ? undefined : this.#former.get(to)) ?? new History();
    for (const oldest of this.#former.keys()) {
      if (this.#former.size <= FORMER) break;
      this.#former.delete(oldest);
    }
  }

  /** Chooses a finding and brings its place into view. */
  select(finding: Finding): void {
    void this.#choose(finding);
  }

  async #choose(finding: Finding): Promise<void> {
    if (finding.fingerprint !== this.chosen?.fingerprint) this.values = [];
    this.chosen = finding;
    this.tell('planscore-select', { finding });
    await this.updateComplete;
    const frame = this.renderRoot.querySelector<HTMLElement>('.editor');
    const mark = this.renderRoot.querySelector<HTMLElement>('mark');
    if (mark === null || frame === null) return;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    const top = mark.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;
    frame.scrollTo({ top: top - frame.clientHeight / 3, behavior });
  }

  /** Takes a new text over and tells of it; `remember` keeps the way back. */
  #change(text: string, remember = true): void {
    if (remember) this.#history.push(this.text ?? '');
    this.#check(text);
    this.tell('planscore-edit', { text });
  }

  #check(text: string): void {
    this.report = null;
    this.#draft = null;
    [this.text, this.#own, this.told] = [text, text, ''];
  }

  /** Strokes show and are told at once, and checked after a pause; those of one go are one change. */
  #typed(text: string): void {
    if (this.#draft === null) this.#history.push(this.text ?? '');
    [this.#draft, this.#own] = [text, text];
    this.tell('planscore-edit', { text });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(text), PAUSE);
  }

  /** What stands in the editor, checked or not. */
  get #now(): string {
    return this.#draft ?? this.text ?? '';
  }

  #step(by: 'undo' | 'redo'): void {
    clearTimeout(this.#timer);
    const text = this.#history[by](this.#now);
    if (text !== null) this.#change(text, false);
  }

  /** Makes the fix in the text as it stands now, which may be ahead of the one that was checked. */
  async #mend({ fingerprint }: Finding): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#draft !== null) this.#check(this.#draft);
    await this.settled();
    const { text, answer } = this;
    const finding = answer?.findings.find((one) => one.fingerprint === fingerprint);
    if (text === null || finding === undefined) return;
    const fix = fixOf(finding, text);
    const insert = fix === null ? null : filledIn(fix, this.values);
    if (fix === null || insert === null) return;
    this.values = [];
    this.#change(mended(text, fix, insert, answer?.sections));
  }

  async #save(kind: 'md' | 'docx' | 'copy'): Promise<void> {
    const text = this.#now;
    if (kind === 'copy') this.told = this.t((await copy(text)) ? 'copiedText' : 'copyRefused');
    else if (kind === 'md') download(text, `${this.t('planFile')}.md`, 'text/markdown');
    else {
      const { toDocx } = await import('./office.js');
      const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      download(toDocx(text), `${this.t('planFile')}.docx`, type);
    }
  }

  protected override body(report: PlanReport): TemplateResult {
    const f = this.format;
    const groups = listed(f, report);
    const tool = (name: Word, kind: string, click: () => void, off = false): TemplateResult =>
      html`<button type="button" class=${kind} ?disabled=${off} @click=${click}>${f.t(name)}</button>`;
    return html`<div class="headline">
        <span class="big">${f.number(report.score)}</span>
        <span class="pill quiet">${f.t('grade', { grade: report.grade })}</span>
        <span class="facts">${report.archetype.because}</span>
      </div>
      ${
        report.missing.length === 0
          ? nothing
          : html`<p class="note">${f.t('missingSections')}
        ${report.missing.map((kind) => html`<span class="chip">${sectionName(kind, this.language)}</span>`)}</p>`
      }
      <div class="beside">
        <div class="findings">
          <h3>${f.t(report.findings.length === 0 ? 'findings' : 'findingsN', {
            kinds: groups.length,
            n: report.findings.length,
          })}</h3>
          ${report.findings.length === 0
            ? html`<p class="empty">${f.t('noFindings')}</p>`
            : html`<ul>${groups.map((group) => html`<li>${this.#group(group)}</li>`)}</ul>`}
        </div>
        <div class="source"><h3>${f.t('planText')}</h3>
          <div class="tools">
            ${tool('undo', 'undo', () => this.#step('undo'), !this.#history.canUndo)}
            ${tool('redo', 'redo', () => this.#step('redo'), !this.#history.canRedo)}
            ${tool('copyText', 'copy-text', () => void this.#save('copy'))}
            ${tool('saveDocx', 'save-docx', () => void this.#save('docx'))}
            ${tool('saveMd', 'save-md', () => void this.#save('md'))}
            <span class="note" role="status">${this.told}</span>
          </div>
          ${editor(f, this.#now, report.findings, this.chosen, {
            typed: (text) => this.#typed(text),
            step: (by) => this.#step(by),
            choose: (finding) => this.select(finding),
          })}</div>
      </div>
      ${report.goals.length === 0 ? nothing : this.#goals(report.goals)}`;
  }

  /** One place of a chosen group. */
  #place(finding: Finding, name: string | undefined, chosen: boolean): TemplateResult {
    return html`<button type="button" class="mend" title=${finding.message} aria-current=${chosen ? 'true' : nothing}
      @click=${() => this.#choose(finding)}>${name ?? this.format.t('lineN', { line: finding.span.line })}</button>`;
  }

  /** Findings of one rule in one section: a line, and once chosen its places and what mends it. */
  #group({ findings, names, ...group }: Listed): TemplateResult {
    const f = this.format;
    const [first] = findings;
    if (first === undefined) return html``;
    const chosen = findings.find((finding) => finding === this.chosen);
    const lines = [...new Set(findings.map(({ span }) => span.line))];
    const shown = f.list([...lines.slice(0, 6).map(String), ...(lines.length > 6 ? ['…'] : [])]);
    const lost = group.lost > 0 ? ` · ${f.t('costs', { points: f.number(group.lost, 1) })}` : '';
    return html`<button type="button" class="finding ${group.severity}"
        aria-current=${chosen === undefined ? nothing : 'true'}
        @click=${() => this.#choose(chosen ?? first)}>
        <span class="severity">${f.t(group.severity)}</span>
        <span class="message">${group.message}</span>
        ${group.fix === null ? nothing : html`<span class="fix">${group.fix}</span>`}
        <span class="where" title=${group.code}>${f.t(lines.length > 1 ? 'linesN' : 'lineN', { line: shown })}${lost}</span>
      </button>
      ${chosen !== undefined && findings.length > 1
        ? html`<div class="places">${findings.map((finding, i) => this.#place(finding, names[i], finding === chosen))}</div>`
        : nothing}
      ${chosen === undefined ? nothing : fixForm(f, chosen, this.text ?? '', this.values, this.names, {
        fill: (values) => {
          this.values = values;
        },
        mend: () => void this.#mend(chosen),
      })}`;
  }

  #goals(goals: Goal[]): TemplateResult {
    const f = this.format;
    const heads = [f.t('kpi'), f.t('target'), f.t('deadline'), f.t('owner'), f.t('line')];
    const rows = goals.map((goal) => [
      goal.metric,
      f.target(goal.target, goal.unit),
      goal.deadline ?? '—',
      goal.owner ?? '—',
      f.number(goal.span.line),
    ]);
    return this.fold('goals', () => table(f.t('goals'), heads, rows, { numeric: [1, 4] }), ` (${goals.length})`);
  }
}
