// Scores, tiers, their worth, concentration and retention.
import { orderColumns, orders } from './random.mjs';

const ROUNDS = 20;

function segmentation(planscore, rows, options) {
  const held = planscore.Orders.fromColumns(orderColumns(rows));
  const found = planscore.segmentCustomers(held, options);
  const column = (name) => Array.from(found.column(name));
  const { asOf, cuts, gini, lapsedDays, tieMass, tiers } = found.summary;
  return {
    customers: found.customerIds(),
    ...Object.fromEntries(['recency', 'frequency', 'r', 'f', 'm'].map((name) => [name, column(name)])),
    monetary: Array.from(found.monetary()),
    tiers: column('tier').map((tier) => tiers[tier].tier),
    asOf,
    cuts,
    gini,
    lapsedDays,
    tieMass,
  };
}

function fixedCuts(random) {
  const cuts = (count, low, high) => {
    const drawn = new Set();
    while (drawn.size < count) drawn.add(random.whole(low, high));
    return [...drawn].sort((one, other) => one - other);
  };
  return { r: cuts(4, 10, 400), f: cuts(4, 1, 12), m: cuts(4, 20, 900) };
}

/** Rules that leave no cell out, over five scores. */
const RULES = [
  { tier: 'top', r: [4, 5], f: [4, 5] },
  { tier: 'near', r: [3, 5] },
  { tier: 'far' },
];

export function* rfm(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const size = { customers: random.whole(60, 300), start: '2024-01-01', days: random.whole(300, 700) };
    const rows = orders(random, { ...size, refunds: 0.03 });
    const bins = random.whole(3, 10);
    for (const [check, options] of [
      ['rfm: quantile scores', { scores: 'quantile', bins, tiers: [{ tier: 'all' }] }],
      ['rfm: nested scores', { scores: 'nested', bins: 5, tiers: 'tenSegments' }],
      ['rfm: mean split', { scores: 'mean', tiers: 'eightSegments' }],
      ['rfm: median split', { scores: 'median', tiers: 'eightSegments' }],
      ['rfm: fixed cuts', { scores: fixedCuts(random), tiers: RULES }],
      ['rfm: rPackage', { scores: 'quantile', tiers: 'rPackage', frequency: 'orders' }],
    ]) {
      // R's package counts every row as a transaction, so that refunds are none of its business.
      const used = check === 'rfm: rPackage' ? rows.filter(({ amount }) => amount > 0) : rows;
      yield { check, input: { rows: used, options }, answer: segmentation(planscore, used, options) };
    }
    const positive = rows.filter(({ amount }) => amount > 0);
    yield {
      check: 'rfm: Gini, ties, lapsed days',
      input: { rows: positive },
      answer: segmentation(planscore, positive, { tiers: [{ tier: 'all' }] }),
    };
  }
  yield* worth(planscore, random);
  yield* retention(planscore, random);
}

function* worth(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const size = { customers: random.whole(80, 400), start: '2024-01-01', days: 600 };
    const rows = orders(random, { ...size, refunds: 0.03 });
    const horizonDays = random.whole(30, 180);
    const options = { scores: fixedCuts(random), bins: 5, tiers: RULES, horizonDays, seed: round };
    const held = planscore.Orders.fromColumns(orderColumns(rows));
    yield { check: 'rfm: tierWorth', input: { rows, options }, answer: planscore.tierWorth(held, options) };
  }
}

function* retention(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const size = { customers: random.whole(50, 300), start: '2024-03-05', days: random.whole(200, 700) };
    const rows = orders(random, size);
    const every = ['week', 'month', 'quarter', 'year'][round % 4];
    const held = planscore.Orders.fromColumns(orderColumns(rows));
    yield {
      check: 'rfm: retention and cohorts',
      input: { rows, every },
      answer: planscore.customerRetention(held, { every, lapsedDays: round % 2 ? random.whole(20, 120) : null }),
    };
  }
}
