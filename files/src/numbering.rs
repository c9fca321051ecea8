//! The numbers that Word writes in front of paragraphs: they are not in the text.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, Result};

/// Deepest level of a list.
const LEVELS: usize = 9;

/// How a level is numbered.
#[derive(Clone, Default)]
struct Level {
    format: String,
    /// The text around the numbers: `第%1部分`, `%1.%2`.
    text: String,
    start: u32,
}

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub struct Numbering {
    /// The abstract list of each list.
    lists: HashMap<String, String>,
    levels: HashMap<String, Vec<Level>>,
    /// How far each abstract list has counted: lists of one go on from one another.
    counts: HashMap<String, [u32; LEVELS]>,
    /// Where a list starts over, level by level, when it is first used.
    restarts: HashMap<String, Vec<(usize, u32)>>,
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn read(xml: &str) -> Result<Self> {
        let mut reader = Reader::from_str(xml);
        let mut numbering = Self::default();
        let (mut list, mut level) = (String::new(), 0);
        loop {
            match reader.read_event().map_err(|_| Error::DAMAGED)? {
                Event::Eof => return Ok(numbering),
                Event::Start(element) | Event::Empty(element) => {
                    let value = || attribute(&element, "val").unwrap_or_default();
                    let current = numbering.levels.get_mut(&list).and_then(|levels| levels.get_mut(level));
                    match element.local_name().as_ref() {
                        "abstractNum" => {
                            list = attribute(&element, "abstractNumId").unwrap_or_default();
                            numbering
                                .levels
                                .insert(list.clone(), vec![Level { start: 1, ..Level::default() }; LEVELS]);
                        }
                        "lvl" => {
                            level =
                                attribute(&element, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(LEVELS);
                        }
                        "num" => list = attribute(&element, "numId").unwrap_or_default(),
                        "abstractNumId" => drop(numbering.lists.insert(list.clone(), value())),
                        "lvlOverride" => {
                            level =
                                attribute(&element, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(LEVELS);
                        }
                        "startOverride" if level < LEVELS => {
                            let start = value().parse().unwrap_or(1);
                            numbering.restarts.entry(list.clone()).or_default().push((level, start));
                        }
                        "numFmt" => drop(current.map(|level| level.format = value())),
                        "lvlText" => drop(current.map(|level| level.text = value())),
                        "start" => drop(current.map(|level| level.start = value().parse().unwrap_or(1))),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// Counts a paragraph of a list and gives what stands in front of it: `-` for a bullet.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let of = self.lists.get(list)?;
        let levels = self.levels.get_mut(of)?;
        let counts = self.counts.entry(of.clone()).or_insert([0; LEVELS]);
        for (level, start) in self.restarts.remove(list).unwrap_or_default() {
            levels[level].start = start;
            counts[level..].fill(0);
        }
        let own = levels.get(level)?;
        if matches!(own.format.as_str(), "bullet" | "none" | "") {
            return Some("-".to_owned());
        }
        counts[level] = if counts[level] == 0 { own.start } else { counts[level].saturating_add(1) };
        counts[level + 1..].fill(0);
        let mut text = own.text.clone();
        for (i, level) in levels.iter().enumerate() {
            let place = format!("%{}", i + 1);
            if text.contains(&place) {
                text = text.replace(&place, &numeral(counts[i].max(level.start), &level.format));
            }
        }
        Some(text)
    }
}

/// A number in a format of Word's.
fn numeral(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "ideographTraditional" => chinese(number),
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let base = if format == "lowerLetter" { b'a' } else { b'A' };
            char::from(base + (number - 1) as u8).to_string()
        }
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number - 1).map(String::from).unwrap_or_default()
        }
        _ => number.to_string(),
    }
}

/// 一 to 九十九; beyond that digits.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number as usize / 10, number as usize % 10);
    match tens {
        0 if number > 0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut left, mut text) = (number.min(3999), String::new());
    for (value, part) in PARTS {
        while left >= value {
            text += part;
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_word() {
        assert_eq!([1, 10, 11, 20, 99, 100].map(chinese), ["一", "十", "十一", "二十", "九十九", "100"]);
        assert_eq!(roman(1994), "MCMXCIV");
        assert_eq!(numeral(3, "decimalEnclosedCircle"), "③");
        assert_eq!(numeral(2, "upperLetter"), "B");
    }
}
