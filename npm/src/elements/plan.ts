/** Findings beside the plan's text; a choice among them goes to its place. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanscorePlanElement } from '../element-types.js';
import type { Finding, FindingGroup, Goal, PlanOptions, PlanReport } from '../types.js';
import { Panel } from './base.js';
import { table } from './parts.js';
import { sectionName, type Word } from './words.js';

/** Lines drawn; a longer text shows its beginning and the lines around the chosen finding. */
const LINES = 3000;

/**
 * `<planscore-plan>` checks a plan's text.
 * @fires planscore-select A finding was chosen; `detail.finding` is it.
 * @fires planscore-edit A finding's edit was taken over; `detail.text` is the new text.
 */
export class PlanscorePlan extends Panel<PlanReport> implements PlanscorePlanElement {
  static override properties = {
    ...Panel.properties,
    text: { attribute: false },
    options: { attribute: false },
    report: { attribute: false },
    chosen: { state: true },
  };

  declare text: string | null;
  declare options: Omit<PlanOptions, 'locale'>;
  /** A report of the text that is there already: it is shown instead of asking. */
  declare report: PlanReport | null;
  declare protected chosen: Finding | null;

  constructor() {
    super();
    this.text = null;
    this.options = {};
    this.report = null;
    this.chosen = null;
  }

  protected override readonly inputs = ['text', 'options', 'report'];
  protected override readonly heading: Word = 'panelPlan';
  protected override readonly empty: Word = 'needPlan';

  protected override async ask(): Promise<PlanReport | null> {
    this.chosen = null;
    if (this.report !== null) return this.report;
    return this.text === null ? null : this.engine.checkPlan(this.text, { ...this.options, locale: this.language });
  }

  /** Chooses a finding and brings its place into view. */
  select(finding: Finding): void {
    void this.#choose(finding);
  }

  async #choose(finding: Finding): Promise<void> {
    this.chosen = finding;
    this.tell('planscore-select', { finding });
    await this.updateComplete;
    const mark = this.renderRoot.querySelector<HTMLElement>('mark');
    const list = this.renderRoot.querySelector<HTMLElement>('.text');
    if (mark === null || list === null) return;
    mark.focus({ preventScroll: true });
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    const top = mark.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    list.scrollTo({ top: top - list.clientHeight / 3, behavior });
    list.scrollIntoView({ block: 'nearest', behavior });
  }

  #mend({ edit }: Finding): void {
    if (edit === null || this.text === null) return;
    this.report = null;
    this.text = this.text.slice(0, edit.start) + edit.text + this.text.slice(edit.end);
    this.tell('planscore-edit', { text: this.text });
  }

  protected override body(report: PlanReport): TemplateResult {
    return html`<div class="headline">
        <span class="big">${this.format.number(report.score)}</span>
        <span class="pill quiet">${report.grade}</span>
        <span class="facts">${report.archetype.because}</span>
      </div>
      ${
        report.missing.length === 0
          ? nothing
          : html`<p class="note">${this.t('missingSections')}:
        ${report.missing.map((kind) => html`<span class="chip">${sectionName(kind, this.language)}</span>`)}</p>`
      }
      <div class="beside">
        <div class="findings">
          <h3>${this.t('findings')} (${report.findings.length})</h3>
          ${report.findings.length === 0
            ? html`<p class="empty">${this.t('noFindings')}</p>`
            : html`<ul>${report.groups.map((group) => html`<li>${this.#group(group, report.findings)}</li>`)}</ul>`}
        </div>
        <div class="source"><h3>${this.t('planText')}</h3>${this.#text(report.findings)}</div>
      </div>
      ${report.goals.length === 0 ? nothing : this.#goals(report.goals)}`;
  }

  /** One place of a chosen group. */
  #place(finding: Finding, chosen: boolean): TemplateResult {
    return html`<button type="button" class="mend" title=${finding.message} aria-current=${chosen ? 'true' : nothing}
      @click=${() => this.#choose(finding)}>${this.t('line')} ${finding.span.line}</button>`;
  }

  /** Findings of one rule in one section: a line, and once chosen its places. */
  #group(group: FindingGroup, all: Finding[]): TemplateResult {
    const findings = group.findings.flatMap((index) => all[index] ?? []);
    const [first] = findings;
    if (first === undefined) return html``;
    const chosen = findings.find((finding) => finding === this.chosen);
    const lines = [...new Set(findings.map(({ span }) => span.line))];
    const shown = lines.slice(0, 6).join(', ') + (lines.length > 6 ? ', …' : '');
    const lost = group.lost > 0 ? ` · −${this.format.number(group.lost, 1)}` : '';
    return html`<button type="button" class="finding ${group.severity}"
        aria-current=${chosen === undefined ? nothing : 'true'}
        @click=${() => this.#choose(chosen ?? first)}>
        <span class="severity">${this.t(group.severity)}</span>
        <span class="message">${group.message}</span>
        ${group.fix === null ? nothing : html`<span class="fix">${group.fix}</span>`}
        <span class="where" title=${group.code}>${this.t('line')} ${shown}${lost}</span>
      </button>
      ${chosen !== undefined && findings.length > 1
        ? html`<div class="places">${findings.map((finding) => this.#place(finding, finding === chosen))}</div>`
        : nothing}
      ${chosen !== undefined && chosen.edit !== null
        ? html`<button type="button" class="mend" @click=${() => this.#mend(chosen)}>${this.t('mend')}</button>`
        : nothing}`;
  }

  /** The text in lines, with the chosen place marked. */
  #text(findings: Finding[]): TemplateResult {
    const worst = new Map<number, string>();
    for (const { span, severity } of findings) if (worst.get(span.line) !== 'error') worst.set(span.line, severity);
    const span = this.chosen?.span;
    const lines = (this.text ?? '').split('\n');
    const first = Math.max(0, Math.min((span?.line ?? 1) - LINES / 2, lines.length - LINES));
    let start = 0;
    for (let i = 0; i < first; i++) start += (lines[i] as string).length + 1;
    const drawn = lines.slice(first, first + LINES).map((line, i) => {
      const from = start;
      start += line.length + 1;
      const here =
        span !== undefined && ((from < span.end && from + line.length > span.start) || first + i === span.line - 1);
      if (!here) return html`<li class=${worst.get(first + i + 1) ?? ''}>${line}</li>`;
      const [low, high] = [Math.max(0, span.start - from), Math.max(0, span.end - from)];
      return html`<li class=${worst.get(first + i + 1) ?? ''}>${line.slice(0, low)}<mark
        tabindex="-1">${line.slice(low, high)}</mark>${line.slice(Math.max(low, high))}</li>`;
    });
    return html`<ol class="text" tabindex="0" aria-label=${this.t('planText')} start=${first + 1}>${drawn}</ol>`;
  }

  #goals(goals: Goal[]): TemplateResult {
    const f = this.format;
    const heads = (['kpi', 'target', 'deadline', 'owner', 'line'] as const).map((head) => this.t(head));
    const rows = goals.map((goal) => [
      goal.metric,
      f.target(goal.target, goal.unit),
      goal.deadline ?? '—',
      goal.owner ?? '—',
      f.number(goal.span.line),
    ]);
    return html`<details><summary>${this.t('goals')} (${goals.length})</summary>${
      table(this.t('goals'), heads, rows, { numeric: [1, 4] })}</details>`;
  }
}
