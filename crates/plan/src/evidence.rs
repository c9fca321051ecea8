//! What a section is when its title does not say: by what it holds and where it stands.
//!
//! Each kind gathers points from the title's words, from the lines of the section and from its place; the points become
//! probabilities. A title that says it plainly is believed; where it says nothing, the likeliest kind is taken if it is
//! likely enough, and otherwise named as what the section may be.

use super::kinds::{SectionKind, kind_of};
use super::lexicon::{Word, contains_any};
use super::outline::{Outline, Shape};
use super::text::Text;
use SectionKind::{Goals, Introduction, Other, Performance, Resources, Risk, Situation, Strategy, Summary};

/// A title that says less than this is weighed against what the section holds.
const PLAIN: u8 = 5;
/// How likely a kind must be to be taken.
const TAKEN: f64 = 0.55;
/// How likely a kind must be to be named.
const NAMED: f64 = 0.25;

/// What the lines of a section hold, counted.
#[derive(Default)]
struct Content {
    lines: f64,
    figures: f64,
    past: f64,
    ahead: f64,
    weights: f64,
    money: f64,
    total: f64,
    conditions: f64,
    owners: f64,
    rhythms: f64,
}

fn content(text: &Text, outline: &Outline, first: usize, last: usize) -> Content {
    let mut found = Content::default();
    let one = |flag: bool| f64::from(u8::from(flag));
    for line in first..last {
        let block = outline.block(line);
        if !matches!(block.shape, Shape::Item(_) | Shape::Prose | Shape::Row) || block.end <= block.start {
            continue;
        }
        let chars = &text.chars[block.start..block.end];
        let has = |word| text.line_has(line, word);
        let digits = chars.iter().any(char::is_ascii_digit);
        found.lines += 1.0;
        found.figures += one(digits);
        found.past += one(digits && (has(Word::Past) || has(Word::Done)) && !has(Word::Aspire));
        found.ahead += one(digits && contains_any(chars, "达到 不低于 不少于 不超过 提升到 提高到 降到 ≥ ≤ → 以上 以内 目标"));
        found.weights += one(digits && (has(Word::Weight) || contains_any(chars, "%、 占 分。")) && contains_any(chars, "权重 占 分"));
        found.money += one(digits && has(Word::Currency) && chars.len() <= 30);
        found.total += one(digits && has(Word::Total) && has(Word::Currency));
        found.conditions += one(contains_any(chars, "如果 若 一旦 触发 应对 预案 的话 万一 时，由"));
        found.owners += one(has(Word::Owner) || contains_any(chars, "由 @"));
        found.rhythms += one(has(Word::Rhythm));
    }
    found
}

/// Points for each kind from what a section holds and where it stands.
fn points(content: &Content, place: usize, count: usize, has_goals: bool) -> Vec<(SectionKind, f64)> {
    let of = |part: f64| part / content.lines.max(1.0);
    let figures = of(content.figures);
    let mut found = vec![
        (Situation, 2.0 * of(content.past) + if place <= 1 { 0.6 * figures } else { 0.0 }),
        (Performance, 2.5 * of(content.weights) + 0.4 * of(content.rhythms)),
        (Resources, 2.0 * of(content.money) + 1.5 * content.total.min(1.0)),
        (Risk, 2.0 * of(content.conditions)),
        (Strategy, 0.8 * of(content.owners) + 0.4 * of(content.rhythms)),
        (Goals, if has_goals { 0.0 } else { 1.8 * of(content.ahead) }),
    ];
    if place == 0 {
        found.push((Introduction, 1.2 * (1.0 - figures)));
    }
    if place + 1 == count && count > 2 {
        found.push((Summary, 1.5 * (1.0 - figures) + if content.lines <= 3.0 { 0.5 } else { 0.0 }));
    }
    found
}

/// Gives the sections on the first level that their titles leave open the kind that their content speaks for.
pub(super) fn weigh(text: &Text, outline: &mut Outline) {
    let tops: Vec<usize> = (0..outline.parts.len()).filter(|index| outline.parts[*index].parent.is_none()).collect();
    let has_goals = outline.parts.iter().any(|part| part.kind == Goals);
    for (place, &index) in tops.iter().enumerate() {
        let part = &outline.parts[index];
        let (kind, strength) = kind_of(text, part.title);
        let content = content(text, outline, part.first, part.last);
        // 小结 ends a plan, and begins it where it looks back; 背景 with figures is the situation.
        let said = match kind {
            Situation if place + 1 == tops.len() && tops.len() > 2 && content.past + content.figures < 1.0 => Summary,
            Introduction if place == 0 && content.figures * 2.0 > content.lines && content.lines > 1.0 && strength < 8 => Situation,
            kind => kind,
        };
        if said != kind {
            outline.parts[index].kind = said;
            continue;
        }
        if strength >= PLAIN || part.kind != Other || part.empty {
            continue;
        }
        let points = points(&content, place, tops.len(), has_goals);
        let sum: f64 = points.iter().map(|(_, points)| points).sum::<f64>() + 0.4;
        let Some((best, most)) = points.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        let probability = most / sum;
        if probability >= TAKEN && most >= 0.6 {
            outline.parts[index].kind = best;
            for child in 0..outline.parts.len() {
                if outline.parts[child].parent == Some(index) && outline.parts[child].kind == Other {
                    outline.parts[child].kind = best;
                }
            }
        } else if probability >= NAMED {
            outline.parts[index].maybe = Some((best, (probability * 100.0).round() / 100.0));
        }
    }
}
