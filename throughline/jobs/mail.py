"""Hand an email to the mail server."""

from django.core.mail import EmailMessage

from throughline.notices.models import Notice


def deliver(notice: Notice) -> None:
    """Send one email.

    Raises:
        OSError: the mail server could not be reached or refused it.
        ValueError: the subject or address cannot be sent.
    """
    EmailMessage(subject=notice.subject, body=notice.body, to=[notice.address]).send()
