"""Who sees which notices, with the database's lock alone."""

import pytest

from tests.factories import NOON, GrantFactory, PersonFactory, TeamFactory, acting, staff_of
from throughline.notices import actions
from throughline.notices.models import Notice
from throughline.sharing.models import Restriction
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def told(team, person):
    actions.tell_teams([team.pk], kind="t", subject="S", body="B", person_id=person.pk, at=NOON)


def test_a_team_sees_its_own_notices_and_no_others():
    mine, other, person = TeamFactory(), TeamFactory(), PersonFactory()
    told(mine, person)
    told(other, person)
    acting(staff_of(mine))

    assert [notice.to_team_id for notice in Notice.objects.all()] == [mine.pk]


def test_those_who_lead_a_record_see_who_was_told_of_it():
    leads, other, person = TeamFactory(), TeamFactory(), PersonFactory()
    GrantFactory(person=person, team=leads, tier=Tier.LEADS)
    told(other, person)
    acting(staff_of(leads))

    assert Notice.objects.count() == 1


@pytest.mark.parametrize("tier", [Tier.WORKS_WITH, Tier.LEADS])
def test_a_record_closed_to_someone_keeps_its_notices_from_them(writer, tier):
    team, person = TeamFactory(), PersonFactory()
    GrantFactory(person=person, team=team, tier=tier)
    user = staff_of(team)
    told(team, person)
    with writer():
        Restriction.objects.create(
            person=person, kind="conflict", user=user, words="Cousins", starts_at=NOON, made_by="T"
        )
    acting(user)

    assert not Notice.objects.exists()
