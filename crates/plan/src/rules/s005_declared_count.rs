//! S005: a declared count that differs from what is listed.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::number::{among, digit, magnitude, numeral};
use crate::outline::{Part, Shape};
use crate::report::Severity::Warning;
use crate::terms;

const DIFFERS: Says = says(
    Warning,
    0.8,
    ("写明有 {0} 项，实际列出 {1} 项", "{0} are announced, {1} are listed"),
    ("补齐缺的项，或改正数字", "add what is missing, or correct the number"),
);

pub(super) static RULE: Rule = Rule {
    code: "S005",
    name: "declared-count",
    what: text("写明的项数与列出的不符", "A declared count differs from the list"),
    why: text(
        "七大策略只列了五条，读者不知道少了哪两条。",
        "Of seven strategies with five listed nobody knows which two are missing.",
    ),
    nature: Nature::Defect,
    says: &[&DIFFERS],
    group: None,
    examples: &[
        Example {
            fires: "一、三大策略\n- 拜访老客户\n- 参加展会\n",
            silent: "一、两大策略\n- 拜访老客户\n- 参加展会\n",
        },
        Example {
            fires: "一、策略\n今年推行四项措施。\n1. 拜访老客户\n2. 参加展会\n3. 培训新人\n",
            silent: "一、策略\n今年推行三项措施。\n1. 拜访老客户\n2. 参加展会\n3. 培训新人\n",
        },
        Example {
            fires: "一、打法，就四招\n第一招，办活动。\n第二招，开夜场。\n第三招，进社区。\n",
            silent: "一、打法，就三招\n第一招，办活动。\n第二招，开夜场。\n第三招，进社区。\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for index in 0..model.outline.parts.len() {
        let part = &model.outline.parts[index];
        let mut announced = count_in(model.chars(part.title))
            .map(|(count, from, to)| (count, part.title.0 + from, part.title.0 + to, part.first + 1));
        // A sentence before the list says it too.
        let opening = (part.first + 1..part.last)
            .take(8)
            .take_while(|line| matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Blank));
        for line in opening {
            let block = model.outline.block(line);
            announced = announced.or_else(|| {
                count_in(model.chars((block.start, block.end)))
                    .map(|(count, from, to)| (count, block.start + from, block.start + to, line + 1))
            });
        }
        let Some((count, from, to, below)) = announced else { continue };
        let listed = listed_below(sink, part, below);
        if listed > 1 && listed != count {
            let (said, found) = (count.to_string(), listed.to_string());
            sink.report(&RULE, &DIFFERS, from, to, &[&said, &found]);
        }
    }
}

/// 七大策略, 五项措施, 四步: a count of things to come, and its place.
fn count_in(words: &[char]) -> Option<(usize, usize, usize)> {
    (0..words.len()).find_map(|at| {
        if !(digit(words[at]).is_some() || words[at].is_ascii_digit() || magnitude(words[at]) == Some(10.0))
            || at > 0 && (digit(words[at - 1]).is_some() || among(words[at - 1], "第前.每"))
        {
            return None;
        }
        let number =
            numeral(words, at).filter(|n| n.value.fract() == 0.0 && (2.0..=20.0).contains(&n.value))?;
        let measure = words.get(number.end).is_some_and(|c| among(*c, "大项个条步件"));
        let next = number.end + usize::from(measure);
        // 10个工作日 is a time.
        let days = terms::matches(words, next, "工作日");
        let noun = !days && (next..words.len().min(next + 5)).any(|i| terms::LISTED.at(words, i).is_some());
        // 主要抓四条, 就四招: a word that counts and names at once.
        let closes = measure && next == words.len() && at > 0 && among(words[at - 1], "抓就这下有靠做走干分");
        let moves = closes || !measure && words.get(number.end) == Some(&'招');
        (measure && noun || moves).then_some((number.value as usize, at, next))
    })
}

/// How many parts or, without parts, top list items stand below a line of a section.
fn listed_below(sink: &Sink, part: &Part, below: usize) -> usize {
    let model = sink.model;
    if part.children > 1 {
        return part.children;
    }
    // 主攻三大渠道: 抖音、小红书、地推.
    let above = model.outline.block(below - 1);
    let line = model.chars((above.start, above.end));
    if let Some(colon) = line.iter().position(|c| *c == ':') {
        let items: Vec<&[char]> = line[colon + 1..].split(|c| *c == '、').collect();
        if items.len() > 1 && items.iter().all(|item| (1..=10).contains(&item.len()) && !item.contains(&','))
        {
            return items.len();
        }
    }
    // 第一招, 第二招, each at the beginning of its line.
    let numbered = |line: &usize| {
        let block = model.outline.block(*line);
        let words = model.chars((block.start, block.end));
        // 抓手一, 动作2
        let noun =
            || (0..words.len().min(4)).find_map(|from| terms::LISTED.at(words, from).filter(|_| from == 0));
        matches!(words, ['第' | '头', number, ..] if digit(*number).is_some())
            || noun()
                .and_then(|end| words.get(end))
                .is_some_and(|c| digit(*c).is_some() || c.is_ascii_digit())
    };
    let lines = (below..part.last).filter(numbered).count();
    if lines > 1 {
        return lines;
    }
    // 一是…, 二是…, in lines of their own or in a row.
    let told = (below - 1..part.last)
        .map(|line| {
            let at = model.text.lines[line];
            (at.start..at.end).filter(|at| terms::ORDINALS.at(&model.text.chars, *at).is_some()).count()
        })
        .sum();
    if told > 1 {
        return told;
    }
    let items: Vec<u16> = (below..part.last)
        .filter_map(|line| match model.outline.block(line).shape {
            Shape::Item(depth) => Some(depth),
            _ => None,
        })
        .collect();
    let top = items.iter().min().copied().unwrap_or(0);
    items.iter().filter(|depth| **depth == top).count()
}
