"""Scores, tiers, their worth, concentration and retention, with pandas, numpy, lifelines and statsmodels."""

from fractions import Fraction

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from statsmodels.stats.proportion import proportion_confint

EXACT = 0.0
ROUNDING = 1e-9
# The ends of two bootstraps differ by chance: four standard errors of the share beyond one, of 400 resamples.
RESAMPLING = 0.035


def customers_of(rows, as_of, frequency="days"):
    """Recency, frequency and money of each customer; refunds count for money only."""
    frame = pd.DataFrame(rows)
    frame = frame[frame.day <= as_of]
    bought = frame[frame.amount > 0]
    counted = bought.groupby("customer").day
    table = pd.DataFrame(
        {
            "recency": as_of - counted.max(),
            "frequency": counted.nunique() if frequency == "days" else counted.size(),
            "monetary": frame.groupby("customer").amount.sum(),
        }
    )
    return table.dropna()


def quantiles(values, bins):
    """Type 7 where equal shares end. Places are fractions: numpy's own, by floats, may miss a value that it reaches."""
    values = sorted(float(value) for value in values)
    cuts = []
    for share in range(1, bins):
        below, rest = divmod((len(values) - 1) * share, bins)
        step = values[below + 1] - values[below] if rest else 0.0
        cuts.append(float(Fraction(values[below]) + Fraction(step) * Fraction(rest, bins)))
    return cuts


def below(cuts, values):
    """How many cuts lie below each value: one equal to a cut belongs below it."""
    return np.searchsorted(np.asarray(cuts, dtype=float), np.asarray(values, dtype=float), side="left")


def scored(table, cuts, bins):
    table["r"] = bins - below(cuts["r"], table.recency)
    table["f"] = 1 + below(cuts["f"], table.frequency)
    table["m"] = 1 + below(cuts["m"], table.monetary)
    return table


def in_order(table, answer, columns):
    ordered = table.loc[answer["customers"]]
    return {name: ordered[name].tolist() for name in columns}


def basics(case):
    as_of = max(row["day"] for row in case["rows"])
    return customers_of(case["rows"], as_of, case.get("options", {}).get("frequency", "days"))


VALUES = ("recency", "frequency", "monetary")
SCORES = ("r", "f", "m")


def by_quantiles(case, answer):
    table, bins = basics(case), case["options"]["bins"]
    cuts = {score: quantiles(table[name], bins) for score, name in zip(SCORES, VALUES)}
    yield "values", ROUNDING, in_order(table, answer, VALUES), answer
    yield "cuts (type 7)", ROUNDING, cuts, answer["cuts"]
    yield "scores", EXACT, in_order(scored(table, cuts, bins), answer, SCORES), answer


def nested(case, answer):
    """F is cut anew within each recency score, M within each pair of recency and frequency scores."""
    table, bins = basics(case), case["options"]["bins"]
    table["r"] = bins - below(quantiles(table.recency, bins), table.recency)
    within = lambda values: pd.Series(1 + below(quantiles(values, bins), values), index=values.index)
    table["f"] = table.groupby("r", group_keys=False).frequency.apply(within)
    table["m"] = table.groupby(["r", "f"], group_keys=False).monetary.apply(within)
    table["tiers"] = [ten_segments(r, f) for r, f in zip(table.r, table.f)]
    yield "scores", EXACT, in_order(table, answer, SCORES), answer
    yield "ten segments", EXACT, in_order(table, answer, ["tiers"]), answer


def ten_segments(r, f):
    if r <= 2:
        return "hibernating" if f <= 2 else "atRisk" if f <= 4 else "cantLose"
    if r == 3 and f <= 3:
        return "aboutToSleep" if f <= 2 else "needAttention"
    if r <= 4 and f >= 4:
        return "loyal"
    if f == 1:
        return "promising" if r == 4 else "new"
    return "champions" if f >= 4 else "potentialLoyalist"


# Near or far, often or seldom, much or little.
EIGHT = {
    (2, 2, 2): "importantValue",
    (2, 1, 2): "importantDevelop",
    (1, 2, 2): "importantKeep",
    (1, 1, 2): "importantWinBack",
    (2, 2, 1): "generalValue",
    (2, 1, 1): "generalDevelop",
    (1, 2, 1): "generalKeep",
    (1, 1, 1): "generalWinBack",
}


def split(statistic):
    def check(case, answer):
        table = basics(case)
        cuts = {score: [statistic(table[name])] for score, name in zip(SCORES, VALUES)}
        table = scored(table, cuts, 2)
        table["tiers"] = [EIGHT[cell] for cell in zip(table.r, table.f, table.m)]
        yield "scores", EXACT, in_order(table, answer, SCORES), answer
        yield "eight segments", EXACT, in_order(table, answer, ["tiers"]), answer

    return check


def fixed(case, answer):
    """`pandas.cut`, closed on the right."""
    table, cuts = basics(case), case["options"]["scores"]
    category = lambda values, edges: pd.cut(values, [-np.inf, *edges, np.inf], labels=False)
    table["r"] = len(cuts["r"]) + 1 - category(table.recency, cuts["r"])
    table["f"] = 1 + category(table.frequency, cuts["f"])
    table["m"] = 1 + category(table.monetary, cuts["m"])
    table["tiers"] = [rules_tier(case["options"]["tiers"], cell) for cell in zip(table.r, table.f, table.m)]
    yield "scores", EXACT, in_order(table, answer, SCORES), answer
    yield "tiers of own rules", EXACT, in_order(table, answer, ["tiers"]), answer


def rules_tier(rules, cell):
    for rule in rules:
        spans = (rule.get(name) or (1, 10) for name in SCORES)
        if all(low <= score <= high for score, (low, high) in zip(cell, spans)):
            return rule["tier"]
    return "unmatched"


# The intervals of the package's vignette.
R_TABLE = (
    ("champions", (5, 5), (5, 5), (5, 5)),
    ("potentialLoyalist", (3, 5), (3, 5), (2, 5)),
    ("loyal", (2, 4), (2, 4), (2, 4)),
    ("promising", (3, 4), (1, 3), (3, 5)),
    ("new", (4, 5), (1, 3), (1, 5)),
    ("cantLose", (1, 2), (3, 4), (4, 5)),
    ("atRisk", (1, 2), (2, 5), (4, 5)),
    ("needAttention", (1, 3), (3, 5), (3, 5)),
    ("aboutToSleep", (2, 3), (1, 3), (1, 4)),
    ("lost", (1, 1), (1, 5), (1, 5)),
)


def r_package(case, answer):
    """The R package `rfm`: each score takes `lower <= value < upper`, and its cuts are quantiles plus one."""
    table = basics(case)
    cuts = {}
    for score, name in zip(SCORES, VALUES):
        cuts[score] = [cut + 1 for cut in quantiles(table[name], 5)]
        place = np.searchsorted(cuts[score], table[name].astype(float), side="right")
        table[score] = 5 - place if score == "r" else 1 + place
    rules = [{"tier": tier, "r": r, "f": f, "m": m} for tier, r, f, m in R_TABLE]
    table["tiers"] = [rules_tier(rules, cell) for cell in zip(table.r, table.f, table.m)]
    yield "cuts", ROUNDING, cuts, answer["cuts"]
    yield "scores", EXACT, in_order(table, answer, SCORES), answer
    yield "tiers", EXACT, in_order(table, answer, ["tiers"]), answer


def concentration(case, answer):
    table = basics(case)
    money = table.monetary.to_numpy()
    gini = np.abs(money[:, None] - money[None, :]).sum() / (2 * len(money) ** 2 * money.mean())
    ties = {score: table[name].value_counts(normalize=True).max() for score, name in zip("rf", VALUES)}
    bought = pd.DataFrame(case["rows"])[["customer", "day"]].drop_duplicates().sort_values(["customer", "day"])
    gaps = bought.groupby("customer").day.diff().dropna()
    yield "Gini", ROUNDING, gini, answer["gini"]
    yield "tie mass", ROUNDING, ties, answer["tieMass"]
    yield "p90 of the gaps", ROUNDING, float(np.quantile(gaps, 0.9)) if len(gaps) >= 30 else 180, answer["lapsedDays"]


def tier_worth(case, answer):
    options = case["options"]
    as_of = max(row["day"] for row in case["rows"])
    seen_from = as_of - options["horizonDays"]

    def tiers(day):
        table = customers_of(case["rows"], day)
        table = scored(table, options["scores"], 5)
        return pd.Series([rules_tier(options["tiers"], cell) for cell in zip(table.r, table.f, table.m)], table.index)

    frame = pd.DataFrame(case["rows"])
    since = frame[frame.day > seen_from]
    before, now = tiers(seen_from), tiers(as_of)
    brought = since.groupby("customer").amount.sum().reindex(before.index, fill_value=0)
    bought = before.index.isin(since[since.amount > 0].customer)
    got = {row["tier"]: row for row in answer["tiers"]}
    for rule in options["tiers"]:
        tier, row = rule["tier"], got[rule["tier"]]
        watched = (before == tier).to_numpy()
        money = brought[watched].to_numpy()
        expected = {"watched": int(watched.sum()), "customers": int((now == tier).sum())}
        if len(money):
            expected |= {"bought": float(bought[watched].mean()), "perCustomer": float(money.mean())}
            expected["worth"] = expected["perCustomer"] * expected["customers"]
        yield "means", ROUNDING, expected, row
        if len(money) < 5:
            yield "no interval below 5", EXACT, [None, None], [row["interval"], row["worthInterval"]]
            continue
        means = resampled(money)
        off = [distance(means, row["interval"]["low"], 0.025), distance(means, row["interval"]["high"], 0.975)]
        yield "shares of resamples beyond the interval", RESAMPLING, [0.0, 0.0], off
        worth = {end: row["interval"][end] * expected["customers"] for end in ("low", "high")}
        yield "worth's interval", ROUNDING, worth, row["worthInterval"]


def resampled(money, draws=4000):
    """Means of the customers drawn anew."""
    generator = np.random.default_rng(7)
    return money[generator.integers(0, len(money), (draws, len(money)))].mean(axis=1)


def distance(means, end, share):
    """How far the share of the means up to an interval's end is from the wanted one; ties count either way."""
    rounding = ROUNDING * max(1.0, abs(end))
    fewer, more = float(np.mean(means < end - rounding)), float(np.mean(means <= end + rounding))
    return max(0.0, fewer - share, share - more)


def wilson(count, of, level=0.95):
    if not of:
        return None
    low, high = proportion_confint(count, of, alpha=1 - level, method="wilson")
    return {"low": low, "high": high, "level": level}


def share(count, of):
    return {"customers": of, "count": count, "rate": count / of if of else None, "interval": wilson(count, of)}


def retention(case, answer):
    frame = pd.DataFrame(case["rows"])
    as_of, lapsed = frame.day.max(), answer["lapsedDays"]
    days = frame.groupby("customer").day.agg(lambda values: sorted(set(values)))
    then = as_of - lapsed
    present = [seen for seen in days if any(then - lapsed <= day <= then for day in seen)]
    gone = sum(all(day <= then for day in seen) for seen in present)
    yield "churn", ROUNDING, share(gone, len(present)), answer["churn"]
    yield "repurchase", ROUNDING, share(sum(len(seen) > 1 for seen in days), len(days)), answer["repurchase"]
    to_second = [(seen[1] if len(seen) > 1 else as_of) - seen[0] for seen in days]
    fitted = KaplanMeierFitter().fit(to_second, [len(seen) > 1 for seen in days])
    yield "median days to the second", EXACT, first_below(fitted, 0.5), answer["medianDaysToSecond"]
    yield "cohorts", ROUNDING, cohorts(frame, case["every"]), answer["cohorts"]


def first_below(fitted, share):
    """The first day on which no more than the share remains; products of fractions are rounded first."""
    curve = fitted.survival_function_.iloc[:, 0].round(12)
    days = curve.index[curve <= share]
    return float(days[0]) if len(days) else None


def cohorts(frame, every):
    """One row for each period of first purchases; a cell for each period of the data, blank beyond its end."""
    name = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}[every]
    period = pd.to_datetime(frame.day, unit="D").dt.to_period(name)
    frame = frame.assign(period=period, first=period.groupby(frame.customer).transform("min"))
    last, length = period.max(), (period.max() - period.min()).n + 1
    rows = []
    for first, group in frame.groupby("first"):
        seen = (last - first).n + 1
        age = group.period.map(lambda one: (one - first).n)
        retained = [int(group[age == at].customer.nunique()) for at in range(seen)]
        revenue = [float(group[age == at].amount.sum()) for at in range(seen)]
        blank = [None] * (length - seen)
        size = group.customer.nunique()
        rows.append(
            {
                "start": first.start_time.date().isoformat(),
                "customers": size,
                "retained": retained + blank,
                "rates": [count / size for count in retained] + blank,
                "revenue": revenue + blank,
            }
        )
    return rows


CHECKS = {
    "rfm: quantile scores": by_quantiles,
    "rfm: nested scores": nested,
    "rfm: mean split": split(np.mean),
    "rfm: median split": split(np.median),
    "rfm: fixed cuts": fixed,
    "rfm: rPackage": r_package,
    "rfm: Gini, ties, lapsed days": concentration,
    "rfm: tierWorth": tier_worth,
    "rfm: retention and cohorts": retention,
}
