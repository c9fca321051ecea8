//! The styles of a document: which make headings, which lists.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::error::{Error, Result};
use crate::numbering::attribute;

/// What a style makes of a paragraph.
#[derive(Clone, Default)]
pub struct Style {
    /// Heading level, from 1.
    pub heading: Option<usize>,
    /// The list it belongs to, and its level there.
    pub list: Option<String>,
    /// From 0.
    pub level: usize,
    based_on: Option<String>,
}

/// The styles by id.
pub type Styles = HashMap<String, Style>;

/// Reads `word/styles.xml`.
///
/// # Errors
/// What is damaged.
pub fn styles(xml: &str) -> Result<Styles> {
    let mut reader = Reader::from_str(xml);
    let mut found: HashMap<String, Style> = HashMap::new();
    let mut id = String::new();
    loop {
        match reader.read_event().map_err(|_| Error::DAMAGED)? {
            Event::Eof => return Ok(found),
            Event::Start(element) | Event::Empty(element) => {
                let value = || attribute(&element, "val").unwrap_or_default();
                match element.local_name().as_ref() {
                    "style" => {
                        id = attribute(&element, "styleId").unwrap_or_default();
                        found.insert(id.clone(), Style::default());
                    }
                    name => {
                        let Some(style) = found.get_mut(&id) else { continue };
                        match name {
                            "name" => style.heading = heading_of_name(&value()),
                            "outlineLvl" => style.heading = outline_level(&value()).or(style.heading),
                            "numId" => style.list = Some(value()),
                            "ilvl" => style.level = value().parse().unwrap_or(0),
                            "basedOn" => style.based_on = Some(value()),
                            _ => {}
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// `heading 2`, `标题 2`, `Title`.
fn heading_of_name(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    if name == "title" || name == "标题" {
        return Some(1);
    }
    let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "))?.parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Word counts from 0; 9 is body text.
pub fn outline_level(value: &str) -> Option<usize> {
    value.parse().ok().filter(|level| *level < 9).map(|level: usize| level + 1)
}

/// A style with what it takes from those it is based on.
pub fn style(styles: &Styles, id: &str) -> Style {
    let mut style = Style::default();
    let mut next = Some(id.to_owned());
    // A chain of styles is short; one that bites its tail ends here too.
    for _ in 0..16 {
        let Some(found) = next.as_ref().and_then(|id| styles.get(id)) else { break };
        style.heading = style.heading.or(found.heading);
        if style.list.is_none() {
            (style.list, style.level) = (found.list.clone(), found.level);
        }
        next.clone_from(&found.based_on);
    }
    style
}
