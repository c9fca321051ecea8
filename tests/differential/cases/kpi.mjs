// Actuals out of orders and deals, working days, pace and burn-rate alerts.
import { dayOf, dealColumns, deals, isoOf, orderColumns, orders } from './random.mjs';

const STAGES = ['线索', 'MQL', 'SQL', '商机', '成单'];
const ROUNDS = 20;

export function* kpi(planscore, random) {
  yield* actuals(planscore, random);
  yield* months(planscore, random);
  yield* burning(planscore, random);
  yield* rates(planscore, random);
}

function* actuals(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const start = dayOf('2025-01-01') + random.whole(0, 200);
    const period = { start: isoOf(start), end: isoOf(start + random.whole(20, 120)) };
    const owner = round % 2 ? '甲' : null;
    const rows = orders(random, { customers: random.whole(50, 300), start: '2023-06-01', days: 1000, refunds: 0.03 });
    const held = planscore.Orders.fromColumns(orderColumns(rows, ['orderId', 'cost', 'owner']));
    yield {
      check: 'kpi: actualsFromOrders',
      input: { rows, period, owner },
      answer: planscore.actualsFromOrders(held, period, { owner }).actuals,
    };
    const size = { count: random.whole(100, 400), start: '2025-01-01', days: 400 };
    const events = deals(random, { ...size, stages: STAGES, rate: 0.8, stay: 10 });
    const pipeline = planscore.Deals.fromEvents(dealColumns(events), { stages: STAGES, lost: ['lost'] });
    yield {
      check: 'kpi: actualsFromDeals',
      input: { events, period, owner, stages: STAGES },
      answer: planscore.actualsFromDeals(pipeline, period, { owner }).actuals,
    };
  }
}

const card = (more = {}) => ({ items: [{ id: 'sales_total', weight: 100, target: 1000, ...more }] });

/** Every month of the calendar, seen from a day in it. */
function* months(planscore, random) {
  for (let month = 0; month < 12 * 23; month++) {
    const first = Date.UTC(2004, month, 1) / 86_400_000;
    const last = Date.UTC(2004, month + 1, 0) / 86_400_000;
    const asOf = random.whole(first, last);
    const value = random.whole(0, 1500);
    const period = { start: isoOf(first), end: isoOf(last), asOf: isoOf(asOf) };
    const report = planscore.scoreKpis(card(), [{ id: 'sales_total', value }], { period });
    yield { check: 'kpi: working days and pace', input: { first, last, asOf, value }, answer: report.items[0].pace };
  }
}

/** A value for each day, above or below what is due, and lately more or less. */
function* burning(planscore, random) {
  for (let round = 0; round < 100; round++) {
    const first = dayOf('2026-01-01') + 31 * random.whole(0, 5);
    const last = first + random.whole(80, 180);
    const asOf = random.whole(first + 40, last - 5);
    const warn = random.whole(70, 90) / 100;
    const [level, lately] = [random.uniform() * 15, random.uniform() * 15];
    const days = Array.from({ length: asOf - first + 1 }, (_, index) => first + index);
    const change = asOf - random.whole(3, 20);
    const values = days.map((day) => Math.round((day > change ? lately : level) * random.uniform() * 200) / 100);
    const actual = { id: 'sales_total', value: values.reduce((sum, value) => sum + value, 0) };
    const { alerts } = planscore.scoreKpis(card({ alertBelow: warn }), [actual], {
      period: { start: isoOf(first), end: isoOf(last), asOf: isoOf(asOf) },
      history: [{ id: 'sales_total', dates: days.map(isoOf), values }],
    });
    const answer = alerts.find(({ rule }) => rule === 'burnRate') ?? null;
    yield { check: 'kpi: burn rate', input: { first, last, asOf, warn, days, values }, answer };
  }
}

/** Rates in an open period, and the best of three by Wilson's lower bound. */
function* rates(planscore, random) {
  const id = 'lead_conversion_rate';
  const items = [{ id, weight: 100, target: 0.3 }];
  const period = { start: '2026-01-01', end: '2026-06-30', asOf: '2026-03-31' };
  for (let round = 0; round < 50; round++) {
    const members = ['甲', '乙', '丙'].map((member) => {
      const denominator = random.whole(10, 300);
      return { id: member, actuals: [{ id, numerator: random.whole(1, denominator), denominator }] };
    });
    const { awards } = planscore.scoreTeam({ items }, members);
    yield {
      check: 'kpi: Wilson',
      input: { rates: members.map(({ actuals: [rate] }) => rate) },
      answer: {
        best: awards.find(({ award }) => award === 'bestConversion').value,
        forecasts: members.map(({ actuals }) => planscore.scoreKpis({ items }, actuals, { period }).items[0].forecast),
      },
    };
  }
}
