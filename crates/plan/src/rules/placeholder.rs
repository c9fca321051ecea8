//! P: what was left blank.

use crate::finding::{Rule, Sink, rule, short};
use crate::lexicon::{Word, contains_any};
use crate::number::among;
use crate::number::{address, blank};
use crate::outline::Shape;
use crate::owner::owner;
use crate::quantity::{hole, matches, one_of, quantity_at, unit, word_where};
use crate::report::Severity::{Error, Info, Warning};

const P001: Rule = rule(
    "P001",
    Error,
    0.97,
    ("数值没有填：{0}", "a figure is not filled in: {0}"),
    ("把字母换成确定的数值", "put a definite figure in place of the letter"),
);
const P002: Rule = rule(
    "P002",
    Error,
    0.95,
    ("内容没有填：{0}", "not filled in: {0}"),
    ("写出具体的数值或名称", "write the figure or the name"),
);
const P003: Rule = rule(
    "P003",
    Error,
    0.97,
    ("年份没有填：{0}", "the year is masked: {0}"),
    ("写出四位数的年份", "write the year in four digits"),
);
const P004: Rule =
    rule("P004", Error, 0.97, ("空白没有填：{0}", "a blank is left: {0}"), ("填上内容", "fill it in"));
const P005: Rule = rule(
    "P005",
    Warning,
    0.85,
    ("「{0}」后面没有内容", "nothing follows “{0}”"),
    ("填上内容，或删去这一项", "fill it in, or remove the label"),
);
const P006: Rule = rule(
    "P006",
    Error,
    0.85,
    ("数字缺失：{0}", "a number is missing: {0}"),
    ("在单位前补上数字", "put the number before the unit"),
);
const P007: Rule = rule(
    "P007",
    Warning,
    0.95,
    ("负责人没有写明：{0}", "the owner is masked: {0}"),
    ("写出姓名或岗位", "write a name or a position"),
);
const P008: Rule = rule(
    "P008",
    Info,
    0.8,
    ("目标仍写作举例：{0}", "the goal is still given as an example: {0}"),
    ("确认数值后删去「例如」", "settle the figure and drop “for example”"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for line in model.outline.lines.0..model.outline.lines.1 {
        let at = model.text.lines[line];
        if !matches!(model.outline.block(line).shape, Shape::Blank | Shape::TableRule) {
            scan(sink, at.start, at.end);
            deleted_numbers(sink, at.start, at.end);
        }
        label(sink, line);
    }
    examples(sink);
}

/// One pass over a line for everything that stands in the place of content.
#[inline(never)]
fn scan(sink: &mut Sink, start: usize, end: usize) {
    let model = sink.model;
    let chars = &model.text.chars[..end];
    let mut at = start;
    let mut owner_at: Option<Option<(usize, usize)>> = None;
    while at < end {
        let c = chars[at];
        let mut found: Option<(&Rule, usize)> = None;
        match c {
            'X' | 'Y' | 'Z' | 'W' | 'N' | 'M' | 'x' | '×' => {
                if let Some(stop) = hole(chars, at) {
                    let quantity = quantity_at(chars, at).filter(|q| q.hole);
                    let single = stop - at == 1;
                    let person = *owner_at.get_or_insert_with(|| owner(chars, start, end));
                    if person.is_some_and(|(from, to)| from <= at && at < to) {
                        found = Some((&P007, stop));
                    } else if let Some(quantity) = quantity {
                        let rule = if single { &P001 } else { &P002 };
                        found = Some((rule, quantity.number_end));
                    } else if !single {
                        found = Some((&P002, stop));
                    }
                }
            }
            '某' => {
                let stop = at + 1 + usize::from(chars.get(at + 1) == Some(&'某'));
                let person = *owner_at.get_or_insert_with(|| owner(chars, start, end));
                if person.is_some_and(|(from, to)| from <= at && at < to) {
                    found = Some((&P007, stop));
                } else if stop - at == 2 {
                    found = Some((&P002, stop));
                }
            }
            '*' => {
                let stop = at + chars[at..].iter().take_while(|c| **c == '*').count();
                let person = *owner_at.get_or_insert_with(|| owner(chars, start, end));
                if person.is_some_and(|(from, to)| from <= at && at < to) {
                    found = Some((&P007, stop));
                } else if stop - at >= 2
                    && (unit(chars, stop).is_some() || chars.get(stop).is_some_and(|c| among(*c, "万亿千")))
                {
                    found = Some((&P002, stop));
                } else {
                    at = stop;
                    continue;
                }
            }
            '0'..='9' => {
                if let Some(stop) = masked_year(chars, at) {
                    found = Some((&P003, stop));
                } else if let Some(next) = address(chars, at) {
                    at = next;
                    continue;
                } else {
                    at += chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
                    continue;
                }
            }
            '_' => {
                let stop = at + chars[at..].iter().take_while(|c| matches!(c, '_' | ' ')).count();
                let count = chars[at..stop].iter().filter(|c| **c == '_').count();
                let mut stop = stop;
                while chars[stop - 1] == ' ' {
                    stop -= 1;
                }
                if count >= 2 {
                    found = Some((&P004, stop));
                }
            }
            '【' | '[' | '(' => {
                let close = match c {
                    '【' => '】',
                    '[' => ']',
                    _ => ')',
                };
                let inner = chars[at + 1..].iter().take(26).position(|c| *c == close);
                if let Some(length) = inner.filter(|length| *length <= 24) {
                    let words = &chars[at + 1..at + 1 + length];
                    let empty = words.iter().all(|c| matches!(c, ' ' | '_' | '…' | '.'));
                    let task = c == '[' && (length <= 1 || chars.get(at + length + 2) == Some(&'('));
                    let spaced = c != '(' || length >= 1;
                    let asks = contains_any(words, "请填写 待填 填写 待补充 请补充 请输入 TODO TBD 待定");
                    if (empty && !task && spaced) || asks {
                        found = Some((&P004, at + length + 2));
                    }
                }
            }
            '待' | 'T' => {
                let words = "待补充 待完善 待填写 待填 TBD TODO";
                if let Some(stop) = one_of(chars, at, words) {
                    found = Some((&P004, stop));
                }
            }
            'h' | 'w' => {
                if let Some(next) = address(chars, at) {
                    at = next;
                    continue;
                }
            }
            _ => {}
        }
        match found {
            Some((rule, stop)) => {
                report(sink, rule, at, stop, end);
                at = stop.max(at + 1);
            }
            None => at += 1,
        }
    }
}

/// 20XX, 20××, 201*, 202X: a year with its digits masked.
#[inline(never)]
fn masked_year(chars: &[char], at: usize) -> Option<usize> {
    if at > 0 && chars[at - 1].is_ascii_alphanumeric() || !matches!(chars[at], '1' | '2') {
        return None;
    }
    let masked = |c: char| matches!(c, 'X' | 'x' | '×' | '*' | '_' | '?' | '〇' | '○');
    let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    if !(2..=3).contains(&digits) {
        return None;
    }
    let masks = chars[at + digits..].iter().take_while(|c| masked(**c)).count();
    let end = at + digits + masks;
    let year = chars.get(blank(chars, end)) == Some(&'年');
    let full = digits + masks == 4 || year && masks > 0;
    let century = matches(chars, at, "20") || matches(chars, at, "19");
    // 200× is a year only where the text says so; 20__ alone is a blank.
    (full
        && masks > 0
        && century
        && (year || masks + digits == 4 && !chars[end - 1].is_ascii_punctuation() || chars[end - 1] == '*'))
        .then_some(end)
}

/// 开发家新客户, 达到万元, 增长%, 占市场份额的%: the number before the unit was deleted.
#[inline(never)]
fn deleted_numbers(sink: &mut Sink, start: usize, end: usize) {
    let model = sink.model;
    let chars = &model.text.chars[..end];
    let mut free = start;
    let mut told: Vec<usize> = Vec::new();
    for hit in model.text.words(start, end).filter(|hit| hit.word == Word::Counts) {
        if hit.start() < free {
            continue;
        }
        free = hit.start() + 1;
        let Some(stop) = unit_alone(chars, hit.end()) else { continue };
        report(sink, &P006, hit.start(), stop, end);
        told.push(stop);
        free = stop;
    }
    // 占市场份额的%, and further shares: 、%的推荐率.
    for at in (start + 1..end).filter(|at| chars[*at] == '%') {
        let before = (start..at).rev().find(|at| chars[*at] != ' ').unwrap_or(start);
        let named = among(chars[before], "的占到为至达");
        let further = among(chars[before], ",、") && chars.get(at + 1) == Some(&'的');
        if (named || further) && !told.contains(&(at + 1)) {
            report(sink, &P006, before, at + 1, end);
        }
    }
}

/// The end of a unit that cannot stand without its number.
#[inline(never)]
fn unit_alone(chars: &[char], at: usize) -> Option<usize> {
    let next = blank(chars, at);
    if ["万元", "亿元", "%", "个百分点", "万人", "人次"].iter().any(|unit| matches(chars, next, unit))
    {
        return Some(unit(chars, next).map_or(next + 2, |(end, ..)| end));
    }
    // 家 begins many words: only before a customer.
    let counted = matches(chars, next, "家")
        && chars.get(next + 1).is_some_and(|c| among(*c, "新客企经代以,。"))
        || matches(chars, next, "个") && chars.get(next + 1).is_some_and(|c| among(*c, "新老重大"))
        || matches(chars, next, "名新")
        || matches(chars, next, "次拜");
    (counted && next == at).then_some(next + 1)
}

/// Reports a range with some of what stands after it.
#[inline(never)]
fn report(sink: &mut Sink, rule: &Rule, at: usize, stop: usize, end: usize) {
    let chars = &sink.model.text.chars;
    let after = (stop..end.min(stop + 4)).take_while(|i| !among(chars[*i], ",。;:、() ")).count();
    let shown = short(&chars[at..stop + after]);
    let detail = rule.code == "P004" && detail(chars, at, stop);
    sink.report(rule, at, stop, &[&shown]).detail = detail;
}

/// True of a blank for an owner or a time: 负责人：____, ____年, ____前.
#[inline(never)]
fn detail(chars: &[char], at: usize, stop: usize) -> bool {
    const LABELS: &str = "负责人 责任人 时间 日期 期限 owner due by";
    let mut label = at;
    while label > 0 && matches!(chars[label - 1], ' ' | ':') {
        label -= 1;
    }
    chars.get(stop).is_some_and(|c| among(*c, "年月日前"))
        || word_where(LABELS, &|word| {
            label.checked_sub(word.chars().count()).is_some_and(|from| matches(chars, from, word))
        })
        .is_some()
}

/// A label that asks for something and has nothing after it.
#[inline(never)]
fn label(sink: &mut Sink, line: usize) {
    const FORM: &str = "负责人 责任人 完成时间 截止时间 截止日期 完成日期 时间 日期 预算 金额 目标值 部门 编制人 姓名 联系电话 审批人 数值 基线 owner deadline budget";
    let model = sink.model;
    let block = *model.outline.block(line);
    if !block.content() || !block.bare_label() {
        return;
    }
    let name = model.chars((block.start, block.label_end));
    let form = word_where(FORM, &|word| name.len() <= word.chars().count() + 2 && contains_any(name, word))
        .is_some();
    let last = model.outline.lines.1;
    let next = (line + 1..last).find(|l| model.outline.block(*l).shape != Shape::Blank);
    let section = block.section;
    let ends = next.is_none_or(|next| {
        model.outline.block(next).section != section || model.outline.block(next).shape == Shape::Heading
    });
    // A parent's title that is repeated, empty, after its list is an artefact of copying.
    let repeated = (model.outline.lines.0..line).rev().take(60).any(|before| {
        let other = model.outline.block(before);
        other.section == section && other.bare_label() && model.chars((other.start, other.label_end)) == name
    });
    let depth = |b: &crate::outline::Block| if let Shape::Item(depth) = b.shape { Some(depth) } else { None };
    let figure = model.text.metric(block.start, block.label_end).is_some()
        && name.len() <= 12
        && !contains_any(name, "指标")
        && {
            // A figure's label: its siblings have their text on the same line.
            next.is_some_and(|next| {
                let below = model.outline.block(next);
                depth(below).is_some()
                    && depth(below) == depth(&block)
                    && model.text.metric(below.start, below.label_end).is_some()
            })
        };
    let group_goes_on = next.is_some_and(|next| {
        depth(model.outline.block(next)).zip(depth(&block)).is_some_and(|(below, own)| below > own)
    });
    if repeated || group_goes_on || !(form || figure || ends) {
        return;
    }
    let shown = short(name);
    sink.report(&P005, block.start, block.label_end, &[&shown]);
}

#[inline(never)]
fn examples(sink: &mut Sink) {
    let model = sink.model;
    let mut last_line = usize::MAX;
    for aim in &model.aims {
        if !aim.example || aim.line == last_line {
            continue;
        }
        last_line = aim.line;
        let block = model.outline.block(aim.line);
        let Some(hit) = model.text.find(Word::Example, block.start, block.end) else { continue };
        let (from, mut to) = (hit.start(), hit.end());
        if model.text.chars.get(to) == Some(&',') {
            to += 1;
        }
        let shown = short(&model.text.chars[aim.start..aim.end.max(aim.start)]);
        sink.report(&P008, from, to, &[&shown]).change(crate::finding::Change::Replace(
            from,
            to,
            String::new(),
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            ("P001", "一、目标\n- 销售额达到X万元\n", "一、目标\n- 产品A面向B端和C端的A类客户做POC\n"),
            ("P002", "一、目标\n- 年度采购额超过XX的客户\n", "一、目标\n- 年度采购额超过50万元的客户\n"),
            ("P003", "一、目标\n- 20XX年销售额达到100万元\n", "一、目标\n- 2026年销售额达到100万元\n"),
            ("P004", "一、目标\n- 销售额达到____万元\n", "一、目标\n- **销售额**达到100万元\n"),
            (
                "P005",
                "一、目标\n- 销售额达到100万元\n- 负责人：\n",
                "一、目标\n- 销售额达到100万元\n- 负责人：李明\n",
            ),
            (
                "P006",
                "一、目标\n- 开发家新客户，销售额达到万元\n",
                "一、目标\n- 开发家居行业新客户，销售额达到80万元\n",
            ),
            (
                "P007",
                "一、目标\n- 销售额达到100万元，负责人：张**\n",
                "一、目标\n- 销售额达到100万元，负责人：张三\n",
            ),
            (
                "P008",
                "一、目标\n- 销售额：设定目标，例如，达到100万元\n",
                "一、目标\n- 销售额：达到100万元\n",
            ),
        ]);
    }
}
