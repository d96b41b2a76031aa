"""Contributors under names that give nothing away, and the page of one contributor.

The address of the page has the id of one of the contributor's digits. Their own id stands in no address, since it is
the key to all that they drew.
"""

import hashlib
import json
from uuid import UUID, uuid4

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from backend.digits import drawings, selectors
from backend.digits.admin.digit_reasons import REASONS
from backend.digits.admin.pictures import picture
from backend.digits.services.moderation.review import edition_of

N_SHOWN = 200  # of their newest digits; the forms decide on these
N_SEARCHED = 20_000  # newest digits among whose contributors a tag is looked for; more make the search slower


def tag_of(contributor: UUID) -> str:
    """Return a name for a contributor. The id itself is never shown: it is the key to all that the person drew."""
    return hashlib.sha256(contributor.bytes).hexdigest()[:8]


def with_tag(tag: str) -> UUID | None:
    """Return the contributor with this name, among those of the newest digits."""
    recent = selectors.admin.recent_contributors(n_newest=N_SEARCHED)
    return next((contributor for contributor in recent if tag_of(contributor) == tag), None)


@permission_required("digits.view_digit", raise_exception=True)
def contributor_page(request: HttpRequest, digit_id: int) -> HttpResponse:
    """Show how many digits the contributor of a digit sent, how they were read, and the newest of them."""
    contributor = selectors.admin.contributor_of(digit_id)
    if contributor is None:
        raise Http404
    newest = selectors.admin.newest_of_contributor(contributor, n_newest=N_SHOWN)
    context = admin.site.each_context(request) | {
        "title": _("Contributor %(tag)s") % {"tag": tag_of(contributor)},
        "digit_id": digit_id,
        "record": selectors.admin.record_of_contributor(contributor),
        "digits": [
            {
                "digit": digit,
                "picture": picture(
                    drawings.picture_png(bytes(digit.picture)),
                    _("digit %(id)s, labelled %(label)s") % {"id": digit.pk, "label": digit.label},
                    css_class="thumbnail",
                ),
            }
            for digit in newest
        ],
        "editions": json.dumps({digit.pk: edition_of(digit) for digit in newest}),
        "batch": uuid4(),
        "reasons": REASONS.values(),
        "may_review": request.user.has_perm("digits.review_digit"),
    }
    return TemplateResponse(request, "admin/digits/contributor.html", context)
