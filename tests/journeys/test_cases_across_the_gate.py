"""One case from custody through the gate and back, told as stories."""

from datetime import date

import pytest

from tests.factories import NOON, TODAY, EveryoneFactory, PersonFactory, PrisonFactory, StayFactory, staff_of
from tests.factories.journey import CaseFactory, ServiceFactory
from throughline.cases import queries
from throughline.cases.actions import moving, opening
from throughline.cases.models import Case, SettingSpell, WorkerSpell
from throughline.custody.actions.admissions import Admission
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import JournalEntry
from throughline.journeys.admit_person import admit_person
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.return_to_custody import return_to_custody

pytestmark = pytest.mark.django_db

BY = {"by": SYSTEM, "at": NOON}


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def supported(person, *, setting="prison", opened_on=date(2026, 2, 2)):
    service = ServiceFactory()
    new = opening.NewCase(
        person=person,
        service=service,
        referral=None,
        support="full",
        key_worker=staff_of(service.team),
        opened_on=opened_on,
        setting=setting,
    )
    return opening.open_case(new, **BY)


def leaving(how="release_planned", on=TODAY):
    return Leaving(how=how, on=on, source="Gate log")


def stood(case, on):
    return [spell.setting for spell in queries.holding_on(SettingSpell.objects.filter(case=case), on)]


def test_release_takes_the_case_out_with_the_person_and_starts_its_clocks_again():
    stay = StayFactory(person=PersonFactory())
    case = supported(stay.person)

    due, worker = case.review_due_on, case.key_worker

    release_person(stay, leaving=leaving(), **BY)

    case.refresh_from_db()
    assert (case.setting, case.quiet_from, case.review_due_on) == ("community", date(2026, 3, 9), None)
    assert due == TODAY
    assert (stood(case, date(2026, 3, 1)), stood(case, TODAY)) == (["prison"], ["community"])
    assert WorkerSpell.objects.get(case=case).worker == worker
    assert JournalEntry.objects.get(what="cases.crossed_gate").person_id == case.person_id


def test_remand_with_no_date_ends_in_court_and_the_case_goes_on():
    prison, person = PrisonFactory(), PersonFactory()
    EveryoneFactory(organisation=prison.organisation)
    coming_in = Admission(
        person=person,
        prison=prison,
        admitted_on=date(2026, 2, 1),
        legal_status="remand",
        source="Prison records",
        as_of=NOON,
    )
    stay = admit_person(coming_in, **BY)
    case = supported(person)

    release_person(stay, leaving=leaving("release_court"), **BY)

    case.refresh_from_db()
    assert (case.setting, case.closed_on) == ("community", None)


def test_return_to_custody_takes_the_case_back_in():
    stay = StayFactory(ended_on=date(2026, 2, 10), ended_how="release_planned")
    case = supported(stay.person, setting="community", opened_on=date(2026, 2, 12))
    back = Admission(
        person=stay.person, prison=stay.prison, admitted_on=TODAY, source="Prison records", as_of=NOON, recalled=True
    )

    return_to_custody(back, **BY)

    case.refresh_from_db()
    assert (case.setting, case.review_due_on) == ("prison", date(2026, 4, 2))
    assert case.quiet_from == date(2026, 3, 30)


def test_a_case_in_assessment_stays_in_assessment_with_its_clocks_started_again():
    stay = StayFactory()
    case = supported(stay.person, setting="assessment")

    release_person(stay, leaving=leaving(), **BY)

    case.refresh_from_db()
    assert (case.setting, case.quiet_from, case.review_due_on) == ("assessment", date(2026, 3, 9), None)


def test_the_case_of_someone_who_died_waits_for_its_worker():
    stay = StayFactory()
    case = supported(stay.person)

    release_person(stay, leaving=leaving("death"), **BY)

    case.refresh_from_db()
    assert case.setting == "prison"


def test_a_late_word_of_release_moves_the_case_from_the_day_it_last_changed():
    stay = StayFactory()
    case = supported(stay.person, setting="assessment")
    moving.move(case, setting="prison", on=date(2026, 2, 25), **BY)

    release_person(stay, leaving=leaving(on=date(2026, 2, 20)), **BY)

    case.refresh_from_db()
    assert case.setting == "community"
    assert (stood(case, date(2026, 2, 24)), stood(case, date(2026, 2, 25))) == (["assessment"], ["community"])


def test_a_closed_case_stays_closed_and_a_case_outside_already_stays_outside():
    stay = StayFactory()
    closed = CaseFactory(person=stay.person, setting="closed", closed_on=date(2026, 2, 1), close_reason="completed")
    outside = supported(stay.person, setting="community")

    release_person(stay, leaving=leaving(), **BY)

    assert set(Case.objects.filter(person=stay.person).values_list("pk", "setting")) == {
        (closed.pk, "closed"),
        (outside.pk, "community"),
    }
    assert SettingSpell.objects.filter(case=outside).count() == 1
