"""Taking cases out for an evaluation: who may, what the file holds, and that it is written down."""

import csv
from io import StringIO

import pytest
import time_machine

from tests.factories import NOON, EveryoneFactory, PartnerFactory, PartnershipFactory, UserFactory
from tests.reports.work import Work, work_of
from throughline.access.permissions import Do
from throughline.access.roles import roles
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.reports.evaluation.dictionary import HEADS

pytestmark = pytest.mark.django_db
URL = "/reports/cases/"
YEAR = {"from_on": "2025-03-01", "to_on": "2026-03-01"}
MAY = {role.slug for role in roles().values() if Do.EXPORT_CASES in role.may}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def home():
    organisation = EveryoneFactory(organisation__name="Kindling").organisation
    PartnerFactory(partnership=PartnershipFactory(name="Solway", lead=organisation), organisation=organisation)
    return organisation


@pytest.fixture
def work(home) -> Work:
    return work_of(home)


@pytest.fixture
def evaluator(home, sign_in):
    return sign_in(UserFactory(organisation=home, role="evaluator"))


def noted():
    with writing():
        return list(JournalEntry.objects.filter(what="agencies.cases_taken_out"))


@pytest.mark.parametrize("role", [role.slug for role in roles().values()])
def test_only_those_whose_job_includes_it_may_take_cases_out(work, home, sign_in, once, role):
    work.cases(10)
    client = sign_in(UserFactory(organisation=home, role=role))
    expected = 200 if role in MAY else 403

    assert client.get(URL).status_code == expected
    assert client.get(f"{URL}columns/").status_code == expected
    assert client.post(URL, {**YEAR, **once}).status_code == expected
    assert len(noted()) == (role in MAY)


def test_the_file_has_a_row_for_each_case_and_names_nobody(work, evaluator, once):
    work.cases(12)

    answer = evaluator.post(URL, {**YEAR, **once})

    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert len(rows) == 12
    assert tuple(rows[0]) == HEADS
    assert "CANARY" not in answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    (entry,) = noted()
    assert entry.facts["cases"] == 12


def test_looking_at_the_page_takes_nothing_out(work, evaluator):
    work.cases(12)

    text = evaluator.get(URL).content.decode()

    assert "What each column holds" in text
    assert "social_functioning_first" in text
    assert noted() == []


def test_too_few_cases_get_a_sentence_and_no_file(work, evaluator, once):
    work.cases(9)

    answer = evaluator.post(URL, {**YEAR, **once})

    assert "Fewer than 10 cases were opened in that time." in answer.content.decode()
    assert 'value="2025-03-01"' in answer.content.decode()
    assert noted() == []


@pytest.mark.parametrize(("from_on", "said"), [("2025-02-31", "Enter a real date"), ("2026-03-02", "before the first")])
def test_wrong_days_get_a_sentence_and_no_file(work, evaluator, once, from_on, said):
    work.cases(12)

    answer = evaluator.post(URL, {**YEAR, "from_on": from_on, **once})

    assert said in answer.content.decode()
    assert noted() == []


def test_the_data_dictionary_is_a_file_of_its_own(work, evaluator):
    answer = evaluator.get(f"{URL}columns/")

    assert [row["column"] for row in csv.DictReader(StringIO(answer.content.decode()))] == list(HEADS)


def test_without_a_service_the_page_says_so(home, evaluator, once):
    assert "There is no service to take cases from" in evaluator.get(URL).content.decode()
    assert "There is no service to take cases from" in evaluator.post(URL, {**YEAR, **once}).content.decode()
