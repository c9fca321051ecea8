/** KPI scores: by pace and over the period, a row a figure whose actual can be edited, and what would change it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanscoreKpisElement } from '../element-types.js';
import type { Actual, DataIssue, KpiReport, KpiResult, Period, Scorecard, ScoreOptions } from '../types.js';
import { Panel } from './base.js';
import { figureInput } from './inputs.js';
import { losses, pathTo, reachedChart, sliders } from './kpis-detail.js';
import { kpisOf, scoreByPace } from './pace.js';
import { bar, type Cell, table } from './parts.js';
import { paceNotes, scores, summary } from './scores.js';
import { targetForm } from './targets.js';
import { statusName, type Word } from './words.js';

/** The total that the cheapest path leads to, unless the options name one. */
const GOAL = 100;
/** Names in a sentence at most. */
const NAMES = 6;
/** Notes shown at most. */
const NOTES = 20;

/** What is said of the plan's targets before anything else: which of them are not scored, or were put together. */
const TOLD = ['review/plan-ahead', 'review/part-of-period', 'review/goals-added'];

/** A goal that the plan states without a figure, and of which nothing is known: there is nothing to score. */
function isBlank({ target, actual, source }: KpiResult): boolean {
  return target === null && actual === null && source !== null;
}

/** The names of some figures, each once, the first few. */
function firstNames(items: readonly KpiResult[]): string[] {
  const names = [...new Set(items.map(({ name }) => name))];
  return names.length > NAMES ? [...names.slice(0, NAMES), '…'] : names;
}

/** The report against the whole period, and that against what is due by now. */
export interface Scores {
  whole: KpiReport;
  paced: KpiReport | null;
}

/**
 * `<planscore-kpis>` scores actuals against a scorecard.
 * @fires planscore-change An actual was edited; `detail.actual` is it, `detail.actuals` are all of them.
 * @fires planscore-targets Targets were typed; `detail.scorecard` holds them.
 */
export class PlanscoreKpis extends Panel<Scores> implements PlanscoreKpisElement {
  static override properties = {
    ...Panel.properties,
    scorecard: { attribute: false },
    actuals: { attribute: false },
    period: { attribute: false },
    previous: { attribute: false },
    derived: { attribute: false },
    notes: { attribute: false },
    options: { attribute: false },
    targets: { type: String },
    shifts: { state: true },
    supposed: { state: true },
    asking: { state: true },
  };

  /** What is asked. Default: the default sales scorecard. */
  declare scorecard: Scorecard | null;
  declare actuals: readonly Actual[];
  declare period: Period | null;
  /** The actuals of the period before. */
  declare previous: readonly Actual[] | null;
  /** Ids of the actuals that were computed from data rather than given. */
  declare derived: readonly string[];
  /** What to say of the data instead of what the score says. */
  declare notes: readonly DataIssue[] | null;
  /** History, last year, season, goal: what else there is to say. */
  declare options: Omit<ScoreOptions, 'locale' | 'period' | 'previous'>;
  /** Whether somebody set the targets. Those of the default scorecard are nobody's. */
  declare targets: 'set' | 'default';
  /** By how many percent the sliders move which actuals, by the figures' paths. */
  declare protected shifts: ReadonlyMap<string, number>;
  /** The report as it would be then. */
  declare protected supposed: KpiReport | null;
  /** Whether the form for targets is open. */
  declare protected asking: boolean;

  constructor() {
    super();
    this.scorecard = null;
    this.actuals = [];
    this.period = null;
    this.previous = null;
    this.derived = [];
    this.notes = null;
    this.options = {};
    this.targets = 'set';
    this.shifts = new Map();
    this.supposed = null;
    this.asking = false;
  }

  protected override readonly inputs = ['scorecard', 'actuals', 'period', 'previous', 'options'];
  protected override readonly heading: Word = 'panelKpi';
  protected override readonly empty: Word = 'needKpis';

  /** Opens the form for targets. */
  askTargets(): void {
    this.asking = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.targets input')?.focus());
  }

  protected override async ask(): Promise<Scores | null> {
    if (this.scorecard === null && this.actuals.length === 0) return null;
    const whole = await this.#score(this.actuals);
    const scorecard = this.scorecard ?? (await this.engine.defaultScorecard({ locale: this.language }));
    const paced = await scoreByPace(this.engine, scorecard, this.actuals, whole, this.language);
    if (this.supposed !== null) await this.#suppose(whole);
    return { whole, paced };
  }

  async #score(actuals: readonly Actual[]): Promise<KpiReport> {
    const locale = this.language;
    const scorecard = this.scorecard ?? (await this.engine.defaultScorecard({ locale }));
    return this.engine.scoreKpis(scorecard, actuals, {
      goal: GOAL,
      ...this.options,
      locale,
      period: this.period,
      previous: this.previous,
    });
  }

  /** What the total would be with the sliders where they stand; the actuals stay as they are. */
  async #suppose(report: KpiReport): Promise<void> {
    const { shifts } = this;
    const moved = report.items.flatMap(({ id, path: at, actual }) => {
      const shift = shifts.get(at) ?? 0;
      return shift === 0 || actual === null ? [] : [{ id, value: actual + (Math.abs(actual) * shift) / 100 }];
    });
    const ids = new Set(moved.map(({ id }) => id));
    const supposed =
      moved.length === 0 ? null : await this.#score([...this.actuals.filter(({ id }) => !ids.has(id)), ...moved]);
    if (this.shifts === shifts) this.supposed = supposed;
  }

  #edit(item: KpiResult, value: number | null): void {
    const actual: Actual = value === null ? { id: item.id, state: 'missing' } : { id: item.id, value };
    this.actuals = [...this.actuals.filter(({ id }) => id !== item.id), actual];
    this.tell('planscore-change', { actuals: this.actuals, actual });
  }

  #set(scorecard: Scorecard): void {
    this.asking = false;
    this.scorecard = scorecard;
    this.targets = 'set';
    this.tell('planscore-targets', { scorecard });
  }

  protected override body({ whole, paced }: Scores): TemplateResult {
    const f = this.format;
    const isSet = this.targets === 'set';
    const all = this.notes ?? whole.issues;
    const [told, notes] = [all.filter(({ code }) => TOLD.includes(code)), all.filter(({ code }) => !TOLD.includes(code))];
    const isTold = ({ id }: KpiResult): boolean => told.some(({ column }) => column === id);
    const blank = isSet ? whole.items.filter((item) => isBlank(item) && !isTold(item)) : [];
    const shown = whole.items.filter((item) => (isSet ? !isBlank(item) : item.actual !== null));
    const heads = [f.t('kpi'), f.t('status'), f.t('target'), f.t('actual'), f.t('attainment'), f.t('pace')];
    const status = new Map(paced?.items.map((item) => [item.path, item]));
    const rows = shown.map((item) => this.#row(item, status.get(item.path) ?? item));
    return html`${
      isSet
        ? [scores(f, { whole, paced }, this.period), summary(f, { whole, paced }, this.period)]
        : html`<p class="callout calm"><strong>${f.t('noTargets')}</strong> ${f.t('noTargetsHint')}</p>`
    }
      ${
        this.asking
          ? targetForm(f, whole, this.scorecard, isSet, {
              set: (scorecard) => this.#set(scorecard),
              cancel: () => {
                this.asking = false;
              },
            })
          : html`<div class="tools"><button type="button" class=${isSet ? 'ask-targets' : 'ask-targets primary'}
            @click=${() => this.askTargets()}>${f.t(isSet ? 'changeTargets' : 'setTargets')}</button>
            <span class="note">${f.t('editHint')}</span></div>`
      }
      ${told.map(({ message }) => html`<p class="note told">${message}${f.t('fullStop')}</p>`)}
      <div class="kpis">${table(f.t('panelKpi'), heads, rows, {
        numeric: [2, 3, 4, 5],
        key: (i) => shown[i]?.path,
      })}</div>
      ${
        blank.length === 0
          ? nothing
          : html`<p class="note">${f.t('blankTargets', { n: blank.length, names: f.list(firstNames(blank)) })}</p>`
      }
      ${isSet ? paceNotes(f, whole) : nothing}
      ${this.fold(
        'details',
        () => html`
        ${losses(f, whole, this.room())}${reachedChart(f, whole, this.room())}
        ${sliders(f, whole, this.supposed, this.shifts, (path, percent) => {
          this.shifts = new Map(path === null ? [] : this.shifts).set(path ?? '', percent);
          void this.#suppose(whole);
        })}
        ${pathTo(f, whole)}
        ${
          notes.length === 0
            ? nothing
            : html`<h3>${f.t('dataNotes')}</h3><ul class="notes">
          ${notes.slice(0, NOTES).map(({ column, message }) => html`<li>${this.#about(whole, column)}${message}</li>`)}
        </ul>`
        }`,
      )}`;
  }

  /** The figure that a note is about. */
  #about(report: KpiReport, column: string | null): string {
    const item = report.items.find(({ id, path }) => column === id || column === path);
    return item === undefined ? '' : `${item.name}：`;
  }

  /** Where a change by points is counted from: 8.75 of 11 is little of the way where it began at 8. */
  #from({ id, unit, attainment }: KpiResult): TemplateResult | typeof nothing {
    const target = kpisOf(this.scorecard?.items ?? []).find((kpi) => kpi.id === id)?.target;
    if (attainment === null || typeof target !== 'object' || target.form !== 'points' || target.baseline === undefined)
      return nothing;
    const from = this.format.figure(target.baseline, unit);
    return html`<small>${this.format.t('countedFrom', { from })}</small>`;
  }

  #row(item: KpiResult, judged: KpiResult): Cell[] {
    const f = this.format;
    const isSet = this.targets === 'set' && item.target !== null;
    const [kind, name] = isSet
      ? [judged.status, statusName(judged.status, this.language)]
      : ['quiet', f.t('defaultTarget')];
    const from = this.derived.includes(item.id) ? html`<small>${f.t('fromData')}</small>` : nothing;
    const source =
      item.source === null
        ? nothing
        : html`<small title=${item.source.text}>${f.t('planLine', { line: item.source.line })}</small>`;
    return [
      html`${item.name}${from}`,
      item.target === null
        ? html`<span class="pill quiet">${f.t('unsetTarget')}</span>`
        : html`<span class="pill ${kind}">${name}</span>`,
      html`<span class=${isSet ? '' : 'grey'}>${f.figure(item.target, item.unit)}${source}</span>`,
      html`<span class="edit">${figureInput(f, {
        label: `${f.t('actual')} ${item.name}${item.unit === 'ratio' ? ' (%)' : ''}`,
        value: item.actual,
        unit: item.unit,
        change: (value) => this.#edit(item, value),
      })}</span><span class="print-only">${f.figure(item.actual, item.unit)}</span>`,
      html`${f.percent(item.attainment)}${this.#from(item)}${bar((item.attainment ?? 0) / 1.2, isSet ? judged.status : 'quiet')}`,
      item.pace === null ? '—' : f.percent(item.pace.pace),
    ];
  }
}
