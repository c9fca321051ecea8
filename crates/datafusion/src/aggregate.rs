//! `planscore_part(job, columns…)`: what the orders of a group of customers come to.

use std::mem;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, LargeBinaryArray, StringViewArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};
use datafusion::physical_expr::expressions::Literal;
use planscore::table::{Evidence, OrderCells, OrderHeader, OrderPart, OrderPlaces, TypedOrder};

use crate::cells::{cell, days, numbers, outward, texts};
use crate::job::Job;

/// The function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Part {
    signature: Signature,
}

impl Default for Part {
    fn default() -> Self {
        Self { signature: Signature::variadic_any(Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for Part {
    fn name(&self) -> &'static str {
        "planscore_part"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        Ok(vec![Arc::new(Field::new(format!("{}[orders]", args.name), DataType::LargeBinary, true))])
    }

    fn accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Err(DataFusionError::NotImplemented(
            "planscore_part works by group: GROUP BY planscore_group(…)".to_owned(),
        ))
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        let literal = args.exprs.first().and_then(|job| job.downcast_ref::<Literal>());
        let literal =
            literal.ok_or_else(|| DataFusionError::Plan("planscore_part needs a job".to_owned()))?;
        let job = Job::of(literal.value())?;
        let header = job.header().map_err(outward)?;
        let places = header.places();
        Ok(Box::new(Parts { job, header, places, groups: Vec::new() }))
    }
}

/// The orders of every group.
struct Parts {
    job: Job,
    header: OrderHeader,
    places: OrderPlaces,
    groups: Vec<Group>,
}

/// The orders of a group: those being read, and those that were settled here or elsewhere, one state after another.
#[derive(Default)]
struct Group {
    cells: Option<OrderCells>,
    states: Vec<u8>,
}

impl Group {
    /// Settles what is being read.
    fn settle(&mut self) -> Result<()> {
        if let Some(cells) = self.cells.take() {
            let state = cells.settle().map_err(outward)?;
            rmp_serde::encode::write(&mut self.states, &state).map_err(outward)?;
        }
        Ok(())
    }

    /// All orders of the group.
    fn merged(self) -> crate::Result<(OrderPart, Evidence)> {
        let (mut merged, mut evidence) = (OrderPart::default(), Evidence::default());
        let mut rest = &self.states[..];
        while !rest.is_empty() {
            let (part, seen): (OrderPart, Evidence) = rmp_serde::from_read(&mut rest)?;
            merged.merge(part)?;
            evidence.merge(&seen);
        }
        Ok((merged, evidence))
    }
}

impl Parts {
    fn room(&mut self, groups: usize) {
        if self.groups.len() < groups {
            self.groups.resize_with(groups, Group::default);
        }
    }

    fn taken(&mut self, emit_to: EmitTo) -> Vec<Group> {
        match emit_to {
            EmitTo::All => mem::take(&mut self.groups),
            EmitTo::First(count) => self.groups.drain(..count.min(self.groups.len())).collect(),
        }
    }

    fn cells(&mut self, group: usize) -> Result<&mut OrderCells> {
        let cells = &mut self.groups[group].cells;
        if cells.is_none() {
            *cells = Some(self.header.cells(&self.job.evidence).map_err(outward)?);
        }
        cells.as_mut().ok_or_else(|| DataFusionError::Internal("no cells".to_owned()))
    }

    /// Takes rows whose columns are customer, date and amount, then order number, cost and owner if there are.
    fn typed(&mut self, columns: &[ArrayRef], groups: &[usize]) -> Result<()> {
        let [customers, dates, amounts, others @ ..] = columns else {
            return Err(DataFusionError::Plan("planscore_part: three columns at least".to_owned()));
        };
        let (customers, dates, amounts) = (texts(customers)?, days(dates)?, numbers(amounts)?);
        let mut others = others.iter();
        let mut next = |is_there: bool| if is_there { others.next() } else { None };
        let order_ids = next(self.places.order_id.is_some()).map(texts).transpose()?;
        let costs = next(self.places.cost.is_some()).map(numbers).transpose()?;
        let owners = next(self.places.owner.is_some()).map(texts).transpose()?;
        for (row, &group) in groups.iter().enumerate() {
            let order = TypedOrder {
                customer: cell(&customers, row),
                day: dates.is_valid(row).then(|| dates.value(row)),
                amount: amounts.is_valid(row).then(|| amounts.value(row)),
                cost: costs.as_ref().filter(|costs| costs.is_valid(row)).map(|costs| costs.value(row)),
                order_id: order_ids.as_ref().map_or("", |ids| cell(ids, row)),
                owner: owners.as_ref().map_or("", |owners| cell(owners, row)),
            };
            self.cells(group)?.push_typed(order);
        }
        Ok(())
    }

    /// Takes rows of texts.
    fn texts(&mut self, columns: &[ArrayRef], groups: &[usize]) -> Result<()> {
        let columns: Vec<StringViewArray> = columns.iter().map(texts).collect::<Result<_>>()?;
        for (row, &group) in groups.iter().enumerate() {
            self.cells(group)?.push(columns.iter().map(|column| cell(column, row)));
        }
        Ok(())
    }
}

impl GroupsAccumulator for Parts {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        if filter.is_some() {
            return Err(DataFusionError::NotImplemented("planscore_part takes no FILTER".to_owned()));
        }
        self.room(total);
        let columns = &values[1..];
        if self.job.is_typed {
            self.typed(columns, group_indices)
        } else {
            self.texts(columns, group_indices)
        }
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total: usize) -> Result<()> {
        self.room(total);
        let states = values[0].as_binary::<i64>();
        for (row, &group) in group_indices.iter().enumerate().filter(|(row, _)| states.is_valid(*row)) {
            self.groups[group].states.extend_from_slice(states.value(row));
        }
        Ok(())
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let mut states = Vec::new();
        for mut group in self.taken(emit_to) {
            group.settle()?;
            states.push(group.states);
        }
        Ok(vec![Arc::new(LargeBinaryArray::from_iter_values(states))])
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut answers = Vec::new();
        for mut group in self.taken(emit_to) {
            group.settle()?;
            let (part, evidence) = group.merged().map_err(outward)?;
            let answer = self.job.evaluate(part, evidence).map_err(outward)?;
            answers.push(rmp_serde::to_vec(&answer).map_err(outward)?);
        }
        Ok(Arc::new(LargeBinaryArray::from_iter_values(answers)))
    }

    fn convert_to_state(&self, _: &[ArrayRef], _: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        Err(DataFusionError::NotImplemented("planscore_part has few groups".to_owned()))
    }

    fn size(&self) -> usize {
        let cells = |group: &Group| group.cells.as_ref().map_or(0, OrderCells::size);
        self.groups.iter().map(|group| size_of::<Group>() + cells(group) + group.states.capacity()).sum()
    }
}
