"""What must hold for cases, tried with whatever days, settings and words there may be."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.cases import rules
from throughline.cases.rules import FIRST_WEEKS, Gate
from throughline.cases.statuses import Audience, NoteKind, Setting
from throughline.foundations.errors import Refused

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = st.dates(date(2014, 1, 1), date(2026, 12, 31))
SETTINGS = st.sampled_from(Setting)


def refused(check):
    try:
        check()
    except Refused as refusal:
        return bool(refusal.field)
    return False


@dataclass
class Promise:
    quiet_after: int = 28
    quiet_after_release: int = 7


PROMISES = st.builds(Promise, st.integers(1, 365), st.integers(1, 365))
GATES = st.builds(Gate, st.booleans(), st.none() | DAYS)


@given(opened_on=DAYS, last=st.none() | DAYS, gate=GATES, promised=PROMISES)
def test_quiet_counts_from_the_last_thing_that_happened(opened_on, last, gate, promised):
    said = rules.quiet_from(opened_on=opened_on, last_contact_on=last, gate=gate, promised=promised)

    base = max(day for day in (opened_on, last, gate.since) if day)
    assert said - base in {timedelta(days=promised.quiet_after), timedelta(days=promised.quiet_after_release)}


@given(out_on=DAYS, later=st.integers(0, 60), promised=PROMISES)
def test_contact_is_looked_for_sooner_in_the_first_weeks_after_release(out_on, later, promised):
    last = out_on + timedelta(days=later)

    said = rules.quiet_from(
        opened_on=date(2014, 1, 1), last_contact_on=last, gate=Gate(inside=False, since=out_on), promised=promised
    )

    sooner = timedelta(days=later) < FIRST_WEEKS
    assert said == last + timedelta(days=promised.quiet_after_release if sooner else promised.quiet_after)


@given(opened_on=DAYS, last=DAYS, later=st.integers(0, 400), gate=GATES, promised=PROMISES)
def test_a_later_contact_never_counts_for_less_once_the_first_weeks_are_over(opened_on, last, later, gate, promised):
    promised.quiet_after_release = promised.quiet_after
    facts = {"opened_on": opened_on, "gate": gate, "promised": promised}

    before = rules.quiet_from(last_contact_on=last, **facts)

    assert rules.quiet_from(last_contact_on=last + timedelta(days=later), **facts) >= before


@given(opened_on=DAYS, last=st.none() | DAYS, since=st.none() | DAYS)
def test_no_review_is_promised_outside(opened_on, last, since):
    gate = Gate(inside=False, since=since)

    assert rules.review_due_on(opened_on=opened_on, last_review_on=last, gate=gate) is None


@given(opened_on=DAYS, last=st.none() | DAYS, since=DAYS)
def test_a_review_is_due_within_a_month_in_prison(opened_on, last, since):
    due = rules.review_due_on(opened_on=opened_on, last_review_on=last, gate=Gate(inside=True, since=since))

    base = max(day for day in (opened_on, last, since) if day)
    assert timedelta(days=28) <= due - base <= timedelta(days=31)


@given(on=DAYS)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(on):
    later = rules.month_after(on)

    assert (later.year * 12 + later.month) - (on.year * 12 + on.month) == 1
    assert later.day == on.day or (later + timedelta(days=1)).day == 1


@given(start=SETTINGS, end=SETTINGS)
def test_a_case_moves_only_as_the_table_says(start, end):
    allowed = rules.SETTINGS.allows(start, end)

    try:
        rules.check_move(start, end, closed_on=TODAY, today=TODAY)
    except Refused:
        assert not allowed
    else:
        assert allowed


@given(end=SETTINGS)
def test_nothing_follows_a_closed_case(end):
    with pytest.raises(Refused, match="a new referral opens a new one"):
        rules.check_move(Setting.CLOSED, end, closed_on=TODAY, today=TODAY)


@given(on=DAYS, last=st.none() | DAYS)
def test_a_change_never_comes_before_the_last_one(on, last):
    try:
        rules.check_follows(on, last=last, today=TODAY)
    except Refused:
        assert on < last
    else:
        assert last is None or on >= last


@given(minutes=st.none() | st.integers(-2000, 4000))
def test_a_contact_lasts_up_to_a_day(minutes):
    try:
        rules.check_minutes(minutes)
    except Refused:
        assert minutes < 0 or minutes > 24 * 60
    else:
        assert minutes is None or 0 <= minutes <= 24 * 60


@given(ahead=st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_contact_is_never_in_the_future_beyond_a_little_slack(ahead):
    try:
        rules.check_happened(NOW + ahead, born_on=date(1990, 1, 1), now=NOW)
    except Refused:
        assert ahead > rules.SLACK
    else:
        assert ahead <= rules.SLACK


def test_nobody_is_met_before_they_are_born():
    with pytest.raises(Refused, match="not born then"):
        rules.check_happened(datetime(1989, 1, 1, tzinfo=UTC), born_on=date(1990, 1, 1), now=NOW)


@given(
    words=st.text(max_size=20),
    kind=st.sampled_from(NoteKind),
    audience=st.sampled_from(Audience),
    permission=st.none() | st.booleans(),
    has_author=st.booleans(),
)
def test_a_note_says_something_to_someone_and_quotes_only_with_permission(
    words, kind, audience, permission, has_author
):
    can_be = (
        bool(words.strip())
        and (kind != NoteKind.QUOTE or permission is True)
        and (audience != Audience.PRIVATE or has_author)
    )

    assert can_be != refused(
        lambda: rules.check_note(words, kind=kind, audience=audience, permission=permission, has_author=has_author)
    )


@given(from_on=DAYS, until_on=DAYS)
def test_cover_ends_after_it_starts_and_after_today(from_on, until_on):
    try:
        rules.check_cover(from_on=from_on, until_on=until_on, today=TODAY)
    except Refused:
        assert until_on <= from_on or until_on <= TODAY
    else:
        assert from_on < until_on
        assert until_on > TODAY


def test_a_reason_is_more_than_spaces():
    with pytest.raises(Refused, match="Say why"):
        rules.check_said("  \n ")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"on": date(2026, 3, 3)}, "has not come yet"),
        ({"born_on": date(2026, 3, 2), "on": date(2026, 3, 1)}, "not born then"),
        ({"setting": "closed"}, "where they are supported"),
    ],
)
def test_a_case_opens_on_a_day_that_can_be_and_not_closed(facts, words):
    given = {"on": TODAY, "setting": "assessment", "born_on": date(1990, 1, 1), "today": TODAY} | facts

    with pytest.raises(Refused, match=words):
        rules.check_opened(given.pop("on"), **given)
