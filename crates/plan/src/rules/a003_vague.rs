//! A003: words of promise with no object, number, date or person.

use crate::clauses::clauses;
use crate::column::Role;
use crate::deeds::{Deed, deed};
use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::outline::Shape;
use crate::report::Severity::Warning;
use crate::section::SectionKind;

const VAGUE: Says = says(
    Warning,
    0.75,
    ("只有笼统的动词，看不出做什么：{0}", "only vague verbs, nothing to do: {0}"),
    ("写出具体做的一件事", "name one thing that is done"),
);

pub(super) static RULE: Rule = Rule {
    code: "A003",
    name: "vague-action",
    what: text("只有口号的行动", "An action of vague words only"),
    why: text(
        "「进一步加强」没有对象、数量、时间和人，做没做都说得过去。",
        "“Further strengthen” has no object, number, date or person: it is done whatever happens.",
    ),
    nature: Nature::Defect,
    says: &[&VAGUE],
    group: Some(text("{0} 项行动只有笼统的说法", "{0} actions are vague words only")),
    examples: &[
        Example {
            fires: "一、策略\n- 加强线上直播\n", silent: "一、策略\n- 每周三直播演示一个产品\n"
        },
        Example {
            fires: "一、策略\n进一步加强与技术部的沟通，积极推动各项工作，努力提高整体水平。\n",
            silent: "一、策略\n进一步加强与技术部的沟通，每周五召开一次例会。\n",
        },
        Example {
            fires: "一、策略\n- 多跑市场\n", silent: "一、策略\n- 多跑市场，每人每天拜访三家店\n"
        },
        Example {
            fires: "一、策略\n- 加强与设计院、电网公司的沟通协调\n",
            silent: "一、策略\n- 李明每周去一次设计院，核对图纸\n",
        },
        Example {
            fires: "一、策略\n- 老客户要多联系、多沟通，尽量争取\n",
            silent: "一、策略\n- 老客户每月由李明打一次电话\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        let block = model.outline.block(line);
        let concerned = model.outline.within(line, SectionKind::Strategy)
            || matches!(model.kind(line), SectionKind::Team | SectionKind::Other | SectionKind::Schedule);
        let written = matches!(block.shape, Shape::Item(_) | Shape::Prose) && !block.bare_label();
        if !concerned || !written {
            continue;
        }
        let strategy = model.outline.within(line, SectionKind::Strategy);
        // 加强客户维护，负责人：____: a blank for who or when makes it no clearer.
        let end = sink.subjects.first_hole(block.start, block.end).map_or(block.end, |hole| {
            let before = &model.text.chars[block.start..hole];
            before
                .iter()
                .rposition(|c| matches!(c, ',' | ';' | '。'))
                .map_or(block.start, |at| block.start + at)
        });
        // 抓设计：提升设计水平: what a label is about is done below it.
        let plain =
            model.chars((block.start, block.label_end)).iter().all(|c| c.is_alphabetic() && !c.is_ascii());
        let labelled = block.label_end > block.start && block.body < end && plain;
        let from = if labelled { block.body } else { block.start };
        if end > from && vague(sink, (from, end), if strategy { 1 } else { 2 }) {
            let shown = short(model.chars((block.start, end)));
            sink.report(&RULE, &VAGUE, block.start, end, &[&shown]);
        }
    }
    // 持续加强沟通，深化合作 in a cell of a table of actions.
    for table in
        model.tables.iter().filter(|table| model.outline.within(table.first_line, SectionKind::Strategy))
    {
        let told = |column: &usize| {
            matches!(table.roles[*column], Role::Action | Role::Response | Role::Other | Role::Name)
        };
        for row in &table.rows {
            let cells = (0..row.cells.len().min(table.roles.len())).filter(told);
            for (start, end) in cells.map(|column| row.cells[column]).filter(|(start, end)| end > start) {
                if !sink.subjects.holed(start, end) && vague(sink, (start, end), 1) {
                    let shown = short(model.chars((start, end)));
                    sink.report(&RULE, &VAGUE, start, end, &[&shown]);
                }
            }
        }
    }
}

/// No clause does anything, and at least so many promise.
fn vague(sink: &Sink, (start, end): (usize, usize), least: usize) -> bool {
    let model = sink.model;
    let (mut promises, mut clear) = (0, 0);
    for clause in clauses(&model.text.chars, start, end) {
        match deed(model, clause) {
            Deed::Act | Deed::Measured | Deed::Condition => return false,
            Deed::Vague => promises += 1,
            Deed::Effect | Deed::Unclear => clear += 1,
        }
    }
    promises >= least && promises * 2 >= clear
}
