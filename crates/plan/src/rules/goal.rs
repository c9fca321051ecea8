//! G: goals that can be met or missed.

use crate::figures::Figure;
use crate::finding::{Change, Rule, Sink, figure, rule, short};
use crate::goal::{Aim, prefix_bound};
use crate::lexicon::{self, contains_any};
use crate::outline::SectionKind;
use crate::quantity::{Bound, Measure, Quantity, matches, word_where};
use crate::report::Severity::{Error, Info, Warning};
use planscore_base::catalog::{Direction, Unit};
use planscore_base::target::Target;

const G001: Rule = rule(
    "G001",
    Error,
    0.95,
    ("没有一个目标有数值", "no goal has a figure"),
    (
        "至少为销售额、回款率等核心指标写出数值、期限和负责人",
        "state figure, deadline and owner at least for sales and collection",
    ),
);
const G002: Rule = rule(
    "G002",
    Warning,
    0.85,
    ("目标没有数值：{0}", "the goal has no figure: {0}"),
    (
        "写出指标、数值和期限，如「2026年12月31日前达到95%」",
        "state figure, value and date, such as “95 % by 31 December”",
    ),
);
const G003: Rule = rule(
    "G003",
    Warning,
    0.9,
    ("目标没有期限：{0}", "the goal has no deadline: {0}"),
    ("补上完成日期", "add the date by which"),
);
const G004: Rule = rule(
    "G004",
    Warning,
    0.75,
    ("目标没有负责人：{0}", "nobody answers for the goal: {0}"),
    ("补上「负责人：姓名」", "add an owner by name"),
);
const G005: Rule = rule(
    "G005",
    Warning,
    0.85,
    ("目标是相对变化，没有写基数：{0}", "a change without its baseline: {0}"),
    ("写明从多少到多少，如「由8%提升至11%」", "say from what to what, such as “from 8 % to 11 %”"),
);
const G006: Rule = rule(
    "G006",
    Warning,
    0.7,
    ("分不清是百分点还是百分比：{0}", "percent or percentage points? {0}"),
    (
        "比率的增减写「百分点」；相对变化写明「相对提高」",
        "a rate moves by percentage points; say “relatively” if you mean percent",
    ),
);
const G006_MONEY: Rule = rule(
    "G006",
    Warning,
    0.9,
    ("「{0}」不是比率，不能按百分点增减：{1}", "{0} is no rate and does not move by percentage points: {1}"),
    ("改为百分比", "write percent"),
);
const G007: Rule = rule(
    "G007",
    Warning,
    0.9,
    ("「{0}」不用百分点计量：{1}", "{0} is not measured in percentage points: {1}"),
    (
        "净推荐值是 −100 到 100 的分数，写作「分」",
        "the net promoter score runs from −100 to 100: write points",
    ),
);
const G007_UNIT: Rule = rule(
    "G007",
    Warning,
    0.8,
    ("「{0}」的单位不对：{1}", "the unit does not fit {0}: {1}"),
    ("{0}应以{2}计", "{0} is counted in {2}"),
);
const G008: Rule = rule(
    "G008",
    Error,
    0.95,
    ("基数加变化等于 {0}，写的目标是 {1}", "baseline and change make {0}, the target says {1}"),
    ("核对三个数，改正其中一个", "check the three figures and correct one"),
);
const G009: Rule = rule(
    "G009",
    Error,
    0.9,
    ("「{0}」不可能是这个数：{1}", "{0} cannot be this: {1}"),
    ("改为可能的数值", "write a value that is possible"),
);
const G010: Rule = rule(
    "G010",
    Warning,
    0.85,
    ("用词自相矛盾：{0}", "the wording contradicts itself: {0}"),
    ("只留下限、上限或范围之一", "keep one of: a floor, a ceiling, a range"),
);
const G011: Rule = rule(
    "G011",
    Error,
    0.85,
    ("「{0}」有两个不同的目标：{1} 与 {2}（第 {3} 行）", "{0} has two targets: {1} and {2} (line {3})"),
    ("统一为一个数值", "settle on one value"),
);
const G012: Rule = rule(
    "G012",
    Warning,
    0.9,
    ("期限 {0} 不在计划期内（{1} 至 {2}）", "the deadline {0} is outside the plan's period ({1} to {2})"),
    ("改正日期，或改正计划期", "correct the date, or the period"),
);
const G013: Rule = rule(
    "G013",
    Info,
    0.7,
    ("目标「{0}」没有对应的考核指标", "no key figure judges the goal “{0}”"),
    ("在绩效考核中加上这一指标", "add it to the key figures"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    if !model.aims.iter().any(|aim| aim.quantity.is_some())
        && !model.open.iter().any(|line| blank_only(sink, *line))
    {
        match model.outline.of_kind(SectionKind::Goals).find(|part| !part.empty) {
            Some(part) => {
                sink.report(&G001, part.heading.0, part.heading.1, &[]);
            }
            // Without the section, S001 says so already, unless goals stand elsewhere without figures.
            None if !model.open.is_empty() => {
                sink.report_end(&G001, model.open[0], &[]);
            }
            None => {}
        }
    }
    for &line in &model.open {
        let block = model.outline.block(line);
        if blank_only(sink, line) {
            continue;
        }
        let shown = short(model.chars((block.start, block.end)));
        sink.report(&G002, block.start, block.end, &[&shown]);
    }
    for aim in &model.aims {
        let shown = short(model.chars((aim.start, aim.end)));
        smart(sink, aim, &shown);
        units(sink, aim, &shown);
        values(sink, aim, &shown);
    }
    wording(sink);
    conflicts(sink);
    links(sink);
}

/// A line whose figures are blanks is a placeholder's matter.
#[inline(never)]
fn blank_only(sink: &Sink, line: usize) -> bool {
    let block = sink.model.outline.block(line);
    contains_any(sink.model.chars((block.start, block.end)), "__ 【】 待定 待补充 待填 TBD")
}

#[inline(never)]
fn smart(sink: &mut Sink, aim: &Aim, shown: &str) {
    let model = sink.model;
    let block = model.outline.block(aim.line);
    match aim.due {
        None if !blank_only(sink, aim.line) => {
            let text = sink.locale.pick("，____年__月__日前完成", ", by ____");
            sink.report(&G003, aim.start, aim.end, &[shown]).change(Change::After(aim.end, text.to_owned()));
        }
        Some(due) => {
            if let Some((day, (first, last))) = due.day.zip(model.period)
                && !(first..=last).contains(&day)
            {
                let (day, first, last) = (day.to_string(), first.to_string(), last.to_string());
                sink.report(&G012, due.start, due.end, &[&day, &first, &last]);
            }
        }
        None => {}
    }
    if aim.owner.is_none() && !blank_only(sink, aim.line) {
        let mut at = block.end;
        while at > block.start + 1 && matches!(model.text.chars[at - 1], '。' | ';' | '.' | ' ') {
            at -= 1;
        }
        let text = sink.locale.pick("，负责人：____", ", owner: ____");
        sink.report(&G004, aim.start, aim.end, &[shown]).change(Change::After(at, text.to_owned()));
    }
    let relative =
        matches!(aim.target, Target::Growth { .. } | Target::Reduction { .. } | Target::Points { .. });
    if relative && aim.baseline.is_none() {
        sink.report(&G005, aim.start, aim.end, &[shown]);
    }
}

/// What a figure of each unit may be stated in.
#[inline(never)]
fn fits(unit: Unit, measure: Measure) -> bool {
    match measure {
        Measure::None | Measure::Times => true,
        Measure::Money => unit == Unit::Cny,
        Measure::Percent | Measure::Points => unit == Unit::Ratio,
        Measure::Count => unit == Unit::Count,
        Measure::Days | Measure::Hours => matches!(unit, Unit::Days | Unit::Hours),
        Measure::Score => matches!(unit, Unit::Points | Unit::Score),
    }
}

#[inline(never)]
fn units(sink: &mut Sink, aim: &Aim, shown: &str) {
    let Some(entry) = aim.metric.and_then(lexicon::entry_of) else { return };
    let Some(quantity) = aim.quantity else { return };
    let chars = &sink.model.text.chars;
    let changing = aim.change.is_some();
    if quantity.measure == Measure::Points && matches!(entry.unit, Unit::Points | Unit::Score) {
        let unit_text = sink.locale.pick("分", " points");
        let from = (quantity.start..quantity.end)
            .find(|at| matches(chars, *at, "个百分点") || matches(chars, *at, "百分点"));
        let draft = sink.report(&G007, aim.start, aim.end, &[&aim.name, shown]);
        if let Some(from) = from {
            draft.change(Change::Replace(from, quantity.end, unit_text.to_owned()));
        }
        return;
    }
    if quantity.measure == Measure::Points && entry.unit != Unit::Ratio {
        sink.report(&G006_MONEY, aim.start, aim.end, &[&aim.name, shown]);
        return;
    }
    if changing && quantity.measure == Measure::Percent {
        // A rate that rises by 3%: by three points, or from 10 % to 10.3 %?
        let said = contains_any(&chars[aim.start.saturating_sub(6)..aim.end], "相对 同比 环比");
        if entry.unit == Unit::Ratio && aim.level.is_none() && !said {
            let from = quantity.number_end - 1;
            let draft = sink.report(&G006, aim.start, aim.end, &[shown]);
            if chars[from] == '%' && from > quantity.start {
                draft.change(Change::Replace(from, quantity.number_end, "个百分点".to_owned()));
            }
        }
        return;
    }
    // A satisfaction score out of five or a hundred is told in 分, a sold volume in any unit.
    let scored = entry.id == "csat" && matches!(quantity.measure, Measure::Score | Measure::None);
    let volume =
        entry.id == "key_product_volume" && !matches!(quantity.measure, Measure::Days | Measure::Hours);
    if !(fits(entry.unit, quantity.measure) || scored || volume) {
        let wanted = match entry.unit {
            Unit::Cny => sink.locale.pick("元", "money"),
            Unit::Ratio => sink.locale.pick("百分比", "percent"),
            Unit::Count => sink.locale.pick("个数", "a count"),
            Unit::Days => sink.locale.pick("天", "days"),
            Unit::Hours => sink.locale.pick("小时", "hours"),
            Unit::Points | Unit::Score => sink.locale.pick("分", "points"),
        };
        sink.report(&G007_UNIT, aim.start, aim.end, &[&aim.name, shown, wanted]);
    }
}

/// Ratios that may pass 100 %.
const UNBOUNDED: &str = "roi new_customer_dev_rate individual_attainment";

#[inline(never)]
fn values(sink: &mut Sink, aim: &Aim, shown: &str) {
    let Some(quantity) = aim.quantity.filter(|q| !q.hole) else { return };
    let entry = aim.metric.and_then(lexicon::entry_of);
    let rate =
        entry.is_some_and(|e| e.unit == Unit::Ratio && word_where(UNBOUNDED, &|id| id == e.id).is_none());
    let impossible = match aim.change {
        None => {
            rate && quantity.measure == Measure::Percent && (quantity.high > 1.0 || quantity.low < 0.0)
                || entry.is_some_and(|e| e.id == "nps") && quantity.high.abs() > 100.0
        }
        Some(down) => {
            down && quantity.measure == Measure::Percent && quantity.high >= 1.0
                || rate && quantity.measure == Measure::Points && quantity.high.abs() > 1.0
        }
    };
    if impossible {
        sink.report(&G009, aim.start, aim.end, &[&aim.name, shown]);
    }
    let Some((baseline, level)) = aim.baseline.zip(aim.level).filter(|(b, l)| !b.hole && !l.hole) else {
        return;
    };
    let expected = match aim.change {
        Some(down) => {
            let by = if down { -quantity.low } else { quantity.low };
            match quantity.measure {
                Measure::Percent | Measure::Times => baseline.low * (1.0 + by),
                Measure::Points if matches!(baseline.measure, Measure::Percent) => baseline.low + by,
                Measure::Points => baseline.low + by * 100.0,
                _ => baseline.low + by,
            }
        }
        None => return,
    };
    let tolerance = 0.005 * expected.abs().max(level.low.abs()) + 1e-9;
    if (expected - level.low).abs() > tolerance {
        let (wanted, said) = (amount(expected, &level), amount(level.low, &level));
        sink.report(&G008, aim.start, aim.end, &[&wanted, &said]);
    }
}

/// A value as its quantity states it.
#[inline(never)]
fn amount(value: f64, like: &Quantity) -> String {
    match like.measure {
        Measure::Percent | Measure::Points => figure((value * 1e6).round() / 1e4) + "%",
        Measure::Money if value.abs() >= 1e4 => figure(value / 1e4) + "万",
        _ => figure(value),
    }
}

/// 至少1-2名, 不低于95%以下, 至少10家左右.
#[inline(never)]
fn wording(sink: &mut Sink) {
    let model = sink.model;
    let chars = &model.text.chars;
    let (first, last) = model.outline.lines;
    for (line, quantity) in (first..last).flat_map(|line| {
        model.quantities_in(line, line + 1).iter().map(move |quantity| (&model.text.lines[line], quantity))
    }) {
        let (from, before) = prefix_bound(chars, line.start, quantity.start);
        let about = contains_any(&chars[quantity.end..line.end.min(quantity.end + 2)], "左右 上下");
        let floor = matches!(before, Some(Bound::AtLeast));
        let ceiling = matches!(before, Some(Bound::AtMost));
        let contradicts = (floor || ceiling) && quantity.high > quantity.low
            || floor && matches!(quantity.bound, Some(Bound::AtMost | Bound::Below))
            || ceiling && matches!(quantity.bound, Some(Bound::AtLeast | Bound::Above))
            || (floor || ceiling || quantity.bound.is_some()) && about;
        if contradicts {
            let end = quantity.end + if about { 2 } else { 0 };
            let shown = short(&chars[from..end]);
            sink.report(&G010, from, end, &[&shown]);
        }
    }
}

/// A level that a target asks for, whatever its form.
#[inline(never)]
fn level(target: &Target) -> Option<f64> {
    target.resolve(None)
}

/// One figure with two targets, among the goals and against the key figures.
#[inline(never)]
fn conflicts(sink: &mut Sink) {
    let model = sink.model;
    // 产品A: 300万元 is about a part.
    let of_part = |aim: &Aim| {
        let label = model.outline.block(aim.line);
        let named = (label.start, label.label_end.min(aim.start));
        label.label_end > label.start
            && label.label_end <= aim.start
            && model.text.metric(named.0, named.1).is_none()
            && !contains_any(model.chars(named), "目标 总 全年 年度 年 指标 业绩 任务 销售 完成 实现")
    };
    // Scoped goals (每月, 人均, 华东) are about something else.
    let scoped = |aim: &Aim| {
        let from = model.text.lines[aim.line].start.max(aim.start.saturating_sub(12));
        contains_any(
            &model.text.chars[from..aim.end],
            "每 各 单月 单季 人均 月均 季度 月度 上半年 下半年 Q1 Q2 Q3 Q4 小组 区域 分公司 大区 地区 事业部 门店 华东 华南 华北 华中 西南 西北 东北",
        ) || of_part(aim)
    };
    let whole: Vec<&Aim> = model
        .aims
        .iter()
        .filter(|aim| aim.quantity.is_some_and(|q| !q.hole) && aim.metric.is_some() && !scoped(aim))
        .collect();
    let differs = |a: f64, b: f64| (a - b).abs() > 0.002 * a.abs().max(b.abs()) + 1e-9;
    let mut seen: Vec<&Aim> = Vec::new();
    for aim in whole {
        let Some(value) = level(&aim.target) else { continue };
        let twin = seen.iter().find(|other| {
            other.metric == aim.metric
                && other.name == aim.name
                && other.due.map(|d| d.day) == aim.due.map(|d| d.day)
        });
        match twin {
            Some(twin) => {
                if let (Some(first), Some(a), Some(b)) = (level(&twin.target), aim.quantity, twin.quantity)
                    && a.measure == b.measure
                    && differs(first, value)
                {
                    let (this, that) = (amount(value, &a), amount(first, &b));
                    let line = model.text.number(twin.line).to_string();
                    sink.report(&G011, aim.start, aim.end, &[&aim.name, &this, &that, &line])
                        .against(twin.line);
                }
            }
            None if seen.len() < 400 => seen.push(aim),
            None => {}
        }
    }
    for item in &model.figures {
        let Some(target) = item.target.as_ref().and_then(level) else { continue };
        let Some(aim) = seen.iter().find(|aim| aim.metric == item.metric) else { continue };
        let (Some(value), Some(quantity)) = (level(&aim.target), aim.quantity) else { continue };
        let same_name = item.name == aim.name || lexicon::entry_of(item.metric.unwrap_or(u16::MAX)).is_some();
        if same_name && differs(value, target) {
            let like = Quantity { measure: level_measure(&quantity), ..quantity };
            let (this, that) = (amount(target, &like), amount(value, &like));
            let line = model.text.number(aim.line).to_string();
            let (start, end) = item.target_at.unwrap_or((item.start, item.end));
            sink.report(&G011, start, end, &[&item.name, &this, &that, &line]).against(aim.line);
        }
    }
}

/// The measure of the level that a change leads to.
#[inline(never)]
fn level_measure(quantity: &Quantity) -> Measure {
    if quantity.measure == Measure::Points { Measure::Percent } else { quantity.measure }
}

/// Goals that no key figure judges.
#[inline(never)]
fn links(sink: &mut Sink) {
    let model = sink.model;
    if model.figures.len() < 2 {
        return;
    }
    let mut named: Vec<u16> = Vec::new();
    for aim in model.aims.iter().filter(|aim| aim.quantity.is_some() && !aim.example) {
        let Some(metric) = aim.metric.filter(|metric| lexicon::entry_of(*metric).is_some()) else { continue };
        // 销售额完成率 judges 销售额.
        let judges = |item: &Figure| related(item.metric, metric) || item.name.starts_with(&aim.name);
        if named.contains(&metric) || model.figures.iter().take(400).any(judges) {
            continue;
        }
        named.push(metric);
        sink.report(&G013, aim.start, aim.end, &[&aim.name]);
    }
}

/// The same figure, or one that is made of it.
#[inline(never)]
fn related(item: Option<u16>, goal: u16) -> bool {
    let id = |metric: u16| lexicon::id_of(metric);
    let Some(item) = item else { return false };
    let (a, b) = (id(item), id(goal));
    let both = |x: &str, y: &str| a == x && b == y || a == y && b == x;
    let stage = |name: &str| {
        name.ends_with("_to_opp_rate")
            || name.ends_with("_to_mql_rate")
            || name == "mql_to_sql_rate"
            || name == "opp_to_won_rate"
    };
    a == b
        || both("gross_margin_rate", "gross_profit_contribution")
        || both("new_customers", "new_customer_dev_rate")
        || a == "lead_conversion_rate" && stage(b)
        || a == "process_index"
            && lexicon::entry_of(goal)
                .is_some_and(|e| e.direction == Direction::Higher && e.unit == Unit::Count)
        || both("sales_cycle", "stage_duration")
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            ("G001", "一、目标\n- 进一步提升客户体验\n", "一、目标\n- 销售额达到100万元\n"),
            ("G002", "一、目标\n- 进一步提升客户体验\n", "一、目标\n- 客户满意度达到90%\n"),
            ("G003", "一、目标\n- 销售额达到100万元\n", "一、目标\n- 销售额年底前达到100万元\n"),
            ("G004", "一、目标\n- 销售额达到100万元\n", "一、目标\n- 销售额达到100万元，由李明负责\n"),
            ("G005", "一、目标\n- 销售额增长20%\n", "一、目标\n- 销售额在2025年900万元的基础上增长20%\n"),
            ("G006", "一、目标\n- 回款率提升3%\n", "一、目标\n- 回款率提升3个百分点\n"),
            ("G007", "一、目标\n- NPS提升5个百分点\n", "一、目标\n- NPS提升5分\n"),
            (
                "G008",
                "一、目标\n- 回款率由90%提升5个百分点，达到98%\n",
                "一、目标\n- 回款率由90%提升5个百分点，达到95%\n",
            ),
            ("G009", "一、目标\n- 回款率达到120%\n", "一、目标\n- 投资回报率达到120%\n"),
            ("G010", "一、团队\n- 招聘至少1-2名销售\n", "一、团队\n- 招聘至少2名销售\n"),
            (
                "G011",
                "一、目标\n- 销售额达到100万元\n二、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 120万元 |\n",
                "一、目标\n- 销售额达到100万元\n二、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 100万元 |\n",
            ),
            (
                "G012",
                "2026年销售计划\n\n一、目标\n- 2027年3月31日前销售额达到100万元\n",
                "2026年销售计划\n\n一、目标\n- 2026年3月31日前销售额达到100万元\n",
            ),
            (
                "G013",
                "一、目标\n- 客户流失率降至5%\n二、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
                "一、目标\n- 回款率达到95%\n二、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
            ),
        ]);
    }
}
