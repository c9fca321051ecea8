//! How a row says that its deal stands.

use std::borrow::Cow;

use super::Outcome;
use super::roles::{CLOSED, IS_CLOSED, IS_WON, LOST_REASON, OUTCOME, STAGE};
use super::rows::{DealRows, Unclear};
use crate::csv::Record;
use crate::name::{clean, is_blank};
use crate::quality::Decision;
use crate::stages::{Meaning, inside, named};
use planscore_base::locale::{Phrase, Text};

impl DealRows {
    /// How a deal stands by what its row says, if it says so.
    pub(super) fn said(&mut self, row: usize, record: &Record<'_>) -> Option<Outcome> {
        let won = self.meaning(IS_WON, row, record);
        let closed = self.meaning(IS_CLOSED, row, record);
        let outcome = self.meaning(OUTCOME, row, record);
        let stage = self.text(STAGE, record);
        let named = stage.as_ref().and_then(|text| self.known(text));
        let words = [outcome, named, won, closed];
        if words.contains(&Some(Meaning::Won)) || won == Some(Meaning::Yes) || outcome == Some(Meaning::Yes) {
            return Some(Outcome::Won);
        }
        let is_open = words.contains(&Some(Meaning::Open));
        if words.contains(&Some(Meaning::Lost)) || !is_open && self.text(LOST_REASON, record).is_some() {
            return Some(Outcome::Lost);
        }
        if closed == Some(Meaning::No) || outcome == Some(Meaning::Open) {
            return Some(Outcome::Open);
        }
        let is_no = won == Some(Meaning::No) || outcome == Some(Meaning::No);
        if closed == Some(Meaning::Yes) && is_no {
            return Some(Outcome::Lost);
        }
        if is_no {
            return Some(self.not_won(record));
        }
        if let Some(stage) = stage.filter(|_| named.is_none()) {
            self.not_known(&stage, STAGE, row);
        }
        None
    }

    /// What no to "won?" means: lost, unless the file has a date of closing and this row has none.
    fn not_won(&mut self, record: &Record<'_>) -> Outcome {
        let has_column = self.column[CLOSED].is_some();
        if has_column && self.text(CLOSED, record).is_none() {
            self.unclear.no_is_open += 1;
            Outcome::Open
        } else {
            self.unclear.no_is_lost += 1;
            Outcome::Lost
        }
    }

    /// A cell that is not blank.
    fn text<'a>(&self, role: usize, record: &Record<'a>) -> Option<Cow<'a, str>> {
        let text = record.text(self.column[role]?);
        let plain = clean(&text);
        if is_blank(&plain) {
            None
        } else if plain.len() == text.len() {
            Some(text)
        } else {
            Some(Cow::Owned(plain.into_owned()))
        }
    }

    /// What a word means, by the caller's word or by what is known. Few words stand in many rows.
    pub(super) fn known(&mut self, word: &str) -> Option<Meaning> {
        let code = self.unclear.known.intern(word) as usize;
        if code == self.unclear.meanings.len() {
            let is_among = |names: &[String]| names.iter().any(|name| name.trim() == word);
            let named = if is_among(&self.options.lost) {
                Some(Meaning::Lost)
            } else if is_among(&self.options.won) {
                Some(Meaning::Won)
            } else {
                named(word)
            };
            let meaning = named.or_else(|| inside(word));
            self.unclear.meanings.push(meaning);
            self.unclear.inside.push((named.is_none() && meaning.is_some()).then_some(0));
        }
        if let Some(rows) = &mut self.unclear.inside[code] {
            *rows += 1;
        }
        self.unclear.meanings[code]
    }

    /// Keeps a word that is not known for the report.
    fn not_known(&mut self, word: &str, role: usize, row: usize) {
        let code = self.unclear.words.intern(word) as usize;
        if code == self.unclear.seen.len() {
            self.unclear.seen.push((0, row, role));
        }
        self.unclear.seen[code].0 += 1;
    }

    /// What the cell of a role means; a word that is not known is kept for the report.
    fn meaning(&mut self, role: usize, row: usize, record: &Record<'_>) -> Option<Meaning> {
        let text = self.text(role, record)?;
        let meaning = self.known(&text);
        let is_answer = matches!(
            meaning,
            Some(Meaning::Yes | Meaning::No | Meaning::Won | Meaning::Lost | Meaning::Open)
        );
        let is_stage = role == OUTCOME && matches!(meaning, Some(Meaning::Stage(_)));
        if !is_answer && !is_stage {
            self.not_known(&text, role, row);
        }
        meaning
    }

    /// Lists the words that were not understood, and tells how no was.
    pub(super) fn tell_outcomes(&mut self) {
        let unclear = std::mem::take(&mut self.unclear);
        for (word, &(rows, first, role)) in unclear.words.iter().zip(&unclear.seen) {
            let column = self.name_of(role);
            self.deals.quality.issues.note("deals/unknown-outcome", Some(first), column.as_deref(), Some(word), || {
                Phrase::new(
                    format!("不认识的结果“{word}”（{rows} 行），按其他列判断，没有则视为进行中；可用选项 won、lost 说明"),
                    format!("the outcome \"{word}\" ({rows} rows) is not known: other columns decide, else the deal is open; name it in the options won or lost"),
                )
            });
        }
        self.tell_inside(&unclear);
        let told = [
            (unclear.no_is_lost, Text { zh: "“否”视为输单", en: "\"no\" was taken as lost" }),
            (
                unclear.no_is_open,
                Text {
                    zh: "“否”且没有关闭日期的商机视为进行中",
                    en: "\"no\" without a date of closing was taken as open",
                },
            ),
        ];
        let column = self.name_of(if self.column[IS_WON].is_some() { IS_WON } else { OUTCOME });
        for (rows, text) in told.into_iter().filter(|(rows, _)| *rows > 0) {
            let decision =
                Decision::new("deals/no", rows, text).column(column.as_deref()).option("lost", "[…]");
            self.deals.quality.decide(decision);
        }
    }

    /// Tells how words were understood that are no names of stages or outcomes.
    fn tell_inside(&mut self, unclear: &Unclear) {
        let read = unclear.known.iter().zip(&unclear.inside).zip(&unclear.meanings);
        for ((word, rows), meaning) in read {
            let (Some(rows), Some(meaning)) = (*rows, *meaning) else { continue };
            let (zh, en) = match meaning {
                Meaning::Won => ("赢单", "won"),
                Meaning::Lost => ("输单", "lost"),
                _ => ("进行中", "open"),
            };
            let text = Phrase::new(
                format!("“{word}”按字面读作{zh}"),
                format!("\"{word}\" was read as {en}, by its words"),
            );
            let column = self.name_of(if self.column[OUTCOME].is_some() { OUTCOME } else { STAGE });
            let decision = Decision::new("deals/words", rows, text).column(column.as_deref()).example(word);
            self.deals.quality.decide(decision.option("won / lost", "[…]"));
        }
    }
}
