//! Doc comments: as Rust has them, and as TypeScript shows them.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::serde::camel;

/// Longest line of the generated file.
const WIDTH: usize = 120;

/// A doc comment.
#[derive(Debug, Clone, Default)]
pub struct Docs {
    /// Its paragraphs, in Rust's words.
    paragraphs: Vec<String>,
    /// The content of its ```` ```ts ```` block: the type as it crosses, where serde's conversion is
    /// written by hand.
    pub verbatim: Option<String>,
}

impl Docs {
    /// Reads a doc comment up to its first heading; code other than TypeScript is left out.
    pub fn read(attributes: &[Attribute]) -> Self {
        let mut docs = Self::default();
        let mut fence: Option<bool> = None;
        let mut fresh = true;
        let mut verbatim = Vec::new();
        for line in doc_lines(attributes) {
            if let Some(language) = line.trim_start().strip_prefix("```") {
                fence = match fence {
                    Some(_) => None,
                    None => Some(language.trim() == "ts"),
                };
                fresh = true;
            } else if let Some(typescript) = fence {
                if typescript {
                    verbatim.push(line);
                }
            } else if line.starts_with('#') {
                break;
            } else if line.trim().is_empty() {
                fresh = true;
            } else if fresh || line.trim_start().starts_with("- ") {
                docs.paragraphs.push(line.trim().to_owned());
                fresh = false;
            } else if let Some(last) = docs.paragraphs.last_mut() {
                last.push(' ');
                last.push_str(line.trim());
            }
        }
        docs.verbatim = (!verbatim.is_empty()).then(|| verbatim.join("\n"));
        docs
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Adds a paragraph.
    pub fn push(&mut self, paragraph: String) {
        self.paragraphs.push(paragraph);
    }

    /// All that is said, in one line.
    pub fn line(&self) -> String {
        self.paragraphs.join(" ")
    }

    /// As a comment of TypeScript; `linked` knows the types that can be linked to.
    pub fn comment(&self, indent: &str, linked: &dyn Fn(&str) -> Option<String>) -> String {
        let paragraphs: Vec<String> = self.paragraphs.iter().map(|text| told(text, linked)).collect();
        if let [only] = paragraphs.as_slice()
            && indent.len() + only.chars().count() + "/**  */".len() <= WIDTH
        {
            return format!("{indent}/** {only} */\n");
        }
        let mut out = format!("{indent}/**\n");
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let listed = paragraph.starts_with("- ");
            if i > 0 && !(listed && paragraphs[i - 1].starts_with("- ")) {
                out += &format!("{indent} *\n");
            }
            let hang = if listed { "  " } else { "" };
            for (j, line) in wrapped(paragraph, WIDTH - indent.len() - " * ".len() - 2).iter().enumerate() {
                out += &format!("{indent} * {}{line}\n", if j > 0 { hang } else { "" });
            }
        }
        out + &format!("{indent} */\n")
    }
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a first line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Rust's words in TypeScript's: links, names of fields, `None`.
fn told(text: &str, linked: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let Some(length) = rest[start + 1..].find('`') else { break };
        let (before, code) = (&rest[..start], &rest[start + 1..start + 1 + length]);
        let mut after = &rest[start + length + 2..];
        let is_link = before.ends_with('[') && after.starts_with(']');
        if is_link {
            after = &after[1..];
            // The address of a link with a text of its own.
            if let Some(end) = after.strip_prefix('(').and_then(|address| address.find(')')) {
                after = &after[end + 2..];
            }
        }
        out.push_str(if is_link { &before[..before.len() - 1] } else { before });
        let last = code.rsplit("::").next().unwrap_or(code);
        out += &match linked(last).filter(|_| is_link) {
            Some(name) => format!("{{@link {name}}}"),
            None if last == "None" => "null".to_owned(),
            None => format!("`{}`", outside(last)),
        };
        rest = after;
    }
    (out + rest).replace("*/", "*\u{200b}/")
}

/// A name as it is written outside: `as_of` is `asOf`; code is left alone.
fn outside(code: &str) -> String {
    let is_name = code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_name && code.contains('_') { camel(code) } else { code.to_owned() }
}

/// The lines of a doc comment.
fn doc_lines(attributes: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value
        {
            lines.extend(text.value().lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()));
            if text.value().is_empty() {
                lines.push(String::new());
            }
        }
    }
    lines
}
