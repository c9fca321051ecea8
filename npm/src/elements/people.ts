/** A ranking by person, honest where data are few, under pseudonyms on request. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanscorePeopleElement } from '../element-types.js';
import type { AnyDeals, AnyOrders } from '../handles.js';
import type { Goal, Period } from '../types.js';
import { Panel } from './base.js';
import type { Format } from './format.js';
import { figureInput } from './inputs.js';
import { type List, listTools } from './list.js';
import { bar, type Cell, table } from './parts.js';
import { type People, peopleOf, type Person } from './people-data.js';
import type { Word } from './words.js';

/** Decided deals below which a win rate says little. */
const FEW = 10;

/**
 * `<planscore-people>` ranks the people in orders and deals.
 * @fires planscore-member-targets A person's target was typed; `detail.targets` are all that were.
 */
export class PlanscorePeople extends Panel<People> implements PlanscorePeopleElement {
  static override properties = {
    ...Panel.properties,
    orders: { attribute: false },
    deals: { attribute: false },
    period: { attribute: false },
    goals: { attribute: false },
    names: { attribute: false },
    owners: { attribute: false },
    memberTargets: { attribute: false },
    pseudonyms: { type: Boolean },
    told: { state: true },
  };

  declare orders: AnyOrders | null;
  declare deals: AnyDeals | null;
  declare period: Period | null;
  /** The plan's goals, for targets that belong to one person. */
  declare goals: readonly Goal[];
  /** The people in the orders; those in the deals are found. */
  declare names: readonly string[];
  declare owners: ReadonlyMap<string, string> | null;
  /** Sales targets that were typed, by name. */
  declare memberTargets: Readonly<Record<string, number>>;
  /** Whether names are hidden. */
  declare pseudonyms: boolean;
  declare protected told: string;

  constructor() {
    super();
    this.orders = null;
    this.deals = null;
    this.period = null;
    this.goals = [];
    this.names = [];
    this.owners = null;
    this.memberTargets = {};
    this.pseudonyms = false;
    this.told = '';
  }

  protected override readonly inputs = ['orders', 'deals', 'period', 'goals', 'names', 'owners', 'memberTargets'];
  protected override readonly heading: Word = 'panelPeople';
  protected override readonly empty: Word = 'needPeople';

  protected override async ask(): Promise<People | null> {
    const { orders, deals, period, goals, names, owners, memberTargets: typed } = this;
    if (period === null || (orders === null && deals === null)) return null;
    const found = await peopleOf(this.engine, { orders, deals, period, goals, names, owners, typed }, this.language);
    return found.people.length === 0 ? null : found;
  }

  #set(name: string, value: number | null): void {
    const { [name]: _, ...others } = this.memberTargets;
    this.memberTargets = value === null || value <= 0 ? others : { ...others, [name]: value };
    this.tell('planscore-member-targets', { targets: this.memberTargets });
  }

  protected override body(found: People): TemplateResult {
    const f = this.format;
    const heads = (
      ['person', 'sales', 'target', 'attainment', 'newCustomers', 'winRate', 'stuckDeals', 'dormantCustomers'] as const
    ).map((head) => f.t(head));
    const rows = found.people.map((person, i) => this.#row(f, person, i));
    return html`<p class="says">${peopleSays(f, found, (person, i) => this.#name(f, person, i))}</p>
      <div class="tools"><label class="check"><input type="checkbox" class="pseudonyms" .checked=${this.pseudonyms}
        @change=${(event: Event) => {
          this.pseudonyms = (event.target as HTMLInputElement).checked;
        }}>${f.t('pseudonyms')}</label>
        ${listTools(
          f,
          () => Promise.resolve(this.#list(f, found)),
          (text) => {
            this.told = text;
          },
        )}<span class="note" role="status">${this.told}</span></div>
      ${table(f.t('panelPeople'), heads, rows, { numeric: [1, 2, 3, 4, 5, 6, 7], key: (i) => found.people[i]?.name })}
      <p class="note">${this.#span(f)}${f.t(found.by === 'sales' ? 'rankedBySales' : 'rankedByAttainment')}${
        found.nobody === null || found.nobody === 0 ? '' : f.t('nobodys', { money: f.money(found.nobody) })
      }${found.people.some(hasStar) ? f.t('starred') : ''}${found.left === 0 ? '' : f.t('moreLeft', { n: found.left })}</p>`;
  }

  /** Which time the columns are about. */
  #span(f: Format): string {
    const { period, deals } = this;
    if (period === null) return '';
    const days = { from: f.day(period.start), to: f.day(period.asOf ?? period.end) };
    return f.t('peopleSpan', days) + (deals === null ? f.t('fullStop') : f.t('peopleSpanRates'));
  }

  #name(f: Format, { name }: Person, i: number): string {
    return this.pseudonyms ? f.t('pseudonym', { n: i + 1 }) : name;
  }

  #row(f: Format, person: Person, i: number): Cell[] {
    const { sales, target } = person;
    const name = this.#name(f, person, i);
    const rank = person.rank === null ? '—' : f.number(person.rank);
    const reached = sales === null || target === null || target <= 0 ? null : sales / target;
    return [
      html`<span class="rank" title=${f.t('place')}>${rank}</span> <strong>${name}</strong>`,
      sales === null ? '—' : f.money(sales),
      html`<span class="edit" title=${person.targetFrom === 'plan' ? f.t('fromPlan') : ''}>${figureInput(f, {
        label: `${f.t('target')} ${name}`,
        value: target,
        unit: 'CNY',
        change: (value) => this.#set(person.name, value),
      })}</span><span class="print-only">${f.money(target)}</span>`,
      reached === null ? '—' : html`${f.percent(reached)}${bar(reached / 1.2)}`,
      person.newCustomers === null ? '—' : f.number(person.newCustomers),
      winRate(f, person),
      person.stuck === null ? '—' : f.number(person.stuck),
      person.dormant === null ? '—' : f.number(person.dormant),
    ];
  }

  /** The ranking as a list to save; what is hidden on screen is hidden there. */
  #list(f: Format, { people }: People): List {
    const plain = (value: number): string => f.number(value);
    const money = (value: number): string => f.money(value);
    return {
      title: f.t('panelPeople'),
      heads: (
        [
          'place',
          'person',
          'sales',
          'target',
          'newCustomers',
          'won',
          'lostDeals',
          'stuckDeals',
          'dormantCustomers',
        ] as const
      ).map((head) => f.t(head)),
      rows: people.map((person, i) => [
        person.rank,
        this.#name(f, person, i),
        person.sales,
        person.target,
        person.newCustomers,
        person.won,
        person.lost,
        person.stuck,
        person.dormant,
      ]),
      show: [plain, String, money, money, plain, plain, plain, plain, plain],
    };
  }
}

/** A win rate with what it rests on; of few deals only these. */
/** Whether the rate of a person is marked as one that differs. */
function hasStar({ won, lost, differs }: Person): boolean {
  return differs && (won ?? 0) + (lost ?? 0) >= FEW;
}

function winRate(f: Format, { won, lost, differs }: Person): Cell {
  if (won === null || lost === null || won + lost === 0) return '—';
  const decided = won + lost;
  if (decided < FEW)
    return html`<span class="grey" title=${f.t('fewDeals')}>${f.number(won)} / ${f.number(decided)}</span>`;
  return html`<span
    title="${f.number(won)} / ${f.number(decided)} · ${f.t(differs ? 'differs' : 'mayBeChance')}">${f.percent(won / decided)}${
    differs ? ' *' : ''
  }</span>`;
}

/** The ranking in a sentence. */
export function peopleSays(f: Format, { people, by }: People, name: (person: Person, i: number) => string): string {
  const [best] = people;
  if (best === undefined || best.sales === null) return f.t('peopleN', { n: people.length });
  const total = people.reduce((sum, { sales }) => sum + Math.max(0, sales ?? 0), 0);
  const share = total > 0 ? f.percent(best.sales / total) : '—';
  return by === 'attainment' && best.target !== null
    ? f.t('peopleBest', { n: people.length, name: name(best, 0), share: f.percent(best.sales / best.target) })
    : f.t('peopleSales', { n: people.length, name: name(best, 0), sales: f.money(best.sales), share });
}
