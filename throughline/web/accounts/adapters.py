"""How signing in fits the house: accounts are made by an administrator, never by signing up."""

from functools import partial
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from throughline.access import entering
from throughline.agencies.actions import staff
from throughline.agencies.models import User
from throughline.agencies.statuses import SignIn
from throughline.foundations import clock
from throughline.foundations.actors import Actor, ActorKind
from throughline.notices import actions as notices
from throughline.web.accounts import links, words


class Accounts(DefaultAccountAdapter):
    """Sign-in for staff: every way in and out is in the journal, and email leaves through the outbox."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": words.NOT_SIGNED_IN,
        "too_many_login_attempts": words.TOO_MANY,
        "incorrect_password": words.WRONG_PASSWORD,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        records = get_authentication_records(request, user)
        how = ", then ".join(words.WAYS.get(row["method"], row["method"]) for row in records[-2:])
        _note(user, SignIn.IN, how=how, by=entering.staff(user, at=clock.now()))

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if isinstance(user, User):
            _note(user, SignIn.OUT, how="asked to", by=entering.staff(user, at=clock.now()))
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: object) -> None:
        """Keep that someone tried: as much work with such an account as without, so time tells nothing."""
        found = filter_users_by_email(str(credentials.get("email") or ""))
        user = found[0] if found else User(name="An address with no account")
        nobody = Actor(
            kind=ActorKind.SYSTEM, id=None, organisation_id=user.organisation_id, words="Someone not signed in"
        )
        _note(user, SignIn.FAILED, how="password", by=nobody)

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: User, password: str) -> None:
        by, kept = entering.staff(user, at=clock.now()), make_password(password)
        user.password = staff.set_password(user, password=kept, by=by, at=clock.now()).password

    def get_reset_password_from_key_url(self, key: str) -> str:
        return links.address_of(links.key_path(key), request=self.request)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, object]) -> None:
        body = words.RESET_BODY.format(link=context["password_reset_url"])
        _email(user, kind="account.reset", subject=words.RESET_SUBJECT, body=body)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, object] | None = None, email: str | None = None
    ) -> None:
        """Tell someone that how they sign in has changed, and keep it in the journal."""
        what = words.CHANGES.get(template_prefix, "How you sign in was changed.")
        _note(user, SignIn.CHANGED, how=what, by=entering.staff(user, at=clock.now()))
        _email(user, kind="account.changed", subject=words.CHANGED_SUBJECT, body=words.CHANGED_BODY.format(what=what))


class SingleSignOn(DefaultSocialAccountAdapter):
    """Sign-in through an organisation's own provider, for accounts that exist."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join a first sign-in to the account that has the same email address, if the provider vouches for it."""
        if sociallogin.is_existing:
            return
        vouched = [address.email for address in sociallogin.email_addresses if address.verified]
        accounts = [user for email in vouched for user in filter_users_by_email(email, is_active=True)]
        for user in accounts[:1]:
            by = entering.staff(user, at=clock.now())
            staff.join_single_sign_on(user, join=partial(sociallogin.connect, request, user), by=by, at=clock.now())


class SecondFactors(DefaultMFAAdapter):
    """What proves someone twice. The seed of an authenticator app is kept encrypted."""

    def encrypt(self, text: str) -> str:
        return Fernet(settings.SECOND_FACTOR_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return Fernet(settings.SECOND_FACTOR_KEY).decrypt(encrypted_text.encode()).decode()


def _note(user: User, what: SignIn, *, how: str, by: Actor) -> None:
    staff.note_sign_in(user, what=what, how=how, by=by, at=clock.now())


def _email(user: User, *, kind: str, subject: str, body: str) -> None:
    notices.email(user_id=user.pk, address=user.email, kind=kind, subject=subject, body=body, at=clock.now())
