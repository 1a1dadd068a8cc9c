"""Someone comes in: known already, or new to us."""

from playwright.sync_api import expect

from tests.browser.arranging import BORN_ON, someone
from tests.browser.verbs import fill_day, follow, press, shows
from throughline.people.models import Person


def test_someone_known_already_is_picked(product, visitors):
    with product.records():
        known = someone("Fergus", "Dalrymple")

    worker = visitors.known("case_worker")
    worker.goto("/people/register/")
    worker.get_by_label("First name").fill("Fergus")
    worker.get_by_label("Last name").fill("Dalrimple")
    fill_day(worker, "Date of birth", BORN_ON)
    press(worker, "Look for them, then register")
    shows(worker, "Already known?")
    follow(worker, "Fergus Dalrymple")

    expect(worker.get_by_role("heading", level=1)).to_have_text("Fergus Dalrymple")
    with product.records():
        assert list(Person.objects.filter(sort_name__startswith="dalr")) == [known]


def test_someone_new_is_registered(product, visitors):
    worker = visitors.known("case_worker")
    worker.goto("/people/?q=Xanthe+Quibell")
    worker.get_by_role("link", name="Register someone").first.click()
    fill_day(worker, "Date of birth", BORN_ON)
    press(worker, "Look for them, then register")

    shows(worker, "Xanthe Quibell is registered, and your team leads the record.")
    expect(worker.get_by_role("heading", level=1)).to_have_text("Xanthe Quibell")


def test_someone_like_another_is_registered_when_the_worker_says_so(product, visitors):
    with product.records():
        someone("Torquil", "Ballantyne")

    worker = visitors.known("case_worker")
    worker.goto("/people/register/")
    worker.get_by_label("First name").fill("Torquil")
    worker.get_by_label("Last name").fill("Ballantyne")
    press(worker, "Look for them, then register")
    shows(worker, "Already known?")
    press(worker, "None of these, register")

    shows(worker, "Torquil Ballantyne is registered, and your team leads the record.")
    with product.records():
        assert Person.objects.filter(shown_name="Torquil Ballantyne").count() == 2
