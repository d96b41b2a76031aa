"""Tests that each kind of event is told where it happens, and that what is sent names nobody and shows no drawing."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from backend.digits.admin.lockout import locked
from backend.digits.exchange.formats import open_import
from backend.digits.models import Action, AuditEntry, Deployment, Digit, Kind, ModelState, Status, Worker
from backend.digits.notice import Delivery, Notice, NoticeKind
from backend.digits.services import deployments
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.promotion import Candidate, conclude
from backend.digits.services.moderation.quarantine import MANY_HELD, hold_by_reason
from backend.digits.services.notices.delivery import deliver_due
from backend.digits.services.notices.digest import tell_digest
from backend.digits.services.notices.lookout import SILENT, Lookout
from backend.digits.services.transfer.imports import import_digits
from backend.digits.tests.admin.administrators import log_in
from backend.digits.why import Why
from harness.receiver import Receiver
from nn.base import base_network
from nn.serialization import pack

pytestmark = pytest.mark.usefixtures("notices_are_translated")

Add = Callable[..., Digit]


def told() -> list[tuple[str, int | None]]:
    return list(Notice.objects.order_by("id").values_list("kind", "version"))


def claimed() -> leases.Lease:
    ModelState.objects.create(kind=Kind.TEN)
    lease = leases.claim(owner="test")
    assert lease is not None
    return lease


def conclude_with(lease: leases.Lease, *, is_accepted: bool, suspects: dict[int, str] | None = None) -> None:
    served = Deployment.objects.latest("id")
    verdict = Verdict(is_accepted=is_accepted, why=Why("not_finite"))
    conclude(lease, Candidate(pack(base_network()), verdict, served.pk, served.model_state_id, {}, suspects or {}))


def test_a_rejected_version_is_told_with_its_reason_and_a_promoted_one_is_not(base: None) -> None:
    conclude_with(claimed(), is_accepted=True)
    assert told() == []
    conclude_with(lease := claimed(), is_accepted=False)
    assert told() == [(NoticeKind.REJECTED, lease.version)]
    assert Notice.objects.get().text == "It has weights that are not finite numbers."


def test_many_rejections_and_floods_in_a_short_time_are_sent_once_and_all_kept(add: Add, mailbox: None) -> None:
    ids = [add(number).pk for number in range(2 * MANY_HELD)]
    for part in (ids[:MANY_HELD], ids[MANY_HELD:]):
        conclude_with(claimed(), is_accepted=False, suspects=dict.fromkeys(part, "repeated"))
    assert sorted(kind for kind, _ in told()) == sorted([NoticeKind.HELD, NoticeKind.REJECTED] * 2)
    assert list(Delivery.objects.order_by("id").values_list("notice__kind", flat=True)) == [
        NoticeKind.HELD, NoticeKind.REJECTED,
    ]  # fmt: skip


def test_a_version_that_breaks_for_the_last_time_is_told_once(base: None) -> None:
    ModelState.objects.create(kind=Kind.TEN)
    for _ in range(django_settings.DIGITS_MAX_ATTEMPTS):
        assert told() == []
        lease = leases.claim(owner="test")
        assert lease is not None
        leases.fail(lease, error="ValueError: no")
    assert told() == [(NoticeKind.FAILED, lease.version)]


def test_a_version_whose_workers_died_is_told(base: None) -> None:
    died = timezone.now() - timedelta(hours=1)
    attempts = django_settings.DIGITS_MAX_ATTEMPTS
    run = ModelState.objects.create(kind=Kind.TEN, status=Status.TRAINING, lease_until=died, attempts=attempts)
    leases.claim(owner="test")
    assert told() == [(NoticeKind.FAILED, run.pk)]


def test_a_rollback_by_an_administrator_is_told_and_a_pin_is_not(base: None) -> None:
    deployments.pin(by="otto", reason="a demonstration")
    deployments.roll_back(to=1, by="otto", reason="it misreads sevens")
    assert told() == [(NoticeKind.ROLLED_BACK, 1)]
    assert Notice.objects.get().title.startswith("otto went back to version 1")


def test_many_digits_held_at_once_are_told_and_few_are_not(add: Add) -> None:
    ids = [add(number).pk for number in range(2 * MANY_HELD - 1)]
    hold_by_reason(dict.fromkeys(ids[: MANY_HELD - 1], "repeated"))
    assert told() == []
    hold_by_reason(dict.fromkeys(ids[MANY_HELD - 1 :], "repeated"))
    assert told() == [(NoticeKind.HELD, None)]
    assert Notice.objects.get().title == f"{MANY_HELD} digits are held for a decision"


def test_an_import_is_told_unless_it_added_nothing(base: None, tmp_path: Path) -> None:
    path = tmp_path / "digits.csv"
    path.write_text("7," + ",".join(["0"] * 300 + ["255"] * 20 + ["0"] * 464) + "\n")
    (source,) = open_import(path)
    for _ in range(2):
        import_digits(source, by="otto", reason="from the school")
    assert told() == [(NoticeKind.IMPORTED, None)]
    assert Notice.objects.get().title == "otto brought in 1 digits"
    assert AuditEntry.objects.filter(action=Action.IMPORT).count() == 2


def test_a_silent_worker_is_told_at_the_second_look_and_once_for_each_silence(base: None) -> None:
    Worker.objects.create(name="vm:1", seen_at=timezone.now() - SILENT - timedelta(seconds=1))
    here = Lookout()
    here.look()
    assert told() == []  # the machine may have slept
    here.look(), here.look(), Lookout().look()
    assert told() == [(NoticeKind.NO_WORKER, None)]
    Worker.objects.update(seen_at=timezone.now())
    here.look(), here.look()
    assert len(told()) == 1
    Worker.objects.update(seen_at=timezone.now() - SILENT - timedelta(seconds=5))
    here.look(), here.look()
    assert len(told()) == 2


def test_a_program_that_never_had_a_worker_is_told_too_once_for_all_its_processes(base: None) -> None:
    processes = [Lookout(), Lookout()]
    for here in processes:
        here.look(), here.look()
    assert told() == []
    for here in processes:
        here.since -= SILENT + timedelta(seconds=1)
        here.look(), here.look()
    assert told() == [(NoticeKind.NO_WORKER, None)]


def test_a_disk_that_is_nearly_full_is_told_once_a_day(base: None, settings: Any) -> None:
    settings.DIGITS_DISK_LOW_MB = 10**12
    Lookout().look(), Lookout().look()
    assert told() == [(NoticeKind.DISK, None)]
    Notice.objects.all().delete()
    settings.DIGITS_DISK_LOW_MB = 0
    Lookout().look()
    assert told() == []


def test_a_locked_account_is_told_once_and_a_name_that_may_be_a_password_is_not_repeated(
    base: None, client: Client
) -> None:
    User.objects.create_superuser("anna", password="the right one")

    def try_six_times(name: str) -> None:
        client.get("/admin/login/")
        token = client.cookies["csrftoken"].value
        for _ in range(6):
            client.post("/admin/login/", {"username": name, "password": "wrong", "csrfmiddlewaretoken": token})

    try_six_times("anna")
    assert told() == [(NoticeKind.LOCKED, None)]
    notice = Notice.objects.get()
    assert notice.title == "The account anna is locked for one address after 5 wrong passwords"
    assert "127.0.0.1" in notice.here
    try_six_times("hunter2")
    assert len(told()) == 2
    assert not [
        notice
        for notice in Notice.objects.all()
        if "hunter2" in f"{notice.title}{notice.text}{notice.here}{notice.once}"
    ]


def test_the_address_of_a_visitor_and_the_text_of_an_error_are_on_the_page_and_are_not_sent(
    base: None, receiver: Receiver, mailbox: None, settings: Any, client: Client
) -> None:
    request: Any = RequestFactory().get("/")
    request.axes_ip_address = "192.0.2.77"
    locked(request, None, {"username": "anna"})
    settings.DIGITS_MAX_ATTEMPTS = 1
    leases.fail(claimed(), error="ValueError: of 192.0.2.78")
    while deliver_due():
        pass
    assert {content["type"] for content in receiver.got} == {"account.locked", "version.failed"}
    assert len(mail.outbox) == 2
    sent = f"{receiver.got} {[message.message().as_string() for message in mail.outbox]}"
    page = log_in(client, "viewer").get("/admin/notices/").content.decode()
    for secret in ("192.0.2.77", "192.0.2.78"):
        assert secret in page
        assert secret not in sent


def test_what_is_sent_shows_no_drawing_and_names_no_contributor(
    add: Add, receiver: Receiver, mailbox: None, settings: Any
) -> None:
    who = uuid4()
    digits = [add(number, contributor=who) for number in range(10)]
    hold_by_reason({digit.pk: "repeated" for digit in digits})
    conclude_with(claimed(), is_accepted=False)
    tell_digest(now=timezone.now() + timedelta(days=9))
    while deliver_due():
        pass
    assert {content["type"] for content in receiver.got} == {"digits.held", "version.rejected", "digest"}
    sent = f"{receiver.got} {[message.message().as_string() for message in mail.outbox]}"
    drawings = [bytes(data) for digit in digits for data in (digit.picture, digit.ink)]
    assert not [name for name in (str(who), who.hex, *(digit.ink_sha256 for digit in digits)) if name in sent]
    assert not [data for data in drawings if base64.b64encode(data).decode()[:40] in sent]
    assert not re.search(r"[A-Za-z0-9+/]{80}", sent)


def test_a_digest_says_how_the_week_went_and_is_told_once(add: Add, mailbox: None) -> None:
    for number in range(10):
        add(number)
    Deployment.objects.update(created_at=timezone.now() - timedelta(days=30))
    monday = timezone.now() + timedelta(days=7 - timezone.now().weekday())
    now = monday.replace(hour=8)
    tell_digest(now=now), tell_digest(now=now + timedelta(hours=1))
    (notice,) = Notice.objects.all()
    n_read = sum(digit.predicted == digit.said for digit in Digit.objects.all())
    assert "10 digits" in notice.title
    assert f"Network alone: {n_read} of 10 read at first sight." in notice.text  # too few for a share
    assert "With people's own memories: " in notice.text
    assert "Served now: version 1." in notice.text
    tell_digest(now=now + timedelta(days=7))
    assert Notice.objects.count() == 2


def test_a_digest_counts_people_s_digits_and_none_that_were_imported(add: Add, mailbox: None) -> None:
    for number in range(3):
        add(number)
    Digit.objects.filter(pk=add(4).pk).update(state="imported", said=None)
    Deployment.objects.update(created_at=timezone.now() - timedelta(days=30))
    tell_digest(now=timezone.now() + timedelta(days=7))
    assert ": 3 digits, " in Notice.objects.get().title


def test_no_digest_is_told_where_nobody_would_get_it_or_it_is_off(base: None, settings: Any) -> None:
    later = timezone.now() + timedelta(days=20)
    tell_digest(now=later)
    settings.DIGITS_MAIL_TO, settings.DIGITS_DIGEST = ["anna@school.example"], "off"
    tell_digest(now=later)
    assert not Notice.objects.exists()
    settings.DIGITS_DIGEST = "daily"
    tell_digest(now=timezone.now() - timedelta(days=1))  # nothing was installed then
    assert not Notice.objects.exists()
    tell_digest(now=later)
    assert Notice.objects.get().once == f"daily digest to {later - timedelta(hours=7):%Y-%m-%d}"
