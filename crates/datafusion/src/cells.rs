//! Arrays of the engine as the cells that the core reads.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Float64Array, Int32Array, Int64Array, StringViewArray,
    TimestampMicrosecondArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType};
use datafusion::error::{DataFusionError, Result};

const DAY: i64 = 86_400_000_000;
/// Instants count in China's time, as in the core: its date has no summer time.
const CHINA: i64 = 8 * 3_600_000_000;

/// A column as texts.
pub fn texts(column: &ArrayRef) -> Result<StringViewArray> {
    let texts = match column.data_type() {
        DataType::Utf8View => Arc::clone(column),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Dictionary(..) => cast(column, &DataType::Utf8View)?,
        _ => cast(&cast(column, &DataType::Utf8)?, &DataType::Utf8View)?,
    };
    Ok(texts.as_string_view().clone())
}

/// Whether a column is of texts, or of numbers that stand for names.
pub fn is_names(of: &DataType) -> bool {
    match of {
        DataType::Dictionary(_, of) => is_names(of),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        of => of.is_integer(),
    }
}

/// Whether a column is of days or moments.
pub fn is_days(of: &DataType) -> bool {
    matches!(of, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

/// Whether a column is of numbers.
pub fn is_numbers(of: &DataType) -> bool {
    of.is_numeric()
}

/// A column of days or moments as days since 1970-01-01.
pub fn days(column: &ArrayRef) -> Result<Int32Array> {
    let offset = match column.data_type() {
        DataType::Date32 => return Ok(cast(column, &DataType::Int32)?.as_primitive().clone()),
        DataType::Timestamp(_, Some(_)) => CHINA,
        _ => 0,
    };
    let zone = match column.data_type() {
        DataType::Timestamp(_, zone) => zone.clone(),
        _ => None,
    };
    let moments = cast(column, &DataType::Timestamp(TimeUnit::Microsecond, zone))?;
    let moments: &TimestampMicrosecondArray = moments.as_primitive::<TimestampMicrosecondType>();
    let days: Int64Array = moments.unary(|moment| (moment + offset).div_euclid(DAY));
    let days = cast(&days, &DataType::Int32)?;
    Ok(days.as_primitive().clone())
}

/// A column of numbers.
pub fn numbers(column: &ArrayRef) -> Result<Float64Array> {
    let numbers = cast(column, &DataType::Float64)?;
    Ok(numbers.as_primitive().clone())
}

/// A cell, unless it is null.
pub fn cell(column: &StringViewArray, row: usize) -> &str {
    if column.is_valid(row) { column.value(row) } else { "" }
}

/// An error of the core or of its state, on its way through the engine.
pub fn outward(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
