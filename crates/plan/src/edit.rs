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
    let starts = utf8_offsets(text, edits.iter().map(|edit| edit.start));
    let ends = utf8_offsets(text, edits.iter().map(|edit| edit.end));
    let mut out = String::with_capacity(text.len() + 64);
    let (mut copied, mut free_from) = (0usize, 0usize);
    let mut last: Option<&Edit> = None;
    for index in order {
        let edit = edits[index as usize];
        if edit.start < free_from || last == Some(edit) {
            continue;
        }
        let (Some(start), Some(end)) = (starts[index as usize], ends[index as usize]) else { continue };
        out.push_str(&text[copied..start]);
        out.push_str(&edit.text);
        (copied, free_from, last) = (end, edit.end, Some(edit));
    }
    out.push_str(&text[copied..]);
    out
}

/// Where UTF-16 offsets lie in the UTF-8 of a text; `None` where no character begins, nor the text ends.
fn utf8_offsets(text: &str, offsets: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let wanted: Vec<usize> = offsets.collect();
    let mut order: Vec<u32> = (0..wanted.len() as u32).collect();
    planscore_stats::sort_indices(&mut order, &|a, b| wanted[a as usize].cmp(&wanted[b as usize]));
    let mut found = vec![None; wanted.len()];
    let (mut at8, mut at16) = (0, 0);
    let mut chars = text.chars();
    for index in order {
        let wanted = wanted[index as usize];
        while at16 < wanted {
            let Some(c) = chars.next() else { return found };
            at8 += c.len_utf8();
            at16 += c.len_utf16();
        }
        found[index as usize] = (at16 == wanted).then_some(at8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, check_plan};

    /// A finding with this edit and nothing else of note.
    fn finding(start: usize, end: usize, text: &str) -> Finding {
        let mut report = check_plan("目标\n", &Options::default()).unwrap();
        Finding { edit: Some(Edit { start, end, text: text.to_owned() }), ..report.findings.remove(0) }
    }

    #[test]
    fn an_edit_that_has_no_place_hides_none_that_has() {
        let beyond = finding(1, 99, "x");
        let cut = finding(0, 3, "y");
        let upside_down = finding(3, 1, "z");
        let sound = finding(2, 4, "丁");
        assert_eq!(apply_edits("甲乙😀丙", &[beyond, cut, upside_down, sound]), "甲乙丁丙");
    }
}
