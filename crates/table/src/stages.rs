//! Names of funnel stages and outcomes, Chinese and English.

use std::sync::LazyLock;

use super::header::bare;
use super::words::{Words, meanings};

const STAGES: &str = include_str!("../words/stages.txt");
const OUTCOMES: &str = include_str!("../words/outcomes.txt");

/// What a stage or outcome name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A stage on the way, by its place in the default order.
    Stage(usize),
    /// The deal was won.
    Won,
    /// The deal was lost.
    Lost,
    /// The deal is under way.
    Open,
    /// Yes to the question that the column asks.
    Yes,
    /// No to it.
    No,
}

/// The place of the won stage in the default order: the last one.
pub static WON: LazyLock<usize> = LazyLock::new(|| meanings(STAGES).count() - 1);

static NAMES: LazyLock<(Words<Meaning>, Words<Meaning>)> = LazyLock::new(|| {
    let places: Vec<&str> = meanings(STAGES).map(|(stage, _)| stage).collect();
    let stages = Words::read(STAGES, |stage| {
        let place = places.iter().position(|name| *name == stage)?;
        Some(if place == *WON { Meaning::Won } else { Meaning::Stage(place) })
    });
    let outcomes = Words::read(OUTCOMES, |meaning| match meaning {
        "won" | "won part" => Some(Meaning::Won),
        "lost" | "lost part" => Some(Meaning::Lost),
        "open" => Some(Meaning::Open),
        "yes" => Some(Meaning::Yes),
        "no" => Some(Meaning::No),
        _ => None,
    });
    (outcomes, stages)
});

/// Words that mean won or lost inside a longer one.
static PARTS: LazyLock<Vec<(&str, Meaning)>> = LazyLock::new(|| {
    let of = |wanted: &'static str, meaning: Meaning| {
        let words = meanings(OUTCOMES).filter(move |(name, _)| *name == wanted).flat_map(|(_, words)| words);
        words.map(move |word| (word, meaning))
    };
    of("won part", Meaning::Won).chain(of("lost part", Meaning::Lost)).collect()
});

/// What a name means, if it is a known one, with its number in front (3. 报价) or 阶段 behind.
pub fn meaning(name: &str) -> Option<Meaning> {
    let known = |name: &str| NAMES.0.get(name).or_else(|| NAMES.1.get(name));
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '-' | '_' | ' ' | ')' | '）');
    let unnumbered = name.trim().trim_start_matches(is_number);
    let alone = unnumbered.strip_suffix("阶段").or_else(|| unnumbered.strip_suffix("stage"));
    known(name).or_else(|| known(unnumbered)).or_else(|| known(alone?))
}

/// Whether a cell says yes, or no.
pub fn answer(text: &str) -> Option<bool> {
    match NAMES.0.get(text)? {
        Meaning::Yes => Some(true),
        Meaning::No => Some(false),
        _ => None,
    }
}

/// What a cell says of how a deal stands: a name of [`meaning`], with a reason behind it (Closed Lost - Price)
/// or inside a longer word (已流失), but not where the word is denied.
pub fn outcome(text: &str) -> Option<Meaning> {
    let head = text.split(['-', '–', '—', ':', '：', '(', '（', ',', '，', ';', '；', '|', '/']).next();
    meaning(text)
        .or_else(|| head.filter(|head| !head.trim().is_empty()).and_then(meaning))
        .or_else(|| inside(text))
}

fn inside(text: &str) -> Option<Meaning> {
    let text = text.to_lowercase();
    let is_denied = |at: usize| text[..at].ends_with(['未', '不', '没', '非', '无']);
    let mut found = PARTS.iter().filter(|(word, _)| text.find(word).is_some_and(|at| !is_denied(at)));
    let first = found.next()?.1;
    found.all(|(_, other)| *other == first).then_some(first)
}

/// Whether a name means that the deal was lost.
///
/// ```
/// assert!(planscore_table::lost_name("Closed Lost - Price") && !planscore_table::lost_name("报价"));
/// ```
pub fn lost_name(name: &str) -> bool {
    outcome(name) == Some(Meaning::Lost)
}

/// Whether two names are those of the same stage.
///
/// ```
/// assert!(planscore_table::same_stage("Opportunity", "商机"));
/// ```
pub fn same_stage(a: &str, b: &str) -> bool {
    bare(a) == bare(b) || place(a).is_some_and(|place| self::place(b) == Some(place))
}

/// The place of a stage in the default order.
pub fn place(name: &str) -> Option<usize> {
    match meaning(name) {
        Some(Meaning::Stage(place)) => Some(place),
        Some(Meaning::Won) => Some(*WON),
        _ => None,
    }
}

/// The stage that a column of dates is named after (MQL日期, `engage_date`), as the file writes it.
pub fn date_column_stage(written: &str) -> Option<&str> {
    const ENDS: [&str; 9] = ["日期", "时间", "時間", "进入日", "_date", "_at", " date", " time", "_time"];
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let stem = ENDS.iter().find_map(|end| lower.strip_suffix(end)).or_else(|| {
        lower
            .strip_suffix("date")
            .filter(|stem| stem.len() < written.len() && written[stem.len()..].starts_with('D'))
    })?;
    let stem = written[..stem.len()].trim_end_matches(['_', ' ', '-', '进', '入']).trim();
    (!stem.is_empty()).then_some(stem)
}

/// Whether a column of dates has nothing to do with stages (更新日期, expected close).
pub fn is_bookkeeping(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    meanings(include_str!("../words/cells.txt"))
        .filter(|(meaning, _)| *meaning == "bookkeeping")
        .flat_map(|(_, words)| words)
        .any(|word| stem.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_stages_and_outcomes() {
        assert_eq!(meaning("线索"), Some(Meaning::Stage(0)));
        assert_eq!(meaning("3. 报价"), Some(Meaning::Stage(5)));
        assert_eq!(meaning("Closed Won"), Some(Meaning::Won));
        assert_eq!(meaning("输单"), Some(Meaning::Lost));
        assert_eq!(meaning("跟进中"), Some(Meaning::Open));
        assert_eq!(meaning("试用"), None);
        assert!(same_stage("Leads", "线索") && !same_stage("线索", "商机"));
        assert!(!same_stage("报价-初稿", "报价-终稿"));
    }

    #[test]
    fn outcomes_as_programs_write_them() {
        for (text, meant) in [
            ("关闭赢单", Some(Meaning::Won)),
            ("Closed Won", Some(Meaning::Won)),
            ("已流失", Some(Meaning::Lost)),
            ("Closed Lost - Price", Some(Meaning::Lost)),
            ("输单（价格）", Some(Meaning::Lost)),
            ("输单-价格", Some(Meaning::Lost)),
            ("未赢单", Some(Meaning::Lost)),
            ("未流失", Some(Meaning::Open)),
            ("是", Some(Meaning::Yes)),
            ("N", Some(Meaning::No)),
            ("0", Some(Meaning::No)),
            ("待审", None),
        ] {
            assert_eq!(outcome(text), meant, "{text}");
        }
    }

    #[test]
    fn columns_named_after_stages() {
        for (column, stage) in
            [("MQL日期", "MQL"), ("engage_date", "engage"), ("进入商机时间", "进入商机"), ("wonDate", "won")]
        {
            assert_eq!(date_column_stage(column), Some(stage), "{column}");
        }
        assert_eq!(
            (date_column_stage("日期"), date_column_stage("update"), date_column_stage("金额")),
            (None, None, None)
        );
        assert!(is_bookkeeping("预计成交") && is_bookkeeping("Estimated close") && !is_bookkeeping("商机"));
    }
}
