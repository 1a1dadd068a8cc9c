"""What can happen to keys for other systems."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from throughline.agencies import keys
from throughline.agencies.actions.noting import note
from throughline.agencies.models import ApiKey, Organisation, Team, User
from throughline.agencies.rules import check_key_life
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes


@writes
def make_key(
    organisation: Organisation,
    *,
    name: str,
    scopes: list[str],
    expires_at: datetime,
    made_by: User,
    teams: Sequence[Team] = (),
    by: Actor,
    at: datetime,
) -> tuple[ApiKey, str]:
    """Make a key for another system; return it with the secret, which is shown this once.

    ``teams`` are those of the organisation's casework teams whose people it may reach as well.

    Raises:
        Refused: it has no scope, names another organisation's team, or ends too soon or too late.
    """
    check_key_life(at, expires_at)
    if any(team.organisation_id != organisation.pk for team in teams):
        raise Refused("A key reaches teams of its own organisation only.", field="teams")
    if not scopes:
        raise Refused("Choose at least one thing the key may do.", field="scopes")
    secret = keys.new_secret()
    key = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        digest=keys.digest(secret),
        hint=keys.hint(secret),
        scopes=scopes,
        teams=[team.pk for team in teams],
        made_by=made_by,
        made_at=at,
        expires_at=expires_at,
    )
    note("agencies.key_made", key, by=by, at=at, name=name, scopes=scopes, teams=[team.name for team in teams])
    return key, secret


@writes
def revoke_key(key: ApiKey, *, by: Actor, at: datetime) -> ApiKey:
    """End a key now. One that has ended stays as it ended."""
    locked = lock(ApiKey, key.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        save_change(locked, "revoked_at")
        note("agencies.key_revoked", locked, by=by, at=at, name=locked.name)
    return locked


@writes
def key_used(key_id: UUID, *, on: date) -> None:
    """Keep the last day a key was used."""
    ApiKey.objects.filter(pk=key_id).exclude(last_used_on=on).update(last_used_on=on)
