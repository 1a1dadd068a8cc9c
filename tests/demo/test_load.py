"""The demo loads whole, everyone in it can sign in, and it never loads over anything."""

import pytest

from tests.factories import NOON, OrganisationFactory
from throughline.access.roles import roles
from throughline.agencies.models import Partnership, User
from throughline.custody.models import Stay
from throughline.demo.cast import CAST, PASSWORD
from throughline.demo.load import load
from throughline.foundations.errors import Refused
from throughline.people.models import Person
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


def test_there_is_a_player_for_every_role():
    assert {player.role for player in CAST} == set(roles())


def test_the_demo_never_loads_over_anything():
    OrganisationFactory()

    with pytest.raises(Refused, match="something here already"):
        load(at=NOON, say=lambda line: None)
