//! A document as Markdown: headings by style and outline level, lists with their numbers, tables.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use crate::archive;
use crate::error::{Error, Result};
use crate::numbering::{Numbering, attribute};

/// A document as Markdown in UTF-8.
///
/// # Errors
/// What is no document, damaged, or beyond the bounds.
pub fn to_markdown(bytes: &[u8]) -> Result<String> {
    let mut archive = archive::open(bytes)?;
    let document = archive::part(&mut archive, "word/document.xml")?.ok_or(Error::NO_DOCUMENT)?;
    let styles = archive::part(&mut archive, "word/styles.xml")?
        .map_or_else(|| Ok(HashMap::new()), |xml| styles(&xml))?;
    let numbering = archive::part(&mut archive, "word/numbering.xml")?
        .map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    Writer { styles, numbering, out: String::new(), paragraph: Paragraph::default(), tables: Vec::new() }
        .document(&document)
}

/// What a style makes of a paragraph.
#[derive(Clone, Default)]
struct Style {
    /// Heading level, from 1.
    heading: Option<usize>,
    list: Option<String>,
    level: usize,
    based_on: Option<String>,
}

/// The styles by id.
fn styles(xml: &str) -> Result<HashMap<String, Style>> {
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
fn outline_level(value: &str) -> Option<usize> {
    value.parse().ok().filter(|level| *level < 9).map(|level: usize| level + 1)
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<usize>,
    list: Option<String>,
    level: Option<usize>,
}

/// Rows of cells.
type Table = Vec<Vec<String>>;

struct Writer {
    styles: HashMap<String, Style>,
    numbering: Numbering,
    out: String,
    paragraph: Paragraph,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
}

/// Deepest nesting of elements; Word stays far below.
const MAX_DEPTH: usize = 256;

impl Writer {
    fn document(mut self, xml: &str) -> Result<String> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
        // Elements whose text is not the document's: what was deleted, what stands in for a drawing.
        let mut skipped = 0_usize;
        let mut in_text = false;
        loop {
            match reader.read_event().map_err(|_| Error::DAMAGED)? {
                Event::Eof if depth == 0 => return Ok(self.out.trim_start_matches('\n').to_owned()),
                Event::Eof => return Err(Error::DAMAGED),
                Event::Start(element) => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        return Err(Error::DAMAGED);
                    }
                    match element.local_name().as_ref() {
                        "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => skipped += 1,
                        "tbl" => self.tables.push(Vec::new()),
                        "tr" => self.rows(|table| table.push(Vec::new())),
                        "tc" => self.rows(|table| {
                            if let Some(row) = table.last_mut() {
                                row.push(String::new());
                            }
                        }),
                        "t" => in_text = true,
                        "p" => self.paragraph = Paragraph::default(),
                        _ => {}
                    }
                }
                Event::Empty(element) => match element.local_name().as_ref() {
                    _ if skipped > 0 => {}
                    "pStyle" => self.paragraph.style = attribute(&element, "val"),
                    "outlineLvl" => {
                        self.paragraph.outline =
                            attribute(&element, "val").as_deref().and_then(outline_level);
                    }
                    "numId" => self.paragraph.list = attribute(&element, "val"),
                    "ilvl" => self.paragraph.level = attribute(&element, "val").and_then(|n| n.parse().ok()),
                    "tab" if self.paragraph.text.is_empty() => {}
                    "tab" => self.paragraph.text.push(' '),
                    "br" | "cr" => self.paragraph.text.push('\n'),
                    "noBreakHyphen" => self.paragraph.text.push('-'),
                    _ => {}
                },
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    match element.local_name().as_ref() {
                        "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => skipped -= 1,
                        "t" => in_text = false,
                        "p" => self.end_paragraph(),
                        "tbl" => self.end_table(),
                        _ => {}
                    }
                }
                Event::Text(text) if in_text && skipped == 0 => {
                    self.paragraph.text += &unescape(&text.into_inner()).map_err(|_| Error::DAMAGED)?;
                }
                Event::GeneralRef(name) if in_text && skipped == 0 => {
                    let written = format!("&{};", name.into_inner());
                    self.paragraph.text += &unescape(&written).map_err(|_| Error::DAMAGED)?;
                }
                Event::CData(text) if in_text && skipped == 0 => {
                    self.paragraph.text += &text.into_inner();
                }
                _ => {}
            }
        }
    }

    fn rows(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn style(&self, id: &str) -> Style {
        let mut style = Style::default();
        let mut next = Some(id.to_owned());
        // A chain of styles is short; one that bites its tail ends here too.
        for _ in 0..16 {
            let Some(found) = next.as_ref().and_then(|id| self.styles.get(id)) else { break };
            style.heading = style.heading.or(found.heading);
            if style.list.is_none() {
                (style.list, style.level) = (found.list.clone(), found.level);
            }
            next.clone_from(&found.based_on);
        }
        style
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let style = paragraph.style.as_deref().map(|id| self.style(id)).unwrap_or_default();
        let (list, level) = (paragraph.list.or(style.list), paragraph.level.unwrap_or(style.level));
        // List 0 takes a style's numbering away.
        let number = list.filter(|list| list != "0").and_then(|list| self.numbering.next(&list, level));
        if let Some(cell) =
            self.tables.last_mut().and_then(|table| table.last_mut()).and_then(|row| row.last_mut())
        {
            let gap = if cell.is_empty() { "" } else { " " };
            *cell += gap;
            *cell += &text.replace('\n', " ").replace('|', "\\|");
            return;
        }
        let heading = paragraph.outline.or(style.heading);
        match (heading, number) {
            (Some(level), number) => {
                let number = number.filter(|number| number != "-").unwrap_or_default();
                let gap =
                    if number.is_empty() || number.ends_with(['、', '.', '：', ':']) { "" } else { " " };
                let title = text.replace('\n', " ");
                self.out += &format!("\n{} {number}{gap}{title}\n\n", "#".repeat(level.min(6)));
            }
            (None, Some(number)) => {
                self.out += &format!("{}{number} {}\n", "  ".repeat(level.min(8)), text.replace('\n', " "));
            }
            (None, None) => self.out += &format!("\n{text}\n"),
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        // A table inside a cell becomes the cell's text.
        if let Some(cell) =
            self.tables.last_mut().and_then(|outer| outer.last_mut()).and_then(|row| row.last_mut())
        {
            let inner: Vec<String> = table.iter().map(|row| row.join(" ")).collect();
            *cell += &inner.join("; ");
            return;
        }
        let width = table.iter().map(Vec::len).max().unwrap_or(0);
        self.out.push('\n');
        for (i, row) in table.iter().enumerate() {
            let cells = (0..width).map(|c| row.get(c).map_or("", String::as_str));
            self.out += &format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
            if i == 0 {
                self.out += &format!("|{}\n", " --- |".repeat(width));
            }
        }
        self.out.push('\n');
    }
}
