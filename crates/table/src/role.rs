//! What a column can be, and the names that mean it.

use std::sync::LazyLock;

use super::header::Cells;
use super::header::Header;
use super::words::meanings;

/// What a column can be, and the names people give it.
///
/// A name is written as it is compared ([`Header::name`]). In it `{who}` stands for any word of that class in
/// `words/headers.txt`, `{who?}` for one or none, and `*` for anything.
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
    pub names: &'static [&'static [&'static str]],
    /// Names that mean something else, whatever a name with `*` says.
    pub never: &'static [&'static str],
}

impl Role {
    /// One that a file may lack, and whose cells may be anything.
    pub const fn of(
        name: &'static str,
        title: &'static str,
        names: &'static [&'static [&'static str]],
        never: &'static [&'static str],
    ) -> Self {
        Self { name, title, required: false, holds: Cells::Unknown, names, never }
    }

    /// Whether a name can mean it.
    pub fn fits(&self, header: &Header) -> bool {
        (0..self.names.len()).any(|rank| self.fits_at(rank, header))
    }

    /// Whether a name means it as a whole, as many cells are asked in turn.
    pub fn is_named(&self, name: &str) -> bool {
        let whole = self.names.iter().copied().flatten().filter(|pattern| !pattern.contains('*'));
        whole.into_iter().any(|pattern| matches(pattern, name))
    }

    /// Whether a name means it at a rank.
    pub fn fits_at(&self, rank: usize, header: &Header) -> bool {
        let Some(names) = self.names.get(rank) else { return false };
        let is_never = self.never.iter().any(|pattern| matches(pattern, &header.name));
        let is_it = |pattern: &&str| {
            let asked =
                header.question.as_ref().is_some_and(|question| rank == 0 && matches(pattern, question));
            let is_one = !pattern.contains('*') && header.others.iter().any(|name| matches(pattern, name));
            asked || is_one || matches(pattern, &header.name) && !(is_never && pattern.contains('*'))
        };
        names.iter().any(is_it)
    }
}

/// The classes of words that names are made of.
static CLASSES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    meanings(include_str!("../words/headers.txt")).map(|(class, words)| (class, words.collect())).collect()
});

/// Whether a name is one that a pattern describes.
pub fn matches(pattern: &str, name: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix('*') {
        let mut starts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
        return rest.is_empty() || starts.any(|at| matches(rest, &name[at..]));
    }
    if let Some((class, rest)) = pattern.strip_prefix('{').and_then(|pattern| pattern.split_once('}')) {
        let (class, may_lack) = class.strip_suffix('?').map_or((class, false), |class| (class, true));
        let words = CLASSES.iter().filter(|(name, _)| *name == class).flat_map(|(_, words)| words);
        // Nearly all words differ in their first bytes, which are compared quicker than by a call.
        let begins =
            |word: &&&str| word.len() <= name.len() && word.bytes().zip(name.bytes()).all(|(a, b)| a == b);
        let mut left = words.filter(begins).map(|word| &name[word.len()..]);
        return may_lack && matches(rest, name) || left.any(|left| matches(rest, left));
    }
    let end = pattern.find(['*', '{']).unwrap_or(pattern.len());
    let left = name.strip_prefix(&pattern[..end]);
    left.is_some_and(
        |left| if end == pattern.len() { left.is_empty() } else { matches(&pattern[end..], left) },
    )
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
            assert_eq!(matches(pattern, name), is_one, "{pattern} {name}");
        }
    }

    #[test]
    fn every_class_has_words() {
        let roles = crate::orders::roles::ROLES
            .iter()
            .chain(&crate::deals::roles::ROLES)
            .chain(&crate::actuals::roles::ROLES);
        let patterns = roles.flat_map(|role| role.names.iter().copied().flatten().chain(role.never));
        for pattern in patterns {
            for class in pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                let class = class.0.trim_end_matches('?');
                assert!(CLASSES.iter().any(|(name, _)| *name == class), "{pattern}");
            }
        }
    }
}
