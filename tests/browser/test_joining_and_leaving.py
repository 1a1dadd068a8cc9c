"""An administrator makes an account for a joiner, and closes it."""

import re

from playwright.sync_api import expect

from tests.browser.verbs import follow, press, shows
from tests.browser.visitors import sign_in
from throughline.notices.models import Notice, Way

EMAIL = "skye.mercer@demo.throughline.invalid"
PASSWORD = "three lochs and a kettle"


def test_a_joiner_signs_in_and_a_leaver_is_signed_out(product, visitors):
    administrator = visitors.known("administrator")
    administrator.goto("/agencies/?q=Kindling")
    follow(administrator, "Kindling")
    follow(administrator, "Make an account for a joiner")
    administrator.get_by_label("Name", exact=True).fill("Skye Mercer")
    administrator.get_by_label("Work email").fill(EMAIL)
    administrator.get_by_label("Role", exact=True).select_option("Key worker")
    press(administrator, "Make the account")
    shows(administrator, "Skye Mercer has an account. A link to choose a password is on its way.")

    with product.records():
        letter = Notice.objects.get(way=Way.EMAIL, address=EMAIL)
    (link,) = re.findall(r"http\S+", letter.body)
    joiner = visitors.nobody()
    joiner.goto(link)
    joiner.get_by_label("New password", exact=True).fill(PASSWORD)
    joiner.get_by_label("New password again").fill(PASSWORD)
    press(joiner, "Set the password")
    follow(joiner, "Sign in")
    sign_in(joiner, EMAIL, PASSWORD)
    expect(joiner.get_by_role("heading", level=1)).to_have_text("What needs you today")

    follow(administrator, "Close the account")
    press(administrator, "Close the account")
    shows(administrator, "The account of Skye Mercer is closed. Their teams have been told.")
    follow(joiner, "People")

    expect(joiner.get_by_role("heading", level=1)).to_have_text("Sign in")
