//! A document as Markdown. Nothing of a text becomes markup.

use super::Block;

/// Text inside Markdown: nothing of it becomes markup, and a line stays a line.
fn plain_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The whole file.
pub(super) fn markdown(title: &str, blocks: &[Block]) -> String {
    let mut out = format!("# {title}\n");
    for block in blocks {
        match block {
            Block::Heading(text) => out += &format!("\n## {}\n", plain_text(text)),
            Block::Paragraph(text) => out += &format!("\n{}\n", plain_text(text)),
            Block::List(items) => {
                out.push('\n');
                for item in items {
                    out += &format!("- {}\n", plain_text(item));
                }
            }
            Block::Table(heads, rows) => {
                let line = |cells: &[String]| {
                    let cells: Vec<String> = cells.iter().map(|cell| plain_text(cell)).collect();
                    format!("| {} |\n", cells.join(" | "))
                };
                out += &format!("\n{}|{}\n", line(heads), " --- |".repeat(heads.len()));
                for row in rows {
                    out += &line(row);
                }
            }
            Block::Bars(_) => {}
        }
    }
    out
}
