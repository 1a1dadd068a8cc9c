from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.custody.rules import (
    ENDINGS,
    MEANINGS,
    RELEASE_DATE_ORDER,
    SHORT_TERM_DAYS,
    Confidence,
    Moved,
    RouteKind,
    TypedDate,
    check_admitted,
    check_key_date,
    check_moved,
    confidence,
    holds_over,
    in_words,
    leading,
    leading_move,
    throughcare_route,
    weeks_before,
)
from throughline.custody.statuses import DateType, LegalStatus, MovementKind, Supervision
from throughline.foundations.errors import Refused
from throughline.foundations.working_days import Jurisdiction

TODAY = date(2026, 11, 22)
CAME_IN = date(2026, 3, 2)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
weeks = st.integers(0, 520)
typed_dates = st.builds(TypedDate, st.sampled_from(DateType), days)


@given(st.lists(typed_dates))
def test_the_leading_date_is_the_first_type_in_order(dates):
    found = leading(dates)

    ranks = [RELEASE_DATE_ORDER.index(each.type) for each in dates if each.type in RELEASE_DATE_ORDER]
    assert (found is None) == (not ranks)
    assert found is None or (found in dates and RELEASE_DATE_ORDER.index(found.type) == min(ranks))


@given(st.lists(typed_dates), st.randoms())
def test_the_leading_date_does_not_depend_on_the_order_given(dates, random):
    shuffled = random.sample(dates, len(dates))

    assert leading(shuffled) == leading(dates)


def test_a_confirmed_date_leads_over_a_conditional_one():
    conditional = TypedDate(DateType.CONDITIONAL, date(2027, 1, 15))
    confirmed = TypedDate(DateType.CONFIRMED, date(2027, 1, 13))

    assert leading([conditional, confirmed]) == confirmed


@pytest.mark.parametrize(
    "type_",
    [
        DateType.HDC_ELIGIBLE,
        DateType.PAROLE_QUALIFYING,
        DateType.COURT,
        DateType.SENTENCE_END,
        DateType.LICENCE_END,
    ],
)
def test_dates_that_release_nobody_never_lead(type_):
    assert leading([TypedDate(type_, date(2027, 1, 13))]) is None


def test_every_type_is_either_a_day_of_release_or_known_not_to_be():
    others = {
        DateType.HDC_ELIGIBLE,
        DateType.PAROLE_QUALIFYING,
        DateType.COURT,
        DateType.SENTENCE_END,
        DateType.LICENCE_END,
    }

    assert set(RELEASE_DATE_ORDER) | others == set(DateType)
    assert len(set(RELEASE_DATE_ORDER)) == len(RELEASE_DATE_ORDER)


def test_plain_text_from_a_row_works_as_well_as_the_word_itself():
    stored = TypedDate("confirmed", date(2027, 1, 13))

    assert leading([stored]) == stored
    assert confidence("confirmed") == Confidence.FIRM
    assert "Confirmed release date" in in_words(
        Moved(type="confirmed", before=date(2027, 1, 13), after=date(2027, 1, 13)), today=TODAY
    )


def test_only_a_confirmed_date_is_firm():
    assert [type_ for type_ in DateType if confidence(type_) is Confidence.FIRM] == [DateType.CONFIRMED]
    assert confidence(DateType.CONDITIONAL) is Confidence.LIKELY
    assert confidence(DateType.EARLIEST_LIBERATION) is Confidence.COULD_CHANGE


@given(st.lists(typed_dates))
def test_the_same_dates_again_move_nothing(dates):
    assert leading_move(dates, list(reversed(dates))) is None


@given(st.lists(typed_dates), st.lists(typed_dates))
def test_a_move_goes_from_the_old_leading_date_to_the_new_one(before, after):
    moved = leading_move(before, after)
    was, now = leading(before), leading(after)

    assert (moved is None) == (was == now)
    assert moved is None or (moved.before, moved.after) == (was and was.on, now and now.on)
    assert moved is None or moved.type == (now or was).type


@given(days, st.integers(-4000, 4000))
def test_the_days_moved_are_signed(before, shift):
    moved = Moved(type=DateType.CONFIRMED, before=before, after=before + timedelta(days=shift))

    assert moved.days == shift
    assert moved.is_another_day == (shift != 0)


@pytest.mark.parametrize(("before", "after"), [(None, date(2027, 1, 13)), (date(2027, 1, 13), None), (None, None)])
def test_a_date_that_was_not_known_moved_by_no_days(before, after):
    assert Moved(type=DateType.CONFIRMED, before=before, after=after).days == 0


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, date(2027, 1, 13), "The date is now known: Wed 13 Jan."),
        (date(2027, 1, 13), None, "There is now no date. It was Wed 13 Jan."),
        (date(2027, 1, 13), date(2027, 1, 14), "Put back 1 day to Thu 14 Jan. It was Wed 13 Jan."),
        (date(2027, 1, 13), date(2026, 12, 30), "Brought forward 14 days to Wed 30 Dec. It was Wed 13 Jan."),
        (date(2027, 1, 13), date(2027, 1, 13), "The date stays Wed 13 Jan, now as: Confirmed release date."),
        (None, None, "No date is known."),
    ],
)
def test_a_move_is_said_in_a_sentence(before, after, words):
    assert in_words(Moved(type=DateType.CONFIRMED, before=before, after=after), today=TODAY) == words


def test_an_older_notice_does_not_hold_over_a_newer_one():
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert holds_over(noon, latest=None)
    assert holds_over(noon, latest=noon)
    assert holds_over(noon, latest=noon - timedelta(minutes=1))
    assert not holds_over(noon, latest=noon + timedelta(minutes=1))


@given(days, weeks)
def test_whole_weeks_keep_the_weekday(release_on, count):
    assert weeks_before(release_on, count).weekday() == release_on.weekday()


@given(days, st.integers(-4000, 4000), weeks)
def test_due_dates_move_exactly_as_far_as_release(before, shift, count):
    after = before + timedelta(days=shift)

    assert (weeks_before(after, count) - weeks_before(before, count)).days == shift


def refusal(check, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        check(*args, **kwargs)
    return refused.value.field, str(refused.value)


def test_coming_in_today_for_the_first_time_is_allowed():
    check_admitted(TODAY, today=TODAY)
    check_admitted(TODAY, today=TODAY, born_on=date(1994, 5, 4), last_out_on=TODAY)


@pytest.mark.parametrize(
    ("on", "facts", "words"),
    [
        (date(2026, 11, 23), {}, "has not come yet"),
        (CAME_IN, {"born_on": date(2026, 4, 1)}, "They were born on"),
        (CAME_IN, {"open_since": date(2026, 1, 5)}, "in custody since Mon 5 Jan"),
        (CAME_IN, {"last_out_on": date(2026, 3, 3)}, "until Tue 3 Mar"),
    ],
)
def test_coming_in_on_a_day_that_cannot_be_is_refused(on, facts, words):
    field, sentence = refusal(check_admitted, on, today=TODAY, **facts)

    assert field == "admitted_on"
    assert words in sentence


def moved(kind, on, *, ended_on=None, out_on_licence=False):
    check_moved(kind, on, admitted_on=CAME_IN, ended_on=ended_on, out_on_licence=out_on_licence, today=TODAY)


@given(st.sampled_from(sorted(set(MovementKind) - {MovementKind.BACK_FROM_LICENCE})), st.integers(0, 200))
def test_anything_may_happen_from_coming_in_until_today(kind, after):
    moved(kind, CAME_IN + timedelta(days=after))


@given(st.sampled_from(MovementKind), st.integers(1, 4000))
def test_nothing_happens_before_the_stay_began(kind, before):
    field, sentence = refusal(moved, kind, CAME_IN - timedelta(days=before))

    assert field == "on"
    assert "This stay began on" in sentence


@given(st.sampled_from(MovementKind), st.integers(1, 4000))
def test_nothing_is_recorded_before_it_happens(kind, after):
    field, sentence = refusal(moved, kind, TODAY + timedelta(days=after))

    assert field == "on"
    assert "has not come yet" in sentence


@given(st.sampled_from(sorted(ENDINGS)), st.integers(0, 200))
def test_a_stay_ends_only_once(kind, after):
    _, sentence = refusal(moved, kind, CAME_IN + timedelta(days=after), ended_on=date(2026, 10, 1))

    assert "This stay ended on Thu 1 Oct" in sentence


def test_a_movement_learnt_of_late_may_still_be_added_to_a_stay_that_ended():
    moved(MovementKind.TRANSFER, date(2026, 9, 1), ended_on=date(2026, 10, 1))


def test_nothing_is_added_after_a_stay_ended():
    field, _ = refusal(moved, MovementKind.TRANSFER, date(2026, 10, 2), ended_on=date(2026, 10, 1))

    assert field == "on"


def test_temporary_licence_goes_out_and_comes_back_in_turn():
    moved(MovementKind.TEMPORARY_LICENCE, TODAY)
    moved(MovementKind.BACK_FROM_LICENCE, TODAY, out_on_licence=True)

    assert refusal(moved, MovementKind.TEMPORARY_LICENCE, TODAY, out_on_licence=True)[0] == "kind"
    assert refusal(moved, MovementKind.BACK_FROM_LICENCE, TODAY)[0] == "kind"


def test_a_date_of_a_stay_is_not_before_it_began():
    check_key_date(CAME_IN, admitted_on=CAME_IN, today=TODAY)

    assert refusal(check_key_date, CAME_IN - timedelta(days=1), admitted_on=CAME_IN, today=TODAY)[0] == "on"


def test_a_slip_in_the_year_is_refused():
    _, sentence = refusal(check_key_date, date(2206, 12, 20), admitted_on=CAME_IN, today=TODAY)

    assert "Check the year" in sentence


def test_every_legal_status_has_a_meaning():
    assert set(MEANINGS) == set(LegalStatus)


def route(jurisdiction, legal_status=LegalStatus.SENTENCED, supervision=Supervision.NONE, sentence_days=None):
    return throughcare_route(
        jurisdiction=jurisdiction, legal_status=legal_status, supervision=supervision, sentence_days=sentence_days
    ).kind


SCOTLAND, ENGLAND_AND_WALES = Jurisdiction.SCOTLAND, Jurisdiction.ENGLAND_AND_WALES


def test_a_short_sentence_with_no_conditions_is_offered_voluntary_support_in_scotland():
    assert route(SCOTLAND, sentence_days=SHORT_TERM_DAYS - 1) == RouteKind.VOLUNTARY


def test_four_years_or_more_goes_to_justice_social_work_in_scotland():
    four_years = (date(2030, 2, 5) - date(2026, 2, 5)).days

    assert route(SCOTLAND, sentence_days=four_years) == RouteKind.JUSTICE_SOCIAL_WORK


@given(st.none() | st.integers(1, 3000))
def test_statutory_conditions_are_sent_on_however_long_the_sentence(sentence_days):
    statutory = {"supervision": Supervision.STATUTORY, "sentence_days": sentence_days}

    assert route(SCOTLAND, **statutory) == RouteKind.JUSTICE_SOCIAL_WORK
    assert route(ENGLAND_AND_WALES, **statutory) == RouteKind.PROBATION


@pytest.mark.parametrize("legal_status", [LegalStatus.RECALLED, LegalStatus.INDETERMINATE])
def test_recall_and_sentences_without_end_are_supervised(legal_status):
    assert route(SCOTLAND, legal_status) == RouteKind.JUSTICE_SOCIAL_WORK
    assert route(ENGLAND_AND_WALES, legal_status) == RouteKind.PROBATION


@given(st.sampled_from(Jurisdiction), st.sampled_from(Supervision), st.none() | st.integers(1, 3000))
def test_remand_is_offered_voluntary_support_on_any_day(jurisdiction, supervision, sentence_days):
    routes = {
        route(jurisdiction, legal_status, supervision, sentence_days)
        for legal_status in (LegalStatus.REMAND, LegalStatus.CONVICTED_UNSENTENCED)
    }

    assert routes == {RouteKind.VOLUNTARY_ANY_DAY}


def test_what_is_not_known_is_asked():
    assert route(SCOTLAND, sentence_days=None) == RouteKind.ASK
    assert route(SCOTLAND, supervision=Supervision.UNKNOWN, sentence_days=300) == RouteKind.ASK
    assert route(ENGLAND_AND_WALES, supervision=Supervision.UNKNOWN) == RouteKind.ASK
    assert route(ENGLAND_AND_WALES) == RouteKind.VOLUNTARY


@pytest.mark.parametrize("legal_status", [LegalStatus.IMMIGRATION, LegalStatus.CIVIL])
def test_people_held_without_a_sentence_are_offered_voluntary_support(legal_status):
    assert route(SCOTLAND, legal_status, Supervision.UNKNOWN) == RouteKind.VOLUNTARY


@given(
    st.sampled_from(Jurisdiction),
    st.sampled_from(LegalStatus),
    st.sampled_from(Supervision),
    st.none() | st.integers(1, 3000),
)
def test_nobody_is_turned_away_without_a_sentence_saying_what_to_do(jurisdiction, legal_status, supervision, length):
    found = throughcare_route(
        jurisdiction=jurisdiction, legal_status=legal_status, supervision=supervision, sentence_days=length
    )

    assert found.sentence.endswith(".")
    assert found.is_statutory == (found.kind in {RouteKind.JUSTICE_SOCIAL_WORK, RouteKind.PROBATION})
