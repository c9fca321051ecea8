//! What a clause does: someone acts, something happens, a condition is named, or nothing definite is said.
//!
//! The evidence for an act is what it cannot do without: a verb of doing, a person, a time, a number. Words that
//! promise (加强, 进一步) are none.

use super::clauses::{clauses, effects, sentences, tells, trimmed};
use super::lexicon::{Era, Hit, Word, kinds, word_at};
use super::model::Model;
use super::number::among;
use super::terms;
use super::time::time_at;

/// What a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Someone does something definite.
    Act,
    /// A time or a number is told, and nothing else definite.
    Measured,
    /// Something happens or may happen.
    Effect,
    /// When something else applies.
    Condition,
    /// Promises without anything definite.
    Vague,
    /// None of these can be told.
    Unclear,
}

/// What a clause says, taken by itself.
pub(super) fn deed(model: &Model, (start, end): (usize, usize)) -> Deed {
    let chars = model.chars((start, end));
    let text = model.text;
    let person = super::owner::owner(&text.chars, start, end).is_some()
        || chars.contains(&'@')
        || calls(model, (start, end));
    let rhythm =
        text.has(Word::Rhythm, start, end) || terms::EVERY.within(chars) || terms::AT_ONCE.within(chars);
    // 多跑市场, 搞好关系: an exhortation is no act, whatever verb it has.
    let zealous = || {
        let first = start + chars.iter().take_while(|c| matches!(c, ' ' | '要')).count();
        let verb = terms::ZEAL.at(&text.chars[..end], first);
        verb.is_some_and(|verb| text.words(verb, verb + 1).any(|hit| hit.word == Word::Act))
    };
    // 每一位, 任何一个 counts nothing.
    let any = |at: usize| at > start && text.chars[at] == '一' && among(text.chars[at - 1], "每何哪同另某");
    let counted =
        super::quantity::within(&model.quantities, start, end).iter().any(|quantity| !any(quantity.start));
    let lone = !(person || counted || model.timely(start, end));
    let bare = lone && !rhythm;
    let words = &chars[chars.iter().take_while(|c| **c == ' ').count()..];
    let more = || bare && (more(words) || zealous_at_the_end(words) || tries(words));
    // 拓宽渠道, 创新思路: a verb and something that nobody can touch.
    let hollow = || promises(model, start, end);
    let intangible = || words.len() <= 9 && terms::INTANGIBLE.closes(words) && lone && (!rhythm || hollow());
    let exhorts = terms::EXHORTATIONS.within(chars) || zealous() || more() || intangible();
    let acts = text.has(Word::Act, start, end) && !exhorts && !hollow();
    let named = terms::RESPONSES.within(chars);
    if condition(chars) && !named && !person {
        return Deed::Condition;
    }
    let over = model.times_in(start, end).any(|time| model.frame.era(time) == Era::Past);
    let done = text.has(Word::Done, start, end) && terms::TELLING_ENDS.closes(trimmed(chars));
    // 前年老李家就封过半个月 tells of the past, whoever it was.
    let past = over && !model.timely(start, end);
    let effect = effects(chars)
        || past
        || !person && !model.timely(start, end) && told(chars)
        || lone && terms::OUTSIDERS.at(words, 0).is_some()
        || terms::ALREADY.within(chars) && !person
        || done && !person
        || !acts && (over || tells(chars));
    if effect && !named && (!person || past) {
        return Deed::Effect;
    }
    if acts
        || specific(model, (start, end), exhorts)
        || person
        || named && chars.len() > 6
        || rhythm && !effect
    {
        return Deed::Act;
    }
    if model.timely(start, end) && !effect || counted {
        return Deed::Measured;
    }
    if text.has(Word::Vague, start, end) || exhorts || terms::SLOGANS.within(chars) {
        return Deed::Vague;
    }
    Deed::Unclear
}

/// 多发朋友圈, 多沉淀、多分享: more of something, and nobody says how much.
fn more(words: &[char]) -> bool {
    let one = |part: &[char]| matches!(part, ['多', verb, ..] if !terms::MANY.has(*verb));
    words.len() <= 12 && one(words) || words.contains(&'、') && words.split(|c| *c == '、').all(one)
}

/// 压了八千斤货, 隔壁新开了一家: what has happened, and how much of it.
fn told(chars: &[char]) -> bool {
    let number = |c: &char| c.is_ascii_digit() || among(*c, "一两二三四五六七八九十几半好");
    (1..chars.len()).any(|at| chars[at] == '了' && chars.get(at + 1).is_some_and(number))
}

/// 新客户努力开发: how eagerly, and a verb with nothing behind it.
fn zealous_at_the_end(words: &[char]) -> bool {
    let words = trimmed(words);
    let from = words.len().saturating_sub(4);
    // 新客户多开发
    let more = matches!(words, [_, .., '多' | '勤', verb, _] if !terms::MANY.has(*verb));
    words.len() > 4 && (terms::ZEAL.at(words, from) == Some(from + 2) || more)
}

/// 抖音也弄一弄: a verb that is said twice, once with 一 between.
fn tries(words: &[char]) -> bool {
    matches!(trimmed(words), [.., verb, '一', again] if verb == again && verb.is_alphabetic())
}

/// A thing is named: in quotes or brackets, in Latin letters, as one of several, or as a means.
fn specific(model: &Model, (start, end): (usize, usize), exhorts: bool) -> bool {
    let chars = model.chars((start, end));
    // 做好KOL维护, 充分利用各种渠道 name a thing and not what is done with it.
    let latin = !exhorts && chars.windows(2).any(|pair| pair.iter().all(char::is_ascii_uppercase));
    let several = chars.contains(&'、') && !model.text.has(Word::Vague, start, end) && !exhorts;
    let quoted = chars.iter().any(|c| matches!(c, '“' | '"' | '「' | '『' | '(' | '《'));
    // 设计院 is who, not what is done.
    let whose =
        |end: usize| chars.get(end).is_some_and(|c| matches!(c, '院' | '师' | '员' | '部' | '商' | '公'));
    let means =
        !exhorts && (0..chars.len()).any(|at| terms::MEANS.at(chars, at).is_some_and(|end| !whose(end)));
    latin || several || quoted || means
}

/// 进一步加强与设计院的沟通联系: what a clause begins with decides, not a noun in it.
fn promises(model: &Model, start: usize, end: usize) -> bool {
    let chars = &model.text.chars[..end];
    let mut at = (start..end).rfind(|at| chars[*at] == ':').map_or(start, |at| at + 1);
    while at < end && (chars[at] == ' ' || matches!(chars[at], '要' | '需' | '应')) {
        at += 1;
    }
    model.text.words(at, end).take_while(|hit| hit.start() == at).any(|hit| hit.word == Word::Vague)
}

/// 若…, 一旦…, …以后, …的: a clause that another depends on.
fn condition(chars: &[char]) -> bool {
    terms::CONDITIONS.within(chars)
        || chars.ends_with(&['时'])
        || chars.ends_with(&['以', '后'])
        || chars.ends_with(&['的'])
}

/// True if someone does something definite in a range. After an effect its further clauses are effects too,
/// unless they name who, when or how much.
///
/// What is only measured counts where a label or a sentence has named the risk before.
pub(super) fn acts(model: &Model, (start, end): (usize, usize), labelled: bool) -> bool {
    let chars = &model.text.chars;
    sentences(chars, start, end).into_iter().any(|(from, to)| {
        let labelled = labelled || from > start;
        let mut effect = false;
        let deeds: Vec<((usize, usize), Deed)> =
            clauses(chars, from, to).into_iter().map(|clause| (clause, deed(model, clause))).collect();
        // 四五月份下游检修，出货会受影响: a time or a number alone belongs to what happens.
        let happens = deeds.iter().any(|(_, deed)| *deed == Deed::Effect);
        // 暴雨封路，改走铁路专线: the first clause names the risk, one of the others begins with what is done.
        let told = |at: usize| labelled || at > 0;
        let done = deeds.iter().enumerate().any(|(at, (clause, deed))| {
            told(at) && *deed != Deed::Effect && sets_out(chars, *clause) || turns(chars, *clause)
        });
        done || deeds.into_iter().any(|(clause, deed)| match deed {
            Deed::Measured => labelled && !happens && bounded(model, clause) || resumes(model, clause),
            Deed::Effect => {
                effect = true;
                false
            }
            Deed::Act => !effect || resumes(model, clause),
            // 密切关注竞争对手 is not much, and yet a response.
            Deed::Vague | Deed::Unclear => !effect && model.text.has(Word::Response, clause.0, clause.1),
            Deed::Condition => false,
        })
    })
}

/// 改走铁路专线, 请厂家出面, 区域间调货: a clause that begins with what is done, and tells nothing that happens.
fn sets_out(chars: &[char], (start, end): (usize, usize)) -> bool {
    let chars = &chars[..end];
    let mut first = (start..end).find(|at| chars[*at] != ' ').unwrap_or(start);
    while first < end && among(chars[first], "就则即便先再也都") {
        first += 1;
    }
    end - first >= 3
        && terms::ANSWERS_BEGIN.at(chars, first).is_some()
        && terms::NO_ANSWERS.at(chars, first).is_none()
        && !effects(&chars[first..])
        && !trimmed(&chars[first..]).ends_with(&['了'])
}

/// 集采落选就转攻民营医院, 人手不足时从江门店借调: what is done stands behind the word that turns to it.
fn turns(chars: &[char], (start, end): (usize, usize)) -> bool {
    let turn = |at: &usize| among(chars[*at], "时就则即");
    (start + 3..end.saturating_sub(2)).filter(turn).any(|at| sets_out(chars, (at + 1, end)))
}

/// 首批铺货不超过30天销量, 两天内补货: a figure that is not to be passed, or a time by which.
fn bounded(model: &Model, (start, end): (usize, usize)) -> bool {
    let chars = &model.text.chars;
    let bound = |q: &crate::quantity::Quantity| {
        q.bound.is_some() || super::goal::prefix_bound(chars, start, q.start).1.is_some()
    };
    model.timely(start, end) || super::quantity::within(&model.quantities, start, end).iter().any(bound)
}

/// A clause that turns from what happens to what is done: 应…, 由…, 提前….
fn resumes(model: &Model, (start, end): (usize, usize)) -> bool {
    let chars = &model.text.chars[..end];
    let first = (start..end).find(|at| chars[*at] != ' ').unwrap_or(start);
    terms::RESUMES.at(chars, first).is_some()
        || calls(model, (start, end))
        || super::owner::owner(chars, start, end).is_some()
        || model.text.words(first, first + 1).any(|hit| hit.word == Word::Act)
}

/// 老庞当晚开热风机: a clause that begins with someone whom the plan names, or whom people call so.
fn calls(model: &Model, (start, end): (usize, usize)) -> bool {
    let chars = &model.text.chars[..end];
    let first = (start..end).find(|at| chars[*at] != ' ').unwrap_or(start);
    // 3月5号前我多订20箱: the time may stand before.
    let first = time_at(chars, first).map_or(first, |time| super::number::blank(chars, time.end).min(end));
    // 进车的时候我挨个测: who speaks, where nobody does something for him.
    let mine = || {
        (first..end).any(|at| {
            let others = at > first && among(chars[at - 1], "给对跟找问让叫帮和");
            chars[at] == '我' && !others && chars.get(at + 1).is_some_and(|c| !among(*c, "们司方国公"))
        })
    };
    let familiar = || super::owner::familiar(&chars[first..]);
    // 顾问身心疲惫 names a post, and no one in it.
    let post = word_at(chars, first, kinds([Word::Post, Word::Dept])).map(Hit::end);
    // 由段怀谦在3个工作日内召集会商
    let given = || {
        (first..end).filter(|at| chars[*at] == '由').any(|at| {
            let name = chars.get(at + 1..at + 4).unwrap_or_default();
            name.first().is_some_and(|c| super::owner::family(*c) || *c == '我')
                && name.iter().all(|c| c.is_alphabetic())
        })
    };
    // 收到投诉2小时内阿may下架: someone whom the plan names, and what follows.
    let inside = || {
        let named =
            |at: usize| model.people.at(chars, at).any(|stop| stop < end && chars[stop].is_alphabetic());
        (first + 1..end).any(|at| !chars[at - 1].is_ascii_alphabetic() && named(at))
    };
    // 法务跟进: a place of work and its verb.
    let office = || post.is_some_and(|stop| terms::OWNER_VERBS.at(chars, stop).is_some());
    // 安全主管戚大勇24小时内组织排查
    let ranked = || {
        (first..end.min(first + 5)).any(|at| {
            word_at(chars, at, kinds([Word::Post, Word::Dept]))
                .is_some_and(|hit| super::actors::ranked(chars, hit.end()))
        })
    };
    model.people.at(chars, first).any(|stop| post != Some(stop))
        || mine()
        || ranked()
        || familiar()
        || given()
        || office()
        || inside()
}
