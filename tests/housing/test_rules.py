"""Somewhere to live: clocks of a tenancy, whose law, the first night, risk, readiness, and whether a home lasts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from throughline.foundations.errors import Refused
from throughline.housing import rules
from throughline.housing.rules import (
    Asked,
    FirstNightState,
    MilestoneState,
    PlannedHome,
    ReadyFacts,
    RiskFacts,
    RiskLevel,
    Spell,
    Tenancy,
)
from throughline.housing.rules import councils as council_rules
from throughline.housing.rules import homes as home_rules
from throughline.housing.rules.milestones import check_milestone
from throughline.housing.rules.nights import WORDS
from throughline.housing.rules.settings import ClockRule, all_forms, clock_rules, nations, our_own, read
from throughline.housing.statuses import ApplicationKind, HomeKind, Nation, Yes

TODAY = date(2026, 3, 2)
CAME_IN = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def clock(*spells, help_="housing_benefit", back="yes", came_in=CAME_IN, release_on=None, today=TODAY):
    found = rules.tenancy_clocks(
        Tenancy(rent_help=help_, means_to_return=back),
        admitted_on=came_in,
        spells=[Spell(status, since) for status, since in spells],
        release_on=release_on,
        today=today,
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("spells", "help_", "ends_on"),
    [
        ([("remand", CAME_IN)], "housing_benefit", CAME_IN + 52 * WEEK),
        ([("sentenced", CAME_IN)], "housing_benefit", CAME_IN + 13 * WEEK),
        ([("recalled", CAME_IN)], "housing_benefit", CAME_IN + 13 * WEEK),
        ([("convicted_unsentenced", CAME_IN)], "housing_benefit", CAME_IN + 52 * WEEK),
        ([], "housing_benefit", CAME_IN + 13 * WEEK),
        ([("remand", CAME_IN)], "universal_credit", CAME_IN + 26 * WEEK),
        ([("sentenced", CAME_IN)], "universal_credit", CAME_IN + 26 * WEEK),
    ],
)
def test_help_with_the_rent_goes_on_for_so_many_weeks_from_coming_in(spells, help_, ends_on):
    assert clock(*spells, help_=help_).ends_on == ends_on


def test_remand_time_counts_once_they_are_sentenced():
    found = clock(("remand", CAME_IN), ("sentenced", date(2026, 2, 16)))

    assert (found.weeks, found.ends_on) == (13, date(2026, 4, 6))
    assert found.days_left == 35


def test_a_sentence_after_long_remand_ends_the_help_that_day_and_takes_nothing_back():
    found = clock(("remand", date(2025, 9, 1)), ("sentenced", date(2026, 2, 16)), came_in=date(2025, 9, 1))

    assert found.ends_on == date(2026, 2, 16)
    assert found.has_run_out
    assert "it ran out on Mon 16 Feb" in found.sentence


def test_a_sentence_that_has_not_come_yet_changes_nothing():
    assert clock(("remand", CAME_IN), ("sentenced", TODAY + WEEK)).weeks == 52


def test_a_leap_day_is_a_day_like_any_other():
    found = clock(("remand", date(2028, 1, 3)), came_in=date(2028, 1, 3), today=date(2028, 2, 29))

    assert found.ends_on == date(2029, 1, 1)
    assert found.days_left == 307


@pytest.mark.parametrize("help_", ["self", "other", "none", "unknown", ""])
def test_nothing_runs_where_no_help_has_a_limit(help_):
    assert clock(("remand", CAME_IN), help_=help_) is None


@pytest.mark.parametrize(
    ("release_on", "breaks", "said"),
    [
        (None, None, "No day of release is known."),
        (date(2026, 4, 6), False, "That covers release on Mon 6 Apr."),
        (date(2026, 4, 7), True, "comes 1 day later: tell the council now"),
    ],
)
def test_a_clock_says_whether_it_lasts_until_release(release_on, breaks, said):
    found = clock(("sentenced", CAME_IN), release_on=release_on)

    assert found.breaks_before_release is breaks
    assert said in found.sentence


def test_help_stops_for_someone_who_does_not_mean_to_go_back():
    found = clock(("remand", CAME_IN), back="no")

    assert found.ends_on == TODAY
    assert "End the tenancy" in found.doubts[0]


def test_a_clock_asks_what_is_not_known():
    found = clock(("convicted_unsentenced", CAME_IN), back="unknown")

    assert [doubt.split()[0] for doubt in found.doubts] == ["Ask", "Ask"]
    assert found.tell_by_on == date(2026, 1, 19)
    assert clock(("remand", CAME_IN), help_="universal_credit").tell_by_on is None


@given(came_in=DAYS, after=st.integers(0, 900), status=st.sampled_from(["remand", "sentenced"]))
def test_a_clock_never_ends_before_they_came_in_and_counts_down_a_day_a_day(came_in, after, status):
    today = came_in + timedelta(days=after)

    found = clock((status, came_in), came_in=came_in, today=today)
    tomorrow = clock((status, came_in), came_in=came_in, today=today + timedelta(days=1))

    assert found.ends_on > came_in
    assert found.days_left - tomorrow.days_left == 1


@given(came_in=DAYS, remand=st.integers(1, 400))
def test_a_sentence_never_makes_the_help_longer_and_never_takes_back_what_was_paid(came_in, remand):
    sentenced_on = came_in + timedelta(days=remand)

    before = clock(("remand", came_in), came_in=came_in, today=sentenced_on - timedelta(days=1))
    after = clock(("remand", came_in), ("sentenced", sentenced_on), came_in=came_in, today=sentenced_on)

    assert after.ends_on >= sentenced_on
    assert after.ends_on <= max(before.ends_on, sentenced_on)


def test_every_clock_says_where_it_comes_from_and_asks_only_when_it_must():
    for rule in clock_rules():
        assert rule.source
        assert bool(rule.check) != rule.confirmed


def test_a_clock_that_contradicts_itself_is_refused_as_it_is_read():
    text = """
        {key: x, rent_help: self, statuses: [], weeks: 1, tell_within_days: null, starts_on: 2026-01-02,
         ends_on: 2026-01-01, confirmed: true, says: x, check: "", source: x}
    """

    with pytest.raises(ValidationError, match="ends before it starts"):
        read(text, ClockRule)
    with pytest.raises(ValidationError, match="must say what to ask"):
        read(text.replace("2026-01-01", "null").replace("confirmed: true", "confirmed: false"), ClockRule)


def test_a_clock_holds_only_in_its_own_days():
    rule = clock_rules()[0]
    over = ClockRule(**{**vars(rule), "ends_on": TODAY})
    later = ClockRule(**{**vars(rule), "starts_on": TODAY + WEEK})

    assert not over.is_for(rule.rent_help, "remand", on=TODAY)
    assert not later.is_for(rule.rent_help, "remand", on=TODAY)
    assert rule.is_for(rule.rent_help, "remand", on=TODAY)


@pytest.mark.parametrize(
    ("jurisdiction", "area", "nation"),
    [
        ("scotland", "", "scotland"),
        ("scotland", "Fife", "scotland"),
        ("england_and_wales", "Stoke-on-Trent", "england"),
        ("england_and_wales", "Wrexham", "wales"),
        ("england_and_wales", "", None),
        ("", "Fife", None),
    ],
)
def test_the_nation_of_an_area_is_known_or_left_open(jurisdiction, area, nation):
    assert rules.nation_of(jurisdiction=jurisdiction, area=area) == nation


def test_wales_has_its_twenty_two_councils():
    assert len(nations().wales) == 22


def asked(**facts):
    given = {
        "kind": "duty_to_refer",
        "nation": Nation.ENGLAND,
        "authority_kind": "council",
        "made_on": TODAY,
        "has_live_consent": True,
        "chose_authority": True,
        "may_pass_contact": True,
        "homeless_by_on": TODAY + timedelta(days=56),
    }
    return Asked(**{**given, **facts})


def faults(**facts):
    return [fault.field for fault in rules.application_faults(asked(**facts), today=TODAY)]


def test_a_duty_to_refer_with_its_three_yeses_stands():
    assert faults() == []


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"has_live_consent": False}, ["consent"]),
        ({"consent_is_for_authority": False}, ["consent"]),
        ({"chose_authority": False}, ["chose_authority"]),
        ({"may_pass_contact": False}, ["may_pass_contact"]),
        ({"homeless_by_on": None}, ["homeless_by_on"]),
        ({"homeless_by_on": TODAY + timedelta(days=57)}, ["homeless_by_on"]),
        ({"made_on": TODAY + timedelta(days=1)}, ["made_on"]),
        ({"authority_kind": "region"}, ["authority"]),
        ({"nation": None}, ["authority"]),
        ({"nation": Nation.SCOTLAND}, ["kind"]),
        ({"nation": Nation.WALES}, ["kind"]),
        (
            {"has_live_consent": False, "chose_authority": False, "may_pass_contact": False, "homeless_by_on": None},
            ["consent", "chose_authority", "may_pass_contact", "homeless_by_on"],
        ),
    ],
)
def test_every_fault_of_a_duty_to_refer_stands_beside_its_answer(facts, fields):
    assert faults(**facts) == fields


def test_the_first_fault_is_the_refusal():
    with pytest.raises(Refused, match="English law and does not reach a council in Wales") as refused:
        council_rules.check_application(asked(nation=Nation.WALES), today=TODAY)

    assert refused.value.field == "kind"


def test_a_form_a_nation_does_not_have_is_refused():
    with pytest.raises(Refused, match="England has no such form"):
        council_rules.check_application(asked(kind="ask_and_act"), today=TODAY)


@pytest.mark.parametrize("nation", list(Nation))
def test_each_nation_has_its_own_forms_and_only_england_the_duty_to_refer(nation):
    kinds = [form.kind for form in rules.forms_of(nation)]

    assert {ApplicationKind.HOMELESSNESS, ApplicationKind.EMERGENCY} < set(kinds)
    assert (ApplicationKind.DUTY_TO_REFER in kinds) == (nation == Nation.ENGLAND)
    assert rules.form_of(nation, "homelessness").nation == nation


@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.WALES])
def test_outside_england_an_application_asks_for_no_three_yeses(nation):
    facts = {"has_live_consent": False, "chose_authority": False, "may_pass_contact": False, "homeless_by_on": None}

    assert faults(nation=nation, kind="homelessness", **facts) == []


def test_every_form_says_what_it_is_and_where_that_comes_from():
    assert all(form.says and form.source for form in all_forms())
    assert rules.forms_of(None) == ()


@pytest.mark.parametrize(
    ("state", "tries", "said"),
    [
        ("waiting", 1, ""),
        ("waiting", 2, "tried 2 times"),
        ("contacted", 3, "tried 3 times"),
        ("accepted", 3, ""),
        ("closed", 0, "A new one is needed"),
    ],
)
def test_two_failed_tries_warn_that_a_new_referral_is_needed(state, tries, said):
    warning = rules.needs_new_referral(state=state, tries=tries)

    assert (said in warning) if said else warning == ""


@pytest.mark.parametrize(
    ("state", "words", "said"),
    [("waiting", "x", "Choose what the council decided"), ("declined", "  ", "Say why the council said no")],
)
def test_a_decision_that_is_none_is_refused(state, words, said):
    with pytest.raises(Refused, match=said):
        council_rules.check_decision(state, words)


@given(checked_on=DAYS, after=st.integers(0, 400))
def test_a_way_grows_old_after_six_months_and_stays_old(checked_on, after):
    today = checked_on + timedelta(days=after)

    old = rules.way_is_old(checked_on, today=today)

    assert old == (after > 184) or 181 <= after <= 184
    assert not old or rules.way_is_old(checked_on, today=today + WEEK)


def planned(**facts):
    return PlannedHome(**{"kind": "supported", "sure": "agreed", **facts})


NEAR, FAR = TODAY + timedelta(days=10), TODAY + timedelta(days=60)


@pytest.mark.parametrize(
    ("home", "facts", "state"),
    [
        (planned(), {}, "in_place"),
        (planned(), {"release_on": None}, "in_place"),
        (planned(kind="no_address"), {}, "missing"),
        (planned(kind="sofa"), {}, "at_risk"),
        (planned(safe="no"), {}, "at_risk"),
        (planned(suitable="no"), {}, "at_risk"),
        (planned(free_from_on=FAR + WEEK), {}, "at_risk"),
        (planned(held_until_on=FAR), {}, "at_risk"),
        (planned(sure="offered"), {}, "under_way"),
        (planned(sure="hoped"), {"release_on": None}, "under_way"),
        (planned(sure="hoped"), {"release_on": NEAR}, "at_risk"),
        (planned(sure="fell_through"), {}, "missing"),
        (None, {"kept": True}, "in_place"),
        (None, {"asked": True}, "under_way"),
        (None, {"asked": True, "release_on": NEAR}, "at_risk"),
        (None, {"asked": True, "release_on": None}, "under_way"),
        (None, {}, "missing"),
        (None, {"release_on": TODAY - WEEK}, "missing"),
        (None, {"release_on": None}, "ask"),
        (None, {"release_on": TODAY + timedelta(days=85)}, "ask"),
    ],
)
def test_the_first_night_has_a_state_and_a_reason(home, facts, state):
    night = rules.first_night(home, **{"release_on": FAR, "today": TODAY, **facts})

    assert night.state == state
    assert night.word == WORDS[FirstNightState(state)]
    assert night.reason.endswith(".")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, None),
        ({"free_from_on": FAR}, None),
        ({"free_from_on": FAR + timedelta(days=4)}, "The home is free from Tue 5 May, 4 days after release."),
        ({"held_until_on": FAR + timedelta(days=1)}, None),
        ({"held_until_on": FAR}, "The home is kept for them only until Fri 1 May, the day of release."),
        ({"held_until_on": FAR - timedelta(days=1)}, "only until Thu 30 Apr, 1 day before release."),
        ({"sure": "fell_through", "held_until_on": TODAY}, None),
    ],
)
def test_a_home_that_does_not_fit_the_day_says_why(facts, said):
    found = rules.misfit(planned(**facts), release_on=FAR)

    assert (found is None) if said is None else said in found


def test_nothing_planned_or_no_date_is_no_misfit():
    assert rules.misfit(None, release_on=FAR) is None
    assert rules.misfit(planned(held_until_on=TODAY), release_on=None) is None


@given(release_on=DAYS, free=st.none() | DAYS, held=st.none() | DAYS, today=DAYS)
def test_an_agreed_home_is_in_place_just_when_it_fits(release_on, free, held, today):
    home = planned(free_from_on=free, held_until_on=held)

    night = rules.first_night(home, release_on=release_on, today=today)

    assert night.is_in_place == (rules.misfit(home, release_on=release_on) is None)
    assert bool(rules.in_place(home, release_on=release_on, kept=False)) == night.is_in_place


def risk(night="missing", **facts):
    return rules.homelessness_risk(RiskFacts(night=FirstNightState(night), **facts))


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"night": "in_place"}, "none"),
        ({"night": "in_place", "before": "rough"}, "none"),
        ({"night": "in_place", "rent_stops": True}, "some"),
        ({"night": "ask"}, "ask"),
        ({"night": "under_way"}, "ask"),
        ({"night": "missing"}, "some"),
        ({"night": "missing", "fell_through": True}, "high"),
        ({"night": "ask", "before": "sofa"}, "high"),
        ({"night": "ask", "says_nowhere": True}, "high"),
        ({"night": "under_way", "lost_inside": True}, "high"),
        ({"night": "ask", "before": "council"}, "ask"),
        ({"night": "ask", "arrears": True}, "ask"),
        ({"night": "ask", "arrears": True, "kept": True}, "some"),
    ],
)
def test_the_risk_of_homelessness_follows_from_the_record(facts, level):
    assert risk(**facts).level == level


def test_every_reason_for_the_risk_is_said():
    found = risk(before="hostel", lost_inside=True, says_nowhere=True, fell_through=True, rent_stops=True)

    assert found.is_high
    assert len(found.reasons) == 6
    assert found.sentence.startswith("High risk of homelessness: help with the rent stops before release, ")
    assert risk("in_place").sentence == "A home is in place."


@given(
    night=st.sampled_from(FirstNightState),
    flags=st.lists(st.booleans(), min_size=6, max_size=6),
    before=st.sampled_from(["", *HomeKind.values]),
)
def test_one_more_reason_never_lowers_the_risk(night, flags, before):
    names = ("lost_inside", "kept", "rent_stops", "arrears", "says_nowhere", "fell_through")
    facts = dict(zip(names, flags, strict=True))
    order = [RiskLevel.NONE, RiskLevel.ASK, RiskLevel.SOME, RiskLevel.HIGH]

    found = rules.homelessness_risk(RiskFacts(night=night, before=before, **facts))
    more = rules.homelessness_risk(RiskFacts(night=night, before=before, **{**facts, "rent_stops": True}))

    assert order.index(more.level) >= order.index(found.level)
    assert bool(found.reasons) == (found.level in {RiskLevel.SOME, RiskLevel.HIGH})


def ready(**facts):
    return rules.readiness(ReadyFacts(**{"in_place": "", "has_account": True, "efforts": ["council"] * 3, **facts}))


@pytest.mark.parametrize(
    ("facts", "yes", "said"),
    [
        ({"in_place": "Council tenancy, agreed.", "has_account": False, "efforts": []}, True, "Council tenancy"),
        ({}, True, "with an account and 3 efforts on record"),
        ({"has_account": False}, False, "Write the account"),
        ({"efforts": ["council", "family"]}, False, "Record 1 more effort"),
        ({"efforts": ["family", "provider", "spoke"]}, False, "Ask a council"),
        ({"efforts": ["emergency", "provider", "spoke"]}, True, "3 efforts"),
        ({"efforts": ["family"], "anyway_by": "Ann Reid"}, True, "Ann Reid said ready all the same"),
        ({"efforts": [], "anyway_by": "Ann Reid"}, False, "Record 3 more efforts"),
        ({"has_account": False, "anyway_by": "Ann Reid"}, False, "Write the account"),
    ],
)
def test_a_release_is_ready_with_a_home_or_an_account_of_every_effort(facts, yes, said):
    found = ready(**facts)

    assert found.yes is yes
    assert said in found.sentence


@pytest.mark.parametrize(
    ("left_on", "answers", "today", "states"),
    [
        (None, {}, date(2026, 3, 2), ["later", "later"]),
        (None, {}, date(2026, 6, 1), ["ask", "later"]),
        (None, {13: "yes"}, date(2026, 8, 31), ["answered", "ask"]),
        (date(2026, 5, 1), {}, date(2026, 8, 31), ["moved_on", "moved_on"]),
        (date(2026, 7, 1), {13: "no"}, date(2026, 8, 31), ["answered", "moved_on"]),
    ],
)
def test_whether_they_still_live_there_is_asked_after_13_and_26_weeks(left_on, answers, today, states):
    found = rules.milestones(date(2026, 3, 2), left_on=left_on, answers=answers, today=today)

    assert [(each.weeks, each.due_on) for each in found] == [(13, date(2026, 6, 1)), (26, date(2026, 8, 31))]
    assert [each.state for each in found] == [MilestoneState(state) for state in states]
    assert not any("fail" in each.words.lower() for each in found)


@pytest.mark.parametrize("answer", list(Yes))
def test_an_answer_is_said_in_words(answer):
    (first, _) = rules.milestones(TODAY, left_on=None, answers={13: answer}, today=TODAY)

    assert first.words in {"Still there", "No longer there", "Asked, not known"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"weeks": 12}, "Choose 13 and 26 weeks"),
        ({"moved_in_on": None}, "moved in is not known"),
        ({"on": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"on": TODAY - timedelta(days=1)}, "Ask from then"),
    ],
)
def test_an_answer_before_its_time_is_refused(facts, said):
    given_ = {"weeks": 13, "moved_in_on": TODAY - 13 * WEEK, "on": TODAY, "today": TODAY, **facts}

    with pytest.raises(Refused, match=said):
        check_milestone(given_.pop("weeks"), **given_)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "moon"}, "kind"),
        ({"noted_on": TODAY + WEEK}, "noted_on"),
        ({"when": "planned", "sure": ""}, "sure"),
        ({"when": "planned", "sure": "fell_through"}, "sure"),
        ({"when": "planned", "sure": "agreed", "from_on": TODAY}, "from_on"),
        ({"when": "planned", "sure": "agreed", "free_from_on": NEAR, "held_until_on": NEAR}, "held_until_on"),
        ({"sure": "agreed"}, "sure"),
        ({"free_from_on": TODAY}, "sure"),
        ({"from_on": NEAR}, "from_on"),
        ({"until_on": NEAR}, "until_on"),
        ({"from_on": TODAY, "until_on": CAME_IN}, "until_on"),
    ],
)
def test_a_home_that_cannot_be_is_refused_beside_the_answer(facts, field):
    days = home_rules.HomeDays(**{"when": "before", "kind": "council", "noted_on": TODAY, **facts})

    with pytest.raises(Refused) as refused:
        home_rules.check_home(days, today=TODAY)

    assert refused.value.field == field


def test_the_limits_that_are_our_own_are_kept_apart_from_the_code():
    own = our_own()

    assert (own.efforts_before_ready, own.milestone_weeks, own.tries_of_a_council) == (3, (13, 26), 2)
    assert HomeKind.COUNCIL in rules.STEADY
    assert not rules.STEADY & rules.HOMELESS
    assert "our own reading" in rules.STEADY_SOURCE
