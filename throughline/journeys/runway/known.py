"""Everything on record about some people that a protocol may ask about, read once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from throughline.assessments.models import History, PartOfLife
from throughline.assessments.weighing import Rows, Weighed, weigh
from throughline.custody.models import Movement
from throughline.custody.statuses import MovementKind
from throughline.housing.models import Home
from throughline.people.models import Need, PersonRecord, Relation
from throughline.people.statuses import RelationKind
from throughline.plans.hinges import Hinges

R = TypeVar("R", bound=PersonRecord)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one person. ``homes`` stand with the latest noted first."""

    hinges: Hinges
    parts: Mapping[str, PartOfLife]
    needs: tuple[Need, ...] = ()
    history: History | None = None
    children: tuple[Relation, ...] = ()
    homes: tuple[Home, ...] = ()
    recalled: bool = False

    @property
    def weighed(self) -> Weighed:
        """Whether the rules over several needs and over coming back often hold."""
        rows = Rows(parts=self.parts.values(), needs=self.needs, history=self.history, stays=self.hinges.stays)
        return weigh(rows)


def known_of(hinges: Mapping[UUID, Hinges]) -> dict[UUID, Known]:
    """Return what is known of some people, in as many questions as for one."""
    ids = list(hinges)
    parts = _by_person(
        PartOfLife.objects.select_related("by_user", "organisation").filter(person__in=ids, holds=True).order_by("id")
    )
    needs = _by_person(Need.objects.filter(person__in=ids, ended_on=None).order_by("noted_on", "id"))
    histories = {row.person_id: row for row in History.objects.filter(person__in=ids)}
    children = _by_person(
        Relation.objects.filter(person__in=ids, kind=RelationKind.CHILD, ended_on=None).order_by("id")
    )
    homes = _by_person(Home.objects.filter(person__in=ids).order_by("-noted_on", "-id"))
    recalled = _recalled(hinges)
    return {
        pk: Known(
            hinges=each,
            parts={row.pathway: row for row in parts[pk]},
            needs=tuple(needs[pk]),
            history=histories.get(pk),
            children=tuple(children[pk]),
            homes=tuple(homes[pk]),
            recalled=pk in recalled,
        )
        for pk, each in hinges.items()
    }


def _recalled(hinges: Mapping[UUID, Hinges]) -> set[UUID]:
    """Return those whose latest stay began with a recall."""
    latest = [each.stay.pk for each in hinges.values() if each.stay]
    movements = Movement.objects.filter(stay__in=latest, kind=MovementKind.RECALL)
    return set(movements.values_list("person_id", flat=True))


def _by_person(rows: Iterable[R]) -> defaultdict[UUID, list[R]]:
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found
