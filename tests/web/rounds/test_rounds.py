"""Dates of many people that change together, as their pages show them and to whom."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    IdentifierFactory,
    KeyDateFactory,
    PartnerFactory,
    PartnershipFactory,
    PrisonFactory,
    StayFactory,
    staff_of,
)
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.rounds import RoundFactory, RoundRowFactory
from throughline.custody.models import KeyDate, Round, RoundRow
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import ReadEntry
from throughline.foundations.writing import writing
from throughline.journeys import date_rounds
from throughline.web.rounds import page as looks

pytestmark = pytest.mark.django_db
LIST, RULE, FILE = "/releases/rounds/", "/releases/rounds/new/", "/releases/rounds/new/file/"
HEADER = "prison number,date type,date,source,known on"
EMOJI = "Tranche 🎈"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def prison():
    """Return a prison that works with people through its everyone-team, in a partnership."""
    prison = PrisonFactory()
    partnership = PartnershipFactory()
    PartnerFactory(partnership=partnership, organisation=prison.organisation)
    return prison


@pytest.fixture
def team(prison):
    return EveryoneFactory(organisation=prison.organisation)


@pytest.fixture
def manager(team, sign_in):
    return sign_in(staff_of(team, role="throughcare_manager"))


@pytest.fixture
def stranger(sign_in):
    return sign_in(staff_of(EveryoneFactory(), role="throughcare_manager"))


@pytest.fixture
def officer(team, sign_in):
    return sign_in(staff_of(team, role="throughcare_officer"))


def someone(prison, team=None, *, number="", on=date(2026, 5, 6)):
    stay = StayFactory(prison=prison)
    KeyDateFactory(stay=stay, on=on, known_at=NOON - timedelta(days=30))
    TaskFactory(plan=PlanFactory(person=stay.person), anchor="release", offset=-40, due_on=on - timedelta(days=40))
    if number:
        IdentifierFactory(person=stay.person, value=number)
    if team:
        GrantFactory(person=stay.person, team=team)
    return stay


def a_round(prison, *stays, **facts):
    made = RoundFactory(organisation=prison.organisation, **facts)
    for number, stay in enumerate(stays, start=2):
        RoundRowFactory(round=made, stay=stay, number=number, message="", on=date(2026, 4, 8))
    return made


def page_of(made):
    return f"{LIST}{made.pk}/"


def press(client, made, what, **more):
    return client.post(f"{page_of(made)}{what}/", {"submission": str(uuid4()), **more}, follow=True)


def said(answer):
    return answer.content.decode()


def rule(held_in, **more):
    typed = {
        "name": EMOJI,
        "source": "Ministry",
        "prison": str(held_in.pk),
        "change": "sooner",
        "days": "14",
        "known_on_day": "1",
        "known_on_month": "3",
        "known_on_year": "2026",
        "submission": str(uuid4()),
    }
    return {**typed, **more}


def table(*lines, **more):
    return {"name": EMOJI, "rows": "\n".join((HEADER, *lines)), "submission": str(uuid4()), **more}


def rounds():
    with writing():
        return list(Round.objects.order_by("made_at", "id"))


def rows_of(made):
    with writing():
        return list(RoundRow.objects.filter(round=made).order_by("number").values_list("state", flat=True))


def work(made):
    date_rounds.go_on(made.pk, by=SYSTEM, now=lambda: NOON)


class TestTheList:
    def test_it_shows_the_rounds_of_ones_organisation(self, manager, prison):
        a_round(prison, name="CANARY tranche")
        RoundFactory(name="CANARY other")

        page = said(manager.get(LIST))

        assert "CANARY tranche" in page
        assert "CANARY other" not in page

    def test_an_empty_list_says_so(self, manager):
        assert "Nothing was prepared yet" in said(manager.get(LIST))

    def test_it_goes_on_after_twenty_five(self, manager, prison):
        for _ in range(26):
            a_round(prison)

        first = manager.get(LIST)
        last = first.context["next"]

        assert len(first.context["rounds"]) == 25
        assert len(manager.get(last).context["rounds"]) == 1
        assert len(manager.get(f"{LIST}?after=nonsense").context["rounds"]) == 25

    def test_it_asks_no_more_of_sixty_than_of_two(self, manager, prison, django_assert_max_num_queries):
        for count in (2, 58):
            for _ in range(count):
                a_round(prison)
            with django_assert_max_num_queries(12):
                manager.get(LIST)


@pytest.mark.parametrize("address", [LIST, RULE, FILE])
def test_a_job_without_it_is_told_no(officer, address):
    assert officer.get(address).status_code == 403


@pytest.mark.parametrize("what", ["", "people/", "start/", "stop/", "put-aside/", "take-back/"])
def test_a_round_of_another_organisation_is_not_there(stranger, prison, what):
    address = f"{page_of(a_round(prison))}{what}"

    answer = stranger.post(address, {"submission": str(uuid4())}) if what else stranger.get(address)

    assert answer.status_code == 404


class TestByRule:
    def test_people_are_chosen_and_nothing_moves(self, manager, prison, team):
        stay = someone(prison, team)
        someone(prison)

        answer = manager.post(RULE, rule(prison), follow=True)

        (made,) = rounds()
        assert answer.redirect_chain == [(page_of(made), 302)]
        assert (made.name, made.source, made.organisation) == (EMOJI, "Ministry", prison.organisation)
        assert stay.person.shown_name in said(answer)
        assert "Wed 22 Apr" in said(answer)
        with writing():
            assert KeyDate.objects.filter(stay=stay).count() == 1

    def test_a_double_press_prepares_one(self, manager, prison, team):
        someone(prison, team)
        typed = rule(prison)

        for _ in range(2):
            manager.post(RULE, typed)

        assert len(rounds()) == 1

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"name": ""}, "Enter the name"),
            ({"name": "x" * 10_000}, "120 characters or fewer"),
            ({"source": ""}, "Enter who said so"),
            ({"prison": str(uuid4())}, "Choose one of the answers"),
            ({"change": "day"}, "Enter the day they all get"),
            ({"change": "day", "on_day": "8", "on_month": "4", "on_year": "2026"}, "Choose which kind of date"),
            ({"days": ""}, "Enter by how many days"),
            ({"days": "-3"}, "must be 1 or more"),
            ({"release_from_day": "31", "release_from_month": "2", "release_from_year": "2026"}, "release_from"),
            (
                {
                    "release_from_day": "2",
                    "release_from_month": "4",
                    "release_from_year": "2026",
                    "release_to_day": "1",
                    "release_to_month": "4",
                    "release_to_year": "2026",
                },
                "before the first day",
            ),
            ({"supervision": "statutory"}, "nobody whose date"),
        ],
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays(self, manager, prison, team, more, words):
        someone(prison, team)

        answer = manager.post(RULE, rule(prison, **more))

        assert answer.status_code == 200
        assert words in said(answer) or answer.context["form"].errors.get(words)
        assert "Ministry" in said(answer) or more.get("source") == ""
        assert rounds() == []


class TestFromAFile:
    def test_a_file_is_read_and_prepared(self, manager, prison, team):
        stay = someone(prison, team, number="A1234BC")
        text = f"\ufeff{HEADER}\r\nA1234BC,confirmed,08/04/2026,Ministry,2026-03-01\r\n"
        file = SimpleUploadedFile("tranche.csv", text.encode(), content_type="text/csv")

        answer = manager.post(FILE, {"name": EMOJI, "file": file, "submission": str(uuid4())}, follow=True)

        assert stay.person.shown_name in said(answer)
        assert "Wed 8 Apr" in said(answer)

    def test_rows_that_cannot_be_used_are_shown_and_the_rows_stay(self, manager, prison, team):
        someone(prison, team, number="A1234BC")
        lines = ("A1234BC,confirmed,2026-04-08,Ministry,2026-03-01", "Z9999ZZ,confirmed,2026-04-08,Ministry,2026-03-01")

        answer = manager.post(FILE, table(*lines))

        assert answer.status_code == 200
        assert "Nobody with this prison number is known here" in said(answer)
        assert all(line in said(answer) for line in lines)
        assert rounds() == []

    def test_one_can_go_on_without_them(self, manager, prison, team):
        someone(prison, team, number="A1234BC")
        lines = ("A1234BC,confirmed,2026-04-08,Ministry,2026-03-01", "Z9999ZZ,confirmed,2026-04-08,Ministry,2026-03-01")

        manager.post(FILE, table(*lines, without="on"))

        assert [rows_of(made) for made in rounds()] == [["waiting"]]

    def test_they_can_be_taken_out_as_a_file(self, manager, prison, team):
        answer = manager.post(FILE, table("=1+1,confirmed,soon,Ministry,2026-03-01", faults="1"))

        assert answer["Content-Type"].startswith("text/csv")
        assert answer.content.decode().splitlines()[0] == "line,column,what to do"
        assert "2,date,“soon” is not a date" in answer.content.decode()

    def test_someone_elses_person_is_answered_like_someone_unknown(self, manager, prison):
        someone(PrisonFactory(), number="A1234BC")

        answer = manager.post(FILE, table("A1234BC,confirmed,2026-04-08,Ministry,2026-03-01", without="on"))

        assert "Nobody with this prison number is known here" in said(answer)
        assert rounds() == []

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"name": EMOJI}, "Choose a file"),
            ({"name": EMOJI, "rows": "nonsense"}, "no column called"),
            ({"name": "", "rows": f"{HEADER}\nA1234BC,confirmed,,P,2026-03-01"}, "Enter the name"),
            ({"name": EMOJI, "rows": "\0"}, "Null characters are not allowed"),
        ],
    )
    def test_what_is_no_table_of_dates_is_refused(self, manager, typed, words):
        answer = manager.post(FILE, {**typed, "submission": str(uuid4())})

        assert answer.status_code == 200
        assert words in said(answer)

    def test_a_file_that_is_not_text_is_refused(self, manager):
        file = SimpleUploadedFile("tranche.csv", b"\xff\xfe\x00")

        answer = manager.post(FILE, {"name": EMOJI, "file": file, "submission": str(uuid4())})

        assert "not text in UTF-8" in said(answer)


class TestOne:
    def test_it_says_what_would_move_and_what_breaks(self, manager, prison, team):
        stay = someone(prison, team, number="A1234BC")

        page = said(manager.get(page_of(a_round(prison, stay))))

        assert "Wed 6 May" in page
        assert "Wed 8 Apr" in page
        assert "1 step moves" in page
        assert "1 late at once" in page
        assert "No address is planned" in page
        assert "A1234BC" in page

    def test_people_one_does_not_work_with_are_counted_and_not_named(self, manager, prison, team):
        stay, hidden = someone(prison, team), someone(prison)

        page = said(manager.get(page_of(a_round(prison, stay, hidden))))

        assert "1 more date is" in page
        assert hidden.person.shown_name not in page

    def test_who_looked_at_whom_is_written_down(self, manager, prison, team):
        stay, hidden = someone(prison, team), someone(prison)

        manager.get(page_of(a_round(prison, stay, hidden)))

        with writing():
            logged = list(ReadEntry.objects.filter(where="rounds:round").values_list("person_id", flat=True))
        assert logged == [stay.person_id]

    def test_a_round_of_nobody_one_works_with_says_so(self, manager, prison):
        assert "Nobody in this is shared with you" in said(manager.get(page_of(a_round(prison, someone(prison)))))

    def test_people_go_on_after_twenty_five(self, manager, prison, team):
        made = a_round(prison, *(someone(prison, team) for _ in range(26)))

        first = manager.get(page_of(made))
        last = manager.get(first.context["next"])

        assert [len(answer.context["page"].lines) for answer in (first, last)] == [25, 1]
        assert len(manager.get(f"{page_of(made)}?after=²").context["page"].lines) == 25

    def test_it_asks_no_more_of_sixty_than_of_two(self, manager, prison, team, django_assert_max_num_queries):
        for count in (2, 60):
            made = a_round(prison, *(someone(prison, team) for _ in range(count)))
            with django_assert_max_num_queries(55):
                manager.get(page_of(made))

    def test_of_many_the_first_are_looked_at_until_one_asks_for_all(self, manager, prison, team, monkeypatch):
        monkeypatch.setattr(looks, "LOOKED_AT", 1)
        made = a_round(prison, someone(prison, team), someone(prison, team))

        some, every = manager.get(page_of(made)), manager.get(f"{page_of(made)}?all=yes")

        assert "for the first 1 of 2" in said(some)
        assert "Work it out for all of them" in said(some)
        assert [answer.context["page"].ahead.moved for answer in (some, every)] == [1, 2]
        assert said(some).count("1 step moves") == 2


class TestActs:
    def test_people_are_taken_out_and_put_back(self, manager, prison, team):
        made = a_round(prison, someone(prison, team), someone(prison, team), someone(prison))
        with writing():
            ids = [
                str(pk) for pk in RoundRow.objects.filter(round=made).order_by("number").values_list("pk", flat=True)
            ]

        press(manager, made, "people", shown=[*ids, "nonsense"], keep=ids[:1])
        out = rows_of(made)
        press(manager, made, "people", shown=ids, keep=ids[:2])

        assert out == ["waiting", "refused", "waiting"]
        assert rows_of(made) == ["waiting"] * 3

    def test_it_is_applied_by_the_worker_and_its_page_says_how_far_it_is(self, manager, prison, team):
        made = a_round(prison, someone(prison, team))

        begun = press(manager, made, "start")
        work(made)
        done = said(manager.get(page_of(made)))

        assert "Being applied" in said(begun)
        assert "Look again" in said(begun)
        assert rows_of(made) == ["moved"]
        assert "Applied" in done

    def test_pressing_twice_applies_once_and_says_so(self, manager, prison, team):
        made = a_round(prison, someone(prison, team))
        press(manager, made, "start")

        assert "being applied now" in said(press(manager, made, "start"))

    def test_it_stops_and_goes_on(self, manager, prison, team):
        made = a_round(prison, someone(prison, team))
        press(manager, made, "start")

        stopped = said(press(manager, made, "stop"))
        press(manager, made, "start")
        work(made)

        assert "Go on with 1 date" in stopped
        assert rows_of(made) == ["moved"]

    def test_it_is_put_aside(self, manager, prison, team):
        made = a_round(prison, someone(prison, team))

        answer = press(manager, made, "put-aside")

        assert "No date was changed" in said(answer)
        assert "Apply to" not in said(answer)

    def test_it_is_taken_back_after_being_asked(self, manager, prison, team):
        stay = someone(prison, team)
        made = a_round(prison, stay)
        press(manager, made, "start")
        work(made)

        asked = said(manager.get(f"{page_of(made)}take-back/"))
        press(manager, made, "take-back")
        work(made)

        assert "It moved the dates of 1 person" in asked
        assert rows_of(made) == ["undone"]
        with writing():
            assert KeyDate.objects.get(stay=stay, holds=True).on == date(2026, 5, 6)

    def test_what_was_not_applied_cannot_be_taken_back(self, manager, prison, team):
        made = a_round(prison, someone(prison, team))

        asked = said(manager.get(f"{page_of(made)}take-back/"))

        assert "cannot be taken back now" in asked
        assert "not been applied yet" in said(press(manager, made, "take-back"))

    def test_looking_at_a_button_is_not_pressing_it(self, manager, prison):
        made = a_round(prison)

        assert [manager.get(f"{page_of(made)}{what}/").status_code for what in ("start", "stop", "people")] == [405] * 3


def test_a_date_of_release_that_has_passed_today_is_no_fault(manager, prison, team):
    made = a_round(prison, someone(prison, team, on=TODAY))

    assert manager.get(page_of(made)).status_code == 200
