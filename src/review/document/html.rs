//! A document as one HTML file without script. Everything shown is escaped.

use planscore_base::locale::Locale;

use super::Block;

/// Text inside HTML, also inside attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

const STYLE: &str = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:15px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#17202b;background:#fff}\
h2{margin-top:2rem;font-size:1.15rem;border-bottom:1px solid #ccd}table{border-collapse:collapse;width:100%;font-size:.9rem}\
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e3e7ec;vertical-align:top;overflow-wrap:anywhere;min-width:3.4em}\
svg{width:100%;max-width:40rem}text{font-size:12px;fill:#333}@media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}";

/// The whole file.
pub(super) fn html(title: &str, blocks: &[Block], locale: Locale) -> String {
    let lang = locale.pick("zh-CN", "en");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n"
    );
    for block in blocks {
        match block {
            Block::Heading(text) => out += &format!("<h2>{}</h2>\n", escaped(text)),
            Block::Paragraph(text) => out += &format!("<p>{}</p>\n", escaped(text)),
            Block::List(items) => {
                out.push_str("<ul>");
                for item in items {
                    out += &format!("<li>{}</li>", escaped(item));
                }
                out.push_str("</ul>\n");
            }
            Block::Table(heads, rows) => {
                out.push_str("<table><thead><tr>");
                for head in heads {
                    out += &format!("<th scope=\"col\">{}</th>", escaped(head));
                }
                out.push_str("</tr></thead><tbody>");
                for row in rows {
                    out.push_str("<tr>");
                    for cell in row {
                        out += &format!("<td>{}</td>", escaped(cell));
                    }
                    out.push_str("</tr>");
                }
                out.push_str("</tbody></table>\n");
            }
            Block::Bars(bars) => out += &chart(bars),
        }
    }
    out.push_str("</body></html>\n");
    out
}

/// Horizontal bars; the table under them has the numbers.
fn chart(bars: &[(String, f64)]) -> String {
    const ROW: usize = 22;
    let mut out = format!("<svg viewBox=\"0 0 640 {}\" aria-hidden=\"true\">", bars.len() * ROW);
    for (i, (label, share)) in bars.iter().enumerate() {
        let top = i * ROW;
        let width = 460.0 * share.clamp(0.0, 1.0);
        let short: String = label.chars().take(12).collect();
        out += &format!(
            "<text x=\"0\" y=\"{}\">{}</text><rect x=\"170\" y=\"{}\" width=\"{width:.1}\" height=\"14\" rx=\"3\" fill=\"#0f766e\"/>",
            top + 15,
            escaped(&short),
            top + 4,
        );
    }
    out.push_str("</svg>\n");
    out
}
