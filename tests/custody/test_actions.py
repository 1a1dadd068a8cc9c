"""Time in prison: what can happen, what is refused, and what two at once may do."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, KeyDateFactory, PersonFactory, PrisonFactory, StayFactory
from throughline.custody import queries
from throughline.custody.actions import admissions, dates, stays
from throughline.custody.models import KeyDate, Location, Movement, StatusSpell
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db


def coming_in(**facts):
    person = facts.pop("person", None) or PersonFactory()
    prison = facts.pop("prison", None) or PrisonFactory()
    given = {"admitted_on": date(2026, 3, 1), "source": "Prison records", "as_of": NOON} | facts
    return admissions.Admission(person=person, prison=prison, **given)


def told(on, *, known_at=NOON, type_="confirmed"):
    return dates.NewDate(type=type_, on=on, known_at=known_at, source="Prison records")


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def test_someone_on_remand_comes_in_with_no_date():
    stay = admissions.admit(coming_in(legal_status="remand"), by=SYSTEM, at=NOON)

    assert (stay.legal_status, stay.ended_on, stay.sentence_days) == ("remand", None, None)
    assert list(KeyDate.objects.all()) == []
    assert Movement.objects.get().kind == "admission"
    assert StatusSpell.objects.get().legal_status == "remand"


def test_someone_in_prison_cannot_come_in():
    stay = StayFactory()

    with pytest.raises(Refused, match="recorded as in custody since"):
        admissions.admit(coming_in(person=stay.person), by=SYSTEM, at=NOON)


def test_nobody_comes_in_tomorrow():
    with pytest.raises(Refused, match="has not come yet"):
        admissions.admit(coming_in(admitted_on=date(2026, 3, 3)), by=SYSTEM, at=NOON)


def test_nobody_comes_in_during_a_stay_that_ended():
    before = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")

    with pytest.raises(Refused, match="still in custody until"):
        admissions.admit(coming_in(person=before.person, admitted_on=date(2026, 2, 1)), by=SYSTEM, at=NOON)


def test_the_database_refuses_a_second_open_stay():
    stay = StayFactory()

    with pytest.raises(IntegrityError, match="one_open_stay"), transaction.atomic():
        StayFactory(person=stay.person)


def test_the_database_refuses_an_end_before_the_beginning():
    with pytest.raises(IntegrityError, match="stay_ends_after_it_begins"), transaction.atomic():
        StayFactory(admitted_on=date(2026, 1, 5), ended_on=date(2026, 1, 4), ended_how="other_end")


def test_an_end_has_a_day_and_a_way():
    with pytest.raises(IntegrityError, match="stay_ended_on_and_how_together"), transaction.atomic():
        StayFactory(ended_on=date(2026, 1, 7))


def test_a_move_to_another_hall_is_kept():
    stay = StayFactory(hall="B", cell="2-14")

    moved = stays.move_within(stay, hall="C", cell="1-07", since=NOON, source="Officer Doull", by=SYSTEM, at=NOON)

    assert (moved.hall, moved.cell) == ("C", "1-07")
    assert Location.objects.get().source == "Officer Doull"


def test_the_same_place_again_only_makes_it_fresher():
    stay = StayFactory(hall="B", cell="2-14", as_of=NOON)
    later = NOON + timedelta(hours=1)

    same = stays.move_within(stay, hall="B", cell="2-14", since=later, source="Test", by=SYSTEM, at=later)

    assert (same.as_of, same.version) == (later, stay.version)
    assert list(Location.objects.all()) == []


def test_an_older_place_is_kept_and_moves_nobody():
    stay = admissions.admit(coming_in(hall="B"), by=SYSTEM, at=NOON)
    older = NOON - timedelta(days=1)

    for _ in range(2):
        stays.move_within(stay, hall="A", cell="", since=older, source="Late file", by=SYSTEM, at=NOON)

    stay.refresh_from_db()
    assert stay.hall == "B"
    assert [row.hall for row in queries.places(Location.objects.all())] == ["B", "A"]


def test_nobody_moves_in_the_future():
    stay, later = StayFactory(), NOON + timedelta(days=1)

    with pytest.raises(Refused, match="future"):
        stays.move_within(stay, hall="A", cell="", since=later, source="T", by=SYSTEM, at=NOON)


def test_a_transfer_goes_on_with_the_stay():
    stay, other = StayFactory(), PrisonFactory()

    moved = stays.transfer(stay, to=other, on=date(2026, 3, 1), source="Test", by=SYSTEM, at=NOON)

    assert (moved.pk, moved.prison, moved.ended_on) == (stay.pk, other, None)
    assert Movement.objects.get().from_prison == stay.prison


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 1, 4), "This stay began"), (date(2026, 3, 3), "has not come yet")]
)
def test_a_transfer_on_an_impossible_day_is_refused(on, words):
    with pytest.raises(Refused, match=words):
        stays.transfer(StayFactory(), to=PrisonFactory(), on=on, source="T", by=SYSTEM, at=NOON)


def test_a_transfer_to_the_same_prison_is_refused():
    stay = StayFactory()

    with pytest.raises(Refused, match="in that prison already"):
        stays.transfer(stay, to=stay.prison, on=date(2026, 3, 1), source="T", by=SYSTEM, at=NOON)


def test_a_change_of_status_is_kept_with_what_it_was():
    stay = admissions.admit(coming_in(legal_status="remand"), by=SYSTEM, at=NOON)
    later = NOON + timedelta(days=9)

    now = stays.change_status(
        stay, legal_status="sentenced", words="18 months", since=later, source="Court", by=SYSTEM, at=later
    )

    assert now.legal_status == "sentenced"
    assert [row.legal_status for row in queries.statuses(StatusSpell.objects.all())] == ["sentenced", "remand"]


def test_an_older_status_is_kept_and_changes_nothing():
    stay = admissions.admit(coming_in(legal_status="sentenced"), by=SYSTEM, at=NOON)
    older = NOON - timedelta(days=3)

    now = stays.change_status(stay, legal_status="remand", since=older, source="Late file", by=SYSTEM, at=NOON)

    assert now.legal_status == "sentenced"
    assert JournalEntry.objects.filter(what="custody.older_status_kept").exists()


def test_the_sentence_is_changed_once_for_each_version():
    stay = StayFactory()
    change = {"supervision": "none", "sentence_days": 200, "version": 1, "by": SYSTEM, "at": NOON}
    stays.change_sentence(stay, **change)

    with pytest.raises(Stale):
        stays.change_sentence(stay, **change)


@pytest.mark.parametrize("how", ["release_planned", "release_court", "death", "other_end"])
def test_a_stay_ends(how):
    left = stays.leave(StayFactory(), how=how, on=date(2026, 3, 2), source="Test", by=SYSTEM, at=NOON)

    assert (left.ended_on, left.ended_how) == (date(2026, 3, 2), how)
    assert Movement.objects.get().kind == how


@pytest.mark.parametrize(
    ("how", "on", "words"),
    [
        ("admission", date(2026, 3, 2), "Choose how they left"),
        ("release_planned", date(2026, 1, 4), "This stay began"),
        ("release_planned", date(2026, 3, 3), "has not come yet"),
    ],
)
def test_an_end_that_cannot_be_is_refused(how, on, words):
    with pytest.raises(Refused, match=words):
        stays.leave(StayFactory(), how=how, on=on, source="Test", by=SYSTEM, at=NOON)


def test_a_stay_ends_once():
    stay = StayFactory()
    stays.leave(stay, how="release_court", on=date(2026, 3, 2), source="Test", by=SYSTEM, at=NOON)

    with pytest.raises(Refused, match="ended on"):
        stays.leave(stay, how="release_planned", on=date(2026, 3, 2), source="Test", by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="left prison"):
        dates.record_date(stay, new=told(date(2026, 5, 1)), by=SYSTEM, at=NOON)


def test_temporary_licence_goes_out_and_back():
    stay = StayFactory()

    out = stays.go_on_licence(stay, on=date(2026, 3, 1), source="T", by=SYSTEM, at=NOON).out_on_licence
    with pytest.raises(Refused, match="already out"):
        stays.go_on_licence(stay, on=date(2026, 3, 1), source="T", by=SYSTEM, at=NOON)
    back = stays.come_back(stay, on=date(2026, 3, 2), source="T", by=SYSTEM, at=NOON).out_on_licence

    assert (out, back) == (True, False)
    with pytest.raises(Refused, match="cannot come back"):
        stays.come_back(stay, on=date(2026, 3, 2), source="T", by=SYSTEM, at=NOON)


def test_a_date_moves_and_what_it_was_is_kept():
    stay = StayFactory()
    dates.record_date(stay, new=told(date(2026, 5, 1), known_at=NOON - timedelta(days=2)), by=SYSTEM, at=NOON)

    change = dates.record_date(stay, new=told(date(2026, 4, 1)), by=SYSTEM, at=NOON)

    assert (change.before, change.after, change.moved) == (date(2026, 5, 1), date(2026, 4, 1), True)
    assert [row.on for row in queries.holding(KeyDate.objects.all())] == [date(2026, 4, 1)]
    assert KeyDate.objects.count() == 2


def test_the_same_date_twice_writes_nothing():
    stay = StayFactory()
    dates.record_date(stay, new=told(date(2026, 5, 1)), by=SYSTEM, at=NOON)
    entries = JournalEntry.objects.count()

    change = dates.record_date(stay, new=told(date(2026, 5, 1)), by=SYSTEM, at=NOON)

    assert (change.row, change.moved) == (None, False)
    assert (KeyDate.objects.count(), JournalEntry.objects.count()) == (1, entries)


def test_an_older_date_is_kept_once_and_moves_nothing():
    stay = StayFactory()
    dates.record_date(stay, new=told(date(2026, 5, 1)), by=SYSTEM, at=NOON)
    older = told(date(2026, 6, 1), known_at=NOON - timedelta(days=1))

    changes = [dates.record_date(stay, new=older, by=SYSTEM, at=NOON) for _ in range(2)]

    assert [change.moved for change in changes] == [False, False]
    assert [row.on for row in queries.holding(KeyDate.objects.all())] == [date(2026, 5, 1)]
    assert KeyDate.objects.count() == 2


def test_a_date_may_be_taken_away():
    stay = StayFactory()
    dates.record_date(stay, new=told(date(2026, 5, 1), known_at=NOON - timedelta(days=1)), by=SYSTEM, at=NOON)

    change = dates.record_date(stay, new=told(None), by=SYSTEM, at=NOON)

    assert (change.after, change.moved) == (None, True)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (told(date(2026, 5, 1), known_at=NOON + timedelta(minutes=1)), "future"),
        (told(date(2026, 1, 1)), "This stay began"),
        (told(date(2150, 1, 1)), "100 years"),
    ],
)
def test_a_date_that_cannot_be_is_refused(new, words):
    with pytest.raises(Refused, match=words):
        dates.record_date(StayFactory(), new=new, by=SYSTEM, at=NOON)


def test_we_know_what_we_held_on_a_day():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=date(2026, 5, 1), recorded_at=NOON, known_at=NOON, holds=False)
    later = NOON + timedelta(days=2)
    KeyDateFactory(stay=stay, on=date(2026, 4, 1), recorded_at=later, known_at=later)

    then = queries.known_as_of(KeyDate.objects.all(), NOON + timedelta(days=1))
    now = queries.known_as_of(KeyDate.objects.all(), later)

    assert ([row.on for row in then], [row.on for row in now]) == ([date(2026, 5, 1)], [date(2026, 4, 1)])


def test_the_day_of_release_is_the_first_type_in_order_and_only_while_in_prison():
    stay = StayFactory()
    KeyDateFactory(stay=stay, type="automatic", on=date(2026, 3, 3))
    leads = KeyDateFactory(stay=stay, type="confirmed", on=date(2026, 3, 5))
    KeyDateFactory(stay=stay, type="court", on=date(2026, 3, 4))
    KeyDateFactory(stay=stay, type="actual_parole", on=None)
    gone = StayFactory(ended_on=date(2026, 3, 1), ended_how="release_planned")
    KeyDateFactory(stay=gone, on=date(2026, 3, 4))

    assert list(queries.days_of_release(KeyDate.objects.all())) == [leads]


def test_lists_by_day_follow_on_from_a_date():
    rows = [KeyDateFactory(on=date(2026, 3, day)) for day in (3, 5, 9)]
    days = queries.days_of_release(KeyDate.objects.all())

    assert list(queries.after(days, on=rows[0].on, pk=rows[0].pk)) == rows[1:]
    assert list(queries.between(days, date(2026, 3, 3), date(2026, 3, 9))) == rows[:2]
    assert list(queries.before(days, date(2026, 3, 5))) == rows[:1]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_release_someone_once():
    stay = StayFactory()
    together, answers = threading.Barrier(2), []

    def release():
        try:
            together.wait()
            stays.leave(stay, how="release_planned", on=date(2026, 3, 2), source="T", by=SYSTEM, at=NOON)
            answers.append("left")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=release) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(answers) == ["left", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_bring_someone_in_once():
    admission = coming_in()
    together, answers = threading.Barrier(2), []

    def admit():
        try:
            together.wait()
            admissions.admit(admission, by=SYSTEM, at=NOON)
            answers.append("in")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=admit) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(answers) == ["in", "refused"]


MINUTES_AND_DAYS = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 3))


@given(notices=st.lists(MINUTES_AND_DAYS, unique_by=lambda notice: notice[0]))
@settings(max_examples=60)
def test_whatever_order_dates_arrive_in_the_newest_known_holds(notices):
    stay = StayFactory()
    start = datetime(2026, 2, 1, tzinfo=UTC)
    days = {minute: None if day is None else date(2026, 4, 1) + timedelta(days=day) for minute, day in notices}

    for minute, day in days.items():
        dates.record_date(stay, new=told(day, known_at=start + timedelta(minutes=minute)), by=SYSTEM, at=NOON)

    held = KeyDate.objects.filter(stay=stay, holds=True).values_list("on", flat=True)
    assert list(held) == ([days[max(days)]] if days else [])


def test_a_move_recorded_later_counts_from_its_own_day(writer):
    stay = StayFactory(admitted_on=date(2026, 1, 5))
    there = PrisonFactory()

    with writer():
        stays.transfer(stay, to=there, on=date(2026, 2, 10), source="Test", by=SYSTEM, at=NOON)

        place = Location.objects.get(prison=there)
        assert place.since == datetime(2026, 2, 10, tzinfo=UTC)


def test_an_older_place_that_arrives_after_a_move_is_kept_in_the_prison_of_its_time(writer):
    stay = StayFactory(admitted_on=date(2026, 1, 5))
    before, there = stay.prison, PrisonFactory()
    with writer():
        stays.move_within(
            stay, hall="A", cell="1", since=datetime(2026, 1, 6, tzinfo=UTC), source="Test", by=SYSTEM, at=NOON
        )
        stays.transfer(stay, to=there, on=date(2026, 2, 10), source="Test", by=SYSTEM, at=NOON)

        late = datetime(2026, 1, 20, tzinfo=UTC)
        stays.move_within(stay, hall="C", cell="9", since=late, source="Test", by=SYSTEM, at=NOON)

        assert Location.objects.get(hall="C", cell="9").prison == before
