"""Numbers as the reader's language writes them: 5,021 and 98.5% are 5.021 and 98,5 % in German."""

import re

from django.utils.formats import get_format
from django.utils.translation import gettext as _

NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?%?")


def numeral(value: float, form: str = ",") -> str:
    """Return a number in one of Python's forms, by default with a sign between thousands."""
    return in_readers_form(format(value, form))


def in_readers_form(number: str) -> str:
    """Return a number that was formatted in English as the reader's language writes it; other texts as they are."""
    if not NUMBER.fullmatch(number):
        return number
    signs = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
    written = number.rstrip("%").translate(str.maketrans(signs))
    return _("%(number)s%%") % {"number": written} if number.endswith("%") else written
