//! Customers one by one: pages of rows, explanations, CSV.

use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use super::order::{Order, OrderBy};
use super::segmentation::Segmentation;
use super::tiers::{Condition, Feature, Rule, feature_name, value};
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;
use planscore_stats::sort_indices;

/// One customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerRow {
    /// Name.
    pub customer: String,
    /// Days since the last purchase.
    pub recency: i32,
    /// Purchases.
    pub frequency: u32,
    /// Money.
    pub monetary: f64,
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// Money score.
    pub m: u8,
    /// Id of the tier.
    pub tier: String,
    /// Name of the tier.
    pub name: String,
}

/// Which rows, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename = "RowsOptions", rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RowOptions {
    /// Rows to leave out from the start.
    pub offset: usize,
    /// Most rows to give. Default 100, at most 10,000.
    pub limit: Option<usize>,
    /// What they are ordered by. Default: the customer's name.
    pub order_by: OrderBy,
    /// Largest first.
    pub descending: bool,
    /// Only this tier.
    pub tier: Option<String>,
    /// Only this recency score.
    pub r: Option<u32>,
    /// Only this frequency score.
    pub f: Option<u32>,
}

/// Why a customer is in its tier, and what would move it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename = "TierExplanation", rename_all = "camelCase")]
pub struct Explanation {
    /// Id of the tier.
    pub tier: String,
    /// The conditions it meets.
    pub because: Vec<String>,
    /// For each tier above, what is missing.
    pub to_move_up: Vec<String>,
}

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 10_000;

impl Segmentation {
    /// A customer's name.
    pub(super) fn customer(&self, i: usize) -> &str {
        self.names.name(self.activity.customer[i])
    }

    /// The place of a customer.
    pub(super) fn position(&self, customer: &str) -> Option<usize> {
        self.activity.customer.binary_search(&self.names.get(customer)?).ok()
    }

    /// A customer's row.
    pub(super) fn row(&self, i: usize) -> CustomerRow {
        let tier = &self.table.tiers[usize::from(self.tier[i])];
        CustomerRow {
            customer: self.customer(i).to_owned(),
            recency: self.activity.recency[i],
            frequency: self.activity.frequency[i],
            monetary: self.activity.monetary[i],
            r: self.scored.r[i],
            f: self.scored.f[i],
            m: self.scored.m[i],
            tier: tier.id.clone(),
            name: tier.name(self.locale).to_owned(),
        }
    }

    /// A page of customers. Only what lies around the page is sorted, and kept for the next one.
    ///
    /// # Errors
    /// A tier that the table does not have (`rfm/unknown-tier`), a limit above 10,000 (`rfm/limit`).
    pub fn rows(&self, options: &RowOptions) -> Result<Vec<CustomerRow>> {
        let limit = options.limit.unwrap_or(DEFAULT_LIMIT);
        if limit > MAX_LIMIT {
            return Err(Error::invalid("rfm/limit", "一次最多取 10000 行", "a page has at most 10,000 rows")
                .at("limit"));
        }
        let wanted = match &options.tier {
            None => None,
            Some(id) => Some(self.table.tiers.iter().position(|tier| tier.id == *id).ok_or_else(|| {
                Error::invalid(
                    "rfm/unknown-tier",
                    format!("没有“{id}”这一层"),
                    format!("there is no tier \"{id}\""),
                )
                .at("tier")
            })?),
        };
        let key = (options.order_by, options.descending, wanted, options.r, options.f);
        let mut kept = self.order.0.lock().unwrap_or_else(PoisonError::into_inner);
        let order = match &mut *kept {
            Some((known, order)) if *known == key => order,
            kept => {
                let takes = |i: usize| {
                    wanted.is_none_or(|tier| usize::from(self.tier[i]) == tier)
                        && options.r.is_none_or(|r| u32::from(self.scored.r[i]) == r)
                        && options.f.is_none_or(|f| u32::from(self.scored.f[i]) == f)
                };
                let all = (0..self.len() as u32).filter(|&i| takes(i as usize)).collect();
                &mut kept.insert((key, Order::new(all))).1
            }
        };
        let compare = |a: u32, b: u32| {
            let (a, b) = (a as usize, b as usize);
            let by_value = self.compare(options.order_by, a, b);
            let by_value = if options.descending { by_value.reverse() } else { by_value };
            by_value.then_with(|| self.customer(a).cmp(self.customer(b)))
        };
        let end = options.offset.saturating_add(limit);
        Ok(order.page(options.offset, end, &compare).iter().map(|&i| self.row(i as usize)).collect())
    }

    fn compare(&self, by: OrderBy, a: usize, b: usize) -> Ordering {
        let (activity, scored) = (&self.activity, &self.scored);
        match by {
            OrderBy::Customer => self.customer(a).cmp(self.customer(b)),
            OrderBy::Recency => activity.recency[a].cmp(&activity.recency[b]),
            OrderBy::Frequency => activity.frequency[a].cmp(&activity.frequency[b]),
            OrderBy::Monetary => activity.monetary[a].total_cmp(&activity.monetary[b]),
            OrderBy::R => scored.r[a].cmp(&scored.r[b]),
            OrderBy::F => scored.f[a].cmp(&scored.f[b]),
            OrderBy::M => scored.m[a].cmp(&scored.m[b]),
            OrderBy::Tier | OrderBy::Name => self.tier[a].cmp(&self.tier[b]),
        }
    }

    /// Why a customer is in its tier, and what would move it to each tier with a better service.
    ///
    /// # Errors
    /// A customer who did not buy in the window (`rfm/unknown-customer`).
    pub fn explain(&self, customer: &str) -> Result<Explanation> {
        let Some(i) = self.position(customer) else {
            return Err(Error::invalid(
                "rfm/unknown-customer",
                format!("窗口内没有客户“{customer}”的购买"),
                format!("\"{customer}\" bought nothing in the window"),
            )
            .at("customer"));
        };
        let own = usize::from(self.tier[i]);
        let holds = |c: &&Condition| c.holds(value(c.feature, i, &self.activity, &self.scored));
        let rule = self.table.rules.iter().find(|rule| rule.conditions.iter().all(|c| holds(&c)));
        let mut because: Vec<String> =
            rule.iter().flat_map(|rule| &rule.conditions).map(|c| self.statement(c, i)).collect();
        // Values that a later rule leaves to be known: the earlier rules that did not hold.
        if let Some(rule) = rule {
            for earlier in self.table.rules.iter().take_while(|earlier| *earlier != rule) {
                if let Some(missed) = earlier.conditions.iter().find(|c| !holds(c) && is_value(c.feature)) {
                    let statement = self.statement(missed, i);
                    if !because.contains(&statement) {
                        because.push(statement);
                    }
                }
            }
        }
        let to_move_up = self
            .table
            .rules
            .iter()
            .filter(|rule| self.rank(rule.tier) < self.rank(own))
            .filter_map(|rule| self.what_is_missing(rule, i))
            .collect();
        Ok(Explanation { tier: self.table.tiers[own].id.clone(), because, to_move_up })
    }

    /// Better tiers rank lower: by service level, then by the order of the table.
    fn rank(&self, tier: usize) -> (usize, usize) {
        let level = self.table.tiers[tier].tier.level;
        (["VIP", "A", "B", "C"].iter().position(|l| *l == level).unwrap_or(4), tier)
    }

    /// "距上次购买天数 12（不超过 90）": the value and the limit it keeps or breaks.
    fn statement(&self, condition: &Condition, i: usize) -> String {
        let locale = self.locale;
        let Condition { feature, low, high } = *condition;
        let now = value(feature, i, &self.activity, &self.scored);
        let limits = match (low.is_finite(), high.is_finite()) {
            (true, true) if low == high => number(low),
            (true, true) => format!("{}–{}", number(low), number(high)),
            (true, false) => format!("{}{}", locale.pick("超过 ", "above "), number(low)),
            (false, true) => format!("{}{}", locale.pick("不超过 ", "up to "), number(high)),
            (false, false) => String::new(),
        };
        let name = feature_name(feature).get(locale);
        let verdict = if condition.holds(now) {
            locale.pick("符合", "meets")
        } else {
            locale.pick("不符合", "misses")
        };
        locale.pick(
            format!("{name}为 {}，{verdict}“{limits}”", number(now)),
            format!("{name} is {}: {verdict} \"{limits}\"", number(now)),
        )
    }

    /// What a customer lacks for a rule; `None` where no purchase can bring it.
    fn what_is_missing(&self, rule: &Rule, i: usize) -> Option<String> {
        let locale = self.locale;
        let mut needs = Vec::new();
        for condition in &rule.conditions {
            let now = value(condition.feature, i, &self.activity, &self.scored);
            if !condition.holds(now) {
                needs.push(self.need(condition, now)?);
            }
        }
        if needs.is_empty() {
            return None;
        }
        let tier = self.table.tiers[rule.tier].name(locale);
        Some(format!("{tier}{}{}", locale.pick("：", ": "), needs.join(locale.pick("；", "; "))))
    }

    fn need(&self, condition: &Condition, now: f64) -> Option<String> {
        let locale = self.locale;
        let cuts = &self.scored.cuts;
        // Another purchase lowers recency and raises the rest; nothing turns time back.
        match condition.feature {
            Feature::Recency => Some(locale.pick("需要再次购买", "another purchase").to_owned()),
            Feature::Monetary => Some(money_above(condition.low, false, locale)),
            Feature::R if now < condition.low => {
                Some(locale.pick("需要再次购买", "another purchase").to_owned())
            }
            Feature::F if now < condition.low => {
                let cut = cuts.f.get(condition.low as usize - 2)?;
                let more = if self.scored.equal_passes { cut.ceil() } else { cut.floor() + 1.0 };
                Some(locale.pick(format!("购买次数达到 {more:.0} 次"), format!("{more:.0} purchases")))
            }
            Feature::M if now < condition.low => {
                Some(money_above(*cuts.m.get(condition.low as usize - 2)?, self.scored.equal_passes, locale))
            }
            Feature::Age | Feature::R | Feature::F | Feature::M => None,
        }
    }

    /// All customers as a CSV file for spreadsheets: UTF-8 with byte order mark, CRLF, names that
    /// begin like a formula made harmless by an apostrophe.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut csv = String::with_capacity(64 * (self.len() + 1));
        csv.push('\u{feff}');
        csv.push_str(self.locale.pick(
            "客户,距上次购买天数,购买次数,金额,R,F,M,分层,分层名称\r\n",
            "customer,recency,frequency,monetary,r,f,m,tier,name\r\n",
        ));
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        sort_indices(&mut order, &|a, b| self.customer(a as usize).cmp(self.customer(b as usize)));
        for i in order {
            let row = self.row(i as usize);
            push_text(&mut csv, &row.customer);
            let CustomerRow { recency, frequency, monetary, r, f, m, .. } = row;
            // Writing to a string does not fail.
            let _ = write!(csv, ",{recency},{frequency},{monetary},{r},{f},{m},");
            push_text(&mut csv, &row.tier);
            csv.push(',');
            push_text(&mut csv, &row.name);
            csv.push_str("\r\n");
        }
        csv.into_bytes()
    }
}

fn is_value(feature: Feature) -> bool {
    matches!(feature, Feature::Recency | Feature::Age | Feature::Monetary)
}

fn money_above(limit: f64, equal_passes: bool, locale: Locale) -> String {
    let limit = number(limit);
    if equal_passes {
        locale.pick(format!("金额达到 {limit}"), format!("money of {limit} or more"))
    } else {
        locale.pick(format!("金额超过 {limit}"), format!("money above {limit}"))
    }
}

/// At most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A cell of text: quoted where needed; what a spreadsheet would run as a formula is not.
fn push_text(csv: &mut String, text: &str) {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let quoted = runs || text.contains([',', '"', '\n', '\r']);
    if quoted {
        csv.push('"');
    }
    if runs {
        csv.push('\'');
    }
    csv.push_str(&if quoted { text.replace('"', "\"\"") } else { text.to_owned() });
    if quoted {
        csv.push('"');
    }
}
