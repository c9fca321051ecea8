//! Looking ahead: hand calculations, and predictions of simulated histories against what came.

use planscore::calendar::Day;
use planscore::funnel::{HitOptions, LeadOptions, Lift, hit_probability, required_leads};
use planscore::locale::Locale;
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
        locale: Locale::En,
    }
}

fn leads(by: Day) -> LeadOptions {
    LeadOptions {
        won: None,
        revenue: None,
        by,
        assurance: None,
        as_of: None,
        stages: None,
        locale: Locale::En,
    }
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
    // Every win is worth 50: two wins, as above.
    let found = required_leads(&deals(&even(), &[50.0; 40], 2), &options).unwrap();
    let needed: Vec<f64> = found.iter().map(|one| one.stages[0].needed.unwrap()).collect();
    assert_eq!(needed, [3.0, 5.0, 7.0]);
}

/// `won` of `count` deals are won after 10 days, worth a value each; the others are lost after 10.
fn decided(count: u32, won: u32, value: &dyn Fn(u32) -> f64) -> Deals {
    let end = |deal| if deal < won { 1 } else { Deals::LOST };
    let rows: Vec<(u32, u8, f64)> =
        (0..count).flat_map(|deal| [(deal, 0, 0.0), (deal, end(deal), 10.0)]).collect();
    deals(&rows, &(0..count).map(value).collect::<Vec<_>>(), 2)
}

/// Money and deals agree where every win is worth the same. Ten of n at 1/2: P(Bin(18) >= 10) = .407,
/// P(Bin(19) >= 10) = 1/2 by symmetry; P(Bin(25) >= 10) = .885, P(Bin(26) >= 10) = .916. For 2,500 the
/// normal law: n/2 - 1.2816 sqrt(n)/2 >= 2499.5, n = 5091.
#[test]
fn money_needs_as_many_leads_as_the_deals_it_is_worth() {
    let all = decided(60, 30, &|_| 100.0);
    let needed = |won: Option<f64>, revenue: Option<f64>| -> Vec<f64> {
        let assurance = Some(vec![0.5, 0.9]);
        let options = LeadOptions { won, revenue, assurance, as_of: Some(Day(10)), ..leads(Day(40)) };
        let found = required_leads(&all, &options).unwrap();
        found.iter().map(|one| one.stages[0].needed.unwrap()).collect()
    };
    assert_eq!(needed(Some(10.0), None), [19.0, 26.0]);
    assert_eq!(needed(None, Some(1_000.0)), [19.0, 26.0]);
    assert_eq!(needed(Some(2_500.0), None)[1], 5_091.0);
    assert_eq!(needed(None, Some(250_000.0)), needed(Some(2_500.0), None));
}

/// One deal of a chance of .8 wins one with a probability of exactly .8.
#[test]
fn an_assurance_met_exactly_is_met() {
    let options =
        LeadOptions { won: Some(1.0), assurance: Some(vec![0.8]), as_of: Some(Day(10)), ..leads(Day(40)) };
    let found = required_leads(&decided(10, 8, &|_| 1.0), &options).unwrap();
    assert_eq!(found[0].stages[0].needed, Some(1.0));
}

/// Half of the wins bring 10, half 190: 1,000 takes more than ten wins to be as sure of, as their sum
/// varies. By the exact law of the sum (of k wins j bring 190: 10 k + 180 j >= 1,000), over n deals of
/// which each is won with 1/2, 1 - P(n) falls below .1 at n = 29 or 30; ten wins of 100 take 26.
#[test]
fn values_that_vary_take_more_leads() {
    let all = decided(60, 30, &|deal| if deal % 2 == 0 { 10.0 } else { 190.0 });
    let options = LeadOptions {
        revenue: Some(1_000.0),
        assurance: Some(vec![0.9]),
        as_of: Some(Day(10)),
        ..leads(Day(40))
    };
    let needed = required_leads(&all, &options).unwrap()[0].stages[0].needed.unwrap();
    // Exactly: each deal brings 190 with 1/4, 10 with 1/4, nothing with 1/2.
    let enough = |n: u32| {
        let choose = |n: u32, k: u32| (0..k).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1));
        let mut sum = 0.0;
        for big in 0..=n {
            for small in 0..=n - big {
                if 190 * big + 10 * small >= 1_000 {
                    let ways = choose(n, big) * choose(n - big, small);
                    sum +=
                        ways * 0.25_f64.powi((big + small) as i32) * 0.5_f64.powi((n - big - small) as i32);
                }
            }
        }
        sum
    };
    let exact = (1..60).find(|&n| enough(n) >= 0.9).unwrap();
    assert!((needed - f64::from(exact)).abs() <= 1.0, "{needed} against {exact}");
}

/// What cannot be reached in time is said in words.
#[test]
fn too_late_is_no_number() {
    let options = LeadOptions { won: Some(1.0), as_of: Some(Day(10)), ..leads(Day(15)) };
    let found = required_leads(&decided(60, 30, &|_| 1.0), &options).unwrap();
    assert_eq!(found[0].stages[0].needed, None);
    assert!(found[0].stages[0].because.as_ref().unwrap().contains("by 1970-01-16"), "{found:?}");
    assert_eq!((found[0].stages[1].needed, &found[0].stages[1].because), (Some(1.0), &None));
}

/// Where no deal has been won, the chance is not known: neither 0 nor 1, but words.
#[test]
fn no_deal_decided_is_not_enough_data() {
    let open: Vec<(u32, u8, f64)> = (0..20).map(|deal| (deal, 0, f64::from(deal))).collect();
    let options = HitOptions { won: Some(3.0), as_of: Some(Day(20)), ..hit(Day(60)) };
    let chance = hit_probability(&deals(&open, &[], 2), &options).unwrap();
    assert_eq!((chance.probability, chance.expected), (None, None));
    assert!(chance.because.unwrap().contains("not enough data"));
    let zh = HitOptions { locale: Locale::ZhCn, ..options.clone() };
    assert!(hit_probability(&deals(&open, &[], 2), &zh).unwrap().because.unwrap().contains("数据不足"));
    // Nothing is always reached.
    let nothing = HitOptions { won: Some(0.0), ..options };
    assert_eq!(hit_probability(&deals(&open, &[], 2), &nothing).unwrap().probability, Some(1.0));
}

/// Whole days: all stays are of 10 days, half won. A deal of day 1, seen on the evening of day 10, is
/// decided tomorrow.
#[test]
fn what_has_not_happened_today_may_happen_tomorrow() {
    let mut rows = even();
    rows.extend((40..50).map(|deal| (deal, 0, 1.0)));
    let options =
        HitOptions { won: Some(5.0), as_of: Some(Day(10)), new_leads_per_day: Some(0.0), ..hit(Day(11)) };
    let expected = hit_probability(&deals(&rows, &[], 2), &options).unwrap().expected.unwrap();
    assert!((expected.from_open - 5.0).abs() < 1e-9, "{expected:?}");
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
    let expected = chance.expected.unwrap();
    assert!((expected.from_open - 5.0).abs() < 1e-9 && expected.from_new == 0.0);
    // P(Bin(10, 1/2) >= 5) = 0.623; the rate's uncertainty changes little.
    assert!((chance.probability.unwrap() - 0.623).abs() < 0.03, "{chance:?}");
    assert!(expected.p10 <= expected.p50 && expected.p50 <= expected.p90);
    let certain = hit_probability(&all, &HitOptions { won: Some(0.0), ..options.clone() }).unwrap();
    assert_eq!(certain.probability, Some(1.0));
    // The same seed, the same answer; a better rate never does harm, and a shorter stay brings it earlier.
    assert_eq!(hit_probability(&all, &options).unwrap(), chance);
    let lift = |rate, days| HitOptions {
        lift: vec![Lift { stage: "s0".into(), rate: Some(rate), days: Some(days) }],
        ..options.clone()
    };
    let from_open =
        |options: &HitOptions| hit_probability(&all, options).unwrap().expected.unwrap().from_open;
    assert!(from_open(&lift(0.2, 0.0)) > expected.from_open);
    assert!(from_open(&lift(-1.0, 0.0)) == 0.0);
    let soon = HitOptions { by: Day(13), ..options.clone() };
    let sooner = HitOptions { by: Day(13), ..lift(0.0, -0.3) };
    assert_eq!(from_open(&soon), 0.0);
    assert!(from_open(&sooner) > 3.0);
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
