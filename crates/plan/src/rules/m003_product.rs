//! M003: stage rates that do not multiply to the overall rate.

use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::measure::Measure;
use crate::model::Model;
use crate::report::Severity::Warning;
use crate::terms;

const PRODUCT: Says = says(
    Warning,
    0.85,
    (
        "各阶段转化率相乘是 {0}%，整体转化率写的是 {1}%",
        "the stage rates multiply to {0} %, the overall rate says {1} %",
    ),
    ("核对各阶段与整体的转化率", "check the stage rates and the overall rate"),
);

pub(super) static RULE: Rule = Rule {
    code: "M003",
    name: "rates-do-not-multiply",
    what: text("各阶段转化率与整体转化率不符", "Stage rates that do not make the overall rate"),
    why: text(
        "各段都做到了，整体还是到不了，说明目标定错了。",
        "Every stage may be met and the whole still missed.",
    ),
    nature: Nature::Defect,
    says: &[&PRODUCT],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到12%\n",
            silent: "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到6%\n",
        },
        Example {
            fires: "一、现状\n- 到店→试驾 50%\n- 试驾→下订 20%\n- 到店→下订 15%\n",
            silent: "一、现状\n- 到店→试驾 50%\n- 试驾→下订 20%\n- 到店→下订 10%\n",
        },
    ],
    check,
};

/// A rate from one stage to another.
struct Step {
    from: Vec<char>,
    to: Vec<char>,
    rate: f64,
    line: usize,
    place: (usize, usize),
}

/// How far apart the lines of one funnel may stand.
const NEAR: usize = 12;

fn check(sink: &mut Sink) {
    let steps = steps(sink.model);
    for (index, overall) in steps.iter().enumerate() {
        let Some((product, other)) = chain(&steps, index) else { continue };
        if (product - overall.rate).abs() > 0.05 * overall.rate.max(product) {
            let show = |value: f64| figure((value * 1e4).round() / 100.0);
            let (start, end) = overall.place;
            let values = [show(product), show(overall.rate)];
            let draft = sink.report(&RULE, &PRODUCT, start, end, &values.each_ref().map(String::as_str));
            draft.other_line = Some(other).filter(|other| *other != overall.line);
        }
    }
}

/// Every rate that is told from one stage to another.
fn steps(model: &Model) -> Vec<Step> {
    let mut found = Vec::new();
    for line in model.lines().filter(|line| model.outline.block(*line).content()) {
        let block = model.outline.block(line);
        let mut from = block.start;
        for quantity in model.quantities_in(line, line + 1) {
            let lead = (from, quantity.start.max(from));
            from = quantity.end;
            if quantity.measure == Measure::Percent
                && quantity.is_exact()
                && let Some((a, b)) = stages(model.chars(lead))
            {
                found.push(Step { from: a, to: b, rate: quantity.low, line, place: (lead.0, quantity.end) });
            }
        }
    }
    found.truncate(400);
    found
}

/// The two stages named before a rate: 线索到商机, RFQ→Sample.
fn stages(lead: &[char]) -> Option<(Vec<char>, Vec<char>)> {
    // 到店→试驾: an arrow parts them where there is one.
    let arrow = lead
        .iter()
        .position(|c| *c == '→')
        .or_else(|| lead.iter().skip(1).position(|c| matches!(c, '到' | '至')).map(|at| at + 1))?;
    let separator = |c: &char| !c.is_alphanumeric();
    let before = lead[..arrow].iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
    let start = lead[..before].iter().rposition(separator).map_or(0, |at| at + 1);
    let from = lead[start..before].strip_prefix(&['从']).unwrap_or(&lead[start..before]);
    let after = (arrow + 1..lead.len()).find(|at| lead[*at] != ' ')?;
    let end = (after..lead.len())
        .find(|at| separator(&lead[*at]) || terms::STAGE_ENDS.at(lead, *at).is_some())
        .unwrap_or(lead.len());
    (!from.is_empty() && end > after).then(|| (from.to_vec(), lead[after..end].to_vec()))
}

/// The product of the steps that lead from the first stage of one to its last, and the line of the first of them.
fn chain(steps: &[Step], overall: usize) -> Option<(f64, usize)> {
    let whole = &steps[overall];
    let near = |step: &&Step| step.line.abs_diff(whole.line) <= NEAR;
    let (mut stage, mut product, mut taken, mut line) = (&whole.from, 1.0, 0, whole.line);
    while *stage != whole.to {
        let step = steps.iter().filter(near).find(|step| {
            // 其中咨询→到访: the words before a stage are none of its name.
            step.from.ends_with(stage) && !std::ptr::eq(*step, whole) && (taken > 0 || step.to != whole.to)
        })?;
        if taken == 0 {
            line = step.line;
        }
        (stage, product, taken) = (&step.to, product * step.rate, taken + 1);
        if taken > 8 {
            return None;
        }
    }
    (taken >= 2).then_some((product, line))
}
