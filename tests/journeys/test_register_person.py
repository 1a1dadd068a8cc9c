"""Someone new to us is registered, told as a story."""

from datetime import date

import pytest

from tests.factories import (
    NOON,
    AreaFactory,
    EveryoneFactory,
    TeamFactory,
    acting,
    staff_of,
)
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.models import JournalEntry
from throughline.journeys.register_person import register_person
from throughline.people.actions.registering import AlreadyKnown
from throughline.people.models import Identifier, Person
from throughline.people.rules import NewIdentifier, NewName, NewPerson
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db
NEW = NewPerson(
    names=(NewName(kind="legal", given="Ewan", family="Quigley"),),
    born_on=date(1994, 5, 4),
    identifiers=(NewIdentifier(kind="prison_number", value="A1234BC"),),
)


def test_the_team_that_met_them_leads_and_sees_all_of_the_record_and_nobody_else_sees_it(writer):
    area = AreaFactory()
    everyone = EveryoneFactory()
    team = TeamFactory(organisation=everyone.organisation)
    worker, elsewhere = staff_of(team), staff_of(EveryoneFactory())

    new = NewPerson(names=NEW.names, identifiers=NEW.identifiers, home_area_id=area.pk)
    person = register_person(new, source="They told us", by=acting(worker), at=NOON)

    with writer():
        grant = Grant.objects.get()
        said = set(JournalEntry.objects.filter(person_id=person.pk).values_list("what", flat=True))
        by = set(JournalEntry.objects.filter(person_id=person.pk).values_list("by_words", flat=True))
    assert (grant.team_id, grant.tier, grant.reason) == (team.pk, Tier.LEADS, "registered")
    assert set(grant.compartments) == set(Compartment.values)
    assert said == {"people.registered", "sharing.granted"}
    assert by == {f"{worker.name}, {worker.organisation.name}"}
    seen = access.visible(Identifier, by=acting(worker), to=Do.SEE_PEOPLE)
    assert [row.person_id for row in seen] == [person.pk]
    assert access.get(Person, person.pk, by=acting(worker), to=Do.SEE_PEOPLE).home_area_id == area.pk
    assert list(access.visible(Person, by=acting(elsewhere), to=Do.SEE_PEOPLE)) == []


def test_someone_in_no_casework_team_registers_for_everyone_they_work_with(writer):
    everyone = EveryoneFactory()
    TeamFactory(organisation=everyone.organisation)

    register_person(NEW, source="They told us", by=acting(staff_of(everyone)), at=NOON)

    with writer():
        assert Grant.objects.get().team_id == everyone.pk


def test_a_number_that_is_known_registers_nobody_and_opens_nothing(writer):
    by = acting(staff_of(EveryoneFactory()))
    first = register_person(NEW, source="They told us", by=by, at=NOON)
    other = acting(staff_of(EveryoneFactory()))

    with pytest.raises(AlreadyKnown) as refusal:
        register_person(NEW, source="They told us", by=other, at=NOON)

    assert refusal.value.person_id == first.pk
    with writer():
        assert (Person.objects.count(), Grant.objects.count()) == (1, 1)
