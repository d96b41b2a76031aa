"""The lineage of a version: every version that it was trained from, and the digits of theirs that are hidden now."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from backend.digits import selectors
from backend.digits.admin.history import version_link

N_ON_PAGE = 40  # versions; each costs a read of a wide row, since its receipt lies behind its weights


@permission_required("digits.view_modelstate", raise_exception=True)
def lineage_page(request: HttpRequest, version: int) -> HttpResponse:
    """Show a page of ancestors, the newest first; `?page=2` continues."""
    numbers = selectors.lineage.lineage_of(version)
    if not numbers:
        raise Http404
    page = Paginator(numbers, N_ON_PAGE).get_page(request.GET.get("page"))
    ancestors = selectors.lineage.with_receipts(list(page.object_list))
    hidden = selectors.digits.hidden_digits() & {id_ for ancestor in ancestors for id_ in ancestor.digits}
    context = admin.site.each_context(request) | {
        "title": _("Lineage of version %(version)s") % {"version": version},
        "version": version,
        "page": page,
        "n_hidden": len(hidden),
        "ancestors": [
            {
                "version": version_link(ancestor.version),
                "kind": ancestor.kind,
                "n": len(ancestor.digits),
                "hidden": sorted(hidden.intersection(ancestor.digits)),
            }
            for ancestor in ancestors
        ],
    }
    return TemplateResponse(request, "admin/digits/lineage.html", context)
