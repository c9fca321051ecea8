//! A review as a document: one HTML file without script that prints well, or Markdown.
//!
//! Both are written from the same few blocks, so they say the same. Everything shown is escaped.

use planscore_base::locale::{Locale, amount};
use serde::Deserialize;
use serde_json::Value;

/// What kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
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

/// Rows of a table at most; the rest is counted.
const ROWS: usize = 200;

/// Writes a review as a document.
///
/// ```
/// use planscore::review::{Format, Input, ReviewOptions, render, review};
/// use planscore::Locale;
/// let input = Input { plan: Some("# <计划>\n\n## 目标\n\n- 销售额达到X万元\n".into()), ..Input::default() };
/// let found = review(&input, None, None, &ReviewOptions::default()).unwrap();
/// let page = render(&serde_json::to_value(&found).unwrap(), Format::Html, Locale::ZhCn);
/// assert!(page.starts_with("<!doctype html>") && page.contains("P001") && !page.contains("<script"));
/// ```
pub fn render(review: &Value, format: Format, locale: Locale) -> String {
    let blocks = blocks(&View(review), locale);
    let title = locale.pick("销售计划体检报告", "Sales plan review");
    match format {
        Format::Html => html(title, &blocks, locale),
        Format::Markdown => markdown(title, &blocks),
    }
}

/// A value, looked into by names; what is not there is null.
struct View<'a>(&'a Value);

impl<'a> View<'a> {
    fn get(&self, name: &str) -> View<'a> {
        let found = match self.0 {
            Value::Object(fields) => fields.get(name),
            _ => None,
        };
        View(found.unwrap_or(&Value::Null))
    }

    fn exists(&self) -> bool {
        *self.0 != Value::Null
    }

    fn text(&self) -> String {
        match self.0 {
            Value::String(text) => text.clone(),
            Value::Number(number) => format!("{number}"),
            _ => String::new(),
        }
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn items(&self) -> impl Iterator<Item = View<'a>> + use<'a> {
        let items: &[Value] = match self.0 {
            Value::Array(items) => items,
            _ => &[],
        };
        items.iter().map(View)
    }
}

const NOTHING: &str = "—";

fn fixed(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.digits$}"))
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{:.1}%", 100.0 * value))
}

fn figure(value: Option<f64>, unit: &str, locale: Locale) -> String {
    match (value, unit) {
        (None, _) => NOTHING.to_owned(),
        (Some(value), "CNY") => amount(value, locale),
        (value, "ratio") => percent(value),
        (Some(value), _) => fixed(Some(value), usize::from(value.fract() != 0.0)),
    }
}

fn blocks(review: &View<'_>, locale: Locale) -> Vec<Block> {
    let mut out = Vec::new();
    let period = review.get("period");
    if period.exists() {
        let [start, end, as_of] = ["start", "end", "asOf"].map(|day| period.get(day).text());
        let mut text = locale.pick(format!("期间 {start} 至 {end}"), format!("{start} to {end}"));
        if !as_of.is_empty() {
            text += &locale.pick(format!("，截至 {as_of}"), format!(", as of {as_of}"));
        }
        out.push(Block::Paragraph(text));
    }
    let lines: Vec<String> = review.get("headline").items().map(|line| line.get("text").text()).collect();
    if !lines.is_empty() {
        out.push(Block::Heading(locale.pick("要点", "At a glance").to_owned()));
        out.push(Block::List(lines));
    }
    let steps: Vec<String> = review
        .get("firstSteps")
        .items()
        .map(|step| {
            let (text, because) = (step.get("text").text(), step.get("because").text());
            match step.get("worth").number() {
                Some(worth) => locale.pick(
                    format!("{text}（{because}；价值约 {}）", amount(worth, locale)),
                    format!("{text} ({because}; worth about {})", amount(worth, locale)),
                ),
                None => locale.pick(format!("{text}（{because}）"), format!("{text} ({because})")),
            }
        })
        .collect();
    if !steps.is_empty() {
        out.push(Block::Heading(locale.pick("先做什么", "First steps").to_owned()));
        out.push(Block::List(steps));
    }
    kpis(&review.get("kpis"), locale, &mut out);
    plan(&review.get("plan"), locale, &mut out);
    funnel(&review.get("funnel"), locale, &mut out);
    tiers(&review.get("rfm"), locale, &mut out);
    out
}

/// A table of at most [`ROWS`] rows.
fn table(heads: &[(&str, &str)], rows: Vec<Vec<String>>, locale: Locale, out: &mut Vec<Block>) {
    let left = rows.len().saturating_sub(ROWS);
    let heads = heads.iter().map(|&(zh, en)| locale.pick(zh, en).to_owned()).collect();
    out.push(Block::Table(heads, rows.into_iter().take(ROWS).collect()));
    if left > 0 {
        out.push(Block::Paragraph(
            locale.pick(format!("另有 {left} 行未列出"), format!("{left} more rows are not listed")),
        ));
    }
}

fn kpis(report: &View<'_>, locale: Locale, out: &mut Vec<Block>) {
    if !report.exists() {
        return;
    }
    out.push(Block::Heading(locale.pick("KPI 得分", "KPI score").to_owned()));
    let total = fixed(report.get("total").number(), 1);
    let coverage = percent(report.get("coverage").number());
    out.push(Block::Paragraph(locale.pick(
        format!("总分 {total}，权重覆盖 {coverage}"),
        format!("Total {total}, {coverage} of the weight known"),
    )));
    let items: Vec<View<'_>> = report.get("items").items().collect();
    out.push(Block::Bars(
        items
            .iter()
            .map(|item| (item.get("name").text(), item.get("attainment").number().unwrap_or(0.0) / 1.2))
            .collect(),
    ));
    let rows = items
        .iter()
        .map(|item| {
            let unit = item.get("unit").text();
            vec![
                item.get("name").text(),
                status(&item.get("status").text(), locale).to_owned(),
                percent(item.get("share").number()),
                figure(item.get("target").number(), &unit, locale),
                figure(item.get("actual").number(), &unit, locale),
                percent(item.get("attainment").number()),
                fixed(item.get("score").number(), 1),
                fixed(item.get("loss").number(), 1),
            ]
        })
        .collect();
    let heads = [
        ("指标", "Figure"),
        ("状态", "Status"),
        ("权重", "Weight"),
        ("目标", "Target"),
        ("实绩", "Actual"),
        ("达成率", "Attainment"),
        ("得分", "Score"),
        ("失分", "Points lost"),
    ];
    table(&heads, rows, locale, out);
    let mut notes: Vec<String> = report
        .get("alerts")
        .items()
        .map(|alert| format!("{} {}", alert.get("message").text(), alert.get("advice").text()))
        .collect();
    notes.extend(report.get("issues").items().take(ROWS).map(|issue| {
        let about = issue.get("column").text();
        let name =
            items.iter().find(|item| item.get("id").text() == about || item.get("path").text() == about);
        let message = issue.get("message").text();
        name.map_or(message.clone(), |item| format!("{} · {message}", item.get("name").text()))
    }));
    if !notes.is_empty() {
        out.push(Block::List(notes));
    }
}

/// What a status is called.
fn status(code: &str, locale: Locale) -> &'static str {
    const NAMES: [(&str, &str, &str); 8] = [
        ("outstanding", "卓越", "Outstanding"),
        ("onTarget", "达标", "On target"),
        ("close", "接近", "Close"),
        ("atRisk", "有风险", "At risk"),
        ("offTarget", "未达标", "Off target"),
        ("noData", "缺数据", "No data"),
        ("noTarget", "无目标", "No target"),
        ("vetoed", "一票否决", "Vetoed"),
    ];
    NAMES.iter().find(|name| name.0 == code).map_or("—", |&(_, zh, en)| locale.pick(zh, en))
}

fn plan(report: &View<'_>, locale: Locale, out: &mut Vec<Block>) {
    if !report.exists() {
        return;
    }
    out.push(Block::Heading(locale.pick("计划体检", "Plan findings").to_owned()));
    let (score, grade) = (fixed(report.get("score").number(), 1), report.get("grade").text());
    let because = report.get("archetype").get("because").text();
    out.push(Block::Paragraph(
        locale.pick(
            format!("得分 {score}（{grade}）。{because}"),
            format!("Score {score} ({grade}). {because}"),
        ),
    ));
    let findings: Vec<View<'_>> = report.get("findings").items().collect();
    // At most one line a rule and section, with its places.
    let rows = report
        .get("groups")
        .items()
        .map(|group| {
            let places: Vec<String> = group
                .get("findings")
                .items()
                .filter_map(|index| findings.get(index.number()? as usize))
                .map(|finding| finding.get("span").get("line").text())
                .collect();
            vec![
                group.get("code").text(),
                places.join(locale.pick("、", ", ")),
                group.get("message").text(),
                group.get("fix").text(),
                fixed(group.get("lost").number(), 1),
            ]
        })
        .collect();
    let heads =
        [("编号", "Code"), ("行", "Line"), ("问题", "Finding"), ("改法", "Fix"), ("失分", "Points lost")];
    table(&heads, rows, locale, out);
}

fn funnel(report: &View<'_>, locale: Locale, out: &mut Vec<Block>) {
    if !report.exists() {
        return;
    }
    out.push(Block::Heading(locale.pick("漏斗瓶颈", "Funnel bottleneck").to_owned()));
    let because = report.get("bottleneck").get("because").text();
    let none = report.get("noBottleneckBecause").text();
    out.push(Block::Paragraph(if because.is_empty() { none } else { because }));
    let stages: Vec<View<'_>> = report.get("stages").items().collect();
    let most = stages.iter().filter_map(|stage| stage.get("entered").number()).fold(1.0, f64::max);
    out.push(Block::Bars(
        stages
            .iter()
            .map(|stage| (stage.get("stage").text(), stage.get("entered").number().unwrap_or(0.0) / most))
            .collect(),
    ));
    let rows = stages
        .iter()
        .map(|stage| {
            let (rate, interval) =
                (stage.get("conversion").get("rate"), stage.get("conversion").get("interval"));
            let between = format!(
                "{}–{}",
                percent(interval.get("low").number()),
                percent(interval.get("high").number())
            );
            vec![
                stage.get("stage").text(),
                fixed(stage.get("entered").number(), 0),
                percent(rate.number()),
                if interval.exists() { between } else { NOTHING.to_owned() },
                fixed(stage.get("days").get("p50").number(), 0),
                fixed(stage.get("lost").number(), 0),
                fixed(stage.get("open").number(), 0),
            ]
        })
        .collect();
    let heads = [
        ("阶段", "Stage"),
        ("进入", "Entered"),
        ("转化", "Conversion"),
        ("95% 区间", "95% interval"),
        ("停留中位数（天）", "Median days"),
        ("流失", "Lost"),
        ("在手", "Open"),
    ];
    table(&heads, rows, locale, out);
    let stuck: Vec<Vec<String>> = report
        .get("stuck")
        .items()
        .map(|deal| {
            vec![
                deal.get("deal").text(),
                deal.get("stage").text(),
                fixed(deal.get("ageDays").number(), 0),
                deal.get("value").number().map_or_else(String::new, |value| amount(value, locale)),
            ]
        })
        .collect();
    if !stuck.is_empty() {
        table(
            &[("停滞商机", "Stuck deal"), ("阶段", "Stage"), ("已停留（天）", "Days"), ("金额", "Value")],
            stuck,
            locale,
            out,
        );
    }
}

fn tiers(summary: &View<'_>, locale: Locale, out: &mut Vec<Block>) {
    if !summary.exists() {
        return;
    }
    out.push(Block::Heading(locale.pick("客户分层", "Customer tiers").to_owned()));
    let tiers: Vec<View<'_>> = summary.get("tiers").items().collect();
    out.push(Block::Bars(
        tiers
            .iter()
            .map(|tier| (tier.get("name").text(), tier.get("revenueShare").number().unwrap_or(0.0)))
            .collect(),
    ));
    let rows = tiers
        .iter()
        .map(|tier| {
            vec![
                tier.get("name").text(),
                fixed(tier.get("customers").number(), 0),
                percent(tier.get("share").number()),
                tier.get("revenue").number().map_or_else(String::new, |value| amount(value, locale)),
                percent(tier.get("revenueShare").number()),
                tier.get("advice").text(),
            ]
        })
        .collect();
    let heads = [
        ("层级", "Tier"),
        ("客户数", "Customers"),
        ("占比", "Share"),
        ("金额", "Revenue"),
        ("金额占比", "Revenue share"),
        ("建议", "Advice"),
    ];
    table(&heads, rows, locale, out);
}

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

fn html(title: &str, blocks: &[Block], locale: Locale) -> String {
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

fn markdown(title: &str, blocks: &[Block]) -> String {
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
