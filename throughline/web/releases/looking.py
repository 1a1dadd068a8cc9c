"""What a viewer asked of the board, and everyone who fits it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from throughline.foundations.actors import Staff
from throughline.web.assessments.weighing import weigh_people
from throughline.web.releases import forms, gathering
from throughline.web.releases.cells import Bed
from throughline.web.releases.leavers import Leaver
from throughline.web.releases.narrowing import MULTIPLE, NO_ADDRESS, SHOWS, Asked, narrowed
from throughline.web.releases.scopes import PRISON, Scope, chosen, scopes

OLD = timedelta(hours=36)
"""Prison records are sent each night: older than this, at least one night's are missing. Our setting."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was asked and what was found. ``everyone`` are all of the scope, before it was narrowed.

    ``as_of`` is when the newest of what prisons said was so, None where nobody was found.
    """

    actor: Staff
    today: date
    scope: Scope
    scopes: list[Scope]
    asked: Asked
    everyone: list[Leaver]
    leaving: list[Leaver]
    any_day: list[Leaver]
    passed: list[Leaver]
    beds: Mapping[UUID, Bed]
    more: bool

    @property
    def form(self) -> forms.BoardForm:
        """The filter, as it was asked."""
        return forms.BoardForm(self.asked, scope=self.scope, scopes=self.scopes, people=self.everyone)

    @property
    def query(self) -> str:
        """Say what was asked, for links to the same people."""
        return urlencode({"of": self.scope.key, **self.asked.query})

    @property
    def newest(self) -> Leaver | None:
        return max(self.everyone, key=lambda one: one.as_of, default=None)

    @property
    def is_old(self) -> bool:
        """Whether what the prison said is older than a night."""
        newest = self.newest
        asked_at: datetime = self.actor.asked_at
        return self.scope.kind == PRISON and newest is not None and asked_at - newest.as_of > OLD

    @property
    def elsewhere(self) -> bool:
        """Whether the prison is not the viewer's own, so that others may leave of whom they are not told."""
        return self.scope.kind == PRISON and self.scope.organisation_id != self.actor.organisation_id

    @property
    def bare(self) -> list[Leaver]:
        """Those who leave with no address."""
        return [one for one in self.leaving if self.beds[one.person_id].none]


def look(query: QueryDict, actor: Staff, *, today: date) -> Looked:
    """Return what was asked for, and everyone who fits it.

    Raises:
        NotAllowed: the viewer's job does not include releases.
    """
    offered = scopes(actor)
    scope = chosen(offered, query.get("of", ""), actor=actor)
    asked = _asked(query)
    found = gathering.gather(actor, scope, asked, today=today)
    everyone = [*found.leaving, *found.any_day]
    asked = _sensible(asked, everyone)
    leaving, any_day = narrowed(found.leaving, asked), narrowed(found.any_day, asked)
    if asked.by_rule:
        fits = _by_rule(actor, [*leaving, *any_day], asked)
        leaving, any_day = _only(leaving, fits), _only(any_day, fits)
    slept = {
        one.person_id: found.around[one.person_id].bed(release_on=one.on or today, today=today)
        for one in (*leaving, *any_day)
    }
    if asked.show == NO_ADDRESS:
        bare = {pk for pk, bed in slept.items() if bed.none}
        leaving, any_day = _only(leaving, bare), _only(any_day, bare)
    return Looked(
        actor=actor,
        today=today,
        scope=scope,
        scopes=offered,
        asked=asked,
        everyone=everyone,
        leaving=leaving,
        any_day=any_day,
        passed=narrowed(found.passed, asked),
        beds=slept,
        more=found.more,
    )


def _asked(query: QueryDict) -> Asked:
    show = query.get("show", "")
    names = {name: query.get(name, "") for name in ("hall", "area", "worker")}
    return Asked(**names, show=show if show in SHOWS else "")


def _sensible(asked: Asked, everyone: Iterable[Leaver]) -> Asked:
    """Leave out what nobody here fits by name: a hall or a worker that a link made up narrows nothing."""
    people = list(everyone)
    offered = {"hall": forms.halls(people), "area": forms.areas(people), "worker": forms.workers(people)}
    wrong = {name for name, choices in offered.items() if getattr(asked, name) not in {pk for pk, _ in choices}}
    return replace(asked, **dict.fromkeys(wrong, ""))


def _by_rule(actor: Staff, people: Iterable[Leaver], asked: Asked) -> set[UUID]:
    weighed = weigh_people(actor, [one.person_id for one in people])
    multiple = asked.show == MULTIPLE
    return {
        pk
        for pk, found in weighed.items()
        if (found.multiple_needs if multiple else found.revolving_door).holds is True
    }


def _only(people: Iterable[Leaver], fits: set[UUID]) -> list[Leaver]:
    return [one for one in people if one.person_id in fits]
