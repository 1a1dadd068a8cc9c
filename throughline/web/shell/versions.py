"""Which version of a record a form was drawn from."""

from django.http import HttpRequest

NEVER_CURRENT = 0


def version_of(request: HttpRequest) -> int:
    """Return the version a form carries; one that is never current when the form lost it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else NEVER_CURRENT
