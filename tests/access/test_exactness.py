"""Whatever happens to grants and restrictions, both locks show exactly what a few lines of plain Python would.

The first lock is tried alone, under a role that row security lets past; the second alone, with no filter in the query.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    NOON,
    ContactPointFactory,
    EveryoneFactory,
    PersonFactory,
    SensitiveFactFactory,
    StayFactory,
    TeamFactory,
    acting,
    staff_of,
)
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.models import Team, User
from throughline.custody.models import Stay
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writing
from throughline.people.models import ContactPoint, Person, SensitiveFact
from throughline.sharing.actions import emergencies, grants, restrictions
from throughline.sharing.models import Grant, Restriction
from throughline.sharing.rules import EMERGENCY, UNREVIEWED_AT_MOST
from throughline.sharing.statuses import Compartment, GrantReason, Tier

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("THROUGHLINE_EXAMPLES", "20"))
PEOPLE, TEAMS, USERS = range(2), range(3), range(3)
KINDS = {Person: (1, ""), Stay: (2, ""), ContactPoint: (2, "contact"), SensitiveFact: (2, "sensitive")}
WORDS = "Because of a test of the rules"

part = st.sampled_from(["contact", "sensitive"])
person, team, user = (st.sampled_from(each) for each in (PEOPLE, TEAMS, USERS))
step = st.one_of(
    st.tuples(
        st.just("grant"), person, team, st.sampled_from([1, 2, 3]), st.sets(part), st.none() | st.integers(1, 90)
    ),
    st.tuples(st.just("end"), st.integers(0, 9)),
    st.tuples(st.just("close"), person, user),
    st.tuples(st.just("limit"), person, st.sets(user, min_size=1)),
    st.tuples(st.just("allow"), st.integers(0, 5), user),
    st.tuples(st.just("lift"), st.integers(0, 5)),
    st.tuples(st.just("break"), person, user),
    st.tuples(st.just("wait"), st.integers(1, 90)),
)


@dataclass(frozen=True)
class Held:
    """A grant, as plainly as it can be said; instants are minutes."""

    person: int
    team: int
    tier: int
    parts: frozenset[str]
    start: int
    end: int | None
    only: int | None = None

    def holds(self, now: int) -> bool:
        return self.start <= now and (self.end is None or self.end > now)


@dataclass(frozen=True)
class Shut:
    """A restriction: to one member of staff, or to all but some."""

    person: int
    only: int | None
    allowed: frozenset[int]
    end: int | None = None


@dataclass
class Plain:
    """What should be so."""

    now: int = 0
    held: list[Held] = field(default_factory=list)
    shut: list[Shut] = field(default_factory=list)
    broken: dict[int, int] = field(default_factory=lambda: dict.fromkeys(USERS, 0))

    # The first user is in the casework team 1 beside everyone's team 0; the second only in 0; the third in 2.
    stands_on = ({0, 1}, {0}, {2})

    def sees(self, who: int, whom: int, tier: int, compartment: str) -> bool:
        for one in self.shut:
            if (
                one.person == whom
                and one.end is None
                and (one.only == who or (one.only is None and who not in one.allowed))
            ):
                return False
        return any(
            grant.person == whom
            and grant.team in self.stands_on[who]
            and grant.only in (None, who)
            and grant.tier >= tier
            and (not compartment or compartment in grant.parts)
            and grant.holds(self.now)
            for grant in self.held
        )


@dataclass
class Real:
    """The same, in the database."""

    people: list[Person]
    teams: list[Team]
    users: list[User]
    grants: list[Grant] = field(default_factory=list)
    shut: list[Restriction] = field(default_factory=list)

    def at(self, plain: Plain) -> datetime:
        return NOON + timedelta(minutes=plain.now)


def a_world() -> Real:
    people = [PersonFactory() for _ in PEOPLE]
    for each in people:
        StayFactory(person=each)
        ContactPointFactory(person=each)
        SensitiveFactFactory(person=each)
    everyone = EveryoneFactory()
    casework = TeamFactory(organisation=everyone.organisation)
    elsewhere = EveryoneFactory()
    users = [staff_of(casework), staff_of(everyone), staff_of(elsewhere)]
    return Real(people, [everyone, casework, elsewhere], users)


def grant(real: Real, plain: Plain, whom: int, which: int, tier: int, parts: set[str], minutes: int | None) -> None:
    at = real.at(plain)
    new = grants.NewGrant(
        person=real.people[whom],
        team=real.teams[which],
        tier=tier,
        compartments=sorted(parts),
        reason=GrantReason.REGISTERED,
        ends_at=at + timedelta(minutes=minutes) if minutes else None,
    )
    real.grants.append(grants.grant(new, by=SYSTEM, at=at))
    plain.held = [
        replace(one, end=plain.now)
        if (one.person, one.team, one.only) == (whom, which, None) and one.holds(plain.now)
        else one
        for one in plain.held
    ]
    end = plain.now + minutes if minutes else None
    plain.held.append(Held(whom, which, tier, frozenset(parts), plain.now, end))


def end(real: Real, plain: Plain, index: int) -> None:
    if index < len(real.grants):
        grants.end_grant(real.grants[index], why=WORDS, at=real.at(plain), by=SYSTEM)
        one = plain.held[index]
        plain.held[index] = replace(one, end=plain.now) if one.end is None or one.end > plain.now else one


def close(real: Real, plain: Plain, whom: int, who: int) -> None:
    if not any((one.person, one.only, one.end) == (whom, who, None) for one in plain.shut):
        real.shut.append(
            restrictions.close_to(real.people[whom], user=real.users[who], words=WORDS, by=SYSTEM, at=real.at(plain))
        )
        plain.shut.append(Shut(whom, who, frozenset()))


def limit(real: Real, plain: Plain, whom: int, allowed: set[int]) -> None:
    if not any((one.person, one.only, one.end) == (whom, None, None) for one in plain.shut):
        named = [real.users[each] for each in sorted(allowed)]
        real.shut.append(
            restrictions.limit(real.people[whom], words=WORDS, allowed=named, by=SYSTEM, at=real.at(plain))
        )
        plain.shut.append(Shut(whom, None, frozenset(allowed)))


def allow(real: Real, plain: Plain, index: int, who: int) -> None:
    if index < len(plain.shut) and plain.shut[index].only is None and plain.shut[index].end is None:
        restrictions.allow(real.shut[index], user=real.users[who], by=SYSTEM, at=real.at(plain))
        plain.shut[index] = replace(plain.shut[index], allowed=plain.shut[index].allowed | {who})


def lift(real: Real, plain: Plain, index: int) -> None:
    if index < len(plain.shut):
        restrictions.lift(real.shut[index], by=SYSTEM, at=real.at(plain))
        plain.shut[index] = replace(plain.shut[index], end=plain.now)


def break_glass(real: Real, plain: Plain, whom: int, who: int) -> None:
    through, at = min(plain.stands_on[who]), real.at(plain)
    there = any((one.person, one.only) == (whom, who) and one.holds(plain.now) for one in plain.held)
    try:
        opened = emergencies.break_glass(
            real.people[whom], user=real.users[who], team=real.teams[through], reason=WORDS, review_by=at.date(),
            by=SYSTEM, at=at,
        )  # fmt: skip
    except Refused:
        assert plain.broken[who] >= UNREVIEWED_AT_MOST
        return
    if there:
        return
    assert plain.broken[who] < UNREVIEWED_AT_MOST
    plain.broken[who] += 1
    real.grants.append(opened.grant)
    minutes = int(EMERGENCY.total_seconds() // 60)
    parts = frozenset(map(str, Compartment.values))
    plain.held.append(Held(whom, through, Tier.WORKS_WITH, parts, plain.now, plain.now + minutes, only=who))


def wait(real: Real, plain: Plain, minutes: int) -> None:
    plain.now += minutes


DO: dict[str, Callable[..., None]] = {
    "grant": grant, "end": end, "close": close, "limit": limit, "allow": allow, "lift": lift, "break": break_glass,
    "wait": wait,
}  # fmt: skip


def check(real: Real, plain: Plain) -> None:
    """Compare what each of the staff sees of each kind of record with what they should, through each lock alone."""
    for who, user in enumerate(real.users):
        actor = acting(user, at=real.at(plain))
        for kind, (tier, compartment) in KINDS.items():
            column = "pk" if kind is Person else "person_id"
            expected = {real.people[whom].pk for whom in PEOPLE if plain.sees(who, whom, tier, compartment)}
            with writing():
                first = set(access.visible(kind, by=actor, to=Do.SEE_PEOPLE).values_list(column, flat=True))
            second = set(kind._default_manager.values_list(column, flat=True))
            assert first == expected, f"the filter of {kind.__name__} for user {who}"
            assert second == expected, f"row security of {kind.__name__} for user {who}"


@given(st.lists(step, max_size=12))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_both_locks_agree_with_plain_python_whatever_happens(steps):
    with transaction.atomic():
        real, plain = a_world(), Plain()
        check(real, plain)

        for name, *facts in steps:
            DO[name](real, plain, *facts)
            check(real, plain)

        transaction.set_rollback(True)


@pytest.mark.parametrize(("minutes", "seen"), [(0, True), (59, True), (60, False), (61, False)])
def test_an_hour_opened_in_an_emergency_is_half_open(minutes, seen):
    real, plain = a_world(), Plain()
    break_glass(real, plain, 0, 2)

    plain.now = minutes

    check(real, plain)
    assert plain.sees(2, 0, 2, "sensitive") is seen
