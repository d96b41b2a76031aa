"""The day on paper: what it computes follows from its costs, and it gives what was measured under load."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.serving import paper
from benchmarks.serving.paper import DAY_S, MEASURED, Costs, check, day_of, learn

COSTS = Costs(run_s=0.5, digits_in_run=500)


def test_a_ten_that_comes_alone_is_learned_one_run_later():
    lags, sizes = learn(np.array([10]), COSTS)
    assert sizes == [10]
    assert lags[-1] == pytest.approx(0.5)  # the tenth digit waits for nothing but its run


def test_every_whole_ten_is_learned_once_in_runs_that_are_not_too_large():
    lags, sizes = learn(np.full(20, 1777), COSTS)
    assert sum(sizes) == len(lags) == 35_540
    assert max(sizes) == 500
    assert all(size % 10 == 0 for size in sizes)


def test_tens_that_share_runs_keep_up_with_a_rate_at_which_single_tens_fall_behind():
    posts = np.full(120, 200)
    shared, alone = learn(posts, COSTS)[0], learn(posts, replace(COSTS, digits_in_run=10))[0]
    assert np.percentile(shared, 95) < 2 * COSTS.run_s + 0.1
    assert alone.max() > 100


@pytest.mark.parametrize("point", MEASURED, ids=lambda point: f"{point.posts_s:.0f}/s")
def test_a_measured_point_is_told_within_a_quarter(point):
    told = check(point)
    assert told.lag_s == pytest.approx(point.lag_s, rel=0.25)
    if point.drained_s is not None:
        assert told.drained_s == pytest.approx(point.drained_s, rel=0.25)


def test_ten_times_the_people_are_ten_times_the_digits_and_more_walls():
    few, many = day_of(20_000), day_of(200_000)
    assert few.digits == pytest.approx(20_000 * 12, rel=0.05)
    assert many.digits == pytest.approx(10 * few.digits, rel=0.05)
    assert few.walls == []
    assert many.walls[0] == "one web process"
    assert many.web_cores == pytest.approx(10 * few.web_cores, rel=0.25)  # the busiest minute varies


def test_people_come_all_day_and_leave():
    of_each_second = paper._of_each_second()
    assert (len(of_each_second), of_each_second.sum()) == (DAY_S, pytest.approx(1))
    open_pages = paper._spread_over(np.bincount([100], minlength=DAY_S), 30)
    assert np.flatnonzero(open_pages).tolist() == list(range(100, 130))


def test_the_table_names_the_first_wall(capsys):
    paper.main(["--people", "100000"])
    assert "| 100,000 |" in (row := capsys.readouterr().out.splitlines()[-1])
    assert "one web process;" in row
