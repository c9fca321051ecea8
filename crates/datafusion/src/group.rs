//! `planscore_group(customer, groups, …)`: the group of a customer, however the name is written.

use std::sync::Arc;

use datafusion::arrow::array::{Array, StringViewArray, UInt32Array};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use planscore::table::group_of;

use crate::cells::texts;

/// The function: of several names the first that is not empty counts.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Group {
    signature: Signature,
}

impl Default for Group {
    fn default() -> Self {
        Self { signature: Signature::variadic_any(Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Group {
    fn name(&self) -> &'static str {
        "planscore_group"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::UInt32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some((ColumnarValue::Scalar(ScalarValue::UInt32(Some(groups))), names)) = args.args.split_first()
        else {
            return Err(DataFusionError::Plan("planscore_group(groups, name, …)".to_owned()));
        };
        let names: Vec<StringViewArray> =
            names.iter().map(|name| texts(&name.to_array(args.number_rows)?)).collect::<Result<_>>()?;
        let group = |row: usize| {
            let cells = names.iter().filter(|column| column.is_valid(row)).map(|column| column.value(row));
            group_of(cells.clone().find(|cell| !cell.is_empty()).unwrap_or_default(), *groups)
        };
        let groups: UInt32Array = (0..args.number_rows).map(group).collect::<Vec<u32>>().into();
        Ok(ColumnarValue::Array(Arc::new(groups)))
    }
}
