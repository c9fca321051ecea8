// Seeded draws and the histories that the cases are made of.

/** A generator of uniform draws (mulberry32), with the few laws that the cases need. */
export class Random {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  uniform() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low, high) {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability) {
    return this.uniform() < probability;
  }

  exponential(mean) {
    return -mean * Math.log(1 - this.uniform());
  }

  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  pick(list) {
    return list[this.whole(0, list.length - 1)];
  }
}

export const DAY = 86_400_000;

/** The number of a day, from 1970-01-01. */
export const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * Orders of customers with rates of their own, some of whom leave; amounts in whole fen. A share of `refunds` gives
 * half of the money back on the same day.
 */
export function orders(random, { customers, start, days, refunds = 0, meanGap = 40 }) {
  const rows = [];
  const first = dayOf(start);
  for (let customer = 0; customer < customers; customer++) {
    const gap = meanGap * (0.3 + random.exponential(1));
    const leaving = 0.5 * random.uniform() ** 3;
    const scale = 50 * Math.exp(random.normal());
    let day = random.whole(0, Math.floor(days * 0.8));
    while (day <= days) {
      const amount = Math.max(1, Math.round(scale * Math.exp(0.4 * random.normal()) * 100)) / 100;
      const row = { customer: `c${customer}`, day: first + day, amount, cost: Math.round(amount * 60) / 100 };
      rows.push({ ...row, owner: random.pick(['甲', '乙', '丙']), orderId: `o${rows.length}` });
      if (random.chance(refunds)) {
        rows.push({ ...row, amount: -Math.round(amount * 50) / 100, owner: '甲', orderId: `o${rows.length}` });
      }
      if (random.chance(leaving)) break;
      day += Math.max(random.chance(0.1) ? 0 : 1, Math.round(random.exponential(gap)));
    }
  }
  return rows;
}

/** The rows as columns of the package, with `names` of the optional ones. */
export function orderColumns(rows, names = []) {
  const optional = Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
  return {
    customer: rows.map(({ customer }) => customer),
    date: rows.map(({ day }) => isoOf(day)),
    amount: Float64Array.from(rows, ({ amount }) => amount),
    ...optional,
    ...(optional.cost && { cost: Float64Array.from(optional.cost) }),
  };
}

/** Deals that go through stages one by one, as events; the last stage is won. */
export function deals(random, { count, start, days, stages, rate = 0.6, stay = 12, hours = false }) {
  const events = [];
  const first = dayOf(start);
  const time = (at) => (hours ? Math.round(at * 1440) / 1440 : Math.round(at));
  for (let deal = 0; deal < count; deal++) {
    const about = {
      deal: `d${deal}`,
      value: random.whole(1, 60) * 100,
      owner: random.pick(['甲', '乙', '丙']),
    };
    let at = first + random.uniform() * days;
    for (let stage = 0; stage < stages.length && at <= first + days; stage++) {
      events.push({ ...about, stage: stages[stage], time: time(at) });
      if (stage === stages.length - 1) break;
      at += hours ? random.exponential(stay) : 1 + Math.floor(random.exponential(stay));
      if (!random.chance(rate)) {
        if (at <= first + days) events.push({ ...about, stage: 'lost', time: time(at) });
        break;
      }
    }
  }
  return events;
}

export function dealColumns(events) {
  return {
    deal: events.map(({ deal }) => deal),
    stage: events.map(({ stage }) => stage),
    time: Float64Array.from(events, ({ time }) => time),
    value: Float64Array.from(events, ({ value }) => value),
    owner: events.map(({ owner }) => owner),
  };
}
