"""What must hold of a talk, and what two rules make of what is known."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.assessments import rules
from throughline.assessments.rules import Earlier, Fact, Finding, Known, Shut, Spoken, Strand, TimeInside
from throughline.assessments.statuses import Level, Views
from throughline.assessments.thresholds import thresholds
from throughline.foundations.errors import Refused

DAY = date(2026, 3, 2)
NUMBERS = thresholds()
ANSWERS = st.sampled_from([True, False, None])
EARLIER_ON = {"on": DAY, "by": "They told us"}

LEVELS = st.sampled_from(Level.values)
WORDS = st.sampled_from(["", "My own door"])
STAYS = st.lists(
    st.builds(
        lambda start, days, length, convicted: TimeInside(
            admitted_on=start,
            ended_on=start + timedelta(days=days),
            sentence_days=length,
            convicted=convicted,
            by="Prison records",
        ),
        st.dates(date(2015, 1, 1), date(2025, 12, 31)),
        st.integers(0, 400),
        st.none() | st.integers(1, 1500),
        ANSWERS,
    ),
    max_size=6,
)
SPOKEN = st.builds(lambda level: Spoken(level=level, on=DAY, by="Nadia Farrell"), LEVELS)
KNOWN = st.builds(
    lambda parts, health, times, rough, told, stays: Known(
        parts=parts,
        mental_health=Fact(words="On the record", on=DAY, by="Nurse") if health else None,
        earlier=Earlier(times=times, slept_rough=rough, **EARLIER_ON) if told else None,
        inside=tuple(stays),
    ),
    st.dictionaries(st.sampled_from(["accommodation", "substances", "health", "work"]), SPOKEN),
    st.booleans(),
    st.none() | st.integers(0, 9),
    ANSWERS,
    st.booleans(),
    STAYS,
)


def both(known):
    return (
        rules.multiple_needs(known, weighing=NUMBERS.multiple_needs),
        rules.revolving_door(known, weighing=NUMBERS.revolving_door),
    )


def stay(start, days, *, length=90, convicted=True):
    return TimeInside(
        admitted_on=start,
        ended_on=start + timedelta(days=days),
        sentence_days=length,
        convicted=convicted,
        by="Prison records",
    )


def strand(finding, name):
    return next(one for one in finding.strands if one.name == name)


@given(answers=st.lists(ANSWERS, min_size=1, max_size=5), needed=st.integers(1, 3))
def test_a_rule_is_unknown_just_when_the_unknown_strands_could_decide_it(answers, needed):
    finding = Finding(
        name="Rule", strands=tuple(Strand(name="One", answer=answer) for answer in answers), needed=needed
    )

    worst = sum(answer is True for answer in answers) >= needed
    best = sum(answer is not False for answer in answers) >= needed
    assert finding.holds == (worst if worst == best else None)


@given(known=KNOWN)
def test_every_finding_says_why_and_never_holds_without_a_dated_fact(known):
    for finding in both(known):
        assert finding.sentence.endswith(".")
        for found in finding.found:
            assert found.facts
            assert all(fact.by and fact.on for fact in found.facts)


@given(known=KNOWN, shut=st.sets(st.sampled_from(list(Shut)), min_size=1))
def test_seeing_less_never_turns_an_answer_round(known, shut):
    seen = replace(
        known,
        parts={} if Shut.TALK in shut else {
            name: said for name, said in known.parts.items()
            if Shut.NEEDS not in shut or name not in {"health", "substances"}
        },
        mental_health=None if shut & {Shut.NEEDS, Shut.TALK} else known.mental_health,
        earlier=None if Shut.EARLIER in shut else known.earlier,
        inside=() if Shut.CUSTODY in shut else known.inside,
        shut=frozenset(shut),
    )  # fmt: skip

    for whole, part in zip(both(known), both(seen), strict=True):
        for all_seen, some_seen in zip(whole.strands, part.strands, strict=True):
            if some_seen.answer is not None:
                assert some_seen.answer == all_seen.answer


def test_nothing_known_is_said_to_be_unknown():
    needs, door = both(Known())

    assert (needs.holds, door.holds) == (None, None)
    assert needs.sentence == (
        "Not known yet. Not known: homelessness, reoffending, problem drug or alcohol use and mental ill health."
    )


def test_two_of_four_make_multiple_needs():
    said = Spoken(level="a_lot", on=DAY, by="Nadia Farrell, Kindling")
    known = Known(parts={"substances": said}, earlier=Earlier(times=None, slept_rough=True, on=DAY, by="They told us"))

    finding = both(known)[0]

    assert finding.holds is True
    assert finding.sentence == "Yes: homelessness and problem drug or alcohol use."
    assert strand(finding, "Homelessness").facts == (Fact(words="They have slept rough", on=DAY, by="They told us"),)


@pytest.mark.parametrize(
    ("level", "answer"),
    [("a_lot", True), ("urgent", True), ("fine", False), ("some", None), ("declined", None), ("not_talked", None)],
)
def test_some_help_or_no_answer_is_not_enough_to_say(level, answer):
    finding = both(Known(parts={"substances": Spoken(level=level, on=DAY, by="T")}))[0]

    assert strand(finding, "Problem drug or alcohol use").answer is answer


def test_a_lot_of_help_with_health_is_not_taken_for_mental_ill_health():
    said = Known(parts={"health": Spoken(level="a_lot", on=DAY, by="T")})
    noted = replace(said, mental_health=Fact(words="On the record", on=DAY, by="Nurse"))

    assert strand(both(said)[0], "Mental ill health").answer is None
    assert strand(both(noted)[0], "Mental ill health").answer is True


def test_remand_alone_is_no_reoffending():
    held = [stay(date(2024, 1, 1), 30, convicted=False), stay(date(2025, 1, 1), 30, convicted=False)]
    known = Known(inside=tuple(held), earlier=Earlier(times=0, slept_rough=None, **EARLIER_ON))

    assert strand(both(known)[0], "Reoffending").answer is False


def test_in_and_out_on_short_sentences_is_a_revolving_door():
    known = Known(inside=(stay(date(2025, 1, 1), 60), stay(date(2025, 5, 1), 60), stay(date(2025, 9, 1), 60)))

    finding = both(known)[1]

    assert finding.holds is True
    assert [one.answer for one in finding.strands] == [True, True, True]
    assert strand(finding, "Back soon after release").facts[0].words == "Out on 30 June 2025, back after 63 days"


def test_one_first_sentence_is_no_revolving_door():
    known = Known(inside=(stay(DAY, 60),), earlier=Earlier(times=0, slept_rough=None, **EARLIER_ON))

    finding = both(known)[1]

    assert finding.holds is False
    assert finding.sentence == "No: none of what it looks for."


def test_what_is_not_shared_is_named():
    finding = both(Known(shut=frozenset({Shut.NEEDS, Shut.EARLIER})))[0]

    assert finding.shut == ["earlier years", "health, drugs and alcohol"]


@given(level=LEVELS, their_words=WORDS, our_view=WORDS, views=st.sampled_from(Views.values))
def test_an_answer_is_kept_just_when_it_does_not_contradict_itself(level, their_words, our_view, views):
    contradicts = (
        (level == Level.NOT_TALKED and (their_words or our_view))
        or (views == Views.DIFFER and not (their_words and our_view))
        or (views == Views.ONE_VIEW and their_words and our_view)
    )

    with pytest.raises(Refused) if contradicts else nullcontext():
        rules.check_said(level=level, their_words=their_words, our_view=our_view, views=views)


@pytest.mark.parametrize("level", ["not_talked", "declined"])
def test_skipping_and_declining_are_answers(level):
    rules.check_said(level=level, their_words="", our_view="", views="one_view")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"level": "lots"}, "level"), ({"views": "maybe"}, "views"), ({"level": "not_talked"}, "level")],
)
def test_an_answer_of_no_kind_of_ours_is_refused(said, field):
    with pytest.raises(Refused) as refusal:
        rules.check_said(**{"level": "some", "their_words": "x", "our_view": "", "views": "one_view"} | said)

    assert refusal.value.field == field


@given(days=st.integers(-5, 5))
def test_the_later_talk_holds_and_the_same_day_counts_as_later(days):
    assert rules.holds_over(DAY + timedelta(days=days), held=DAY) == (days >= 0)
    assert rules.holds_over(DAY, held=None)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"concern": "weather"}, "concern"),
        ({"words": " "}, "words"),
        ({"context": " "}, "context"),
        ({"noted_on": DAY + timedelta(days=1)}, "noted_on"),
        ({"look_again_on": DAY}, "look_again_on"),
    ],
)
def test_a_concern_needs_its_context_and_days_that_can_be(told, field):
    given_ = {"concern": "self", "words": "W", "context": "C", "noted_on": DAY, "look_again_on": None, "today": DAY}

    with pytest.raises(Refused) as refusal:
        rules.check_safety(**given_ | told)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("told", "field"),
    [({}, ""), ({"times_in_prison": -1}, "times_in_prison"), ({"years_inside": 91}, "years_inside")],
)
def test_earlier_years_must_say_something_that_can_be(told, field):
    nothing = {"times_in_prison": None, "years_inside": None, "slept_rough": None, "words": ""}

    with pytest.raises(Refused) as refusal:
        rules.check_earlier(**nothing | told)

    assert refusal.value.field == field


def test_the_numbers_say_where_they_come_from():
    assert "2016" in NUMBERS.multiple_needs.source
    assert "our setting" in NUMBERS.revolving_door.source
