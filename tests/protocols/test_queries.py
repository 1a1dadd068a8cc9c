"""What we ask of versions and of those who work to them."""

from datetime import timedelta

import pytest

from tests.factories import TODAY, PartnershipFactory
from tests.factories.protocols import AdoptionFactory, SigningFactory, VersionFactory
from throughline.protocols import queries
from throughline.protocols.models import Adoption, Signing, Version

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def versions(partnership):
    return [VersionFactory(slug="ours", number=number, partnership=partnership) for number in (1, 2, 3)]


def ours(partnership):
    return Version.objects.filter(partnership=partnership)


def test_in_use_is_half_open(versions):
    AdoptionFactory(version_of=versions[0], starts_on=TODAY - WEEK, ends_on=TODAY)
    now = AdoptionFactory(version_of=versions[1], starts_on=TODAY, ends_on=TODAY + WEEK)
    later = AdoptionFactory(version_of=versions[2], starts_on=TODAY + WEEK)

    assert list(queries.in_use(Adoption.objects.all(), TODAY)) == [now]
    assert list(queries.to_come(Adoption.objects.all(), TODAY)) == [later]
    assert list(queries.in_use(Adoption.objects.all(), TODAY + WEEK)) == [later]


def test_what_never_began_is_not_to_come(versions):
    AdoptionFactory(version_of=versions[0], starts_on=TODAY + WEEK, ends_on=TODAY + WEEK)

    assert list(queries.to_come(Adoption.objects.all(), TODAY)) == []


def test_the_newest_of_each(versions, partnership):
    other = VersionFactory(slug="another", partnership=partnership)

    assert list(queries.newest(ours(partnership))) == [other, versions[2]]


def test_offered_leaves_out_what_was_retired(versions, partnership):
    VersionFactory(slug="ours", number=4, partnership=partnership, retired_on=TODAY)
    waiting = VersionFactory(slug="ours", number=5, partnership=partnership, retired_on=TODAY + WEEK)

    assert list(queries.offered(ours(partnership), TODAY)) == [waiting, *reversed(versions)]


def test_a_list_goes_on_after_any_of_its_rows(versions, partnership):
    rows = queries.newest_first(ours(partnership))

    assert list(queries.after(rows, versions[2])) == [versions[1], versions[0]]
    assert list(queries.after(rows, versions[0])) == []


def test_those_of_one_number_are_told_apart(partnership):
    same = [VersionFactory(slug="ours") for _ in range(3)]
    rows = queries.newest_first(Version.objects.filter(slug="ours"))

    first, *rest = list(rows)

    assert {first, *rest} == set(same)
    assert list(queries.after(rows, first)) == rest


def test_what_came_before_is_ours_or_what_it_began_from(versions, partnership):
    shipped = VersionFactory(slug="ours", number=1, partnership=None)
    VersionFactory(slug="ours", number=2)

    assert queries.before(Version.objects.all(), versions[2]).first() == versions[1]
    assert set(queries.before(Version.objects.all(), versions[1])) == {shipped, versions[0]}


def test_who_works_to_it_and_who_agreed(versions, partnership):
    adoption = AdoptionFactory(version_of=versions[0])
    later, first = SigningFactory(adoption=adoption, agreed_on=TODAY + WEEK), SigningFactory(adoption=adoption)
    AdoptionFactory()

    assert list(queries.of_version(Adoption.objects.all(), versions[0])) == [adoption]
    assert list(queries.of_partnership(Adoption.objects.all(), partnership.pk)) == [adoption]
    assert list(queries.signings_of(Signing.objects.all(), [adoption])) == [first, later]
