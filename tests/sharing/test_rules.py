"""What must hold for who may know about whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.sharing import rules
from throughline.sharing.statuses import Answer, Compartment, GrantReason, LawfulBasis, Tier

parts = st.lists(st.sampled_from(Compartment.values), unique=True)
tiers = st.sampled_from(Tier.values)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
moments = st.datetimes(timezones=st.timezones())


@given(st.text())
def test_a_reason_has_ten_letters_or_is_refused(words):
    letters = sum(letter.isalpha() for letter in words)

    if letters >= rules.SHORTEST_REASON:
        rules.check_reason(words)
    else:
        with pytest.raises(Refused, match="Say why"):
            rules.check_reason(words)


@given(tiers, parts, st.integers(0, 3), parts)
def test_a_grant_never_reaches_past_what_was_signed(tier, wanted, most_tier, most):
    def within():
        rules.check_within("Steps", tier=tier, compartments=wanted, most_tier=most_tier, most_compartments=most)

    if tier <= most_tier and set(wanted) <= set(most):
        within()
    else:
        with pytest.raises(Refused) as refusal:
            within()
        assert refusal.value.field in {"team", "tier", "compartments"}


def test_what_an_agreement_does_not_cover_is_named_in_words():
    with pytest.raises(Refused, match=r"Steps signed does not cover contact details and sensitive history\."):
        rules.check_within(
            "Steps", tier=1, compartments=["sensitive", "contact"], most_tier=2, most_compartments=["family"]
        )


@given(moments, st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_grant_ends_after_it_begins_or_not_at_all(start, length):
    rules.check_ends(start, None)

    if length > timedelta(0):
        rules.check_ends(start, start + length)
    else:
        with pytest.raises(Refused, match="Choose an end after today"):
            rules.check_ends(start, start + length)


@pytest.mark.parametrize("answer", ["", *Answer.values])
def test_sharing_on_consent_needs_a_yes_as_the_last_answer(answer):
    if answer == Answer.AGREED:
        rules.check_agreed("Steps", answer)
    else:
        with pytest.raises(Refused, match="Record a yes first"):
            rules.check_agreed("Steps", answer)


@given(st.sampled_from(GrantReason.values), st.sampled_from(LawfulBasis.values))
def test_a_duty_in_law_rests_on_a_law_and_other_reasons_are_free(reason, basis):
    if reason != GrantReason.STATUTORY or basis in rules.BASES_OF_A_DUTY:
        rules.check_basis(reason, basis)
    else:
        with pytest.raises(Refused, match="A duty in law"):
            rules.check_basis(reason, basis)


@given(tiers, st.integers(0, 3))
def test_a_record_is_never_left_with_no_team_that_leads(tier, others):
    if tier < Tier.LEADS or others:
        rules.check_someone_leads(tier, others=others)
    else:
        with pytest.raises(Refused, match="No other team leads"):
            rules.check_someone_leads(tier, others=others)


@pytest.mark.parametrize("reason", GrantReason.values)
def test_only_the_sight_of_those_who_hold_someone_cannot_be_stopped(reason):
    if reason == GrantReason.CUSTODY:
        with pytest.raises(Refused, match="They hold this person in custody"):
            rules.check_may_stop(reason)
    else:
        rules.check_may_stop(reason)


@given(days, days)
def test_an_agreement_is_reviewed_after_it_starts_and_left_after_it_was_signed(first, second):
    if second > first:
        rules.check_agreement_days(first, second)
    else:
        with pytest.raises(Refused, match="review day"):
            rules.check_agreement_days(first, second)
    if second >= first:
        rules.check_party_days(first, second)
    else:
        with pytest.raises(Refused, match="had not signed yet"):
            rules.check_party_days(first, second)
