"""Tests of the steps from a drawing to what the network sees, and of hints at what is wrong on the paper."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from django.test import Client
from PIL import Image, ImageDraw, ImageOps

from backend.digits import inference
from backend.digits.insights import steps
from backend.digits.tests.api.doors import SEE_STEPS, answered, as_base64, pixels_of
from backend.tests.pngs import saved, seven
from nn.preprocessing import ink, preprocess, ruled_lines

pytestmark = pytest.mark.usefixtures("base")

SEVEN = as_base64(saved(seven()))


def sheet(
    *strokes: list[tuple[float, float]], width: int = 20, desk: int = 0, is_ruled: bool = False, scale: int = 1
) -> str:
    """Return a sheet with strokes on it, and `desk` pixels of a dark desk around it, all enlarged, as base64."""
    image = Image.new("L", (300, 300), 255)
    pen = ImageDraw.Draw(image)
    for y in range(30, 300, 60) if is_ruled else ():
        pen.line([(0, y), (300, y)], fill=100, width=2)
    for stroke in strokes:
        pen.line(stroke, fill=0, width=width, joint="curve")
    image = ImageOps.scale(ImageOps.expand(image, desk, 60), scale)
    out = BytesIO()
    image.save(out, "PNG")
    return as_base64(out.getvalue())


def test_the_last_step_is_what_the_network_sees(client: Client) -> None:
    steps = answered(SEE_STEPS.send_fields(client, {"image": SEVEN}))["steps"]
    assert steps[0]["name"] == "grey"
    assert len(steps) > 4
    assert (pixels_of(steps[-1]["image"]) == preprocess(seven())).all()


@pytest.mark.parametrize(("scale", "side"), [(1, 100), (2, 200), (3, 150), (8, 200)])
def test_the_picture_of_a_step_has_as_many_pixels_as_the_page_shows(client: Client, scale: int, side: int) -> None:
    """A third of a second was spent on the PNGs of a large drawing."""
    paper = ImageOps.scale(Image.new("L", (100, 60), 255), scale)
    ImageDraw.Draw(paper).line([(40 * scale, 10 * scale), (40 * scale, 50 * scale)], width=8 * scale)
    first = answered(SEE_STEPS.send_fields(client, {"image": as_base64(saved(np.asarray(paper)))}))["steps"][0]
    seen = pixels_of(first["image"])
    assert seen.shape == (side * 60 // 100, side)
    assert (seen < 127).mean() == pytest.approx((np.asarray(paper) < 127).mean(), rel=0.1)


def test_rules_are_taken_off_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []

    def without_rules(picture: Any) -> Any:
        looked_at.append(picture.shape)
        return ruled_lines.without_rules(picture)

    for module in (ink, steps):
        monkeypatch.setattr(module, "without_rules", without_rules, raising=False)
    answered(SEE_STEPS.send_fields(client, {"image": sheet(A_SEVEN, is_ruled=True)}))
    assert looked_at == [(300, 300)]


def test_one_thread_at_a_time_takes_the_steps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = []

    def seen(taken: Any) -> int:
        locked.append(inference._preprocess_lock.locked())
        return 1

    monkeypatch.setattr(steps, "n_seen", seen)
    for fields in ({"image": SEVEN}, {"strokes": [[[0, 0], [0, 9]]]}):
        answered(SEE_STEPS.send_fields(client, fields))
    assert locked == [True, True]


A_SEVEN = [(80, 60), (210, 60), (130, 250)]
SMALL_SEVEN = [(20, 20), (50, 20), (32, 68)]
BEYOND_THE_EDGE = [(80, 60), (320, 60), (230, 250)]


@pytest.mark.parametrize(
    ("image", "hints"),
    [
        (sheet(A_SEVEN), []),
        (sheet([(150, 40), (150, 260)]), []),
        (sheet([(90, 50), (80, 160), (220, 160)], [(200, 50), (200, 260)]), []),
        (sheet(SMALL_SEVEN, width=5), ["too_small"]),
        (sheet(BEYOND_THE_EDGE), ["cut_off"]),
        (sheet(A_SEVEN, width=2), ["too_thin"]),
        (sheet([(40, 60), (40, 200)], [(170, 60), (250, 60), (200, 200)]), ["several_digits"]),
        (sheet([(30, 80), (60, 180), (110, 80), (150, 180), (200, 80), (270, 180)]), ["several_digits"]),
    ],
    ids=["a seven", "a one", "an open four", "small", "cut off", "thin", "1 and 7", "a wave"],
)
def test_hints_say_what_is_wrong_on_the_paper(client: Client, image: str, hints: list[str]) -> None:
    assert answered(SEE_STEPS.send_fields(client, {"image": image}))["hints"] == hints


@pytest.mark.parametrize("paper", [{"desk": 100}, {"is_ruled": True}], ids=["on a desk", "ruled"])
@pytest.mark.parametrize(
    ("stroke", "width", "hints"),
    [(A_SEVEN, 20, []), (SMALL_SEVEN, 5, ["too_small"]), (BEYOND_THE_EDGE, 20, ["cut_off"])],
    ids=["a seven", "small", "cut off"],
)
def test_hints_are_about_the_ink_that_is_guessed_not_about_desk_and_rules(
    client: Client, paper: dict[str, Any], stroke: list[tuple[float, float]], width: int, hints: list[str]
) -> None:
    image = sheet(stroke, width=width, **paper)
    assert answered(SEE_STEPS.send_fields(client, {"image": image}))["hints"] == hints


def test_a_digit_is_not_called_small_because_rules_are_looked_for_in_a_smaller_picture(client: Client) -> None:
    image = sheet([(80, 60), (145, 60), (105, 155)], width=10, is_ruled=True, scale=3)
    assert answered(SEE_STEPS.send_fields(client, {"image": image}))["hints"] == []


def test_digits_as_mnist_has_them_need_no_hints(client: Client, drawn: Any) -> None:
    wrong = []
    for number in range(60):
        pixels = drawn(number)[0].reshape(-1).tolist()
        wrong += answered(SEE_STEPS.send_fields(client, {"pixels": pixels}))["hints"]
    assert len(wrong) <= 3, wrong
