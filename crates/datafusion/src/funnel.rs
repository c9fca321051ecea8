//! Deals: read in the order of the files by the engine, and judged by the core.

use datafusion::arrow::array::StringViewArray;
use futures::TryStreamExt as _;
use planscore::funnel::{FunnelOptions, FunnelReport, analyze_funnel};
use planscore::table::{DealCells, DealOptions, Deals};
use serde_json::Value;

use crate::cells::{cell, texts};
use crate::error::Result;
use crate::input::Input;
use crate::job::options;

/// Reads deals; at most 20,000,000 rows, which are held in memory.
///
/// # Errors
/// Columns that are missing, stages that are not known, no usable row, too many rows; an engine that fails.
pub async fn deals(input: &Input) -> Result<Deals> {
    let names = input.names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut cells = DealCells::new(&names, options::<DealOptions>(&input.options, "deals")?)?;
    let mut batches = input.rows.clone().execute_stream().await?;
    while let Some(batch) = batches.try_next().await? {
        let columns: Vec<StringViewArray> =
            batch.columns().iter().map(texts).collect::<datafusion::error::Result<_>>()?;
        for row in 0..batch.num_rows() {
            cells.push(columns.iter().map(|column| cell(column, row)));
        }
    }
    Ok(cells.finish()?)
}

/// The report of a funnel by the core's options (`{"view": "strict"}`).
///
/// # Errors
/// As [`deals`]; options that contradict themselves.
pub async fn funnel(input: &Input, given: &Value) -> Result<FunnelReport> {
    Ok(analyze_funnel(&deals(input).await?, None, &options::<FunnelOptions>(given, "funnel")?)?)
}
