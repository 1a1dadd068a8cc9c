"""Joining, changing, moving, leaving and coming back."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import MembershipFactory, TeamFactory, UserFactory
from throughline.agencies.models import Membership, User
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db

JOINER = {"name": "Bel Sorley", "email": "bel@example.invalid", "role": "health_worker", "phone": "01632 960 1"}


def at(name, user):
    return reverse(f"agencies:{name}", kwargs={"user_id": user.pk})


def new_at(organisation):
    return reverse("agencies:staff_new", kwargs={"organisation_id": organisation.pk})


def test_a_joiner_gets_an_account_their_teams_and_one_link(places, sign_in, once, writer):
    team = TeamFactory(organisation=places.partner)
    client = sign_in(places.manager)
    sent = {**JOINER, **once, "teams": [team.pk], "work_base": places.lead.pk}

    first, second = client.post(new_at(places.partner), sent), client.post(new_at(places.partner), sent)

    made = User.objects.get(email="bel@example.invalid")
    with writer():
        emails = list(Notice.objects.filter(to_user_id=made.pk))
    assert first.url == second.url == at("member", made)
    assert (made.organisation, made.work_base, made.has_usable_password()) == (places.partner, places.lead, False)
    assert Membership.objects.filter(user=made, team=team, ends_on=None).count() == 1
    assert len(emails) == 1


def test_the_link_lets_the_joiner_choose_a_password_and_sign_in(places, sign_in, once, writer):
    sign_in(places.manager).post(new_at(places.partner), {**JOINER, **once})
    with writer():
        link = next(word for word in Notice.objects.get().body.split() if word.startswith("http"))
    joiner = Client()
    page = joiner.get(link, follow=True)

    joiner.post(page.request["PATH_INFO"], {"password1": "seven quiet herons", "password2": "seven quiet herons"})

    sent = {"login": "bel@example.invalid", "password": "seven quiet herons"}
    assert joiner.post("/sign-in/login/", sent).status_code == 302
    assert joiner.get("/account/").status_code == 200


def test_an_email_with_an_account_is_refused_and_what_was_typed_stays(places, sign_in, once):
    sent = {**JOINER, **once, "email": places.worker.email.upper()}

    said = sign_in(places.manager).post(new_at(places.partner), sent).content.decode()

    assert "Someone already signs in with this email address." in said
    assert "Bel Sorley" in said


def test_a_manager_cannot_give_a_role_that_reaches_further_than_theirs(places, sign_in, once):
    client = sign_in(places.manager)

    said = client.post(new_at(places.partner), {**JOINER, **once, "role": "administrator"})

    assert said.status_code == 200
    assert not User.objects.filter(email=JOINER["email"]).exists()
    assert "administrator" not in dict(said.context["form"].fields["role"].choices)


@pytest.mark.parametrize("who", ["administrator", "governance"])
def test_the_lead_makes_accounts_in_a_partner_s_organisation_with_any_role(places, sign_in, once, who):
    sent = {**JOINER, **once, "role": "administrator"}

    assert sign_in(getattr(places, who)).post(new_at(places.partner), sent).status_code == 302


@pytest.mark.parametrize(
    ("who", "where", "answer"),
    [("manager", "lead", 403), ("worker", "partner", 403), ("stranger", "partner", 404), ("mentor", "partner", 403)],
)
def test_who_may_not_make_an_account(places, sign_in, once, who, where, answer):
    client = sign_in(getattr(places, who))

    assert client.post(new_at(getattr(places, where)), {**JOINER, **once}).status_code == answer
    assert not User.objects.filter(email=JOINER["email"]).exists()


@pytest.mark.parametrize("page", ["staff_change", "staff_move", "staff_leave"])
@pytest.mark.parametrize(("who", "answer"), [("manager", 403), ("worker", 403), ("stranger", 404)])
def test_a_manager_cannot_touch_an_administrator_s_account(places, sign_in, page, who, answer):
    above = UserFactory(organisation=places.partner, role="administrator")

    assert sign_in(getattr(places, who)).get(at(page, above)).status_code == answer


def test_a_changed_role_is_kept_and_a_stale_change_is_not(places, sign_in):
    client = sign_in(places.manager)
    sent = {"name": "Dougie Penn", "role": "peer_mentor", "phone": "", "version": 1}

    first = client.post(at("staff_change", places.worker), sent)
    second = client.post(at("staff_change", places.worker), {**sent, "role": "case_worker"})

    assert first.status_code == 302
    assert "Someone else changed this" in second.content.decode()
    assert User.objects.get(pk=places.worker.pk).role == "peer_mentor"


def test_nobody_gives_themselves_another_role(places, sign_in):
    sent = {"name": "Ruth", "role": "case_worker", "phone": "", "version": 1}

    said = sign_in(places.manager).post(at("staff_change", places.manager), sent).content.decode()

    assert "You cannot change your own role." in said


def test_a_mover_leaves_every_team_and_the_teams_are_told(places, sign_in, once, writer):
    team = TeamFactory(organisation=places.lead)
    MembershipFactory(team=team, user=places.worker)
    sent = {**once, "organisation": places.lead.pk, "role": "case_worker", "version": 1}

    sign_in(places.administrator).post(at("staff_move", places.worker), sent)

    assert User.objects.get(pk=places.worker.pk).organisation == places.lead
    assert not Membership.objects.filter(user=places.worker, ends_on=None).exists()
    with writer():
        assert Notice.objects.get(to_team_id=team.pk).subject.startswith("Dougie Penn has left")


def test_a_manager_moves_nobody_to_an_organisation_they_do_not_manage(places, sign_in, once):
    client = sign_in(places.manager)

    asked = client.get(at("staff_move", places.worker)).content.decode()
    sent = client.post(
        at("staff_move", places.worker), {**once, "organisation": places.lead.pk, "role": "case_worker", "version": 1}
    )

    assert "You manage no other organisation" in asked
    assert sent.status_code == 200
    assert User.objects.get(pk=places.worker.pk).organisation == places.partner


def test_a_leaver_is_out_on_their_next_click_and_back_when_welcomed(places, sign_in, once, writer):
    gone, manager = sign_in(places.worker), sign_in(places.manager)
    gone.get("/agencies/")

    manager.post(at("staff_leave", places.worker), {**once, "version": 1})
    out = gone.get("/agencies/").status_code
    shown = manager.get(at("member", places.worker)).content.decode()
    back = manager.post(at("staff_return", places.worker), {"version": 2})

    assert (out, back.status_code) == (302, 302)
    assert "the account is closed" in shown
    assert User.objects.get(pk=places.worker.pk).is_active
    with writer():
        assert Notice.objects.filter(to_user_id=places.worker.pk, kind="account.welcome").count() == 1


def test_nobody_closes_their_own_account(places, sign_in, once):
    said = sign_in(places.manager).post(at("staff_leave", places.manager), {**once, "version": 1}).content.decode()

    assert "You cannot close your own account." in said
    assert User.objects.get(pk=places.manager.pk).is_active


def test_a_link_is_sent_by_a_press_of_a_button_only(places, sign_in, once, writer):
    client = sign_in(places.manager)

    assert client.get(at("staff_link", places.worker)).status_code == 405
    for _ in range(2):
        client.post(at("staff_link", places.worker), once)

    with writer():
        assert Notice.objects.filter(to_user_id=places.worker.pk).count() == 1


def test_a_worker_sees_a_colleague_s_page_without_the_buttons(places, sign_in):
    said = sign_in(places.worker).get(at("member", places.manager)).content.decode()

    assert "Ruth Okafor" in said
    assert "Close the account" not in said
    assert "Signed in last" not in said


def test_a_stranger_s_page_does_not_exist(places, sign_in):
    assert sign_in(places.worker).get(at("member", places.stranger)).status_code == 404
