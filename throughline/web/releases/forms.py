"""What a board is narrowed by."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict

from throughline.web.releases.leavers import Leaver
from throughline.web.releases.narrowing import SHOWS, Asked
from throughline.web.releases.scopes import ALL, Scope

Choices = list[tuple[str, str]]


class BoardForm(forms.Form):
    """Whose releases, where in the prison, going home where, with which worker, and which of them."""

    of = forms.ChoiceField(label="Whose", required=False)
    hall = forms.ChoiceField(label="Hall", required=False)
    area = forms.ChoiceField(label="Council area", required=False)
    worker = forms.ChoiceField(label="Key worker", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=list(SHOWS.items()))

    def __init__(self, asked: Asked, *, scope: Scope, scopes: Iterable[Scope], people: Iterable[Leaver]) -> None:
        everyone = list(people)
        super().__init__(QueryDict(mutable=True))
        self.data = {"of": scope.key, **asked.query}
        self._offer("of", [(ALL, "Everyone I may see"), *((one.key, one.name) for one in scopes)])
        self._offer("hall", [("", "All halls"), *halls(everyone)])
        self._offer("area", [("", "All areas"), *areas(everyone)])
        self._offer("worker", [("", "Anyone"), *workers(everyone)])

    def _offer(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


def halls(people: Iterable[Leaver]) -> Choices:
    """Return the halls some people are in, by name."""
    return [(hall, hall) for hall in sorted({one.hall for one in people if one.hall})]


def areas(people: Iterable[Leaver]) -> Choices:
    """Return the council areas some people go home to, by name."""
    found = {(one.area or "", str(one.area_id)) for one in people if one.area_id}
    return [(pk, name) for name, pk in sorted(found)]


def workers(people: Iterable[Leaver]) -> Choices:
    """Return the key workers of some people, by name."""
    found = {(one.worker_name, one.worker_id) for one in people if one.worker_id}
    return [(pk, name) for name, pk in sorted(found)]
