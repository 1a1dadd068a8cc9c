"""Where each fact that a step waits to know is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from throughline.access.reach import Reach
from throughline.protocols.reading.facts import FACTS
from throughline.protocols.shape import Asked

PLACES: Mapping[str, str] = {
    "legal_status": "custody:stay",
    "supervision": "custody:stay",
    "sentence_days": "custody:stay",
    "sex": "people:details",
    "age": "people:details",
    "area": "people:details",
    "nation": "people:details",
    "jurisdiction": "people:details",
    "needs": "assessments:assessment",
    "multiple_needs": "assessments:assessment",
    "keeps_home": "housing:housing",
    "tenure": "housing:housing",
    "rent_help": "housing:housing",
    "has_address": "housing:housing",
    "has_children": "people:family",
    "taking_part": "sharing:who",
    "support": "cases:about",
    "has_case": "referrals:about",
}
"""The page that answers each fact, by URL name. The rest follow from custody."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something to ask, the steps that wait for the answer, and where it is written down."""

    words: str
    steps: tuple[str, ...]
    url: str


def questions(asked: Iterable[Asked], *, person_id: UUID, reach: Reach) -> list[Question]:
    """Return what to ask, as far as the viewer may know of the answer, what most waits for first."""
    waiting: dict[str, list[str]] = {}
    for step in asked:
        for name in step.facts:
            if all(reach.opens(part) for part in FACTS[name].compartments()):
                waiting.setdefault(name, []).append(step.title)
    found = [
        Question(words=FACTS[name].question, steps=tuple(titles), url=_url(name, person_id))
        for name, titles in waiting.items()
    ]
    return sorted(found, key=lambda each: (-len(each.steps), each.words))


def _url(name: str, person_id: UUID) -> str:
    try:
        return reverse(PLACES.get(name, "custody:stay"), args=[person_id])
    except NoReverseMatch:
        return reverse("people:person", args=[person_id])
