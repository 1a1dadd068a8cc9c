"""A person agrees that an organisation may see, and changes their mind."""

from playwright.sync_api import Page, expect

from tests.browser.arranging import someone
from tests.browser.verbs import about, choose, follow, is_not_here, press, shows

HOUSING = "Marnoch Council Housing"


def record_answer(worker: Page, answer: str) -> None:
    about(worker, "Who can see")
    follow(worker, "Record what they said")
    choose(worker, "What were they asked about?", "Sharing with an organisation")
    worker.get_by_label("Which organisation?").select_option(HOUSING)
    choose(worker, "What did they say?", answer)
    press(worker, "Keep this answer")


def test_consent_withdrawn_ends_sight_at_once(product, visitors):
    with product.records():
        person = someone("Alasdair", "Pirie")
    worker, housing = visitors.known("case_worker"), visitors.known("housing_officer")

    worker.goto(f"/people/{person.pk}/")
    record_answer(worker, "Agreed")
    follow(worker, "Share with a team")
    worker.get_by_label("Which team?").select_option(f"Everyone at {HOUSING}")
    choose(worker, "How far may they see?", "Works with them: custody, dates and story")
    worker.get_by_label("Why do they need it?").select_option("They agreed")
    worker.get_by_label("Lawful basis").select_option("Consent")
    worker.get_by_label("What will they use it for?").fill("To hold a room for him.")
    press(worker, "Share with this team")
    shows(worker, HOUSING)
    housing.goto(f"/people/{person.pk}/")
    expect(housing.get_by_role("heading", level=1)).to_have_text("Alasdair Pirie")

    record_answer(worker, "Changed their mind and stopped")
    housing.reload()

    is_not_here(housing)
