"""Contact over time: kept up, dropped and taken up again, each with why."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from throughline.cases.engagement import DROPPED_AFTER, Engagement, Tried, engagement
from throughline.cases.statuses import Happened

TODAY = date(2026, 3, 2)
CONTACTS = st.lists(
    st.builds(Tried, st.dates(date(2025, 1, 1), date(2026, 4, 1)), st.sampled_from(Happened)), max_size=12
)


def dated(days_ago, happened=Happened.YES):
    return Tried(TODAY - timedelta(days=days_ago), happened)


@given(contacts=CONTACTS)
def test_the_spans_follow_one_another_without_gaps_until_today(contacts):
    spans = engagement(contacts, today=TODAY)

    for before, after in pairwise(spans):
        assert before.until_on == after.from_on
        assert before.from_on < before.until_on
    assert [span.until_on for span in spans[-1:]] == [None] * len(spans[-1:])


@given(contacts=CONTACTS)
def test_every_contact_that_happened_lies_in_a_time_in_touch(contacts):
    spans = engagement(contacts, today=TODAY)

    for each in contacts:
        if each.happened == Happened.YES and each.on <= TODAY:
            (held,) = [s for s in spans if s.from_on <= each.on and (s.until_on is None or each.on < s.until_on)]
            assert held.kind != Engagement.DROPPED


@given(contacts=CONTACTS)
def test_times_in_and_out_of_touch_take_turns(contacts):
    kinds = [span.kind for span in engagement(contacts, today=TODAY)]

    assert kinds[:1] in ([], [Engagement.SUSTAINED])
    assert all((one == Engagement.DROPPED) != (other == Engagement.DROPPED) for one, other in pairwise(kinds))
    assert Engagement.SUSTAINED not in kinds[1:]


@given(contacts=CONTACTS)
def test_the_order_in_which_contacts_are_told_changes_nothing(contacts):
    assert engagement(contacts, today=TODAY) == engagement(contacts[::-1], today=TODAY)


def test_nothing_is_said_before_the_first_contact():
    assert engagement([dated(9, Happened.NO_ANSWER)], today=TODAY) == ()


def test_the_last_day_of_the_four_weeks_is_still_in_touch():
    (span,) = engagement([dated(DROPPED_AFTER.days)], today=TODAY)

    assert (span.kind, span.until_on) == (Engagement.SUSTAINED, None)


def test_a_dropped_time_says_what_was_tried():
    contacts = [
        dated(90),
        dated(80, Happened.NO_ANSWER),
        dated(50, Happened.NO_ANSWER),
        dated(40, Happened.DID_NOT_COME),
    ]

    spans = engagement(contacts, today=TODAY)

    assert [span.kind.label for span in spans] == ["In touch", "Out of touch"]
    assert spans[0].reason == "1 contact that happened."
    assert spans[1].reason == (
        "No contact happened for more than 28 days. 3 tries: tried, no answer (2) and the person did not come (1)."
    )


def test_a_dropped_time_without_tries_says_that_too():
    spans = engagement([dated(90), dated(3)], today=TODAY)

    assert [span.kind for span in spans] == [Engagement.SUSTAINED, Engagement.DROPPED, Engagement.RESUMED]
    assert spans[1].reason.endswith("Nobody recorded a try.")
