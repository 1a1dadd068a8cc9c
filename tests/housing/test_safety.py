"""Places they are not safe in, providers that will not house them, and how councils take applications."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, TODAY, AreaFactory, PersonFactory, UserFactory, acting
from tests.factories.housing import CouncilWayFactory, ExclusionFactory, UnsafePlaceFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.housing import queries
from throughline.housing.actions import safety, ways
from throughline.housing.actions.safety import NewExclusion
from throughline.housing.actions.ways import WayFacts
from throughline.housing.models import CouncilWay, Exclusion, UnsafePlace

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
BEFORE, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_an_unsafe_place_is_kept_and_its_words_stay_out_of_the_journal():
    row = safety.note_unsafe(
        PersonFactory(), words="The flat above the shop", exploitation=True, source="Herself", on=TODAY, **BY
    )

    entry = JournalEntry.objects.get()
    assert (row.exploitation, row.noted_on) == (True, TODAY)
    assert (entry.compartment, entry.facts) == ("sensitive", {"on": "2026-03-02"})


@pytest.mark.parametrize(("facts", "field"), [({"words": " "}, "words"), ({"on": LATER}, "on")])
def test_an_unsafe_place_that_cannot_be_is_refused(facts, field):
    with pytest.raises(Refused) as refused:
        safety.note_unsafe(PersonFactory(), **{"words": "x", "source": "x", "on": TODAY, **BY, **facts})

    assert refused.value.field == field


def test_an_unsafe_place_ends_once():
    row = UnsafePlaceFactory()

    with pytest.raises(Refused, match="before it began"):
        safety.end_unsafe(row, on=BEFORE, version=1, **BY)
    assert safety.end_unsafe(row, on=TODAY, version=1, **BY).ended_on == TODAY
    with pytest.raises(Refused, match="ended already"):
        safety.end_unsafe(row, on=TODAY, version=2, **BY)
    assert not queries.not_ended(UnsafePlace.objects.all()).exists()


def new(**facts):
    return NewExclusion(
        **{"provider_words": "Key House", "reason": "Arrears", "from_on": TODAY, "source": "Key House", **facts}
    )


def test_an_exclusion_is_kept_looked_at_and_ended():
    row = safety.note_exclusion(PersonFactory(), new=new(look_again_on=LATER), **BY)

    stays = safety.look_again(row, look_again_on=date(2026, 9, 1), words="Not yet", version=1, **BY)
    over = safety.end_exclusion(stays, on=TODAY, words="They would house her now", version=2, **BY)

    assert (over.ended_on, over.look_again_on, over.ended_words) == (TODAY, None, "They would house her now")
    assert set(JournalEntry.objects.values_list("compartment", flat=True)) == {"sensitive"}
    assert safety.excluding(over) == "Key House"
    with pytest.raises(Refused, match="ended already"):
        safety.look_again(over, look_again_on=None, words="x", version=3, **BY)
    with pytest.raises(Refused, match="ended already"):
        safety.end_exclusion(over, on=TODAY, words="x", version=3, **BY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"provider_words": ""}, "provider"),
        ({"reason": ""}, "reason"),
        ({"from_on": LATER}, "from_on"),
        ({"look_again_on": TODAY}, "look_again_on"),
    ],
)
def test_an_exclusion_that_cannot_be_is_refused(facts, field):
    with pytest.raises(Refused) as refused:
        safety.note_exclusion(PersonFactory(), new=new(**facts), **BY)

    assert refused.value.field == field


def test_looking_again_says_what_was_said_and_when_next():
    row = ExclusionFactory()

    with pytest.raises(Refused, match="Say what the provider said"):
        safety.look_again(row, look_again_on=None, words="", version=1, **BY)
    with pytest.raises(Refused, match="later day"):
        safety.look_again(row, look_again_on=TODAY, words="No", version=1, **BY)
    with pytest.raises(Refused, match="Say what changed"):
        safety.end_exclusion(row, on=TODAY, words="", version=1, **BY)


def test_exclusions_that_are_due_to_be_looked_at_are_found():
    due = ExclusionFactory(look_again_on=TODAY)
    ExclusionFactory(look_again_on=LATER)
    ExclusionFactory()

    assert list(queries.to_look_at(Exclusion.objects.all(), TODAY)) == [due]


def way(**facts):
    return WayFacts(
        **{"before_release": "yes", "phone": "0131 496 0000", "source": "Its page", "checked_on": TODAY, **facts}
    )


def test_how_a_council_takes_applications_is_kept_and_changed():
    user, area = UserFactory(), AreaFactory(name="Fife")

    row = ways.set_council_way(area, facts=way(weeks_before=8), version=None, by=acting(user), at=NOON)
    changed = ways.set_council_way(area, facts=way(before_release="no"), version=1, **BY)

    assert (row.pk, row.checked_by) == (changed.pk, user)
    assert (changed.before_release, changed.weeks_before, changed.checked_by, changed.version) == ("no", None, None, 2)
    assert JournalEntry.objects.filter(what="housing.way_checked", person_id=None).count() == 2
    assert list(queries.way_of(CouncilWay.objects.all(), area)) == [changed]
    assert not queries.way_of(CouncilWay.objects.all(), None).exists()


@pytest.mark.parametrize("version", [None, 2])
def test_a_way_that_someone_else_changed_is_stale(version):
    row = CouncilWayFactory()

    with pytest.raises(Stale):
        ways.set_council_way(row.area, facts=way(), version=version, **BY)


@pytest.mark.parametrize(
    ("area", "facts", "field"),
    [
        ({"kind": "region"}, {}, "area"),
        ({}, {"source": " "}, "source"),
        ({}, {"checked_on": LATER}, "checked_on"),
    ],
)
def test_a_way_that_cannot_be_is_refused(area, facts, field):
    with pytest.raises(Refused) as refused:
        ways.set_council_way(AreaFactory(**area), facts=way(**facts), version=None, **BY)

    assert refused.value.field == field


@pytest.mark.django_db(transaction=True)
def test_two_at_once_set_a_way_once(writer):
    area = AreaFactory()

    def set_way():
        ways.set_council_way(area, facts=way(), version=None, **BY)

    assert answers_of(set_way, set_way) == ["kept", "refused"]
    with writer():
        assert CouncilWay.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_end_an_exclusion_once():
    row = ExclusionFactory()

    def end():
        safety.end_exclusion(row, on=TODAY, words="Changed", version=1, **BY)

    assert answers_of(end, end) == ["kept", "refused"]
