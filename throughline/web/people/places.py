"""The pages about one person, in the order of the sub-navigation."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.actors import Staff


@dataclass(frozen=True)
class Place:
    """A page about the person that this viewer's job includes."""

    label: str
    url: str
    current: bool


_PAGES = (
    ("Overview", "people:person", Do.SEE_PEOPLE),
    ("Details", "people:details", Do.SEE_PEOPLE),
    ("Contact", "people:contact", Do.SEE_PEOPLE),
    ("Needs", "people:needs", Do.SEE_PEOPLE),
    ("Family", "people:family", Do.SEE_PEOPLE),
    ("Custody and dates", "custody:stay", Do.SEE_CUSTODY),
    ("Who can see", "sharing:who", Do.SEE_SHARING),
    ("Story", "journal:story", Do.SEE_STORY),
    ("Who looked", "journal:reads", Do.SEE_READ_LOG),
)


_PART_OF = {
    "name": "details",
    "number": "details",
    "details": "details",
    "contact": "contact",
    "need": "needs",
    "sensitive": "needs",
    "relation": "family",
}
"""The page that shows what another page adds, changes or ends, by the last word of that page's name."""


def about(person_id: UUID, actor: Staff, *, here: str) -> list[Place]:
    """Return the pages about a person that a viewer's job includes. ``here`` is the URL name of this one."""
    part = f"people:{_PART_OF.get(here.removeprefix('people:').rpartition('_')[2], '')}"
    found = [
        (label, _url(name, person_id), name in {here, part}) for label, name, do in _PAGES if access.may(actor, do)
    ]
    return [Place(label, url, current) for label, url, current in found if url]


def _url(name: str, person_id: UUID) -> str:
    """Return where a page is; nothing while there is no such page."""
    try:
        return reverse(name, kwargs={"person_id": person_id})
    except NoReverseMatch:
        return ""
