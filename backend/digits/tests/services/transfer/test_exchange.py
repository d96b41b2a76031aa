"""Tests of exports and imports of digits: nothing is lost, nothing is doubled."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from PIL import Image

from backend.digits.errors import RefusedError
from backend.digits.exchange.idx import IN_REFERENCE
from backend.digits.models import Action, AuditEntry, Digit, DigitState, ModelState
from backend.digits.services.learning import requests
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation import review
from backend.digits.services.transfer import imports
from backend.digits.services.transfer.exports import export_digits
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.digits.tests.services.test_concurrency import waits_for_a_turn
from backend.digits.tests.services.transfer.import_export import clear_tables, export, import_file, write_idx
from backend.tests.windows_files import keep_open_files
from nn.data.pseudo_digits import load_generator
from nn.tests.small_corpora import qmnist

pytestmark = pytest.mark.usefixtures("data_folder", "notices_are_translated")
Add = Callable[..., Digit]


@pytest.mark.parametrize("kind", ["idx", "csv", "npz"])
def test_what_goes_out_comes_in_again(add: Add, tmp_path: Path, kind: str) -> None:
    for number in range(8):
        add(number)
    shown = list(Digit.objects.order_by("id").values_list("label", flat=True))
    paths = export(tmp_path / "out", kind)
    clear_tables()
    from backend.digits.services.learning.install import install_base

    install_base()
    assert import_file(paths[0])[:3] == (8, 0, 0)
    assert list(Digit.objects.order_by("id").values_list("label", flat=True)) == shown


def test_npz_and_folders_show_the_digits_that_visitors_see(add: Add, tmp_path: Path) -> None:
    digits = [add(number) for number in range(12)]
    review.exclude([digits[0].pk], by="anna", reason="not a digit")
    (npz,) = export(tmp_path / "npz", "npz")
    with np.load(npz, allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == [digit.label for digit in digits[1:]]
        assert arrays["pictures"][0].tobytes() == bytes(digits[1].picture)
    export(tmp_path / "png", "png")
    assert len(list((tmp_path / "png").rglob("*.png"))) == 11
    with Image.open(tmp_path / "png" / str(digits[1].label) / f"{digits[1].ink_sha256}.png") as image:
        assert np.asarray(image).tobytes() == bytes(digits[1].picture)


def rows() -> list[dict[str, Any]]:
    return list(Digit.objects.order_by("id").values())


@pytest.mark.parametrize("kind", ["archive", "csv", "idx", "npz", "png"])
def test_what_was_taken_out_in_the_room_comes_back_and_adds_nothing(
    add: Add, add_strokes: Callable[..., Digit], client: Client, kind: str
) -> None:
    """Check it with digits of strokes, a relabelled, a held and an excluded one: no row is added or changed."""
    drawn = [*(add(number) for number in range(6)), *(add_strokes(number) for number in range(3))]
    review.relabel(drawn[6].pk, label=1, by="anna")
    review.hold([drawn[1].pk, drawn[7].pk], by="anna", reason="odd")
    review.exclude([drawn[2].pk], by="anna", reason="a lie")
    before = rows()
    log_in(client, "operator")
    out = post_form(client, "/admin/exchange/digits/", {"format": kind, "with_held": "1"})
    name = out["Content-Disposition"].split('"')[1]
    sent = {"files": SimpleUploadedFile(name, b"".join(out.streaming_content)), "reason": "back", "merge": "1"}
    page = post_form(client, "/admin/exchange/in/", sent, follow=True).content.decode()
    assert "0 digits added, 8 were there already." in page
    assert rows() == before


def test_what_was_mislabelled_here_comes_back_without_being_doubted_anew(add: Add, tmp_path: Path) -> None:
    """Check that labels which the network contradicts are no reason to refuse digits that are stored already."""
    for number in range(60):
        add(number)
    Digit.objects.update(label=(F("label") + 1) % 10)
    (path,) = export(tmp_path / "out", "csv")
    assert import_file(path).n_added == 0


@pytest.mark.parametrize("kind", ["csv", "idx", "npz", "png"])
def test_held_digits_are_not_taken_out_as_plain_labels_unless_asked(add: Add, tmp_path: Path, kind: str) -> None:
    digits = [add(number) for number in range(3)]
    review.hold([digits[0].pk], by="anna", reason="odd")
    results = [
        export_digits(kind, tmp_path / str(with_held), by="anna", with_held=with_held).n_digits
        for with_held in (False, True)
    ]
    assert results == [2, 3]


def test_the_same_drawing_twice_is_one_png_and_counts_once(add: Add, tmp_path: Path) -> None:
    add(1), add(1)
    result = export_digits("png", tmp_path / "out", by="anna")
    assert (result.n_digits, len(result.paths)) == (1, 1)


def test_a_csv_says_what_is_known_of_each_digit(add: Add, tmp_path: Path) -> None:
    digit = add(1)
    (path,) = export(tmp_path / "out", "csv")
    names, row = (line.split(",") for line in path.read_text().splitlines())
    found = dict(zip(names, row, strict=True))
    assert (found["label"], found["state"], found["ink_sha256"]) == (str(digit.label), "counted", digit.ink_sha256)
    assert found["split"] == ("training" if digit.is_training_input else "test")
    assert str(digit.contributor) not in path.read_text()


@pytest.mark.parametrize("kind", ["idx", "csv", "npz", "png"])
def test_the_same_digits_give_the_same_bytes(add: Add, tmp_path: Path, kind: str) -> None:
    add(1), add(2)
    first, second = export(tmp_path / "a", kind), export(tmp_path / "b", kind)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_imported_digits_train_but_trigger_no_retrain_unless_asked(
    installed: None, thirty_digits: Any, tmp_path: Path
) -> None:
    path = write_idx(tmp_path, *thirty_digits)
    assert import_file(path).n_added == 30
    assert set(Digit.objects.values_list("state", "model_state")) == {(DigitState.IMPORTED, None)}
    assert ModelState.objects.count() == 1
    call_command("import_digits", path, retrain=True, processes=1)
    train_due(owner="the test", is_stopping=lambda: False)
    learned = ModelState.objects.latest("id")
    assert learned.receipt is not None
    trains = Digit.objects.filter(is_training_input=True).order_by("id").values_list("id", flat=True)
    assert learned.receipt["digits"]["ids"] == list(trains)


def test_what_is_there_already_is_recognised_by_ink_and_label(
    installed: None, thirty_digits: Any, tmp_path: Path
) -> None:
    pictures, labels = thirty_digits
    import_file(write_idx(tmp_path, pictures, labels))
    (tmp_path / "more").mkdir()
    relabelled = [(labels[0] + 1) % 10, *labels[1:]]
    assert import_file(write_idx(tmp_path / "more", pictures, relabelled))[:3] == (1, 29, 0)


def test_a_digit_that_was_excluded_does_not_come_back_by_an_import(
    installed: None, thirty_digits: Any, tmp_path: Path
) -> None:
    path = write_idx(tmp_path, *thirty_digits)
    import_file(path)
    review.exclude([1], by="anna", reason="not a digit")
    assert import_file(path)[:3] == (0, 30, 0)


def test_an_import_that_was_stopped_goes_on_where_it_was(
    installed: None, thirty_digits: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "N_STAGED_AT_ONCE", 10)
    path = write_idx(tmp_path, *thirty_digits)

    def stop(n_done: int) -> None:
        if n_done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(path, on_progress=stop)
    assert not Digit.objects.exists()
    n_staged: list[int] = []
    stage = imports.staging.stage
    monkeypatch.setattr(imports.staging, "stage", lambda drawings: n_staged.append(len(drawings)) or stage(drawings))
    assert import_file(path).n_added == 30
    assert sum(n_staged) == 10  # of thirty, twenty were ready


def test_a_file_is_brought_in_by_one_import_at_a_time(installed: None, thirty_digits: Any, tmp_path: Path) -> None:
    path = write_idx(tmp_path, *thirty_digits)
    refused = []

    def press_again(_n_done: int) -> None:
        with pytest.raises(RefusedError, match="is being brought in already") as error:
            import_file(path)
        refused.append(error)

    assert import_file(path, on_progress=press_again).n_added == 30
    assert refused
    assert import_file(path)[:2] == (0, 30)


@pytest.mark.only("postgresql")  # on SQLite the transaction itself is the turn
def test_digits_are_stored_in_a_turn_of_their_own(installed: None, thirty_digits: Any, tmp_path: Path) -> None:
    """Check that two imports do not store the same digits, and that none stores any while all is begun afresh."""
    path = write_idx(tmp_path, *thirty_digits)
    assert waits_for_a_turn(lambda: import_file(path))
    assert Digit.objects.count() == 0
    assert import_file(path).n_added == 30


def left_in(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "imports").rglob("*.part"))


def test_nothing_that_was_staged_is_left_of_a_file_that_is_refused(
    installed: None, thirty_digits: Any, tmp_path: Path, settings: Any
) -> None:
    pictures, labels = thirty_digits
    path = write_idx(tmp_path, pictures, [(label + 1) % 10 for label in labels])
    with pytest.raises(RefusedError, match="Are the labels those of these pictures"):
        import_file(path)
    assert left_in(settings.DATA_DIR) == []


def test_what_an_interrupted_import_has_left_is_removed_after_a_week(
    installed: None, thirty_digits: Any, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures, labels = thirty_digits
    monkeypatch.setattr(imports, "store_staged", stop)
    for name in ("one", "two"):
        with pytest.raises(KeyboardInterrupt):
            import_file(write_idx(tmp_path, pictures, labels, name))
    assert len(left_in(settings.DATA_DIR)) == 2
    for path in (settings.DATA_DIR / "imports").iterdir():
        os.utime(path, (time.time() - imports.FORGOTTEN_S - 9,) * 2)
    with pytest.raises(KeyboardInterrupt):
        import_file(write_idx(tmp_path, pictures, labels, "one"))
    assert len(left_in(settings.DATA_DIR)) == 1


def test_a_file_of_mnists_that_was_begun_under_another_name_is_not_trained_on(
    installed: None, thirty_digits: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = write_idx(tmp_path, *thirty_digits, "mine")
    with monkeypatch.context() as patched:
        patched.setattr(imports, "store_staged", stop)
        with pytest.raises(KeyboardInterrupt):
            import_file(mine)
    import_file(write_idx(tmp_path, *thirty_digits, "t10k"))
    assert set(Digit.objects.values_list("state", flat=True)) == {DigitState.EXCLUDED}


def stop(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_folder_of_labelled_pictures_is_read(installed: None, thirty_digits: Any, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for number, (picture, label) in enumerate(zip(*thirty_digits, strict=True)):
        (folder / str(label)).mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(folder / str(label) / f"{number}.png")
    assert import_file(folder).n_added == 30
    for digit in Digit.objects.all():
        assert digit.label in thirty_digits[1]


def test_mnists_own_files_train_save_those_that_are_measured_on(
    installed: None, thirty_digits: Any, tmp_path: Path
) -> None:
    pictures, labels = thirty_digits
    write_idx(tmp_path, pictures[:20], labels[:20], "train")
    write_idx(tmp_path, pictures[20:], labels[20:], "t10k")
    call_command("import_digits", tmp_path, processes=1)
    assert Digit.objects.filter(state=DigitState.IMPORTED).count() == 20
    apart = Digit.objects.filter(state=DigitState.EXCLUDED)
    assert (apart.count(), apart.filter(is_training_input=True).count()) == (10, 0)
    assert "MNIST's test digits" in apart.first().state_reason  # type: ignore[union-attr]


def test_digits_of_mnists_writers_held_back_are_kept_from_training(
    installed: None, thirty_digits: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.digits.exchange.idx.N_MNIST_TRAINING", 30)
    pictures, labels = thirty_digits
    for corpus in ("mnist", "qmnist"):
        (tmp_path / corpus).mkdir()
    write_idx(tmp_path / "mnist", pictures, labels, "train")
    (tmp_path / "qmnist" / "qmnist-train-labels.tsv").write_text(qmnist(np.array(labels)))  # writers 0, 1, 2, ten each
    import_file(tmp_path / "mnist")
    excluded = Digit.objects.filter(state=DigitState.EXCLUDED)
    assert sorted(excluded.values_list("label", flat=True)) == sorted(labels[10:])  # the last student and employee
    assert set(excluded.values_list("state_reason", flat=True)) == {IN_REFERENCE}
    assert Digit.objects.filter(state=DigitState.IMPORTED).count() == 10


def test_mnists_training_digits_are_refused_where_their_writers_are_not_known(
    installed: None, thirty_digits: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.digits.exchange.idx.N_MNIST_TRAINING", 30)
    path = write_idx(tmp_path, *thirty_digits, "train")
    with pytest.raises(RefusedError, match=r"must not be trained on\. .*qmnist-train-labels.*manage\.py fetch_corpora"):
        import_file(path)
    assert not Digit.objects.exists()


# --- In the browser --------------------------------------------------------------------------------------------------


def test_an_operator_takes_digits_out_and_brings_them_in(add: Add, client: Client) -> None:
    add(1), add(2)
    log_in(client, "operator")
    answer = post_form(client, "/admin/exchange/digits/", {"format": "csv"})
    content = b"".join(answer.streaming_content)
    assert content.count(b"\n") == 3
    Digit.objects.all().delete()
    sent = {"files": SimpleUploadedFile("digits.csv", content), "reason": "back again"}
    assert "2 digits added" in post_form(client, "/admin/exchange/in/", sent, follow=True).content.decode()
    assert AuditEntry.objects.filter(action=Action.IMPORT, by="operator", reason="back again").exists()


def test_where_open_files_cannot_be_removed_digits_go_out_and_nothing_is_left(
    add: Add, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check the rule of Windows, also for a refusal that comes while a file is half read."""
    add(1)
    log_in(client, "operator")
    keep_open_files(monkeypatch)
    answer = post_form(client, "/admin/exchange/digits/", {"format": "csv"})
    assert b"".join(answer.streaming_content).count(b"\n") == 2
    sent = {"files": SimpleUploadedFile("digits.csv", b"label\n" + b"7,1\n" * 100), "reason": "half read"}
    assert "from 0 to 9 is wanted" in post_form(client, "/admin/exchange/in/", sent, follow=True).content.decode()
    answer.close()
    assert list((settings.DATA_DIR / "tmp").glob("exchange-*")) == []


@pytest.mark.parametrize(
    ("name", "content"), [("digits.npz", b"x"), ("digits.csv", b"label\n7,1\n"), ("../x.ductus", b"x")]
)
def test_a_bad_upload_is_told_and_nothing_is_stored(installed: None, client: Client, name: str, content: bytes) -> None:
    sent = {"files": SimpleUploadedFile(name, content), "reason": "from a friend"}
    answer = post_form(log_in(client, "operator"), "/admin/exchange/in/", sent, follow=True)
    assert "Nothing was stored" in answer.content.decode()
    assert not Digit.objects.exists()


def test_a_refusal_names_the_file_as_it_is_called_and_says_once_that_nothing_was_stored(
    installed: None, client: Client
) -> None:
    log_in(client, "operator")
    for name, content in (("short.csv", b"7,1\n"), ("wrong.csv", _labelled_one_too_high(30))):
        sent = {"files": SimpleUploadedFile(name, content), "reason": "from a friend"}
        page = post_form(client, "/admin/exchange/in/", sent, follow=True).content.decode()
        assert f'<li class="error">{name}' in page
        assert page.count("Nothing was stored.") == 1


def _labelled_one_too_high(n: int) -> bytes:
    X, labels = load_generator().sample(n, np.random.default_rng(7))
    rows = [[(label + 1) % 10, *pixels] for label, pixels in zip(labels, np.rint(X * 255).astype(int), strict=True)]
    return "".join(",".join(map(str, row)) + "\n" for row in rows).encode()


def test_when_only_the_retrain_is_refused_the_page_says_that_the_digits_are_stored(
    add: Add, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: str) -> None:
        raise RefusedError("There is no digit to learn from yet.")

    add(1)
    log_in(client, "operator")
    content = b"".join(post_form(client, "/admin/exchange/digits/", {"format": "csv"}).streaming_content)
    Digit.objects.all().delete()
    monkeypatch.setattr(requests, "retrain_now", refuse)
    sent = {"files": SimpleUploadedFile("digits.csv", content), "reason": "back again", "retrain": "1"}
    page = post_form(client, "/admin/exchange/in/", sent, follow=True).content.decode()
    assert Digit.objects.count() == 1
    assert "1 digits added" in page
    assert "There is no digit to learn from yet." in page
    assert "Nothing was stored" not in page


def test_without_the_permission_to_retrain_nothing_is_stored(add: Add, client: Client) -> None:
    add(1)
    log_in(client, "operator")
    content = b"".join(post_form(client, "/admin/exchange/digits/", {"format": "csv"}).streaming_content)
    Digit.objects.all().delete()
    Group.objects.get(name="operator").permissions.remove(Permission.objects.get(codename="retrain_modelstate"))
    sent = {"files": SimpleUploadedFile("digits.csv", content), "reason": "back again", "retrain": "1"}
    assert post_form(client, "/admin/exchange/in/", sent).status_code == 403
    assert not Digit.objects.exists()
