"""The model card of a network in Markdown: what it was made from, what it was measured on, and where it fails.

Source: M. Mitchell and others, *Model cards for model reporting*, FAT* 2019.
"""

from collections.abc import Mapping
from typing import Any

N_CONFUSIONS = 6  # the most that are listed; if it is larger, the card gets longer


def as_model_card(described: Mapping[str, Any]) -> str:
    """Return the card of a network that is described as in the JSON of an export."""
    detail = described.get("test_detail") or {}
    return "\n".join(
        [
            f"# Ductus, version {described['version']}",
            "",
            "A small neural network that reads one handwritten digit, 0 to 9. It is fully connected, and written from"
            f" scratch in NumPy: `{described['layout']}`. SHA-256 of the blob: `{described['sha256']}`.",
            "",
            "## Input and output",
            "",
            f"- In: {described['input']}.",
            f"- Out: {described['output']}. The outputs are no probabilities and need not add up to 1.",
            f"- The picture has to be made as Ductus makes it (preprocessing {described['preprocessing_version']}):"
            " upright, in standard size, with strokes of standard width. The HTML file beside this card does so for"
            " strokes; a plain picture of 28 by 28 is read less well.",
            "",
            "## What it was made from",
            "",
            *_origin(described),
            "",
            "## What it was measured on",
            "",
            "Digits that were not trained on.",
            "",
            *(_measured(detail) or ["- Nothing is known."]),
            "",
            "## Where it fails",
            "",
            *(_failures(detail) or ["- No failure is known, which says little: see the counts above."]),
            "- Whatever is no digit is read as one, too. A letter, a scribble or two digits get some output.",
            "- It was measured on digits of few countries. Hands that were not among them may be read worse.",
            "- Do not use it where a misread digit harms somebody, unless a person checks what it reads.",
            "",
        ]
    )


def _origin(described: Mapping[str, Any]) -> list[str]:
    receipt = described.get("receipt") or {}
    lines = [f"- Kind: {described['kind']}; finished: {described.get('trained_at') or 'unknown'}."]
    if parent := receipt.get("parent"):
        lines.append(f"- It went on learning from version {parent}.")
    data = receipt.get("data")
    if isinstance(data, dict):
        lines += [f"- {name.removeprefix('n_').replace('_', ' ')}: {_text(value)}." for name, value in data.items()]
    lines.append("- The JSON beside this card holds the whole receipt.")
    return lines


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else f"{value:,}" if type(value) is int else str(value)


def _measured(detail: Mapping[str, Any]) -> list[str]:
    titles = {
        "reference": "Sealed reference digits",
        "people": "People's digits, held out",
        "mnist": "MNIST's test digits",
    }
    return [
        f"- {title}: {_share(counts)}"
        for name, title in titles.items()
        if (counts := detail.get(name)) and counts["count"]
    ]


def _share(counts: Mapping[str, Any]) -> str:
    low, high = counts["interval"]
    share = counts["correct"] / counts["count"]
    return f"{counts['correct']:,} of {counts['count']:,} ({share:.1%}; 95 % interval {low:.1%} to {high:.1%})."


def _failures(detail: Mapping[str, Any]) -> list[str]:
    """Return the digits that are misread as another most often, most first."""
    matrix = detail.get("confusion_matrix") or []
    confusions = [
        (count, digit, other)
        for digit, row in enumerate(matrix)
        for other, count in enumerate(row)
        if other != digit and count
    ]
    confusions.sort(key=lambda confusion: (-confusion[0], *confusion[1:]))
    return [
        f"- A {digit} is taken for a {other}: {count} of {sum(matrix[digit])}."
        for count, digit, other in confusions[:N_CONFUSIONS]
    ]
