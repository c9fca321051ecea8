//! The rules, each in a file of its own. They look at the model, never at raw text.

mod a001_no_owner;
mod a002_no_time;
mod a003_vague;
mod a004_empty_cell;
mod b001_no_amount;
mod b002_item_without_amount;
mod b003_total;
mod budget;
mod g001_no_goal_quantified;
mod g002_no_number;
mod g003_no_deadline;
mod g004_no_owner;
mod g005_no_baseline;
mod g006_points_or_percent;
mod g007_unit;
mod g008_change_and_target;
mod g009_impossible;
mod g010_wording;
mod g011_conflict;
mod g012_outside_period;
mod g013_not_judged;
mod k001_weights;
mod k002_partly_weighted;
mod k003_no_formula;
mod k004_no_target;
mod k005_wrong_direction;
mod k006_no_rhythm;
mod k007_no_threshold;
mod k008_two_definitions;
mod m001_sum;
mod m002_shares;
mod m003_product;
mod p001_letter;
mod p002_masked;
mod p003_masked_year;
mod p004_blank;
mod p005_empty_label;
mod p006_number_deleted;
mod p007_masked_owner;
mod p008_example_left;
mod parts;
mod placeholder;
mod r001_no_risk;
mod r002_no_response;
mod r003_unwatched;
mod r004_restated;
mod s001_missing_section;
mod s002_empty_section;
mod s003_only_in_contents;
mod s004_numbering_gap;
mod s005_declared_count;
mod s006_several_plans;
mod s007_boilerplate;
mod s008_past_among_goals;
mod scorecard;
mod sums;

use super::finding::{Rule, Sink};

/// Every rule, family by family.
pub(super) static RULES: &[&Rule] = &[
    &s001_missing_section::RULE,
    &s002_empty_section::RULE,
    &s003_only_in_contents::RULE,
    &s004_numbering_gap::RULE,
    &s005_declared_count::RULE,
    &s006_several_plans::RULE,
    &s007_boilerplate::RULE,
    &s008_past_among_goals::RULE,
    &p001_letter::RULE,
    &p002_masked::RULE,
    &p003_masked_year::RULE,
    &p004_blank::RULE,
    &p005_empty_label::RULE,
    &p006_number_deleted::RULE,
    &p007_masked_owner::RULE,
    &p008_example_left::RULE,
    &g001_no_goal_quantified::RULE,
    &g002_no_number::RULE,
    &g003_no_deadline::RULE,
    &g004_no_owner::RULE,
    &g005_no_baseline::RULE,
    &g006_points_or_percent::RULE,
    &g007_unit::RULE,
    &g008_change_and_target::RULE,
    &g009_impossible::RULE,
    &g010_wording::RULE,
    &g011_conflict::RULE,
    &g012_outside_period::RULE,
    &g013_not_judged::RULE,
    &k001_weights::RULE,
    &k002_partly_weighted::RULE,
    &k003_no_formula::RULE,
    &k004_no_target::RULE,
    &k005_wrong_direction::RULE,
    &k006_no_rhythm::RULE,
    &k007_no_threshold::RULE,
    &k008_two_definitions::RULE,
    &m001_sum::RULE,
    &m002_shares::RULE,
    &m003_product::RULE,
    &r001_no_risk::RULE,
    &r002_no_response::RULE,
    &r003_unwatched::RULE,
    &r004_restated::RULE,
    &b001_no_amount::RULE,
    &b002_item_without_amount::RULE,
    &b003_total::RULE,
    &a001_no_owner::RULE,
    &a002_no_time::RULE,
    &a003_vague::RULE,
    &a004_empty_cell::RULE,
];

/// Runs every rule.
pub(super) fn run(sink: &mut Sink) {
    for rule in RULES {
        (rule.check)(sink);
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::{Options, check_plan};

    fn fires(code: &str, text: &str) -> bool {
        check_plan(text, &Options::default()).unwrap().findings.iter().any(|finding| finding.code == code)
    }

    #[test]
    fn every_example_holds() {
        for rule in RULES {
            assert!(!rule.examples.is_empty(), "{} has no example", rule.code);
            for example in rule.examples {
                assert!(fires(rule.code, example.fires), "{} says nothing of:\n{}", rule.code, example.fires);
                assert!(
                    !fires(rule.code, example.silent),
                    "{} is wrong about:\n{}",
                    rule.code,
                    example.silent
                );
            }
        }
    }

    #[test]
    fn codes_and_names_are_unique_and_in_order() {
        for pair in RULES.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            assert!(a.code[..1] != b.code[..1] || a.code < b.code, "{} before {}", a.code, b.code);
        }
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES {
            let digits = rule.code[1..].bytes().all(|b| b.is_ascii_digit());
            assert!(rule.code.len() == 4 && digits, "{}", rule.code);
        }
    }
}
