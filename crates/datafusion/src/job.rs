//! What the functions of the engine are told: it travels as a constant, the first of their arguments.

use std::borrow::Cow;

use datafusion::common::ScalarValue;
use datafusion::common::arrow::datatypes::DataType;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{Expr, lit};
use planscore::calendar::Period;
use planscore::measure::{OrderSums, Scope};
use planscore::rfm::{RfmOptions, RfmPart};
use planscore::table::{Evidence, OrderHeader, OrderOptions, OrderPart};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What to make of which columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// Every column's name, as the data has it.
    pub names: Vec<String>,
    /// Whether only the columns of orders are given, dates and amounts as such; else all columns, as texts.
    pub is_typed: bool,
    /// How orders are read: the core's options.
    pub options: Value,
    /// What all rows say about the columns, as far as it is known.
    pub evidence: Evidence,
    /// What is asked for.
    pub task: Task,
}

/// What is asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Task {
    /// Customers, by the core's options.
    Tiers(Value),
    /// How many orders there are.
    Orders(Value),
    /// Actuals of a period, of one owner's orders or everyone's.
    Actuals(Period, Option<String>),
}

/// What the orders of a group come to.
#[derive(Debug, Serialize, Deserialize)]
pub enum Found {
    /// Customers.
    Tiers(Box<RfmPart>),
    /// How many orders there are.
    Orders(usize),
    /// Sums of a period.
    Actuals(Box<OrderSums>),
}

/// What a group answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// What its orders come to.
    pub found: Found,
    /// What its rows say about the columns.
    pub evidence: Evidence,
    /// How many rows or values could not be used, by the code of the reason.
    pub issues: Vec<(Cow<'static, str>, usize)>,
}

impl Job {
    /// The columns.
    pub fn header(&self) -> crate::Result<OrderHeader> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        Ok(OrderHeader::new(&names, options::<OrderOptions>(&self.options, "orders")?)?)
    }

    /// What a group of orders comes to.
    pub fn evaluate(&self, part: OrderPart, evidence: Evidence) -> crate::Result<Answer> {
        let issues = part.issues().to_vec();
        let nameless = part.issues_of("orders/no-customer");
        let orders = part.into_orders()?;
        let found = match &self.task {
            Task::Tiers(given) => {
                let mut part = RfmPart::of(&orders, &options::<RfmOptions>(given, "rfm")?)?;
                part.leave_out_nameless(nameless);
                Found::Tiers(Box::new(part))
            }
            Task::Orders(given) => {
                Found::Orders(RfmPart::of(&orders, &options::<RfmOptions>(given, "rfm")?)?.orders())
            }
            Task::Actuals(period, owner) => {
                let scope = Scope { owner: owner.as_deref(), ..Scope::default() };
                Found::Actuals(Box::new(OrderSums::of(&orders, period, scope)?))
            }
        };
        Ok(Answer { found, evidence, issues })
    }

    /// The job as an argument: a dictionary of one text, so that it is not repeated for each row.
    pub fn argument(&self) -> Expr {
        let text = serde_json::to_string(self).unwrap_or_default();
        lit(ScalarValue::Dictionary(Box::new(DataType::Int32), Box::new(ScalarValue::Utf8(Some(text)))))
    }

    /// The job of an argument.
    pub fn of(argument: &ScalarValue) -> Result<Self> {
        let text = match argument {
            ScalarValue::Dictionary(_, value) => value.as_ref(),
            value => value,
        };
        match text {
            ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)) => {
                serde_json::from_str(text).map_err(|error| DataFusionError::External(error.into()))
            }
            other => Err(DataFusionError::Plan(format!("planscore_part: {other:?} is no job"))),
        }
    }
}

/// Options of the core as JSON gives them.
pub fn options<T: serde::de::DeserializeOwned>(given: &Value, of: &str) -> crate::Result<T> {
    T::deserialize(given).map_err(|error| crate::Error::Input(format!("options of {of}: {error}")))
}
