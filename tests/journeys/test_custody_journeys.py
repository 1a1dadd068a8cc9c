"""Coming into prison, moving, leaving and coming back, told as stories."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOON,
    EveryoneFactory,
    GrantFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
    TeamFactory,
    acting,
    staff_of,
)
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.admit_person import admit_person
from throughline.journeys.change_place import Place, change_place
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.return_to_custody import return_to_custody
from throughline.journeys.transfer_person import Transfer, transfer_person
from throughline.notices.models import Notice
from throughline.sharing.models import Grant
from throughline.sharing.rules import HAND_OVER
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def prison_with_staff():
    prison = PrisonFactory()
    return prison, EveryoneFactory(organisation=prison.organisation)


def admission(person, prison, **facts):
    given = {"admitted_on": date(2026, 3, 1), "source": "Prison records", "as_of": NOON} | facts
    return Admission(person=person, prison=prison, **given)


def release_date(on, *, known_at=NOON, type_="confirmed"):
    return NewDate(type=type_, on=on, known_at=known_at, source="Prison records")


def leaving(how="release_planned"):
    return Leaving(how=how, on=date(2026, 3, 2), source="Gate log")


def test_the_prison_that_holds_someone_works_with_them_but_not_with_sensitive_history():
    prison, team = prison_with_staff()

    admit_person(admission(PersonFactory(), prison), by=SYSTEM, at=NOON)

    grant = Grant.objects.get()
    assert (grant.team, grant.tier, grant.reason, grant.ends_at) == (team, Tier.WORKS_WITH, "custody", None)
    assert sorted(grant.compartments) == ["contact", "family", "needs", "risk"]


def test_a_refused_admission_lets_nobody_in():
    prison, _ = prison_with_staff()
    stay = StayFactory()

    with pytest.raises(Refused):
        admit_person(admission(stay.person, prison), by=SYSTEM, at=NOON)

    assert list(Grant.objects.all()) == []


def test_a_prison_that_is_not_here_has_nobody_to_let_in():
    admit_person(admission(PersonFactory(), PrisonFactory()), by=SYSTEM, at=NOON)

    assert list(Grant.objects.all()) == []


def test_after_a_transfer_the_old_prison_has_four_weeks_to_hand_over():
    (old, old_team), (new, new_team) = prison_with_staff(), prison_with_staff()
    stay = admit_person(admission(PersonFactory(), old), by=SYSTEM, at=NOON)

    transfer_person(stay, move=Transfer(to=new, on=date(2026, 3, 2), source="Van list"), by=SYSTEM, at=NOON)

    ends = dict(Grant.objects.values_list("team_id", "ends_at"))
    assert ends == {old_team.pk: NOON + HAND_OVER, new_team.pk: None}


def test_coming_back_within_the_four_weeks_opens_the_first_prison_again():
    (old, old_team), (new, _) = prison_with_staff(), prison_with_staff()
    stay = admit_person(admission(PersonFactory(), old), by=SYSTEM, at=NOON)
    later = NOON + timedelta(days=2)
    transfer_person(stay, move=Transfer(to=new, on=date(2026, 3, 2), source="Van"), by=SYSTEM, at=NOON)

    transfer_person(stay, move=Transfer(to=old, on=date(2026, 3, 4), source="Van"), by=SYSTEM, at=later)

    assert Grant.objects.filter(team=old_team, ends_at=None).count() == 1


def test_leaving_tells_every_other_team_once_and_ends_the_prisons_sight_later():
    prison, prison_team = prison_with_staff()
    officer = staff_of(prison_team, role="personal_officer")
    stay = admit_person(admission(PersonFactory(), prison), by=SYSTEM, at=NOON)
    helpers, knows_of = TeamFactory(), TeamFactory()
    GrantFactory(person=stay.person, team=helpers)
    GrantFactory(person=stay.person, team=helpers, reason="statutory")
    GrantFactory(person=stay.person, team=knows_of, tier=Tier.KNOWS_OF)

    release_person(stay, leaving=leaving(), by=acting(officer), at=NOON)

    assert [notice.to_team_id for notice in Notice.objects.all()] == [helpers.pk]
    assert Grant.objects.get(team=prison_team).ends_at == NOON + HAND_OVER


@pytest.mark.parametrize(("how", "asks"), [("release_planned", False), ("release_court", True)])
def test_a_release_nobody_planned_asks_to_be_seen(how, asks):
    stay = StayFactory()
    GrantFactory(person=stay.person)

    release_person(stay, leaving=leaving(how), by=SYSTEM, at=NOON)

    assert Notice.objects.get().needs_acknowledging is asks


def test_a_moved_release_date_is_told_to_each_team_and_names_nobody():
    stay = StayFactory()
    teams = [GrantFactory(person=stay.person).team for _ in range(2)]
    change_release_date(stay, new=release_date(date(2026, 5, 20), known_at=NOON - timedelta(1)), by=SYSTEM, at=NOON)
    later = NOON + timedelta(hours=1)

    change = change_release_date(stay, new=release_date(date(2026, 5, 6)), by=SYSTEM, at=later)

    told = list(Notice.objects.filter(queued_at=later))
    assert change.moved
    assert {notice.to_team_id for notice in told} == {team.pk for team in teams}
    assert told[0].subject == "A date moved: Confirmed release date"
    assert told[0].body == ("Brought forward 14 days to Wed 6 May. It was Wed 20 May.\nPrison records said so. Firm.")
    assert all(notice.needs_acknowledging for notice in told)
    assert not any(stay.person.shown_name in notice.subject + notice.body for notice in told)


def test_the_same_date_twice_tells_nobody():
    stay = StayFactory()
    GrantFactory(person=stay.person)
    for _ in range(2):
        change_release_date(stay, new=release_date(date(2026, 5, 20)), by=SYSTEM, at=NOON)

    assert Notice.objects.count() == 1


def test_an_older_date_is_kept_and_tells_nobody():
    stay = StayFactory()
    change_release_date(stay, new=release_date(date(2026, 5, 20)), by=SYSTEM, at=NOON)
    GrantFactory(person=stay.person)

    older = release_date(date(2026, 6, 1), known_at=NOON - timedelta(days=3))
    change_release_date(stay, new=older, by=SYSTEM, at=NOON)

    assert (KeyDate.objects.count(), Notice.objects.count()) == (2, 0)


def test_a_court_date_moves_nobodys_day_of_release():
    stay = StayFactory()
    GrantFactory(person=stay.person)

    change_release_date(stay, new=release_date(date(2026, 5, 20), type_="court"), by=SYSTEM, at=NOON)

    assert not Notice.objects.exists()


def test_a_grant_for_one_emergency_concerns_no_team():
    stay, team = StayFactory(), TeamFactory()
    end = NOON + timedelta(hours=1)
    GrantFactory(person=stay.person, team=team, reason="break_glass", ends_at=end, only_for=staff_of(team))

    change_release_date(stay, new=release_date(date(2026, 5, 20)), by=SYSTEM, at=NOON)

    assert not Notice.objects.exists()


def test_someone_recalled_comes_back_on_the_same_record():
    before = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    team = GrantFactory(person=before.person).team
    prison, prison_team = prison_with_staff()

    stay = return_to_custody(
        admission(before.person, prison, recalled=True, legal_status="recalled"), by=SYSTEM, at=NOON
    )

    assert Stay.objects.filter(person=before.person).count() == 2
    assert stay.ended_on is None
    assert Grant.objects.filter(team=prison_team, ends_at=None).exists()
    notice = Notice.objects.get()
    assert (notice.to_team_id, notice.needs_acknowledging) == (team.pk, True)


def test_another_cell_is_a_move_and_another_prison_a_transfer():
    (first, _), (second, second_team) = prison_with_staff(), prison_with_staff()
    stay = admit_person(admission(PersonFactory(), first), by=SYSTEM, at=NOON)
    later = NOON + timedelta(days=1)

    near = change_place(
        stay, place=Place(prison=first, hall="B", cell="1", since=later, source="T"), by=SYSTEM, at=later
    )
    far = change_place(stay, place=Place(prison=second, hall="", cell="", since=later, source="T"), by=SYSTEM, at=later)

    assert (near.hall, near.prison) == ("B", first)
    assert (far.hall, far.prison) == ("", second)
    assert Grant.objects.filter(team=second_team, ends_at=None).exists()
