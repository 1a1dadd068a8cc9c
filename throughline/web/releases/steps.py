"""The steps of people's plans, as the board needs them, and how many have each must-have: two questions for all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.statuses import Department, TeamKind
from throughline.foundations.actors import Staff
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES
from throughline.protocols.statuses import MustHave
from throughline.web.releases.cells import OF_HEALTH, Bed, Step
from throughline.web.releases.leavers import Leaver

PRIVATE = "A step of their plan"
"""What a list says of a step in a part of the record that not everyone may see: that there is one, never what."""

LONGEST_NAME = 60


def visible(actor: Staff) -> QuerySet[Task]:
    """Return the steps a viewer may see of plans that go on."""
    return access.visible(Task, by=actor, to=Do.SEE_RELEASES).filter(plan__ended_on=None)


def steps(actor: Staff, ids: Collection[UUID]) -> dict[UUID, list[Step]]:
    """Return every step of some people's plans, by person, the first due first."""
    rows = visible(actor).filter(person__in=list(ids)).order_by("due_on", "id")
    found: dict[UUID, list[Step]] = defaultdict(list)
    for person_id, owner, *facts in rows.values_list("person_id", _OWNER, *_FACTS):
        found[person_id].append(_plain(owner, *facts))
    return found


_FACTS = ("pk", "key", "title", "compartment", "must_have", "state", "progress", "due_on", "needs", "takes")
_NAMED_TEAM = Case(When(~Q(team__kind=TeamKind.EVERYONE), then="team__name"))
_OWNER = Coalesce("user__name", NullIf("department", Value("")), _NAMED_TEAM, "organisation__name", Value(""))


def _plain(
    owner: str,
    pk: UUID,
    key: str,
    title: str,
    compartment: str,
    must_have: str,
    state: str,
    progress: str,
    due_on: date | None,
    needs: Sequence[str],
    takes: int,
) -> Step:
    return Step(
        pk=pk,
        key=key,
        name=name_of(title, compartment=compartment, must_have=must_have),
        must_have=must_have,
        state=state,
        words="",
        progress=progress,
        due_on=due_on,
        needs=tuple(needs),
        takes=takes,
        whose=_DEPARTMENTS.get(owner, owner) or "The person",
        private=bool(compartment),
    )


_DEPARTMENTS = {each.value: each.label for each in Department}


def step(row: Task) -> Step:
    """Return a step as the board needs it."""
    return Step(
        pk=row.pk,
        key=row.key,
        name=name_of(row.title, compartment=row.compartment, must_have=row.must_have),
        must_have=row.must_have,
        state=row.state,
        words="" if row.compartment else row.state_words,
        progress=row.progress,
        due_on=row.due_on,
        needs=tuple(row.needs),
        takes=row.takes,
        whose=whose(row),
        private=bool(row.compartment),
    )


def name_of(title: str, *, compartment: str, must_have: str) -> str:
    """Name a step on a list: nothing of health, family or history is told there beyond which must-have it is for."""
    if compartment:
        return MustHave(must_have).label if must_have else PRIVATE
    return title if len(title) <= LONGEST_NAME else f"{title[: LONGEST_NAME - 1].rstrip()}…"


def whose(row: Task) -> str:
    """Say who owes a step, in as few words as tell it."""
    if row.user:
        return row.user.name
    if row.department:
        return Department(row.department).label
    named = row.organisation if row.team is None or row.team.kind == TeamKind.EVERYONE else row.team
    return named.name if named else "The person"


def in_place(
    actor: Staff, people: Iterable[Leaver], beds: Mapping[UUID, Bed], *, today: date
) -> dict[str, tuple[int, int]]:
    """Count, for each must-have, who has it or does not need it, of those the viewer may know that of."""
    everyone = list(people)
    counts = _counts(actor, [one.person_id for one in everyone])
    told = sum(one.opens_needs for one in everyone)
    found = {need: (counts.get(need, 0), told if need in OF_HEALTH else len(everyone)) for need in MustHave}
    found[MustHave.ADDRESS] = (sum(beds[one.person_id].state == "in_place" for one in everyone), len(everyone))
    return {need.value: numbers for need, numbers in found.items()}


def _counts(actor: Staff, ids: list[UUID]) -> dict[str, int]:
    booked = Q(must_have=MustHave.FIRST_WEEK) & ~Q(progress="")
    lacking = Count("person_id", distinct=True, filter=Q(state__in=OPEN_STATES) & ~booked)
    wanted = visible(actor).filter(person__in=ids).exclude(must_have="").order_by()
    rows = wanted.values_list("must_have").annotate(everyone=Count("person_id", distinct=True), lacking=lacking)
    return {need: everyone - short for need, everyone, short in rows}
