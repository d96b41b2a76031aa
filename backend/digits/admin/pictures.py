"""Pictures as data URLs inside a page, so that a list of them costs one request."""

import base64
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits import drawings
from backend.digits.models import Digit


def picture(png: bytes, alt: str, *, css_class: str) -> SafeString:
    data = base64.b64encode(png).decode()
    return format_html('<img class="{}" src="data:image/png;base64,{}" alt="{}">', css_class, data, alt)


def thumbnails(digits: Iterable[Digit]) -> SafeString:
    """Return small pictures that link to the pages of their digits."""
    return format_html_join(
        " ",
        '<a class="thumb" href="{}">{}<span>{}</span></a>',
        (
            (
                reverse("admin:digits_digit_change", args=[digit.pk]),
                picture(
                    drawings.picture_png(bytes(digit.picture)),
                    _("digit %(id)s, labelled %(label)s") % {"id": digit.pk, "label": digit.label},
                    css_class="thumbnail",
                ),
                digit.label,
            )
            for digit in digits
        ),
    )
