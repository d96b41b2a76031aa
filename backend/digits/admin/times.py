"""The forms in which the administrator's pages show a moment or a day: German has 29. Nov. 2026 for 29 Nov 2026.

The text of a moment is in UTC and says so; a script (`times.js`) writes it in the reader's zone, and leaves UTC in the
title.
"""

import re
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)})")


def moment(at: datetime | None) -> SafeString | str:
    """Return a moment as an element of HTML, or a dash for None."""
    if at is None:
        return "–"
    return SafeString(render_to_string("admin/digits/moment.html", {"at": at}).strip())


def day_of(at: date) -> str:
    """Return a day without its year."""
    return date_format(at, _("j M"))


def day_and_time_of(at: datetime) -> str:
    return date_format(at, _("j M Y, H:i:s"))


def in_readers_day(text: str) -> str:
    """Return a day that was written in English, as in a summary, in the reader's form; other texts as they are."""
    if not (found := DAY.fullmatch(text)):
        return text
    try:
        return day_of(date(2000, MONTHS.index(found[2]) + 1, int(found[1])))
    except ValueError:  # 31 Feb: somebody wrote it
        return text
