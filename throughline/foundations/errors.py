"""Refusals: things people may ask for that the rules do not allow."""

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Refused(Exception):
    """An anticipated "no", in a sentence written for the person who asked.

    ``field`` names the answer it belongs beside; empty when it is about the whole request.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Refused):
    """Raised when someone else changed a record after it was read."""

    SENTENCE = "Someone else changed this while you had it open. What you typed is below; read theirs, then save."

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


class NotFound(Http404):
    """There is no such record, or none the asker may know of. Ways in answer 404 to both."""


class NotAllowed(PermissionDenied):
    """The asker's job does not include this at all. Ways in answer 403."""
