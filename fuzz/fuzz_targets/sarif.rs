//! Any findings go into a SARIF log as they are and come back from its JSON, and their edits are made as a plain reading of
//! the rules makes them. The first byte is a number of edits, three more are one: where it starts, where it ends, how much of
//! the text it puts there; the rest is the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::plan::{Edit, Finding, Severity, Span, apply_edits, rules, sarif};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Some((&count, rest)) = bytes.split_first() else { return };
    let (edits, text) = rest.split_at(rest.len().min(3 * usize::from(count % 12)));
    let text = String::from_utf8_lossy(text);
    let findings: Vec<Finding> = edits.as_chunks().0.iter().map(|edit| finding(edit, &text)).collect();

    let log = serde_json::to_string(&sarif(&findings, &text)).expect("a log is data");
    let log: Value = serde_json::from_str(&log).expect("a log is JSON");
    let run = &log["runs"][0];
    let uri = |place: &Value| place["artifactLocation"]["uri"].as_str().expect("a place").to_owned();
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), findings.len());
    let mut read = Vec::new();
    for (result, finding) in results.iter().zip(&findings) {
        let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], finding.code.as_str());
        assert_eq!(result["message"]["text"], finding.message.as_str());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(uri(place).bytes().all(|byte| byte.is_ascii_graphic()));
        let edit =
            result.get("fixes").map(|fixes| edit_of(&fixes[0]["artifactChanges"][0]["replacements"][0]));
        assert_eq!(edit.as_ref(), finding.edit.as_ref().filter(|edit| edit.start <= edit.end));
        read.push(Finding { edit, ..finding.clone() });
    }

    let edited = apply_edits(&text, &findings);
    assert_eq!(apply_edits(&text, &read), edited);
    assert_eq!(edited, plainly(&text, &findings));
});

fn finding(&[start, end, length]: &[u8; 3], text: &str) -> Finding {
    let known = rules();
    let code = known.get(usize::from(length)).map_or("X999", |rule| rule.code);
    let words: String = text.chars().rev().take(usize::from(length % 8)).collect();
    Finding {
        code: code.to_owned(),
        severity: Severity::Warning,
        confidence: f64::from(length) / 200.0,
        message: words.clone(),
        fix: (length % 2 == 0).then(|| words.clone()),
        edit: (length < 240).then(|| Edit { start: start.into(), end: end.into(), text: words }),
        span: Span { start: end.into(), end: start.into(), ..Span::default() },
        lost: 0.0,
        fingerprint: String::new(),
    }
}

fn edit_of(replacement: &Value) -> Edit {
    let number = |name: &str| replacement["deletedRegion"][name].as_u64().expect("a number") as usize;
    let text = replacement["insertedContent"]["text"].as_str().expect("a text").to_owned();
    Edit { start: number("charOffset"), end: number("charOffset") + number("charLength"), text }
}

/// The edits made one after the other on UTF-16 units, from the front.
fn plainly(text: &str, findings: &[Finding]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let is_place =
        |at: usize| at <= units.len() && units.get(at).is_none_or(|unit| !(0xDC00..0xE000).contains(unit));
    let edits = findings.iter().filter_map(|finding| finding.edit.as_ref());
    let mut edits: Vec<&Edit> =
        edits.filter(|edit| edit.start <= edit.end && is_place(edit.start) && is_place(edit.end)).collect();
    edits.sort_by_key(|edit| (edit.start, edit.end, edit.text.starts_with('\n')));
    let (mut out, mut copied, mut last) = (Vec::new(), 0, None);
    for edit in edits {
        if edit.start < copied || last == Some(edit) {
            continue;
        }
        out.extend_from_slice(&units[copied..edit.start]);
        out.extend(edit.text.encode_utf16());
        (copied, last) = (edit.end, Some(edit));
    }
    out.extend_from_slice(&units[copied..]);
    String::from_utf16(&out).expect("no character is cut")
}
