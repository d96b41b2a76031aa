"""The page that compares two versions, with the held-out digits that only one of them reads."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits import selectors
from backend.digits.admin import filters
from backend.digits.admin.figures import MEASURES, are_alike, duration, measured_apart, percent_of_count
from backend.digits.admin.pictures import thumbnails
from backend.digits.admin.stored_words import reason_of, refusal_of, told
from backend.digits.admin.times import moment
from backend.digits.errors import RefusedError
from backend.digits.models import ModelState
from backend.digits.services.learning.comparison import compare

N_SHOWN = 60  # digits in each of the two lists; if it is larger, the page is longer


@permission_required("digits.view_modelstate", raise_exception=True)
def compare_page(request: HttpRequest) -> HttpResponse:
    """Compare `?old=1&new=2`, or show a form that asks for both."""
    old, new = (filters.as_number(request.GET.get(name, "").strip()) for name in ("old", "new"))
    context = admin.site.each_context(request) | {"title": _("Compare two versions"), "old": old, "new": new}
    if old is not None and new is not None:
        context |= _comparison(old, new)
    return TemplateResponse(request, "admin/digits/compare.html", context)


def _comparison(old: int, new: int) -> dict[str, Any]:
    versions = selectors.admin.versions_with_ids([old, new])
    if missing := [number for number in (old, new) if number not in versions]:
        return {"refusal": _("There is no version %(version)s.") % {"version": missing[0]}}
    before, after = versions[old], versions[new]
    own = selectors.admin.n_digits_of([old, new])
    rows = [
        (
            _(title),
            percent_of_count((before.test_detail or {}).get(name)),
            percent_of_count(
                (after.test_detail or {}).get(name),
                (before.test_detail or {}).get(name) if are_alike(after, before, name) else None,
            ),
        )
        for title, name in MEASURES
    ]
    measured = [
        (_("Status"), _status(before), _status(after)),
        (_("Kind"), _(before.kind), _(after.kind)),
        (_("From version"), before.parent_id or "–", after.parent_id or "–"),
        (_("Finished"), moment(before.finished_at), moment(after.finished_at)),
        (_("Took"), duration(before), duration(after)),
        (_("Digits of its own"), own[old], own[new]),
        (_("Why"), told(before.error) or reason_of(before), told(after.error) or reason_of(after)),
        *rows,
    ]
    try:
        comparison = compare(old=old, new=new)
    except RefusedError as error:
        return {"rows": measured, "refusal": refusal_of(error)}
    digits = selectors.admin.digits_with_pictures(
        [id_ for id_, _, _ in comparison.only_new_reads[:N_SHOWN] + comparison.only_old_reads[:N_SHOWN]]
    )
    return {
        "rows": measured,
        "not_alike": measured_apart(after, before),
        "n_compared": comparison.old.count,
        "correct": (comparison.old.correct, comparison.new.correct),
        "n_only_new": len(comparison.only_new_reads),
        "n_only_old": len(comparison.only_old_reads),
        "only_new": thumbnails(digits[id_] for id_, _, _ in comparison.only_new_reads[:N_SHOWN]),
        "only_old": thumbnails(digits[id_] for id_, _, _ in comparison.only_old_reads[:N_SHOWN]),
    }


def _status(version: ModelState) -> SafeString:
    return format_html('<span class="status {}">{}</span>', version.status, _(version.status))
