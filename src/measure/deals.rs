//! Actuals from deals.

use super::{Measures, Scope, span};
use planscore_base::calendar::{Day, Period};
use planscore_base::error::Result;
use planscore_stats::{ExactSum, MoneySum, sort_indices};
use planscore_table::{Deals, same_stage};

/// The rates from one stage to a later one, by the stages' names.
const RATES: [(&str, &str, &str); 6] = [
    ("lead_conversion_rate", "线索", "成单"),
    ("lead_to_mql_rate", "线索", "MQL"),
    ("lead_to_opp_rate", "线索", "商机"),
    ("mql_to_sql_rate", "MQL", "SQL"),
    ("sql_to_opp_rate", "SQL", "商机"),
    ("opp_to_won_rate", "商机", "成单"),
];

/// One deal's way.
#[derive(Clone, Copy)]
struct Way {
    first: f64,
    /// Furthest stage reached; -1 is none.
    furthest: i16,
    mql: f64,
    won: f64,
    lost: f64,
}

/// What deals say about a period: `lead_count`, `new_quality_leads`, `sales_total` (the value of the
/// deals won in it), `sales_cycle` and `stage_duration` in days, and the rates between the stages
/// that the file has.
///
/// Rates follow a cohort: of the deals that began in the period, how many reached the later stage by
/// the last day with data; a deal seen in a later stage has passed the earlier ones. Counts, sales
/// and durations are of what happened in the period. Where no stage is called 商机, every deal is one, and
/// `opp_to_won_rate` is what the funnel calls the win rate: of the deals decided in the period, those won.
///
/// ```
/// use planscore::calendar::{Day, Period};
/// use planscore::measure::{Scope, from_deals};
/// use planscore::table::{DealOptions, Deals};
/// let file = "商机编号,线索日期,商机日期,成单日期\n1,2026-01-02,2026-01-10,2026-01-22\n2,2026-01-05,,\n";
/// let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
/// let day = |text| Day::parse_iso(text).unwrap();
/// let period = Period::new(day("2026-01-01"), day("2026-01-31"));
/// let found = from_deals(&deals, &period, Scope::default()).unwrap();
/// let value = |id: &str| found.actuals.iter().find(|a| a.id == id).and_then(|a| a.measured.value());
/// assert_eq!((value("lead_conversion_rate"), value("sales_cycle")), (Some(0.5), Some(20.0)));
/// ```
///
/// # Errors
/// A period that is none.
pub fn from_deals(deals: &Deals, period: &Period, scope: Scope<'_>) -> Result<Measures> {
    period.validate()?;
    let (start, until) = span(period);
    // The whole of the last day counts.
    let in_period = |time: f64| time >= f64::from(start) && time < f64::from(until) + 1.0;
    let place = |name: &str| deals.stages().iter().position(|stage| same_stage(stage, name));
    let (mql, last) = (place("MQL"), deals.stages().len().saturating_sub(1));
    let owned = |deal: usize| scope.owner.is_none_or(|name| deals.owner(deal) == Some(name));

    let unseen = Way {
        first: f64::INFINITY,
        furthest: -1,
        mql: f64::INFINITY,
        won: f64::INFINITY,
        lost: f64::INFINITY,
    };
    let mut ways = vec![unseen; deals.codes()];
    let (of_deal, stages, times) = (deals.event_deals(), deals.event_stages(), deals.event_times());
    let mut events: Vec<u32> = Vec::new();
    for row in 0..of_deal.len() {
        let (deal, stage, time) = (of_deal[row] as usize, stages[row], times[row]);
        if time >= f64::from(until) + 1.0 || !owned(deal) {
            continue;
        }
        let way = &mut ways[deal];
        // An unknown time proves the stage and nothing else; `min` passes over NaN.
        way.first = way.first.min(time);
        if stage == Deals::LOST {
            way.lost = way.lost.min(time);
        } else {
            way.furthest = way.furthest.max(i16::from(stage));
            if mql.is_some_and(|mql| usize::from(stage) >= mql) {
                way.mql = way.mql.min(time);
            }
            if usize::from(stage) == last {
                way.won = way.won.min(time);
            }
        }
        if time.is_finite() {
            events.push(row as u32);
        }
    }

    let first = times.iter().copied().filter(|time| time.is_finite()).fold(f64::INFINITY, f64::min);
    let begins = first.is_finite().then(|| Day(first.floor() as i32));
    let mut found = Measures { begins, ..Measures::default() };
    let count = |holds: &dyn Fn(&Way) -> bool| ways.iter().filter(|way| holds(way)).count() as f64;
    let reached = |way: &Way, stage: usize| usize::try_from(way.furthest).is_ok_and(|f| f >= stage);
    if place("线索").is_some() {
        found.value("lead_count", count(&|way| in_period(way.first)));
    }
    if mql.is_some() {
        found.value("new_quality_leads", count(&|way| in_period(way.mql)));
    }
    for (id, from, to) in RATES {
        if let (Some(from), Some(to)) = (place(from), place(to)) {
            let part = |stage: usize| count(&|way| in_period(way.first) && reached(way, stage));
            found.parts(id, part(to), part(from));
        }
    }

    if place("商机").is_none() {
        let won = count(&|way| in_period(way.won));
        let lost = count(&|way| in_period(way.lost) && !way.won.is_finite());
        found.parts("opp_to_won_rate", won, won + lost);
    }

    let (mut worth, mut cycle, mut won) = (MoneySum::default(), ExactSum::default(), 0.0);
    for (deal, way) in ways.iter().enumerate().filter(|(_, way)| in_period(way.won)) {
        worth.add(deals.value(deal).unwrap_or(0.0));
        cycle.add(way.won - way.first);
        won += 1.0;
    }
    if (0..ways.len()).any(|deal| deals.value(deal).is_some()) {
        found.value("sales_total", worth.value());
    }
    found.parts("sales_cycle", cycle.value(), won);

    let (mut days, mut stays) = (ExactSum::default(), 0.0);
    let mut events = by_deal(&events, of_deal, ways.len());
    for own in events.chunk_by_mut(|a, b| of_deal[*a as usize] == of_deal[*b as usize]) {
        sort_indices(own, &|a, b| {
            let (a, b) = (a as usize, b as usize);
            times[a].total_cmp(&times[b]).then(stages[a].cmp(&stages[b]))
        });
        for pair in own.windows(2) {
            let (a, b) = (pair[0] as usize, pair[1] as usize);
            if stages[a] != stages[b] && in_period(times[b]) {
                days.add(times[b] - times[a]);
                stays += 1.0;
            }
        }
    }
    found.parts("stage_duration", days.value(), stays);
    Ok(found)
}

/// Events with those of a deal together, each deal's in the order in which they were. Dealing them out takes time that grows
/// with their number, where a sort of all would be in other places of memory at every step.
fn by_deal(events: &[u32], of_deal: &[u32], deals: usize) -> Vec<u32> {
    let mut next = vec![0_u32; deals + 1];
    for &event in events {
        next[of_deal[event as usize] as usize + 1] += 1;
    }
    for deal in 0..deals {
        next[deal + 1] += next[deal];
    }
    let mut together = vec![0; events.len()];
    for &event in events {
        let place = &mut next[of_deal[event as usize] as usize];
        together[*place as usize] = event;
        *place += 1;
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_base::actual::Measured;
    use planscore_table::DealOptions;

    /// Three leads begin in March, one of them reaches MQL and one is won (passing MQL unseen); a
    /// lead of February is won in March after 30 days and is worth 500.
    #[test]
    fn a_month_by_hand() {
        let file = "商机编号,线索日期,MQL日期,商机日期,成单日期,金额,负责人\n\
            1,2026-02-01,2026-02-11,2026-02-21,2026-03-03,500,王芳\n\
            2,2026-03-01,,2026-03-05,2026-03-11,70,李强\n\
            3,2026-03-02,2026-03-06,,,90,李强\n\
            4,2026-03-03,,,,10,王芳\n\
            5,2026-04-01,2026-04-02,,,10,王芳\n";
        let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
        let period = Period::new(Day::from_ymd(2026, 3, 1).unwrap(), Day::from_ymd(2026, 3, 31).unwrap());
        let measured = |owner| from_deals(&deals, &period, Scope { owner, ..Scope::default() }).unwrap();
        let get = |found: &Measures, id: &str| {
            found.actuals.iter().find(|actual| actual.id == id).map(|actual| actual.measured)
        };
        let ratio = |numerator, denominator| Some(Measured::Ratio { numerator, denominator });
        let found = measured(None);
        assert_eq!(get(&found, "lead_count"), Some(Measured::Value(3.0)));
        // Deal 2 passes MQL on its way, first seen beyond it on 5 March.
        assert_eq!(get(&found, "new_quality_leads"), Some(Measured::Value(2.0)));
        assert_eq!(get(&found, "lead_conversion_rate"), ratio(1.0, 3.0));
        assert_eq!(get(&found, "lead_to_mql_rate"), ratio(2.0, 3.0));
        assert_eq!(get(&found, "lead_to_opp_rate"), ratio(1.0, 3.0));
        assert_eq!(get(&found, "mql_to_sql_rate"), None, "the file has no SQL stage");
        assert_eq!(get(&found, "opp_to_won_rate"), ratio(1.0, 1.0));
        assert_eq!(get(&found, "sales_total"), Some(Measured::Value(570.0)));
        assert_eq!(get(&found, "sales_cycle"), ratio(40.0, 2.0));
        // Stays that end in March: 10 days of deal 1, 4 and 6 of deal 2, 4 of deal 3.
        assert_eq!(get(&found, "stage_duration"), ratio(24.0, 4.0));
        // Three are decided in March, one of them won; the one of April is no matter.
        let file = "商机编号,需求日期,成单日期,结果,关闭日期\n1,2026-02-01,2026-03-03,赢单,2026-03-03\n\
            2,2026-03-01,,输单,2026-03-11\n3,2026-03-02,,输单,2026-03-31\n4,2026-03-03,,,\n5,2026-03-04,,输单,2026-04-01\n";
        let few = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
        let few = from_deals(&few, &period, Scope::default()).unwrap();
        assert_eq!(get(&few, "opp_to_won_rate"), ratio(1.0, 3.0));
        let (wang, li) = (measured(Some("王芳")), measured(Some("李强")));
        assert_eq!(get(&wang, "sales_total"), Some(Measured::Value(500.0)));
        assert_eq!(get(&li, "lead_conversion_rate"), ratio(1.0, 2.0));
    }
}
