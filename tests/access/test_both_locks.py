"""A viewer sees what grants give, no more, with either lock alone."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.factories import (
    NOON,
    ContactPointFactory,
    EveryoneFactory,
    GrantFactory,
    PersonFactory,
    StayFactory,
    UserFactory,
    acting,
    staff_of,
    worker_for,
)
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody.models import Stay
from throughline.foundations.errors import NotFound
from throughline.people.models import ContactPoint, Person
from throughline.sharing.models import Restriction
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_nobody_through_either_lock():
    PersonFactory()
    actor = acting(UserFactory())

    assert list(access.visible(Person, by=actor, to=Do.SEE_PEOPLE)) == []
    assert list(Person.objects.all()) == []


def test_a_grant_opens_the_person_through_both_locks():
    person = PersonFactory()
    PersonFactory()
    actor = acting(worker_for(person))

    assert list(access.visible(Person, by=actor, to=Do.SEE_PEOPLE)) == [person]
    assert list(Person.objects.all()) == [person]


def test_a_grant_that_knows_of_someone_shows_no_stay():
    stay = StayFactory()
    actor = acting(worker_for(stay.person, tier=Tier.KNOWS_OF))

    assert list(access.visible(Stay, by=actor, to=Do.SEE_CUSTODY)) == []
    assert list(Stay.objects.all()) == []


def test_a_compartment_opens_only_by_name():
    contact = ContactPointFactory()
    actor = acting(worker_for(contact.person, parts=["family"]))

    assert list(access.visible(ContactPoint, by=actor, to=Do.SEE_PEOPLE)) == []
    assert list(ContactPoint.objects.all()) == []


def test_a_grant_that_ended_shows_nothing():
    person = PersonFactory()
    team = EveryoneFactory()
    GrantFactory(person=person, team=team, ends_at=NOON)
    actor = acting(staff_of(team))

    assert list(Person.objects.all()) == []
    with pytest.raises(NotFound):
        access.get(Person, person.pk, by=actor, to=Do.SEE_PEOPLE)


def test_a_conflict_closes_the_record_to_one_member_of_staff(writer):
    person = PersonFactory()
    user = worker_for(person)
    with writer():
        Restriction.objects.create(
            person=person, kind="conflict", user=user, words="Cousins", starts_at=NOON, made_by="T"
        )

    actor = acting(user, at=NOON + timedelta(minutes=1))

    assert list(access.visible(Person, by=actor, to=Do.SEE_PEOPLE)) == []
    assert list(Person.objects.all()) == []


def test_nobody_signed_in_means_nobody_seen():
    PersonFactory()

    assert list(Person.objects.all()) == []


def test_pages_cannot_write_a_record():
    person = PersonFactory()
    acting(worker_for(person))

    with pytest.raises(ProgrammingError, match="permission denied"):
        Person.objects.filter(pk=person.pk).update(shown_name="Changed")


@pytest.mark.django_db(transaction=True)
def test_who_is_looking_ends_with_the_transaction():
    person = PersonFactory()
    with transaction.atomic():
        acting(worker_for(person))
        seen = Person.objects.count()

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('throughline.teams', true)")
        (left,) = cursor.fetchone() or ("",)
    assert (seen, left, Person.objects.count()) == (1, "", 0)
