from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from throughline.custody.release_days import (
    ReleaseKind,
    read_release_day_rules,
    release_day_rules,
    release_day_warning,
)
from throughline.foundations.working_days import ENGLAND_AND_WALES, SCOTLAND, Calendar, Jurisdiction

TODAY = date(2026, 11, 22)
GLASGOW = Calendar(Jurisdiction.SCOTLAND, "Glasgow City")
days = st.dates(date(2024, 1, 1), date(2045, 12, 31))
calendars = st.sampled_from([SCOTLAND, ENGLAND_AND_WALES, GLASGOW])
kinds = st.none() | st.sampled_from(ReleaseKind)
served = st.none() | st.integers(0, 2000)


def warning(on, *, calendar, kind=None, days_served=None, rules=None):
    return release_day_warning(on, calendar=calendar, today=TODAY, kind=kind, days_served=days_served, rules=rules)


def usual_day(on, **facts):
    found = warning(on, **facts)
    return found.usual_on if found else on


@pytest.mark.parametrize(
    ("given_on", "usual_on"),
    [
        (date(2027, 2, 5), date(2027, 2, 4)),
        (date(2027, 2, 6), date(2027, 2, 4)),
        (date(2027, 2, 7), date(2027, 2, 4)),
        (date(2027, 5, 3), date(2027, 4, 29)),
        (date(2027, 2, 4), date(2027, 2, 3)),
    ],
    ids=[
        "Friday goes back one day to Thursday",
        "Saturday goes back two days to Thursday",
        "Sunday goes back three days to Thursday",
        "a Monday public holiday goes back four days to Thursday",
        "Thursday goes back one day to Wednesday",
    ],
)
def test_the_official_examples_for_scotland(given_on, usual_on):
    assert usual_day(given_on, calendar=SCOTLAND) == usual_on


def test_good_friday_and_the_thursday_before_it_go_back_to_wednesday():
    good_friday = date(2027, 3, 26)

    assert usual_day(good_friday, calendar=SCOTLAND) == date(2027, 3, 24)
    assert usual_day(good_friday - timedelta(days=1), calendar=SCOTLAND) == date(2027, 3, 24)


def test_a_local_holiday_counts_where_it_is_kept():
    glasgow_fair = date(2026, 7, 20)

    assert usual_day(glasgow_fair, calendar=GLASGOW) == date(2026, 7, 16)
    assert usual_day(glasgow_fair, calendar=SCOTLAND) == glasgow_fair


@pytest.mark.parametrize(
    ("given_on", "usual_on"),
    [
        (date(2027, 2, 5), date(2027, 2, 4)),
        (date(2027, 2, 6), date(2027, 2, 4)),
        (date(2027, 5, 3), date(2027, 4, 29)),
        (date(2027, 3, 25), date(2027, 3, 24)),
        (date(2027, 2, 4), date(2027, 2, 4)),
    ],
    ids=["a Friday", "a Saturday", "a bank holiday", "the eve of Good Friday", "a Thursday is a good day"],
)
def test_a_fixed_sentence_in_england_and_wales_leaves_one_eligible_working_day_earlier(given_on, usual_on):
    facts = {"calendar": ENGLAND_AND_WALES, "kind": ReleaseKind.FIXED_SENTENCE, "days_served": 28}

    assert usual_day(given_on, **facts) == usual_on


def test_fewer_than_28_days_served_keeps_the_friday_in_england_and_wales():
    facts = {"calendar": ENGLAND_AND_WALES, "kind": ReleaseKind.FIXED_SENTENCE, "days_served": 27}

    assert usual_day(date(2027, 2, 5), **facts) == date(2027, 2, 5)
    assert usual_day(date(2027, 2, 6), **facts) == date(2027, 2, 5)


@pytest.mark.parametrize(
    "kind", [ReleaseKind.INDETERMINATE, ReleaseKind.PAROLE, ReleaseKind.HOME_DETENTION_CURFEW, ReleaseKind.COURT]
)
def test_excluded_releases_keep_the_friday_in_england_and_wales(kind):
    assert warning(date(2027, 2, 5), calendar=ENGLAND_AND_WALES, kind=kind, days_served=500) is None


def test_the_presumption_began_on_30_november_2023():
    facts = {"calendar": ENGLAND_AND_WALES, "kind": ReleaseKind.FIXED_SENTENCE, "days_served": 100}

    assert usual_day(date(2023, 11, 24), **facts) == date(2023, 11, 24)
    assert usual_day(date(2023, 12, 1), **facts) == date(2023, 11, 30)


@given(days, calendars, served)
def test_a_release_straight_from_court_is_never_warned_about(on, calendar, days_served):
    assert warning(on, calendar=calendar, kind=ReleaseKind.COURT, days_served=days_served) is None


@given(days, calendars, kinds, served)
def test_the_usual_day_is_a_working_day_and_never_later(on, calendar, kind, days_served):
    usual_on = usual_day(on, calendar=calendar, kind=kind, days_served=days_served)

    assert usual_on <= on
    assert (on - usual_on).days <= 14
    assert kind is ReleaseKind.COURT or calendar.is_working_day(usual_on)


@given(days, calendars)
def test_a_usual_day_is_followed_by_a_working_day(on, calendar):
    usual_on = usual_day(on, calendar=calendar)

    assert calendar.is_working_day(usual_on + timedelta(days=1))


@given(days, st.sampled_from([SCOTLAND, GLASGOW]))
def test_the_scottish_rules_together_come_to_what_the_2023_act_says_alone(on, calendar):
    new_rule = [rule for rule in release_day_rules() if rule.key == "scotland_fridays"]

    assert usual_day(on, calendar=calendar) == usual_day(on, calendar=calendar, rules=new_rule)


@given(days)
def test_nobody_usually_leaves_from_friday_to_sunday(on):
    usual = [usual_day(on, calendar=calendar).strftime("%A") for calendar in (SCOTLAND, ENGLAND_AND_WALES)]

    assert not {"Friday", "Saturday", "Sunday"} & set(usual)


@given(days, calendars, kinds, served)
def test_a_warning_says_the_day_the_reason_and_the_source(on, calendar, kind, days_served):
    found = warning(on, calendar=calendar, kind=kind, days_served=days_served)

    assume(found)
    assert found.release_on == on
    assert found.sentence.startswith(on.strftime("%a "))
    assert found.usual_on.strftime("The usual day is %a ") in found.sentence
    assert found.reasons
    assert found.source


def test_the_sentence_reads_well():
    found = warning(date(2026, 11, 30), calendar=SCOTLAND)

    assert found.sentence == (
        "Mon 30 Nov is a public holiday (Saint Andrew's Day), a day releases avoid in Scotland. "
        "The usual day is Thu 26 Nov."
    )


def test_the_reason_for_a_thursday_is_that_it_is_one():
    assert "is a Thursday" in warning(date(2027, 2, 4), calendar=SCOTLAND).sentence


def test_the_eve_of_a_holiday_is_named():
    assert "the day before a public holiday (May Day)" not in warning(date(2027, 5, 2), calendar=SCOTLAND).sentence
    assert "the day before a public holiday (Good Friday)" in warning(date(2027, 3, 25), calendar=SCOTLAND).sentence


def test_a_rule_not_confirmed_to_be_in_force_says_so():
    (doubt,) = warning(date(2027, 2, 5), calendar=SCOTLAND).doubts

    assert "not confirmed" in doubt


def test_unknown_facts_are_said_and_known_ones_leave_no_doubt():
    friday = date(2027, 2, 5)

    unsure = warning(friday, calendar=ENGLAND_AND_WALES)
    sure = warning(friday, calendar=ENGLAND_AND_WALES, kind=ReleaseKind.FIXED_SENTENCE, days_served=200)

    assert len(unsure.doubts) == 1
    assert sure.doubts == ()


def test_a_rule_switched_off_by_its_dates_warns_of_nothing():
    rules = read_release_day_rules(RULE.replace("ends_on: null", "ends_on: 2027-01-01"))

    assert warning(date(2027, 2, 5), calendar=SCOTLAND, rules=rules) is None
    assert warning(date(2026, 12, 18), calendar=SCOTLAND, rules=rules) is not None


def test_without_rules_there_are_no_warnings():
    assert warning(date(2027, 2, 6), calendar=SCOTLAND, rules=read_release_day_rules("")) is None


def test_keys_of_rules_are_unique():
    keys = [rule.key for rule in release_day_rules()]

    assert len(keys) == len(set(keys))


RULE = """
- key: fridays
  jurisdiction: scotland
  starts_on: 2024-01-01
  ends_on: null
  confirmed: true
  weekdays: [friday]
  public_holidays: false
  eves: false
  unless_moved_there: []
  minimum_days_served: 0
  not_for: []
  says: No Fridays.
  source: A test.
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("ends_on: null", "ends_on: 2023-01-01"),
        ("[friday]", "[fryday]"),
        ("[friday]", "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"),
        ("  source: A test.\n", ""),
        ("confirmed: true", "confirmed: perhaps"),
    ],
)
def test_a_wrong_rule_stops_the_loading(right, wrong):
    with pytest.raises(ValidationError):
        read_release_day_rules(RULE.replace(right, wrong))


def test_a_thursday_that_a_release_is_brought_forward_to_over_new_year_is_good_enough():
    scotland = Calendar(Jurisdiction.SCOTLAND)

    warning = release_day_warning(date(2041, 1, 3), calendar=scotland, today=date(2040, 11, 1))

    assert warning.usual_on == date(2040, 12, 27)
