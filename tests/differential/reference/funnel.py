"""Stages, stays, outcomes and targets, with pandas, lifelines, statsmodels, scipy and chinese_calendar."""

import datetime as dt

import numpy as np
import pandas as pd
from chinese_calendar import is_workday
from lifelines import KaplanMeierFitter
from scipy.stats import binom, chi2_contingency
from statsmodels.stats.multitest import multipletests

from rfm import EXACT, ROUNDING, first_below, wilson

EPOCH = dt.date(1970, 1, 1)
# Most steps that a report shows of a survival curve.
STEPS_SHOWN = 60
# Days after which every deal has ended; those that are open at the curve's end go on as often as those before.
SETTLED = 1000
# Values of deals come in steps of this.
VALUE_STEP = 100
# The package draws sums of values, with an error of a probability below 1 %.
DRAWN = 0.01


def working_days(first, last):
    """Working days from one day to another, both included, as days since 1970."""
    return sum(is_workday(EPOCH + dt.timedelta(days=day)) for day in range(int(first), int(last) + 1))


def wide(events, stages):
    """A row for each deal: when it entered each stage, when it was lost, what it is worth, who has it."""
    frame = pd.DataFrame(events)
    table = frame.pivot(index="deal", columns="stage", values="time").reindex(columns=[*stages, "lost"])
    about = frame.groupby("deal")[["value", "owner"]].first()
    return table.join(about)


def stays(table, stages, place, as_of):
    """How long each deal stayed or has stayed in a stage, and whether it has left."""
    entered = table[table[stages[place]].notna()]
    left = entered[stages[place + 1]].fillna(entered.lost)
    return entered, left.fillna(as_of) - entered[stages[place]], left.notna()


def survival(durations, ended):
    return KaplanMeierFitter().fit(durations, ended)


def report(case, answer):
    stages, level = case["stages"], case["level"]
    table = wide(case["events"], stages)
    as_of = max(event["time"] for event in case["events"])
    for place, stage in enumerate(stages[:-1]):
        entered, durations, ended = stays(table, stages, place, as_of)
        got = answer["stages"][place]
        yield from conversion(entered, stages[place + 1], level, got)
        yield from dwell(durations, ended, got)
    yield from whole(table, stages, as_of, answer)
    yield from owners(table, stages, answer)
    yield from stuck(table, stages, as_of, answer)


def conversion(entered, following, level, got):
    advanced, lost = int(entered[following].notna().sum()), int(entered.lost.notna().sum())
    lost -= int((entered.lost.notna() & entered[following].notna()).sum())
    counts = {"entered": len(entered), "advanced": advanced, "lost": lost, "open": len(entered) - advanced - lost}
    yield "counts", EXACT, counts, got
    rates = {
        "rate": advanced / len(entered) if len(entered) else None,
        "interval": wilson(advanced, len(entered), level),
        "resolvedRate": advanced / (advanced + lost) if advanced + lost else None,
        "resolvedInterval": wilson(advanced, advanced + lost, level),
    }
    yield "rates and Wilson intervals", ROUNDING, rates, got["conversion"]


def dwell(durations, ended, got):
    if not len(durations):
        return
    fitted = survival(durations, ended)
    ends = {f"p{share}": first_below(fitted, 1 - share / 100) for share in (25, 50, 75, 90)}
    yield "days in a stage", ROUNDING, ends, got["days"]
    yield "stays", EXACT, {"events": int(ended.sum()), "censored": int((~ended).sum())}, got["days"]
    table = fitted.event_table
    days = table.index[table.observed > 0]
    if len(days) < STEPS_SHOWN:
        shares = fitted.survival_function_.iloc[:, 0]
        yield "survival curve", ROUNDING, [{"day": day, "share": shares[day]} for day in days], got["survival"]


def outcomes(table, stages, as_of):
    """Aalen-Johansen by hand: lifelines moves ties apart at random. Rows of (day, won, lost, open, at risk)."""
    end = table[stages[-1]].fillna(table.lost)
    durations = (end.fillna(as_of) - table[stages[0]]).to_numpy()
    won, lost = table[stages[-1]].notna().to_numpy(), table.lost.notna().to_numpy()
    still, shares, rows = 1.0, [0.0, 0.0], []
    for day in np.unique(durations[won | lost]):
        at_risk = int((durations >= day).sum())
        leaving = [int(((durations == day) & kind).sum()) for kind in (won, lost)]
        shares = [share + still * count / at_risk for share, count in zip(shares, leaving)]
        still *= 1 - sum(leaving) / at_risk
        rows.append((day, *shares, still, at_risk))
    return rows


def whole(table, stages, as_of, answer):
    won = table[table[stages[-1]].notna()]
    lost = int(table.lost.notna().sum())
    cycle = won[stages[-1]] - won[stages[0]]
    open_deals = len(table) - len(won) - lost
    rate = len(won) / (len(won) + lost)
    names = ("day", "won", "lost", "open", "atRisk")
    steps = [dict(zip(names, row)) for row in outcomes(table, stages, as_of)]
    yield "Aalen-Johansen", ROUNDING, steps, answer["outcomes"]
    yield "win rate", ROUNDING, rate, answer["winRate"]
    velocity = open_deals * rate * won.value.mean() / cycle.mean()
    yield "velocity", ROUNDING, float(velocity), answer["velocityPerDay"]
    quantiles = {"p50": float(np.quantile(cycle, 0.5)), "p90": float(np.quantile(cycle, 0.9))}
    yield "cycle (type 7)", ROUNDING, quantiles, answer["cycleDays"]


def owners(table, stages, answer):
    """Pearson's test of each owner against all others, corrected by Benjamini and Hochberg."""
    won, lost = table[stages[-1]].notna(), table.lost.notna()
    got = {row["name"]: row for row in answer["segments"]}
    names = sorted(got)
    values = []
    for name in names:
        own = table.owner == name
        counts = [[(own & won).sum(), (own & lost).sum()], [(~own & won).sum(), (~own & lost).sum()]]
        values.append(float(chi2_contingency(counts, correction=False).pvalue))
        yield "owners' p-values (Pearson)", ROUNDING, values[-1], got[name]["pValue"]
    significant = multipletests(values, 0.05, "fdr_bh")[0]
    told = [got[name]["significant"] for name in names]
    yield "owners who differ (BH)", EXACT, [bool(one) for one in significant], told


def stuck(table, stages, as_of, answer):
    expected = {}
    for place, stage in enumerate(stages[:-1]):
        entered, durations, ended = stays(table, stages, place, as_of)
        if not len(durations):
            continue
        fitted = survival(durations, ended)
        usual = first_below(fitted, 0.1)
        usual = first_below(fitted, 0.25) if usual is None else usual
        if usual is None:
            continue
        for deal in durations.index[~ended & (durations > usual)]:
            since = entered.loc[deal, stage]
            expected[deal] = {
                "deal": deal,
                "owner": entered.loc[deal, "owner"],
                "stage": stage,
                "ageDays": float(durations[deal]),
                "workingDays": working_days(since + 1, as_of),
                "expectedDays": usual,
                "value": float(entered.loc[deal, "value"]),
            }
    got = {row["deal"]: row for row in answer["stuck"]}
    yield "who is stuck", EXACT, sorted(expected), sorted(got)
    yield "stuck deals", EXACT, expected, got
    values = [row["value"] for row in answer["stuck"]]
    yield "most valuable first", EXACT, sorted(values, reverse=True), values


def response(case, answer):
    table = wide(case["events"], ["线索", "成单"])
    answered = table["成单"].fillna(table.lost) - table["线索"]
    hours = (answered * 24).round(6)
    within = int((hours <= case["slaHours"]).sum())
    leads = len(table)
    expected = {"leads": leads, "within": within, "share": within / leads, "interval": wilson(within, leads)}
    yield "share in time", ROUNDING, expected, answer
    yield "median hours", 1e-6, float(np.quantile(hours.dropna(), 0.5)), answer["p50Hours"]


def share_by(rows, day):
    """Shares (won, open) some days after entry; None where the data do not say: beyond the last end that was seen."""
    if day >= SETTLED:
        _, won, lost, still, _ = rows[-1]
        return won + still * won / (won + lost), 0.0
    if day > rows[-1][0] and rows[-1][3] > 0:
        return None
    past = [row for row in rows if row[0] <= day]
    return (past[-1][1], past[-1][3]) if past else (0.0, 1.0)


def leads_for(target, chance, assurance):
    """The fewest leads whose binomial number of wins reaches the target."""
    count = target
    while binom.sf(target - 1, count, chance) < assurance:
        count += 1
    return count


def money_reached(target, chance, values, count):
    """The probability that so many leads bring the money: each wins or not, a win any of the values (in hundreds)."""
    size = int(target // VALUE_STEP)
    single = np.zeros(size)
    single[0] = 1 - chance
    for value in values:
        if value // VALUE_STEP < size:
            single[int(value // VALUE_STEP)] += chance / len(values)
    below = np.zeros(size)
    below[0] = 1.0
    for _ in range(count):
        below = np.convolve(below, single)[:size]
    return 1 - float(below.sum())


def targets(case, answer):
    stages, horizon = ["线索", "成单"], case["horizon"]
    table = wide(case["events"], stages)
    as_of = max(event["time"] for event in case["events"])
    rows = outcomes(table, stages, as_of)
    reached = share_by(rows, horizon)
    if reached:
        yield from leads(case, answer, table, reached[0])
        # New deals come every day, at its end.
        fresh = [share_by(rows, horizon - day) for day in range(1, horizon + 1)]
        if all(fresh):
            new = 0.5 * sum(won for won, _ in fresh)
            yield "mean from new deals", ROUNDING, new, answer["fresh"]["expected"]["fromNew"]
    ages = as_of - table["线索"][table["成单"].isna() & table.lost.isna()]
    ways = [(share_by(rows, age), share_by(rows, age + horizon)) for age in ages]
    if all(now and later and now[1] > 0 for now, later in ways):
        mean = sum((later[0] - now[0]) / now[1] for now, later in ways)
        yield "mean from open deals", ROUNDING, mean, answer["open"]["expected"]["fromOpen"]
    yield "beyond all open deals", EXACT, 0, answer["beyond"]["probability"]


def leads(case, answer, table, chance):
    for row in answer["won"]:
        needed = leads_for(case["won"], chance, row["assurance"])
        yield "leads for deals", EXACT, needed, row["stages"][0]["needed"]
    values = table.value[table["成单"].notna()].to_numpy()
    for row in answer["revenue"]:
        needed, assurance = row["stages"][0]["needed"], row["assurance"]
        fewer, enough = (money_reached(case["revenue"], chance, values, count) for count in (needed - 1, needed))
        short = max(0.0, assurance - enough, fewer - assurance)
        yield "leads for money, error of the assurance", DRAWN, 0.0, short


CHECKS = {"funnel: report": report, "funnel: response": response, "funnel: targets": targets}
