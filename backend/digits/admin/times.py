"""The one form in which the administrator's pages show a moment.

The text is in UTC and says so; a script (`times.js`) writes it in the reader's zone, and leaves UTC in the title.
"""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def moment(at: datetime | None) -> SafeString | str:
    """Return a moment as an element of HTML, or a dash for None."""
    if at is None:
        return "–"
    return SafeString(render_to_string("admin/digits/moment.html", {"at": at}).strip())
