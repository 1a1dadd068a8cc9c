"""The demo loads whole, everyone in it can sign in, and it never loads over anything."""

import pytest

from tests.factories import NOON, OrganisationFactory
from throughline.access.roles import roles
from throughline.agencies.models import Partnership, User
from throughline.custody.models import Round, RoundRow, Stay
from throughline.demo.cast import CAST, PASSWORD
from throughline.demo.load import load
from throughline.demo.runway.gate import OWN_PROTOCOL
from throughline.demo.working.aaron import SPIN
from throughline.foundations.errors import Refused
from throughline.housing.models import CouncilWay, Home
from throughline.housing.statuses import Sure
from throughline.meetings.models import BarrierHit, Decision, Meeting, TalkedAbout
from throughline.people.models import Identifier, Person
from throughline.plans.models import Course, Task
from throughline.plans.rules import OPEN_STATES
from throughline.protocols.models import Adoption, Version
from throughline.sharing.models import BreakGlass, Grant, Restriction

pytestmark = pytest.mark.django_db


def test_the_demo_is_a_whole_partnership(writer):
    load(at=NOON, say=lambda line: None)

    with writer():
        assert 1200 <= Person.objects.count() <= 1400
        assert Stay.objects.filter(ended_on=None).values("prison").distinct().count() >= 2
        assert Partnership.objects.count() == 2
        assert {user.role for user in User.objects.all()} == set(roles())
        assert all(user.check_password(PASSWORD) for user in User.objects.filter(is_active=True)[:2])
        assert Grant.objects.exists()
        assert BreakGlass.objects.exists()
        assert Restriction.objects.count() == 2
        _check_the_way_out()


def test_there_is_a_player_for_every_role():
    assert {player.role for player in CAST} == set(roles())


def test_the_demo_never_loads_over_anything():
    OrganisationFactory()

    with pytest.raises(Refused, match="something here already"):
        load(at=NOON, say=lambda line: None)


def _check_the_way_out():
    """See that the way out is laid: protocols, runways, homes, a panel, barriers and a round that waits."""
    aaron = Identifier.objects.get(value=SPIN).person
    shipped = Version.objects.filter(partnership=None).count()
    assert Adoption.objects.filter(ends_on=None).count() == shipped
    assert set(Version.objects.filter(slug=OWN_PROTOCOL).values_list("number", flat=True)) == {1, 2}
    assert Course.objects.filter(ended_on=None).values("person").distinct().count() >= 100
    waits = Task.objects.filter(person=aaron, state__in=OPEN_STATES)
    assert {"id.proof", "bank.account", "release.ready"} <= set(waits.values_list("key", flat=True))
    assert not waits.filter(key="home.first_night").exists()
    assert Home.objects.filter(person=aaron, sure=Sure.AGREED, provider__name="Northgate Homes").exists()
    assert CouncilWay.objects.count() == 4
    assert Decision.objects.filter(person=aaron, task__state__in=OPEN_STATES).count() == 1
    assert TalkedAbout.objects.filter(person=aaron).values("meeting").distinct().count() == Meeting.objects.count() == 2
    assert BarrierHit.objects.filter(person=aaron).exists()
    assert RoundRow.objects.filter(round=Round.objects.get()).count() >= 5
