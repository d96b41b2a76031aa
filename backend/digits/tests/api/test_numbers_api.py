"""Tests of numbers over HTTP: several digits on one drawing are read, and added all together or not at all."""

import json
from base64 import b64decode
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.test import Client
from PIL import Image, ImageFilter

from backend.digits import inference
from backend.digits.api import number_views
from backend.digits.inference.numbers import read_number
from backend.digits.models import Digit, ModelState, Status
from backend.digits.services import digits as numbers
from backend.digits.tests.api.doors import PREDICT, as_base64, n_rows, refused
from backend.digits.tests.test_inference import deploy_another
from backend.tests.pngs import saved
from backend.tests.strokes import CROSSED_SEVEN, SEVEN
from nn.data.strokes import clean, fit, pack, render
from nn.network import Network
from nn.preprocessing import as_inputs

pytestmark = pytest.mark.usefixtures("base")

ONE = [[[20, 20], [21, 50], [20, 85]]]


def beside(*digits: list[list[list[float]]]) -> list[list[list[float]]]:
    """Return digits 70 units apart, without their times."""
    return [
        [[point[0] + 70 * place, point[1]] for point in stroke]
        for place, digit in enumerate(digits)
        for stroke in digit
    ]


STROKES = beside(ONE, SEVEN, CROSSED_SEVEN)  # 177


def as_arrays(strokes: list[list[list[float]]]) -> list[Any]:
    return [np.array(stroke, np.float32) for stroke in strokes]


def drawn(strokes: list[list[list[float]]], side_px: int = 400) -> Any:
    return render(fit(as_arrays(strokes), side_px=side_px), side_px=side_px, width_px=8)


def read(client: Client, **fields: Any) -> Any:
    return client.post("/api/readings", json.dumps(fields), content_type="application/json")


def add(client: Client, key: UUID | None = None, **fields: Any) -> Any:
    headers = {"Idempotency-Key": str(key)} if key else {}
    wanted = {"strokes": STROKES, "number": "177"} | fields
    wanted = {name: value for name, value in wanted.items() if value is not None}
    return client.post("/api/numbers", json.dumps(wanted), content_type="application/json", headers=headers)


# --- Read ------------------------------------------------------------------------------------------------------------


def test_strokes_are_read_as_a_number_from_left_to_right_with_the_box_and_the_strokes_of_each_digit(
    client: Client,
) -> None:
    answer = read(client, strokes=STROKES).json()
    assert (answer["number"], answer["certain"]) == ("177", True)
    assert [digit["strokes"] for digit in answer["digits"]] == [[0], [1], [2, 3]]
    assert [digit["box"] for digit in answer["digits"]] == [[20, 20, 1, 65], [90, 20, 40, 65], [160, 20, 40, 65]]


def test_the_inside_of_the_network_is_answered_for_each_digit_where_it_is_asked_for(client: Client) -> None:
    digits = read(client, strokes=STROKES, inside=True).json()["digits"]
    assert [len(digit["inside"]["hidden"]) for digit in digits] == [30] * 3
    for digit in digits:
        picture = np.frombuffer(b64decode(digit["inside"]["pixels"]), np.uint8).reshape(1, 28, 28)
        outputs = inference.served().network.outputs(as_inputs(picture))[0]
        assert digit["network"]["confidences"] == pytest.approx(outputs.tolist(), abs=1e-6)
    assert all("inside" not in digit for digit in read(client, strokes=STROKES).json()["digits"])


def test_digits_that_were_drawn_from_right_to_left_are_read_from_left_to_right(client: Client) -> None:
    answer = read(client, strokes=[*STROKES[1:], STROKES[0]]).json()
    assert (answer["number"], [digit["strokes"] for digit in answer["digits"]]) == ("177", [[3], [0], [1, 2]])


def test_the_network_alone_reads_each_digit_of_a_number_as_it_would_by_itself(client: Client) -> None:
    digit = read(client, strokes=STROKES).json()["digits"][2]
    seen = inference.preprocess(clean(clean(as_arrays(STROKES))[2:]))
    assert digit["network"] == asdict(inference.predict(seen.picture).network)
    alone = PREDICT.send_fields(client, {"strokes": STROKES[2:]}).json()
    assert set(digit) == {*alone, "box", "strokes"}


def test_a_picture_is_read_as_a_number_with_boxes_in_its_pixels(client: Client) -> None:
    picture = drawn(STROKES)
    answer = read(client, image=as_base64(saved(255 - picture))).json()
    assert (answer["number"], [digit["strokes"] for digit in answer["digits"]]) == ("177", [None] * 3)
    columns = np.flatnonzero(picture.any(axis=0))
    first, last = answer["digits"][0]["box"], answer["digits"][2]["box"]
    assert first[0] == pytest.approx(columns[0], abs=3)
    assert last[0] + last[2] == pytest.approx(columns[-1] + 1, abs=3)
    for left, right in zip(answer["digits"], answer["digits"][1:], strict=False):
        assert left["box"][0] + left["box"][2] <= right["box"][0] + 3


def test_a_box_around_the_number_is_taken_off(client: Client) -> None:
    picture = np.pad(drawn(STROKES)[120:280], 20)
    picture[:3] = picture[-3:] = picture[:, :3] = picture[:, -3:] = 255
    for margin in (0, 30):
        assert read(client, image=as_base64(saved(255 - np.pad(picture, margin)))).json()["number"] == "177"


def twos_for_sevens(_alone: Any, corrected: Any, _log_likelihoods: Any) -> Any:
    """Return outputs with a second opinion that turns every 7 into a 2."""
    outputs = corrected.copy()
    outputs[0, 2] = 2 * outputs[0, 7]
    return outputs


def test_a_digit_of_a_number_that_the_second_opinion_changes_is_not_certain(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the opinion turn every 7 into a 2; of a drawing of one digit it is not asked."""
    alone = read(client, strokes=SEVEN).json()
    monkeypatch.setattr(inference, "with_second_opinion", twos_for_sevens)
    answer = read(client, strokes=STROKES).json()
    assert (answer["number"], answer["certain"]) == ("122", False)
    assert [digit["certain"] for digit in answer["digits"]] == [True, False, False]
    assert [digit["network"]["digit"] for digit in answer["digits"]] == [1, 7, 7]
    assert read(client, strokes=SEVEN).json() == alone
    assert (alone["number"], alone["certain"]) == ("7", True)


def test_one_digit_is_a_number_of_one_digit(client: Client) -> None:
    for fields in ({"strokes": CROSSED_SEVEN}, {"image": as_base64(saved(drawn(CROSSED_SEVEN)))}):
        answer = read(client, **fields).json()
        assert (answer["number"], len(answer["digits"])) == ("7", 1)


def test_an_unsharp_picture_of_a_digit_is_as_certain_as_by_predict(client: Client) -> None:
    for sigma_px in (0, 3, 6):
        unsharp = Image.fromarray(255 - drawn(SEVEN, 300)).filter(ImageFilter.GaussianBlur(sigma_px))
        fields = {"image": as_base64(saved(np.asarray(unsharp)))}
        alone = PREDICT.send_fields(client, fields).json()
        answer = read(client, **fields).json()
        assert (answer["number"], answer["certain"], alone["certain"]) == ("7", True, True)


def test_digits_that_touch_and_cannot_be_told_apart_are_unsure(client: Client) -> None:
    """Draw 77 and 00 each in one stroke. From strokes and from a picture, nothing certain is said of them."""
    angle = np.linspace(0, 2 * np.pi, 30)
    zeros = [[30 - 28 * np.cos(a), 50 - 40 * np.sin(a)] for a in angle]
    twice = [[*zeros, *([x + 56, y] for x, y in zeros)]]
    sevens = [[[0, 0], [60, 0], [25, 100], [55, 0], [115, 0], [80, 100]]]
    for strokes in (twice, sevens):
        for fields in ({"strokes": strokes}, {"image": as_base64(saved(drawn(strokes)))}):
            answer = read(client, **fields).json()
            assert not answer["certain"], answer["number"]


def test_the_memory_of_the_hand_is_in_each_digit_of_a_reading(client: Client) -> None:
    for _ in range(2):
        client.post("/api/digits", json.dumps({"strokes": SEVEN, "label": 1}), content_type="application/json")
    answer = read(client, strokes=beside(SEVEN, SEVEN)).json()
    assert answer["number"] == "11"
    assert all(digit["network"]["digit"] == 7 and digit["hand"]["changed"] for digit in answer["digits"])


def test_a_scribble_of_many_strokes_is_one_digit_that_is_unsure(client: Client) -> None:
    scribble = [[[7 * at % 90, 11 * at % 70], [13 * at % 90, 5 * at % 70]] for at in range(64)]
    answer = read(client, strokes=scribble).json()
    assert (len(answer["digits"]), answer["certain"]) == (1, False)


def test_a_reading_stores_nothing(client: Client) -> None:
    assert not read(client, strokes=STROKES).cookies
    assert n_rows() == (0, 1, 1)


def test_the_inside_is_of_the_network_that_guessed_though_another_is_deployed_meanwhile(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deploy another network as soon as the digits are read."""

    def read_then_deploy(*arguments: Any, **more: Any) -> Any:
        parts = read_number(*arguments, **more)
        deploy_another()
        return parts

    def hidden_units(network: Network, _picture: Any) -> list[float]:
        looked_into.append(network)
        return [0.5]

    looked_into: list[Network] = []
    before = inference.served().network
    monkeypatch.setattr(number_views, "read_number", read_then_deploy)
    monkeypatch.setattr(number_views, "hidden_units", hidden_units)
    read(client, strokes=SEVEN, inside=True)
    assert [network is before for network in looked_into] == [True]


# --- Added -----------------------------------------------------------------------------------------------------------


def test_each_digit_of_a_number_is_stored_with_its_own_strokes_and_the_picture_of_it_alone(client: Client) -> None:
    response = add(client)
    assert (response.status_code, response.json()["new_digits"]) == (201, 3)
    digits = Digit.objects.order_by("id")
    assert [digit.label for digit in digits] == [1, 7, 7]
    cleaned = clean(as_arrays(STROKES))
    assert bytes(digits[2].strokes or b"") == pack(clean(cleaned[2:]))
    seen = inference.preprocess(clean(cleaned[2:]))
    assert bytes(digits[2].picture) == seen.picture.tobytes()
    assert len({digit.contributor for digit in digits}) == 1
    assert [digit["id"] for digit in response.json()["digits"]] == [digit.pk for digit in digits]


def test_the_digits_of_a_picture_are_stored_with_their_inks(client: Client) -> None:
    assert add(client, strokes=None, image=as_base64(saved(drawn(STROKES)))).status_code == 201
    digits = Digit.objects.order_by("id")
    assert [(digit.label, digit.predicted, digit.strokes) for digit in digits] == [
        (1, 1, None),
        (7, 7, None),
        (7, 7, None),
    ]


def test_a_split_says_which_strokes_are_a_digit(client: Client) -> None:
    """Say that the cross-bar of the second 7 is a 1, which no reader would."""
    assert add(client, number="1771", split=[[0], [1], [2], [3]]).status_code == 201
    assert [digit.label for digit in Digit.objects.order_by("id")] == [1, 7, 7, 1]


def test_the_guess_of_a_digit_is_what_was_shown_with_the_second_opinion_in_a_number_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inference, "with_second_opinion", twos_for_sevens)
    assert read(client, strokes=STROKES).json()["number"] == "122"
    assert add(client).status_code == 201
    assert add(client, strokes=SEVEN, number="7").status_code == 201
    guesses = [(digit.predicted, digit.guess) for digit in Digit.objects.order_by("id")]
    assert guesses == [(1, 1), (7, 2), (7, 2), (7, 7)]


def test_the_same_key_and_number_again_add_nothing(client: Client) -> None:
    key = uuid4()
    first, again = add(client, key), add(client, key)
    assert (first.status_code, again.status_code, Digit.objects.count()) == (201, 200, 3)
    assert again.json() == first.json()
    assert len(set(Digit.objects.values_list("idempotency_key", flat=True))) == 3


@pytest.mark.parametrize(
    "changed",
    [{"number": "171"}, {"number": "17"}, {"strokes": STROKES[:3]}, {"split": [[0], [1], [2, 3]]}],
    ids=["digit", "length", "drawing", "split"],
)
def test_the_same_key_with_another_number_is_refused(client: Client, changed: dict[str, Any]) -> None:
    key = uuid4()
    add(client, key)
    response = add(client, key, **changed)
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_conflict")
    assert Digit.objects.count() == 3


def test_a_number_of_which_a_digit_was_taken_back_is_gone(client: Client) -> None:
    key = uuid4()
    last = add(client, key).json()["digits"][-1]["id"]
    assert client.delete(f"/api/digits/{last}").status_code == 204
    response = add(client, key)
    assert (response.status_code, response.json()["code"]) == (410, "gone")


def test_all_digits_are_stored_or_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the third digit break: the two before it are not stored either."""
    made = []

    def breaks(*arguments: Any, **more: Any) -> Digit:
        made.append(digit := numbers_new_digit(*arguments, **more))
        if len(made) == 3:
            digit.label = 10  # the database refuses it
        return digit

    numbers_new_digit = numbers.new_digit
    monkeypatch.setattr(numbers, "new_digit", breaks)
    assert add(client).status_code == 500
    assert Digit.objects.count() == 0


def test_a_number_fills_a_ten(client: Client) -> None:
    answers = [add(client).json() for _ in range(4)]
    assert [answer["new_digits"] for answer in answers] == [3, 6, 9, 2]
    assert ModelState.objects.get(status=Status.QUEUED).digits.count() == 10


def test_each_digit_of_a_number_is_told_its_own_ten(client: Client) -> None:
    first, second, third, fourth = (add(client).json()["digits"] for _ in range(4))
    ids = [digit["id"] for digit in (*first, *second, *third, fourth[0])]
    assert [digit["ten"] for digit in (*first, *fourth[1:])] == [None] * 5
    assert [digit["id"] for digit in fourth[0]["ten"]["digits"]] == ids


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 177},
        {"number": ""},
        {"number": "1a7"},
        {"number": "１７７"},
        {"number": "1" * 25},
        {"number": "17"},
        {"split": [[0], [1]]},
        {"split": [[0], [1], [1, 2]]},
        {"split": [[0], [1], [4]]},
        {"split": [[0], [1], [-1]]},
        {"split": [[0], [1], []]},
        {"split": [[0], [1], [True]]},
        {"split": [[0], [1], [2.0]]},
        {"split": "012"},
        {"split": {}},
        {"split": [0, 1, 2]},
        {"strokes": None, "image": as_base64(saved(drawn(STROKES))), "split": [[0], [1], [2]]},
        {"label": 7},
    ],
    ids=str,
)
def test_what_is_no_number_is_refused_and_nothing_is_stored(client: Client, fields: dict[str, Any]) -> None:
    refused(add(client, **fields), "invalid_request")


def test_a_blank_drawing_has_no_digits(client: Client) -> None:
    blank = as_base64(saved(np.zeros((40, 40), np.uint8)))
    refused(read(client, image=blank), "blank_drawing")
    refused(add(client, strokes=None, image=blank), "blank_drawing")


def test_digits_are_guessed_before_they_are_taught(client: Client) -> None:
    """Add 77 as 11: the second digit's guess knows nothing of the first, which came in the same drawing."""
    add(client, strokes=beside(SEVEN, SEVEN), number="11")
    assert [digit.guess for digit in Digit.objects.all()] == [7, 7]
