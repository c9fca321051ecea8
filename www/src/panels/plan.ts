/** Findings beside the plan's text; a click on one goes to its place. */
import type { Finding, Goal, PlanReport, Target } from 'planscore';
import type { Answer } from '../analysis.js';
import { h, table } from '../dom.js';
import { figure, number, percent } from '../format.js';
import { sectionName, t } from '../i18n.js';
import { panel } from './panel.js';

export function planPanel(answer: Answer<{ text: string; report: PlanReport }>): HTMLElement {
  return panel('plan', 'panelPlan', 'needPlan', answer, ({ text, report }) => {
    const view = new PlanText(text, report.findings);
    const buttons = report.findings.map((finding) =>
      h(
        'button',
        {
          type: 'button',
          class: `finding ${finding.severity}`,
          click: () => {
            for (const button of buttons) button.removeAttribute('aria-current');
            buttons[report.findings.indexOf(finding)]?.setAttribute('aria-current', 'true');
            view.show(finding);
          },
        },
        h('span', { class: 'severity' }, t(finding.severity)),
        h('span', { class: 'message' }, finding.message),
        finding.fix === null ? null : h('span', { class: 'fix' }, finding.fix),
        h('span', { class: 'where' }, `${finding.code} · ${t('line')} ${finding.span.line}`),
      ),
    );
    return [
      h(
        'div',
        { class: 'headline' },
        h('span', { class: 'big' }, number(report.score)),
        h('span', { class: 'pill quiet' }, report.grade),
        h('span', { class: 'facts' }, report.archetype.because),
      ),
      report.missing.length === 0
        ? null
        : h('p', { class: 'note' }, `${t('missingSections')}: `, ...report.missing.map((kind) => h('span', { class: 'chip' }, sectionName(kind)))),
      h(
        'div',
        { class: 'beside' },
        h(
          'div',
          { class: 'findings' },
          h('h3', {}, `${t('findings')} (${report.findings.length})`),
          buttons.length === 0
            ? h('p', { class: 'empty' }, t('noFindings'))
            : h('ul', {}, ...buttons.map((button) => h('li', {}, button))),
        ),
        h('div', { class: 'source' }, h('h3', {}, t('planText')), view.element),
      ),
      goals(report.goals),
    ];
  });
}

function goals(found: Goal[]): HTMLElement | null {
  if (found.length === 0) return null;
  const heads = [t('kpi'), t('target'), t('deadline'), t('owner'), t('line')];
  const rows = found.map((goal) => [
    goal.metric,
    targetText(goal.target, goal.unit),
    goal.deadline ?? '—',
    goal.owner ?? '—',
    number(goal.span.line),
  ]);
  return h('details', {}, h('summary', {}, `${t('goals')} (${found.length})`), table(t('goals'), heads, rows, [1, 4]));
}

/** A target as people write it: ≥ 95%, +15%, ≤ 30. */
function targetText(target: Target, unit: string | null): string {
  switch (target.form) {
    case 'absolute':
      return figure(target.value, unit);
    case 'atLeast':
      return `≥ ${figure(target.value, unit)}`;
    case 'atMost':
      return `≤ ${figure(target.value, unit)}`;
    case 'growth':
      return `+${percent(target.rate, 1)}`;
    case 'reduction':
      return `−${percent(target.rate, 1)}`;
    case 'points':
      return `${target.points > 0 ? '+' : '−'}${figure(Math.abs(target.points), unit)}`;
    case 'unset':
      return target.text ?? t('unset');
  }
}

interface Line {
  start: number;
  text: string;
  element: HTMLElement;
}

/** The text in lines, with one place marked at a time. */
class PlanText {
  readonly element: HTMLElement;
  readonly #lines: Line[] = [];
  #marked: Line[] = [];

  constructor(text: string, findings: Finding[]) {
    const worst = new Map<number, string>();
    for (const { span, severity } of findings) {
      if (worst.get(span.line) !== 'error') worst.set(span.line, severity);
    }
    let start = 0;
    for (const [i, line] of text.split('\n').entries()) {
      const element = h('li', { class: worst.get(i + 1) ?? '' }, line);
      this.#lines.push({ start, text: line, element });
      start += line.length + 1;
    }
    this.element = h(
      'ol',
      { class: 'text', tabindex: 0, 'aria-label': t('planText') },
      ...this.#lines.map(({ element }) => element),
    );
  }

  /** Marks the place of a finding, brings it into view and gives it the focus. */
  show({ span }: Finding): void {
    for (const { text, element } of this.#marked) element.replaceChildren(text);
    this.#marked = this.#lines.filter(
      (line, i) => (line.start < span.end && line.start + line.text.length > span.start) || i === span.line - 1,
    );
    const marks = this.#marked.map(({ start, text, element }) => {
      const [from, to] = [Math.max(0, span.start - start), Math.max(0, span.end - start)];
      const mark = h('mark', { tabindex: -1 }, text.slice(from, to));
      element.replaceChildren(text.slice(0, from), mark, text.slice(to));
      return mark;
    });
    const target = marks[0];
    if (target === undefined) return;
    target.focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const list = this.element;
    const top = target.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    list.scrollTo({ top: top - list.clientHeight / 3, behavior: calm ? 'auto' : 'smooth' });
    list.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }
}
