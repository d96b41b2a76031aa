"""The page for a lesson: what the wall shows, what visitors see of one another, and a new beginning."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from backend.digits import selectors
from backend.digits.admin.stored_words import refusal_of
from backend.digits.errors import RefusedError
from backend.digits.models import Wall
from backend.digits.services.moderation import wall
from backend.digits.services.transfer import afresh
from backend.page_address import as_svg, page_address

N_ARCHIVES = 20  # the newest that are listed; more make the page longer

SWITCHES: dict[str, tuple[Callable[..., Wall], str]] = {
    "freeze": (wall.freeze, gettext_noop("The wall stands still.")),
    "go-on": (wall.go_on, gettext_noop("The wall goes on.")),
    "clear": (wall.clear, gettext_noop("The wall is empty. No digit was deleted.")),
    "hide": (wall.hide_drawings, gettext_noop("Nobody sees the drawings of others, and the wall shows none.")),
    "show": (wall.show_drawings, gettext_noop("Drawings are shown again to those whom DIGITS_GALLERY names.")),
}


def class_page(request: HttpRequest) -> HttpResponse:
    """Show the switches of the wall, and the new beginning to those who may make one."""
    _require_operator(request)
    context = admin.site.each_context(request) | {
        "title": _("Class"),
        "address": (address := page_address(request)),
        "code": None if address is None else as_svg(address),
        "wall": selectors.wall.wall(),
        "gallery": selectors.wall.gallery(),
        "may_begin_afresh": request.user.is_superuser,
        "archives": afresh.archives()[:N_ARCHIVES] if request.user.is_superuser else [],
    }
    return TemplateResponse(request, "admin/digits/class.html", context)


@require_POST
def switch_wall(request: HttpRequest) -> HttpResponse:
    """Do what the button says, then show the page again."""
    _require_operator(request)
    change, said = SWITCHES.get(request.POST.get("action", ""), (None, ""))
    if change is None:
        messages.error(request, _("One of these is wanted: %(names)s.") % {"names": ", ".join(SWITCHES)})
    else:
        change(by=request.user.get_username())
        messages.success(request, _(said))
    return _back()


@require_POST
def begin_afresh(request: HttpRequest) -> HttpResponse:
    """Archive everything and serve the base network again."""
    _require_superuser(request)
    try:
        path = afresh.begin_afresh(by=request.user.get_username(), reason=request.POST.get("reason", ""))
    except RefusedError as error:
        messages.error(request, refusal_of(error))
    else:
        messages.success(request, _("The base network reads again. Everything before is in %(path)s.") % {"path": path})
    return _back()


def download_archive(request: HttpRequest, name: str) -> Any:
    """Send an archive that a new beginning has kept."""
    _require_superuser(request)
    try:
        archive = afresh.open_archive(name, by=request.user.get_username())
    except RefusedError as error:
        messages.error(request, refusal_of(error))
        return _back()
    return FileResponse(archive, as_attachment=True, filename=f"ductus-{name}.ductus")


def _require_operator(request: HttpRequest) -> None:
    if not request.user.has_perm("digits.serve_modelstate"):
        raise PermissionDenied


def _require_superuser(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:class"))
