"""Tests of the operator's pages: roll back, pin, retrain; the dashboard; the pages of versions."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.test import Client

from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Deployment, Digit, Kind, ModelState, Status
from backend.digits.services import deployments
from backend.digits.services import health as presence
from backend.digits.services.learning.comparison import compare
from backend.digits.services.learning.requests import retrain_now, retrain_without
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation import review
from backend.digits.tests.admin.administrators import STEER, log_in, post_form, steer

Add = Callable[..., Digit]


def learn() -> ModelState:
    train_due(owner="the test", is_stopping=lambda: False)
    return ModelState.objects.latest("id")


@pytest.fixture
def ten(add: Add) -> list[Digit]:
    """Return ten digits, learned by a version that is served."""
    ten = [add(number) for number in range(10)]
    assert learn().status == Status.PROMOTED
    return ten


def predicted_by(client: Client) -> int:
    body: dict[str, Any] = {"pixels": [0] * 300 + [255] * 20 + [0] * 464}
    answer = client.post("/api/predictions", body, content_type="application/json").json()
    return int(answer["model"])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


# --- Serving ---------------------------------------------------------------------------------------------------------


def test_a_rollback_is_served_by_the_next_request_and_the_history_says_who_and_why(
    ten: list[Digit], client: Client
) -> None:
    log_in(client, "operator")
    assert predicted_by(client) == 2
    steer(client, {"action": "rollback", "version": "1", "reason": "version 2 misreads my sevens"})
    assert predicted_by(client) == 1
    newest = Deployment.objects.latest("id")
    assert (newest.by, newest.reason, newest.is_pinned) == ("operator", "version 2 misreads my sevens", True)
    assert "version 2 misreads my sevens" in text_of(client, "/admin/digits/deployment/")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.before, entry.after) == (
        Action.ROLLBACK, "operator", "version 2", "version 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"action": "rollback", "version": "77", "reason": "x"}, "never served"),
        ({"action": "rollback", "version": "", "reason": "x"}, "Choose the version"),
        ({"action": "rollback", "version": "1", "reason": " "}, "Say who rolls back, and why"),
        ({"action": "unpin", "reason": "x"}, "Nothing is pinned"),
        ({"action": "pin", "reason": ""}, "Say who"),
        ({"action": "explode", "reason": "x"}, "nothing that can be done"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    installed: None, client: Client, form: dict[str, str], said: str
) -> None:
    answer = post_form(log_in(client, "operator"), STEER, {"deployment": "1", "newest": "1"} | form, follow=True)
    assert said in answer.content.decode()
    assert Deployment.objects.count() == 1
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("rollback&version=77", "Version 77 was never served"),
        ("rollback&version=2", "Version 2 was never served"),
        ("rollback&version=3", "The weights of version 3 are not kept"),
        ("rollback&version=x", "Choose the version"),
        ("unpin", "Nothing is pinned"),
        ("retrain", "There is no digit to learn from yet"),
        ("retrain-without", "There is no digit to learn from yet"),
        ("explode", "nothing that can be done"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_promised(
    installed: None, client: Client, action: str, said: str
) -> None:
    ModelState.objects.create(kind=Kind.TEN, status=Status.REJECTED, reason="It reads too few.")
    old = ModelState.objects.create(kind=Kind.TEN, status=Status.REJECTED, reason="Its weights were dropped.")
    deployments.deploy(old.pk, by="anna", reason="long ago"), deployments.deploy(1, by="anna", reason="back")
    log_in(client, "operator")
    answer = client.get(f"{STEER}?action={action}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/digits/modelstate/")
    assert said in text_of(client, "/admin/digits/modelstate/")


def test_what_is_served_is_not_pinned_where_it_cannot_be_read(installed: None, client: Client) -> None:
    ModelState.objects.update(weights=None, biases=None)
    answer = log_in(client, "operator").get(f"{STEER}?action=pin", follow=True)
    assert "The weights of version 1 are not kept" in answer.content.decode()
    assert 'name="reason"' not in answer.content.decode()


def test_what_is_served_is_pinned_and_unpinned(ten: list[Digit], client: Client) -> None:
    log_in(client, "operator")
    steer(client, {"action": "pin", "reason": "an exhibition"})
    assert Deployment.objects.latest("id").is_pinned
    steer(client, {"action": "unpin", "reason": "it is over"})
    newest = Deployment.objects.latest("id")
    assert (newest.is_pinned, newest.model_state_id, newest.reason) == (False, 2, "it is over")


@pytest.mark.parametrize("action", ["rollback", "pin", "unpin", "retrain", "retrain-without"])
def test_nothing_is_changed_without_the_page_that_says_what_will(ten: list[Digit], client: Client, action: str) -> None:
    """Check that neither the page nor a form that does not come from it changes anything."""
    log_in(client, "operator")
    before = Deployment.objects.count(), ModelState.objects.count()
    text_of(client, f"{STEER}?action={action}&version=1") if action != "unpin" else None
    answer = post_form(client, STEER, {"action": action, "version": "1", "reason": "Enter"}, follow=True)
    assert "confirm it on the page" in answer.content.decode()
    assert (Deployment.objects.count(), ModelState.objects.count()) == before


def test_the_page_between_says_what_will_change_and_the_way_back(ten: list[Digit], client: Client) -> None:
    log_in(client, "operator")
    text = text_of(client, f"{STEER}?action=rollback&version=1")
    for words in ("version 1 is served instead of version 2", "It is pinned", "The way back: roll back to version 2"):
        assert words in text, words
    assert "<option" in text_of(client, f"{STEER}?action=rollback")
    assert "The way back: roll back to version 2, then unpin" in text_of(client, f"{STEER}?action=retrain")


def test_a_change_speaks_of_waiting_digits_only_where_some_wait(ten: list[Digit], client: Client, add: Add) -> None:
    log_in(client, "operator")
    deployments.pin(by="operator", reason="a look")
    assert "learned at once" not in text_of(client, f"{STEER}?action=unpin")
    assert "already" not in text_of(client, f"{STEER}?action=rollback")
    for number in range(10, 20):
        add(number)
    assert "10 digits wait already" in text_of(client, f"{STEER}?action=rollback")
    assert "10 digits wait already.</li><li>They are learned at once" in text_of(client, f"{STEER}?action=unpin")


def test_enter_in_a_field_sends_no_form_that_changes_what_is_served(ten: list[Digit], client: Client) -> None:
    """Check that such forms have no field of one line: in a text area, Enter begins a line."""
    log_in(client, "operator")
    pages = [f"{STEER}?action={action}" for action in ("rollback", "pin", "retrain", "retrain-without")]
    for page in (*pages, "/admin/digits/modelstate/", "/admin/digits/modelstate/1/change/", "/admin/exchange/"):
        text = text_of(client, page)
        for form in re.findall(r'<form method="post".*?</form>', text, re.DOTALL):
            if "logout" not in form:
                assert not re.search(r'<input (?!type="(hidden|file|checkbox)")', form), (page, form)


@pytest.mark.parametrize(
    ("first", "n_deployments", "n_versions"),
    [
        ({"action": "rollback", "version": "1"}, 1, 0), ({"action": "pin"}, 1, 0), ({"action": "retrain"}, 0, 1),
        ({"action": "retrain-without"}, 0, 1),
    ],
)  # fmt: skip
def test_a_button_that_is_pressed_twice_does_it_once(
    ten: list[Digit], client: Client, first: dict[str, str], n_deployments: int, n_versions: int
) -> None:
    log_in(client, "operator")
    seen = {"deployment": str(Deployment.objects.latest("id").pk), "newest": str(ModelState.objects.latest("id").pk)}
    before = Deployment.objects.count(), ModelState.objects.count()
    form = first | seen | {"reason": "it misreads"}
    answers = [post_form(client, STEER, form, follow=True).content.decode() for _ in range(2)]
    assert all('class="success"' in answer for answer in answers)
    assert Deployment.objects.count() == before[0] + n_deployments
    assert ModelState.objects.count() == before[1] + n_versions


def test_what_was_decided_on_an_older_state_is_refused_and_says_who_was_first(ten: list[Digit], client: Client) -> None:
    log_in(client, "operator")
    seen = {"deployment": str(Deployment.objects.latest("id").pk), "newest": "2"}
    deployments.pin(by="anna", reason="an exhibition")
    answer = post_form(client, STEER, {"action": "rollback", "version": "1", "reason": "x"} | seen, follow=True)
    assert "meanwhile version 2 was put into service by anna (an exhibition)" in answer.content.decode()
    assert Deployment.objects.latest("id").model_state_id == 2


def test_excluded_digits_in_a_lineage_are_said_wherever_that_version_can_be_served(
    ten: list[Digit], client: Client
) -> None:
    gone = next(digit.pk for digit in ten if digit.is_training_input)
    review.exclude([gone], by="anna", reason="a lie")
    log_in(client, "operator")
    deployments.roll_back(to=1, by="anna", reason="a clean one")
    said = "1 excluded or withdrawn digit"
    assert said in text_of(client, f"{STEER}?action=rollback&version=2")
    assert said in text_of(client, "/admin/digits/modelstate/2/change/")
    assert said not in text_of(client, f"{STEER}?action=unpin")
    assert said not in text_of(client, "/admin/digits/modelstate/1/change/")


# --- Learning on demand ----------------------------------------------------------------------------------------------


def test_retrain_now_makes_a_version_of_a_fresh_sample(ten: list[Digit]) -> None:
    queued = retrain_now(by="anna", reason="to see")
    assert (queued.kind, queued.status) == (Kind.MANUAL, Status.QUEUED)
    learned = learn()
    assert learned.pk == queued.pk
    assert learned.parent_id == 2
    assert learned.receipt is not None
    assert learned.receipt["digits"]["ids"] == [digit.pk for digit in ten if digit.is_training_input]


def test_nothing_to_learn_from_is_told(installed: None) -> None:
    with pytest.raises(RefusedError, match="no digit"):
        retrain_now(by="anna", reason="to see")


def test_excluded_digits_are_unlearned(ten: list[Digit], add: Add, client: Client) -> None:
    """Check that the new version starts before they were learned, and that no receipt of its lineage has them."""
    later = [add(number) for number in range(10, 20)]
    assert learn().pk == 3
    gone = [digit.pk for digit in later if digit.is_training_input][:4]
    review.exclude(gone, by="anna", reason="they were another's")
    queued = retrain_without(by="anna", reason="their owner asked")
    assert queued.parent_id == 2  # version 3 has learned them, version 2 has not
    learned = learn()
    assert (learned.pk, learned.kind, learned.parent_id) == (4, Kind.MANUAL, 2)
    assert learned.receipt is not None
    assert learned.receipt["parent"]["version"] == 2
    receipts = ModelState.objects.filter(id__in=[2, 4]).values_list("receipt__digits__ids", flat=True)
    assert not {id_ for ids in receipts for id_ in ids} & set(gone)
    log_in(client, "viewer")
    assert "No digit of these receipts was excluded" in text_of(client, "/admin/digits/modelstate/4/lineage/")
    assert "were excluded or taken back since" in text_of(client, "/admin/digits/modelstate/3/lineage/")


def test_a_long_lineage_is_shown_page_by_page(
    ten: list[Digit], add: Add, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that the page of a version names the excluded digits that it has learned."""
    monkeypatch.setattr("backend.digits.admin.lineage_page.N_ON_PAGE", 1)
    gone = next(digit.pk for digit in ten if digit.is_training_input)
    review.exclude([gone], by="anna", reason="not a digit")
    log_in(client, "viewer")
    newest = text_of(client, "/admin/digits/modelstate/2/lineage/")
    assert "2 versions. Here are 1 to 1 of them." in newest
    assert "1 digit of these receipts was excluded" in newest
    assert f'href="/admin/digits/digit/{gone}/change/"' in newest
    assert 'href="?page=2">Older' in newest
    assert "No digit of these receipts" in text_of(client, "/admin/digits/modelstate/2/lineage/?page=2")


def test_unlearning_the_first_ten_starts_from_the_base_network(ten: list[Digit]) -> None:
    gone = next(digit.pk for digit in ten if digit.is_training_input)
    review.exclude([gone], by="anna", reason="not a digit")
    assert retrain_without(by="anna", reason="to forget it").parent_id == 1
    learned = learn()
    assert learned.receipt is not None
    assert gone not in learned.receipt["digits"]["ids"]
    assert learned.receipt["parent"]["version"] == 1


def test_a_network_from_elsewhere_is_not_known_to_be_clean(ten: list[Digit]) -> None:
    ModelState.objects.filter(pk=2).update(kind=Kind.IMPORTED)
    assert retrain_without(by="anna", reason="to be sure").parent_id == 1


def test_unlearning_starts_from_the_last_clean_version_of_a_lineage_whatever_its_number(ten: list[Digit]) -> None:
    base = ModelState.objects.get(pk=1)
    base.pk, base.sha256 = None, "of a newer release"
    base.save(force_insert=True)
    ModelState.objects.filter(pk=2).update(parent=base)  # it waited while a newer base network was installed
    assert retrain_without(by="anna", reason="to be sure").parent_id == 2


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_dashboard_shows_what_is_served_and_how_it_fares(ten: list[Digit], client: Client) -> None:
    presence.note_presence("worker-1")
    text = text_of(log_in(client, "viewer"), "/admin/")
    for words in ("Version 2", "Worker worker-1, heard", "Yardstick", "Digits per day", "10 today", "<svg"):
        assert words in text, words
    label = ten[0].label
    assert f"?state=visible&amp;label={label}&amp;guess={ten[0].predicted}" in text


def test_the_dashboard_says_when_no_worker_is_alive_and_what_broke_last(installed: None, client: Client) -> None:
    ModelState.objects.create(kind=Kind.TEN, status=Status.FAILED, error="ValueError: no digits")
    text = text_of(log_in(client, "viewer"), "/admin/")
    assert "Something is broken" in text
    assert "No worker has reported since the start" in text
    assert "Version 2 failed: ValueError: no digits" in text


def test_a_version_shows_its_curves_weights_and_receipt(ten: list[Digit], client: Client) -> None:
    log_in(client, "operator")
    text = text_of(client, "/admin/digits/modelstate/2/change/")
    for words in (
        "Cost while it",
        "Accuracy while it learned",
        "weights.png",
        "&quot;seed&quot;: 2",
        "of 5,000",
    ):
        assert words in text, words
    assert text.count('class="thumb"') == 10
    assert client.get("/admin/digits/modelstate/2/weights.png").content.startswith(b"\x89PNG")


def test_the_list_of_versions_shows_what_each_gained_over_its_parent(ten: list[Digit], client: Client) -> None:
    parent, child = ModelState.objects.order_by("id")
    now, before = (version.test_detail["reference"]["accuracy"] for version in (child, parent))
    wanted = f"{100 * (now - before):+.2f}"
    assert wanted in text_of(log_in(client, "viewer"), "/admin/digits/modelstate/")


def test_two_versions_are_compared_digit_by_digit(ten: list[Digit], add: Add, client: Client) -> None:
    Digit.objects.filter(pk__in=[ten[0].pk, ten[1].pk]).update(is_training_input=False)
    noise = np.random.default_rng(0).normal(0, 2, 30 * 10).astype("<f4").tobytes()
    second = ModelState.objects.get(pk=2)
    weights = bytes(second.weights or b"")[: -30 * 10 * 4] + noise
    third = ModelState.objects.create(kind=Kind.TEN, status=Status.REJECTED)
    _store(third, second, weights)
    found = compare(old=2, new=3)
    n_held_out = Digit.objects.filter(is_training_input=False).count()
    assert found.old.count == found.new.count == n_held_out
    assert found.new.correct - found.old.correct == len(found.only_new_reads) - len(found.only_old_reads)
    assert found.only_old_reads
    text = text_of(log_in(client, "viewer"), "/admin/digits/modelstate/compare/?old=2&new=3")
    assert f"{len(found.only_old_reads)} that only version 2 reads" in text


@pytest.mark.parametrize("query", ["", "?old=1&new=99", "?old=x&new=", "?old=1&new=" + "9" * 40])
def test_a_comparison_that_cannot_be_made_is_told(installed: None, client: Client, query: str) -> None:
    text_of(log_in(client, "viewer"), f"/admin/digits/modelstate/compare/{query}")


def _store(version: ModelState, like: ModelState, weights: bytes) -> None:
    from nn.serialization import PackedNetwork

    packed = PackedNetwork(like.layout, weights, bytes(like.biases or b""))
    ModelState.objects.filter(pk=version.pk).update(
        layout=packed.layout, weights=packed.weights, biases=packed.biases, sha256=packed.sha256,
        preprocessing=like.preprocessing,
    )  # fmt: skip
