"""The pages about one person, in the order of the sub-navigation."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.actors import Staff


@dataclass(frozen=True)
class Place:
    """A page about the person that this viewer's job includes, and the pages that stand under it while it is open."""

    label: str
    url: str
    current: bool
    under: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of the sub-navigation before anyone looks. ``areas`` are the URL namespaces that are all part of it."""

    label: str
    url_name: str
    do: Do
    under: tuple["Page", ...] = ()
    areas: tuple[str, ...] = ()


_WHO_THEY_ARE = (
    Page("Details", "people:details", Do.SEE_PEOPLE),
    Page("Contact", "people:contact", Do.SEE_PEOPLE),
    Page("Needs", "people:needs", Do.SEE_PEOPLE),
    Page("Family", "people:family", Do.SEE_PEOPLE),
)
_PAGES = (
    Page("Throughline", "people:person", Do.SEE_PEOPLE),
    Page("Runway", "runway:runway", Do.SEE_PLANS, areas=("runway",)),
    Page("Plan", "plans:plan", Do.SEE_PLANS, areas=("plans",)),
    Page("Housing", "housing:housing", Do.SEE_HOUSING, areas=("housing",)),
    Page("Contacts and notes", "cases:contacts", Do.SEE_CASES),
    Page("Needs and strengths", "assessments:assessment", Do.SEE_ASSESSMENTS, areas=("assessments",)),
    Page("Reviews", "outcomes:reviews", Do.SEE_OUTCOMES, areas=("outcomes",)),
    Page("Support", "cases:about", Do.SEE_CASES),
    Page("Referrals", "referrals:about", Do.SEE_REFERRALS, areas=("referrals",)),
    Page("Custody and dates", "custody:stay", Do.SEE_CUSTODY, areas=("custody",)),
    Page("Meetings", "meetings:of_person", Do.SEE_MEETINGS, areas=("meetings",)),
    Page("About them", "people:details", Do.SEE_PEOPLE, _WHO_THEY_ARE),
    Page(
        "Who can see",
        "sharing:who",
        Do.SEE_SHARING,
        (Page("Who can see", "sharing:who", Do.SEE_SHARING), Page("Who looked", "journal:reads", Do.SEE_READ_LOG)),
        areas=("sharing",),
    ),
    Page("Story", "journal:story", Do.SEE_STORY),
)

_PART_OF = {
    "people:name": "people:details",
    "people:number": "people:details",
    "people:details": "people:details",
    "people:contact": "people:contact",
    "people:need": "people:needs",
    "people:sensitive": "people:needs",
    "people:relation": "people:family",
    "cases:contact": "cases:contacts",
    "cases:contacts": "cases:contacts",
    "cases:note": "cases:contacts",
    "cases:notes": "cases:contacts",
    "cases:amend": "cases:contacts",
    "cases:advocacy": "cases:contacts",
}
"""The page that shows what another page adds, changes or ends, by that page's area and the last word of its name."""


def names() -> set[str]:
    """Return the URL name of every page about a person that the sub-navigation leads to."""
    return {each.url_name for page in _PAGES for each in (page, *page.under)}


def about(person_id: UUID, actor: Staff, *, here: str) -> list[Place]:
    """Return the pages about a person that a viewer's job includes. ``here`` is the URL name of this one."""
    return [place for page in _PAGES if (place := _place(page, person_id, actor, here))]


def _place(page: Page, person_id: UUID, actor: Staff, here: str) -> Place | None:
    url = _url(page.url_name, person_id)
    if not url or not access.may(actor, page.do):
        return None
    under = tuple(place for each in page.under if (place := _place(each, person_id, actor, here)))
    current = _is_here(page, here) or any(place.current for place in under)
    return Place(page.label, url, current, under if current and len(under) > 1 else ())


def _is_here(page: Page, here: str) -> bool:
    area, _, name = here.partition(":")
    words = name.split("_")
    part = next((found for word in (words[-1], words[0]) if (found := _PART_OF.get(f"{area}:{word}"))), "")
    if part:
        return page.url_name == part
    return page.url_name == here or area in page.areas or (area == "cases" and page.url_name == "cases:about")


def _url(name: str, person_id: UUID) -> str:
    """Return where a page is; nothing while there is no such page."""
    try:
        return reverse(name, kwargs={"person_id": person_id})
    except NoReverseMatch:
        return ""
