//! What kind of file a beginning is of.

use serde::Serialize;

use super::actuals::{ActualOptions, ActualRows};
use super::csv::{self, Batch, Splitter, Step};
use super::deals::{DealOptions, DealRows};
use super::header::Header;
use super::orders::{OrderOptions, OrderRows};
use super::reader::{DataSet, Source};

/// What a file can be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// Orders.
    Orders,
    /// Deals.
    Deals,
    /// Actuals.
    Actuals,
    /// A table whose columns are not recognised: they have to be named.
    Table,
    /// Prose: a plan.
    Plan,
}

/// What a file is by its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognized {
    /// What it can be read as.
    pub kind: FileKind,
    /// The cells of the first line of a table that has as many as any, as the file writes them.
    pub headers: Vec<String>,
}

/// Recognises a file by its beginning, in UTF-8: the kind whose reader understands most of its columns. Among
/// equals orders come before deals, and deals before actuals.
///
/// ```
/// use planscore_table::{FileKind, recognize};
/// assert_eq!(recognize("客户,下单日期,金额\n甲,2026-03-05,1\n".as_bytes()).kind, FileKind::Orders);
/// assert_eq!(recognize("商机,阶段,时间\nA,线索,2026-03-05\n".as_bytes()).kind, FileKind::Deals);
/// assert_eq!(recognize("指标,实际,目标\n回款率,93%,95%\n".as_bytes()).kind, FileKind::Actuals);
/// assert_eq!(recognize("a,b,c\n1,2,3\n".as_bytes()).kind, FileKind::Table);
/// assert_eq!(recognize("# 销售计划\n一、目标\n新客户 100 家，回款率 95%\n".as_bytes()).kind, FileKind::Plan);
/// ```
pub fn recognize(head: &[u8]) -> Recognized {
    let understood = [
        (FileKind::Orders, known::<OrderRows>(OrderOptions::default(), head)),
        (FileKind::Deals, known::<DealRows>(DealOptions::default(), head)),
        (FileKind::Actuals, known::<ActualRows>(ActualOptions::default(), head)),
    ];
    let best = understood.into_iter().rev().filter(|(_, known)| *known > 0).max_by_key(|(_, known)| *known);
    let headers = headers(head);
    let kind = match best {
        Some((kind, _)) => kind,
        None if headers.is_empty() => FileKind::Plan,
        None => FileKind::Table,
    };
    Recognized { kind, headers }
}

/// How many columns a data set understands of a file; 0 where it cannot read it.
fn known<R: DataSet>(options: R::Options, head: &[u8]) -> usize {
    let Ok(mut rows) = R::open(options) else { return 0 };
    if Source::has_header(&mut rows, head) { rows.known() } else { 0 }
}

/// The cells of the first record that is as wide as any of a table; none where the first records are no table: three
/// cells or more, as many in most of them.
fn headers(head: &[u8]) -> Vec<String> {
    /// Records that tell.
    const SAMPLE: usize = 12;
    let delimiter = csv::delimiters(head)[0];
    let (mut splitter, mut batch) = (Splitter::default(), Batch::default());
    splitter.start(head, 0, delimiter);
    while batch.len() < SAMPLE && splitter.step(head, true, &mut batch) != Step::End {}
    let records: Vec<_> =
        batch.records(0..batch.len(), head).iter().filter(|record| !record.is_blank()).collect();
    let widest = records.iter().map(csv::Record::len).max().unwrap_or(0);
    let even = records.iter().filter(|record| record.len() == widest).count();
    let is_table = widest >= 3 && records.len() >= 2 && 2 * even > records.len();
    let first = records.iter().find(|record| is_table && record.len() == widest);
    let cells = first.into_iter().flat_map(|record| (0..record.len()).map(|i| Header::new(&record.text(i))));
    cells.map(|header| header.written).filter(|written| !written.is_empty()).collect()
}
