"""Speaking up for someone: what they want said, to whom, what was done, and what came of it."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.cases.actions.parts import lock_open
from throughline.cases.models import Advocacy, Case
from throughline.cases.rules import check_come, check_follows
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes


@writes
def speak_up(
    case: Case,
    *,
    issue: str,
    agency: str,
    wants_said: str = "",
    done: str = "",
    refused_entitlement: bool = False,
    on: date,
    by: Actor,
    at: datetime,
) -> Advocacy:
    """Begin to speak up for someone with an agency.

    Raises:
        Refused: the case is closed, the day has not come, or the issue or the agency is not named.
    """
    locked = lock_open(case, at=at)
    check_come(on, today=localdate(at))
    _check_named(issue, agency)
    row = Advocacy.objects.create(
        case=locked,
        person_id=locked.person_id,
        issue=issue,
        agency=agency,
        wants_said=wants_said,
        done=done,
        refused_entitlement=refused_entitlement,
        opened_on=on,
    )
    _note("cases.spoke_up", row, by=by, at=at)
    return row


@writes
def change_advocacy(
    advocacy: Advocacy,
    *,
    version: int,
    issue: str,
    agency: str,
    wants_said: str,
    done: str,
    refused_entitlement: bool,
    by: Actor,
    at: datetime,
) -> Advocacy:
    """Change what is said for someone, to whom, or what was done.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended, or the issue or the agency is not named.
    """
    locked = _going_on(advocacy, version=version)
    _check_named(issue, agency)
    locked.issue, locked.agency, locked.wants_said, locked.done = issue, agency, wants_said, done
    locked.refused_entitlement = refused_entitlement
    save_change(locked, "issue", "agency", "wants_said", "done", "refused_entitlement")
    _note("cases.advocacy_changed", locked, by=by, at=at)
    return locked


@writes
def end_advocacy(advocacy: Advocacy, *, version: int, result: str, on: date, by: Actor, at: datetime) -> Advocacy:
    """Say what came of speaking up, good or bad.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended already, no result is given, or the day is in the future or before it began.
    """
    locked = _going_on(advocacy, version=version)
    if not result.strip():
        raise Refused("Say what came of it, even if nothing did.", field="result")
    check_come(on, today=localdate(at))
    check_follows(on, last=locked.opened_on, today=localdate(at))
    locked.result, locked.closed_on = result, on
    save_change(locked, "result", "closed_on")
    _note("cases.advocacy_ended", locked, by=by, at=at)
    return locked


def _going_on(advocacy: Advocacy, *, version: int) -> Advocacy:
    locked = lock_version(Advocacy, advocacy.pk, version=version)
    if locked.closed_on is not None:
        raise Refused("This has ended: what came of it is recorded.")
    return locked


def _check_named(issue: str, agency: str) -> None:
    if not issue.strip():
        raise Refused("Say what it is about.", field="issue")
    if not agency.strip():
        raise Refused("Say which agency or person.", field="agency")


def _note(what: str, row: Advocacy, *, by: Actor, at: datetime) -> None:
    """Write in the journal that someone was spoken up for, and with whom; the issue stays in the record."""
    facts: dict[str, journal.Fact] = {"agency": row.agency, "refused": row.refused_entitlement}
    journal.note_many([journal.Event(what=what, about=row, person_id=row.person_id, facts=facts)], by=by, at=at)
