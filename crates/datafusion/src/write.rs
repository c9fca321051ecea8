//! What goes out: JSON as the browser writes it, and customers as Parquet.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int32Array, StringArray, UInt8Array, UInt32Array};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use planscore::rfm::{Column, Segmentation};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::error::{Error, Result};

/// Customers that are written at once.
const ROWS: usize = 65_536;

/// A result as JSON, its numbers as JavaScript writes them.
pub fn json(result: &impl Serialize) -> String {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, Plain(PrettyFormatter::new()));
    // Writing to memory does not fail, and results have no keys but names.
    let _ = result.serialize(&mut serializer);
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// Floats as JavaScript writes them: shortest, without a point where they are whole.
struct Plain(PrettyFormatter<'static>);

fn plain(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&size) {
        return value.to_string();
    }
    let text = format!("{value:e}");
    if size >= 1e21 { text.replace('e', "e+") } else { text }
}

impl Formatter for Plain {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(plain(value).as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

/// Writes all customers, by name, to a Parquet file: customer, recency (days), frequency (purchases), monetary,
/// the scores r, f and m, the tier's id, age (days since the first purchase) and revenue (all money): what `segmentTable`
/// of the package takes.
///
/// # Errors
/// A file that cannot be written.
pub fn write_customers(customers: &Segmentation, path: &Path) -> Result<()> {
    let names: Vec<&str> = customers.customer_ids().collect();
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_unstable_by_key(|&i| names[i as usize]);
    let columns =
        [Column::Recency, Column::Age, Column::Frequency, Column::R, Column::F, Column::M, Column::Tier];
    let [recency, age, frequency, r, f, m, tier] = columns.map(|column| customers.column(column));
    let tiers: Vec<&str> = customers.summary().tiers.iter().map(|tier| tier.tier.as_str()).collect();
    let field = |name: &str, of: DataType| Field::new(name, of, false);
    let score = |name: &str| field(name, DataType::UInt8);
    let schema = Arc::new(Schema::new(vec![
        field("customer", DataType::Utf8),
        field("recency", DataType::Int32),
        field("frequency", DataType::UInt32),
        field("monetary", DataType::Float64),
        score("r"),
        score("f"),
        score("m"),
        field("tier", DataType::Utf8),
        field("age", DataType::Int32),
        field("revenue", DataType::Float64),
    ]));
    let file = File::create(path).map_err(Error::file(path.display().to_string()))?;
    let failed = |error: datafusion::parquet::errors::ParquetError| DataFusionError::from(error);
    let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), None).map_err(failed)?;
    for rows in order.chunks(ROWS) {
        let at = |column: &[i32]| rows.iter().map(|&i| column[i as usize]).collect::<Vec<i32>>();
        let text = |of: &dyn Fn(usize) -> String| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(rows.iter().map(|&i| of(i as usize))))
        };
        let bytes = |column: &[i32]| -> ArrayRef {
            Arc::new(at(column).into_iter().map(|score| score as u8).collect::<UInt8Array>())
        };
        let columns: Vec<ArrayRef> = vec![
            text(&|i| names[i].to_owned()),
            Arc::new(Int32Array::from(at(&recency))),
            Arc::new(at(&frequency).into_iter().map(|n| n as u32).collect::<UInt32Array>()),
            Arc::new(rows.iter().map(|&i| customers.monetary()[i as usize]).collect::<Float64Array>()),
            bytes(&r),
            bytes(&f),
            bytes(&m),
            text(&|i| tiers[tier[i] as usize].to_owned()),
            Arc::new(Int32Array::from(at(&age))),
            Arc::new(rows.iter().map(|&i| customers.revenue()[i as usize]).collect::<Float64Array>()),
        ];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(DataFusionError::from)?;
        writer.write(&batch).map_err(failed)?;
    }
    writer.close().map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::json;

    /// As `JSON.stringify` writes them in a browser's console.
    #[test]
    fn numbers_look_as_in_javascript() {
        let values =
            [0.0, -0.0, 1.0, 1_200.5, 0.1 + 0.2, 1e-6, 1.5e-7, 1e20, 1e21, -2.5e22, 123_456_789_012_345.67];
        let expected = "[0,0,1,1200.5,0.30000000000000004,0.000001,1.5e-7,100000000000000000000,1e+21,-2.5e+22,123456789012345.67]";
        assert_eq!(json(&values).split_whitespace().collect::<String>(), expected);
    }
}
