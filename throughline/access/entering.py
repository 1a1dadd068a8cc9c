"""Tell the database who is looking, for one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from throughline.access import roles
from throughline.agencies.models import ApiKey, User
from throughline.foundations.actors import ActorKind, Staff

_TEAMS = """
    SELECT coalesce(array_agg(t.id), '{}') FROM agencies_team t
    WHERE t.closed_on IS NULL AND ((t.organisation_id = %(organisation)s AND t.kind = 'everyone')
    OR (t.organisation_id = %(organisation)s AND t.id = ANY (%(named)s))
    OR EXISTS (SELECT 1 FROM agencies_membership m WHERE m.team_id = t.id AND m.user_id = %(viewer)s
               AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s)))
"""

_ENTER = """
    WITH closed AS MATERIALIZED (SELECT tl_closed_to(%(viewer)s, %(teams)s, %(at)s) AS people)
    SELECT people, set_config('throughline.barred', people::text, true),
    set_config('throughline.viewer', %(viewer)s::text, true),
    set_config('throughline.organisation', %(organisation)s::text, true),
    set_config('throughline.teams', %(teams)s::uuid[]::text, true),
    set_config('throughline.at', %(at)s::text, true) FROM closed
"""


def staff(user: User, *, at: datetime) -> Staff:
    """Return a member of staff as an actor, with their teams as of now. ``enter`` completes it."""
    role = roles.label(user.role)
    return Staff(
        kind=ActorKind.STAFF,
        id=user.pk,
        organisation_id=user.organisation_id,
        words=f"{user.name}, {user.organisation.name}",
        team_ids=_teams(user.pk, user.organisation_id, at),
        permissions=roles.permissions(user.role),
        name=user.name,
        role_word=role,
        organisation_name=user.organisation.name,
        asked_at=at,
    )


def key(api_key: ApiKey, *, at: datetime) -> Staff:
    """Return a key as an actor: it stands on its organisation's own team, and those of its teams that it names."""
    return Staff(
        kind=ActorKind.KEY,
        id=api_key.pk,
        organisation_id=api_key.organisation_id,
        words=f"{api_key.name}, {api_key.organisation.name}",
        team_ids=_teams(api_key.pk, api_key.organisation_id, at, named=api_key.teams),
        permissions=frozenset(api_key.scopes),
        name=api_key.name,
        role_word="Key",
        organisation_name=api_key.organisation.name,
        asked_at=at,
    )


def enter(actor: Staff) -> Staff:
    """Set row-level security to an actor until the transaction ends; return the actor with who is closed to them.

    Raises:
        RuntimeError: there is no transaction, so the settings would outlive the request.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Open a transaction before saying who is looking.")
    values: dict[str, UUID | datetime | list[UUID]] = {
        "viewer": actor.id,
        "organisation": actor.organisation_id,
        "teams": list(actor.team_ids),
        "at": actor.asked_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, values)
        (barred, *_) = cursor.fetchone() or ([],)
    return replace(actor, barred=frozenset(barred))


def _teams(viewer: UUID, organisation: UUID, at: datetime, *, named: Sequence[UUID] = ()) -> frozenset[UUID]:
    values: dict[str, UUID | date | list[UUID]] = {
        "viewer": viewer,
        "organisation": organisation,
        "on": at.date(),
        "named": list(named),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, values)
        (teams,) = cursor.fetchone() or ([],)
    return frozenset(teams)
