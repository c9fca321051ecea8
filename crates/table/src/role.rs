//! What a column can be, and the names that mean it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::header::Cells;
use super::header::Header;
use super::words::meanings;

/// What a column can be, and the names people give it.
pub struct Role {
    /// Name of the role in the API.
    pub name: &'static str,
    /// What it is called in a message.
    pub title: &'static str,
    /// Whether the file is of no use without it.
    pub required: bool,
    /// What its cells are: among several columns that could be it, one that holds this is it.
    pub holds: Cells,
    /// Names that mean it, those first that mean nothing else. A name counts where none before it is in the file.
    pub names: Vec<Vec<Pattern>>,
    /// Names that mean something else, whatever a name with `*` says.
    pub never: Vec<Pattern>,
}

impl Role {
    /// One that a file may lack, and whose cells may be anything.
    pub fn of(
        name: &'static str,
        title: &'static str,
        names: &[&[&'static str]],
        never: &[&'static str],
    ) -> Self {
        let names = names.iter().map(|rank| patterns(rank)).collect();
        Self { name, title, required: false, holds: Cells::Unknown, names, never: patterns(never) }
    }

    /// Whether a name can mean it.
    pub fn fits(&self, header: &Header) -> bool {
        (0..self.names.len()).any(|rank| self.fits_at(rank, header))
    }

    /// Whether a name means it as a whole, as many cells are asked in turn.
    pub fn is_named(&self, name: &str) -> bool {
        let mut whole = self.names.iter().flatten().filter(|pattern| !pattern.is_loose);
        whole.any(|pattern| pattern.fits(name))
    }

    /// Whether a name means it at a rank.
    pub fn fits_at(&self, rank: usize, header: &Header) -> bool {
        let Some(names) = self.names.get(rank) else { return false };
        let question = header.question.as_ref().filter(|_| rank == 0);
        let is_never = || self.never.iter().any(|pattern| pattern.fits(&header.name));
        let is_it = |pattern: &Pattern| {
            question.is_some_and(|question| pattern.fits(question))
                || !pattern.is_loose && header.others.iter().any(|name| pattern.fits(name))
                || pattern.fits(&header.name) && !(pattern.is_loose && is_never())
        };
        names.iter().any(is_it)
    }
}

/// A name, or many that are alike.
///
/// It is written as names are compared ([`Header::name`]). In it `{who}` stands for any word of that class in
/// `words/headers.txt`, `{who?}` for one or none, and `*` for anything.
pub struct Pattern {
    pieces: Vec<Piece>,
    /// Whether it says `*`.
    is_loose: bool,
}

/// What follows another in a pattern.
enum Piece {
    Anything,
    Text(&'static str),
    Word { of: &'static Class, may_lack: bool },
}

/// Words that are alike.
struct Class {
    words: Vec<&'static str>,
    /// The bytes that they begin with.
    begin: [bool; 256],
}

/// The classes of words that names are made of.
static CLASSES: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let class = |words: Vec<&'static str>| {
        let mut begin = [false; 256];
        words.iter().filter_map(|word| word.bytes().next()).for_each(|byte| begin[usize::from(byte)] = true);
        Class { words, begin }
    };
    meanings(include_str!("../words/headers.txt"))
        .map(|(name, words)| (name, class(words.collect())))
        .collect()
});

/// Reads patterns.
pub fn patterns(written: &[&'static str]) -> Vec<Pattern> {
    written.iter().map(|written| Pattern::read(written)).collect()
}

impl Pattern {
    /// Reads one. A class without words fits nothing.
    fn read(written: &'static str) -> Self {
        static NONE: Class = Class { words: Vec::new(), begin: [false; 256] };
        let (mut pieces, mut rest) = (Vec::new(), written);
        while !rest.is_empty() {
            let piece;
            (piece, rest) = if let Some(rest) = rest.strip_prefix('*') {
                (Piece::Anything, rest)
            } else if let Some((class, rest)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                let name = class.trim_end_matches('?');
                let of = CLASSES.get(name).unwrap_or(&NONE);
                (Piece::Word { of, may_lack: name.len() < class.len() }, rest)
            } else {
                let (text, rest) = rest.split_at(rest.find(['*', '{']).unwrap_or(rest.len()));
                (Piece::Text(text), rest)
            };
            pieces.push(piece);
        }
        Self { pieces, is_loose: written.contains('*') }
    }

    /// Whether a name is one that it describes.
    pub fn fits(&self, name: &str) -> bool {
        fit(&self.pieces, name)
    }
}

/// Whether a name is made of these pieces.
fn fit(pieces: &[Piece], name: &str) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return name.is_empty() };
    match piece {
        Piece::Anything => {
            let mut starts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            rest.is_empty() || starts.any(|at| fit(rest, &name[at..]))
        }
        Piece::Text(text) => name.strip_prefix(text).is_some_and(|left| fit(rest, left)),
        Piece::Word { of, may_lack } => {
            *may_lack && fit(rest, name) || of.taken_off(name).any(|left| fit(rest, left))
        }
    }
}

impl Class {
    /// What is left of a name behind each word that it begins with.
    fn taken_off<'a>(&self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let may_be = name.bytes().next().is_some_and(|byte| self.begin[usize::from(byte)]);
        // Nearly all words differ in their first bytes, which are compared quicker than by a call.
        let begins =
            |word: &&&str| word.len() <= name.len() && word.bytes().zip(name.bytes()).all(|(a, b)| a == b);
        let words = if may_be { &self.words[..] } else { &[] };
        words.iter().filter(begins).map(|word| &name[word.len()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_words() {
        for (pattern, name, is_one) in [
            ("{who}{name?}", "客户", true),
            ("{who}{name?}", "买家昵称", true),
            ("{who}{name?}", "客户等级", false),
            ("{order}{number}", "单据编号", true),
            ("{order}{number}", "salesorderno", true),
            ("*{day}", "最近下单日期", true),
            ("*{day}", "日期备注", false),
            ("total*", "totalcollected", true),
            ("*原因*", "输单原因说明", true),
            ("", "", true),
        ] {
            assert_eq!(Pattern::read(pattern).fits(name), is_one, "{pattern} {name}");
        }
    }

    #[test]
    fn every_class_has_words() {
        let roles = crate::orders::roles::ROLES
            .iter()
            .chain(crate::deals::roles::ROLES.iter())
            .chain(crate::actuals::roles::ROLES.iter());
        let patterns = roles.flat_map(|role| role.names.iter().flatten().chain(&role.never));
        for piece in patterns.flat_map(|pattern| &pattern.pieces) {
            assert!(!matches!(piece, Piece::Word { of, .. } if of.words.is_empty()));
        }
    }
}
