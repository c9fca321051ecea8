//! Making the changes that findings propose.

use super::report::{Edit, Finding};

/// The text with the findings' edits made, the first to claim a place winning.
///
/// Edits that overlap an earlier one, reach beyond the text or would cut a character in two are left out.
///
/// ```
/// use planscore_plan::{Options, apply_edits, check_plan};
/// let text = "# 销售计划\n\n## 目标\n\n- 例如,NPS提升5个百分点。\n";
/// let report = check_plan(text, &Options::default()).unwrap();
/// let unit: Vec<_> = report.findings.into_iter().filter(|f| f.code == "G007").collect();
/// assert!(apply_edits(text, &unit).contains("NPS提升5分"));
/// ```
pub fn apply_edits(text: &str, findings: &[Finding]) -> String {
    let edits: Vec<&Edit> =
        findings.iter().filter_map(|finding| finding.edit.as_ref()).filter(|e| e.start <= e.end).collect();
    let mut order: Vec<u32> = (0..edits.len() as u32).collect();
    planscore_stats::sort_indices(&mut order, &|a, b| {
        // What goes on with a line comes before what begins below it.
        let place = |edit: &Edit| (edit.start, edit.end, edit.text.starts_with('\n'));
        place(edits[a as usize]).cmp(&place(edits[b as usize])).then(a.cmp(&b))
    });
    let mut out = String::with_capacity(text.len() + 64);
    let (mut copied, mut at8, mut at16) = (0usize, 0usize, 0usize);
    let mut chars = text.chars().peekable();
    // Goes forward to a UTF-16 offset; gives the UTF-8 offset if a character begins there.
    let mut reach = |target: usize| -> Option<usize> {
        while at16 < target {
            let c = chars.next()?;
            at8 += c.len_utf8();
            at16 += c.len_utf16();
        }
        (at16 == target).then_some(at8)
    };
    let mut free_from = 0usize;
    let mut last: Option<&Edit> = None;
    for index in order {
        let edit = edits[index as usize];
        if edit.start < free_from || last == Some(edit) {
            continue;
        }
        let Some(start) = reach(edit.start) else { continue };
        let Some(end) = reach(edit.end) else { continue };
        out.push_str(&text[copied..start]);
        out.push_str(&edit.text);
        (copied, free_from, last) = (end, edit.end, Some(edit));
    }
    out.push_str(&text[copied..]);
    out
}
