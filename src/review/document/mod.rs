//! A review as a document: one HTML file without script that prints well, or Markdown.
//!
//! Both are written from the same few blocks, so they say the same.

mod blocks;
mod html;
mod markdown;
mod shown;

use planscore_base::locale::Locale;
use serde::Deserialize;

pub use shown::Shown;

/// What kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename = "ReportFormat", rename_all = "camelCase")]
pub enum Format {
    /// One HTML file, charts inside, no script.
    #[default]
    Html,
    /// Markdown.
    Markdown,
}

/// A piece of a document.
enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    Table(Vec<String>, Vec<Vec<String>>),
    /// Bars from 0 to 1 with a label each; Markdown leaves them out, the table beside says the same.
    Bars(Vec<(String, f64)>),
}

/// Writes a review as a document.
///
/// ```
/// use planscore::review::{Format, Input, ReviewOptions, Shown, render, review};
/// use planscore::Locale;
/// let input = Input { plan: Some("# <计划>\n\n## 目标\n\n- 销售额达到X万元\n".into()), ..Input::default() };
/// let found = review(&input, None, None, &ReviewOptions::default()).unwrap();
/// let page = render(&Shown::from(&found), Format::Html, Locale::ZhCn);
/// assert!(page.starts_with("<!doctype html>") && page.contains("P001") && !page.contains("<script"));
/// ```
pub fn render(review: &Shown, format: Format, locale: Locale) -> String {
    let blocks = blocks::blocks(review, locale);
    let title = locale.pick("销售计划体检报告", "Sales plan review");
    match format {
        Format::Html => html::html(title, &blocks, locale),
        Format::Markdown => markdown::markdown(title, &blocks),
    }
}
