"""The runway of real people: what must be true by when, kept on their plan as facts and days change.

For each person the plan is kept or begun, put on the protocols that come to apply, and made to hold what the engine
says: running it again changes nothing. Steps added by hand move with the days they hang on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.runway.facts import facts_of
from throughline.journeys.runway.following import Follows, Offer, following, offers_of
from throughline.journeys.runway.known import Known, known_of
from throughline.journeys.runway.owners import Around, around_all, held_by
from throughline.journeys.runway_facts import person_of
from throughline.people.models import Person
from throughline.plans.actions import courses, planning, runway, tasks
from throughline.plans.actions.runway import Shift, Standing
from throughline.plans.hinges import Hinges, hinges_for, hinges_of
from throughline.plans.models import Plan
from throughline.protocols.engine.laying import lay
from throughline.protocols.models import Version
from throughline.protocols.shape import Runway, Value


def lay_runway(person: Person, *, by: Actor, at: datetime) -> list[Shift]:
    """Keep the runway of one person; return what became another."""
    return lay_runways([person.pk], by=by, at=at).get(person.pk, [])


@writes
def lay_runways(person_ids: Collection[UUID], *, by: Actor, at: datetime) -> dict[UUID, list[Shift]]:
    """Keep the runway of many people, in as many questions as for one; return what became another, by person.

    People are held in the order of their ids, so that two who do this at once do it one after the other. Nothing is
    asked any more of someone who died.
    """
    hinges = {pk: each for pk, each in hinges_for(planning.hold(person_ids)).items() if not each.died}
    planned = {pk: each for pk, each in hinges.items() if each.plan}
    shifts = tasks.retime_known(planned, by=by, at=at) if planned else []
    shifts += _lay(hinges, by=by, at=at)
    found: defaultdict[UUID, list[Shift]] = defaultdict(list)
    for shift in shifts:
        found[shift.task.person_id].append(shift)
    return dict(found)


@writes
def look(person: Person, at: datetime) -> Runway:
    """Return what the engine says of one person now, writing nothing. It holds steps a viewer may not see."""
    return look_with(person, (), at=at)


@writes
def look_with(person: Person, versions: Collection[Version], *, at: datetime) -> Runway:
    """Return what the engine would say were they on some versions too, in the place of those they are on."""
    today = localdate(at)
    hinges = hinges_of([person.pk])
    offer = offers_of(hinges, today=today)[person.pk]
    (stood,) = _standing(known_of(hinges), {person.pk: offer}, today=today)
    now = {each.version.slug: each for each in stood.follows}
    for version in versions:
        begun_on = now[version.slug].begun_on if version.slug in now else today
        now[version.slug] = Follows(version=version, begun_on=begun_on)
    return replace(stood, follows=tuple(now.values())).said()


@dataclass(frozen=True, kw_only=True)
class _Stood:
    """One person with their facts and the protocols they are on."""

    known: Known
    facts: Mapping[str, Value]
    follows: tuple[Follows, ...]

    def said(self) -> Runway:
        """Return what the engine says."""
        protocols = [each.protocol for each in self.follows]
        return lay(protocols, person_of(self.known, self.facts, self.follows))


def _standing(known: Mapping[UUID, Known], offers: Mapping[UUID, Offer], *, today: date) -> Iterator[_Stood]:
    for pk, each in known.items():
        facts = facts_of(each, today=today)
        yield _Stood(known=each, facts=facts, follows=tuple(following(offers[pk], facts, today=today)))


def _lay(hinges: Mapping[UUID, Hinges], *, by: Actor, at: datetime) -> list[Shift]:
    """Keep the steps of protocols for those who are on one, were, or come to be."""
    today = localdate(at)
    offers = {pk: offer for pk, offer in offers_of(hinges, today=today).items() if not offer.is_nothing}
    if not offers:
        return []
    known = known_of({pk: hinges[pk] for pk in offers})
    people = [each for each in _standing(known, offers, today=today) if each.follows or each.known.hinges.plan]
    plans = _plans([each.known.hinges for each in people], on=today, by=by, at=at)
    new = [(plans[pk], each.version) for pk, each in _new(people)]
    if new:
        courses.follow_many(new, begun_on=today, by=by, at=at)
    around = around_all({each.known.hinges.person.pk: each.known.hinges for each in people}, offers, at=at)
    standings = [_stands(each, plans, around) for each in people]
    return runway.keep_many(standings, by=by, at=at)


def _new(people: Iterable[_Stood]) -> Iterator[tuple[UUID, Follows]]:
    """Return the protocols people come to be on now, each with whose it is."""
    return ((each.known.hinges.person.pk, new) for each in people for new in each.follows if new.course is None)


def _stands(each: _Stood, plans: Mapping[UUID, Plan], around: Mapping[UUID, Around]) -> Standing:
    pk, said = each.known.hinges.person.pk, each.said()
    owners = {laid.key: held_by(laid.owner, around[pk]) for laid in said.laid}
    return Standing(plan=plans[pk], runway=said, owners=owners)


def _plans(people: Iterable[Hinges], *, on: date, by: Actor, at: datetime) -> dict[UUID, Plan]:
    """Return the plan of each person, begun today for those who had none."""
    begun, without = {}, []
    for hinges in people:
        if hinges.plan:
            begun[hinges.person.pk] = hinges.plan
        else:
            without.append((hinges.person, hinges.worked))
    new = planning.open_plans(without, on=on, by=by, at=at) if without else []
    return begun | {plan.person_id: plan for plan in new}
