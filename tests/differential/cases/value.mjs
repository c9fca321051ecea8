// BG/NBD, MBG/NBD and Gamma-Gamma: fits, the probability to be alive, purchases and money to expect.
import { dayOf, orderColumns, orders } from './random.mjs';

/** A few customers who buy on hundreds of days, one of whom has stopped. */
function heavyBuyers(random, start, days) {
  const rows = [];
  [1, 2, 3].forEach((gap, index) => {
    const until = index === 1 ? days * 0.7 : days;
    for (let day = index; day <= until; day += random.whole(1, gap)) {
      rows.push({ customer: `h${index}`, day: dayOf(start) + day, amount: random.whole(1000, 9000) / 100 });
    }
  });
  return rows;
}

export function* value(planscore, random) {
  for (let round = 0; round < 8; round++) {
    const start = '2023-01-02';
    const days = 500 + 60 * round;
    const rows = orders(random, { customers: random.whole(200, 400), start, days });
    if (round % 2) rows.push(...heavyBuyers(random, start, days));
    const model = round % 4 < 2 ? 'bgNbd' : 'mbgNbd';
    const options = { model, unitDays: 7, horizonDays: [364, 91][round % 2], annualDiscount: 0.1 };
    const held = planscore.Orders.fromColumns(orderColumns(rows));
    let answer;
    try {
      answer = planscore.fitCustomerValue(held, options);
    } catch (error) {
      if (error.code !== 'value/not-converged') throw error;
      continue;
    }
    yield { check: 'value: models', input: { rows, options }, answer };
  }  yield* intervals(planscore, random);
}

/** Parameters of 200 customers, with intervals by customers drawn anew. */
function* intervals(planscore, random) {
  for (const model of ['bgNbd', 'mbgNbd']) {
    const rows = orders(random, { customers: 200, start: '2023-01-02', days: 700 });
    const options = { model, unitDays: 7, bootstrap: 1000, seed: 5 };
    try {
      const answer = planscore.fitCustomerValue(planscore.Orders.fromColumns(orderColumns(rows)), options);
      yield { check: 'value: intervals, 200 customers', input: { rows, options }, answer };
    } catch (error) {
      if (error.code !== 'value/not-converged') throw error;
    }
  }
}
