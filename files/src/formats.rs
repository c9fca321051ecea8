//! What a number's format shows beside it: a currency, a percent sign.

use calamine::Style;

/// The first format that a workbook defines itself; those before it are shown as each reader's country does.
const OWN: u32 = 164;

/// What stands beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A currency in front.
    Currency(String),
    /// A percent sign behind a hundred times the number.
    Percent,
}

/// What a style shows beside numbers, if it shows anything but the number. China's currency goes without saying.
pub fn shown(style: &Style) -> Option<Shown> {
    let format = style.number_format.as_ref()?;
    // The part for numbers above zero.
    let code = format.format_code.split(';').next()?;
    if is_percent(code) {
        return Some(Shown::Percent);
    }
    if format.format_id.is_some_and(|id| id < OWN) {
        return None;
    }
    let sign = bracketed(code).or_else(|| bare(code))?;
    (!matches!(sign.as_str(), "¥" | "￥" | "CNY" | "RMB" | "CN¥")).then_some(Shown::Currency(sign))
}

/// The sign of `[$€-407]`; where it is that of two currencies the country behind it says which.
fn bracketed(code: &str) -> Option<String> {
    let inner = code.split_once("[$")?.1.split_once(']')?.0;
    let (sign, country) = inner.split_once('-').unwrap_or((inner, ""));
    let is_japan = country.trim_start_matches('0').eq_ignore_ascii_case("411");
    let sign = if sign == "¥" && is_japan { "JPY" } else { sign.trim() };
    (!sign.is_empty()).then(|| sign.to_owned())
}

/// A sign of a currency that stands in a format as itself or between quotes.
fn bare(code: &str) -> Option<String> {
    const SIGNS: [&str; 13] = ["HK$", "US$", "NT$", "S$", "A$", "C$", "€", "£", "₩", "₹", "฿", "₫", "$"];
    let plain: String = outside(code).chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    SIGNS.iter().find(|sign| plain.contains(**sign)).map(|sign| (*sign).to_owned())
}

/// Whether numbers are shown times a hundred: a percent sign that is no text.
fn is_percent(code: &str) -> bool {
    outside(code).split('"').step_by(2).any(|part| part.contains('%'))
}

/// A format without what stands in square brackets: colours, conditions, countries.
fn outside(code: &str) -> String {
    code.split('[')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once(']').map_or("", |(_, rest)| rest) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_currencies() {
        for (code, sign) in [
            ("[$€-407] #,##0.00", Some("€")),
            ("\"$\"#,##0.00", Some("$")),
            ("$#,##0.00", Some("$")),
            ("[$HK$-C04]#,##0", Some("HK$")),
            ("[$¥-411]#,##0", Some("JPY")),
            ("[$USD] #,##0.00", Some("USD")),
            ("\\£#,##0.00", Some("£")),
            ("#,##0.00", None),
            ("[$-409]#,##0.00", None),
        ] {
            assert_eq!(bracketed(code).or_else(|| bare(code)).as_deref(), sign, "{code}");
        }
        assert!(is_percent("0.00%") && !is_percent("0\"%\"") && !is_percent("0.00"));
    }
}
