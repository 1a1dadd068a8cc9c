"""What the journal says of organisations, teams, staff and keys: notes that are about nobody we support."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from throughline.foundations.journal import Fact
from throughline.foundations.wording import full_day, listed

Facts = Mapping[str, Fact]
Say = Callable[[Facts], str]

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


def told(template: str) -> Say:
    """Return a sentence with a fact in each place named in braces."""
    return lambda facts: _PLACE.sub(lambda place: _fact(facts, place[1]), template)


OTHER_SENTENCES: dict[str, Say] = {
    "agencies.cases_taken_out": told("Cases of {service} opened in {period} were taken out, with nobody named."),
    "agencies.area_added": told("Area {name} was added."),
    "agencies.area_renamed": told("Area {before} is now called {after}."),
    "agencies.area_closed": told("An area was closed from {on}."),
    "agencies.organisation_added": told("{name} was added."),
    "agencies.organisation_changed": told("{before} was changed. Its name is {after}."),
    "agencies.organisation_closed": told("An organisation was closed from {on}."),
    "agencies.prison_added": told("Prison {code} was added."),
    "agencies.prison_changed": told("A prison's facts were changed."),
    "agencies.partnership_formed": told("Partnership {name} was formed, led by {lead}."),
    "agencies.partnership_changed": told("Partnership {name} was changed. {lead} leads it."),
    "agencies.partner_joined": told("{organisation} joined a partnership."),
    "agencies.partner_left": told("An organisation left a partnership from {on}."),
    "agencies.team_added": told("Team {name} was added."),
    "agencies.team_changed": told("Team {before} was changed. Its name is {after}."),
    "agencies.team_closed": told("Team {name} was closed."),
    "agencies.team_joined": told("{who} joined {team}."),
    "agencies.team_left": told("{who} left {team}."),
    "agencies.staff_joined": told("{who} joined {organisation}."),
    "agencies.staff_changed": told("The account of {who} was changed."),
    "agencies.staff_moved": told("{who} moved from {before} to {after}."),
    "agencies.staff_left": told("{who} left. They can no longer sign in."),
    "agencies.staff_returned": told("{who} came back. They can sign in again."),
    "agencies.signed_in": told("Signed in or out: {how}."),
    "agencies.password_set": told("A password was set."),
    "agencies.single_sign_on_joined": told("Single sign-on was joined to the account."),
    "agencies.service_opened": told("Service {name} was opened from {on}. {team} answers for it."),
    "agencies.service_changed": told("Service {before} was changed. Its name is {after}."),
    "agencies.service_closed": told("Service {name} was closed from {on}."),
    "agencies.target_set": told(
        "A target of {service} from {on} to {until} changed from {before} to {after}: {promise}."
    ),
    "agencies.key_made": told("Key {name} was made. It may do: {scopes}."),
    "agencies.key_revoked": told("Key {name} was ended."),
}
