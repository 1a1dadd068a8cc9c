"""Where a case stands: moves, stages, taking part and endings, and the past that they leave alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.arranging import BY, at_once, opened
from tests.factories import NOON, TODAY, StayFactory
from tests.factories.journey import BesideFactory, CaseFactory, StageFactory
from throughline.cases import queries
from throughline.cases.actions import clocks, moving
from throughline.cases.actions.moving import Closing, Move
from throughline.cases.models import Beside, Case, SettingSpell, StageSpell, TakingPartSpell, WorkerSpell
from throughline.cases.statuses import TakingPart
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db

FIRST = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def stood(case, on):
    return [spell.setting for spell in queries.holding_on(SettingSpell.objects.filter(case=case), on)]


def test_a_case_goes_from_assessment_into_prison_and_out():
    case = opened()

    moving.move(case, setting="prison", on=date(2026, 2, 9), words="Agreed a plan", **BY)
    case = moving.move(case, setting="community", on=date(2026, 2, 20), **BY)

    assert (case.setting, case.version) == ("community", 3)
    assert [stood(case, FIRST + timedelta(days=days)) for days in (-1, 0, 6, 7, 17, 18)] == [
        [],
        ["assessment"],
        ["assessment"],
        ["prison"],
        ["prison"],
        ["community"],
    ]


@pytest.mark.parametrize(
    ("setting", "on", "words"),
    [
        ("assessment", date(2026, 2, 10), "Assessment is over"),
        ("prison", date(2026, 2, 10), "there already"),
        ("community", date(2026, 2, 8), "The change before this one"),
        ("community", date(2026, 3, 3), "has not come yet"),
        ("closed", date(2026, 2, 10), "Say why"),
    ],
)
def test_a_move_that_cannot_be_is_refused(setting, on, words):
    case = opened()
    moving.move(case, setting="prison", on=date(2026, 2, 9), **BY)

    with pytest.raises(Refused, match=words):
        moving.move(case, setting=setting, on=on, **BY)


def test_a_move_before_the_case_opened_is_refused():
    with pytest.raises(Refused, match="The change before this one"):
        moving.move(opened(), setting="prison", on=date(2026, 2, 1), **BY)


def test_of_two_moves_on_one_day_the_later_holds_and_both_are_kept():
    case = opened()

    moving.move(case, setting="prison", on=TODAY, **BY)
    moving.move(case, setting="community", on=TODAY, **BY)

    assert stood(case, TODAY) == ["community"]
    assert SettingSpell.objects.filter(case=case).count() == 3


def test_many_moves_take_few_statements(django_assert_max_num_queries):
    cases = [opened() for _ in range(5)]

    with django_assert_max_num_queries(10):
        moving.move_many([Move(case, "prison", TODAY) for case in cases], **BY)

    assert set(Case.objects.values_list("setting", flat=True)) == {"prison"}


def test_a_stage_is_entered_and_left_again():
    case = opened()
    first, second = case.stage, StageFactory(service=case.service, position=90)

    moving.change_stage(case, stage=second, on=date(2026, 2, 9), words="Ready", **BY)
    case = moving.change_stage(case, stage=first, on=date(2026, 2, 16), **BY)

    assert case.stage == first
    assert [spell.stage for spell in queries.newest_first(StageSpell.objects.filter(case=case))] == [
        first,
        second,
        first,
    ]


def test_a_stage_of_another_service_or_out_of_use_is_refused():
    case = opened()

    for stage in (StageFactory(), StageFactory(service=case.service, position=90, retired_on=TODAY)):
        with pytest.raises(Refused, match="one of this service's stages"):
            moving.change_stage(case, stage=stage, on=TODAY, **BY)


def test_the_stage_a_case_is_in_is_refused():
    case = opened()

    with pytest.raises(Refused, match="in that stage already"):
        moving.change_stage(case, stage=case.stage, on=TODAY, **BY)


def test_a_case_without_a_stage_yet_enters_one():
    case = CaseFactory()
    stage = StageFactory(service=case.service)

    assert moving.change_stage(case, stage=stage, on=TODAY, **BY).stage == stage


@pytest.mark.parametrize("before", TakingPart)
@pytest.mark.parametrize("after", TakingPart)
def test_any_answer_may_follow_any_other_and_closes_nothing(before, after):
    case = opened(taking_part=before)

    case = moving.take_part(case, answer=after, words="Not for me. Maybe later.", on=TODAY, **BY)

    assert (case.taking_part, case.setting, case.closed_on) == (after, "assessment", None)
    assert TakingPartSpell.objects.get(case=case, until_on=None).words == "Not for me. Maybe later."


def test_saying_no_twice_is_two_tries():
    case = opened(taking_part="offered")

    for days in (7, 14):
        moving.take_part(case, answer="declined", on=FIRST + timedelta(days=days), **BY)

    assert TakingPartSpell.objects.filter(case=case, answer="declined").count() == 2
    said = JournalEntry.objects.filter(what="cases.answered")
    assert {row.facts["answer"] for row in said} == {"Said no for now"}


def test_a_case_ends_with_everything_that_went_on_in_it():
    case = opened()
    BesideFactory(case=case, from_on=date(2026, 2, 9))

    closed = moving.close(case, reason="completed", words="Has a home and a job", on=TODAY, **BY)

    assert (closed.setting, closed.closed_on, closed.quiet_from, closed.review_due_on) == ("closed", TODAY, None, None)
    for kind in (StageSpell, TakingPartSpell, WorkerSpell, Beside):
        assert [row.until_on for row in kind.objects.filter(case=case)] == [TODAY]
    assert SettingSpell.objects.get(case=case, until_on=None).setting == "closed"
    assert JournalEntry.objects.get(what="cases.closed").facts["reason"] == "Support ended as planned"


@pytest.mark.parametrize(
    "act",
    [
        lambda case: moving.close(case, reason="other", on=TODAY, **BY),
        lambda case: moving.move(case, setting="prison", on=TODAY, **BY),
        lambda case: moving.take_part(case, answer="accepted", on=TODAY, **BY),
        lambda case: moving.change_stage(case, stage=case.stage, on=TODAY, **BY),
        lambda case: clocks.reviewed(case, on=TODAY, **BY),
    ],
)
def test_nothing_happens_to_a_closed_case(act):
    case = moving.close(opened(), reason="moved", on=TODAY, **BY)

    with pytest.raises(Refused, match="a new referral opens a new one"):
        act(case)


def test_someone_whose_case_closed_can_be_taken_on_again():
    case = moving.close(opened(), reason="chose_to_stop", on=date(2026, 2, 9), **BY)

    again = opened(person=case.person, service=case.service, opened_on=TODAY)

    assert again.pk != case.pk


def test_many_cases_close_at_once():
    cases = [opened() for _ in range(3)]

    moving.close_many([Closing(case, "completed", TODAY) for case in cases], **BY)

    assert set(Case.objects.values_list("closed_on", flat=True)) == {TODAY}


def test_a_review_in_prison_puts_the_next_a_month_later(person_inside):
    case = opened(person=person_inside, setting="prison", opened_on=date(2026, 1, 10))

    case = clocks.reviewed(case, on=date(2026, 1, 31), **BY)

    assert (case.last_review_on, case.review_due_on) == (date(2026, 1, 31), date(2026, 2, 28))


def test_an_older_review_moves_nothing(person_inside):
    case = opened(person=person_inside, setting="prison", opened_on=date(2026, 1, 10))
    clocks.reviewed(case, on=date(2026, 2, 20), **BY)

    case = clocks.reviewed(case, on=date(2026, 2, 1), **BY)

    assert (case.last_review_on, case.review_due_on) == (date(2026, 2, 20), date(2026, 3, 20))


def test_history_of_reviews_keeps_the_last_of_each(person_inside):
    case = opened(person=person_inside, setting="prison", opened_on=date(2026, 1, 10))

    clocks.reviewed_many([(case, date(2026, 2, 20)), (case, date(2026, 2, 1))], **BY)

    case.refresh_from_db()
    assert case.last_review_on == date(2026, 2, 20)


MOVES = st.lists(st.tuples(st.sampled_from(["prison", "community", "closed"]), st.integers(0, 27)), max_size=6)


@given(moves=MOVES, looked=st.integers(0, 27))
@settings(max_examples=40)
def test_what_held_on_a_day_depends_only_on_what_is_dated_by_it(moves, looked):
    """Whatever is recorded later, with a later date, changes no past snapshot."""
    case, on = opened(opened_on=FIRST), FIRST + timedelta(days=looked)
    expected = "assessment"

    for setting, days in moves:
        dated = FIRST + timedelta(days=days)
        before = stood(case, on)
        try:
            if setting == "closed":
                moving.close(case, reason="other", on=dated, **BY)
            else:
                moving.move(case, setting=setting, on=dated, **BY)
        except Refused:
            assert stood(case, on) == before
            continue
        if dated <= on:
            expected = setting
        assert stood(case, on) == [expected]


@given(moves=MOVES)
@settings(max_examples=20)
def test_the_spells_of_a_case_touch_and_never_overlap(moves):
    case = opened(opened_on=FIRST)

    for setting, days in moves:
        try:
            moving.move(case, setting=setting, on=FIRST + timedelta(days=days), **BY)
        except Refused:
            continue

    rows = list(SettingSpell.objects.filter(case=case).order_by("from_on", "until_on"))
    assert [row.until_on for row in rows[:-1]] == [row.from_on for row in rows[1:]]
    assert rows[-1].until_on is None


@pytest.fixture
def person_inside():
    return StayFactory(admitted_on=date(2026, 1, 5)).person


@pytest.mark.django_db(transaction=True)
def test_two_at_once_close_a_case_once():
    case = CaseFactory()

    assert at_once(lambda: moving.close(case, reason="completed", on=TODAY, **BY)) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_a_case_once():
    case = CaseFactory(opened_on=NOON.date() - timedelta(days=3))

    assert at_once(lambda: moving.move(case, setting="prison", on=TODAY, **BY)) == ["done", "refused"]
