//! Customer value against the papers, published fits, and tabulated special functions.

use std::cell::RefCell;

use planscore::calendar::Day;
use planscore::rfm::{PurchaseModel, ValueFit, ValueOptions, fit_customer_value, fit_customer_value_with};
use planscore::stats::{hypergeometric, ln_gamma};
use planscore::table::{OrderOptions, Orders};

const CDNOW: &[u8] = include_bytes!("fixtures/cdnow_sample.csv");

fn cdnow() -> Orders {
    Orders::from_csv(CDNOW, OrderOptions::default()).unwrap()
}

fn fit(model: PurchaseModel) -> ValueFit {
    let options = ValueOptions {
        model,
        as_of: Day::from_ymd(1997, 9, 30),
        horizon_days: Some(364.0),
        ..ValueOptions::default()
    };
    fit_customer_value(&cdnow(), &options).unwrap()
}

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} against {expected}");
}

/// Fader, Hardie and Lee (2005) publish .243, 4.414, .793, 2.426 and -9582.4 for these customers; the
/// further digits are of an independent fit.
#[test]
fn bg_nbd_of_cdnow() {
    let found = fit(PurchaseModel::BgNbd).fit;
    assert_eq!(found.customers, 2357);
    close(found.params.r, 0.242_595, 1e-3);
    close(found.params.alpha, 4.413_602, 1e-3);
    close(found.params.a, 0.792_922, 1e-3);
    close(found.params.b, 2.425_906, 1e-3);
    close(found.log_likelihood, -9582.4292, 1e-3);
    // In total the model expects what was seen, within a few in a hundred.
    assert!((found.goodness.expected / found.goodness.observed - 1.0).abs() < 0.05);
}

/// What both models expect of new customers, against a sum over the number of purchases: a customer with
/// rate l leaves after each purchase with probability q; E[X(t)] is the integral over l and q of
/// (1 - q)^first (1 - e^(-l q t))/q, here on a grid of 400 x 400 midpoints of the distribution functions.
#[test]
fn expectations_of_new_customers_by_integration() {
    use planscore::rfm::Params;
    // r = a = b = 1: rates are exponential with mean 1/alpha, probabilities even over 0 to 1.
    let params = Params { r: 1.0, alpha: 10.0, a: 1.0, b: 1.0 };
    let middle = |i: u32| (f64::from(i) + 0.5) / 400.0;
    for (model, first) in [(PurchaseModel::BgNbd, 0), (PurchaseModel::MbgNbd, 1)] {
        let mut sum = 0.0;
        for i in 0..400 {
            let rate = -(1.0 - middle(i)).ln() / params.alpha;
            for j in 0..400 {
                let leaves = middle(j);
                sum += (1.0 - leaves).powi(first) * -(-rate * leaves * 52.0).exp_m1() / leaves;
            }
        }
        let expected = sum / 160_000.0;
        let found = model.expected_new(&params, 52.0);
        assert!((found / expected - 1.0).abs() < 0.01, "{found} against {expected}");
    }
}

#[test]
fn mbg_nbd_of_cdnow() {
    let found = fit(PurchaseModel::MbgNbd).fit;
    close(found.params.r, 0.524_843, 1e-3);
    close(found.params.alpha, 6.183_086, 1e-3);
    close(found.params.a, 0.891_359, 1e-3);
    close(found.params.b, 1.614_002, 1e-3);
    close(found.log_likelihood, -9582.1357, 1e-3);
    // Each customer is new once: E[X(t)] = b/(a-1) (1 - (alpha/(alpha+t))^r F(r, b+1; a+b; t/(alpha+t)))
    // (Batislam, Denizel and Filiztekin 2007), summed over the customers in 30-digit arithmetic: 2,475.64
    // where 2,457 came.
    close(found.goodness.expected, 2_475.64, 0.5);
    assert_eq!(found.goodness.observed, 2_457.0);
}

/// Fader and Hardie (2013) publish 6.25, 3.74, 15.44 for the 946 customers who bought again.
#[test]
fn gamma_gamma_of_cdnow() {
    let spend = fit(PurchaseModel::BgNbd).fit.spend.unwrap();
    close(spend.p, 6.2496, 1e-3);
    close(spend.q, 3.7442, 1e-3);
    close(spend.gamma, 15.4435, 1e-3);
    close(spend.log_likelihood, -4055.9177, 1e-3);
}

/// Leaving out the eight customers who only ever paid 0 would move the likelihood: they stay.
#[test]
fn money_never_changes_timing() {
    let text = String::from_utf8(CDNOW.to_vec()).unwrap();
    let priced: String = text
        .lines()
        .enumerate()
        .map(|(i, line)| match line.rsplit_once(',') {
            Some((rest, _)) if i > 0 => format!("{rest},1\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let priced = Orders::from_csv(priced.as_bytes(), OrderOptions::default()).unwrap();
    let options = ValueOptions {
        model: PurchaseModel::BgNbd,
        as_of: Day::from_ymd(1997, 9, 30),
        ..ValueOptions::default()
    };
    let found = fit_customer_value(&priced, &options).unwrap();
    close(found.fit.log_likelihood, -9582.4292, 1e-3);
}

/// Customer 1516 of CDNOW: 26 repeat purchases, the last after 30.857 of 31 weeks. The R package BTYD
/// prints 25.75659 and .9688523; the published formulas in 30-digit arithmetic give what stands here.
#[test]
fn expectations_of_one_customer() {
    use planscore::rfm::{History, Params};
    let params = Params { r: 0.242_595, alpha: 4.413_602, a: 0.792_922, b: 2.425_906 };
    let model = PurchaseModel::BgNbd;
    let history = History { repeats: 26, last: 30.857, seen: 31.0 };
    close(model.expected_new(&params, 52.0), 1.444_004, 1e-4);
    close(model.expected(&params, &history, 52.0), 25.757_252, 1e-4);
    close(model.alive(&params, &history), 0.968_851_2, 1e-6);
}

#[test]
fn value_is_what_is_bought_times_what_it_costs() {
    let found = fit(PurchaseModel::MbgNbd);
    for one in &found.customers {
        assert!((0.0..=1.0).contains(&one.alive));
        let (spend, value) = (one.expected_spend.unwrap(), one.value.unwrap());
        let undiscounted = one.expected_purchases * spend;
        // Discounted by at most a year at 10 %.
        assert!(value <= undiscounted * 1.000_001 && value >= undiscounted / 1.1 - 1e-9, "{one:?}");
    }
}

#[test]
fn what_cannot_be_fitted_is_an_error() {
    let code = |text: &str, options: ValueOptions| {
        let orders = Orders::from_csv(text.as_bytes(), OrderOptions::default()).unwrap();
        fit_customer_value(&orders, &options).unwrap_err().code()
    };
    let once = "customer,date,amount\na,2026-01-01,1\nb,2026-01-02,2\n";
    assert_eq!(code(once, ValueOptions::default()), "value/no-repeats");
    let unit = ValueOptions { unit_days: Some(f64::NAN), ..ValueOptions::default() };
    assert_eq!(code(once, unit), "value/option");
    // Two customers in lockstep: no spread to estimate.
    let steps: String =
        (1..=9).map(|month| format!("a,2026-0{month}-01,5\nb,2026-0{month}-01,5\n")).collect();
    assert_eq!(
        code(&format!("customer,date,amount\n{steps}"), ValueOptions::default()),
        "value/not-converged"
    );
}

#[test]
fn resamples_surround_the_estimate() {
    let options = ValueOptions {
        model: PurchaseModel::BgNbd,
        as_of: Day::from_ymd(1997, 9, 30),
        bootstrap: Some(8),
        seed: 1,
        ..ValueOptions::default()
    };
    let one = fit_customer_value(&cdnow(), &options).unwrap().fit;
    let two = fit_customer_value(&cdnow(), &options).unwrap().fit;
    assert_eq!(one, two);
    let intervals = one.intervals.unwrap();
    assert!(intervals.r.low < one.params.r * 1.05 && intervals.r.high > one.params.r * 0.95);
    assert!(intervals.r.high - intervals.r.low > 0.001);
}

#[test]
fn progress_rises_to_its_end() {
    let told = RefCell::new(Vec::new());
    let options = ValueOptions { bootstrap: Some(2), ..ValueOptions::default() };
    fit_customer_value_with(&cdnow(), &options, &|fraction| told.borrow_mut().push(fraction)).unwrap();
    let told = told.into_inner();
    assert!(told.len() > 20 && told.is_sorted() && told[0] < 0.1 && told.last() == Some(&1.0), "{told:?}");
}

/// Values of 40-digit arithmetic (mpmath), rounded to 17 digits.
#[test]
fn special_functions_of_tables() {
    let gauss = [
        (0.5, 1.5, 2.5, 0.3, 1.108_062_551_056_932),
        (26.24, 28.43, 28.22, 0.595, 23_927_303_171.441_284_9),
        (400.24, 402.4, 402.2, 0.6, 2.243_068_728_280_909_2e159),
        (0.24, 2.43, 2.22, 0.9956, 5.958_124_530_030_782_7),
        (5.2, 7.4, 7.2, 0.9, 236_387.759_032_835_694),
        (1.5, 2.5, 0.7, 0.99, 11_696_993.313_358_452),
        (0.1, 0.2, 0.3, 0.9999, 1.628_064_977_250_920_4),
        (40.5, 12.1, 60.3, 0.97, 6_006_776.054_945_856),
        (400.5, 3.2, 402.0, 0.999, 240_935_796.885_852_769),
        (-0.6, -0.2, 2.2, 0.8, 1.045_774_984_967_816_5),
    ];
    for (a, b, c, z, expected) in gauss {
        let found = hypergeometric(a, b, c, z);
        assert!((found / expected - 1.0).abs() < 1e-12, "F({a}, {b}; {c}; {z}) = {found}");
    }
    let gamma = [
        (0.001, 6.907_178_885_383_853_7),
        (0.242_595, 1.319_807_267_127_538_9),
        (1.5, -0.120_782_237_635_245_22),
        (3.0, std::f64::consts::LN_2),
        (12.34, 18.337_787_022_900_233),
        (400.25, 1_996.006_865_149_128_1),
        (123_456.7, 1_323_900.975_390_918_3),
        (1e9, 19_723_265_827.503_716_8),
    ];
    for (x, expected) in gamma {
        assert!((ln_gamma(x) / expected - 1.0).abs() < 1e-12, "ln Γ({x})");
    }
}
