//! A document as Markdown: headings by style and outline level, lists with their numbers, tables.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::archive::{self, Archive};
use crate::error::{Error, Result};
use crate::numbering::{Numbering, attribute};
use crate::styles::{Styles, outline_level, style, styles};
use crate::table::{Merge, Table};

/// A document as Markdown in UTF-8.
///
/// # Errors
/// What is no document, damaged, or beyond the bounds.
pub fn to_markdown(bytes: &[u8]) -> Result<String> {
    let mut archive = archive::open(bytes)?;
    let root = archive::relations(&mut archive, "")?;
    let main = root.into_iter().find(|(kind, _)| kind == "officeDocument").map(|(_, part)| part);
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let document = archive::part(&mut archive, &main)?;
    let document = document.ok_or(Error::NO_DOCUMENT)?;
    let related = archive::relations(&mut archive, &main)?;
    let part = |archive: &mut Archive<'_>, kind: &str| {
        let named = related.iter().find(|(other, _)| other == kind).map(|(_, part)| part.clone());
        archive::part(archive, &named.unwrap_or_else(|| format!("word/{kind}.xml")))
    };
    let styles = part(&mut archive, "styles")?.map_or_else(|| Ok(Styles::new()), |xml| styles(&xml))?;
    let numbering = part(&mut archive, "numbering")?
        .map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    Writer {
        styles,
        numbering,
        out: String::new(),
        paragraphs: Vec::new(),
        boxed: Vec::new(),
        tables: Vec::new(),
        is_run: false,
        is_hidden: false,
    }
    .document(&document)
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<usize>,
    list: Option<String>,
    level: Option<usize>,
}

struct Writer {
    styles: Styles,
    numbering: Numbering,
    out: String,
    /// The paragraphs that are open, the innermost last: a text box holds paragraphs inside one.
    paragraphs: Vec<Paragraph>,
    /// Paragraphs of text boxes, which are told after the one that they are anchored in.
    boxed: Vec<Paragraph>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Whether a run is open, and whether its text is hidden.
    is_run: bool,
    is_hidden: bool,
}

/// Deepest nesting of elements; Word stays far below.
const MAX_DEPTH: usize = 256;

/// Elements whose text is not the document's: what was deleted, what stands in for a drawing, the reading
/// of ruby characters.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "rt")
}

impl Writer {
    fn document(mut self, xml: &str) -> Result<String> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
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
                    let name = element.local_name();
                    skipped += usize::from(is_skipped(name.as_ref()));
                    in_text |= name.as_ref() == "t";
                    if skipped == 0 {
                        self.begin(&element);
                        self.property(&element);
                    }
                }
                Event::Empty(element) if skipped == 0 => self.property(&element),
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    let name = element.local_name();
                    if name.as_ref() == "t" {
                        in_text = false;
                    }
                    if is_skipped(name.as_ref()) {
                        skipped = skipped.saturating_sub(1);
                    } else if skipped == 0 {
                        self.end(name.as_ref());
                    }
                }
                Event::Text(text) if in_text && skipped == 0 => {
                    self.say(&unescape(&text.into_inner()).map_err(|_| Error::DAMAGED)?);
                }
                Event::GeneralRef(name) if in_text && skipped == 0 => {
                    let written = format!("&{};", name.into_inner());
                    self.say(&unescape(&written).map_err(|_| Error::DAMAGED)?);
                }
                Event::CData(text) if in_text && skipped == 0 => self.say(&text.into_inner()),
                _ => {}
            }
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.is_hidden) {
            paragraph.text += text;
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let depth = self.paragraphs.len();
        match element.local_name().as_ref() {
            "tbl" => self.tables.push(Table::new(depth)),
            "tc" => self.rows(Table::begin_cell),
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => (self.is_run, self.is_hidden) = (true, false),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "tr" => self.rows(Table::end_row),
            "tbl" => self.end_table(),
            "r" => (self.is_run, self.is_hidden) = (false, false),
            _ => {}
        }
    }

    /// What an element says of the paragraph, run or cell that it stands in.
    fn property(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        let count = || value().and_then(|count| count.parse().ok()).unwrap_or(1);
        match element.local_name().as_ref() {
            "gridSpan" => return self.rows(|table| table.span(count())),
            "gridBefore" => return self.rows(|table| table.skip(count())),
            "vMerge" if value().as_deref() != Some("restart") => {
                return self.rows(|table| table.merge(Merge::Above));
            }
            // Where the mark of the paragraph is hidden, its text is not.
            "vanish" if self.is_run => {
                self.is_hidden = !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            _ => {}
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match element.local_name().as_ref() {
            "pStyle" => paragraph.style = value(),
            "outlineLvl" => paragraph.outline = value().as_deref().and_then(outline_level),
            "numId" => paragraph.list = value(),
            "ilvl" => paragraph.level = value().and_then(|n| n.parse().ok()),
            _ if self.is_hidden || !self.is_run => {}
            "tab" if paragraph.text.is_empty() => {}
            "tab" => paragraph.text.push(' '),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            _ => {}
        }
    }

    /// Changes the table whose cells the present paragraphs are in.
    fn rows(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// The cell that the present paragraph stands in, if it is no paragraph of a text box outside tables.
    fn cell(&mut self) -> Option<&mut String> {
        let depth = self.paragraphs.len();
        self.tables.last_mut().filter(|table| table.depth >= depth)?.cell()
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let is_boxed = self.tables.last().map_or(0, |table| table.depth) < self.paragraphs.len();
        if is_boxed {
            self.boxed.push(paragraph);
            return;
        }
        // A run may go on behind a text box in it.
        self.is_run = !self.paragraphs.is_empty();
        self.tell(paragraph);
        if self.paragraphs.is_empty() {
            for paragraph in std::mem::take(&mut self.boxed) {
                self.tell(paragraph);
            }
        }
    }

    fn tell(&mut self, paragraph: Paragraph) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let style = paragraph.style.as_deref().map(|id| style(&self.styles, id)).unwrap_or_default();
        let (list, level) = (paragraph.list.or(style.list), paragraph.level.unwrap_or(style.level));
        // List 0 takes a style's numbering away.
        let number = list.filter(|list| list != "0").and_then(|list| self.numbering.next(&list, level));
        if let Some(cell) = self.cell() {
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
        let table = table.into_rows();
        // A table inside a cell becomes the cell's text.
        if let Some(cell) = self.cell() {
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
