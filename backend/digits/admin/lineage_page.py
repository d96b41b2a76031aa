"""What a version owes to whom: every version that it was trained from, and the excluded digits among theirs."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from backend.digits import selectors
from backend.digits.admin.history import to_version

N_ON_PAGE = 40  # versions: their receipts lie behind their weights, so that each costs a read of a wide row


def lineage_page(request: HttpRequest, version: int) -> HttpResponse:
    """`?page=2` shows those before the newest."""
    if not request.user.has_perm("digits.view_modelstate"):
        raise PermissionDenied
    numbers = selectors.admin.lineage_of(version)
    if not numbers:
        raise Http404
    page = Paginator(numbers, N_ON_PAGE).get_page(request.GET.get("page"))
    ancestors = selectors.admin.with_receipts(list(page.object_list))
    hidden = selectors.admin.hidden_digits() & {id_ for ancestor in ancestors for id_ in ancestor.digits}
    context = admin.site.each_context(request) | {
        "title": f"Lineage of version {version}",
        "version": version,
        "page": page,
        "n_hidden": len(hidden),
        "shown": [
            {
                "version": to_version(ancestor.version),
                "kind": ancestor.kind,
                "n": len(ancestor.digits),
                "hidden": sorted(hidden.intersection(ancestor.digits)),
            }
            for ancestor in ancestors
        ],
    }
    return TemplateResponse(request, "admin/digits/lineage.html", context)
