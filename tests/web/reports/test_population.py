"""The report of people in custody: who may open it, what it counts, and that it tells of nobody."""

import csv
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    EveryoneFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
)
from throughline.access.permissions import Do
from throughline.access.roles import roles
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db
URL = "/reports/population/"
MOST_QUERIES = 24
"""Those of every page, those of stepping into the writer's role and back, and one for each kind of thing counted."""
MAY = {role.slug for role in roles().values() if Do.SEE_REPORTS in role.may}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def home():
    return EveryoneFactory(organisation__name="Kindling").organisation


@pytest.fixture
def partnership(home):
    return in_partnership("Solway", home)


@pytest.fixture
def vale(partnership):
    return prison_of(partnership, "HMP Vale")


@pytest.fixture
def manager(home, sign_in):
    return sign_in(UserFactory(organisation=home, role="manager"))


def in_partnership(name, organisation):
    partnership = PartnershipFactory(name=name, lead=organisation)
    PartnerFactory(partnership=partnership, organisation=organisation)
    return partnership


def prison_of(partnership, name, **facts):
    organisation = OrganisationFactory(name=name, kind="prison")
    PartnerFactory(partnership=partnership, organisation=organisation)
    return PrisonFactory(organisation=organisation, **{"capacity": 640, **facts})


def held(count, prison, *, home=None, **facts):
    for _ in range(count):
        StayFactory(person=PersonFactory(home_area=home), prison=prison, **facts)


def text_of(client, **asked):
    answer = client.get(URL, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def file_of(client, **asked):
    answer = client.get(URL, {**asked, "format": "csv"})
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_a_manager_sees_counts_of_people_they_may_not_open(vale, manager):
    held(32, vale, home=AreaFactory(name="Marnoch"))

    text = text_of(manager)

    assert "32 people were in the 1 prison of Solway." in text
    assert "5%" in text
    assert ">Marnoch</th>" in text
    assert "CANARY" not in text


def test_numbers_carry_what_they_are_out_of_what_is_missing_and_how_they_are_counted(vale, manager):
    held(7, vale)
    held(9, vale, home=AreaFactory(name="Marnoch"))

    text = text_of(manager)

    assert "16 people in all. Missing: 7 (no home area recorded)." in text
    assert "where they will live, not where the prison is" in text


def test_a_small_number_is_hidden_and_the_page_says_why(vale, manager):
    held(20, vale, home=AreaFactory(name="Marnoch"))
    held(3, vale, home=AreaFactory(name="Portlaw"))

    text = text_of(manager)

    assert "Numbers from 1 to 4 are hidden" in text
    assert '>Portlaw</th><td class="num">Hidden</td>' in text
    assert '>Marnoch</th><td class="num">Hidden</td>' in text


def test_a_hidden_prison_shows_no_share_of_its_places(partnership, vale, manager):
    held(3, vale)
    held(20, prison_of(partnership, "HMP Langrigg"))

    text = text_of(manager)

    assert "%" not in text.partition('id="prisons"')[2].partition("</table>")[0]


@pytest.mark.parametrize("role", [role.slug for role in roles().values()])
def test_only_those_whose_job_includes_reports_may_look(vale, home, sign_in, role):
    client = sign_in(UserFactory(organisation=home, role=role))

    assert client.get(URL).status_code == (200 if role in MAY else 403)
    assert client.get(URL, {"format": "csv"}).status_code == (200 if role in MAY else 403)


def test_managers_and_those_who_pay_study_or_answer_for_the_data_may_look():
    jobs = {
        "throughcare_manager",
        "offender_outcomes_manager",
        "manager",
        "service_coordinator",
        "commissioner",
        "evaluator",
        "information_governance",
    }

    assert jobs == MAY


def test_prisons_of_another_partnership_are_not_counted(vale, manager):
    elsewhere = in_partnership("CANARY Elsewhere", EveryoneFactory().organisation)
    held(9, prison_of(elsewhere, "CANARY prison"))
    held(6, vale)

    text = text_of(manager, partnership=str(elsewhere.pk))

    assert "6 people were in the 1 prison of Solway." in text
    assert "CANARY" not in text


def test_someone_in_two_partnerships_chooses_one(home, vale, manager):
    second = in_partnership("Tweed", home)
    held(6, vale)
    held(8, prison_of(second, "HMP Tweed"))

    first, chosen = text_of(manager), text_of(manager, partnership=str(second.pk))

    assert "6 people were in the 1 prison of Solway." in first
    assert "8 people were in the 1 prison of Tweed." in chosen
    assert "partnership=" + str(second.pk) in chosen


def test_another_partnership_than_those_offered_is_refused(home, vale, manager):
    in_partnership("Tweed", home)
    elsewhere = in_partnership("CANARY Elsewhere", EveryoneFactory().organisation)

    text = text_of(manager, partnership=str(elsewhere.pk))

    assert "Choose one of the answers listed" in text
    assert "Nothing was counted" in text
    assert "CANARY" not in text


def test_a_past_day_is_counted_as_it_was(vale, manager):
    held(6, vale, admitted_on=TODAY.replace(month=2, day=3), ended_on=TODAY, ended_how="release_planned")

    assert "6 people were" in text_of(manager, on="2026-02-10")
    assert "0 people were" in text_of(manager)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-02-31", "Enter a real date"),
        ("soon", "Enter a real date"),
        ("2026-03-03", "That day has not come yet. Choose today or a day before it."),
        ("0200-01-01", "Choose a day from 1900 on."),
        ("<script>", "Enter a real date"),
    ],
)
def test_a_wrong_date_gets_a_sentence_and_no_numbers(vale, manager, typed, said):
    held(6, vale)

    text = text_of(manager, on=typed)

    assert said in text
    assert "Nothing was counted" in text
    assert "people were" not in text
    assert manager.get(URL, {"on": typed, "format": "csv"}).status_code == 422


def test_a_day_nobody_was_held_says_so(vale, manager):
    text = text_of(manager, on="2001-01-01")

    assert "Nobody was in these prisons that day" in text
    assert "Where is home?" not in text


def test_a_partnership_without_a_prison_says_so(partnership, manager):
    assert "No prison is in this partnership" in text_of(manager)


def test_an_organisation_in_no_partnership_is_told_what_to_do(sign_in):
    alone = sign_in(UserFactory(organisation=EveryoneFactory().organisation, role="manager"))

    assert "Your organisation is in no partnership" in text_of(alone)
    assert alone.get(URL, {"format": "csv"}).status_code == 422


def test_an_organisation_that_left_a_partnership_sees_nothing_from_that_day(sign_in):
    left = EveryoneFactory().organisation
    PartnerFactory(partnership__name="Tweed", organisation=left, ends_on=TODAY)

    assert "Your organisation is in no partnership" in text_of(sign_in(UserFactory(organisation=left, role="manager")))


def test_the_file_says_the_same_as_the_page(vale, manager):
    held(20, vale, home=AreaFactory(name="Marnoch"), legal_status="remand")
    held(3, vale, home=AreaFactory(name="Portlaw"), legal_status="remand")
    TeamFactory(organisation=vale.organisation, name="Throughcare")

    rows = {(row["measure"], row["group"]): row["number"] for row in file_of(manager)}

    assert rows["in_custody", "Everyone"] == "23"
    assert rows["by_prison", "HMP Vale"] == "23"
    assert rows["capacity", "HMP Vale"] == "640"
    assert rows["by_home", "Marnoch"] == rows["by_home", "Portlaw"] == "[c]"
    assert rows["by_status", "On remand, not tried"] == "23"
    assert rows["posts", "HMP Vale: Throughcare"] == "[x]"
    assert rows["members", "HMP Vale: Throughcare"] == "0"


def test_the_file_is_to_be_kept_not_opened_in_the_browser(vale, manager):
    answer = manager.get(URL, {"format": "csv", "on": "2026-02-10"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people-in-custody-2026-02-10.csv"'
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_file_is_run_by_a_spreadsheet(home, partnership, manager, start):
    prison_of(partnership, f'{start}cmd|"/c calc"!A1')

    groups = [row["group"] for row in file_of(manager) if row["measure"] == "by_prison"]

    assert groups == [f'\'{start}cmd|"/c calc"!A1']


def test_looking_writes_nothing(vale, manager):
    held(20, vale)
    logged = logs()

    text_of(manager)
    file_of(manager)

    assert logs() == logged


def test_looking_leaves_no_more_rights_behind(vale, manager):
    text_of(manager)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("throughline_viewer",)


def test_it_asks_as_much_of_the_database_for_many_people_as_for_few(vale, manager, django_assert_max_num_queries):
    held(2, vale, home=AreaFactory())
    text_of(manager)  # the first page of a session also notes when they came
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        text_of(manager)

    held(60, vale, home=AreaFactory())
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        text_of(manager)

    assert len(few) == len(many)


def test_the_top_bar_leads_there_for_those_who_may(vale, home, manager, sign_in):
    worker = sign_in(UserFactory(organisation=home, role="case_worker"))

    assert f'href="{reverse("reports:index")}"' in manager.get("/").content.decode()
    assert f'href="{reverse("reports:index")}"' not in worker.get("/").content.decode()


def logs():
    with writing():
        return JournalEntry.objects.count(), ReadEntry.objects.count()
