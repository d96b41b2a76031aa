"""Tests of the steps from a drawing to what the network sees, and of hints at what is wrong on the paper."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from backend.digits.tests.api.doors import SEE_STEPS, answered, as_base64, pixels_of
from backend.tests.pngs import saved, seven
from nn.preprocessing import preprocess

pytestmark = pytest.mark.usefixtures("base")

SEVEN = as_base64(saved(seven()))


def sheet(*strokes: list[tuple[float, float]], width: int = 20, side: int = 300) -> str:
    """Return a sheet with strokes on it, as base64."""
    image = Image.new("L", (side, side), 255)
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, fill=0, width=width, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return as_base64(out.getvalue())


def test_the_last_step_is_what_the_network_sees(client: Client) -> None:
    steps = answered(SEE_STEPS.send_fields(client, {"image": SEVEN}))["steps"]
    assert steps[0]["name"] == "grey"
    assert len(steps) > 4
    assert (pixels_of(steps[-1]["image"]) == preprocess(seven())).all()


A_SEVEN = [(80, 60), (210, 60), (130, 250)]


@pytest.mark.parametrize(
    ("image", "hints"),
    [
        (sheet(A_SEVEN), []),
        (sheet([(150, 40), (150, 260)]), []),
        (sheet([(90, 50), (80, 160), (220, 160)], [(200, 50), (200, 260)]), []),
        (sheet([(20, 20), (40, 20), (28, 50)], width=4), ["too_small"]),
        (sheet([(80, 60), (320, 60), (230, 250)]), ["cut_off"]),
        (sheet(A_SEVEN, width=2), ["too_thin"]),
        (sheet([(40, 60), (40, 200)], [(170, 60), (250, 60), (200, 200)]), ["several_digits"]),
        (sheet([(30, 80), (60, 180), (110, 80), (150, 180), (200, 80), (270, 180)]), ["several_digits"]),
    ],
    ids=["a seven", "a one", "an open four", "small", "cut off", "thin", "1 and 7", "a wave"],
)
def test_hints_say_what_is_wrong_on_the_paper(client: Client, image: str, hints: list[str]) -> None:
    assert answered(SEE_STEPS.send_fields(client, {"image": image}))["hints"] == hints


def test_digits_as_mnist_has_them_need_no_hints(client: Client, drawn: Any) -> None:
    wrong = []
    for number in range(60):
        pixels = drawn(number)[0].reshape(-1).tolist()
        wrong += answered(SEE_STEPS.send_fields(client, {"pixels": pixels}))["hints"]
    assert len(wrong) <= 3, wrong
