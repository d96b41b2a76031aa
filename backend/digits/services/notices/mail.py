"""The mail of a notice, to the addresses in DIGITS_MAIL_TO."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from backend.digits.errors import UndeliveredError
from backend.digits.notice import Delivery, Notice


def send_mail(delivery: Delivery) -> None:
    """Send one mail. Its Message-ID is the same in each attempt. Raises UndeliveredError."""
    notice = delivery.notice
    mail = EmailMessage(
        subject=f"[Ductus] {notice.title}",
        body=_body(notice),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.DIGITS_MAIL_TO,
        headers={"Message-ID": f"<{notice.number}@ductus>", "Auto-Submitted": "auto-generated"},
    )
    try:
        n_sent = mail.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:  # ValueError: of a malformed address
        raise UndeliveredError(f"The mail server did not take it: {type(error).__name__}: {error}"[:500]) from error
    if not n_sent:
        raise UndeliveredError("It went to nobody: DIGITS_MAIL_TO is empty.")


def _body(notice: Notice) -> str:
    where = f"{settings.DIGITS_ADDRESS}/admin/notices/"
    return f"{notice.title}.\n\n{notice.text}\n\n{notice.at:%Y-%m-%d %H:%M} UTC, {notice.kind}\n{where}\n"
