"""The Low Moss pilot is loaded as ordinary rows, and the reports count from them exactly what was published."""

import json
from argparse import ArgumentParser
from datetime import date

import pytest
import time_machine

from tests.factories import NOON
from throughline.cases.actions.contacts import NewContact, record_contact
from throughline.cases.actions.opening import NewCase, open_case
from throughline.cases.models import Case
from throughline.commands.reporting import caseload, contacts, outcomes, referrals
from throughline.custody.models import Stay
from throughline.demo.building import build
from throughline.demo.pilot.lives import live
from throughline.demo.pilot.load import load
from throughline.foundations.actors import SYSTEM
from throughline.foundations.writing import writing
from throughline.people.models import Person
from throughline.referrals.models import Referral
from throughline.sharing.models import Grant

pytestmark = pytest.mark.django_db
PUBLISHED_SNAPSHOT = {"total": 198, "in_community": 104, "in_prison": 78, "in_assessment": 16}
OUTCOMES = ("--from", "2013-05-01", "--to", "2015-03-31")


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def pilot():
    places = build(at=NOON)
    with writing():
        load(places)


def counted(command, capsys, *words):
    parser = ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["--service", "low-moss-psp", *words, "--json"])) == 0
    return json.loads(capsys.readouterr().out)


def test_the_pilot_counts_what_was_published(pilot, capsys, subtests):
    with subtests.test("571 referrals: 206 to full support, 365 to a brief intervention or duty support"):
        found = counted(referrals, capsys, "--from", "2014-04-01", "--to", "2015-02-28")
        assert (found["total"], found["full_support"], found["brief_or_duty"]) == (571, 206, 365)
        assert sum(found["by_source"].values()) == sum(found["by_answer"].values()) == 571
        assert "hidden" not in found

    with subtests.test("57 % self-referrals, as 114 of 200"):
        found = counted(referrals, capsys, "--from", "2013-05-01", "--to", "2014-06-30")
        assert (found["self_referrals"], found["total"]) == (114, 200)

    with subtests.test("198 people on 19 March 2015"):
        assert counted(caseload, capsys, "--on", "2015-03-19") == PUBLISHED_SNAPSHOT

    with subtests.test("social functioning improved for 110 of 200, the most of seven"):
        domains = {row["domain"]: row for row in counted(outcomes, capsys, *OUTCOMES)["domains"]}
        assert {row["n"] for row in domains.values()} == {200}
        assert {name: row["improved"] for name, row in domains.items()} == {
            "Criminal Activity": 102,
            "Engagement": 96,
            "Living Situation": 92,
            "Physical Health": 80,
            "Psychological Wellbeing": 88,
            "Social Functioning": 110,
            "Substance Misuse": 84,
        }
        assert all(row["improved"] > row["worse"] for row in domains.values())
        assert all(row["improved"] + row["same"] + row["worse"] == row["n"] for row in domains.values())
        assert {row["missing"] for row in domains.values()} == {86}

    with subtests.test("contacts by activity"):
        found = counted(contacts, capsys, "--from", "2014-04-01", "--to", "2015-02-28")
        assert found["total"] > 1000
        assert found["people"] > 500
        assert len(found["by_organisation"]) == 6

    with subtests.test("nobody is active today, and what happens today changes nothing then"):
        assert counted(caseload, capsys)["total"] == 0
        _something_happens()
        assert counted(caseload, capsys, "--on", "2015-03-19") == PUBLISHED_SNAPSHOT
        assert counted(referrals, capsys, "--from", "2014-04-01", "--to", "2015-02-28")["total"] == 571
        assert counted(caseload, capsys)["hidden"] == ["total", "in_community", "in_prison", "in_assessment"]

    with subtests.test("everyone has left prison, and their team sees nobody any more"), writing():
        assert not Stay.objects.filter(ended_on=None).exists()
        assert not Grant.objects.filter(ends_at=None).exists()
        assert Case.objects.filter(closed_on__gt=date(2015, 6, 30)).count() == 0


def _something_happens():
    """Take someone of the pilot on again, today, and meet them."""
    with writing():
        referral = Referral.objects.filter(support="full").select_related("person", "service__team").first()
        Person.objects.filter(pk=referral.person_id).update(home_area=None)
        service = referral.service
        type(service).objects.filter(pk=service.pk).update(closed_on=None)
        service.refresh_from_db()
        new = NewCase(
            person=referral.person,
            service=service,
            referral=None,
            support="full",
            key_worker=None,
            opened_on=NOON.date(),
        )
        case = open_case(new, by=SYSTEM, at=NOON)
        contact = NewContact(
            person=case.person,
            case=case,
            team=service.team,
            by_user=None,
            activity="outreach",
            place="phone",
            happened_at=NOON,
        )
        record_contact(contact, by=SYSTEM, at=NOON)


def test_the_lives_of_the_pilot_are_the_same_each_time():
    assert live() == live()


def test_each_life_goes_one_way_through_its_days():
    for life in live():
        days = [life.admitted_on, life.received_on, life.answered_on, *(on for _, on in life.moves)]
        assert days == sorted(days)
        assert life.admitted_on < life.released_on
        if life.taken_on:
            inside = [*life.reviewed_on, *life.contacted_on, *(on for _, on in life.moves)]
            assert all(life.answered_on <= on <= life.closed_on for on in inside)
        if life.back_on:
            assert life.closed_on < life.back_on
