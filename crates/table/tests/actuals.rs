//! Files of actuals, files to fill in, and what a file is.

use planscore_base::actual::Measured;
use planscore_base::locale::Locale;
use planscore_table::{
    ActualOptions, ActualsFile, DealOptions, Deals, FileKind, OrderOptions, Orders, Rates, Template,
    recognize,
};

fn read(text: &str) -> ActualsFile {
    ActualsFile::from_csv(text.as_bytes(), ActualOptions::default()).unwrap()
}

fn values(file: &ActualsFile) -> Vec<(&str, Measured)> {
    file.groups[0].actuals.iter().map(|actual| (actual.id.as_str(), actual.measured)).collect()
}

fn codes(file: &ActualsFile) -> Vec<(&'static str, Option<usize>)> {
    file.issues.iter().map(|issue| (issue.code, issue.row)).collect()
}

/// 93 against a target of 0.95: one is in percent, the other a fraction, and the file says so.
#[test]
fn percent_against_fraction_is_read_and_told() {
    let file = read("指标,目标,实际\n回款率,0.95,93\n");
    assert_eq!(values(&file), [("collection_rate", Measured::Value(0.93))]);
    assert_eq!(file.groups[0].targets[0].value, 0.95);
    let told: Vec<&str> = file.decisions.iter().map(|decision| decision.code).collect();
    assert!(told.contains(&"actuals/percent") && told.contains(&"actuals/fraction"), "{told:?}");
    let options = ActualOptions { rates: Some(Rates::Fraction), ..ActualOptions::default() };
    let file = ActualsFile::from_csv("指标,实际\n回款率,93\n".as_bytes(), options).unwrap();
    assert_eq!(values(&file), [("collection_rate", Measured::Value(93.0))]);
}

/// 4 may be 4 % or 400 %.
#[test]
fn a_rate_that_may_be_either_is_left_out_and_named() {
    let file = read("指标,实际\n回款率,4\n销售总额,100\n");
    assert_eq!(values(&file), [("sales_total", Measured::Value(100.0))]);
    assert_eq!(codes(&file), [("actuals/open-rate", Some(2))]);
    assert_eq!((file.rows.read, file.rows.used, file.rows.left_out), (2, 1, 1));
    let signed = read("指标,目标,实际\n回款率,5%,4\n");
    assert_eq!(values(&signed), [("collection_rate", Measured::Value(0.04))]);
    let header = read("指标,实际(%)\n回款率,4\n");
    assert_eq!(values(&header), [("collection_rate", Measured::Value(0.04))]);
}

#[test]
fn units_stand_in_the_header_the_cell_or_a_column() {
    for text in [
        "指标,实际(万元)\n销售总额,1.2\n",
        "指标,实际\n销售总额,1.2万\n",
        "指标,实际,单位\n销售总额,1.2,万元\n",
        "指标,实际,单位\n销售总额,1.2万,万元\n",
        "单位：万元\n指标,实际\n销售总额,1.2\n",
    ] {
        assert_eq!(values(&read(text)), [("sales_total", Measured::Value(12_000.0))], "{text}");
    }
}

#[test]
fn people_and_periods_are_groups() {
    let file = read(
        "姓名,月份,指标,实际\n王,2026-03,销售总额,1\n李,2026-03,销售总额,2\n王,2026-04,销售总额,3\n王,2026-03,拜访次数,4\n",
    );
    let groups: Vec<_> = file
        .groups
        .iter()
        .map(|group| (group.person.as_deref(), group.period.as_deref(), group.actuals.len()))
        .collect();
    assert_eq!(
        groups,
        [
            (Some("王"), Some("2026-03"), 2),
            (Some("李"), Some("2026-03"), 1),
            (Some("王"), Some("2026-04"), 1)
        ]
    );
}

#[test]
fn every_row_is_used_or_named() {
    let file = read(
        "姓名,指标,实际,目标\n王,销售总额,100,120\n王,销售总额,90,120\n王,,5,\n王,回款率,良好,95%\n,新增客户数,3,\n\
         王,退货率,,5%\n王,市场占有率,不适用,\n合计,销售总额,190,\n王,毛利率,1,020.00,\n",
    );
    assert_eq!(
        codes(&file),
        [
            ("actuals/no-kpi", Some(4)),
            ("actuals/no-value", Some(5)),
            ("actuals/no-person", Some(6)),
            ("table/total-row", Some(9)),
            ("table/surplus-cell", Some(10)),
            ("actuals/repeated", Some(3)),
        ]
    );
    assert_eq!((file.rows.read, file.rows.used), (9, 4));
    let states: Vec<Measured> = file.groups[0].actuals.iter().map(|actual| actual.measured).collect();
    assert_eq!(
        states,
        [Measured::Value(100.0), Measured::Missing, Measured::Missing, Measured::NotApplicable]
    );
}

#[test]
fn files_without_actuals_are_refused() {
    let code =
        |text: &str| ActualsFile::from_csv(text.as_bytes(), ActualOptions::default()).unwrap_err().code();
    assert_eq!(code("客户,下单日期,金额\n甲,2026-03-05,1\n"), "columns/missing");
    assert_eq!(code("指标,实际\n"), "actuals/no-rows");
}

/// A template reads back without a question: every column is recognised, nothing is left out or looks wrong.
#[test]
fn templates_read_back_without_a_question() {
    for locale in [Locale::ZhCn, Locale::En] {
        let columns = |file: &str| {
            let header =
                file.lines().find(|line| !line.trim_start_matches('\u{FEFF}').starts_with('#')).unwrap();
            header.split(',').count()
        };
        let file = Template::Orders.file(locale);
        let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
        assert_eq!((orders.len(), orders.issues().count()), (3, 0));
        let named = orders.columns();
        let known = [
            &named.customer,
            &named.date,
            &named.amount,
            &named.order_id,
            &named.cost,
            &named.owner,
            &named.product,
            &named.state,
        ];
        assert!(known.iter().all(|name| name.is_some()) && known.len() == columns(&file));
        assert_eq!(recognize(file.as_bytes()).kind, FileKind::Orders);

        let file = Template::Deals.file(locale);
        let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
        assert_eq!((deals.len(), deals.issues().count(), deals.stages().len()), (3, 0, 6));
        let named = deals.columns();
        let known = [
            &named.deal,
            &named.outcome,
            &named.closed,
            &named.value,
            &named.owner,
            &named.channel,
            &named.lost_reason,
        ];
        assert!(known.iter().all(|name| name.is_some()));
        assert_eq!(known.len() + named.stages.len(), columns(&file));
        assert_eq!(recognize(file.as_bytes()).kind, FileKind::Deals);

        let file = Template::Actuals.file(locale);
        let actuals = ActualsFile::from_csv(file.as_bytes(), ActualOptions::default()).unwrap();
        assert_eq!((actuals.rows.used, actuals.issue_count), (3, 0), "{:?}", actuals.issues);
        let named = &actuals.columns;
        let known = [&named.kpi, &named.value, &named.target, &named.unit, &named.person, &named.period];
        assert!(known.iter().all(|name| name.is_some()) && known.len() == columns(&file));
        assert!(actuals.decisions.iter().all(|decision| decision.code != "actuals/own-names"));
        assert_eq!(recognize(file.as_bytes()).kind, FileKind::Actuals);
    }
}
