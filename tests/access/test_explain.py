"""Why a viewer sees a person, in words that the grants they stand on bear out."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, EveryoneFactory, GrantFactory, PersonFactory, acting, staff_of, worker_for
from throughline.access import explain
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.sharing.models import Grant, Restriction
from throughline.sharing.queries import open_at
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def open_grants(actor):
    return list(open_at(access.visible(Grant, by=actor, to=Do.SEE_SHARING), actor.asked_at))


def test_only_the_grants_one_stands_on_are_ones_reasons():
    person, team = PersonFactory(), EveryoneFactory()
    user, colleague = staff_of(team), staff_of(team)
    mine = GrantFactory(person=person, team=team)
    GrantFactory(person=person, team=EveryoneFactory())
    theirs = GrantFactory(
        person=person, team=team, reason="break_glass", only_for=colleague, ends_at=NOON + timedelta(hours=1)
    )

    assert explain.stood_on(open_grants(acting(user)), by=acting(user)) == [mine]
    assert {held.pk for held in explain.stood_on(open_grants(acting(colleague)), by=acting(colleague))} == {
        mine.pk,
        theirs.pk,
    }


def test_an_emergency_is_said_to_be_ones_own_with_its_end():
    team = EveryoneFactory()
    user = staff_of(team)
    held = GrantFactory(
        person=PersonFactory(), team=team, reason="break_glass", only_for=user, ends_at=NOON + timedelta(minutes=30)
    )

    said = explain.sentence(explain.because(held), today=TODAY)

    assert said.startswith(f"You alone, through Everyone, {team.organisation.name}")
    assert "until 12:30 on Mon 2 Mar. Reason: opened in an emergency." in said


@pytest.mark.parametrize(("tier", "leads"), [(1, False), (2, False), (3, True)])
def test_leading_is_the_highest_tier(tier, leads):
    person = PersonFactory()
    actor = acting(worker_for(person, tier=tier))

    assert explain.leads(person.pk, by=actor) is leads
    assert explain.any_leads(open_grants(actor)) is leads


def test_nobody_leads_a_record_that_is_closed_to_them(writer):
    person = PersonFactory()
    user = worker_for(person, tier=Tier.LEADS)
    with writer():
        Restriction.objects.create(person=person, kind="conflict", user=user, words="C", starts_at=NOON, made_by="T")

    assert explain.leads(person.pk, by=acting(user)) is False


def test_whether_sight_outlives_one_grant():
    person, team = PersonFactory(), EveryoneFactory()
    actor = acting(staff_of(team))
    first = GrantFactory(person=person, team=team)

    assert explain.sees_besides(first, by=actor) is False
    GrantFactory(person=person, team=team, reason="statutory")
    assert explain.sees_besides(first, by=actor) is True
