//! Tiers and actuals of orders: groups of customers, merged.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::common::{Column, ScalarValue};
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::logical_expr::{Expr, col, lit};
use futures::TryStreamExt as _;
use planscore::calendar::Period;
use planscore::locale::Locale;
use planscore::measure::{Measures, OrderSums};
use planscore::rfm::{RfmOptions, RfmPart, Segmentation};
use planscore::table::{Evidence, OrderPlaces};
use serde_json::{Value, json};

use crate::aggregate::Part;
use crate::cells::{is_days, is_names, is_numbers};
use crate::error::{Error, Result};
use crate::group::Group;
use crate::input::Input;
use crate::job::{Answer, Found, Job, Task, options};

/// Passes over the rows until what they say about their columns is settled.
const PASSES: usize = 4;

/// Customers with their tiers, and what could not be used of the rows.
#[derive(Debug)]
pub struct Tiers {
    /// The customers.
    pub segmentation: Segmentation,
    /// How many rows or values could not be used, by the code of the reason.
    pub issues: BTreeMap<String, usize>,
}

/// Segments the customers of orders by the core's options (`{"monetary": "mean"}`).
///
/// # Errors
/// Columns that are missing, options that contradict themselves, no purchase in the window; an engine that fails.
pub async fn tiers(input: &Input, given: &Value) -> Result<Tiers> {
    let rfm: RfmOptions = options(given, "rfm")?;
    let mut whole = Whole::of(input, Task::Tiers(given.clone()), Key::Customer).await?;
    let mut merged: Option<RfmPart> = None;
    for found in whole.found.drain(..) {
        match (found, &mut merged) {
            (Found::Tiers(part), Some(merged)) => merged.merge(*part)?,
            (Found::Tiers(part), None) => merged = Some(*part),
            _ => {}
        }
    }
    let mut merged = merged.ok_or_else(|| Error::Input("there is no row".to_owned()))?;
    if input.header()?.places().order_id.is_some() {
        // A number that several customers share is one order: these are counted by their numbers.
        let mut seen = given.clone();
        if let Some(seen) = seen.as_object_mut() {
            seen.insert("asOf".to_owned(), json!(merged.as_of()));
        }
        let numbered = Whole::of(input, Task::Orders(seen), Key::Order).await?;
        merged.set_orders(
            numbered.found.iter().map(|found| if let Found::Orders(n) = found { *n } else { 0 }).sum(),
        );
    }
    Ok(Tiers { segmentation: merged.evaluate(&rfm)?, issues: whole.issues })
}

/// The actuals of a period from orders, everyone's or one owner's.
///
/// # Errors
/// As [`tiers`].
pub async fn kpis(input: &Input, period: &Period, owner: Option<&str>, locale: Locale) -> Result<Measures> {
    period.validate()?;
    let task = Task::Actuals(period.clone(), owner.map(str::to_owned));
    let whole = Whole::of(input, task, Key::Customer).await?;
    let mut merged: Option<OrderSums> = None;
    for found in whole.found {
        match (found, &mut merged) {
            (Found::Actuals(sums), Some(merged)) => merged.merge(*sums),
            (Found::Actuals(sums), None) => merged = Some(*sums),
            _ => {}
        }
    }
    Ok(merged.ok_or_else(|| Error::Input("there is no row".to_owned()))?.evaluate(locale))
}

/// What rows are together by.
#[derive(Clone, Copy)]
enum Key {
    Customer,
    Order,
}

/// What all groups found.
struct Whole {
    found: Vec<Found>,
    issues: BTreeMap<String, usize>,
}

impl Whole {
    /// Asks every group, and again where the rows say of their columns what the groups did not know.
    async fn of(input: &Input, task: Task, key: Key) -> Result<Self> {
        let places = input.header()?.places();
        let columns = typed(input, &places);
        let mut job = Job {
            names: input.names(),
            is_typed: columns.is_some(),
            options: input.options.clone(),
            evidence: Evidence::default(),
            task,
        };
        let columns = columns.unwrap_or_else(|| (0..job.names.len()).collect());
        for _ in 0..PASSES {
            let answers = answers(input, &job, &columns, &places, key).await?;
            let mut evidence = Evidence::default();
            answers.iter().for_each(|answer| evidence.merge(&answer.evidence));
            // Whether there are several currencies is known from all rows only.
            job.header()?.cells(&evidence)?;
            if evidence.revises(&job.evidence) {
                job.evidence = evidence;
                continue;
            }
            let (mut found, mut issues) = (Vec::new(), BTreeMap::new());
            for answer in answers {
                found.push(answer.found);
                for (code, count) in answer.issues {
                    *issues.entry(code.into_owned()).or_default() += count;
                }
            }
            return Ok(Self { found, issues });
        }
        Err(Error::Input("the rows contradict each other about dates and amounts".to_owned()))
    }
}

/// The columns of customers, dates, amounts, order numbers, costs and owners, where the engine knows all of them as
/// such and nothing else decides about a row.
fn typed(input: &Input, places: &OrderPlaces) -> Option<Vec<usize>> {
    let fields = input.schema.fields();
    let of = |place: usize| fields[place].data_type();
    let names = [Some(places.customer), places.order_id, places.owner];
    let numbers = [Some(places.amount), places.cost];
    let all: Vec<usize> = [Some(places.customer), Some(places.date), Some(places.amount)]
        .into_iter()
        .chain([places.order_id, places.cost, places.owner])
        .flatten()
        .collect();
    // Words of totals stand in the first column.
    let first = all.contains(&0) || !is_names(of(0));
    let fits = places.is_plain
        && first
        && is_days(of(places.date))
        && names.into_iter().flatten().all(|place| is_names(of(place)))
        && numbers.into_iter().flatten().all(|place| is_numbers(of(place)));
    fits.then_some(all)
}

async fn answers(
    input: &Input,
    job: &Job,
    columns: &[usize],
    places: &OrderPlaces,
    key: Key,
) -> Result<Vec<Answer>> {
    let names = &job.names;
    let column = |place: usize| Expr::Column(Column::new_unqualified(names[place].clone()));
    let keys = match key {
        Key::Customer => vec![places.customer],
        Key::Order => places.order_id.into_iter().chain([places.customer]).collect(),
    };
    let groups = lit(ScalarValue::UInt32(Some(input.groups)));
    let keys = std::iter::once(groups).chain(keys.into_iter().map(column)).collect();
    let group = ScalarUDF::new_from_impl(Group::default()).call(keys).alias("planscore_key");
    let arguments = std::iter::once(job.argument()).chain(columns.iter().map(|&place| column(place)));
    let part =
        AggregateUDF::new_from_impl(Part::default()).call(arguments.collect()).alias("planscore_answer");
    let answers =
        input.rows.clone().aggregate(vec![group], vec![part])?.select(vec![col("planscore_answer")])?;
    let mut batches = answers.execute_stream().await?;
    let mut answers = Vec::new();
    while let Some(batch) = batches.try_next().await? {
        let states = batch.column(0).as_binary::<i64>();
        for row in (0..states.len()).filter(|row| states.is_valid(*row)) {
            answers.push(rmp_serde::from_slice(states.value(row))?);
        }
    }
    Ok(answers)
}
