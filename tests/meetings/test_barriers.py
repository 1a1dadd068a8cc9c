"""Barriers: raised, met, worked on, passed up, ended."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, OrganisationFactory, PartnershipFactory, PersonFactory, UserFactory
from tests.factories.journey import TaskFactory
from tests.factories.meetings import BarrierFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.meetings import queries
from throughline.meetings.actions import barriers
from throughline.meetings.actions.barriers import BarrierFacts
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
ENDED = {"state": "removed", "before": "Six weeks", "resolution": "Two days"}


def facts(**known):
    return BarrierFacts(**{"kind": "housing", "title": "No form before release", **known})


def test_a_barrier_is_raised_and_names_nobody():
    row = barriers.raise_barrier(PartnershipFactory(), facts=facts(), raised_by=OrganisationFactory(), **BY)

    assert (row.state, row.level, row.raised_on) == ("open", "operational", TODAY)
    assert JournalEntry.objects.get().person_id is None


def test_an_owner_is_named_with_their_agency():
    with pytest.raises(Refused, match="Choose the agency") as refused:
        barriers.change_barrier(BarrierFactory(), facts=facts(owner_user=UserFactory()), version=1, **BY)

    assert refused.value.field == "owner"


def test_a_barrier_stands_in_someones_way_once():
    row, person = BarrierFactory(), PersonFactory()

    first = barriers.touch(row, person, words="They wait", **BY)
    again = barriers.touch(row, person, **BY)

    assert first == again
    assert [entry.what for entry in JournalEntry.objects.filter(person_id=person.pk)] == ["meetings.barrier_met"]


def test_another_persons_step_is_no_reason():
    with pytest.raises(Refused, match="someone else"):
        barriers.touch(BarrierFactory(), PersonFactory(), task=TaskFactory(), **BY)


def test_what_was_done_is_kept_with_who_and_a_day_to_look_again():
    row = BarrierFactory()

    step = barriers.work_on(row, words="Rang", look_again_on=TODAY + timedelta(days=7), version=1, **BY)

    row.refresh_from_db()
    assert (row.state, row.look_again_on, step.words, step.by_words) == (
        "worked_on",
        TODAY + timedelta(days=7),
        "Rang",
        SYSTEM.words,
    )
    assert list(queries.to_look_at(Barrier.objects.all(), TODAY + timedelta(days=7))) == [row]


def test_a_barrier_is_passed_to_those_who_govern_once():
    row = BarrierFactory()

    step = barriers.pass_up(row, words="Ask the council", version=1, **BY)

    assert step.level == "governance"
    with pytest.raises(Refused, match="already"):
        barriers.pass_up(row, words="Again", version=2, **BY)


def test_a_barrier_ends_with_before_and_after_and_then_nothing_more_happens_to_it():
    row = barriers.end_barrier(BarrierFactory(look_again_on=TODAY), **ENDED, version=1, **BY)

    assert (row.state, row.before_words, row.resolution, row.ended_on) == ("removed", "Six weeks", "Two days", TODAY)
    assert row.look_again_on is None
    for act in (
        lambda: barriers.work_on(row, words="x", version=2, **BY),
        lambda: barriers.touch(row, PersonFactory(), **BY),
        lambda: barriers.end_barrier(row, **ENDED, version=2, **BY),
    ):
        with pytest.raises(Refused, match="has ended"):
            act()


def test_an_end_without_before_is_refused():
    with pytest.raises(Refused, match="how it was before"):
        barriers.end_barrier(BarrierFactory(), **{**ENDED, "before": ""}, version=1, **BY)


def test_a_stale_change_is_refused():
    with pytest.raises(Stale):
        barriers.change_barrier(BarrierFactory(), facts=facts(), version=7, **BY)


def test_the_register_shows_what_stands_before_what_ended_and_goes_on_after_any_row():
    ended = BarrierFactory(state="removed", ended_on=TODAY, resolution="Done", raised_on=TODAY)
    old = BarrierFactory(raised_on=TODAY - timedelta(days=9))
    new = BarrierFactory(raised_on=TODAY)

    everything = queries.barriers_open_first(Barrier.objects.all())

    assert list(everything) == [new, old, ended]
    assert list(queries.barriers_after(everything, old)) == [ended]


@pytest.mark.django_db(transaction=True)
def test_two_who_end_a_barrier_at_once_end_it_once():
    row = BarrierFactory()

    answers = answers_of(*[lambda: barriers.end_barrier(row, **ENDED, version=1, **BY)] * 2)

    assert answers == ["kept", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_who_note_the_same_person_at_once_note_them_once(writer):
    row, person = BarrierFactory(), PersonFactory()

    answers_of(*[lambda: barriers.touch(row, person, **BY)] * 2)

    with writer():
        assert (BarrierHit.objects.count(), BarrierStep.objects.count()) == (1, 0)
