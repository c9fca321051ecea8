//! What stands where content is still to come: letters, crosses, blanks, masked years and names, units without a number.
//!
//! One pass over a line finds them all; the rules P001 to P007 say what each means.

use super::number::{address, among, blank};
use super::owner::owner;
use super::quantity::{hole, quantity_at};
use super::terms;
use super::terms::matches;
use super::unit::unit;

/// What kind of hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// X万元, [Y]%.
    Letter,
    /// XX, ××, ○○, 某某.
    Masked,
    /// 20XX年, 201*.
    Year,
    /// ____, 【】, 待补充, a gap before a unit.
    Blank,
    /// 开发家新客户, 达到百分之.
    Number,
    /// 负责人：张**, 李某.
    Person,
}

/// A hole and its place in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What a blank asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// 负责人：____.
    Owner,
    /// ____前, 完成时间：____.
    Time,
    /// ____万元.
    Figure,
    /// Nothing tells: it may be any of them.
    Anything,
}

impl Hole {
    /// What a blank asks for, by its label and what follows.
    pub fn asks(&self, chars: &[char]) -> Asks {
        let (start, end) = (self.start, self.end);
        let label = chars[..start].iter().rposition(|c| !matches!(c, ' ' | ':')).map_or(0, |at| at + 1);
        if chars.get(end).is_some_and(|c| among(*c, "年月日前"))
            || terms::TIME_SLOTS.closes(&chars[..label])
            || by(chars, label)
        {
            Asks::Time
        } else if terms::OWNER_SLOTS.closes(&chars[..label]) {
            Asks::Owner
        } else if unit(chars, end).is_some() {
            Asks::Figure
        } else {
            Asks::Anything
        }
    }
}

/// by ____: a time in English.
fn by(chars: &[char], end: usize) -> bool {
    end >= 2 && matches(chars, end - 2, "by") && (end == 2 || !chars[end - 3].is_alphabetic())
}

/// The holes of a line, in their order.
pub(super) fn holes(chars: &[char], start: usize, end: usize) -> Vec<Hole> {
    let line = Line { chars: &chars[..end], start, owner: owner(chars, start, end) };
    let mut found: Vec<Hole> = Vec::new();
    let mut at = start;
    while at < end {
        let hit = line.at(at);
        if let Some(hole) = hit {
            found.push(hole);
        }
        at = hit.map_or(at + 1, |hole| hole.end.max(at + 1)).max(line.skip(at));
    }
    line.numbers(&mut found);
    found.extend(line.bare_number());
    planscore_stats::sort_by(&mut found, &|a, b| a.start.cmp(&b.start));
    found
}

struct Line<'a> {
    chars: &'a [char],
    start: usize,
    owner: Option<(usize, usize)>,
}

impl Line<'_> {
    fn owned(&self, at: usize) -> bool {
        self.owner.is_some_and(|(from, to)| from <= at && at < to)
    }

    /// Where an address, a number or a run of stars ends that begins here: no hole begins inside.
    fn skip(&self, at: usize) -> usize {
        let run =
            |test: &dyn Fn(char) -> bool| at + self.chars[at..].iter().take_while(|c| test(**c)).count();
        match self.chars[at] {
            'h' | 'w' => address(self.chars, at).unwrap_or(at),
            '0'..='9' => address(self.chars, at).unwrap_or_else(|| run(&|c| c.is_ascii_digit())),
            '*' => run(&|c| c == '*'),
            _ => at,
        }
    }

    /// The hole that begins at a character.
    fn at(&self, at: usize) -> Option<Hole> {
        let (kind, end) = match self.chars[at] {
            'X' | 'Y' | 'Z' | 'W' | 'N' | 'M' | 'x' | '×' => self.letters(at)?,
            '○' | '〇' | '□' => self.circles(at)?,
            '某' => self.somebody(at)?,
            '*' => self.stars(at)?,
            '1' | '2' => (Kind::Year, masked_year(self.chars, at)?),
            '_' => self.underscores(at)?,
            '【' | '[' | '(' => self.brackets(at)?,
            ' ' | '\t' => self.gap(at)?,
            '待' | 'T' => (Kind::Blank, self.to_come(at)?),
            '等' => (Kind::Blank, self.put_off(at)?),
            _ => return None,
        };
        Some(Hole { kind, start: at, end })
    }

    /// 等校长定了数再填: the whole value of a label or of a bracket.
    fn put_off(&self, at: usize) -> Option<usize> {
        let before =
            self.chars[self.start..at].iter().rposition(|c| *c != ' ').map(|i| self.chars[self.start + i]);
        let opens = before.is_some_and(|c| among(c, ":(|\t"));
        let end = (at..self.chars.len().min(at + 16))
            .find(|end| terms::FILLED_LATER.at(self.chars, *end).is_some())?;
        let stop = terms::FILLED_LATER.at(self.chars, end)?;
        let plain = self.chars[at..end].iter().all(|c| c.is_alphabetic());
        (opens && plain && self.closes(stop)).then_some(stop)
    }

    /// 待补充, TBD anywhere, 待定 where it is all that a label is followed by.
    fn to_come(&self, at: usize) -> Option<usize> {
        terms::TO_COME.at(self.chars, at).or_else(|| {
            let end = terms::UNDECIDED.at(self.chars, at)?;
            // All that a label is followed by, or all that stands in a cell.
            let before = self.chars[self.start..at]
                .iter()
                .rposition(|c| *c != ' ')
                .map(|last| self.chars[self.start + last]);
            // 责任人：财务部 待定: beside a place of work and nobody's name.
            let from = self.chars[self.start..at].iter().rposition(|c| among(*c, ":,;。|\t"));
            let beside = from.is_some_and(|from| {
                self.chars[self.start + from] == ':' && (2..=8).contains(&(at - self.start - from))
            }) && self.chars[at - 1] == ' ';
            let opens = beside || before.is_some_and(|c| among(c, ":,|\t@"));
            let next = blank(self.chars, end);
            let closes = next >= self.chars.len()
                || matches!(self.chars[next], '|' | '\t' | '。')
                || self.chars[end] == '\t';
            (opens && closes).then_some(end)
        })
    }

    /// 1、 and nothing after it: an item that was not written.
    fn bare_number(&self) -> Option<Hole> {
        let line = &self.chars[self.start..];
        let start = self.start + line.iter().position(|c| *c != ' ')?;
        let end = self.start + line.iter().rposition(|c| *c != ' ')? + 1;
        let (mark, digits) = self.chars[start..end].split_last()?;
        let numbered = matches!(mark, '、' | '.' | ')') && (1..=3).contains(&digits.len());
        let number = digits.iter().all(|c| c.is_ascii_digit() || *c == '(');
        (numbered && number).then_some(Hole { kind: Kind::Blank, start, end })
    }

    /// X万元, XX, ××: what a letter or crosses stand for, by what follows and whose place it is.
    fn letters(&self, at: usize) -> Option<(Kind, usize)> {
        let stop = hole(self.chars, at)?;
        let single = stop - at == 1;
        // 会籍经理 小X
        let called = at > self.start && matches!(self.chars[at - 1], '小' | '老' | '阿');
        let ends = self.chars.get(stop).is_none_or(|c| !c.is_alphanumeric());
        if self.owned(at) || called && ends && self.chars[at] == 'X' {
            return Some((Kind::Person, stop));
        }
        if let Some(quantity) = quantity_at(self.chars, at).filter(|quantity| quantity.hole) {
            return Some((if single { Kind::Letter } else { Kind::Masked }, quantity.number_end));
        }
        // X月至X月: a letter for a month or a day.
        if single && self.chars.get(stop).is_some_and(|c| among(*c, "月日号")) {
            return Some((Kind::Letter, stop));
        }
        // In quotes it is a name: the road “XX路”.
        let quoted = at > self.start && among(self.chars[at - 1], "“\"「『‘");
        if !single {
            return (!quoted).then_some((Kind::Masked, stop));
        }
        // 卖出Y立方米: a verb that counts, and what is counted.
        let noun = self.chars.get(stop).is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
        // 新签学校X所: or between two Chinese characters, but for 做X光.
        let han = at > self.start && self.chars[at - 1].is_alphabetic() && !self.chars[at - 1].is_ascii();
        let between = self.chars[at] == 'X'
            && han
            && !self.chars.get(stop).is_some_and(|c| among(*c, "光射线型片轴展系"));
        let counted = noun && (between || terms::COUNTS.closes(&self.chars[self.start..at]));
        (counted || self.chars[at] == 'X' && self.counts_nouns(at, stop)).then_some((Kind::Letter, stop))
    }

    /// in X countries: a letter that counts an English plural.
    fn counts_nouns(&self, at: usize, stop: usize) -> bool {
        let word: String = self
            .chars
            .get(stop + 1..)
            .unwrap_or_default()
            .iter()
            .take_while(|c| c.is_ascii_lowercase())
            .collect();
        let before =
            at >= self.start + 2 && self.chars[at - 1] == ' ' && self.chars[at - 2].is_ascii_lowercase();
        before && self.chars.get(stop) == Some(&' ') && word.len() > 3 && word.ends_with('s')
    }

    /// ○○%, ○○家.
    fn circles(&self, at: usize) -> Option<(Kind, usize)> {
        let stop = at + self.chars[at..].iter().take_while(|c| matches!(c, '○' | '〇' | '□')).count();
        let before = at > self.start && self.chars[at - 1].is_ascii_digit();
        (stop - at >= 2 && !before)
            .then_some((if self.owned(at) { Kind::Person } else { Kind::Masked }, stop))
    }

    /// 某某公司, 李某: a name that is not told.
    fn somebody(&self, at: usize) -> Option<(Kind, usize)> {
        let stop = at + 1 + usize::from(self.chars.get(at + 1) == Some(&'某'));
        let ends =
            self.chars.get(stop).is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit() || *c == '负');
        // 王某某担任: two of them after a family name are someone, whatever follows.
        let named = at > self.start && super::owner::family(self.chars[at - 1]) && (ends || stop - at == 2);
        if self.owned(at) || named {
            return Some((Kind::Person, stop));
        }
        (stop - at == 2).then_some((Kind::Masked, stop))
    }

    /// 林**, *负责, **家.
    fn stars(&self, at: usize) -> Option<(Kind, usize)> {
        let stop = self.skip(at);
        let named = at > self.start
            && super::owner::family(self.chars[at - 1])
            && self.chars.get(stop).is_none_or(|c| !c.is_alphanumeric());
        if self.owned(at) || named || terms::ANSWERS.at(self.chars, stop).is_some() {
            return Some((Kind::Person, stop));
        }
        let counts =
            unit(self.chars, stop).is_some() || self.chars.get(stop).is_some_and(|c| among(*c, "万亿千"));
        // 汇报人：***: all that a label is followed by.
        let before = self.chars[self.start..at].iter().rev().find(|c| **c != ' ');
        let alone = before == Some(&':') && self.chars.get(stop).is_none_or(|c| matches!(c, ' ' | '\t'));
        (stop - at >= 2 && (counts || alone)).then_some((Kind::Masked, stop))
    }

    fn underscores(&self, at: usize) -> Option<(Kind, usize)> {
        let mut stop = at + self.chars[at..].iter().take_while(|c| matches!(c, '_' | ' ')).count();
        while self.chars[stop - 1] == ' ' {
            stop -= 1;
        }
        (self.chars[at..stop].iter().filter(|c| **c == '_').count() >= 2).then_some((Kind::Blank, stop))
    }

    /// 【】, [ ], (请填写), [X]%, and [Manager name] after a label.
    fn brackets(&self, at: usize) -> Option<(Kind, usize)> {
        let open = self.chars[at];
        let close = match open {
            '【' => '】',
            '[' => ']',
            _ => ')',
        };
        let length = self.chars[at + 1..].iter().take(60).position(|c| *c == close)?;
        let stop = at + length + 2;
        let words = &self.chars[at + 1..stop - 1];
        let link = open == '[' && self.chars.get(stop) == Some(&'(');
        if length == 1 && open != '(' && hole(self.chars, at + 1) == Some(at + 2) {
            return Some((Kind::Letter, stop));
        }
        let empty = words.iter().all(|c| matches!(c, ' ' | '\t' | '_' | '…' | '.'));
        let task = open == '[' && length <= 1 && self.chars.get(stop) == Some(&' ') && length > 0;
        let spaced = open != '(' || length >= 1;
        // 【请描述本网点的客户结构】: what a template asks the writer to do; 请假 is a leave.
        let please =
            open != '(' && words.first() == Some(&'请') && !words.get(1).is_some_and(|c| among(*c, "假示教"));
        // [驾校名称], [城市名]
        let names = open == '[' && (2..=8).contains(&length) && !link && terms::WHAT_IS_ASKED.closes(words);
        // （此处根据实际情况补充促销方案）
        let hint = terms::IN_ITS_PLACE.at(words, 0).is_some() && terms::ASKS_TO_WRITE.within(words);
        // （待HR确认）
        let waits = words.first() == Some(&'待') && length <= 12 && terms::SETTLES.closes(words);
        let asks = please || names || hint || waits || terms::FILL_IN.within(words) && length <= 26;
        // The whole value of a label, in square brackets: the template's word for it.
        let label = (self.start..at).rev().find(|at| self.chars[*at] != ' ' && self.chars[*at] != '*');
        let whole = label.is_some_and(|at| self.chars[at] == ':')
            && blank(self.chars, stop) >= self.chars.len()
            && open == '['
            && length > 1;
        ((empty && !task && spaced && !link) || asks || whole && !link).then_some((Kind::Blank, stop))
    }

    /// 完成  万元, 20 年 月 日: a gap where a number belongs.
    fn gap(&self, at: usize) -> Option<(Kind, usize)> {
        if at == self.start || matches!(self.chars[at - 1], ' ' | '\t') {
            return None;
        }
        let stop = blank(self.chars, at);
        let before = self.chars[at - 1];
        let date = among(before, "年月") && self.chars.get(stop).is_some_and(|c| among(*c, "月日"));
        // Two blanks at least, or a tab would do: one may stand between any two words.
        // 新发展社区店 家: nor can a bare unit stand by itself.
        let alone =
            self.chars.get(stop).is_some_and(|c| terms::PURE_MEASURES.has(*c)) && before.is_alphabetic();
        let wide = (stop >= at + 2 || self.chars[at] == '\t' || alone)
            && (!before.is_ascii() || matches!(before, ':' | '('))
            // USD 1.86M: the number stands behind its currency.
            && !unit(self.chars, stop).is_some_and(|(end, ..)| self.chars.get(blank(self.chars, end)).is_some_and(char::is_ascii_digit))
            && (unit(self.chars, stop).is_some_and(|(end, ..)| self.closes(end))
                || self.chars.get(stop).is_some_and(|c| among(*c, "万亿"))
                    // 万小芹 is someone.
                    && (self.closes(stop + 1) || unit(self.chars, stop + 1).is_some_and(|(end, ..)| self.closes(end))));
        let kind = if alone && stop == at + 1 { Kind::Number } else { Kind::Blank };
        (date || wide).then_some((kind, stop))
    }

    /// True where a clause ends.
    fn closes(&self, at: usize) -> bool {
        self.chars.get(at).is_none_or(|c| among(*c, " ,。;、()|!?:以"))
    }

    /// Verbs and nouns with a unit and no number: 开发家, 达到万元, 门店家, 百分之.
    fn numbers(&self, found: &mut Vec<Hole>) {
        let mut free = self.start;
        for at in self.start..self.chars.len() {
            if at < free {
                continue;
            }
            // 万达中庭 is a place.
            if self.chars[at] == '达' && at > self.start && self.chars[at - 1] == '万' {
                continue;
            }
            let counts = terms::COUNTS.at(self.chars, at);
            let Some(end) = counts
                .and_then(|after| self.verb(at, after))
                .or_else(|| self.noun(at))
                .or_else(|| self.share(at))
                .or_else(|| self.counted(counts?))
            else {
                continue;
            };
            let taken = found.iter().any(|hole| hole.start < end && at < hole.end);
            if !taken {
                found.push(Hole { kind: Kind::Number, start: at, end });
            }
            free = end;
        }
    }

    /// 开发家新客户, 扩充至人, 完成业绩万元: a verb that counts, perhaps with its noun, and a unit.
    fn verb(&self, at: usize, after: usize) -> Option<usize> {
        if terms::NO_COUNTS.at(self.chars, at).is_some() {
            return None;
        }
        // 新增组: after a verb a group is counted as well.
        if self.chars.get(after) == Some(&'组') && self.closes(after + 1) {
            return Some(after + 1);
        }
        if let Some(end) = self.bare_unit(after) {
            return Some(end);
        }
        // The noun between has no figure in it, and ends before a unit of money or a share.
        (after + 1..self.chars.len().min(after + 7))
            .take_while(|to| self.chars[to - 1].is_alphabetic() && !among(self.chars[to - 1], "的"))
            .find_map(|to| self.money(to))
    }

    /// 万元 or 亿元 that ends a clause, with no number before it.
    fn money(&self, at: usize) -> Option<usize> {
        let end = terms::MONEY_UNITS.at(self.chars, at)?;
        let number = at > self.start
            && (self.chars[at - 1].is_ascii_digit()
                || among(self.chars[at - 1], "一二三四五六七八九十百千几数多余 XYZWNM_】]"));
        (self.closes(end) && !number).then_some(end)
    }

    /// The end of a unit that cannot stand without its number.
    fn bare_unit(&self, at: usize) -> Option<usize> {
        let next = blank(self.chars, at);
        if terms::PURE_UNITS.at(self.chars, next).is_some() {
            return Some(unit(self.chars, next).map_or(next + 2, |(end, ..)| end));
        }
        // 家 begins many words: only before a customer, or where the clause ends.
        let (end, ..) = unit(self.chars, next).filter(|_| next == at)?;
        let pure = terms::PURE_MEASURES.has(self.chars[next]) && end == next + 1;
        let counted = matches(self.chars, next, "家")
            && self.chars.get(next + 1).is_some_and(|c| among(*c, "新客企经代"))
            || matches(self.chars, next, "个")
                && self.chars.get(next + 1).is_some_and(|c| among(*c, "新老重大"))
            || matches(self.chars, next, "名新")
            || matches(self.chars, next, "次拜");
        (counted || pure && self.closes(end)).then_some(end)
    }

    /// 新开网点家: a noun with the unit that counts it, at the end of a clause.
    fn noun(&self, at: usize) -> Option<usize> {
        let after = terms::COUNTED_BY_JIA.at(self.chars, at)?;
        let clause = (self.start..at)
            .rev()
            .find(|at| among(self.chars[*at], ",。;、:()|"))
            .map_or(self.start, |at| at + 1);
        let verb = (clause..at).any(|from| terms::COUNTS.at(self.chars, from).is_some());
        (verb
            && self.chars.get(after) == Some(&'家')
            && self.closes(after + 1)
            && !self.chars[clause..after].iter().any(char::is_ascii_digit))
        .then_some(after + 1)
    }

    /// 销售校服万套, 签约学校所: a verb that counts, its noun, and a unit that ends the clause and no word.
    fn counted(&self, from: usize) -> Option<usize> {
        let longest = self.chars.len().min(from + 12);
        let end = (from..longest).find(|at| !self.chars[*at].is_alphabetic()).unwrap_or(longest);
        let [.., noun, scale, unit] = self.chars[from..end] else { return None };
        let numeric = |c: &char| super::number::digit(*c).is_some() || among(*c, "几数多余若");
        let pure = terms::PURE_MEASURES.has(unit) || unit == '所';
        let scaled = pure && among(scale, "万亿") && !numeric(&noun);
        // 散单客户户: the noun ends in the same letter as its unit.
        let doubled = pure && scale == unit;
        let alone = among(unit, "吨辆台套所个名") && !terms::NO_UNITS.closes(&self.chars[from..end]);
        let figures = self.chars[from..end].iter().any(numeric);
        // 售出私教课节以上
        let bound = super::bounds::bound_after(self.chars, end).is_some();
        ((self.closes(end) || bound) && (scaled || (doubled || alone) && !figures)).then_some(end)
    }

    /// 占市场份额的%, 达到百分之, and further shares: 、%的推荐率.
    fn share(&self, at: usize) -> Option<usize> {
        if matches(self.chars, at, "百分之") && self.closes(at + 3) {
            return Some(at + 3);
        }
        let sign = blank(self.chars, at + 1);
        if self.chars.get(sign) != Some(&'%') || self.chars[at] == ' ' {
            return None;
        }
        let named = among(self.chars[at], "的占到为至达");
        let further = among(self.chars[at], ",、") && self.chars.get(sign + 1) == Some(&'的');
        (named || further).then_some(sign + 1)
    }
}

/// 20XX, 20××, 201*, 202X, 20 年: a year with its digits masked.
pub(super) fn masked_year(chars: &[char], at: usize) -> Option<usize> {
    if at > 0 && chars[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let masked = |c: char| matches!(c, 'X' | 'x' | '×' | '*' | '_' | '?' | '〇' | '○');
    let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    let century = matches(chars, at, "20") || matches(chars, at, "19");
    if !(2..=3).contains(&digits) || !century {
        return None;
    }
    let masks = chars[at + digits..].iter().take_while(|c| masked(**c)).count();
    let end = at + digits + masks;
    let next = blank(chars, end);
    let year = chars.get(next) == Some(&'年');
    if masks == 0 {
        // 20 年 月 日, on a form.
        let form = year && next > end && chars.get(blank(chars, next + 1)) == Some(&'月');
        return form.then_some(next + 1);
    }
    let full = digits + masks == 4 || year;
    // 200× is a year only where the text says so; 20__ alone is a blank.
    let last = chars[end - 1];
    (full && (year || masks + digits == 4 && (!last.is_ascii_punctuation() || last == '*'))).then_some(end)
}
