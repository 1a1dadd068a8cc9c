"""Rounds of dates: what may follow what, what came of a date, and who is taken out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, OrganisationFactory, StayFactory
from tests.factories.rounds import RoundFactory, RoundRowFactory
from throughline.custody.actions import rounds
from throughline.custody.actions.rounds import NewRow, Said
from throughline.custody.models import RoundRow
from throughline.custody.round_rules import (
    BY_HAND,
    MOST_PEOPLE,
    ROUND_MOVES,
    check_many,
    check_round_move,
    outcome,
    outcome_words,
)
from throughline.custody.rules import Moved
from throughline.custody.statuses import DateType, RoundRowState, RoundState
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db
POLICY = Said(name="October tranche", source="Ministry")
MAY, JUNE = date(2026, 5, 6), date(2026, 6, 3)


def new_row(number=1, stay=None):
    return NewRow(number=number, stay=stay or StayFactory(), type="confirmed", on=JUNE, known_at=NOON)


def prepare(*rows, said=POLICY):
    return rounds.prepare(OrganisationFactory(), said=said, rows=rows, by=SYSTEM, at=NOON)


def fresh(row):
    with writing():
        row.refresh_from_db()
    return row


def noted(what):
    with writing():
        return JournalEntry.objects.get(what=what).facts


def test_a_round_is_kept_with_its_rows_and_told():
    made = prepare(new_row(2), new_row(3))

    with writing():
        rows = list(RoundRow.objects.filter(round=made).order_by("number"))
    assert (made.state, made.name, made.made_by_words) == (RoundState.PREPARED, "October tranche", "Throughline")
    assert [(row.number, row.state) for row in rows] == [(2, "waiting"), (3, "waiting")]
    assert noted("custody.round_prepared") == {"round": "October tranche", "dates": 2, "source": "Ministry"}


@pytest.mark.parametrize(
    ("said", "field"), [(Said(name=" ", source="Ministry"), "name"), (Said(name="Tranche", source=""), "source")]
)
def test_a_round_says_what_it_is_and_who_said_so(said, field):
    with pytest.raises(Refused) as refusal:
        prepare(new_row(), said=said)

    assert refusal.value.field == field


def test_a_round_of_nobody_is_refused():
    with pytest.raises(Refused, match="nobody"):
        prepare()


def test_a_round_of_too_many_is_refused():
    with pytest.raises(Refused, match="narrow it"):
        check_many(MOST_PEOPLE + 1)


def test_people_are_taken_out_and_put_back():
    row = RoundRowFactory(message="")
    other = RoundRowFactory(round=row.round, message="")

    out = rounds.keep_in(row.round, [], of=[row.pk], by=SYSTEM, at=NOON)
    taken = (fresh(row).state, row.message, fresh(other).state)
    back = rounds.keep_in(row.round, [row.pk], of=[row.pk, other.pk], by=SYSTEM, at=NOON)

    assert taken == (RoundRowState.REFUSED, BY_HAND, RoundRowState.WAITING)
    assert (out, back) == (1, 2)
    assert (fresh(row).state, row.message, fresh(other).state) == ("waiting", "", "refused")


def test_nobody_is_taken_out_once_it_was_begun():
    row = RoundRowFactory(round__state="applying", message="")

    with pytest.raises(Refused, match="Only those who wait"):
        rounds.keep_in(row.round, [], of=[row.pk], by=SYSTEM, at=NOON)


def test_a_row_that_was_refused_for_another_reason_is_not_put_back():
    row = RoundRowFactory(state="refused", message="They have left prison.")

    rounds.keep_in(row.round, [row.pk], of=[row.pk], by=SYSTEM, at=NOON)

    assert fresh(row).state == RoundRowState.REFUSED


def test_a_round_out_of_which_everybody_was_taken_is_not_begun():
    row = RoundRowFactory(state="refused", message=BY_HAND)

    with pytest.raises(Refused, match="Everybody was taken out"):
        rounds.begin(row.round, by=SYSTEM, at=NOON)

    assert fresh(row.round).state == RoundState.PREPARED


def test_a_prepared_round_can_be_put_aside():
    row = RoundRowFactory(message="")

    rounds.drop(row.round, by=SYSTEM, at=NOON)

    assert fresh(row.round).state == RoundState.DROPPED
    with pytest.raises(Refused, match="put aside"):
        rounds.begin(row.round, by=SYSTEM, at=NOON)


@pytest.mark.parametrize("act", [rounds.stop, rounds.finish, rounds.begin_undoing])
def test_what_was_not_begun_cannot_be_stopped_finished_or_taken_back(act):
    made = RoundRowFactory(message="").round

    with pytest.raises(Refused, match="not been applied yet"):
        act(made, by=SYSTEM, at=NOON)


@given(st.sampled_from(RoundState), st.sampled_from(RoundState))
def test_every_state_either_follows_or_is_refused_in_a_sentence(start, end):
    if end in ROUND_MOVES[start]:
        check_round_move(start, end)
        return

    with pytest.raises(Refused, match=r"\.$"):
        check_round_move(start, end)


def test_every_round_can_end():
    ends = {state for state, following in ROUND_MOVES.items() if not following}

    assert ends == {RoundState.UNDONE, RoundState.DROPPED}


LEADS = st.none() | st.builds(
    Moved,
    type=st.sampled_from(DateType),
    before=st.none() | st.sampled_from([MAY, JUNE]),
    after=st.none() | st.sampled_from([MAY, JUNE]),
)


@given(st.booleans(), st.booleans(), LEADS)
def test_only_another_day_of_release_counts_as_moved(is_new, holds, lead):
    came = outcome(is_new=is_new, holds=holds, lead=lead)

    assert (came == RoundRowState.OLDER) == (is_new and not holds)
    if came == RoundRowState.MOVED:
        assert lead.is_another_day


def test_what_was_kept_and_moved_nothing_says_why():
    same_day = Moved(type=DateType.CONFIRMED, before=MAY, after=MAY)

    said = [
        outcome_words("court", is_new=True, holds=True, lead=None),
        outcome_words("automatic", is_new=True, holds=True, lead=None),
        outcome_words("confirmed", is_new=True, holds=True, lead=same_day),
        outcome_words("confirmed", is_new=False, holds=False, lead=None),
    ]

    assert [words[:8] for words in said] == ["Kept. It", "Kept. An", "Kept. Th", ""]


def test_a_round_that_nobody_holds_is_free():
    made = RoundFactory()

    with writing():
        found = rounds.free(made.pk)

    assert found == made
