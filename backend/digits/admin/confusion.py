"""The confusion matrix, as a table whose cells link to the digits that they count."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits.admin.numerals import numeral

N_SHADES = 5


def confusion_table(
    matrix: Sequence[Sequence[int]],
    *,
    rows: str,
    columns: str,
    address: str = "",
) -> SafeString | str:
    """Return the table: a row for each label, a column for each guess. Return nothing if no digit was counted.

    `rows` and `columns` say what the labels and the guesses are, and of which digits. `address` is that of the list of
    the digits that are counted: each cell leads to its own.
    """
    if not any(map(sum, matrix)):
        return ""
    head = format_html_join("", '<th scope="col">{}</th>', ((guess,) for guess in range(10)))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((label, _cells(label, row, address)) for label, row in enumerate(matrix)),
    )
    return format_html(
        '<table class="confusion"><caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>',
        _("Rows: %(rows)s. Columns: %(columns)s.") % {"rows": rows, "columns": columns},
        head,
        body,
    )


def digits_address(**filters: int | str) -> str:
    """Return the address of the list of digits under some filters."""
    return f"{reverse('admin:digits_digit_changelist')}?{urlencode(filters)}"


def _cells(label: int, row: Sequence[int], address: str) -> SafeString:
    return SafeString("".join(_cell(label, guess, n, sum(row), address) for guess, n in enumerate(row)))


def _cell(label: int, guess: int, n: int, n_row: int, address: str) -> SafeString:
    css_class = "right" if label == guess else f"wrong shade-{_shade(n / n_row)}" if n else "none"
    count = numeral(n)
    if not address or not n:
        return format_html('<td class="{}">{}</td>', css_class, count)
    words = _("%(n)s times a %(label)s was read as %(guess)s") % {"n": count, "label": label, "guess": guess}
    own_address = f"{address}{'' if address.endswith('?') else '&'}label={label}&guess={guess}"
    return format_html('<td class="{}"><a href="{}" aria-label="{}">{}</a></td>', css_class, own_address, words, count)


def _shade(share: float) -> int:
    """Return a shade from 1 (hardly ever) to 5 (at least one in ten)."""
    return min(N_SHADES, 1 + int(share * 40))
