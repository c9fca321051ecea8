//! The people of a plan: whoever it names as owners, and whoever stands alone in one place and acts in another.

use super::column::Role;
use super::inherit::stated;
use super::lexicon::{Hit, Word, kinds, next_word, word_at};
use super::number::blank;
use super::outline::Outline;
use super::owner::{People, alone, family, person, trimmed};
use super::phrase::{Clause, Source, clauses};
use super::sheet::Table;
use super::terms;
use super::time::time_at;

/// The people whom a plan names as owners, by what is said beside their names.
pub(super) fn people(source: Source, outline: &Outline, tables: &[Table]) -> People {
    let chars = source.chars();
    let nobody = People::default();
    let mut found: Vec<Vec<char>> = Vec::new();
    let mut note = |name: (usize, usize)| {
        if (2..=12).contains(&(name.1 - name.0)) && !word(source, name) {
            found.push(chars[name.0..name.1].to_vec());
        }
    };
    let mut said: Vec<Said> = Vec::new();
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        if block.content() {
            for mention in stated(source, block.start, block.end) {
                note(mention.name);
            }
            let clauses = clauses(chars, block.start, block.end).into_iter();
            said.extend(clauses.map(|clause| Said { clause, block: (block.start, block.end) }));
        }
    }
    for line in outline.lines.0..outline.lines.1 {
        let at = source.text.lines[line];
        roster(&chars[..at.end], at.start).into_iter().for_each(&mut note);
    }
    for table in tables {
        for row in &table.rows {
            let cell = table.cell(row, Role::Owner).filter(|(from, to)| to > from);
            cell.into_iter().map(|cell| person(chars, trimmed(chars, cell))).for_each(&mut note);
        }
    }
    for Said { clause, .. } in &said {
        // 商务主管 卓敏: beside a post as well.
        let beside = alone(chars, (clause.start, clause.end), &nobody);
        // 简丹2月底上线: a family name, a letter or two, and a time.
        let acting = acting(source, (clause.start, clause.end));
        for name in beside.into_iter().chain(acting) {
            note(name);
        }
    }
    found.extend(familiar(source, &said));
    found.extend(beside_deadlines(source, &said));
    found.extend(repeated(source, &said));
    found.extend(latin_closers(source, &said));
    let known = People::of(found.clone());
    found.extend(columns_of_names(source, outline, &known));
    People::of(found)
}

/// 老袁: 红提走货180吨 / 阿军: 苹果220吨 / 大胖: …: of three lines or more one after another with short labels, half of
/// which call someone, all labels are people.
fn columns_of_names(source: Source, outline: &Outline, known: &People) -> Vec<Vec<char>> {
    let chars = source.chars();
    let label = |line: usize| {
        let block = outline.block(line);
        let name = (block.start, block.label_end);
        let letters = || chars[name.0..name.1].iter().all(|c| c.is_alphabetic() && !c.is_ascii());
        ((2..=4).contains(&(name.1 - name.0)) && block.content() && letters()).then_some(name)
    };
    let calls = |(start, end): (usize, usize)| {
        let name = &chars[start..end];
        known.has(name) || alone(chars, (start, end), known).is_some() || terms::FAMILIAR.closes(name)
    };
    let mut found: Vec<Vec<char>> = Vec::new();
    let mut column: Vec<(usize, usize)> = Vec::new();
    for line in outline.lines.0..=outline.lines.1 {
        let deeper = line < outline.lines.1 && !column.is_empty() && source.text.indent(line) > 0;
        match (line < outline.lines.1).then(|| label(line)).flatten() {
            Some(name) => column.push(name),
            None if deeper => {}
            None => {
                let named = column.iter().filter(|name| calls(**name)).count();
                if column.len() >= 3 && named * 2 >= column.len() {
                    let people = column.iter().filter(|name| !word(source, **name));
                    found.extend(people.map(|name| chars[name.0..name.1].to_vec()));
                }
                column.clear();
            }
        }
    }
    found
}

/// 组员: 阿桃、老莫、小卞: the names that a list of people tells.
fn roster(chars: &[char], start: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for colon in
        (start..chars.len()).filter(|at| chars[*at] == ':' && terms::ROSTERS.closes(&chars[start..*at]))
    {
        let mut from = blank(chars, colon + 1);
        while from < chars.len() {
            // 投放-子衿: what someone does stands before the name.
            let word = |from: usize| chars[from..].iter().take_while(|c| c.is_alphabetic()).count();
            let post = word(from);
            if post > 0 && chars.get(from + post) == Some(&'-') {
                from += post + 1;
            }
            let length = word(from);
            if (2..=4).contains(&length) {
                found.push((from, from + length));
            }
            if length == 0 || chars.get(from + length) != Some(&'、') {
                break;
            }
            from += length + 1;
        }
    }
    found
}

/// A clause and the block that it stands in.
struct Said {
    clause: Clause,
    block: (usize, usize),
}

/// Someone who does something at a time: the first letters of a clause before a time or 每.
fn acting(source: Source, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let chars = source.chars();
    // 水务组组长边若琳每两周: after a post two or three letters are a name.
    let post = next_word(&chars[..end], (start, end.min(start + 8)), kinds([Word::Post])).map(Hit::end);
    if let Some(start) = post {
        // 交付经理 苍海 10月31日前
        let start = blank(&chars[..end], start);
        let end = end.max(start);
        let stop = (start + 2..end.min(start + 4)).find(|at| chars[*at] == '每' || source.time_at(*at));
        let letters = |stop: &usize| chars[start..*stop].iter().all(|c| c.is_alphabetic() && !c.is_ascii());
        return stop.filter(letters).map(|stop| (start, stop));
    }
    let first = *chars.get(start)?;
    if !(family(first) || terms::RARE_FAMILIES.has(first)) {
        return None;
    }
    let stop = (start + 2..end.min(start + 4)).find(|at| chars[*at] == '每' || source.time_at(*at))?;
    // 车晓峰正月初六前…: a family name that is also a word needs two letters that are none.
    let rare = || {
        let name = &chars[start..stop];
        name.len() == 3
            && terms::RARE_FAMILIES.has(first)
            && !terms::PLACES_OF_WORK.has(name[2])
            && next_word(chars, (start, stop), !kinds([])).is_none()
    };
    (family(first) || rare()).then_some((start, stop))
}

/// True of what the vocabulary knows: 金额 and 周期 are no one's names, though families are called so.
fn word(source: Source, (start, end): (usize, usize)) -> bool {
    let post = |word| matches!(word, Word::Post | Word::Dept);
    source.text.words(start, end).any(|hit| hit.start() == start && hit.end() == end && !post(hit.word))
}

/// 信用管理 明妤: what stands after the last blank, where that is short.
fn last_word(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let from = (start..end).rev().take(4).find(|at| chars[*at] == ' ').map_or(start, |at| at + 1);
    (from, end)
}

/// People of two or three letters whom no label names: a clause or a bracket of its own (，可可), and elsewhere the one
/// who acts (可可每周五…).
fn familiar(source: Source, said: &[Said]) -> Vec<Vec<char>> {
    let chars = source.chars();
    let mut alone: Vec<Vec<char>> = Vec::new();
    for Said { clause, block } in said {
        // At the end of its line, in brackets or in a cell a word may be a name; between commas it is mostly a thing.
        let closes =
            clause.end + 1 >= block.1 || clause.aside || matches!(chars[clause.end], '|' | '\t' | '。');
        let from = blank(&chars[..clause.end], clause.start);
        if clause.start == block.0 || source.time_at(from) {
            continue;
        }
        let (start, end) = last_word(chars, person(chars, trimmed(chars, (from, clause.end))));
        let called = family(chars[start.min(clause.end - 1)]);
        let name = &chars[start..end];
        // 我负责
        if name.first() == Some(&'我') {
            continue;
        }
        if (closes || called)
            && (2..=3).contains(&name.len())
            && name.iter().all(|c| c.is_alphabetic())
            && !word(source, (start, end))
        {
            alone.push(name.to_vec());
        }
    }
    let alone = People::of(alone);
    let mut acting = Vec::new();
    for Said { clause, .. } in said {
        let text = &chars[..clause.end];
        let first = blank(text, clause.start);
        // 周一下午杜涛去县畜牧站: the time may stand before.
        let from = time_at(text, first).map_or(first, |time| blank(text, time.end));
        for to in alone.at(text, from).filter(|to| *to < clause.end && acts(text, *to)) {
            acting.push(chars[from..to].to_vec());
        }
    }
    acting
}

/// 总收入：150万元，阙峰，3月31日前: two or three letters that no vocabulary knows or a name in Latin letters, between pauses
/// and beside a deadline, in two lines or more.
fn beside_deadlines(source: Source, said: &[Said]) -> Vec<Vec<char>> {
    let chars = source.chars();
    let deadline = |other: Option<&Said>, block: (usize, usize)| {
        other.filter(|other| other.block == block).is_some_and(|Said { clause, .. }| {
            let from = blank(&chars[..clause.end], clause.start);
            // 乐松｜3月20日: a day and nothing else is a deadline at the end of its line.
            time_at(&chars[..clause.end], from).is_some_and(|time| {
                let last = clause.end == block.1 && clause.end == time.end && clause.start > block.0;
                (time.limit || last) && clause.end <= time.end + 2
            })
        })
    };
    let mut found: Vec<(usize, Vec<char>)> = Vec::new();
    for (at, Said { clause, block }) in said.iter().enumerate() {
        let (start, mut end) = last_word(chars, person(chars, trimmed(chars, (clause.start, clause.end))));
        // 会计春艳管: a short verb may follow.
        if end - start == 3 && terms::SHORT_VERBS.ends(&chars[..end], end - 1).any(|stop| stop == end) {
            end -= 1;
        }
        let name = &chars[start..end];
        let labels = chars.get(clause.end) == Some(&':');
        let latin = name.first().is_some_and(char::is_ascii_uppercase)
            && (2..=12).contains(&name.len())
            && name.iter().all(char::is_ascii_alphabetic);
        // 1.2% 以内
        let bound =
            name.first() == Some(&'我') || terms::AT_MOST_AFTER.are(name) || terms::AT_LEAST_AFTER.are(name);
        let short = !bound
            && (2..=3).contains(&name.len())
            && name.iter().all(|c| c.is_alphabetic() && !c.is_ascii());
        let before = at.checked_sub(1).and_then(|at| said.get(at));
        let slot = deadline(before, *block) || deadline(said.get(at + 1), *block);
        if clause.start > block.0 && (latin || short) && slot && !labels && !word(source, (start, end)) {
            found.push((block.0, name.to_vec()));
        }
    }
    found.extend(led(chars, said, &|at, block| deadline(said.get(at.wrapping_sub(1)), block)));
    found.sort();
    let lines = found.chunk_by(|a, b| a.0 == b.0).count();
    if lines < 2 { Vec::new() } else { found.into_iter().map(|(_, name)| name).collect() }
}

/// …，Cindy / …，财务 Linda: a capitalised word that closes two lines or more in a clause of its own, after a post or alone.
fn latin_closers(source: Source, said: &[Said]) -> Vec<Vec<char>> {
    let chars = source.chars();
    let mut found: Vec<(&[char], usize)> = Vec::new();
    let closes =
        |said: &&Said| said.clause.end == said.block.1 && chars[said.clause.end - 1].is_ascii_lowercase();
    for Said { clause, block } in said.iter().filter(closes) {
        let whole = trimmed(chars, (blank(chars, clause.start), clause.end));
        let (first, end) = person(chars, whole);
        let start = (first..end).rev().find(|at| chars[*at] == ' ').map_or(first, |at| at + 1);
        let name = &chars[start..end.max(start)];
        let called = name.first().is_some_and(char::is_ascii_uppercase)
            && name.iter().skip(1).all(char::is_ascii_lowercase)
            && (3..=12).contains(&name.len());
        if clause.start > block.0 && called && !word(source, (start, end)) {
            found.push((name, block.0));
            // After a post once is enough.
            found.extend((first > whole.0).then_some((name, block.0)));
        }
    }
    found.sort_unstable();
    let names = found.chunk_by(|a, b| a.0 == b.0);
    names.filter(|same| same.len() > 1).map(|same| same[0].0.to_vec()).collect()
}

/// …前，大壮管这一摊 / …前，大壮去跟机手说: two letters that no vocabulary knows, with which what follows a deadline begins in
/// two lines or more.
fn led(
    chars: &[char],
    said: &[Said],
    dated: &dyn Fn(usize, (usize, usize)) -> bool,
) -> Vec<(usize, Vec<char>)> {
    let mut found: Vec<(Vec<char>, usize)> = Vec::new();
    for (at, Said { clause, block }) in said.iter().enumerate() {
        let from = blank(&chars[..clause.end], clause.start);
        let name = chars[..clause.end].get(from..from + 2).unwrap_or_default();
        let letters = name.iter().all(|c| c.is_alphabetic() && !c.is_ascii() && *c != '我');
        if !name.is_empty()
            && letters
            && clause.start > block.0
            && dated(at, *block)
            && next_word(chars, (from, from + 2), !kinds([])).is_none()
        {
            found.push((name.to_vec(), block.0));
        }
    }
    found.sort();
    let names = found.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    names.flat_map(|same| same.iter().map(|(name, line)| (*line, name.clone()))).collect()
}

/// 易安每天…, 易安10日前…: two or three letters that no vocabulary knows, with which two lines or more begin a clause that
/// goes on with a time or with what is done.
fn repeated(source: Source, said: &[Said]) -> Vec<Vec<char>> {
    let chars = source.chars();
    let mut found: Vec<(&[char], usize)> = Vec::new();
    for Said { clause, block } in said {
        let text = &chars[..clause.end];
        let start = blank(text, clause.start);
        let timed = |at: usize| text[at] == '每' || source.time_at(at);
        let stop = (start + 2..clause.end.min(start + 4)).find(|at| timed(*at));
        let Some(name) = stop.map(|stop| &chars[start..stop]) else { continue };
        let letters = name.iter().all(|c| c.is_alphabetic() && !c.is_ascii());
        let known = next_word(chars, (start, start + name.len()), !kinds([])).is_some();
        if letters && !known && !source.time_at(start) {
            found.push((name, block.0));
        }
    }
    found.sort_unstable();
    let lines = |same: &&[(&[char], usize)]| same.chunk_by(|a, b| a.1 == b.1).count() > 1;
    found.chunk_by(|a, b| a.0 == b.0).filter(lines).map(|same| same[0].0.to_vec()).collect()
}

/// What follows a name: a time, a verb of doing, or a word that leads to one.
pub(super) fn acts(chars: &[char], at: usize) -> bool {
    let at = blank(chars, at);
    at < chars.len()
        && (time_at(chars, at).is_some()
            || terms::LEADS_TO_ACT.at(chars, at).is_some()
            || word_at(chars, at, kinds([Word::Act, Word::Rhythm])).is_some())
}
