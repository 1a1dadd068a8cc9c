"""Asking for help with no account: few questions, kept once, and nothing told of anyone."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import IdentifierFactory, PersonFactory, PrisonFactory
from tests.factories.journey import ServiceFactory
from throughline.people.actions.registering import keys
from throughline.people.models import ContactPoint, Person
from throughline.people.rules import NewName
from throughline.referrals.models import Referral
from throughline.web.referrals import once as presses

pytestmark = pytest.mark.django_db
LIST = reverse("referrals:services_open")
FEW = 2
"""Answers the page cannot do without. A name and a way to reach them are asked for in whichever form is there."""


@pytest.fixture
def service():
    return ServiceFactory(name="Steps", slug="steps", phone="01632 960 300", about="Help before and after release.")


@pytest.fixture
def page(service):
    return reverse("referrals:ask", args=[service.slug])


@pytest.fixture
def anyone():
    return Client()


def press(client, page) -> str:
    return client.get(page).context["press"]


def answers(client, page, **more):
    return {
        "press": press(client, page),
        "source": "self",
        "given": "Ewan",
        "family": "Quigley",
        "born_on_day": "4",
        "born_on_month": "5",
        "born_on_year": "1994",
        "hall": "B Hall",
        "phone": "07700 900123",
        "pathways": ["accommodation"],
        "words": "I need somewhere to stay 🏠",
        **more,
    }


def kept(writer, model=Referral):
    with writer():
        return list(model.objects.order_by("pk"))


def masked(response) -> str:
    hidden = r'(name="(submission|csrfmiddlewaretoken|press)" value=")[^"]*'
    return re.sub(hidden, r"\1", response.content.decode())


def test_services_that_people_may_ask_are_listed_with_a_number_to_ring(anyone, service):
    ServiceFactory(name="Not By Yourself", people_may_ask=False)

    text = anyone.get(LIST).content.decode()

    assert "Steps" in text
    assert "01632 960 300" in text
    assert "Not By Yourself" not in text


def test_when_none_can_be_asked_it_says_whom_to_ask_instead(anyone):
    assert "No service can be asked here now" in anyone.get(LIST).content.decode()


def test_a_service_that_is_not_there_or_not_to_be_asked_is_not_found(anyone):
    ServiceFactory(slug="private", people_may_ask=False)

    for slug in ("private", "nothing"):
        assert anyone.get(reverse("referrals:ask", args=[slug])).status_code == 404
        assert anyone.get(reverse("referrals:asked", args=[slug])).status_code == 404


def test_asking_is_kept_and_said_thank_you_for(anyone, page, service, writer):
    response = anyone.post(page, answers(anyone, page), follow=True)

    assert response.redirect_chain == [(reverse("referrals:asked", args=["steps"]), 302)]
    text = response.content.decode()
    assert "by <b>Monday 9 March</b>" in text
    assert "Ewan" not in text
    (row,) = kept(writer)
    assert (row.source, row.arrived, row.service_id, row.hopes) == (
        "self", "online", service.pk, "I need somewhere to stay 🏠",
    )  # fmt: skip


def test_a_double_press_asks_once_and_is_thanked_twice(anyone, page, writer):
    said = answers(anyone, page)

    first, second = (anyone.post(page, said, follow=True) for _ in range(2))

    assert masked(first) == masked(second)
    assert len(kept(writer)) == 1
    assert len(kept(writer, Person)) == 1


def test_the_same_press_with_other_words_keeps_what_came_first(anyone, page, writer):
    said = answers(anyone, page)
    anyone.post(page, said)

    text = anyone.post(page, said | {"words": "Something else"}).content.decode()

    assert "sent this page once already" in text
    assert kept(writer)[0].hopes == "I need somewhere to stay 🏠"


def test_the_answer_is_the_same_whether_or_not_they_are_on_record(anyone, page, writer):
    known = PersonFactory(
        shown_name="Ewan Quigley", born_on="1994-05-04",
        search_keys=keys([NewName(kind="legal", given="Ewan", family="Quigley")], ["A1234BC"]),
    )  # fmt: skip
    IdentifierFactory(person=known, value="A1234BC")

    on_record = anyone.post(page, answers(anyone, page, number="A1234BC"), follow=True)
    again = anyone.post(page, answers(anyone, page, number="A1234BC", words="Still waiting"), follow=True)
    stranger = anyone.post(page, answers(anyone, page, given="Somebody", family="Else"), follow=True)

    assert masked(on_record) == masked(again) == masked(stranger)
    assert [row.person_id == known.pk for row in kept(writer)].count(True) == 1
    assert len(kept(writer)) == 2


def test_too_much_said_twice_does_not_tell_what_was_said_before(anyone, page, writer):
    known = PersonFactory(
        shown_name="Ewan Quigley", born_on="1994-05-04",
        search_keys=keys([NewName(kind="legal", given="Ewan", family="Quigley")], ["A1234BC"]),
    )  # fmt: skip
    IdentifierFactory(person=known, value="A1234BC")
    anyone.post(page, answers(anyone, page, number="A1234BC", words="x" * 1500))

    again = anyone.post(page, answers(anyone, page, number="A1234BC", words="y" * 1500), follow=True)
    stranger = anyone.post(page, answers(anyone, page, given="Somebody", words="y" * 1500), follow=True)

    assert masked(again) == masked(stranger)
    assert len(kept(writer)) == 2


def test_family_may_ask_and_is_named(anyone, page, writer):
    bare = anyone.post(page, answers(anyone, page, source="family"))
    anyone.post(page, answers(anyone, page, source="family", family_name="Ann Quigley", relation="His mum"))

    assert "Write your own name too" in bare.content.decode()
    assert kept(writer)[0].from_words == "Ann Quigley, His mum"


def test_a_prison_can_be_chosen(anyone, page, writer):
    prison = PrisonFactory()

    response = anyone.post(page, answers(anyone, page, phone="", prison=str(prison.pk)))

    assert response.status_code == 302
    assert prison.organisation.name in kept(writer)[0].reason


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"given": "", "family": ""}, "Write your first name or your last name"),
        ({"source": ""}, "Answer “Who is this for?”"),
        ({"phone": "", "hall": ""}, "Tell us one way to reach you"),
        ({"phone": "12"}, "not a whole phone number"),
        ({"born_on_year": "2090"}, "date of birth is in the future"),
        ({"born_on_month": "13"}, "must be a real date"),
        ({"number": "nonsense"}, "not a prison number"),
        ({"address": "x" * 10_000}, "300 characters or fewer"),
        ({"pathways": ["abuse"]}, "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(anyone, page, writer, wrong, sentence):
    response = anyone.post(page, answers(anyone, page) | wrong)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "I need somewhere to stay 🏠" in response.content.decode()
    assert kept(writer) == []


def test_what_was_put_right_is_sent_with_the_same_page(anyone, page, writer):
    said = answers(anyone, page)
    wrong = anyone.post(page, said | {"number": "nonsense"})

    right = anyone.post(page, said | {"press": wrong.context["press"], "number": ""})

    assert right.status_code == 302
    assert len(kept(writer)) == 1


@pytest.mark.parametrize("made_up", ["", "nonsense", "4f1c2a9e-1111-4222-8333-444455556666"])
def test_a_page_we_did_not_make_is_asked_again_and_nothing_is_lost(anyone, page, writer, made_up):
    response = anyone.post(page, answers(anyone, page, press=made_up))

    text = response.content.decode()
    assert "press the button again" in text
    assert "I need somewhere to stay 🏠" in text
    assert kept(writer) == []
    assert anyone.post(page, answers(anyone, page, press=response.context["press"])).status_code == 302


def test_an_address_that_asks_very_often_is_asked_to_wait_and_given_a_number(anyone, page, writer):
    for number in range(presses.MOST_AN_HOUR):
        anyone.post(page, answers(anyone, page, given=f"Person {number}"))

    text = anyone.post(page, answers(anyone, page, given="One More")).content.decode()

    assert "wait an hour" in text
    assert "01632 960 300" in text
    assert "One More" in text
    assert len(kept(writer)) == presses.MOST_AN_HOUR


def test_a_forged_form_is_refused(page, writer):
    forger = Client(enforce_csrf_checks=True)

    assert forger.post(page, answers(forger, page)).status_code == 403
    assert kept(writer) == []


def test_it_asks_for_little_and_offers_no_restricted_part_of_life(anyone, page):
    response = anyone.get(page)

    needed = [name for name, field in response.context["form"].fields.items() if field.required]
    assert len(needed) <= FEW
    assert "abuse" not in response.content.decode()
    assert "prostitution" not in response.content.decode()


def test_it_follows_nobody(anyone, page):
    response = anyone.get(page)

    assert set(response.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "http" not in "".join(re.findall(r'(?:src|action)="([^"]*)', response.content.decode()))


def test_those_who_are_signed_in_may_fill_it_in_too(page, two, writer):
    response = two.sender.post(page, answers(two.sender, page))

    assert response.status_code == 302
    with writer():
        assert ContactPoint.objects.filter(value="07700 900123").exists()


def test_sentences_are_short_enough_for_a_reading_age_of_nine(anyone, page):
    body = anyone.get(page).content.decode().split("<main")[1].split("</main")[0]
    text = re.sub(r"<select.*?</select>|<[^>]+>", " . ", body, flags=re.DOTALL)

    longest = max(len(re.findall(r"[\w']+", sentence)) for sentence in re.split(r"[.!?:]", text))
    assert longest <= 16
