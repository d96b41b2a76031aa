"""Two versions side by side, with the held-out digits that flipped, each way."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.admin.bounded_lists import counted, percent
from backend.digits.admin.pictures import thumbnails
from backend.digits.errors import RefusedError
from backend.digits.services.learning.comparison import compare

N_SHOWN = 60
MEASURES = (("MNIST test", "mnist"), ("People’s held-out digits", "people"), ("Reference digits", "reference"))


def compare_page(request: HttpRequest) -> HttpResponse:
    """`?old=1&new=2`; without them, a form that asks for both."""
    if not request.user.has_perm("digits.view_modelstate"):
        raise PermissionDenied
    old, new = (filters.as_number(request.GET.get(name, "").strip()) for name in ("old", "new"))
    context = admin.site.each_context(request) | {"title": "Compare two versions", "old": old, "new": new}
    if old is not None and new is not None:
        context |= _compared(old, new)
    return TemplateResponse(request, "admin/digits/compare.html", context)


def _compared(old: int, new: int) -> dict[str, Any]:
    versions = selectors.admin.versions_with_ids([old, new])
    if missing := [number for number in (old, new) if number not in versions]:
        return {"refusal": f"There is no version {missing[0]}."}
    before, after = versions[old], versions[new]
    rows = [
        (
            title,
            counted((before.test_detail or {}).get(name)),
            counted((after.test_detail or {}).get(name), (before.test_detail or {}).get(name)),
        )
        for title, name in MEASURES
    ]
    measured = [("Training", percent(before.train_accuracy), percent(after.train_accuracy)), *rows]
    try:
        found = compare(old=old, new=new)
    except RefusedError as error:
        return {"rows": measured, "refusal": str(error)}
    digits = selectors.admin.digits_with_pictures([id_ for id_, _, _ in found.won[:N_SHOWN] + found.lost[:N_SHOWN]])
    return {
        "rows": measured,
        "n_read": found.old.count,
        "correct": (found.old.correct, found.new.correct),
        "n_won": len(found.won),
        "n_lost": len(found.lost),
        "won": thumbnails(digits[id_] for id_, _, _ in found.won[:N_SHOWN]),
        "lost": thumbnails(digits[id_] for id_, _, _ in found.lost[:N_SHOWN]),
    }
