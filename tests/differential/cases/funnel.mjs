// Stages, stays, outcomes, stuck deals, first responses, required leads and chances to reach a target.
import { dayOf, dealColumns, deals, isoOf } from './random.mjs';

const STAGES = ['线索', 'MQL', 'SQL', '商机', '成单'];
const ROUNDS = 20;

function read(planscore, events, stages) {
  return planscore.Deals.fromEvents(dealColumns(events), { stages, lost: ['lost'] });
}

export function* funnel(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const size = { count: random.whole(100, 500), start: '2026-01-05', days: random.whole(90, 300) };
    const events = deals(random, { ...size, stages: STAGES, rate: 0.75, stay: random.whole(4, 20) });
    const level = [0.8, 0.9, 0.95, 0.99][round % 4];
    const report = planscore.analyzeFunnel(read(planscore, events, STAGES), { by: 'owner', level });
    yield { check: 'funnel: report', input: { events, stages: STAGES, level }, answer: report };
  }
  yield* responses(planscore, random);
  yield* targets(planscore, random);
}

/** Times of day; every lead has waited for two days or more, so that it is clear who waits too long. */
function* responses(planscore, random) {
  for (let round = 0; round < ROUNDS; round++) {
    const size = { count: random.whole(30, 300), start: '2026-01-05', days: 90, hours: true };
    const stay = random.uniform() * 2 + 0.05;
    const drawn = deals(random, { ...size, stages: ['线索', '成单'], rate: 0.5, stay });
    const isLate = ({ stage, time }) => stage === '线索' && time > dayOf('2026-04-02');
    const late = new Set(drawn.filter(isLate).map(({ deal }) => deal));
    const events = drawn.filter(({ deal }) => !late.has(deal));
    const options = { slaHours: random.whole(1, 24), asOf: '2026-04-05' };
    const { response } = planscore.analyzeFunnel(read(planscore, events, ['线索', '成单']), options);
    yield { check: 'funnel: response', input: { events, ...options }, answer: response };
  }
}

function* targets(planscore, random) {
  const stages = ['线索', '成单'];
  for (let round = 0; round < ROUNDS; round++) {
    const size = { count: random.whole(80, 250), start: '2026-01-05', days: 150 };
    const events = deals(random, { ...size, stages, rate: 0.5, stay: 15 });
    const held = read(planscore, events, stages);
    const last = Math.max(...events.map(({ time }) => time));
    const horizon = [20, 40, 1500][round % 3];
    const by = isoOf(last + horizon);
    const won = random.whole(1, 60);
    const revenue = random.whole(5, 80) * 1000;
    const options = { by, newLeadsPerDay: 0, seed: round, draws: 4000 };
    yield {
      check: 'funnel: targets',
      input: { events, horizon, won, revenue },
      answer: {
        won: planscore.requiredLeads(held, { won, by }),
        revenue: planscore.requiredLeads(held, { revenue, by }),
        open: planscore.hitProbability(held, { ...options, won: 1 }),
        beyond: planscore.hitProbability(held, { ...options, won: events.length }),
        fresh: planscore.hitProbability(held, { ...options, won: 1, newLeadsPerDay: 0.5 }),
      },
    };
  }
}
