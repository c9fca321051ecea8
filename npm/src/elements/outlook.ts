/** Will the target be reached? The chance, what it takes to be sure, and how both move. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Engine } from '../engine-types.js';
import type { FunnelGoal } from '../element-types.js';
import type { AnyDeals } from '../handles.js';
import type { FunnelReport, HitChance, HitOptions, IsoDate } from '../types.js';
import type { Format } from './format.js';
import { figureInput } from './inputs.js';
import { bar } from './parts.js';

/** How far the sliders reach, in percent. */
const [LEAST, MOST] = [-50, 100];
/** What "being sure" means. */
const ASSURED = 0.8;
/** Times the present flow of leads beyond which more leads are no way to the target. */
const MOST_FLOW = 8;
/** Draws while searching; the chance shown takes the engine's own number. */
const DRAWS = 2000;

/** What is asked. */
interface Question {
  /** Money or deals still to win; null where nobody said. */
  goal: number | null;
  by: IsoDate;
  /** Percent more new leads. */
  inflow: number;
  /** Percent better conversion, by stage. */
  rates: ReadonlyMap<string, number>;
}

/** What it takes: so many new leads a day, enough as it is, or no number of leads. */
type Needed = { kind: 'leads'; perDay: number } | { kind: 'enough' } | { kind: 'never' } | { kind: 'unknown' };

/** Keeps the question and its last answer. */
export class Outlook implements ReactiveController {
  question: Question | null = null;
  chance: HitChance | null = null;
  needed: Needed | null = null;
  /** Whether the goal and the day are the user's own. */
  typed = { goal: false, by: false };
  #asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost & { engine: Engine },
    private readonly failed: (error: unknown) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** Takes over what the caller knows of the goal; what was typed stays. */
  begin(deals: AnyDeals, report: FunnelReport, goal: FunnelGoal | null): void {
    const asOf = report.asOf as IsoDate;
    const known =
      goal === null || goal.total === null ? null : Math.round(Math.max(0, goal.total - goal.reached) * (goal.share ?? 1));
    const was = this.question;
    void this.ask(deals, report, {
      inflow: was?.inflow ?? 0,
      rates: was?.rates ?? new Map(),
      goal: this.typed.goal ? (was?.goal ?? null) : known,
      by: this.typed.by && was !== null ? was.by : (goal?.by ?? `${asOf.slice(0, 4)}-12-31`),
    });
  }

  /** Asks; of questions that overtake each other only the last one's answer is shown. */
  async ask(deals: AnyDeals, report: FunnelReport, question: Question): Promise<void> {
    const asked = ++this.#asked;
    this.question = question;
    this.host.requestUpdate();
    const { goal, by } = question;
    if (goal === null || goal === 0 || report.asOf === null || by <= report.asOf) {
      [this.chance, this.needed] = [null, null];
      return;
    }
    const isMoney = report.velocityPerDay !== null;
    const options: HitOptions = {
      by,
      asOf: report.asOf,
      stages: report.stages.map(({ stage }) => stage),
      lift: [...question.rates].map(([stage, percent]) => ({ stage, rate: percent / 100 })),
      ...(isMoney ? { revenue: goal } : { won: goal }),
    };
    const { engine } = this.host;
    try {
      const base = await engine.hitProbability(deals, { ...options, draws: DRAWS });
      const flow = base.newLeadsPerDay * (1 + question.inflow / 100);
      const chance = await engine.hitProbability(deals, { ...options, newLeadsPerDay: flow });
      const needed = await this.#search(deals, options, base.newLeadsPerDay, chance, () => asked === this.#asked);
      if (asked !== this.#asked) return;
      [this.chance, this.needed] = [chance, needed];
      this.host.requestUpdate();
    } catch (error) {
      if (asked === this.#asked) this.failed(error);
    }
  }

  /** The smallest flow of leads with which the same reckoning is sure enough. */
  async #search(
    deals: AnyDeals,
    options: HitOptions,
    flow: number,
    { probability }: HitChance,
    wanted: () => boolean,
  ): Promise<Needed> {
    if (probability === null || flow <= 0) return { kind: 'unknown' };
    if (probability >= ASSURED) return { kind: 'enough' };
    const isSure = async (times: number): Promise<boolean> => {
      const answer = await this.host.engine.hitProbability(deals, {
        ...options,
        draws: DRAWS,
        newLeadsPerDay: flow * times,
      });
      return (answer.probability ?? 0) >= ASSURED;
    };
    if (!(await isSure(MOST_FLOW))) return { kind: 'never' };
    let [low, high] = [0, MOST_FLOW];
    while (high - low > 0.1 && wanted()) {
      const middle = (low + high) / 2;
      if (await isSure(middle)) high = middle;
      else low = middle;
    }
    return { kind: 'leads', perDay: flow * high };
  }
}

function level(probability: number | null): string {
  if (probability === null) return 'quiet';
  return probability >= 0.8 ? 'onTarget' : probability >= 0.5 ? 'close' : 'offTarget';
}

/** A chance in words that claims no more than draws can tell. */
export function chanceText(f: Format, probability: number | null): string {
  if (probability === null) return '—';
  if (probability < 0.01) return '<1%';
  return probability > 0.99 ? '>99%' : f.percent(probability);
}

/** What there is to reach, until when, and how likely it is. */
export function outlookPart(
  f: Format,
  report: FunnelReport,
  outlook: Outlook,
  goal: FunnelGoal | null,
  ask: (change: Partial<Question>) => void,
): TemplateResult | typeof nothing {
  const { question, chance, needed } = outlook;
  if (question === null || report.asOf === null) return nothing;
  const isMoney = report.velocityPerDay !== null;
  const amount = (value: number): string =>
    isMoney ? f.money(value) : f.t('dealsN', { n: f.number(value, value < 10 ? 1 : 0) });
  const isOver = question.by <= report.asOf;
  const fromPlan = !outlook.typed.goal && goal !== null && goal.total !== null;
  const isPart = fromPlan && (goal.share ?? 1) < 1;
  const says =
    question.goal === null
      ? f.t('goalUnknown')
      : question.goal === 0
        ? f.t('goalReached')
        : isOver
          ? f.t('goalOver', { by: f.day(question.by, true), asOf: f.day(report.asOf, true) })
          : fromPlan
            ? goalText(f, goal, question.goal, amount)
            : f.t('goalTyped', { rest: amount(question.goal), by: f.day(question.by, true) });
  return html`<div class="outlook">
    <h3>${f.t('outlook')}</h3>
    <p>${says}</p>
    ${chance === null || question.goal === null || question.goal === 0 || isOver
      ? nothing
      : chancePart(f, chance, needed, question, isPart, amount)}
    <div class="tools">
      <label>${f.t(isMoney ? 'aimMoney' : 'aimDeals')} ${figureInput(f, {
        label: f.t(isMoney ? 'aimMoney' : 'aimDeals'),
        value: question.goal,
        unit: isMoney ? 'CNY' : 'count',
        name: 'goal',
        change: (value) => {
          outlook.typed.goal = value !== null;
          ask({ goal: value === null ? null : Math.max(0, value) });
        },
      })}</label>
      <label>${f.t('by')} <input type="date" .value=${question.by}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (value === '') return;
          outlook.typed.by = true;
          ask({ by: value });
        }}></label>
    </div>
  </div>`;
}

/** What is left of the target, and how much of that the deals are to bring. */
function goalText(f: Format, goal: FunnelGoal, rest: number, amount: (value: number) => string): string {
  const { total, reached, share = 1 } = goal;
  const whole = f.t('goalFrom', {
    total: amount(total ?? 0),
    reached: amount(reached),
    rest: amount(Math.max(0, (total ?? 0) - reached)),
  });
  return share < 1 ? whole + f.t('goalPart', { share: f.percent(share), rest: amount(rest) }) : whole;
}

function chancePart(
  f: Format,
  chance: HitChance,
  needed: Needed | null,
  question: Question,
  isPart: boolean,
  amount: (value: number) => string,
): TemplateResult {
  const { probability, expected } = chance;
  const kind = level(probability);
  const by = f.day(question.by, true);
  const takes =
    needed === null || needed.kind === 'unknown'
      ? ''
      : needed.kind === 'leads'
        ? f.t('needsLeads', { perDay: f.number(needed.perDay, 1), now: f.number(chance.newLeadsPerDay, 1) })
        : f.t(needed.kind === 'enough' ? 'needsNothing' : 'needsNever', { by });
  return html`<div class="headline" role="status">
      <span class="big chance">${chanceText(f, probability)}</span>
      <span class="pill ${kind}">${f.t(isPart ? 'probabilityPart' : 'probability')}</span>
      <span class="facts">${
        expected === null
          ? chance.because
          : f.t('expectedRange', { by, low: amount(expected.p10), high: amount(expected.p90) })
      }</span></div>
    ${probability === null ? nothing : bar(probability, kind)}
    ${takes === '' ? nothing : html`<p class="needs">${takes}</p>`}`;
}

/** Sliders for more leads and better stages; the chance above moves with them. */
export function knobs(
  f: Format,
  report: FunnelReport,
  outlook: Outlook,
  ask: (change: Partial<Question>) => void,
): TemplateResult | typeof nothing {
  const { question, chance } = outlook;
  if (question === null || chance === null) return nothing;
  const knob = (name: string, value: number, change: (value: number) => void): TemplateResult => html`<label>${name}
    <input type="range" min=${LEAST} max=${MOST} step="5" .value=${String(value)}
      aria-valuetext="${f.signed(value)}%"
      @input=${(event: Event) => change((event.target as HTMLInputElement).valueAsNumber)}>
    <span class="number">${f.signed(value)}%</span></label>`;
  return html`<h3>${f.t('whatIfFunnel')}</h3><div class="knobs">
    ${knob(f.t('inflow'), question.inflow, (inflow) => ask({ inflow }))}
    ${report.stages
      .slice(0, -1)
      .map(({ stage }) =>
        knob(f.t('rateOf', { stage }), question.rates.get(stage) ?? 0, (percent) =>
          ask({ rates: new Map(question.rates).set(stage, percent) }),
        ),
      )}
  </div>`;
}
