"""`python -m benchmarks.scale --people N`: calculate a day of N people: rates, lags, rows, bytes, money.

People come, draw, correct and leave. Nothing is run: what a request, a run and a row cost was measured, and the table
says what follows from it, and which part is full first. `--check` calculates the lags that were measured under load,
from the duration of one run alone, and shows both.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

DAY_S = 86_400
HOURS = (2, 1, 1, 1, 1, 2, 3, 6, 9, 10, 10, 9, 7, 8, 9, 9, 8, 8, 8, 8, 7, 6, 5, 3)
"""How many people come in each hour, in proportion: a school's and an evening's day in one time zone."""


@dataclass(frozen=True)
class Assumptions:
    """Guesses about people, which nobody has measured. Each comment says what grows with the value."""

    digits_each: float = 12.0  # more rows, runs and posts
    visit_s: float = 150.0  # more polls
    guesses_each: float = 6.0  # live guesses for each digit: more predictions
    others_each: float = 10.0  # more pages, lists and pictures in a visit, each as dear as a list of sixty digits


@dataclass(frozen=True)
class Costs:
    """The costs of one request, run or row, measured on two cores; limits; prices (sources: docs/scaling.md)."""

    prediction_s: float = 0.0053  # CPU of the web process
    post_s: float = 0.0133
    poll_s: float = 0.0053
    other_s: float = 0.0077
    locked_s: float = 0.005  # the part of a post that holds the lock of the writers
    run_s: float = 0.63  # from claim to served, on a core of its own
    digits_in_run: int = 500  # at most
    digit_bytes: float = 3900.0  # a row with picture, ink, strokes and its share of indexes
    version_bytes: float = 6900.0  # once its weights are dropped
    weights_bytes: float = 95_300.0
    n_weights: int = 1000  # of the newest versions
    core_month: float = 12.0  # money: a virtual core with 4 GB
    gigabyte_month: float = 0.1


@dataclass(frozen=True)
class Day:
    """The load of a day. Rates are those of the busiest minute."""

    n_people: int
    digits: int
    posts_s: float
    predictions_s: float
    polls_s: float
    open_pages: float
    web_cores: float
    lock_busy: float
    lag_s: tuple[float, float]  # from a digit to the served version that has learned it: median and 95 of 100
    n_versions: int
    digits_in_run: float
    gigabytes: float
    money_month: float

    @property
    def walls(self) -> list[str]:
        """Return what is full in the busiest minute, and the disk after a year, the fullest first."""
        full = {
            "one web process": self.web_cores,
            "the lock of the writers": self.lock_busy,
            "runs of 500 digits": self.posts_s * Costs.run_s / Costs.digits_in_run,
            "a disk of 1 TB after a year": self.gigabytes * 365 / 1000,
        }
        return [name for name, share in sorted(full.items(), key=lambda item: -item[1]) if share > 1]


def day_of(n_people: int, does: Assumptions | None = None, cost: Costs | None = None, seed: int = 0) -> Day:
    """Simulate a day."""
    does, cost = does or Assumptions(), cost or Costs()
    rng = np.random.default_rng(seed)
    arrivals = rng.poisson(n_people * _of_each_second())
    open_pages = _spread_over(arrivals, does.visit_s)
    posts = rng.poisson(open_pages * does.digits_each / does.visit_s)
    lags, sizes = learn(posts, cost)
    busiest = _busiest_minute(open_pages)
    posts_s = float(posts[busiest].mean())
    predictions_s, polls_s = posts_s * does.guesses_each, float(open_pages[busiest].mean())
    others_s = float(arrivals[busiest].mean()) * does.others_each
    web_cores = (
        predictions_s * cost.prediction_s + posts_s * cost.post_s + polls_s * cost.poll_s + others_s * cost.other_s
    )
    digits, n_versions = int(posts.sum()), len(sizes)
    grown = (
        digits * cost.digit_bytes
        + n_versions * cost.version_bytes
        + min(n_versions, cost.n_weights) * cost.weights_bytes
    )
    month_bytes = 30 * (digits * cost.digit_bytes + n_versions * cost.version_bytes)
    n_cores = np.ceil(web_cores / 0.6) + 2  # web at most 60 % busy; a worker; the database
    return Day(
        n_people=n_people,
        digits=digits,
        posts_s=posts_s,
        predictions_s=predictions_s,
        polls_s=polls_s,
        open_pages=polls_s,
        web_cores=web_cores,
        lock_busy=posts_s * cost.locked_s,
        lag_s=(float(np.median(lags)), float(np.percentile(lags, 95))) if len(lags) else (0.0, 0.0),
        n_versions=n_versions,
        digits_in_run=float(np.mean(sizes)) if n_versions else 0.0,
        gigabytes=grown / 1e9,
        money_month=float(n_cores * cost.core_month + month_bytes / 1e9 * cost.gigabyte_month),
    )


def learn(posts: NDArray[np.integer], cost: Costs) -> tuple[NDArray[np.float64], list[int]]:
    """Return the lag of each digit that was learned, and the digits of each run, for the posts of each second.

    Whole tens wait; a run takes those that wait when it begins, at most `digits_in_run`.
    """
    n_in_second = np.repeat(np.arange(len(posts)), posts)
    place = np.arange(len(n_in_second)) - np.repeat(np.cumsum(posts) - posts, posts)
    came = n_in_second + (place + 0.5) / np.repeat(posts, posts)
    came = came[: len(came) // 10 * 10]
    lags, sizes, first, now = [], [], 0, 0.0
    while first < len(came):
        now = max(now, came[first + 9])
        n_waiting = int(np.searchsorted(came, now, side="right")) - first
        size = min(max(10, n_waiting // 10 * 10), cost.digits_in_run)
        now += cost.run_s
        lags.append(now - came[first : first + size])
        sizes.append(size)
        first += size
    return np.concatenate(lags) if lags else np.empty(0), sizes


def _of_each_second() -> NDArray[np.float64]:
    """Return the share of the day's people who come in each second."""
    middles = (np.arange(25) - 0.5) * 3600
    rates = np.interp(np.arange(DAY_S), middles, [*HOURS, HOURS[0]])
    shares: NDArray[np.float64] = rates / rates.sum()
    return shares


def _spread_over(arrivals: NDArray[np.integer], visit_s: float) -> NDArray[np.float64]:
    """Return the pages that are open in each second if every visit lasts that long."""
    came = np.concatenate([np.zeros(round(visit_s), np.int64), np.cumsum(arrivals)])
    open_pages: NDArray[np.float64] = (came[round(visit_s) :] - came[: -round(visit_s)]).astype(np.float64)
    return open_pages


def _busiest_minute(values: NDArray[np.floating]) -> slice:
    minute = int(values[: DAY_S // 60 * 60].reshape(-1, 60).sum(axis=1).argmax())
    return slice(60 * minute, 60 * minute + 60)


@dataclass(frozen=True)
class Measured:
    """A point that was measured before tens shared runs: digits a second, for how long, lags of each ten."""

    posts_s: float
    seconds: int
    lag_s: tuple[float, float]
    drained_s: float | None = None  # after the last post


MEASURED = (
    Measured(15, 20, (0.68, 0.80)),
    Measured(20, 18, (2.9, 5.6)),
    Measured(40, 15, (14, 26)),
    Measured(77, 20, (48, 82), 85),
)
"""On two cores with hardly any other load, one run for each ten; of two measurements the mean."""


def check(point: Measured) -> Measured:
    """Return what the calculation gives for a measured load: one ten a run, the lag from the tenth digit."""
    cost = replace(Costs(), digits_in_run=10)
    lags, sizes = learn(np.full(point.seconds, round(point.posts_s)), cost)
    of_tenth = lags.reshape(-1, 10)[:, 9]
    n_tens = len(sizes)
    drained = of_tenth[-1] if point.drained_s is not None else None
    assert n_tens == len(of_tenth)
    return Measured(
        point.posts_s, point.seconds, (float(np.median(of_tenth)), float(np.percentile(of_tenth, 95))), drained
    )


def print_day(days: Sequence[Day]) -> None:
    print(
        "| people a day | digits | posts, guesses, polls a second | web, cores | lock busy | learned after, 50 and 95 %"
        " | versions | digits in a run | GB a day | money a month | full, worst first |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for day in days:
        walls = "; ".join(day.walls) or "nothing"
        print(
            f"| {day.n_people:,} | {day.digits:,} | {day.posts_s:.1f}, {day.predictions_s:.0f}, {day.polls_s:.0f} "
            f"| {day.web_cores:.2f} | {day.lock_busy:.0%} | {day.lag_s[0]:.1f}, {day.lag_s[1]:.1f} s "
            f"| {day.n_versions:,} | {day.digits_in_run:.0f} | {day.gigabytes:.2f} | {day.money_month:,.0f} | {walls} |"
        )


def print_check() -> None:
    print("| digits a second, for | measured: lag of a ten, 50 and 95 % | on paper | drained: measured | on paper |")
    print("|---|---|---|---|---|")
    for point in MEASURED:
        told = check(point)
        drained = ("–", "–") if told.drained_s is None else (f"{point.drained_s:.0f} s", f"{told.drained_s:.0f} s")
        print(
            f"| {point.posts_s:.0f}, {point.seconds} s | {point.lag_s[0]:g}, {point.lag_s[1]:g} s "
            f"| {told.lag_s[0]:.1f}, {told.lag_s[1]:.1f} s | {drained[0]} | {drained[1]} |"
        )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="A calculated day of many people.")
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="a day")
    parser.add_argument("--check", action="store_true", help="show measured lags and calculated ones")
    options = parser.parse_args(arguments)
    if min(options.people) < 1:
        sys.exit("Expected at least one person a day.")
    if options.check:
        print_check()
    else:
        print_day([day_of(n_people) for n_people in options.people])
