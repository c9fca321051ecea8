//! Looking ahead: hand calculations, and predictions of simulated histories against what came.

use planscore::calendar::Day;
use planscore::funnel::{HitOptions, LeadOptions, Lift, hit_probability, required_leads};
use planscore::stats::Random;
use planscore::table::{DealEvents, Deals};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn hit(by: Day) -> HitOptions {
    HitOptions {
        revenue: None,
        won: None,
        by,
        as_of: None,
        stages: None,
        new_leads_per_day: None,
        draws: None,
        seed: 0,
        lift: Vec::new(),
    }
}

fn leads(by: Day) -> LeadOptions {
    LeadOptions { won: None, revenue: None, by, assurance: None, as_of: None, stages: None }
}

/// Deals from (deal, stage or 255 for a loss, day), with a value each.
fn deals(rows: &[(u32, u8, f64)], values: &[f64], stages: usize) -> Deals {
    let mut events = DealEvents::default();
    let count = rows.iter().map(|row| row.0 + 1).max().unwrap_or(0);
    for deal in 0..count {
        events.deals.intern(&deal.to_string());
    }
    for &(deal, stage, time) in rows {
        events.deal.push(deal);
        events.stage.push(stage);
        events.time.push(time);
    }
    if !values.is_empty() {
        events.value = rows.iter().map(|row| values[row.0 as usize]).collect();
    }
    Deals::from_events(events, (0..stages).map(|stage| format!("s{stage}")).collect()).unwrap()
}

/// 40 deals: half are won after 10 days, half are lost after 10 days.
fn even() -> Vec<(u32, u8, f64)> {
    (0..40)
        .flat_map(|deal| [(deal, 0, 0.0), (deal, if deal % 2 == 0 { 1 } else { Deals::LOST }, 10.0)])
        .collect()
}

/// One win takes N deals with 1 - 0.5^N >= p: 1 for 50 %, 3 for 80 %, 4 for 90 %. Two wins take
/// 1 - 0.5^N (1 + N) >= p: 3 (exactly 50 %), 5 (81.25 %), 7 (93.75 %; 6 give 89.06 %).
#[test]
fn required_leads_by_hand() {
    let found = |won: f64, by: &str| -> Vec<Option<f64>> {
        let options = LeadOptions { won: Some(won), as_of: Some(Day(10)), ..leads(day(by)) };
        let all = required_leads(&deals(&even(), &[], 2), &options).unwrap();
        assert!(all.iter().all(|one| one.stages[1].needed == Some(won)));
        all.iter().map(|one| one.stages[0].needed).collect()
    };
    // Day 10 is 1970-01-11; ten days later a deal that enters today is decided.
    assert_eq!(found(1.0, "1970-01-21"), [1.0, 3.0, 4.0].map(Some));
    assert_eq!(found(2.0, "1970-01-21"), [3.0, 5.0, 7.0].map(Some));
    // A day before that nothing can be won any more.
    assert_eq!(found(1.0, "1970-01-20"), [None; 3]);
}

#[test]
fn money_needs_values() {
    let options = LeadOptions { revenue: Some(100.0), as_of: Some(Day(10)), ..leads(Day(30)) };
    assert_eq!(required_leads(&deals(&even(), &[], 2), &options).unwrap_err().code(), "funnel/no-values");
    // Every win is worth 50: two wins, as above but by the normal approximation of a sum.
    let found = required_leads(&deals(&even(), &[50.0; 40], 2), &options).unwrap();
    let needed: Vec<f64> = found.iter().map(|one| one.stages[0].needed.unwrap()).collect();
    assert!(needed[0] >= 3.0 && needed[0] <= 5.0 && needed[2] >= 6.0 && needed[2] <= 9.0, "{needed:?}");
}

/// Ten deals in the middle of a stage that half leave for won: the mean is 5, and reaching 0 is certain.
#[test]
fn open_deals_bring_what_such_deals_brought() {
    let mut rows = even();
    rows.extend((40..50).map(|deal| (deal, 0, 5.0)));
    let all = deals(&rows, &[], 2);
    let options =
        HitOptions { won: Some(5.0), as_of: Some(Day(10)), new_leads_per_day: Some(0.0), ..hit(Day(25)) };
    let chance = hit_probability(&all, &options).unwrap();
    assert!((chance.from_open - 5.0).abs() < 0.1 && chance.from_new == 0.0);
    // P(Bin(10, 1/2) >= 5) = 0.623; the rate's uncertainty changes little.
    assert!((chance.probability - 0.623).abs() < 0.03, "{chance:?}");
    assert!(chance.p10 <= chance.p50 && chance.p50 <= chance.p90);
    let certain = hit_probability(&all, &HitOptions { won: Some(0.0), ..options.clone() }).unwrap();
    assert_eq!(certain.probability, 1.0);
    // The same seed, the same answer; a better rate never does harm, and a shorter stay brings it earlier.
    assert_eq!(hit_probability(&all, &options).unwrap(), chance);
    let lift = |rate, days| HitOptions {
        lift: vec![Lift { stage: "s0".into(), rate: Some(rate), days: Some(days) }],
        ..options.clone()
    };
    assert!(hit_probability(&all, &lift(0.2, 0.0)).unwrap().from_open > chance.from_open);
    assert!(hit_probability(&all, &lift(-1.0, 0.0)).unwrap().from_open == 0.0);
    let soon = HitOptions { by: Day(13), ..options.clone() };
    let sooner = HitOptions { by: Day(13), ..lift(0.0, -0.3) };
    assert_eq!(hit_probability(&all, &soon).unwrap().from_open, 0.0);
    assert!(hit_probability(&all, &sooner).unwrap().from_open > 3.0);
}

#[test]
fn wrong_options_are_refused_with_their_place() {
    let all = deals(&even(), &[], 2);
    let place = |options: HitOptions| hit_probability(&all, &options).unwrap_err().path().unwrap().to_owned();
    let good = HitOptions { won: Some(1.0), ..hit(Day(20)) };
    assert_eq!(place(hit(Day(20))), "won");
    assert_eq!(place(HitOptions { by: Day(-5), ..good.clone() }), "by");
    assert_eq!(place(HitOptions { draws: Some(0), ..good.clone() }), "draws");
    assert_eq!(place(HitOptions { new_leads_per_day: Some(f64::NAN), ..good.clone() }), "newLeadsPerDay");
    let lift = vec![Lift { stage: "nowhere".into(), rate: None, days: None }];
    assert_eq!(place(HitOptions { lift, ..good }), "lift[0].stage");
}

/// A pipeline of three steps with rates and stays drawn for each history; deals enter every other day.
fn history(random: &mut Random, until: f64) -> Vec<(u32, u8, f64)> {
    let rates: Vec<f64> = (0..3).map(|_| 0.4 + 0.4 * random.uniform()).collect();
    let stays: Vec<f64> = (0..3).map(|_| 4.0 + 16.0 * random.uniform()).collect();
    let mut rows = Vec::new();
    for deal in 0..(until / 2.0) as u32 {
        let mut time = f64::from(deal) * 2.0;
        rows.push((deal, 0, time));
        for stage in 0..3 {
            time += stays[stage] * (-(1.0 - random.uniform()).ln());
            if random.uniform() >= rates[stage] {
                rows.push((deal, Deals::LOST, time));
                break;
            }
            rows.push((deal, stage as u8 + 1, time));
        }
    }
    rows
}

/// 400 histories seen at day 400: how often the target for the next 60 days is reached, by the
/// probability that was predicted. Predicted and observed agree within sampling error in each class.
#[test]
fn probabilities_are_calibrated() {
    const HISTORIES: usize = 400;
    let mut random = Random::new(20_261_124);
    let mut classes = [(0.0, 0.0, 0.0); 4];
    let mut inside = 0;
    for seed in 0..HISTORIES {
        let rows = history(&mut random, 470.0);
        let (now, end) = (400.0, 460.0);
        let won = rows
            .iter()
            .filter(|(_, stage, time)| *stage == 3 && *time >= now + 1.0 && *time < end + 1.0)
            .count() as f64;
        let seen: Vec<_> = rows.into_iter().filter(|row| row.2 < now + 1.0).collect();
        let target = (6.0 + 8.0 * random.uniform()).round();
        let options = HitOptions {
            won: Some(target),
            as_of: Some(Day(400)),
            new_leads_per_day: Some(0.5),
            draws: Some(1_000),
            seed: seed as u32,
            ..hit(Day(460))
        };
        let chance = hit_probability(&deals(&seen, &[], 4), &options).unwrap();
        let class = &mut classes[((chance.probability * 4.0) as usize).min(3)];
        class.0 += 1.0;
        class.1 += chance.probability;
        class.2 += f64::from(won >= target);
        inside += usize::from(won >= chance.p10 && won <= chance.p90);
    }
    for (count, predicted, reached) in classes {
        let (expected, observed) = (predicted / count, reached / count);
        // Three standard errors of a share.
        let tolerance = 3.0 * (expected * (1.0 - expected) / count).sqrt() + 0.02;
        assert!(
            (expected - observed).abs() < tolerance,
            "{expected} predicted, {observed} observed of {count}"
        );
    }
    // At least 80 % lie between P10 and P90: counts are whole numbers, so the interval covers a little more.
    let covered = inside as f64 / HISTORIES as f64;
    assert!((0.78..0.93).contains(&covered), "{covered}");
}

/// Another order of the rows, and other codes of the deals, draw the same future.
#[test]
fn the_order_of_rows_draws_nothing_else() {
    let mut random = Random::new(3);
    let rows = history(&mut random, 300.0);
    let count = rows.iter().map(|row| row.0 + 1).max().unwrap();
    let values: Vec<f64> = (0..count).map(|deal| f64::from(1 + deal * 37 % 1009) / 7.0).collect();
    let reversed: Vec<(u32, u8, f64)> =
        rows.iter().rev().map(|&(deal, stage, time)| (count - 1 - deal, stage, time)).collect();
    let values_reversed: Vec<f64> = values.iter().rev().copied().collect();
    let options = HitOptions { revenue: Some(1e4), as_of: Some(Day(300)), ..hit(Day(390)) };
    let stages =
        rows.iter().map(|row| row.1).filter(|&stage| stage != Deals::LOST).max().unwrap() as usize + 1;
    assert_eq!(
        hit_probability(&deals(&rows, &values, stages), &options).unwrap(),
        hit_probability(&deals(&reversed, &values_reversed, stages), &options).unwrap()
    );
}
