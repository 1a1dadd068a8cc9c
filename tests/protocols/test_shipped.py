"""The protocols that come with Throughline: without fault, each step sourced, one task for one need."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.agencies.pathways import RESTRICTED, Pathway
from throughline.foundations.working_days import SCOTLAND
from throughline.protocols.engine.blockers import Node, first_blocker, holding_up
from throughline.protocols.engine.laying import lay
from throughline.protocols.known import shipped
from throughline.protocols.reading.files import faults_of, read
from throughline.protocols.rules import digest_of
from throughline.protocols.shape import Anchors, Person
from throughline.protocols.statuses import Department, MustHave, Role, Stage

TEXTS = shipped()
PROTOCOLS = [read(text) for text in TEXTS]
BY_SLUG = {protocol.slug: protocol for protocol in PROTOCOLS}
STEPS = [step for protocol in PROTOCOLS for step in protocol.steps]
TODAY = date(2026, 3, 2)
RELEASE = TODAY + timedelta(weeks=12)
LONGEST_TITLE = 14
"""Words in a title: about what a reader of nine takes in."""

DIGESTS = {
    ("contract-clocks", 1): "f5e387a522513428bb5692ac923d77e1996e99a0213c480dfd94304196d71168",
    ("first-days-out", 1): "944daa2f9708a48c1ffd881acbcf9c9c44af004d58b8cbcdab1f2b509807751d",
    ("prison-release", 1): "bb0ad5e9ebface039eeb18b7ff91b65d8242708cc3f5678876e31d0d2232909c",
    ("remand-ready-any-day", 1): "5e08befab5807a9febef39fafced6bc0e536ec41863383a4b61bf7577573d4b1",
    ("shore-housing", 1): "a5d2b92540a46c608469cca18e083c1007229e48789302976950b55890814744",
    ("six-stages", 1): "e25bd8ebe73573b4a857ec166bdc20c0bf9f82211937dce5918c93ae0e4f149e",
    ("statutory-contact-scotland", 1): "00b230fd15c080eb8c0b56b4687c7b8a3eded0a9312dcd65687052282efaf8da",
    ("voluntary-throughcare", 1): "ba7c59bf66a2cb781f763d742f3c5584f3b135eb15c751aea77191ce4137017e",
    ("womens-pathway", 1): "b52608d6137db502e6804472e697db5bb326c905baf16292b3faa6a244121a7f",
}
"""What each version's text was when it came out. A version is never edited in place: a change is the next number."""

A_MAN = {
    "legal_status": "sentenced",
    "supervision": "none",
    "sex": "male",
    "jurisdiction": "scotland",
    "nation": "scotland",
    "needs": frozenset({"accommodation", "finance", "substances", "work"}),
    "tenure": "council",
    "rent_help": "universal_credit",
    "has_address": False,
    "has_children": True,
    "multiple_needs": True,
    "revolving_door": False,
}
ALL_AT_ONCE = {
    **A_MAN,
    "sex": "female",
    "legal_status": "remand",
    "supervision": "statutory",
    "needs": frozenset(Pathway.values),
}


def runway(facts, protocols=PROTOCOLS):
    days = {
        "admission": TODAY - timedelta(days=30),
        "referral": TODAY,
        "decision": TODAY,
        "assessment": TODAY,
        "start": TODAY,
        "release": RELEASE,
        "first_day": RELEASE,
    }
    begun = {protocol.slug: TODAY for protocol in protocols}
    return lay(protocols, Person(facts=facts, anchors=Anchors(days=days, begun_on=begun), calendar=SCOTLAND))


def nodes(laid):
    return [Node(key=s.key, due_on=s.due_on, is_open=True, needs=s.needs, takes=s.takes) for s in laid]


def same_need():
    found = {}
    for step in STEPS:
        found.setdefault(step.key, []).append(step)
    return found


def test_the_nine_are_there():
    assert set(BY_SLUG) == {
        "six-stages",
        "shore-housing",
        "prison-release",
        "first-days-out",
        "womens-pathway",
        "remand-ready-any-day",
        "contract-clocks",
        "voluntary-throughcare",
        "statutory-contact-scotland",
    }


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.partition("protocol: ")[2].split("\n")[0])
def test_none_has_a_fault(text):
    assert faults_of(text) == ()


def test_no_version_was_edited_since_it_came_out():
    assert {
        (protocol.slug, protocol.number): digest_of(text) for protocol, text in zip(PROTOCOLS, TEXTS, strict=True)
    } == (DIGESTS)


def test_every_step_says_where_it_comes_from():
    assert [step.key for step in STEPS if not step.source.strip()] == []


def test_a_time_that_no_source_gives_says_so():
    claimed = {step.source for step in STEPS if not step.our_own_time}
    ours = {step.key for step in STEPS if step.our_own_time}

    assert not any(source.startswith(("Our own", "SHORE")) for source in claimed)
    assert {"gate.met", "home.first_night", "release.ready"} <= ours


@pytest.mark.parametrize(("key", "steps"), same_need().items())
def test_the_same_need_is_said_the_same_way_everywhere(key, steps):
    def said(step):
        return step.title, step.pathway, step.stage, step.where, step.must_have, step.every_stay, step.evidence

    assert len({said(step) for step in steps}) == 1
    assert len({step.owner for step in steps}) == 1 or key == "review.six_months"


def test_what_a_step_waits_for_is_a_step_that_ships():
    keys = {step.key for step in STEPS}

    assert [(step.key, need) for step in STEPS for need in step.needs if need not in keys] == []


def test_merged_they_go_round_in_no_circle():
    waits = {key: {need for step in steps for need in step.needs} for key, steps in same_need().items()}
    while ready := {key for key, needs in waits.items() if not needs & set(waits)}:
        waits = {key: needs for key, needs in waits.items() if key not in ready}

    assert waits == {}


def test_every_must_have_and_every_department_and_every_stage_has_a_step():
    assert {step.must_have for step in STEPS} - {""} == set(MustHave.values)
    assert {step.owner.department for step in STEPS} - {""} == set(Department.values)
    assert {step.stage for step in STEPS} == set(Stage.values)
    assert {step.owner.role for step in STEPS} - {""} == set(Role.values)


def test_everyone_gets_every_must_have_whatever_is_known_of_them():
    laid = runway({}, [protocol for protocol in PROTOCOLS if protocol.laid_by_itself]).laid

    assert {step.must_have for step in laid} - {""} == set(MustHave.values)


@pytest.mark.parametrize("facts", [A_MAN, {**A_MAN, "has_address": True}, {**A_MAN, "supervision": "statutory"}])
def test_a_man_who_leaves_in_twelve_weeks_has_a_list_that_can_be_worked(facts):
    laid = runway(facts).laid

    assert 30 <= len(laid) <= 60
    assert len({step.key for step in laid}) == len(laid)


def test_all_at_once_is_still_a_list_that_can_be_worked():
    assert 35 <= len(runway(ALL_AT_ONCE).laid) <= 60


def test_the_same_need_of_several_protocols_is_one_task():
    (met,) = (step for step in runway(ALL_AT_ONCE).laid if step.key == "gate.met")

    assert met.protocols == ("first-days-out", "remand-ready-any-day", "six-stages")


def test_the_chain_from_no_id_to_no_bed_is_told():
    chain = ["id.proof", "bank.account", "benefits.claim", "home.deposit", "home.first_night", "release.ready"]
    laid = runway(A_MAN).laid
    needs = {step.key: step.needs for step in laid}

    assert all(before in needs[after] for before, after in pairwise(chain))
    assert set(chain[1:]) <= set(holding_up(nodes(laid), "id.proof"))


def test_id_is_the_first_blocker_once_home_was_talked_about():
    done = {"home.need_assessed", "home.options", "home.applied", "needs.assessed", "plan.agreed"}
    open_nodes = nodes(step for step in runway(A_MAN).laid if step.key not in done)

    found = first_blocker(open_nodes, today=TODAY)

    assert found.key == "id.proof"
    assert found.slack_days == 14


def test_nobody_is_ready_to_leave_before_there_is_a_first_night():
    (ready,) = (step for step in BY_SLUG["prison-release"].steps if step.key == "release.ready")

    assert ready.needs == ("home.first_night",)
    assert "every effort" in ready.evidence


def test_the_eight_aspirations_are_all_there():
    sources = " ".join(step.source for step in BY_SLUG["prison-release"].steps)

    assert all(f"P{number}," in sources for number in range(1, 9))


def test_the_seven_of_the_report_are_due_within_three_days():
    within = {
        step.key
        for step in BY_SLUG["first-days-out"].steps
        if step.timing.anchor == "release" and 0 < step.timing.offset <= 3
    }

    assert within == {
        "benefits.sent",
        "gp.register",
        "prescription.next",
        "contact.supervision",
        "contact.social_work",
        "health.recovery_hub",
        "care.advocate",
    }


def test_the_contract_clocks_are_ten_five_and_five_working_days_and_wait_to_be_asked_for():
    clocks = BY_SLUG["contract-clocks"]

    assert [(step.timing.anchor, step.timing.offset, step.timing.unit) for step in clocks.steps] == [
        ("referral", 10, "working"),
        ("assessment", 5, "working"),
        ("ending", 5, "working"),
    ]
    assert not clocks.laid_by_itself


@pytest.mark.parametrize(
    ("nation", "wanted"),
    [("england", "home.duty_to_refer"), ("scotland", "home.council_scotland"), ("wales", "home.council_wales")],
)
def test_each_nation_has_its_own_way_of_asking_a_council(nation, wanted):
    asked = {"home.duty_to_refer", "home.council_scotland", "home.council_wales"}

    assert {step.key for step in runway({**A_MAN, "nation": nation}).laid} & asked == {wanted}


def test_the_duty_to_refer_is_due_56_days_before_release():
    (duty,) = (step for step in BY_SLUG["shore-housing"].steps if step.key == "home.duty_to_refer")

    assert (duty.timing.offset, duty.our_own_time) == (-56, False)


def test_where_no_nation_is_known_all_three_ask_for_it():
    asked = runway({**A_MAN, "nation": None}).asked

    assert {step.key for step in asked} == {"home.duty_to_refer", "home.council_scotland", "home.council_wales"}
    assert {fact for step in asked for fact in step.facts} == {"nation"}


def test_what_is_closed_stays_under_a_closed_pathway():
    closed = [step for step in STEPS if step.pathway in RESTRICTED]

    assert {step.key for step in closed} == {"abuse.someone", "abuse.places", "sex_work.someone", "sex_work.home"}
    for step in STEPS:
        assert not any(word in f"{step.title} {step.why}".lower() for word in ("abuse", "sex", "violen", "prostitut"))


def test_nothing_says_what_anyone_takes_or_where_they_see_a_doctor():
    health = [step for step in STEPS if step.key.startswith(("gp.", "prescription."))]

    assert all("Never" in step.evidence for step in health)


def test_someone_on_remand_is_made_ready_without_a_release_date():
    inside = read(next(text for text in TEXTS if "protocol: remand-ready-any-day" in text))

    assert {step.timing.anchor for step in inside.steps} == {"admission"}
    assert {step.must_have for step in inside.steps} >= {"address", "id", "benefits", "prescription", "phone", "met"}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_titles_are_short_and_plain(step):
    assert len(step.title.split()) <= LONGEST_TITLE
    assert len(step.title) <= 200
    assert len(step.why) <= 500
    assert len(step.evidence) <= 300
    assert len(step.source) <= 300
    assert not step.title.endswith(".")


@given(st.permutations(PROTOCOLS), st.sampled_from([A_MAN, ALL_AT_ONCE, {}]))
def test_the_order_of_protocols_does_not_matter(protocols, facts):
    assert runway(facts, protocols) == runway(facts)


def test_each_is_written_down_for_people_with_every_step():
    written = (Path(__file__).parents[2] / "docs" / "protocols.md").read_text()

    assert [protocol.slug for protocol in PROTOCOLS if f"`{protocol.slug}`" not in written] == []
    assert [step.key for step in STEPS if f"`{step.key}`" not in written or step.source not in written] == []
