"""What the journal says of organisations, teams, staff and keys: notes that are about nobody we support."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from throughline.foundations.journal import Fact
from throughline.foundations.wording import full_day, listed

Facts = Mapping[str, Fact]

ISO_LENGTH = len("2026-05-06")
_PLACE = re.compile(r"\{(\w+)\}")


def _fact(facts: Facts, key: str) -> str:
    value = facts.get(key)
    return listed(value) if isinstance(value, list) else day_words(str(value or "not known"))


def day_words(text: str) -> str:
    """Say a day that was noted as a computer writes it; any other text stays as it is.

    >>> day_words("2026-05-06"), day_words("Fife")
    ('6 May 2026', 'Fife')
    """
    try:
        return full_day(date.fromisoformat(text)) if len(text) == ISO_LENGTH else text
    except ValueError:
        return text


def _told(template: str) -> Callable[[Facts], str]:
    """Return a sentence with a fact in each place named in braces."""
    return lambda facts: _PLACE.sub(lambda place: _fact(facts, place[1]), template)


OTHER_SENTENCES: dict[str, Callable[[Facts], str]] = {
    "agencies.area_added": _told("Area {name} was added."),
    "agencies.area_renamed": _told("Area {before} is now called {after}."),
    "agencies.area_closed": _told("An area was closed from {on}."),
    "agencies.organisation_added": _told("{name} was added."),
    "agencies.organisation_changed": _told("{before} was changed. Its name is {after}."),
    "agencies.organisation_closed": _told("An organisation was closed from {on}."),
    "agencies.prison_added": _told("Prison {code} was added."),
    "agencies.prison_changed": _told("A prison's facts were changed."),
    "agencies.partnership_formed": _told("Partnership {name} was formed, led by {lead}."),
    "agencies.partnership_changed": _told("Partnership {name} was changed. {lead} leads it."),
    "agencies.partner_joined": _told("{organisation} joined a partnership."),
    "agencies.partner_left": _told("An organisation left a partnership from {on}."),
    "agencies.team_added": _told("Team {name} was added."),
    "agencies.team_changed": _told("Team {before} was changed. Its name is {after}."),
    "agencies.team_closed": _told("Team {name} was closed."),
    "agencies.team_joined": _told("{who} joined {team}."),
    "agencies.team_left": _told("{who} left {team}."),
    "agencies.staff_joined": _told("{who} joined {organisation}."),
    "agencies.staff_changed": _told("The account of {who} was changed."),
    "agencies.staff_moved": _told("{who} moved from {before} to {after}."),
    "agencies.staff_left": _told("{who} left. They can no longer sign in."),
    "agencies.staff_returned": _told("{who} came back. They can sign in again."),
    "agencies.signed_in": _told("Signed in or out: {how}."),
    "agencies.password_set": _told("A password was set."),
    "agencies.single_sign_on_joined": _told("Single sign-on was joined to the account."),
    "agencies.key_made": _told("Key {name} was made. It may do: {scopes}."),
    "agencies.key_revoked": _told("Key {name} was ended."),
}
