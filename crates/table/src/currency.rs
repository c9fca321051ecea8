//! One currency a file: amounts in others are never added to it.

use super::options::Choices;
use super::quality::{Decision, Quality};
use super::unit::Currency;
use planscore_base::locale::Phrase;

/// The currencies that rows name, an index and a currency each, ascending.
pub type Marks = Vec<(usize, Currency)>;

/// Decides which currency a file is read in, and gives the rows in others. Rows that name none are in that
/// of the column's unit, else in the caller's, else in China's where others name that, else in one of their own.
pub fn settle(
    marks: &Marks,
    rows: usize,
    stated: Option<Currency>,
    choices: &Choices,
    column: Option<&str>,
    quality: &mut Quality,
) -> (Option<Currency>, Vec<(usize, Option<Currency>)>) {
    let unnamed = rows - marks.len().min(rows);
    let mut counts: Vec<(Option<Currency>, usize)> = Vec::new();
    let mut count = |currency: Option<Currency>, rows: usize| match counts
        .iter_mut()
        .find(|(known, _)| *known == currency)
    {
        Some((_, known)) => *known += rows,
        None => counts.push((currency, rows)),
    };
    let has_home = marks.iter().any(|(_, currency)| *currency == Currency::CNY);
    let home = stated.or(choices.currency).or(has_home.then_some(Currency::CNY));
    if unnamed > 0 {
        count(home, unnamed);
    }
    for (_, currency) in marks {
        count(Some(*currency), 1);
    }
    // The first of equally many.
    let most = counts.iter().rev().max_by_key(|(_, rows)| *rows).and_then(|(currency, _)| *currency);
    let main = if counts.len() > 1 { choices.currency.or(most) } else { most };
    let code = |currency: Option<Currency>| currency.map_or("?", Currency::code);
    if counts.len() == 1 && choices.currency.is_none_or(|wanted| Some(wanted) == main) {
        if let Some(foreign) = main.filter(|&main| main != Currency::CNY) {
            let code = foreign.code();
            let text = Phrase::new(format!("金额均为 {code}"), format!("all amounts are in {code}"));
            quality.decide(
                Decision::new("table/currency", rows, text)
                    .column(column)
                    .option("currency", "CNY / USD / …"),
            );
        }
        return (main, Vec::new());
    }
    let main = if counts.len() == 1 { choices.currency } else { main };
    let listed: Vec<String> =
        counts.iter().map(|(currency, rows)| format!("{} {rows}", code(*currency))).collect();
    let text = Phrase::new(
        format!(
            "文件中有多种货币（{}），只读取 {}，其余不相加、未计入",
            listed.join("，"),
            main.map_or("未标明货币的行", Currency::code)
        ),
        format!(
            "several currencies ({}): only {} is read, the others are left out and not added up",
            listed.join(", "),
            main.map_or("what names none", Currency::code)
        ),
    );
    let others = rows - counts.iter().find(|(currency, _)| *currency == main).map_or(0, |(_, rows)| *rows);
    quality.decide(
        Decision::new("table/currency", others, text).column(column).option("currency", "CNY / USD / …"),
    );
    // Every row that is not in the main currency, in ascending order.
    let mut next = marks.iter().peekable();
    let mut out = Vec::new();
    for index in 0..rows {
        let named = next.next_if(|(at, _)| *at == index).map(|(_, currency)| *currency);
        let own = named.or(home);
        if own != main {
            out.push((index, own));
        }
    }
    (main, out)
}
