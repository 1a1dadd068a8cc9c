"""Where to go after a step was answered: the page it was pressed on, at the place it stood."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

TODAY, RUNWAY = "today", "runway"

PAGES: Mapping[str, tuple[str, str]] = {
    TODAY: ("today:today", "steps"),
    "steps": ("today:steps", ""),
    "late": ("today:today", "colleagues"),
    RUNWAY: ("runway:runway", "steps"),
}
"""The pages that ask to be gone back to, by what they call themselves, and the part of each."""


def asked_from(request: HttpRequest) -> str:
    """Return what the page that asked calls itself; empty when it is the plan, or says nothing we know."""
    said = request.POST.get("back") or request.GET.get("back", "")
    return said if said in PAGES else ""


def back_to(request: HttpRequest, person_id: UUID) -> str:
    """Return the address to go to once the answer is kept."""
    name, part = PAGES.get(asked_from(request), ("plans:plan", ""))
    about = name.startswith(("runway:", "plans:"))
    address = reverse(name, args=[person_id]) if about else reverse(name)
    return f"{address}#{part}" if part else address
