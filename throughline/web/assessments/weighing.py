"""What the two rules make of people, as far as one viewer may know: for pages about one person and lists of many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.reach import working
from throughline.assessments import queries
from throughline.assessments.models import History, PartOfLife
from throughline.assessments.rules import Shut
from throughline.assessments.weighing import Rows, Weighed, weigh
from throughline.custody import queries as custody
from throughline.custody.models import Stay
from throughline.foundations.actors import Staff
from throughline.people import queries as people
from throughline.people.models import Need, PersonRecord
from throughline.sharing.statuses import Compartment

R = TypeVar("R", bound=PersonRecord)
Opens = Collection[str]
ByPerson = dict[UUID, list[R]]


def weigh_people(actor: Staff, ids: Iterable[UUID]) -> dict[UUID, Weighed]:
    """Weigh both rules for some people in five questions, however many they are.

    Only what the viewer may see is weighed; each finding says what was shut. A viewer whose job does not include
    assessments is told nothing.
    """
    asked = list(ids)
    if not access.may(actor, Do.SEE_ASSESSMENTS):
        return {}
    opens: dict[UUID, set[str]] = defaultdict(set)
    for grant in working(actor, asked):
        opens[grant.person_id] |= {"", *grant.compartments}
    said, needs, told, stays = _said(actor, asked), _needs(actor, asked), _told(actor, asked), _stays(actor, asked)
    return {
        pk: weigh(
            Rows(
                parts=said[pk],
                needs=needs[pk],
                history=next(iter(told[pk]), None),
                stays=stays[pk],
                shut=shut(opens[pk], sees_custody=access.may(actor, Do.SEE_CUSTODY)),
            )
        )
        for pk in asked
    }


def shut(opens: Opens, *, sees_custody: bool) -> frozenset[Shut]:
    """Return what the rules could stand on and a viewer may not see, from the compartments open to them.

    >>> sorted(shut({"", "needs"}, sees_custody=True))
    [<Shut.EARLIER: 'earlier years'>]
    """
    needed = {Shut.TALK: "", Shut.NEEDS: Compartment.NEEDS, Shut.EARLIER: Compartment.SENSITIVE}
    found = {kind for kind, compartment in needed.items() if compartment not in opens}
    return frozenset(found | ({Shut.CUSTODY} if not sees_custody or "" not in opens else set()))


def _by_person(rows: Iterable[R]) -> ByPerson[R]:
    found: ByPerson[R] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _said(actor: Staff, ids: list[UUID]) -> ByPerson[PartOfLife]:
    return _by_person(queries.of_people(access.visible(PartOfLife, by=actor, to=Do.SEE_ASSESSMENTS), ids))


def _needs(actor: Staff, ids: list[UUID]) -> ByPerson[Need]:
    if not access.may(actor, Do.SEE_PEOPLE):
        return defaultdict(list)
    rows = people.of_people(access.visible(Need, by=actor, to=Do.SEE_PEOPLE), ids)
    return _by_person(people.needs_now(rows))


def _told(actor: Staff, ids: list[UUID]) -> ByPerson[History]:
    return _by_person(queries.told(access.visible(History, by=actor, to=Do.SEE_ASSESSMENTS), ids))


def _stays(actor: Staff, ids: list[UUID]) -> ByPerson[Stay]:
    if not access.may(actor, Do.SEE_CUSTODY):
        return defaultdict(list)
    return _by_person(custody.newest_first(people.of_people(access.visible(Stay, by=actor, to=Do.SEE_CUSTODY), ids)))
