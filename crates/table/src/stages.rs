//! Names of funnel stages and outcomes, Chinese and English.

use std::sync::LazyLock;

use super::spelling::bare;
use super::words::{Words, meanings, words_of};

const STAGES: &str = include_str!("../words/stages.txt");
const CELLS: &str = include_str!("../words/cells.txt");
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

/// Words that mean something inside a longer one, those that count before others first: of ends, and of the way there.
static PARTS: LazyLock<[Vec<(&str, Meaning)>; 2]> = LazyLock::new(|| {
    let (mut ends, mut ways) = (Vec::new(), Vec::new());
    let of = |parts: &mut Vec<(&str, Meaning)>, file, wanted: &str, meaning| {
        parts.extend(words_of(file, wanted).map(|word| (word, meaning)));
    };
    let in_words = [("before", Meaning::Open), ("lost part", Meaning::Lost), ("won part", Meaning::Won)];
    for (wanted, meaning) in in_words {
        of(&mut ends, OUTCOMES, wanted, meaning);
    }
    for (place, (stage, _)) in meanings(STAGES).enumerate().filter(|(place, _)| *place != *WON) {
        of(&mut ways, STAGES, stage, Meaning::Stage(place));
    }
    of(&mut ways, OUTCOMES, "open part", Meaning::Open);
    [ends, ways]
});

/// What a name means, if it is a known one, with its number in front (3. 报价), or as far as it has come (已报价,
/// 报价中, 报价阶段).
pub fn meaning(name: &str) -> Option<Meaning> {
    let known = |name: &str| NAMES.0.get(name).or_else(|| NAMES.1.get(name));
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '-' | '_' | ' ' | ')' | '）');
    let unnumbered = name.trim().trim_start_matches(is_number);
    let alone = unnumbered.strip_suffix("阶段").or_else(|| unnumbered.strip_suffix("stage"));
    let reached = unnumbered.trim_start_matches('已').trim_end_matches(['中', '完', '了', '过']);
    let is_stage = |meaning: &Meaning| matches!(meaning, Meaning::Stage(_));
    known(name)
        .or_else(|| known(unnumbered))
        .or_else(|| known(alone?))
        .or_else(|| known(reached).filter(is_stage))
}

/// Whether a cell says yes, or no.
pub fn answer(text: &str) -> Option<bool> {
    match NAMES.0.get(text)? {
        Meaning::Yes => Some(true),
        Meaning::No => Some(false),
        _ => None,
    }
}

/// What a cell says of how a deal stands: a name of [`meaning`], with a reason behind it (Closed Lost - Price), or
/// in words of one's own ([`inside`]).
pub fn outcome(text: &str) -> Option<Meaning> {
    named(text).or_else(|| inside(text))
}

/// As [`outcome`], by names alone.
pub fn named(text: &str) -> Option<Meaning> {
    let head = text.split(['-', '–', '—', ':', '：', '(', '（', ',', '，', ';', '；', '|', '/']).next();
    meaning(text).or_else(|| head.filter(|head| !head.trim().is_empty()).and_then(meaning))
}

/// What words inside a longer one say (已签合同, 客户选了别家, 还在谈). What is under way or still to come (签约中,
/// 待签约) is open; a deal that others signed is lost; what is denied is not meant.
pub fn inside(text: &str) -> Option<Meaning> {
    let text = text.to_lowercase();
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let found = |word: &str| {
        let Some(at) = text.find(word) else { return false };
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let is_part =
            word.is_ascii() && (is_letter(before.as_bytes().last()) || is_letter(behind.as_bytes().first()));
        let denials = ["未", "不", "没", "没有", "非", "无", "not"];
        !is_part && !denials.iter().any(|denial| before.trim_end().ends_with(denial))
    };
    if text.ends_with('中') {
        return Some(Meaning::Open);
    }
    let said = |parts: &[(&str, Meaning)]| parts.iter().find(|(word, _)| found(word)).map(|part| part.1);
    let [ends, ways] = &*PARTS;
    said(ends).or_else(|| is_done(&text).then_some(Meaning::Won)).or_else(|| said(ways))
}

/// Whether an act that ends a deal well is done: 已签合同, 合同签了, 付款完成.
fn is_done(text: &str) -> bool {
    const DONE: [&str; 8] = ["了", "完", "好", "妥", "毕", "成功", "下来", "清"];
    words_of(OUTCOMES, "won act").any(|act| {
        let Some(at) = text.find(act) else { return false };
        let (before, behind) = (&text[..at], &text[at + act.len()..]);
        before.ends_with('已') || before.ends_with("已经") || DONE.iter().any(|done| behind.starts_with(done))
    })
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
    const ENDS: [&str; 11] =
        ["日期", "时间", "時間", "进入日", " date", " at", " on", " time", " day", " datetime", " timestamp"];
    let written = written.trim();
    let lower = written.to_ascii_lowercase().replace('_', " ");
    let first = ["date entered ", "date "].iter().find(|start| lower.starts_with(*start));
    if let Some(stem) = first.and_then(|start| written.get(start.len()..)) {
        return Some(stem.trim_matches(['"', ' ']));
    }
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
    words_of(CELLS, "bookkeeping").any(|word| stem.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_stages_and_outcomes() {
        assert_eq!(meaning("线索"), Some(Meaning::Stage(0)));
        assert_eq!(meaning("3. 报价"), Some(Meaning::Stage(6)));
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
            ("待审", Some(Meaning::Open)),
            ("已签合同", Some(Meaning::Won)),
            ("签约中", Some(Meaning::Open)),
            ("还没签约", Some(Meaning::Open)),
            ("客户选了别家", Some(Meaning::Lost)),
            ("跟别人签了", Some(Meaning::Lost)),
            ("还在谈", Some(Meaning::Open)),
            ("报价已发", Some(Meaning::Stage(6))),
            ("Contract signed", Some(Meaning::Won)),
            ("Not signed yet", None),
            ("Went with a competitor", Some(Meaning::Lost)),
            ("Lostock Hall", None),
            ("资料齐全", None),
            ("付款方式", None),
            ("合同签了", Some(Meaning::Won)),
            ("付款完成", Some(Meaning::Won)),
            ("等付款", Some(Meaning::Open)),
        ] {
            assert_eq!(outcome(text), meant, "{text}");
        }
    }

    #[test]
    fn columns_named_after_stages() {
        for (column, stage) in [
            ("MQL日期", "MQL"),
            ("engage_date", "engage"),
            ("进入商机时间", "进入商机"),
            ("wonDate", "won"),
            ("Date Won", "Won"),
            ("Created at", "Created"),
        ] {
            assert_eq!(date_column_stage(column), Some(stage), "{column}");
        }
        assert_eq!(
            (date_column_stage("日期"), date_column_stage("update"), date_column_stage("金额")),
            (None, None, None)
        );
        assert!(is_bookkeeping("预计成交") && is_bookkeeping("Estimated close") && !is_bookkeeping("商机"));
    }
}
