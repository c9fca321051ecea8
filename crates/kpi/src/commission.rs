//! 提成: what sales pay their seller, to the fen.
//!
//! Amounts are whole fen and rates whole hundred-thousandths, so that nothing is lost on the way and
//! the result is rounded once, half a fen up.

use serde::{Deserialize, Serialize};

use planscore_base::error::{Error, Result};

/// How sales turn into commission.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CommissionPlan {
    /// How the tiers apply.
    pub mode: CommissionMode,
    /// What is paid on.
    pub base: CommissionBase,
    /// The rate of a flat plan, which has no tiers; a fraction.
    pub rate: Option<f64>,
    /// Tiers in ascending order, the first from 0.
    pub tiers: Vec<CommissionTier>,
    /// The most that is paid, in yuan.
    pub cap: Option<f64>,
}

/// How tiers apply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CommissionMode {
    /// 超额累进: each tier's rate for what lies within the tier. One tier is a flat rate.
    #[default]
    Marginal,
    /// 全额累进: the rate of the tier that is reached, for everything. Pay jumps at each tier.
    WholeAmount,
}

/// What commission is paid on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CommissionBase {
    /// Sales.
    #[default]
    Sales,
    /// Sales less their cost.
    Margin,
}

/// A tier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommissionTier {
    /// Where it starts, in yuan.
    pub from: f64,
    /// Its rate, a fraction in steps of 0.00001.
    pub rate: f64,
}

/// One seller's sales.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// Sales in yuan.
    pub sales: f64,
    /// Their cost in yuan; needed where margin is paid on.
    #[serde(default)]
    pub cost: Option<f64>,
}

/// What a plan pays.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommissionReport {
    /// Version of this shape.
    pub schema: u32,
    /// One result a sale, in their order.
    pub results: Vec<Commission>,
    /// Where pay jumps: one more fen of sales changes it by `jump`.
    pub cliffs: Vec<Cliff>,
}

/// What one seller gets. All amounts in fen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Commission {
    /// What is paid on.
    pub base_fen: i64,
    /// The commission.
    pub fen: i64,
    /// What the cap took.
    pub cut_fen: i64,
    /// What each tier brings, before the cap; the parts sum to `fen + cutFen`.
    pub parts: Vec<CommissionPart>,
    /// The next tier and what reaching it changes.
    pub next: Option<NextTier>,
}

/// What one tier brings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommissionPart {
    /// Where the tier starts.
    pub from_fen: i64,
    /// What is paid on at its rate.
    pub amount_fen: i64,
    /// Its rate, a fraction.
    pub rate: f64,
    /// What that brings.
    pub fen: i64,
}

/// The next tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextTier {
    /// Where it starts.
    pub from_fen: i64,
    /// How much is missing.
    pub missing_fen: i64,
    /// What pay changes by when it is reached.
    pub gain_fen: i64,
}

/// A jump of the pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cliff {
    /// The first fen above it.
    pub at_fen: i64,
    /// Pay one fen below, and there.
    pub before_fen: i64,
    /// Pay from there on.
    pub after_fen: i64,
    /// The difference; negative where selling more pays less.
    pub jump_fen: i64,
}

/// Rates are counted in these.
const RATE_UNITS: f64 = 100_000.0;
/// Highest rate, 1,000 %.
const MAX_RATE: f64 = 10.0;
/// Highest amount in yuan: times the highest rate it stays a 64-bit integer.
const MAX_YUAN: f64 = 9e10;

/// A tier in integers.
struct Tier {
    from: i64,
    rate: i64,
}

/// Simulates a commission plan.
///
/// ```
/// use planscore_kpi::{CommissionPlan, CommissionTier, Sale, simulate_commission};
/// let tiers = [(0.0, 0.05), (50_000.0, 0.06), (100_000.0, 0.07)];
/// let tiers = tiers.map(|(from, rate)| CommissionTier { from, rate }).to_vec();
/// let plan = CommissionPlan { tiers, ..CommissionPlan::default() };
/// let paid = simulate_commission(&plan, &[Sale { sales: 125_678.0, cost: None }]).unwrap();
/// // 50,000 at 5 % + 50,000 at 6 % + 25,678 at 7 % = 2,500 + 3,000 + 1,797.46
/// assert_eq!(paid.results[0].fen, 729_746);
/// ```
///
/// # Errors
/// Tiers that do not start at 0 or do not ascend, rates below 0, above 1,000 % or finer than
/// 0.001 %, amounts beyond 90 billion, margins without a cost; each with its path.
pub fn simulate_commission(plan: &CommissionPlan, sales: &[Sale]) -> Result<CommissionReport> {
    let tiers = tiers(plan)?;
    let cap = plan.cap.map(|cap| fen(cap, "plan.cap")).transpose()?;
    if cap.is_some_and(|cap| cap < 0) {
        return Err(
            Error::invalid("commission/bad-cap", "封顶不能为负", "a cap is not below 0").at("plan.cap")
        );
    }
    let pay = |base: i64| {
        let (uncapped, _) = parts(plan.mode, &tiers, base);
        cap.map_or(uncapped, |cap| uncapped.min(cap))
    };
    let result = |(i, sale): (usize, &Sale)| -> Result<Commission> {
        let sold = fen(sale.sales, &format!("sales[{i}].sales"))?;
        let base = match (plan.base, sale.cost) {
            (CommissionBase::Sales, _) => sold,
            (CommissionBase::Margin, Some(cost)) => sold - fen(cost, &format!("sales[{i}].cost"))?,
            (CommissionBase::Margin, None) => {
                return Err(Error::invalid(
                    "commission/no-cost",
                    "按毛利计提需要成本",
                    "commission on margin needs the cost",
                )
                .at(format!("sales[{i}].cost")));
            }
        };
        fen(base as f64 / 100.0, &format!("sales[{i}].cost"))?;
        let (uncapped, parts) = parts(plan.mode, &tiers, base);
        let paid = pay(base);
        let next = tiers.iter().find(|tier| tier.from > base.max(0)).map(|tier| NextTier {
            from_fen: tier.from,
            missing_fen: tier.from - base,
            gain_fen: pay(tier.from) - paid,
        });
        Ok(Commission { base_fen: base, fen: paid, cut_fen: uncapped - paid, parts, next })
    };
    let cliffs = tiers.iter().skip(1).map(|tier| {
        let (before, after) = (pay(tier.from - 1), pay(tier.from));
        Cliff { at_fen: tier.from, before_fen: before, after_fen: after, jump_fen: after - before }
    });
    Ok(CommissionReport {
        schema: 1,
        results: sales.iter().enumerate().map(result).collect::<Result<_>>()?,
        // A fen more pays at most a fen of rounding more, where nothing jumps.
        cliffs: cliffs.filter(|cliff| cliff.jump_fen.abs() > MAX_RATE as i64).collect(),
    })
}

fn tiers(plan: &CommissionPlan) -> Result<Vec<Tier>> {
    let refuse = |code, i: usize, field: &str, zh: &str, en: &str| {
        Err(Error::invalid(code, zh, en).at(format!("plan.tiers[{i}].{field}")))
    };
    let mut tiers: Vec<Tier> = Vec::with_capacity(plan.tiers.len());
    let flat = plan.rate.filter(|_| plan.tiers.is_empty()).map(|rate| [CommissionTier { from: 0.0, rate }]);
    for (i, tier) in flat.as_ref().map_or(&plan.tiers[..], |flat| flat).iter().enumerate() {
        let from = fen(tier.from, &format!("plan.tiers[{i}].from"))?;
        let units = (tier.rate * RATE_UNITS).round();
        if !(0.0..=MAX_RATE).contains(&tier.rate) || (units - tier.rate * RATE_UNITS).abs() > 1e-6 {
            return refuse(
                "commission/bad-rate",
                i,
                "rate",
                "提成比例在 0 到 1000% 之间，最细到 0.001%",
                "a rate lies from 0 to 1,000 %, in steps of 0.001 %",
            );
        }
        if tiers.last().is_some_and(|last| from <= last.from) {
            return refuse("commission/tier-order", i, "from", "档位必须从低到高", "tiers must ascend");
        }
        tiers.push(Tier { from, rate: units as i64 });
    }
    if tiers.first().is_none_or(|first| first.from != 0) {
        return refuse("commission/tier-gap", 0, "from", "第一档必须从 0 开始", "the first tier starts at 0");
    }
    Ok(tiers)
}

/// Yuan as fen.
fn fen(yuan: f64, path: &str) -> Result<i64> {
    if yuan.is_finite() && yuan.abs() <= MAX_YUAN {
        return Ok((yuan * 100.0).round() as i64);
    }
    Err(Error::invalid("commission/bad-amount", "金额超出范围", "the amount is out of range").at(path))
}

/// What a base brings before the cap, and by which tier. Sums are rounded, not parts, so that the
/// parts sum to the whole.
fn parts(mode: CommissionMode, tiers: &[Tier], base: i64) -> (i64, Vec<CommissionPart>) {
    let reached = tiers.iter().take_while(|tier| tier.from <= base).count();
    let rounded = |units: i64| (units + RATE_UNITS as i64 / 2) / RATE_UNITS as i64;
    let (mut units, mut paid, mut parts) = (0, 0, Vec::new());
    for (i, tier) in tiers[..reached].iter().enumerate() {
        let amount = match mode {
            CommissionMode::WholeAmount if i + 1 < reached => continue,
            CommissionMode::WholeAmount => base,
            CommissionMode::Marginal => {
                tiers[..reached].get(i + 1).map_or(base, |next| next.from) - tier.from
            }
        };
        units += amount * tier.rate;
        let fen = rounded(units) - paid;
        paid += fen;
        let rate = tier.rate as f64 / RATE_UNITS;
        parts.push(CommissionPart { from_fen: tier.from, amount_fen: amount, rate, fen });
    }
    (paid, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(mode: CommissionMode, tiers: &[(f64, f64)]) -> CommissionPlan {
        let tiers = tiers.iter().map(|&(from, rate)| CommissionTier { from, rate }).collect();
        CommissionPlan { mode, tiers, ..CommissionPlan::default() }
    }

    fn paid(plan: &CommissionPlan, sales: f64) -> Commission {
        simulate_commission(plan, &[Sale { sales, cost: Some(0.75 * sales) }]).unwrap().results.remove(0)
    }

    const TIERS: [(f64, f64); 3] = [(0.0, 0.05), (50_000.0, 0.06), (100_000.0, 0.07)];

    /// m.52vpn.com, thread 4420398: 125,678 pay 7,297.46 and 256,789 pay 16,475.23 in marginal tiers;
    /// the first 8,797.46 at the whole-amount rate.
    #[test]
    fn marginal_and_whole_amounts() {
        let marginal = plan(CommissionMode::Marginal, &TIERS);
        assert_eq!((paid(&marginal, 125_678.0).fen, paid(&marginal, 256_789.0).fen), (729_746, 1_647_523));
        assert_eq!(
            paid(&marginal, 125_678.0).parts.iter().map(|p| p.fen).collect::<Vec<_>>(),
            [250_000, 300_000, 179_746]
        );
        assert!(simulate_commission(&marginal, &[]).unwrap().cliffs.is_empty());
        let whole = plan(CommissionMode::WholeAmount, &TIERS);
        assert_eq!(paid(&whole, 125_678.0).fen, 879_746);
        // 49,999.99 at 5 % are 2,500.00; 50,000 at 6 % are 3,000: a fen more pays 500 more.
        let cliffs = simulate_commission(&whole, &[]).unwrap().cliffs;
        assert_eq!(
            cliffs.iter().map(|c| (c.at_fen, c.jump_fen)).collect::<Vec<_>>(),
            [(5_000_000, 50_000), (10_000_000, 100_000)]
        );
        let next = paid(&whole, 48_000.0).next.unwrap();
        assert_eq!((next.missing_fen, next.gain_fen), (200_000, 60_000));
    }

    #[test]
    fn margins_caps_and_losses() {
        let mut flat = CommissionPlan { rate: Some(0.1), ..CommissionPlan::default() };
        assert_eq!(paid(&flat, 1_000.05).fen, 10_001, "100.005 yuan round up");
        flat.base = CommissionBase::Margin;
        assert_eq!((paid(&flat, 1_000.0).base_fen, paid(&flat, 1_000.0).fen), (25_000, 2_500));
        flat.cap = Some(20.0);
        let capped = paid(&flat, 1_000.0);
        assert_eq!((capped.fen, capped.cut_fen), (2_000, 500));
        assert_eq!((paid(&flat, -5.0).fen, paid(&flat, -5.0).parts.len()), (0, 0));
        let error = simulate_commission(&flat, &[Sale { sales: 1.0, cost: None }]).unwrap_err();
        assert_eq!((error.code(), error.path()), ("commission/no-cost", Some("sales[0].cost")));
    }

    #[test]
    fn plans_that_contradict_themselves_are_refused() {
        for (tiers, code) in [
            (&[][..], "commission/tier-gap"),
            (&[(10.0, 0.1)], "commission/tier-gap"),
            (&[(0.0, 0.1), (0.0, 0.2)], "commission/tier-order"),
            (&[(0.0, -0.1)], "commission/bad-rate"),
            (&[(0.0, 0.000_001)], "commission/bad-rate"),
            (&[(0.0, f64::NAN)], "commission/bad-rate"),
            (&[(f64::INFINITY, 0.1)], "commission/bad-amount"),
        ] {
            let error = simulate_commission(&plan(CommissionMode::Marginal, tiers), &[]).unwrap_err();
            assert_eq!(error.code(), code, "{tiers:?}");
        }
    }
}
