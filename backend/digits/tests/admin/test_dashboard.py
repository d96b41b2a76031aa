"""Tests of the dashboard: each figure is of one set of digits, says of how many, and counts nobody's lies."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from backend.digits import selectors
from backend.digits.admin import charts
from backend.digits.admin.dashboard import measured_charts, version_marks
from backend.digits.models import Deployment, Digit, DigitState, Kind, ModelState, Status, Worker
from backend.digits.selectors.admin import Measured
from backend.digits.services import deployments
from backend.digits.services.moderation import review
from backend.digits.tests.admin.administrators import log_in, make_digit
from nn.metrics import Accuracy

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
Make = Callable[..., list[Digit]]


@pytest.fixture
def arrived(base: None) -> Make:
    """Return a function that makes digits which arrived some days ago, read rightly or not."""
    one = make_digit()
    columns = Digit.objects.filter(pk=one.pk).values().get() | {"id": None, "idempotency_key": None}
    Digit.objects.all().delete()

    def make(n: int, *, days_ago: float = 0, **changed: Any) -> list[Digit]:
        rows = [Digit(**columns | {"created_at": NOW - timedelta(days=days_ago)} | changed) for _ in range(n)]
        return Digit.objects.bulk_create(rows)

    return make


def test_a_cell_of_the_confusions_leads_to_as_many_digits_as_it_counts(arrived: Make, client: Client) -> None:
    arrived(3, label=7, said=7, predicted=1)
    arrived(2, label=7, said=7, predicted=1, state=DigitState.EXCLUDED)
    arrived(1, label=7, said=7, predicted=1, state=DigitState.WITHDRAWN)
    page = log_in(client, "viewer").get("/admin/").content.decode()
    ((address, count),) = re.findall(r'href="([^"]*label=7&amp;guess=1)"[^>]*>(\d+)<', page)
    listed = client.get(address.replace("&amp;", "&"))
    assert (count, listed.context["cl"].result_count) == ("3", 3)


# --- First sight -----------------------------------------------------------------------------------------------------


def test_the_last_seven_days_are_set_beside_the_seven_before(arrived: Make) -> None:
    arrived(30, said=7, predicted=7, guess=7)
    arrived(10, said=7, predicted=1, guess=7)
    arrived(20, days_ago=8, said=7, predicted=7, guess=7)
    arrived(20, days_ago=8, said=7, predicted=1, guess=1)
    arrived(99, days_ago=15, said=7, predicted=1, guess=1)
    week = selectors.arrivals.week(now=NOW)
    assert (week.now.network, week.now.hand) == (Accuracy(30, 40), Accuracy(40, 40))
    assert (week.before.network, week.before.hand) == (Accuracy(20, 40), Accuracy(20, 40))
    assert week.is_changed


def test_a_difference_that_may_be_chance_is_no_change(arrived: Make) -> None:
    arrived(36, said=7, predicted=7)
    arrived(4, said=7, predicted=1)
    arrived(35, days_ago=8, said=7, predicted=7)
    arrived(5, days_ago=8, said=7, predicted=1)
    assert not selectors.arrivals.week(now=NOW).is_changed


def test_what_an_administrator_says_does_not_change_what_was_read(arrived: Make) -> None:
    """Check that a relabelled digit still counts against what its person said."""
    (digit,) = arrived(1, said=7, predicted=7)
    review.relabel(digit.pk, label=1, by="anna")
    assert selectors.arrivals.week(now=NOW).now.network == Accuracy(1, 1)


def test_held_excluded_imported_and_withdrawn_digits_are_left_out(arrived: Make) -> None:
    arrived(5, said=7, predicted=7)
    for state in (DigitState.HELD, DigitState.EXCLUDED, DigitState.WITHDRAWN):
        arrived(3, said=7, predicted=1, state=state)
    arrived(3, said=None, predicted=1, state=DigitState.IMPORTED)
    assert selectors.arrivals.week(now=NOW).now.network == Accuracy(5, 5)


def test_all_of_somebody_of_whom_most_was_set_aside_is_left_out(arrived: Make) -> None:
    honest, liar = uuid4(), uuid4()
    arrived(9, said=7, predicted=7, contributor=honest)
    arrived(1, said=7, predicted=1, contributor=honest, state=DigitState.HELD)
    arrived(3, said=9, predicted=4, contributor=liar)
    arrived(4, said=9, predicted=4, contributor=liar, state=DigitState.EXCLUDED)
    week = selectors.arrivals.week(now=NOW)
    assert (week.now.network, week.n_people, week.n_left_out) == (Accuracy(9, 9), 1, 1)


def test_the_first_sight_does_not_fade_as_versions_come(arrived: Make) -> None:
    """Check that forty digits read by forty versions are forty, and not those of the newest ten."""
    for _ in range(40):
        version = ModelState.objects.create(kind=Kind.TEN)
        arrived(1, said=7, predicted=7, predicted_by_id=version.pk)
    assert selectors.arrivals.week(now=NOW).now.network == Accuracy(40, 40)


# --- Charts ----------------------------------------------------------------------------------------------------------


def measured(*shares: tuple[str, str, int, int]) -> list[tuple[str, str, Accuracy]]:
    return [(title, name, Accuracy(correct, count)) for title, name, correct, count in shares]


def test_no_chart_joins_two_sets_of_digits() -> None:
    """Check it with sealed digits that a new release replaced, beside MNIST and people's digits."""
    points = [
        Measured(1, measured(("Yardstick", "first", 990, 1000), ("MNIST test", "mnist", 9866, 10_000))),
        Measured(2, measured(("Yardstick", "first", 991, 1000), ("People’s", "people", 35, 40))),
        Measured(3, measured(("Yardstick", "second", 480, 500), ("People’s", "people", 41, 50))),
        Measured(4, measured(("Yardstick", "second", 481, 500))),
    ]
    drawn = measured_charts(points, [])
    assert [title for title, _ in drawn] == ["Yardstick", "MNIST test", "People’s", "Yardstick"]
    pattern = re.compile(r"version (\d+): [^<]*? (\d[\d,]* of \d[\d,]*\d),")
    values = [sorted(set(pattern.findall(str(chart)))) for _, chart in drawn]
    assert values == [
        [("1", "990 of 1,000"), ("2", "991 of 1,000")],
        [("1", "9,866 of 10,000")],
        [("2", "35 of 40"), ("3", "41 of 50")],
        [("3", "480 of 500"), ("4", "481 of 500")],
    ]


def test_a_share_of_few_is_said_in_words_and_has_no_place_on_the_axis() -> None:
    few, many = charts.share_point(1, "version 1", Accuracy(7, 7)), charts.share_point(2, "version 2", Accuracy(97, 99))
    assert few is not None
    assert (few.value, few.words) == (None, "7 of 7: too few for a per cent")
    text = str(charts.chart("People’s", [few, many], x_label="version", source="people’s digits"))
    assert text.count('class="dot"') == text.count('class="few"') == 2  # each once for a wide and a narrow page
    assert "100" not in re.findall(r'<output class="value">(.*?)</output>', text)[0].split(",")[0]


@pytest.mark.parametrize("counts", [(31, 31), (1, 40), (990, 1000)])
def test_a_whisker_ends_within_the_axis(counts: tuple[int, int]) -> None:
    point = charts.share_point(1, "version 1", Accuracy(*counts))
    low, high = charts._bounds([point], is_share=True) if point else (1, 0)
    assert point is not None
    assert low <= point.low <= point.high <= high  # type: ignore[operator]


def test_each_plotted_value_is_in_the_table_with_its_count_and_interval() -> None:
    accuracies = [Accuracy(900 + number, 1000) for number in range(12)]
    points = [charts.share_point(number, f"version {number}", one) for number, one in enumerate(accuracies)]
    text = str(charts.chart("Yardstick", points, x_label="version", source="sealed"))
    table = text.split("<table")[1]
    for number, one in enumerate(accuracies):
        low, high = one.interval
        row = f'<th scope="row">version {number}</th><td>{one.fraction:.2%}, {one.correct} of 1,000, 95 % interval'
        assert f"{row} {low:.1%} to {high:.1%}" in table


def test_rejections_and_ways_back_are_marked(base: None) -> None:
    second = ModelState.objects.create(kind=Kind.TEN, status=Status.PROMOTED, sha256="a", preprocessing=1,
                                       finished_at=NOW)  # fmt: skip
    rejected = ModelState.objects.create(kind=Kind.TEN, status=Status.REJECTED, reason="It reads too few.")
    deployments.deploy(second.pk, by="the gate", reason="it may")
    deployments.roll_back(to=1, by="anna", reason="it misreads sevens")
    deployments.pin(by="otto", reason="a show")
    marks = version_marks(selectors.admin.happenings(n_newest=10))
    assert sorted((mark.x, mark.kind, mark.words) for mark in marks) == [
        (1, "pinned", "otto pinned version 1: a show"),
        (second.pk, "back", f"anna went back from version {second.pk} to 1: it misreads sevens"),
        (rejected.pk, "rejected", f"version {rejected.pk} was rejected: It reads too few."),
    ]


# --- The first row ---------------------------------------------------------------------------------------------------


def test_who_serves_and_who_pinned_are_told_apart(base: None, client: Client) -> None:
    deployments.pin(by="otto", reason="an exhibition")
    text = log_in(client, "viewer").get("/admin/live/").content.decode()
    assert re.search(r"since <time .*?UTC</time>, by installation", text)
    assert re.search(r"pinned since <time .*?UTC</time>, by otto: an exhibition", text)


def test_when_all_is_well_nothing_is_wanted(base: None, client: Client) -> None:
    Worker.objects.create(name="vm:1", seen_at=timezone.now())
    text = log_in(client, "viewer").get("/admin/live/").content.decode()
    assert "All is well" in text
    assert "<li" not in text


@pytest.mark.parametrize("role", ["viewer", "reviewer", "operator"])
def test_each_thing_that_wants_somebody_is_a_sentence_with_a_button_for_who_may_press_it(
    base: None, client: Client, role: str
) -> None:
    gone, held = make_digit(state=DigitState.EXCLUDED), make_digit(state=DigitState.HELD)
    make_digit(is_training_input=True)  # or retraining is refused
    Worker.objects.create(name="vm:1", seen_at=timezone.now() - timedelta(minutes=40))
    ModelState.objects.create(kind=Kind.TEN, status=Status.FAILED, error="it died")
    ModelState.objects.filter(pk=1).update(receipt={"digits": {"ids": [gone.pk, held.pk]}})
    ModelState.objects.create(kind=Kind.TEN, status=Status.QUEUED)
    Deployment.objects.create(model_state_id=1, by="anna", reason="a show", is_pinned=True)
    text = log_in(client, role).get("/admin/live/").content.decode()
    retrain, unpin = (" Retrain without", " Unpin") if role == "operator" else ("", "")
    said = [" ".join(re.sub("<[^>]+>", " ", item).split()) for item in re.findall(r"<li.*?</li>", text, re.DOTALL)]
    assert [sentence.split(":")[0] for sentence in said] == [
        "No worker has reported for 40 minutes", "Version 2 failed",
        f"Version 1 has learned from 1 digit that was excluded or withdrawn since.{retrain}",
        "1 held digit waits for a decision. Review",
        f"Version 1 is pinned, and 1 version waits to be learned.{unpin}",
    ]  # fmt: skip
    buttons = re.findall(r'class="button" href="([^"]+)"', text)
    assert len(buttons) == (5 if role == "operator" else 3)
    assert [client.get(address).status_code for address in buttons] == [200] * len(buttons)
    assert "Something is broken" in text


def test_an_empty_room_says_what_to_do_first(base: None, client: Client) -> None:
    text = log_in(client, "viewer").get("/admin/").content.decode()
    assert "Nobody has drawn in the last seven days" in text
    steps = text.split('aria-labelledby="first-steps-title"')[1].split("</section>")[0]
    assert ["say what it is" in steps, "manage.py backup" in steps, "Accounts" in steps] == [True, True, False]
    make_digit()
    assert "first-steps-title" not in client.get("/admin/").content.decode()
    assert 'class="bar"' not in text


def test_a_long_name_below_the_last_point_ends_at_the_edge_and_a_short_one_is_centred() -> None:
    def last_tick(name: str) -> str:
        points: list[charts.Point | None] = [charts.Point(x, name, "", x / 10) for x in range(3)]
        text = str(charts.chart("Cost", points, x_label="", source="", is_share=False))
        found: list[str] = re.findall(
            rf'<text class="tick" (x="[0-9.]+" y="[0-9]+" text-anchor="[a-z]+")>{name}<', text
        )
        return found[-1]  # of the narrow chart

    assert last_tick("20 of 20") == 'x="340.0" y="230" text-anchor="end"'
    assert last_tick("3").endswith('text-anchor="middle"')
