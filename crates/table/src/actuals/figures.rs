//! What the names of figures say: which of the catalogue they mean, and how their values are counted.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::header::Header;
use crate::spelling::bare;
use planscore_base::catalog::{self, Unit};

/// True of a name that ends on what is counted, and is no amount of money: 开店数量, 好评率.
pub fn counts(name: &str) -> bool {
    let plain = bare(name);
    [
        "数", "数量", "率", "占比", "比例", "人次", "天数", "次数", "得分", "评分", "count", "rate", "ratio",
        "days",
    ]
    .iter()
    .any(|ending| plain.ends_with(ending))
}

/// The figure of the catalogue that a name or an id means, or something else that people call it.
pub fn entry_of(name: &str) -> Option<&'static catalog::Entry> {
    static BY_WORD: LazyLock<HashMap<String, &'static catalog::Entry>> = LazyLock::new(|| {
        let lines = catalog::NAMES.lines().filter_map(|line| line.split_once('\t'));
        let entries = lines.filter_map(|(id, words)| Some((catalog::find(id)?, words)));
        let words =
            entries.flat_map(|(entry, words)| words.split(['\t', ' ']).map(move |word| (bare(word), entry)));
        words.filter(|(word, _)| !word.is_empty()).collect()
    });
    own_entry(name).or_else(|| BY_WORD.get(&bare(name)).copied()).or_else(|| {
        // 销售总额/万元: without the unit behind it.
        let header = Header::new(name);
        header.unit.and_then(|_| entry_of(&header.name))
    })
}

/// The figure of the catalogue that has a name or an id.
pub fn own_entry(name: &str) -> Option<&'static catalog::Entry> {
    static BY_NAME: LazyLock<HashMap<String, &'static catalog::Entry>> = LazyLock::new(|| {
        let named =
            |entry: &'static catalog::Entry| [(bare(entry.name.zh), entry), (bare(entry.name.en), entry)];
        // Of entries with one name the first is meant.
        catalog::ENTRIES.iter().rev().flat_map(named).collect()
    });
    catalog::find(name).or_else(|| BY_NAME.get(&bare(name)).copied())
}

/// A cell without the word of measure behind its number (45天, 1.5 小时, 37 家), and what the number is multiplied by
/// in the unit of its figure. A cell without such a word is in the measure that its row states, if that is one.
pub fn without_measure<'a>(text: &'a str, stated: &str, unit: Option<Unit>) -> (&'a str, f64) {
    /// Each with how much of its unit it is.
    const MEASURES: [(&str, Unit, f64); 20] = [
        ("天", Unit::Days, 1.0),
        ("日", Unit::Days, 1.0),
        ("days", Unit::Days, 1.0),
        ("day", Unit::Days, 1.0),
        ("周", Unit::Days, 7.0),
        ("小时", Unit::Hours, 1.0),
        ("hours", Unit::Hours, 1.0),
        ("hour", Unit::Hours, 1.0),
        ("h", Unit::Hours, 1.0),
        ("分钟", Unit::Hours, 1.0 / 60.0),
        ("minutes", Unit::Hours, 1.0 / 60.0),
        ("min", Unit::Hours, 1.0 / 60.0),
        ("秒", Unit::Hours, 1.0 / 3_600.0),
        ("个", Unit::Count, 1.0),
        ("家", Unit::Count, 1.0),
        ("人", Unit::Count, 1.0),
        ("次", Unit::Count, 1.0),
        ("件", Unit::Count, 1.0),
        ("单", Unit::Count, 1.0),
        ("户", Unit::Count, 1.0),
    ];
    let behind = |(word, measure, size): &(&str, Unit, f64)| {
        Some((text.strip_suffix(word)?.trim_end(), *measure, *size))
    };
    let of_row = || {
        let (_, measure, size) = MEASURES.iter().find(|(word, ..)| *word == stated)?;
        Some((text, *measure, *size))
    };
    let Some((number, measure, size)) = MEASURES.iter().find_map(behind).or_else(of_row) else {
        return (text, 1.0);
    };
    match (measure, unit) {
        (Unit::Days, Some(Unit::Hours)) => (number, 24.0 * size),
        (Unit::Hours, Some(Unit::Days)) => (number, size / 24.0),
        (measure, Some(unit)) if measure != unit => (text, 1.0),
        _ => (number, size),
    }
}
