//! The sample data: a year of a believable sales team, made from a seed and committed.
//!
//! What the page should find is planted: deals stall between 需求确认 and 方案报价, a few large
//! customers have stopped buying, and some rows are as broken as those of real exports.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::shell::root;

const SEED: u64 = 20_260_930;
/// Days since 1970-01-01 of 2025-10-01, the first day of the orders.
const FIRST_DAY: i32 = 20_362;
/// The same of 2026-01-01, where the plan's period begins.
const YEAR_START: i32 = 20_454;
/// The same of 2026-09-30, the day of the export.
const AS_OF: i32 = 20_726;

const OWNERS: [&str; 5] = ["林晓彤", "周启明", "韩雪", "赵子昂", "沈佳宁"];
const CHANNELS: [&str; 5] = ["行业展会", "官网咨询", "老客户转介绍", "电话拓展", "线上直播"];
const REASONS: [&str; 4] = ["预算推迟", "需求不匹配", "选择竞品", "联系人离职"];
const PRODUCTS: [&str; 4] = ["标准版", "专业版", "旗舰版", "实施服务"];
const CITIES: [&str; 12] =
    ["苏州", "宁波", "佛山", "青岛", "合肥", "无锡", "东莞", "长沙", "厦门", "郑州", "常州", "温州"];
const WORDS: [&str; 12] =
    ["澄光", "恒越", "启帆", "云岭", "嘉禾", "锐拓", "晟原", "博川", "和铭", "天屿", "中澜", "远桥"];
const TRADES: [&str; 6] = ["精密机械", "电子科技", "包装材料", "医疗器械", "物流", "新能源"];

/// Writes the samples to a folder.
pub fn write(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    for (name, text) in generate() {
        fs::write(dir.join(name), text)?;
    }
    Ok(())
}

/// Checks that the committed samples are what the generator makes.
pub fn check() -> Result<()> {
    for (name, text) in generate() {
        let path = root().join("www/samples").join(name);
        let committed =
            fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
        ensure!(committed.replace("\r\n", "\n") == text, "{name} differs; run: cargo xtask samples");
    }
    Ok(())
}

fn generate() -> [(&'static str, String); 3] {
    let mut random = Random(SEED);
    let orders = orders(&mut random);
    let deals = deals(&mut random);
    [("orders.csv", orders), ("deals.csv", deals), ("kpis.json", KPIS.to_owned())]
}

/// How a customer buys: how often, how much, and whether it still does.
struct Habit {
    gap: u64,
    amount: u64,
    last_day: i32,
    first_day: i32,
}

fn habit(customer: usize, random: &mut Random) -> Habit {
    let spread = |random: &mut Random, from: i32, days: u64| from + random.below(days) as i32;
    match customer % 12 {
        // Large and faithful.
        0 | 1 => Habit { gap: 22, amount: 47_000, first_day: spread(random, FIRST_DAY, 20), last_day: AS_OF },
        // Large once, silent since spring: worth a call.
        2 => Habit {
            gap: 24,
            amount: 36_000,
            first_day: spread(random, FIRST_DAY, 20),
            last_day: spread(random, YEAR_START + 10, 50),
        },
        // New this quarter.
        3 | 4 => {
            Habit { gap: 40, amount: 11_000, first_day: spread(random, AS_OF - 55, 50), last_day: AS_OF }
        }
        // Small and gone.
        5..=7 => Habit {
            gap: 70,
            amount: 5_200,
            first_day: spread(random, FIRST_DAY, 60),
            last_day: spread(random, FIRST_DAY + 60, 70),
        },
        // The steady middle.
        _ => Habit { gap: 48, amount: 12_500, first_day: spread(random, FIRST_DAY, 45), last_day: AS_OF },
    }
}

/// The orders as CSV.
fn orders(random: &mut Random) -> String {
    let mut rows = Vec::new();
    for customer in 0..72 {
        let name = company(customer);
        let owner = OWNERS[random.below(5) as usize];
        let habit = habit(customer, random);
        let mut day = habit.first_day;
        while day <= habit.last_day {
            let amount = habit.amount / 2 + random.below(habit.amount);
            rows.push((day, name.clone(), amount as i64 / 10 * 10, "已完成", owner, random.pick(&PRODUCTS)));
            if random.below(40) == 0 {
                let refund = -(amount as i64 / 30 * 10);
                rows.push((day + 9, name.clone(), refund, "已退款", owner, PRODUCTS[3]));
            }
            day += (habit.gap / 2 + random.below(habit.gap)) as i32;
        }
    }
    rows.retain(|row| row.0 <= AS_OF);
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));

    let mut text = String::from("订单编号,客户名称,下单日期,金额(元),状态,负责人,产品\n");
    for (i, (day, customer, amount, status, owner, product)) in rows.iter().enumerate() {
        let number = 10_001 + i;
        let (date, amount) = match i {
            // As broken as the exports that people have.
            57 => ("2026-02-30".to_owned(), amount.to_string()),
            103 => (iso(*day), "待确认".to_owned()),
            149 => (iso(*day).replace('-', "/"), thousands(*amount)),
            _ => (iso(*day), amount.to_string()),
        };
        let (customer, status, amount) = match i {
            181 => ("", *status, amount),
            210 | 233 => (customer.as_str(), "已取消", "0".to_owned()),
            _ => (customer.as_str(), *status, amount),
        };
        writeln!(text, "SO{number},{customer},{date},{amount},{status},{owner},{product}").expect("memory");
    }
    writeln!(text, "合计,,,{},,,", rows.iter().map(|row| row.2).sum::<i64>()).expect("memory");
    text
}

/// Leads of the year so far.
const LEADS: i32 = 320;
/// Chance in a hundred and fewest and most days of each step: 线索, 初步沟通, 需求确认, 方案报价.
/// The third is the planted bottleneck.
const STEPS: [(u64, u64, u64); 4] = [(76, 1, 15), (74, 4, 28), (38, 18, 90), (70, 10, 60)];

/// The deals as CSV.
fn deals(random: &mut Random) -> String {
    let mut text = String::from(
        "商机编号,客户名称,负责人,渠道,线索日期,初步沟通日期,需求确认日期,方案报价日期,成单日期,结果,关闭日期,金额,输单原因\n",
    );
    for i in 0..LEADS {
        let mut dates = vec![YEAR_START + (i * 262 / LEADS) + random.below(4) as i32];
        let (mut outcome, mut closed) = ("进行中", None);
        for (chance, fewest, most) in STEPS {
            let wait = (fewest + random.below(most - fewest) / 2 + random.below(most - fewest) / 2) as i32;
            let day = dates[dates.len() - 1] + wait;
            let advances = random.below(100) < chance;
            // One in sixteen is forgotten once its needs are confirmed.
            if day > AS_OF || (dates.len() == 3 && i % 16 == 5) {
                break;
            }
            if !advances {
                (outcome, closed) = ("输单", Some(day));
                break;
            }
            dates.push(day);
        }
        if dates.len() == STEPS.len() + 1 {
            (outcome, closed) = ("赢单", dates.last().copied());
        }
        let mut cells: Vec<String> =
            (0..5).map(|k| dates.get(k).map_or(String::new(), |d| iso(*d))).collect();
        match i {
            // An MQL before its lead, a day that does not exist, a date still to come.
            41 if dates.len() > 1 => cells[1] = iso(dates[0] - 12),
            96 => cells[0] = "2026-04-31".into(),
            205 => cells[0] = "2062-07-08".into(),
            _ => {}
        }
        let value = (18 + random.below(120)) * 1_000;
        let reason = if outcome == "输单" { random.pick(&REASONS) } else { "" };
        writeln!(
            text,
            "D{:04},{},{},{},{},{outcome},{},{value},{reason}",
            i + 1,
            company(random.below(144) as usize),
            random.pick(&OWNERS),
            random.pick(&CHANNELS),
            cells.join(","),
            closed.map_or(String::new(), iso),
        )
        .expect("memory");
    }
    text
}

/// The scorecard of the year and what is known of it on the day of the export; sales, customers, conversion and cycle are what
/// the orders and deals of this seed come to.
const KPIS: &str = r#"{
  "period": { "start": "2026-01-01", "end": "2026-12-31", "asOf": "2026-09-30" },
  "scorecard": {
    "items": [
      { "id": "sales_total", "weight": 25, "target": { "form": "absolute", "value": 13000000 } },
      { "id": "gross_profit_contribution", "weight": 20, "target": { "form": "growth", "rate": 0.15, "baseline": 3200000 } },
      { "id": "new_customers", "weight": 15, "target": { "form": "absolute", "value": 16 } },
      { "id": "collection_rate", "weight": 15, "target": { "form": "atLeast", "value": 0.95 } },
      { "id": "lead_conversion_rate", "weight": 10, "target": { "form": "points", "points": 0.03, "baseline": 0.08 } },
      { "id": "nps", "weight": 10, "target": { "form": "atLeast", "value": 45 } },
      { "id": "sales_cycle", "weight": 5, "target": { "form": "reduction", "rate": 0.1, "baseline": 110 } }
    ]
  },
  "actuals": [
    { "id": "sales_total", "value": 9364480 },
    { "id": "gross_profit_contribution", "value": 2714000 },
    { "id": "new_customers", "value": 13 },
    { "id": "collection_rate", "numerator": 7983000, "denominator": 8640000 },
    { "id": "lead_conversion_rate", "numerator": 28, "denominator": 317 },
    { "id": "nps", "state": "missing" },
    { "id": "sales_cycle", "numerator": 2867, "denominator": 28 }
  ]
}
"#;

fn company(i: usize) -> String {
    // 5 and 7 share no factor with 12, nor 11 with 6: the first 144 names all differ.
    let (city, word, trade) = (CITIES[i * 5 % 12], WORDS[(i * 7 + i / 12) % 12], TRADES[i * 11 % 6]);
    format!("{city}{word}{trade}有限公司")
}

/// The date of a day since 1970-01-01 (Howard Hinnant's `civil_from_days`), for days after it.
pub fn iso(day: i32) -> String {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + next)
}

/// An amount as a spreadsheet formats it, quoted for CSV.
fn thousands(amount: i64) -> String {
    format!("\"¥{},{:03}.00\"", amount / 1_000, amount % 1_000)
}

/// `SplitMix64`: the same numbers on every platform.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(iso(0), "1970-01-01");
        assert_eq!(iso(FIRST_DAY), "2025-10-01");
        assert_eq!(iso(YEAR_START), "2026-01-01");
        assert_eq!(iso(AS_OF), "2026-09-30");
        assert_eq!(iso(19_782), "2024-02-29");
    }

    #[test]
    fn companies_have_names_of_their_own() {
        let names: std::collections::HashSet<_> = (0..144).map(company).collect();
        assert_eq!(names.len(), 144);
    }

    #[test]
    fn the_same_seed_makes_the_same_files() {
        assert_eq!(generate(), generate());
    }
}
