//! States of orders (交易关闭, refunded) and kinds of rows (退货), and what they do to an amount.

use std::sync::LazyLock;

use super::roles::STATE;
use crate::date::{DateCell, Zone, date};
use crate::header::Header;
use crate::interner::Interner;
use crate::name::is_blank;
use crate::quality::{Decision, Quality};
use crate::spelling::bare;
use crate::stages::answer;
use crate::words::{Words, words_of};
use planscore_base::locale::Phrase;

const STATES: &str = include_str!("../../words/states.txt");

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
    static WORDS: LazyLock<Words<State>> = LazyLock::new(|| {
        Words::read(STATES, |meaning| match meaning {
            "done" => Some(State::Counts),
            "cancelled" => Some(State::Cancelled),
            "unpaid" => Some(State::Unpaid),
            "refunded" => Some(State::Refunded),
            "part" => Some(State::PartlyRefunded),
            "back" => Some(State::Refund),
            _ => None,
        })
    });
    &WORDS
}

/// What a state means that a program may write its own word, a number or a sign before (wc-failed, `TRADE_CLOSED`,
/// 10-已取消, ❌已取消); 50% and 1/2 are no such numbers.
fn standing(cell: &str) -> Option<State> {
    let is_sign = |c: char| !c.is_alphabetic() && !matches!(c, '%' | '/');
    let plain = cell.trim_start_matches(is_sign);
    let known = |word: &str| states().get(word);
    known(cell).or_else(|| known(plain)).or_else(|| {
        let (before, state) = plain.split_once(['-', '_', '.', ':', '：', ' '])?;
        let is_own = words_of(STATES, "own").any(|word| word.eq_ignore_ascii_case(before));
        if is_own { known(state) } else { None }
    })
}

fn kinds() -> &'static Words<State> {
    static KINDS: LazyLock<Words<State>> = LazyLock::new(|| {
        Words::read(STATES, |meaning| match meaning {
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
    /// What a state is asked after, where one answer leaves an order out.
    fn after(state: &str) -> Option<Self> {
        static DENIED: LazyLock<Words<State>> = LazyLock::new(|| {
            Words::read(STATES, |meaning| match meaning {
                "not void" => Some(State::Cancelled),
                "not unpaid" => Some(State::Unpaid),
                _ => None,
            })
        });
        if let Some(no) = DENIED.get(state) {
            return Some(Self { yes: State::Counts, no });
        }
        let yes = states().get(state)?;
        let is_out = matches!(yes, State::Cancelled | State::Unpaid | State::Refunded);
        is_out.then_some(Self { yes, no: State::Counts })
    }
}

/// What a column of states is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How an order stands; where it stands so or not, what yes and no mean.
    State(Option<Asked>),
    /// How an invoice stands, which is closed when it is paid.
    Invoice,
    /// What a row is.
    Kind,
    /// When, why or by whom an order was called off: whatever stands there says that it was.
    CalledOff,
}

impl About {
    /// What a column that is nothing else says of how orders stand, by its name: 是否作废, 作废状态, 作废标志, 作废,
    /// 作废日期. A closed order may be done or called off, so that a column about closing says nothing.
    pub fn of(header: &Header) -> Option<Self> {
        const STANDINGS: [&str; 6] = ["状态", "狀態", "情况", "结果", "status", "state"];
        const FLAGS: [&str; 4] = ["标志", "标记", "標記", "flag"];
        const EVENTS: [&str; 11] =
            ["日期", "时间", "時間", "原因", "人", "date", "time", "at", "on", "reason", "by"];
        let is_called_off = |word: &str| words_of(STATES, "called off").any(|known| known == word);
        let name = header.question.as_ref().unwrap_or(&header.name);
        let asked = name.strip_prefix("是否").or_else(|| name.strip_prefix("is"));
        let plain = asked.unwrap_or(&header.name);
        let without = |ends: &[&str]| ends.iter().find_map(|end| plain.strip_suffix(end));
        let of_state = without(&STANDINGS);
        let stem = of_state.or_else(|| without(&FLAGS)).unwrap_or(plain);
        if matches!(stem, "关闭" | "closed" | "close") {
            return None;
        }
        if of_state.is_some() {
            if matches!(stem, "invoice" | "bill" | "发票" | "账单") {
                return Some(Self::Invoice);
            }
            let is_other = words_of(STATES, "about others").any(|other| stem.contains(other));
            return (!is_other).then(|| Self::State(Asked::after(stem)));
        }
        if asked.is_some() || stem.len() < plain.len() || is_called_off(stem) {
            return Asked::after(stem).map(|asked| Self::State(Some(asked)));
        }
        let event = without(&EVENTS)?;
        is_called_off(event).then_some(Self::CalledOff)
    }

    /// A cell as it is looked up and told: days and reasons of orders that were called off are one word.
    fn word(self, cell: &str) -> &str {
        let is_none =
            || date(cell, Zone::CHINA) == DateCell::Blank || answer(cell) == Some(false) || is_denied(cell);
        if self == Self::CalledOff && !is_none() { CALLED_OFF } else { cell }
    }

    /// What a word says, if it is known.
    fn state(self, cell: &str) -> Option<State> {
        match self {
            // 销售退货出库单: whatever it is called, money goes back.
            Self::Kind => kinds().get(cell).or_else(|| {
                ["退货", "退款", "退回", "红冲", "冲红"]
                    .iter()
                    .any(|back| cell.contains(back))
                    .then_some(State::Refund)
            }),
            Self::Invoice if matches!(bare(cell).as_str(), "closed" | "关闭" | "已关闭") => {
                Some(State::Counts)
            }
            Self::Invoice => Self::State(None).state(cell),
            Self::CalledOff => Some(if cell == CALLED_OFF { State::Cancelled } else { State::Counts }),
            Self::State(asked) => {
                let answered = asked.and_then(|asked| Some(if answer(cell)? { asked.yes } else { asked.no }));
                // What waits in a column about payments is not paid; elsewhere it may be anything.
                let owed = || {
                    let is_payment = asked.is_some_and(|asked| asked.no == State::Unpaid);
                    let is_owed = || words_of(STATES, "owed").any(|word| word == cell.trim().to_lowercase());
                    (is_payment && is_owed()).then_some(State::Unpaid)
                };
                let denied = || is_denied(cell).then_some(State::Counts);
                answered.or_else(owed).or_else(|| standing(cell)).or_else(denied).or_else(|| of_several(cell))
            }
        }
    }
}

/// What several states in one cell come to (已发货，退款成功): one that leaves the order out prevails.
fn of_several(cell: &str) -> Option<State> {
    let parts = cell.split([',', '，', ';', '；', '、', '/', '|', '+']).map(str::trim);
    let said = parts.filter_map(standing);
    said.reduce(|state, other| if state == State::Counts { other } else { state })
}

/// Whether a state that leaves an order out is denied: 未作废, not refunded.
fn is_denied(cell: &str) -> bool {
    const NOT: [&str; 6] = ["未", "没有", "无", "不", "not ", "订单未"];
    let lower = cell.to_lowercase();
    let denied = NOT.iter().find_map(|not| lower.strip_prefix(not));
    denied.and_then(|state| states().get(state)).is_some_and(|state| state != State::Counts)
}

/// Stands for any day, reason or person of an order that was called off.
const CALLED_OFF: &str = "✓";

/// A column that says how orders stand, and what it said.
pub struct Watched {
    /// Its place.
    pub column: usize,
    /// What it is about.
    pub about: About,
    /// What it said.
    pub said: StateColumn,
}

/// A word of a column of states: which column of them, and the place of the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateAt {
    /// Among the columns.
    pub column: usize,
    /// Among its words.
    pub place: usize,
}

/// How an order stands by all its states.
pub enum Standing {
    /// It counts.
    Counts,
    /// This leaves it out.
    Out(StateAt),
    /// One is to be read first.
    New,
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

impl StateColumn {
    /// What a cell says of its row; `leave_out` names the states that are left out by the caller's word.
    pub fn read(&mut self, cell: &str, row: usize, about: About, leave_out: Option<&[String]>) -> State {
        let Some(place) = self.learn(cell, row, about, leave_out) else { return State::Counts };
        self.count(place);
        self.state(place)
    }

    /// The place of a cell's word, which is looked up where it is new; `None` for a blank cell.
    pub fn learn(
        &mut self,
        cell: &str,
        row: usize,
        about: About,
        leave_out: Option<&[String]>,
    ) -> Option<usize> {
        if is_blank(cell) {
            return None;
        }
        let code = self.words.intern(about.word(cell)) as usize;
        if code == self.seen.len() {
            let state = match (about, leave_out) {
                (About::State(_) | About::Invoice, Some(names)) => {
                    let is_out = names.iter().any(|name| name.trim() == cell);
                    Some(if is_out { State::Cancelled } else { State::Counts })
                }
                _ => about.state(about.word(cell)),
            };
            self.seen.push(Seen { state, rows: 0, first: row, out: 0 });
        }
        Some(code)
    }

    /// The place of a cell's word, where it is known.
    #[inline]
    pub fn place(&self, cell: &[u8]) -> Option<usize> {
        Some(self.words.get(std::str::from_utf8(cell).ok()?)? as usize)
    }

    /// What the word at a place says.
    #[inline]
    pub fn state(&self, place: usize) -> State {
        self.seen[place].state.unwrap_or(State::Counts)
    }

    /// Counts a row more with the word at a place.
    #[inline]
    pub fn count(&mut self, place: usize) {
        self.seen[place].rows += 1;
    }

    /// The words, how many rows have each, and none from here on.
    pub fn drain(&mut self) -> impl Iterator<Item = (&str, usize)> {
        let rows = self.seen.iter_mut().map(|seen| std::mem::take(&mut seen.rows));
        self.words.iter().zip(rows)
    }

    /// Adds rows that have a known word.
    pub fn add(&mut self, word: &str, rows: usize) {
        if let Some(place) = self.place(word.as_bytes()) {
            self.seen[place].rows += rows;
        }
    }

    /// Counts a row that is left out for the word at a place, and gives that.
    pub fn leave_out(&mut self, place: usize) -> &str {
        self.seen[place].out += 1;
        self.words.name(place as u32)
    }

    /// Tells each word that is left out or changes an amount, and lists each that is not known. A column
    /// without a single known one is about something else, unless its `role` is that of states.
    pub fn tell(&self, column: Option<&str>, about: About, role: Option<usize>, quality: &mut Quality) {
        if role != Some(STATE) && self.seen.iter().all(|seen| seen.state.is_none()) {
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
                Some(State::Cancelled) if about == About::CalledOff => {
                    let column = column.unwrap_or_default();
                    let text = Phrase::new(
                        format!("填有“{column}”的订单已取消，未计入"),
                        format!("orders with \"{column}\" were called off and are left out"),
                    );
                    ("orders/states", text)
                }
                Some(State::Cancelled | State::Unpaid | State::Refunded | State::Refund) if seen.out > 0 => (
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
            let (option, values) = match about {
                About::Kind => ("columns.kind", "…"),
                About::CalledOff => ("keep", "states"),
                About::State(_) | About::Invoice => ("leaveOut", "[…]"),
            };
            quality
                .decide(Decision::new(code, rows, text).column(column).example(word).option(option, values));
        }
    }
}
