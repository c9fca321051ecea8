//! Who answers for a goal, an action or a risk: a name after a label, before a verb, behind @ or beside a post.

use super::lexicon::{Word, kinds, next_word, word_at};
use super::number::{among, blank};
use super::terms;
use super::terms::matches;
use super::time::time_at;
use super::unit::unit;

/// True of a family name that most people have.
pub(super) fn family(c: char) -> bool {
    terms::FAMILIES.has(c)
}

/// 老段, 小葛: a text that begins with someone as people call each other at work.
pub(super) fn familiar(chars: &[char]) -> bool {
    matches!(chars, ['老' | '小' | '阿', name, ..] if family(*name))
}

/// Where a name ends: at a pause, a bracket, a verb.
fn name_end(chars: &[char], start: usize, end: usize) -> usize {
    let mut at = start;
    // Li Ming is one name.
    let goes_on = |at: usize| {
        chars[at] == ' '
            && at > start
            && (chars[at - 1].is_ascii_alphabetic()
                || chars[at - 1] == '.' && terms::BEFORE_NAMES.are(&chars[start..at - 1]))
            && chars[..end].get(at + 1).is_some_and(char::is_ascii_uppercase)
    };
    while at < end && (!among(chars[at], " \t,。;、()|:!?\"｜") || goes_on(at)) && at - start < 24 {
        if at - start >= 12 && !chars[at].is_ascii() {
            break;
        }
        at += 1;
    }
    if chars.get(at - usize::from(at > start)) == Some(&'.') { at - 1 } else { at }
}

/// A name without the post and the place of work before it: 采购主管邹平 is 邹平; a post alone stays.
pub(super) fn person(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let (mut from, mut post) = (start, end);
    let posts = kinds([Word::Post, Word::Dept]);
    let mut at = start;
    while let Some(first) = next_word(chars, (at, end), posts) {
        // 片区经理邢大壮: of two that overlap the later one ends the post.
        let later = (first.start() + 1..first.end())
            .find_map(|at| word_at(&chars[..end], at, posts).filter(|hit| hit.end() > first.end()));
        let hit = later.unwrap_or(first);
        // 电商组涂柏安: the word for the group belongs to it.
        let group =
            hit.end() + usize::from(chars[..end].get(hit.end()).is_some_and(|c| among(*c, "组部科处课长")));
        let next = blank(&chars[..end], group);
        at = hit.end();
        if next < end {
            (from, post) = (next, hit.start());
        }
    }
    let name = &chars[from..end];
    // 卞老师 and 李总 keep their title; one letter left over is no name.
    if name.is_empty()
        || name.len() == 1
        || word_at(&chars[..end], from, posts).is_some_and(|hit| hit.end() == end)
    {
        return keep_family(chars, (start, post), from, end);
    }
    // 财务 BP 小裴
    if name.contains(&' ') { last_word(chars, (from, end)) } else { (from, end) }
}

/// 教务主管卞老师: of a name that is a family name and a title, both stay; in 交付率 the letter belongs to the post.
fn keep_family(chars: &[char], (start, post): (usize, usize), from: usize, end: usize) -> (usize, usize) {
    let before = from.checked_sub(1).filter(|at| *at >= start && *at < post && family(chars[*at]));
    before.map_or((start, end), |at| (at, end))
}

/// The place of a name in a range, masked names (XX, 张**) included.
pub(super) fn owner(chars: &[char], start: usize, end: usize) -> Option<(usize, usize)> {
    (start..end).find_map(|at| owner_at(&chars[..end], start, at).map(|(_, name)| name))
}

/// The owner whose mention begins at a character: where the mention ends, and the name.
pub(super) fn owner_at(chars: &[char], start: usize, at: usize) -> Option<(usize, (usize, usize))> {
    let end = chars.len();
    match chars[at] {
        '(' => return in_brackets(chars, at),
        '@' => {
            let to = name_end(chars, at + 1, end);
            let to = (at + 1..to)
                .find(|i| !(chars[*i].is_alphanumeric() || chars[*i] == ' ' || chars[*i] == '*'))
                .unwrap_or(to);
            let to = (at + 1..to).rev().find(|i| chars[*i] != ' ').map_or(at + 1, |last| last + 1);
            return (to > at + 1).then(|| (to, person(chars, (at + 1, to))));
        }
        '由' => return given(chars, at),
        '归' => return falls_to(chars, at),
        '第' | '负' | '责' | '牵' | '执' | '对' | '主' | '跟' | '落' | '承' | '督' | '经' | 'o' | 'O'
        | 'P' | 'p' | 'D' => {}
        _ => return None,
    }
    if at > 0 && chars[at].is_ascii_alphabetic() && chars[at - 1].is_ascii_alphabetic() {
        return None;
    }
    let after = longest_label(chars, at)?;
    let bare = matches(chars, at, "负责") && after == at + 2 && !matches!(chars.get(after), Some(':' | ' '))
        || terms::VERBS_OF_LABELS.are(&chars[at..after]);
    if bare {
        return before_verb(chars, start, at).map(|name| (after, person(chars, trimmed(chars, name))));
    }
    // 责任意识, 责任心: a word of its own.
    // 雇主责任险
    if matches(chars, at, "主责任") && !matches(chars, at, "主责任人") {
        return None;
    }
    let label_alone = matches(chars, at, "责任") && after == at + 2;
    if label_alone && chars.get(after).is_some_and(|c| c.is_alphabetic() && !family(*c)) {
        return None;
    }
    let mut from = after;
    while from < end && matches!(chars[from], ':' | ' ' | '\t' | '为' | '是' | ')' | '(' | '|') {
        from += 1;
    }
    // A time or a clause after the label is no name.
    let to = name_end(chars, from, end);
    let empty = chars[from..to].iter().all(|c| matches!(c, '_' | '【' | '】' | '/' | '-' | '—'));
    // 店长 骆子昂: the name after a post alone.
    let ends_post =
        |at: usize| word_at(&chars[..to], at, kinds([Word::Post])).is_some_and(|hit| hit.end() == to);
    let post = (from..to).any(ends_post);
    let next = blank(chars, to);
    let named = name_end(chars, next, end);
    // 调度长 万红兵: after a place of work that no list has, a family name.
    let called = chars.get(next).is_some_and(|c| family(*c)) && named - next <= 3;
    let to = if (post || called && (2..=6).contains(&(to - from)))
        && next > to
        && (2..=4).contains(&(named - next))
        && chars[next..named].iter().all(|c| !c.is_ascii())
    {
        named
    } else {
        to
    };
    // 跟着目标的 DRI 走: whoever that is.
    let with = (at.saturating_sub(8).max(start)..at)
        .any(|at| matches(chars, at, "跟着") || matches(chars, at, "随着"));
    let follows = with
        || matches(chars, from, "跟随")
        || chars.get(from).is_some_and(|c| among(*c, "的未不均都写见标按须"))
        || chars.get(from) == Some(&'同') && !chars.get(from + 1).is_some_and(|c| among(*c, "上前"))
        || time_at(chars, from).is_some();
    // 财务对接人邵敏负责: the verb after the name.
    let verb = (from + 2..to).find(|at| terms::OWNER_VERBS.at(&chars[..to], *at) == Some(to));
    let name = (from, verb.unwrap_or(to));
    (to > from && !empty && !follows).then(|| (to, last_word(chars, person(chars, name))))
}

/// 调度长 万红兵 is 万红兵: a family name after a blank.
fn last_word(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let from = (start..end).rev().take(4).find(|at| chars[*at] == ' ').map_or(start, |at| at + 1);
    let called = || {
        family(chars[from]) && unit(chars, from + 1).is_none()
            || familiar(&chars[from..end])
            || terms::DOUBLE_FAMILIES.at(chars, from).is_some()
    };
    let name = (2..=3).contains(&(end - from)) && called();
    if name { (from, end) } else { (start, end) }
}

fn longest_label(chars: &[char], at: usize) -> Option<usize> {
    terms::OWNER_LABELS
        .at(chars, at)
        .filter(|end| !chars[at].is_ascii() || !chars.get(*end).is_some_and(char::is_ascii_alphabetic))
}

/// (陈志明, 3月31日前), (老麦), (祝老师): a name in brackets, alone or before a date.
fn in_brackets(chars: &[char], at: usize) -> Option<(usize, (usize, usize))> {
    let from = at + 1;
    if let Some(name) = latin(chars, from) {
        return Some((name.1, name));
    }
    let length = chars.get(from..)?.iter().take(6).position(|c| matches!(c, ',' | ')' | '、'))?;
    let to = from + length;
    let family = family(*chars.get(from)?) && (2..=4).contains(&length);
    let familiar = matches!(chars[from], '老' | '小' | '阿') && (2..=3).contains(&length);
    let titled = word_at(&chars[..to], to.saturating_sub(2).max(from + 1), kinds([Word::Post]))
        .is_some_and(|hit| hit.end() == to)
        && length <= 4;
    // (万元) says what is counted.
    let counts = (from..to).take(2).any(|at| unit(chars, at).is_some_and(|(end, ..)| end == to));
    let plain = chars[from..to].iter().all(|c| c.is_alphabetic());
    if !plain || counts || !(family || familiar || titled) {
        return None;
    }
    let closed = chars[to] == ')';
    let date = blank(chars, to + 1);
    let dated = chars.get(date).is_some_and(char::is_ascii_digit)
        || date < chars.len() && time_at(chars, date).is_some();
    // In brackets alone any two or three letters may be a product; a family name or 老麦 is someone.
    (closed || dated).then_some((to, (from, to)))
}

/// (Rowan), (warehouse lead Mick Sallow), (Lin Okoro, Finance): the capitalised words that a bracket closes with, or
/// that stand before a comma in it. Words in capitals alone are no name.
fn latin(chars: &[char], from: usize) -> Option<(usize, usize)> {
    let inside = chars.get(from..)?;
    let close = inside.iter().take(48).position(|c| *c == ')')?;
    let end = from + inside[..close].iter().position(|c| *c == ',').unwrap_or(close);
    let plain = |c: &char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'');
    if !inside[..close].iter().all(|c| plain(c) || *c == ',') {
        return None;
    }
    // What goes on after the bracket is told by it, and no one's.
    if chars.get(from + close + 1).is_some_and(|c| c.is_alphanumeric() || *c == ' ') {
        return None;
    }
    let (mut name, mut at, mut words) = (end, from, 0);
    for word in chars[from..end].split(|c| *c == ' ') {
        let capital = word.len() > 2
            && word[0].is_ascii_uppercase()
            && word[1..].iter().all(|c| !c.is_ascii_uppercase() || word.len() > 5);
        (name, words) = match capital {
            true if words > 0 => (name, words + 1),
            true => (at, 1),
            false => (end, 0),
        };
        at += word.len() + 1;
    }
    // One capitalised word of a longer phrase begins a sentence; alone it is a first name.
    ((2..=3).contains(&words) || words == 1 && name == from).then_some((name, end))
}

/// 意大利和西班牙归小骆: whom something falls to, where nothing or 管 follows.
fn falls_to(chars: &[char], at: usize) -> Option<(usize, (usize, usize))> {
    let from = at + 1;
    let letters = chars[from..].iter().take(5).take_while(|c| c.is_alphabetic()).count();
    let stop = (2..=3.min(letters)).find(|length| {
        let end = from + length;
        *length == letters || terms::SHORT_VERBS.at(chars, end).is_some()
    })?;
    let name = &chars[from..from + stop];
    (familiar(name) || family(name[0]) && unknown(chars, (from, from + stop)))
        .then_some((from + stop, (from, from + stop)))
}

/// 由林晓彤负责, 由林晓彤于6月底前完成.
fn given(chars: &[char], at: usize) -> Option<(usize, (usize, usize))> {
    let end = chars.len();
    for to in at + 2..end.min(at + 22) {
        if among(chars[to], ",。;:()") {
            return None;
        }
        // 由商务 Milo 回访: another verb, where someone's name stands before it.
        let named = || {
            let name = last_word(chars, (blank(chars, at + 1), to));
            let called = (2..=3).contains(&(to - name.0)) && family(chars[name.0]) && unknown(chars, name);
            called
                || chars[name.0..to].iter().all(|c| c.is_ascii_alphabetic() || *c == ' ')
                    && chars[name.0].is_ascii_uppercase()
        };
        let acts = || word_at(chars, to, kinds([Word::Act])).is_some_and(|hit| hit.end() > to + 1) && named();
        // 由打样对接罗建军负责: another verb is still to come.
        let later = matches(chars, to, "对接")
            && (to + 4..end.min(to + 7)).any(|at| terms::ANSWERS.at(chars, at).is_some());
        let does = !later && (terms::OWNER_VERBS.at(chars, to).is_some() || acts());
        // The date may stand between.
        let dated = matches!(chars[to], '于' | '在')
            && (to..end.min(to + 18))
                .take_while(|later| chars[*later] != '。')
                .any(|later| terms::OWNER_VERBS.at(chars, later).is_some());
        if does || dated {
            let name = (after_liaison(chars, blank(chars, at + 1), to), to);
            let named = chars[name.0..to].iter().all(|c| !c.is_ascii_digit() && *c != '的' && *c != '%');
            return (named && name.1 > name.0).then(|| (to, person(chars, trimmed(chars, name))));
        }
    }
    None
}

/// Without blanks at its end.
pub(super) fn trimmed(chars: &[char], (start, mut end): (usize, usize)) -> (usize, usize) {
    while end > start && matches!(chars[end - 1], ' ' | '\t') {
        end -= 1;
    }
    // 也由邹平负责, 都由颜可负责: the adverb may stand after as well.
    while end > start + 2 && among(chars[end - 1], "来总全") {
        end -= 1;
    }
    if let Some(stop) = terms::ALSO_IS.at(&chars[..end], start).filter(|stop| *stop < end) {
        return trimmed(chars, (stop, end));
    }
    // 由各省区经理各自负责.
    if end > start + 3 && terms::NO_NAMES.closes(&chars[start..end]) {
        end -= 2;
    }
    (start, end)
}

/// 财务对接柏玲负责: the name behind who is dealt with.
fn after_liaison(chars: &[char], start: usize, end: usize) -> usize {
    let stop = (start..end).rev().find(|at| matches(chars, *at, "对接")).map(|at| at + 2);
    stop.filter(|stop| (2..=4).contains(&(end - stop))).unwrap_or(start)
}

/// 阮晴负责: the name before the verb.
fn before_verb(chars: &[char], start: usize, at: usize) -> Option<(usize, usize)> {
    if matches(chars, at, "负责部门") {
        return None;
    }
    let mut from = at;
    while from > start && !among(chars[from - 1], " \t,。;、()|｜:由") && at - from < 12 {
        from -= 1;
    }
    from = after_liaison(chars, from, at);
    // 收车部和卖车部共同负责
    let at = if at - from > 4 && terms::TOGETHER.closes(&chars[from..at]) { at - 2 } else { at };
    let name = &chars[from..at];
    let named = (2..=10).contains(&name.len()) && !name.contains(&'对') && !terms::NO_NAMES.within(name);
    (named && chars.get(from.wrapping_sub(1)) != Some(&'由')).then_some((from, at))
}

/// The name that a clause is and nothing else: 商务主管 卓敏, or someone whom the plan names elsewhere.
pub(super) fn alone(chars: &[char], (start, end): (usize, usize), known: &People) -> Option<(usize, usize)> {
    let (start, end) = trimmed(chars, (blank(&chars[..end], start), end));
    let (mut from, to) = person(chars, (start, end));
    // 派单的小谭管: what tells more of someone.
    if let Some(of) = chars[from..to].iter().rposition(|c| *c == '的').map(|at| from + at + 1)
        && familiar(&chars[of..to])
        && to - of <= 4
    {
        from = of;
    }
    let name = (from, to);
    // 小崔盯: a short verb may follow.
    let verb = (1..=2).find(|length| {
        name.1 >= name.0 + 2 + length
            && terms::SHORT_VERBS.ends(&chars[..name.1], name.1 - length).any(|end| end == name.1)
    });
    let name = (name.0, name.1 - verb.unwrap_or(0));
    let post = name.0 > start;
    let length = name.1 - name.0;
    let called = length > 0 && family(chars[name.0]);
    // After a post and a blank any two or three letters are a name.
    let apart = post && matches!(chars[name.0 - 1], ' ' | '\t') && (2..=3).contains(&length);
    let titled = (2..=4).contains(&length)
        && end - start <= 16
        && post
        && (called || apart)
        && chars[name.0..name.1].iter().all(|c| c.is_alphabetic());
    // 小崔, 老麦, 阿龙.
    let familiar = length == 2
        && (chars[name.0] == '阿' || matches!(chars[name.0], '小' | '老') && family(chars[name.0 + 1]));
    // 丁丁背: a family name and a verb.
    let alone = verb.is_some() && (2..=3).contains(&length) && name.0 == start;
    let verbed = alone && (called || unknown(chars, name));
    // 刘会计: a family name and a post.
    let ranked = called
        && word_at(&chars[..name.1], name.0 + 1, kinds([Word::Post])).is_some_and(|hit| hit.end() == name.1);
    if titled || ranked || familiar || verbed {
        return Some(name);
    }
    after_post(chars, (start, end)).or_else(|| known.has(&chars[name.0..name.1]).then_some(name))
}

/// True of letters in which no word that plans use stands.
fn unknown(chars: &[char], (start, end): (usize, usize)) -> bool {
    let letters = chars[start..end].iter().all(|c| c.is_alphabetic() && !c.is_ascii());
    letters && next_word(chars, (start, end), !kinds([Word::Post, Word::Dept])).is_none()
}

/// 验光师老段: after a word for people at work that no list has, a family name or a familiar one.
fn after_post(chars: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let from = (start + 2..end.saturating_sub(1)).find(|at| {
        let rest = &chars[*at..end];
        among(chars[at - 1], "师员长工")
            && (rest.len() == 2 && familiar(rest) || (2..=3).contains(&rest.len()) && family(rest[0]))
    })?;
    let letters = end - start <= 9 && chars[start..end].iter().all(|c| c.is_alphabetic() && !c.is_ascii());
    let word = next_word(chars, (from, end), !kinds([Word::Post, Word::Dept])).is_some();
    (letters && !word).then_some((from, end))
}

/// 这个我背, 我来盯, 这个数我喻南枝来扛: who speaks, by name where it is told.
pub(super) fn mine(chars: &[char], start: usize) -> Option<(usize, usize)> {
    // 都归我钱满仓
    let falls = (start + 1..chars.len()).find(|at| chars[*at] == '我' && chars[at - 1] == '归');
    if let Some(at) = falls {
        let letters = chars[at + 1..].iter().take_while(|c| c.is_alphabetic()).count();
        return Some(if (2..=3).contains(&letters) { (at + 1, at + 1 + letters) } else { (at, at + 1) });
    }
    let at = (start..chars.len()).find(|at| chars[*at] == '我' && chars.get(at + 1) != Some(&'们'))?;
    let stop =
        (at + 1..chars.len().min(at + 8)).find(|to| !chars[*to].is_alphabetic()).unwrap_or(chars.len());
    let does = (at + 1..stop.min(at + 8)).find(|to| {
        let end = terms::IN_PERSON.at(chars, *to).unwrap_or(*to);
        terms::OWNER_VERBS
            .at(chars, end)
            .or_else(|| terms::BEARS.at(chars, end))
            .is_some_and(|end| end == stop)
    })?;
    // 我和老孙一起扛
    if matches!(chars[at + 1], '和' | '跟' | '同' | '与') {
        let stop = (at + 2..does).find(|stop| among(chars[*stop], "一共来")).unwrap_or(does);
        return Some((at, stop));
    }
    Some(if does > at + 2 { (at + 1, does) } else { (at, at + 1) })
}

/// The names of the people of a plan.
#[derive(Debug, Default)]
pub(super) struct People {
    /// In their order.
    names: Vec<Vec<char>>,
}

impl People {
    pub fn of(mut names: Vec<Vec<char>>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self { names }
    }

    pub fn has(&self, name: &[char]) -> bool {
        self.names.binary_search_by(|known| known.as_slice().cmp(name)).is_ok()
    }

    /// Where the names end that begin at a character, the longest first.
    pub fn at(&self, chars: &[char], at: usize) -> impl Iterator<Item = usize> {
        let first = chars.get(at).copied().unwrap_or_default();
        let from = self.names.partition_point(|name| name[0] < first);
        let until = from + self.names[from..].partition_point(|name| name[0] == first);
        // Of two that begin alike the longer stands later.
        let here = self.names[from..until].iter().rev();
        here.filter(move |name| chars[at..].starts_with(name)).map(move |name| at + name.len())
    }
}
