"""BG/NBD, MBG/NBD and Gamma-Gamma from the papers' formulas, with mpmath and scipy.

Fader, Hardie and Lee (2005), "Counting your customers" the easy way; Batislam, Denizel and Filiztekin (2007) for
MBG/NBD; Fader and Hardie (2013), The Gamma-Gamma model of monetary value.
"""

import mpmath as mp
import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

mp.mp.dps = 30
# Sums of logarithms over hundreds of customers.
LIKELIHOOD = 1e-9
# A maximum found by another search: how much higher it may lie.
SEARCH = 1e-4
SIMPLEX = {"method": "Nelder-Mead", "options": {"maxiter": 4000, "xatol": 1e-7, "fatol": 1e-8}}
FIGURE = 1e-8
PARAMS = ("r", "alpha", "a", "b")
# Four standard errors of a share of 2.5 %, of 200 resamples here and 1,000 there.
RESAMPLES, RESAMPLING = 200, 0.05
# Customers whose purchases to come are compared, the heaviest among them, and those whose money is.
CUSTOMERS, HEAVIEST, VALUED = 40, 5, 5


def histories(rows, unit):
    """Repeat purchases x, time of the last one t_x and time seen T, in units; the mean amount of repeat purchases."""
    frame = pd.DataFrame(rows)
    as_of = frame.day.max()
    days = frame.groupby(["customer", "day"]).amount.sum().reset_index().sort_values(["customer", "day"])
    first = days.groupby("customer").day.transform("min")
    repeats = days[days.day > first]
    seen = days.groupby("customer").day.agg(["min", "max", "count"])
    table = pd.DataFrame(
        {
            "x": seen["count"] - 1,
            "tx": (seen["max"] - seen["min"]) / unit,
            "T": (as_of - seen["min"]) / unit,
        }
    )
    table["mean"] = repeats.groupby("customer").amount.mean().reindex(table.index)
    return table


def log_likelihood(model, params, table, weights=1.0):
    """Sum over customers, equation (6) of the first paper; MBG/NBD counts the first purchase as a chance to leave."""
    r, alpha, a, b = params
    x, tx, seen = (table[name].to_numpy(dtype=float) for name in ("x", "tx", "T"))
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    if model == "bgNbd":
        stays = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + seen)
        left = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + tx)
        left = np.where(x > 0, left, -np.inf)
    else:
        stays = betaln(a, b + x + 1) - betaln(a, b) - (r + x) * np.log(alpha + seen)
        left = betaln(a + 1, b + x) - betaln(a, b) - (r + x) * np.log(alpha + tx)
    return float(np.sum(weights * (common + np.logaddexp(stays, left))))


def best_likelihood(model, table):
    """The highest maximum from several starts, over the logarithms of the parameters."""
    loss = lambda logs: -log_likelihood(model, np.exp(np.clip(logs, -12, 12)), table)
    starts = ([0.0, 1.0, 0.0, 1.0], [-0.5, 2.0, -1.0, 1.0])
    return -min(minimize(loss, start, **SIMPLEX).fun for start in starts)


def alive(model, params, x, tx, seen):
    r, alpha, a, b = params
    if model == "bgNbd":
        if x == 0:
            return mp.mpf(1)
        odds = a / (b + x - 1) * ((alpha + seen) / (alpha + tx)) ** (r + x)
    else:
        odds = a / (b + x) * ((alpha + seen) / (alpha + tx)) ** (r + x)
    return 1 / (1 + odds)


def purchases_to_come(model, params, x, tx, seen, time):
    """Conditional expectation; for MBG/NBD the same integral with one more trial to stay."""
    r, alpha, a, b = params
    z = time / (alpha + seen + time)
    trials = b + x if model == "bgNbd" else b + x + 1
    tail = mp.hyp2f1(r + x, trials, a + trials - 1, z) * ((alpha + seen) / (alpha + seen + time)) ** (r + x)
    return (a + trials - 1) / (a - 1) * (1 - tail) * alive(model, params, x, tx, seen)


def purchases_of_new(model, params, time):
    """Expected repeat purchases of a new customer."""
    r, alpha, a, b = params
    z = time / (alpha + time)
    if model == "bgNbd":
        tail = (alpha / (alpha + time)) ** r * mp.hyp2f1(r, b, a + b - 1, z)
        return (a + b - 1) / (a - 1) * (1 - tail)
    tail = (alpha / (alpha + time)) ** r * mp.hyp2f1(r, b + 1, a + b, z)
    return b / (a - 1) * (1 - tail)


def spend_likelihood(params, table):
    p, q, gamma = params
    repeat = table[table.x > 0]
    x, mean = repeat.x.to_numpy(dtype=float), repeat["mean"].to_numpy()
    return float(
        np.sum(
            gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
            + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(gamma + x * mean)
        )
    )


def spend_of(params, x, mean):
    p, q, gamma = params
    return p * (gamma + (x * mean if x else 0)) / (p * x + q - 1)


def discounted(model, params, row, unit, horizon, annual):
    """What each unit brings, as if it came at the unit's end."""
    total, before = mp.mpf(0), mp.mpf(0)
    for step in range(1, horizon // unit + 1):
        until = purchases_to_come(model, params, row.x, row.tx, row["T"], mp.mpf(step))
        total += (until - before) / (1 + mp.mpf(annual)) ** (mp.mpf(step * unit) / 365)
        before = until
    return total


def models(case, answer):
    options, fit = case["options"], answer["fit"]
    model, unit = options["model"], options["unitDays"]
    table = histories(case["rows"], unit)
    plain = [fit["params"][name] for name in ("r", "alpha", "a", "b")]
    params = [mp.mpf(one) for one in plain]
    yield f"log-likelihood, {model}", LIKELIHOOD, log_likelihood(model, plain, table), fit["logLikelihood"]
    shortfall = max(0.0, best_likelihood(model, table) - fit["logLikelihood"])
    yield f"short of the best maximum, {model}", SEARCH, 0.0, shortfall
    expected = float(sum(purchases_of_new(model, params, mp.mpf(seen)) for seen in table["T"]))
    goodness = {"observed": int(table.x.sum()), "expected": expected}
    yield f"goodness, {model}", FIGURE, goodness, fit["goodness"]
    spend = fit["spend"]
    shape = spend and [spend[name] for name in ("p", "q", "gamma")]
    if spend:
        yield "Gamma-Gamma likelihood", LIKELIHOOD, spend_likelihood(shape, table), spend["logLikelihood"]
        loss = lambda logs: -spend_likelihood(np.exp(np.clip(logs, -12, 12)), table)
        best = -minimize(loss, [1.0, 1.0, 3.0], **SIMPLEX).fun
        yield "Gamma-Gamma, short of the best", SEARCH, 0.0, max(0.0, best - spend["logLikelihood"])
    yield from per_customer(options, table, params, shape, answer["customers"])


def per_customer(options, table, params, shape, customers):
    """Everyone's probability to be alive; purchases and money of the heaviest and some others."""
    model, unit, horizon = options["model"], options["unitDays"], options["horizonDays"]
    heaviest = set(table.x.nlargest(HEAVIEST).index)
    for place, got in enumerate(customers):
        row = table.loc[got["customer"]]
        history = [mp.mpf(float(row[name])) for name in ("x", "tx", "T")]
        size = "hundreds of purchases" if row.x >= 100 else model
        yield f"P(alive), {size}", FIGURE, float(alive(model, params, *history)), got["alive"]
        if place >= CUSTOMERS and got["customer"] not in heaviest:
            continue
        to_come = purchases_to_come(model, params, *history, mp.mpf(horizon) / unit)
        yield f"purchases to come, {size}", FIGURE, float(to_come), got["expectedPurchases"]
        if shape:
            mean = spend_of(shape, row.x, row["mean"])
            yield "spend to expect", FIGURE, float(mean), got["expectedSpend"]
            if place < VALUED:
                money = float(discounted(model, params, row, unit, horizon, options["annualDiscount"]) * mean)
                yield "discounted value", 1e-6, money, got["value"]


def intervals(case, answer):
    """Parameters fitted to customers drawn anew, with another search: as many lie beyond each end."""
    model, fit = case["options"]["model"], answer["fit"]
    table = histories(case["rows"], case["options"]["unitDays"])
    start = np.log([fit["params"][name] for name in PARAMS])
    simplex = {"initial_simplex": start + 0.1 * np.vstack([np.zeros(4), np.eye(4)]), "xatol": 1e-3, "fatol": 1e-4}
    generator = np.random.default_rng(7)
    drawn = []
    for _ in range(RESAMPLES):
        weights = generator.multinomial(len(table), np.full(len(table), 1 / len(table)))
        loss = lambda logs: -log_likelihood(model, np.exp(np.clip(logs, -12, 12)), table, weights)
        drawn.append(np.exp(minimize(loss, start, method="Nelder-Mead", options=simplex).x))
    for name, column in zip(PARAMS, np.array(drawn).T):
        low, high = (fit["intervals"][name][end] for end in ("low", "high"))
        beyond = [float(np.mean(column < low)), float(np.mean(column > high))]
        yield f"shares of resamples beyond the interval, {model}", RESAMPLING, [0.025, 0.025], beyond


CHECKS = {"value: models": models, "value: intervals, 200 customers": intervals}
