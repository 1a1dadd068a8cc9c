"""What is typed is kept: while it is typed, when the session is lost, and for nobody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from throughline.cases.models import Note
from throughline.foundations.models import Draft
from throughline.web.shell import drafts

pytestmark = pytest.mark.django_db

KEEP, FORGET = reverse("drafts:keep"), reverse("drafts:forget")
TYPED = {"words": "CANARY typed 🙂", "audience": "network"}
SIGNED_OUT = "You were signed out. What you typed is kept: sign in to go on."


@pytest.fixture
def address(world):
    return reverse("cases:note", args=[world.person.pk])


def passed(client, address):
    """Open a form and return the pass it carries."""
    page = client.get(address).content.decode()
    return {"draft": re.search(r'name="draft" value="([^"]+)" data-keep', page)[1]}


def kept(writer):
    with writer():
        return list(Draft.objects.values_list("by_id", "form", "typed"))


class TestWhileTyping:
    def test_it_is_kept_and_offered_again_and_used(self, cast, world, address, writer):
        more = {"csrfmiddlewaretoken": "x", "sending": str(uuid4()), "password": "never"}

        answer = cast.worker.post(KEEP, TYPED | passed(cast.worker, address) | more)

        assert (answer.status_code, answer.content.decode()) == (200, "12:00")
        (row,) = kept(writer)
        assert row[0] == world.worker.pk
        assert row[2] == {"words": ["CANARY typed 🙂"], "audience": ["network"]}
        offered = cast.worker.get(address).content.decode()
        assert "We kept what you typed" in offered
        assert "CANARY typed" not in offered
        used = cast.worker.get(address, {"draft": "use"}).content.decode()
        assert "CANARY typed 🙂</textarea>" in used
        assert 'value="network" checked' in used or "checked" in used.split('value="network"')[1][:60]

    def test_a_day_a_choice_and_a_tick_come_back_too(self, cast, world):
        address = reverse("cases:taking_part", args=[world.person.pk, world.case.pk])
        said = {"answer": "declined", "words": "", "on_day": "31", "on_month": "Feb", "on_year": ""}
        cast.worker.post(KEEP, said | passed(cast.worker, address))

        form = cast.worker.get(address, {"draft": "use"}).context["form"]

        assert form["on"].value() == ["31", "Feb", ""]
        assert form["answer"].value() == "declined"

    def test_starting_again_lets_go_of_it(self, cast, address, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.post(KEEP, TYPED | pass_)

        answer = cast.worker.post(FORGET, pass_ | {"submission": str(uuid4())})

        assert answer.headers["Location"] == address
        assert kept(writer) == []

    def test_it_is_let_go_once_the_form_is_accepted_and_not_before(self, cast, address, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.post(KEEP, TYPED | pass_)

        cast.worker.post(address, {"words": "", "audience": "team", "submission": str(uuid4())} | pass_)
        after_a_refusal = kept(writer)
        cast.worker.post(address, TYPED | pass_ | {"submission": str(uuid4())})

        assert len(after_a_refusal) == 1
        assert kept(writer) == []
        with writer():
            assert Note.objects.count() == 1

    def test_what_arrives_after_the_form_was_sent_is_not_kept(self, cast, address, writer):
        pass_, key = passed(cast.worker, address), str(uuid4())
        cast.worker.post(address, TYPED | pass_ | {"submission": key})

        answer = cast.worker.post(KEEP, TYPED | pass_ | {"sending": key})

        assert answer.content == b""
        assert kept(writer) == []

    def test_too_often_and_too_long_are_refused(self, cast, address, writer, noon):
        pass_ = passed(cast.worker, address)

        first = cast.worker.post(KEEP, TYPED | pass_)
        at_once = cast.worker.post(KEEP, TYPED | pass_)
        noon.shift(timedelta(seconds=2))
        too_long = cast.worker.post(KEEP, pass_ | {"words": "x" * 20_000})

        assert (first.status_code, at_once.status_code, too_long.status_code) == (200, 429, 413)
        assert kept(writer)[0][2]["words"] == ["CANARY typed 🙂"]

    def test_an_empty_form_keeps_nothing(self, cast, address, writer):
        answer = cast.worker.post(KEEP, {"words": " "} | passed(cast.worker, address))

        assert (answer.status_code, answer.content) == (200, b"")
        assert kept(writer) == []

    @pytest.mark.parametrize("made_up", ["", "nonsense", "a:b:c"])
    def test_a_made_up_pass_keeps_nothing(self, cast, made_up, writer):
        assert cast.worker.post(KEEP, TYPED | {"draft": made_up}).status_code == 404
        assert kept(writer) == []

    def test_they_are_only_posted_to(self, cast):
        assert cast.worker.get(KEEP).status_code == 405
        assert cast.worker.get(FORGET).status_code == 405


class TestWhenTheSessionIsLost:
    def test_the_form_is_kept_and_signing_in_leads_back_to_it(self, cast, world, address, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.logout()

        answer = cast.worker.post(address, TYPED | pass_ | {"submission": str(uuid4())}, follow=True)
        cast.worker.force_login(world.worker)
        again = cast.worker.get(address, {"draft": "use"}).content.decode()

        (path, _), *_ = answer.redirect_chain
        assert path.startswith("/sign-in/")
        assert f"next={address}%3Fdraft%3Duse" in path
        assert SIGNED_OUT in answer.content.decode()
        assert "CANARY typed" not in answer.content.decode()
        assert "CANARY typed 🙂</textarea>" in again
        with writer():
            assert not Note.objects.exists()

    def test_a_computer_that_was_quiet_says_it_once_and_truly(self, cast, address, noon):
        pass_ = passed(cast.worker, address)
        noon.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS + 60))

        page = cast.worker.post(address, TYPED | pass_, follow=True).content.decode()

        assert SIGNED_OUT in page
        assert "was not saved" not in page

    def test_whoever_signs_in_next_is_never_shown_it(self, cast, world, address, sign_in, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.logout()
        cast.worker.post(address, TYPED | pass_)

        mate = sign_in(world.mate)
        pages = [mate.get(address), mate.get(address, {"draft": "use"})]

        assert not [page for page in pages if "CANARY typed" in page.content.decode()]
        assert kept(writer)[0][0] == world.worker.pk

    def test_a_form_left_open_by_someone_else_is_kept_for_them_and_not_sent_by_the_next(
        self, cast, world, address, writer
    ):
        pass_ = passed(cast.worker, address)
        cast.worker.force_login(world.mate)

        answer = cast.worker.post(address, TYPED | pass_ | {"submission": str(uuid4())}, follow=True)

        page = answer.content.decode()
        assert "opened by someone else" in page
        assert "CANARY typed" not in page
        assert kept(writer)[0][0] == world.worker.pk
        with writer():
            assert not Note.objects.exists()

    def test_typing_after_the_session_ended_is_kept_and_the_page_is_told(self, cast, address, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.logout()

        assert cast.worker.post(KEEP, TYPED | pass_).status_code == 401
        assert len(kept(writer)) == 1

    def test_a_pass_lasts_a_day(self, cast, address, noon, writer):
        pass_ = passed(cast.worker, address)
        cast.worker.logout()
        noon.shift(drafts.PASS_LASTS + timedelta(seconds=1))

        answer = cast.worker.post(address, TYPED | pass_)

        assert answer.headers["Location"].startswith("/sign-in/")
        assert kept(writer) == []

    def test_a_form_whose_forgery_token_no_longer_fits_comes_back_with_what_was_typed(self, world, address, writer):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.worker)
        pass_ = passed(client, address)

        answer = client.post(address, TYPED | pass_)
        page = client.get(answer.headers["Location"]).content.decode()
        forged = client.post(address, TYPED)

        assert answer.headers["Location"] == f"{address}?draft=use"
        assert "waited too long to be sent" in page
        assert "CANARY typed 🙂</textarea>" in page
        assert forged.status_code == 403
        with writer():
            assert not Note.objects.exists()

    def test_a_signed_out_form_without_a_pass_is_answered_as_before(self, cast, address, writer):
        cast.worker.logout()

        answer = cast.worker.post(address, TYPED)

        assert answer.headers["Location"] == f"/sign-in/login/?next={address}"
        assert kept(writer) == []


def test_what_was_typed_over_an_older_version_is_not_saved_over_a_newer_one(cast, world):
    address = reverse("cases:stage", args=[world.person.pk, world.case.pk])
    said = {"stage": str(world.stages[2].pk), "words": "CANARY typed", "version": "1"}
    cast.worker.post(KEEP, said | passed(cast.worker, address))
    cast.worker.post(
        reverse("cases:setting", args=[world.person.pk, world.case.pk]),
        {"setting": "community", "version": "1", "on_day": "2", "on_month": "3", "on_year": "2026"},
    )

    page = cast.worker.get(address, {"draft": "use"}).content.decode()

    assert 'name="version" value="1"' in page


def test_drafts_are_found_in_one_question(cast, address, django_assert_max_num_queries):
    cast.worker.get(address)

    with django_assert_max_num_queries(25):
        cast.worker.get(address)
