"""The page of notices: what was told, what was sent of it, and what waits."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from backend.digits import selectors
from backend.digits.notice import Channel
from backend.digits.services.notices import telling

N_SHOWN = 50  # on one page; more make it longer


@require_safe
@permission_required("digits.view_notice", raise_exception=True)
def notices_page(request: HttpRequest) -> HttpResponse:
    """Show the channels and the newest notices, or those before one."""
    before = request.GET.get("before", "")
    shown = selectors.notices.newest(n_newest=N_SHOWN + 1, before=int(before) if _is_number(before) else None)
    has_older, shown = len(shown) > N_SHOWN, shown[:N_SHOWN]
    context = admin.site.each_context(request) | {
        "title": _("Notices"),
        "notices": shown,
        "older": shown[-1].pk if has_older else None,
        "newest": shown[0].pk if shown else 0,
        "n_unseen": sum(not notice.seen_by for notice in shown),
        "channels": _channels(),
        "digest": settings.DIGITS_DIGEST,
        "may_mark": request.user.has_perm("digits.review_digit"),
        "may_try": request.user.has_perm("digits.serve_modelstate"),
    }
    return TemplateResponse(request, "admin/digits/notices.html", context)


@require_POST
@permission_required("digits.review_digit", raise_exception=True)
def mark_seen(request: HttpRequest) -> HttpResponse:
    """Note that this administrator has read them: nobody else needs to. So a viewer, who changes nothing, may not."""
    up_to = request.POST.get("up_to", "")
    if _is_number(up_to):
        telling.mark_seen(up_to=int(up_to), by=request.user.get_username())
    return _back()


@require_POST
@permission_required("digits.serve_modelstate", raise_exception=True)
def try_channel(request: HttpRequest) -> HttpResponse:
    """Send a notice that says only that the channel works."""
    wanted = request.POST.get("channel", "")
    if wanted not in telling.channels():
        messages.error(request, _("This channel is not set up."))
        return _back()
    telling.tell_test(Channel(wanted), by=request.user.get_username())
    messages.success(request, _("It is on its way: below stands what becomes of it."))
    return _back()


@require_POST
@permission_required("digits.serve_modelstate", raise_exception=True)
def send_now(request: HttpRequest) -> HttpResponse:
    """Try again at once what waits, and what was given up."""
    n = telling.send_now()
    messages.success(request, ngettext("%(n)s is tried again now.", "%(n)s are tried again now.", n) % {"n": n})
    return _back()


def _channels() -> list[dict[str, Any]]:
    """Return each channel with where it leads: of the webhook its host alone, since the rest may be a secret."""
    where = {Channel.MAIL: ", ".join(settings.DIGITS_MAIL_TO), Channel.WEBHOOK: _host(settings.DIGITS_WEBHOOK_URL)}
    return [
        {"channel": channel, "where": where[channel], "state": selectors.notices.channel_state(channel)}
        for channel in Channel
    ]


def _host(url: str) -> str:
    return str(urlsplit(url).hostname or "") if url else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:notices"))
