"""Two people answer the same referral: the first decides, and the second reads who did and when."""

from playwright.sync_api import Page, expect

from tests.browser.arranging import asked_for, someone
from tests.browser.sweeping import faults
from tests.browser.verbs import press, shows
from tests.browser.walking import ANSWERED, SERVICE, accept
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.referrals.models import Referral

FIRST, SECOND = "Yes. Nadia comes this week.", "Yes. Ruth comes on Monday."


def fill_in(page: Page, referral: Referral, *, words: str, key_worker: str) -> None:
    """Answer all that is asked, short of the last press."""
    page.goto(f"/referrals/{referral.pk}/")
    accept(page, words=words, key_worker=key_worker, press_it="See what they will read")
    shows(page, words)


def test_the_first_of_two_answers_counts_and_the_second_reads_whose_it_was(product, visitors):
    with product.records():
        referral = asked_for(someone("Ninian", "Galbraith"))
    first, second = visitors.known("case_worker"), visitors.known("manager")
    fill_in(first, referral, words=FIRST, key_worker="Nadia Farrell")
    fill_in(second, referral, words=SECOND, key_worker="Ruth Okafor")

    press(first, "Send this answer")
    shows(first, ANSWERED)
    press(second, "Send this answer")

    overtaken = second.get_by_role("alert")
    expect(overtaken).to_contain_text("Someone was first while you had this open.")
    shows(second, FIRST)
    shows(second, f"Nadia Farrell, {SERVICE}, {day(clock.today(), today=clock.today())}.")
    expect(second.get_by_role("button", name="Send this answer")).to_have_count(0)
    assert list(faults(second)) == []
    with product.records():
        held = Case.objects.filter(person=referral.person).values_list("key_worker__name", flat=True)
        assert list(held) == ["Nadia Farrell"]


def test_a_double_click_on_an_answer_opens_one_case(product, visitors):
    with product.records():
        referral = asked_for(someone("Kentigern", "Galbraith"))
    worker = visitors.known("case_worker")
    fill_in(worker, referral, words=FIRST, key_worker="Nadia Farrell")

    worker.get_by_role("button", name="Send this answer").dblclick()

    shows(worker, "said yes. They will work with you")
    with product.records():
        assert Case.objects.filter(person=referral.person).count() == 1
