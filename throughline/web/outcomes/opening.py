"""What the pages of reviews begin with: what is scored, in whose words, and which cases one may record on."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases.models import Case
from throughline.foundations.actors import Staff
from throughline.outcomes import queries
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.rules import JOINT
from throughline.people.models import Person
from throughline.web.people.frame import Opened

MOST_CASES = 25
"""Cases of one person offered at most; nobody has so many with one service."""


@dataclass(frozen=True)
class Scored:
    """A framework in the viewer's organisation's words, with what it scores, split by what they may see."""

    framework: Framework
    domains: list[Domain]
    others: Mapping[str, Framework]

    def open_to(self, opened: Opened) -> list[Domain]:
        """Return what the viewer may see and score for a person."""
        return [domain for domain in self.domains if opened.reach.opens(domain.compartment)]

    def closed_to(self, opened: Opened) -> list[Domain]:
        """Return what is not shared with the viewer."""
        return [domain for domain in self.domains if not opened.reach.opens(domain.compartment)]


def scored(actor: Staff, slug: str, *, to: Do) -> Scored | None:
    """Return the framework asked for, the joint review's unless it is another; None while none is laid down."""
    rows = queries.in_use(access.visible(Framework, by=actor, to=to), organisation_id=actor.organisation_id)
    found = {framework.slug: framework for framework in rows}
    framework = found.get(slug) or found.get(JOINT)
    if framework is None:
        return None
    domains = list(queries.domains_of(access.visible(Domain, by=actor, to=to), [framework]))
    return Scored(framework, domains, found)


def own_cases(person: Person, actor: Staff, *, to: Do) -> list[Case]:
    """Return someone's cases that the viewer's teams or organisation work, those that go on first."""
    rows = access.visible(Case, by=actor, to=to).filter(person=person)
    ours = queries.held_by(rows, team_ids=actor.team_ids, organisation_id=actor.organisation_id)
    return list(ours[:MOST_CASES])


def first_name(person: Person) -> str:
    """Return what a page calls someone in a sentence.

    >>> first_name(Person(shown_name="Aaron Tallis"))
    'Aaron'
    """
    return person.shown_name.split()[0]
