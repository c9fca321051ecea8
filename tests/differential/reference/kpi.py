"""Actuals out of orders and deals, working days, pace and burn-rate alerts, with pandas and chinese_calendar."""

import math

import pandas as pd

from funnel import EPOCH, wide, working_days
from rfm import EXACT, ROUNDING, wilson

LOST_DAYS, DORMANT_DAYS = 365, 180
SHORT_WINDOW, LONG_WINDOW = 3, 10
TARGET = 1000


def day_of(iso):
    return (pd.Timestamp(iso).date() - EPOCH).days


def ratio(numerator, denominator):
    """A rate; of nothing it is no actual."""
    return {"numerator": float(numerator), "denominator": float(denominator)} if denominator else None


def from_orders(case, answer):
    frame = pd.DataFrame(case["rows"])
    first, last = (day_of(case["period"][name]) for name in ("start", "end"))
    frame = frame[frame.day <= last]
    ever = frame[frame.amount > 0]
    new = ever.loc[ever.groupby("customer").day.transform("min") == ever.day].drop_duplicates("customer")
    new = new[new.day >= first]
    if case["owner"]:
        frame, ever, new = (one[one.owner == case["owner"]] for one in (frame, ever, new))
    within = frame[frame.day >= first]
    bought = ever[ever.day >= first]
    purchases = bought.groupby("customer").orderId.nunique()
    sales, profit = within.amount.sum(), (within.amount - within.cost).sum()
    before = ever[ever.day < first].groupby("customer").day.max()
    final = ever.groupby("customer").day.max()
    eve = first - 1
    present = before[eve - before < LOST_DAYS]
    lost = (last - final[present.index]) >= LOST_DAYS
    dormant = before[eve - before >= DORMANT_DAYS]
    spent = within[within.customer.isin(purchases.index)].groupby("customer").amount.sum()
    top = spent.nlargest(math.ceil(len(purchases) / 5))
    expected = {
        "sales_total": {"value": float(sales)},
        "gross_profit_contribution": {"value": float(profit)},
        "gross_margin_rate": ratio(profit, sales),
        "new_customers": {"value": len(new)},
        "active_customer_rate": ratio(len(purchases), ever.customer.nunique()),
        "repurchase_rate": ratio((purchases > 1).sum(), len(purchases)),
        "churn_rate": ratio(lost.sum(), len(present)),
        "wakeup_rate": ratio(dormant.index.isin(purchases.index).sum(), len(dormant)),
        "top20_avg_purchase": ratio(top.sum(), len(top)),
        "avg_order_value": ratio(sales, bought.orderId.nunique()),
    }
    yield from figures(expected, answer)


def figures(expected, answer):
    got = {actual["id"]: actual for actual in answer}
    for name, figure in expected.items():
        yield name, ROUNDING, figure, got.get(name)


RATES = {
    "lead_conversion_rate": (0, 4),
    "lead_to_mql_rate": (0, 1),
    "lead_to_opp_rate": (0, 3),
    "mql_to_sql_rate": (1, 2),
    "sql_to_opp_rate": (2, 3),
    "opp_to_won_rate": (3, 4),
}


def from_deals(case, answer):
    stages = case["stages"]
    first, last = (day_of(case["period"][name]) for name in ("start", "end"))
    table = wide([event for event in case["events"] if event["time"] <= last], stages)
    if case["owner"]:
        table = table[table.owner == case["owner"]]
    within = lambda times: times.between(first, last)
    won = table[within(table[stages[-1]])]
    cohort = table[within(table[stages[0]])]
    cycles = won[stages[-1]] - won[stages[0]]
    stays = pd.concat(
        (following.fillna(table.lost) - table[stage])[within(following.fillna(table.lost)) & table[stage].notna()]
        for stage, following in ((one, table[after]) for one, after in zip(stages, stages[1:]))
    )
    expected = {
        "lead_count": {"value": len(cohort)},
        "new_quality_leads": {"value": int(within(table["MQL"]).sum())},
        "sales_total": {"value": float(won.value.sum())},
        "sales_cycle": ratio(cycles.sum(), len(cycles)),
        "stage_duration": ratio(stays.sum(), len(stays)),
    }
    for name, (one, other) in RATES.items():
        expected[name] = ratio(cohort[stages[other]].notna().sum(), cohort[stages[one]].notna().sum())
    yield from figures(expected, answer)


def pace(case, answer):
    whole, gone = (working_days(case["first"], case[end]) for end in ("last", "asOf"))
    reached = case["value"] / TARGET
    elapsed = gone / whole
    if not gone:
        yield "no pace before the first working day", EXACT, None, answer
        return
    yield "elapsed working days", ROUNDING, elapsed, answer["elapsed"]
    yield "pace", ROUNDING, reached / elapsed, answer["pace"]
    told = gone >= 3 and elapsed >= 0.05
    yield "projection", ROUNDING, case["value"] / elapsed if told else None, answer["projection"]
    missing = max(0, TARGET - case["value"])
    needed = missing / (whole - gone) if whole > gone else None if missing else 0
    yield "needed a day", ROUNDING, needed, answer["neededPerDay"]


def burn_rate(case, answer):
    """`(1 - (A_W / T) / e_W) / (1 - a_warn)` over the last days that hold so many working days."""
    whole = working_days(case["first"], case["last"])
    burns = []
    for window in (SHORT_WINDOW, LONG_WINDOW):
        since = case["asOf"]
        while working_days(since, case["asOf"]) < window:
            since -= 1
        came = sum(value for day, value in zip(case["days"], case["values"]) if day >= since)
        due = working_days(since, case["asOf"]) / whole
        burns.append((1 - came / TARGET / due) / (1 - case["warn"]))
    severity = "critical" if min(burns) >= 2 else "warning" if min(burns) >= 1 else None
    yield "severity", EXACT, severity, answer and answer["severity"]
    if answer and severity:
        values = {value["name"]: value["value"] for value in answer["values"]}
        yield "both windows", ROUNDING, {"shortWindow": burns[0], "longWindow": burns[1]}, values


def wilson_bounds(case, answer):
    bounds = [wilson(rate["numerator"], rate["denominator"]) for rate in case["rates"]]
    yield "best conversion", ROUNDING, max(bound["low"] for bound in bounds), answer["best"]
    for rate, forecast in zip(case["rates"], answer["forecasts"]):
        middle = wilson(rate["numerator"], rate["denominator"], 0.8)
        yield "P10 and P90 of a rate", ROUNDING, {"p10": middle["low"], "p90": middle["high"]}, forecast


CHECKS = {
    "kpi: actualsFromOrders": from_orders,
    "kpi: actualsFromDeals": from_deals,
    "kpi: working days and pace": pace,
    "kpi: burn rate": burn_rate,
    "kpi: Wilson": wilson_bounds,
}
