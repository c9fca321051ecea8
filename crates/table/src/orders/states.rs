//! States of orders (交易关闭, refunded) and kinds of rows (退货), and what they do to an amount.

use std::sync::LazyLock;

use crate::header::Header;
use crate::interner::Interner;
use crate::name::is_blank;
use crate::quality::{Decision, Quality};
use crate::stages::answer;
use crate::words::Words;
use planscore_base::locale::Phrase;

/// What a state or a kind of row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The order counts.
    Counts,
    /// It was called off.
    Cancelled,
    /// Nothing was paid.
    Unpaid,
    /// All was paid back.
    Refunded,
    /// Some of it was paid back; how much, the file does not say.
    PartlyRefunded,
    /// The row is a refund, whatever the sign of its amount.
    Refund,
}

fn states() -> &'static Words<State> {
    static STATES: LazyLock<Words<State>> = LazyLock::new(|| {
        Words::read(include_str!("../../words/states.txt"), |meaning| match meaning {
            "done" => Some(State::Counts),
            "cancelled" => Some(State::Cancelled),
            "unpaid" => Some(State::Unpaid),
            "refunded" => Some(State::Refunded),
            "part" => Some(State::PartlyRefunded),
            _ => None,
        })
    });
    &STATES
}

fn kinds() -> &'static Words<State> {
    static KINDS: LazyLock<Words<State>> = LazyLock::new(|| {
        Words::read(include_str!("../../words/states.txt"), |meaning| match meaning {
            "sale" => Some(State::Counts),
            "refund" => Some(State::Refund),
            _ => None,
        })
    });
    &KINDS
}

/// What yes and no mean in a column that asks after a state (是否作废, 是否有效).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    yes: State,
    no: State,
}

impl Asked {
    /// What a column asks after, where one answer leaves an order out.
    pub fn of(header: &Header) -> Option<Self> {
        static DENIED: LazyLock<Words<State>> = LazyLock::new(|| {
            Words::read(include_str!("../../words/states.txt"), |meaning| match meaning {
                "not void" => Some(State::Cancelled),
                "not unpaid" => Some(State::Unpaid),
                _ => None,
            })
        });
        let name = header.question.as_ref().unwrap_or(&header.name);
        let stem = name.strip_prefix("是否").or_else(|| name.strip_prefix("is"))?;
        // A closed order may be done or called off.
        if matches!(stem, "关闭" | "closed") {
            return None;
        }
        if let Some(no) = DENIED.get(stem) {
            return Some(Self { yes: State::Counts, no });
        }
        let yes = states().get(stem)?;
        let is_out = matches!(yes, State::Cancelled | State::Unpaid | State::Refunded);
        is_out.then_some(Self { yes, no: State::Counts })
    }
}

/// What a column says, one of its words each: what it means, and how many rows have it from which one on.
#[derive(Default)]
pub struct StateColumn {
    words: Interner,
    seen: Vec<Seen>,
}

struct Seen {
    /// What it means, if it is known.
    state: Option<State>,
    rows: usize,
    first: usize,
    /// Rows that were left out for it.
    out: usize,
}

/// What a column of states is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How an order stands.
    State,
    /// What a row is.
    Kind,
    /// Whether an order stands so.
    Asked(Asked),
}

impl StateColumn {
    /// What a cell says of its row; `leave_out` names the states that are left out by the caller's word.
    pub fn read(&mut self, cell: &str, row: usize, about: About, leave_out: Option<&[String]>) -> State {
        if is_blank(cell) {
            return State::Counts;
        }
        let code = self.words.intern(cell) as usize;
        if code == self.seen.len() {
            let state = match (about, leave_out) {
                (About::State, Some(names)) => {
                    let is_out = names.iter().any(|name| name.trim() == cell);
                    Some(if is_out { State::Cancelled } else { State::Counts })
                }
                (About::State, None) => states().get(cell),
                (About::Kind, _) => kinds().get(cell),
                (About::Asked(asked), _) => answer(cell).map(|yes| if yes { asked.yes } else { asked.no }),
            };
            self.seen.push(Seen { state, rows: 0, first: row, out: 0 });
        }
        let seen = &mut self.seen[code];
        seen.rows += 1;
        seen.state.unwrap_or(State::Counts)
    }

    /// Counts a row that is left out for what it says.
    pub fn leave_out(&mut self, cell: &str) {
        if let Some(seen) = self.words.get(cell).and_then(|code| self.seen.get_mut(code as usize)) {
            seen.out += 1;
        }
    }

    /// Tells each word that is left out or changes an amount, and lists each that is not known.
    pub fn tell(&self, column: Option<&str>, about: About, quality: &mut Quality) {
        // A column of types without a single known one is about something else.
        let is_other = about == About::Kind && self.seen.iter().all(|seen| seen.state.is_none());
        if is_other {
            return;
        }
        for (word, seen) in self.words.iter().zip(&self.seen) {
            let rows = seen.rows;
            let (code, text) = match seen.state {
                None => {
                    let message = || {
                        Phrase::new(
                            format!(
                                "不认识的{}“{word}”（{rows} 行），照常计入",
                                if about == About::Kind { "类型" } else { "状态" }
                            ),
                            format!("\"{word}\" ({rows} rows) is not known; its rows are counted"),
                        )
                    };
                    quality.issues.note(
                        "orders/unknown-state",
                        Some(seen.first),
                        column,
                        Some(word),
                        message,
                    );
                    continue;
                }
                Some(State::Cancelled | State::Unpaid | State::Refunded) if seen.out > 0 => (
                    "orders/states",
                    Phrase::new(
                        format!("状态为“{word}”的订单未计入"),
                        format!("orders whose state is \"{word}\" are left out"),
                    ),
                ),
                Some(State::PartlyRefunded) => (
                    "orders/part-refund",
                    Phrase::new(
                        format!("状态为“{word}”的订单按全额计入：文件没有退款金额"),
                        format!(
                            "orders whose state is \"{word}\" count in full: the file does not say how much was paid back"
                        ),
                    ),
                ),
                Some(State::Refund) => (
                    "orders/refund-rows",
                    Phrase::new(
                        format!("类型为“{word}”的行按退款计"),
                        format!("rows of the kind \"{word}\" are refunds"),
                    ),
                ),
                _ => continue,
            };
            let option = if about == About::Kind { "columns.kind" } else { "leaveOut" };
            let values = if about == About::Kind { "…" } else { "[…]" };
            quality
                .decide(Decision::new(code, rows, text).column(column).example(word).option(option, values));
        }
    }
}
