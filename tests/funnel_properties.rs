//! Properties of funnels, and the same log counted deal by deal.

use planscore::calendar::Day;
use planscore::funnel::{FunnelOptions, FunnelReport, SegmentBy, View, analyze_funnel};
use planscore::table::{DealEvents, Deals};
use proptest::prelude::*;

type Event = (u8, u8, u16);

fn some_events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0..12_u8, prop_oneof![8 => 0..4_u8, 1 => Just(Deals::LOST)], 0..200_u16), 1..80)
}

fn from_rows(rows: &[Event], scale: f64) -> Deals {
    let mut events = DealEvents::default();
    for &(deal, stage, time) in rows {
        events.deal.push(events.deals.intern(&format!("d{deal}")));
        events.stage.push(stage);
        events.time.push(f64::from(time) * scale);
        events.owner.push(format!("o{}", deal % 3));
        events.value.push(f64::from(deal) * 100.0);
    }
    Deals::from_events(events, ["a", "b", "c", "d"].map(str::to_owned).to_vec()).unwrap()
}

fn view() -> impl Strategy<Value = View> {
    prop::sample::select(vec![View::Visited, View::Credited, View::Strict])
}

/// Everything but the data's own issues.
fn told(report: &FunnelReport) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        report.stages, report.outcomes, report.segments, report.stuck, report.bottleneck
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every deal that enters a stage advances, is lost, is open, or leaves the view in a stated way;
    /// owners add up to the whole.
    #[test]
    fn counts_are_conserved(rows in some_events(), view in view(), window in prop::option::of(0.0..150.0_f64)) {
        let options = FunnelOptions { view, window_days: window, by: Some(SegmentBy::Owner), ..FunnelOptions::default() };
        let Ok(report) = analyze_funnel(&from_rows(&rows, 1.0), None, &options) else { return Ok(()) };
        prop_assert_eq!(report.deals, report.won + report.lost + report.open);
        for (i, stage) in report.stages.iter().enumerate() {
            prop_assert_eq!(stage.entered, stage.advanced + stage.lost + stage.open + stage.bypassed + stage.late);
            let sum = |of: fn(&planscore::funnel::StageReport) -> usize| -> usize {
                report.segments.iter().map(|segment| of(&segment.report[i])).sum()
            };
            prop_assert_eq!((sum(|s| s.entered), sum(|s| s.advanced), sum(|s| s.skipped)), (stage.entered, stage.advanced, stage.skipped));
            for p in [stage.days.p25, stage.days.p50, stage.days.p75, stage.days.p90].into_iter().flatten() {
                prop_assert!(p >= 0.0 && p.is_finite());
            }
        }
        for step in &report.outcomes {
            prop_assert!((step.won + step.lost + step.open - 1.0).abs() < 1e-9);
        }
    }

    /// An event that is told twice changes nothing: deals with one event a stage are counted together,
    /// all others one by one.
    #[test]
    fn events_told_twice(rows in some_events(), view in view(), window in prop::option::of(0.0..150.0_f64), has_hours: bool) {
        let options = FunnelOptions { view, window_days: window, by: Some(SegmentBy::Owner), ..FunnelOptions::default() };
        let scale = if has_hours { 0.7 } else { 1.0 };
        let run = |rows: &[Event]| analyze_funnel(&from_rows(rows, scale), None, &options).map(|report| told(&report));
        prop_assert_eq!(run(&rows), run(&rows.repeat(2)));
    }

    /// The order of the rows does not matter; neither do events after the day it is seen from; twice
    /// the times are twice the durations.
    #[test]
    fn order_future_and_scale(rows in some_events(), view in view(), late in some_events()) {
        let options = FunnelOptions { view, as_of: Some(Day(200)), by: Some(SegmentBy::Owner), ..FunnelOptions::default() };
        let run = |rows: &[Event]| analyze_funnel(&from_rows(rows, 1.0), None, &options).map(|report| told(&report));
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        prop_assert_eq!(run(&rows), run(&sorted));
        let mut more = rows.clone();
        more.extend(late.into_iter().map(|(deal, stage, time)| (deal, stage, 201 + time)).filter(|e| rows.iter().any(|r| r.0 == e.0)));
        // Values and owners are the deal's, whenever they were written.
        prop_assert_eq!(run(&rows), run(&more));
        let doubled = FunnelOptions { as_of: Some(Day(400)), ..options.clone() };
        if let Ok(once) = analyze_funnel(&from_rows(&rows, 1.0), None, &options) {
            let twice = analyze_funnel(&from_rows(&rows, 2.0), None, &doubled).unwrap();
            for (a, b) in once.stages.iter().zip(&twice.stages) {
                prop_assert_eq!((a.days.p50.map(|d| 2.0 * d), a.entered), (b.days.p50, b.entered));
            }
        }
    }
}

/// What is counted of a stage: entered, advanced, lost, open, bypassed, late, skipped, regressed, and the
/// days of stays with whether they ended.
#[derive(Default, Clone)]
struct Plain {
    counts: [usize; 8],
    stays: Vec<(f64, bool)>,
}

/// The same log counted deal by deal, without any of the library's shortcuts. The strict view's stays
/// depend on which of equally long runs is taken and are left out.
fn plainly(rows: &[Event], view: View, window: f64, as_of: f64) -> Vec<Plain> {
    let mut stages = vec![Plain::default(); 4];
    for deal in 0..18 {
        let mut events: Vec<(u16, u8)> = rows
            .iter()
            .filter(|row| row.0 == deal && f64::from(row.2) < as_of + 1.0)
            .map(|row| (row.2, row.1))
            .collect();
        events.sort_unstable();
        // What goes on after a loss is open again.
        let latest = events.iter().filter(|event| event.1 != Deals::LOST).map(|event| event.0).max();
        events.retain(|event| event.1 != Deals::LOST || Some(event.0) >= latest);
        let visits: Vec<(f64, usize)> = events
            .iter()
            .filter(|event| event.1 != Deals::LOST)
            .map(|event| (f64::from(event.0), usize::from(event.1)))
            .collect();
        let Some(&(start, _)) = visits.first() else { continue };
        let ever = visits.iter().map(|visit| visit.1).max().unwrap();
        let won = ever == 3;
        let lost = !won && visits.len() < events.len();
        let was = |stage: usize| visits.iter().any(|visit| visit.1 == stage);
        let mut reached = [false; 4];
        if view == View::Strict {
            for (i, first) in visits.iter().enumerate().filter(|(_, visit)| visit.1 == 0) {
                let mut next = 0;
                for visit in &visits[i..] {
                    if next < 4 && visit.1 == next && visit.0 <= first.0 + window {
                        reached[next] = true;
                        next += 1;
                    }
                }
            }
        } else {
            visits.iter().filter(|visit| visit.0 <= start + window).for_each(|visit| reached[visit.1] = true);
        }
        let Some(furthest) = (0..4).rev().find(|&stage| reached[stage]) else { continue };
        if view == View::Credited && !lost {
            reached[..furthest].fill(true);
        }
        let exit = match () {
            () if furthest == 3 => 1,
            () if lost => 2,
            () if ever == furthest => 3,
            () if view == View::Strict && !was(furthest + 1) => 4,
            () => 5,
        };
        for stage in 0..4 {
            let counts = &mut stages[stage].counts;
            counts[0] += usize::from(reached[stage]);
            counts[1] += usize::from(reached[stage] && stage < furthest);
            counts[6] += usize::from(stage < ever && !was(stage));
        }
        stages[furthest].counts[exit] += 1;
        if view == View::Strict {
            continue;
        }
        // Where the deal is from event to event, and for how long.
        let mut days = [None::<(f64, bool)>; 4];
        let mut place = None::<(usize, f64)>;
        let mut leave = |place: (usize, f64), at: f64, ended: bool| {
            let stay = days[place.0].get_or_insert((0.0, ended));
            *stay = (stay.0 + at - place.1, ended);
        };
        for &(time, stage) in &events {
            let (time, stage) = (f64::from(time), usize::from(stage));
            match place {
                _ if stage > 3 && !lost => {}
                Some(from) if stage > 3 => {
                    leave(from, time, true);
                    place = None;
                }
                None if stage > 3 => {}
                Some(from) if from.0 == stage => {}
                _ => {
                    if let Some(from) = place {
                        leave(from, time, true);
                        stages[from.0].counts[7] += usize::from(stage < from.0);
                    }
                    place = Some((stage, time));
                }
            }
        }
        if let Some(from) = place {
            leave(from, as_of.max(from.1), false);
        }
        for (stage, stay) in days.into_iter().enumerate().take(3) {
            let returns = exit == 3 && stage == furthest;
            stages[stage].stays.extend(stay.map(|(days, ended)| (days, ended && !returns)));
        }
    }
    stages
}

/// The first day by which the share of stays has ended (Kaplan-Meier, by the definition).
fn left_by(stays: &[(f64, bool)], share: f64) -> Option<f64> {
    let mut days: Vec<f64> = stays.iter().filter(|stay| stay.1).map(|stay| stay.0).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    let mut survival = 1.0;
    days.into_iter().find(|&day| {
        let at_risk = stays.iter().filter(|stay| stay.0 >= day).count() as f64;
        survival *= 1.0 - stays.iter().filter(|stay| stay.1 && stay.0 == day).count() as f64 / at_risk;
        survival <= 1.0 - share + 1e-9
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Logs with re-entry, losses, open deals and skipped stages, straight ones among them.
    #[test]
    fn a_plain_calculation_agrees(rows in some_events(), straight in some_events(), view in view(), window in prop::option::of(0..150_u16), as_of in 100..220_u16) {
        let mut rows = rows;
        // Six more deals have an event of each stage at most, mostly in order.
        for (deal, stage, time) in straight {
            let time = if stage < 4 { u16::from(stage) * 30 + time / 6 } else { 120 + time / 3 };
            if !rows.iter().any(|row| row.0 == 12 + deal % 6 && row.1 == stage) {
                rows.push((12 + deal % 6, stage, time));
            }
        }
        let options = FunnelOptions { view, window_days: window.map(f64::from), as_of: Some(Day(i32::from(as_of))), ..FunnelOptions::default() };
        let expected = plainly(&rows, view, window.map_or(f64::INFINITY, f64::from), f64::from(as_of));
        let Ok(report) = analyze_funnel(&from_rows(&rows, 1.0), None, &options) else {
            prop_assert!(expected.iter().all(|stage| stage.counts[0] == 0));
            return Ok(());
        };
        for (stage, plain) in report.stages.iter().zip(&expected) {
            let mut counts = [stage.entered, stage.advanced, stage.lost, stage.open, stage.bypassed, stage.late, stage.skipped, stage.regressed];
            if view == View::Strict {
                // Of deals that never enter the funnel in order nothing is counted here.
                counts[7] = plain.counts[7];
            } else {
                prop_assert_eq!((stage.days.p50, stage.days.p90), (left_by(&plain.stays, 0.5), left_by(&plain.stays, 0.9)));
                prop_assert_eq!(stage.days.events, plain.stays.iter().filter(|stay| stay.1).count());
                prop_assert_eq!(stage.days.censored + stage.days.events, plain.stays.len());
            }
            prop_assert_eq!(counts, plain.counts);
        }
    }
}
