"""Who works a case: the key worker, those beside them, and who stands in while someone is away."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from throughline.agencies.models import Membership, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases.actions.parts import check_members, event, in_everyone, keep, lock_all, lock_open, note
from throughline.cases.actions.spells import follow
from throughline.cases.models import Beside, Case, Cover, WorkerSpell
from throughline.cases.rules import check_come, check_cover, check_follows, check_open, check_said
from throughline.cases.statuses import Role
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes
from throughline.sharing import queries as sharing
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier


@writes
def hand_over(cases: Sequence[Case], *, to: User, words: str, on: date, by: Actor, at: datetime) -> list[Case]:
    """Give cases another key worker, one or a whole caseload, and keep why. Those that are theirs already stay so.

    Raises:
        Refused: no reason is given, one is closed, none would change, the new worker is not in the team, or the day
            is in the future or before the last change of key worker.
    """
    today = localdate(at)
    check_said(words)
    check_come(on, today=today)
    locked = lock_all(cases)
    for case in locked:
        check_open(case.setting, closed_on=case.closed_on, today=today)
    check_members([(case.team, to) for case in locked], on=today, field="to")
    given = [case for case in locked if case.key_worker_id != to.pk]
    if not given:
        raise Refused(f"{to.name} is their key worker already.", field="to")
    follow(WorkerSpell, [_spell(case, to, words, on=on, at=at) for case in given], today=today)
    before = [case.key_worker.name if case.key_worker else "nobody" for case in given]
    for case in given:
        case.key_worker = to
    keep(given, "key_worker")
    events = (
        event("cases.key_worker_changed", case, before=was, after=to.name, on=on.isoformat())
        for case, was in zip(given, before, strict=True)
    )
    journal.note_many(events, by=by, at=at)
    return given


@writes
def bring_in(case: Case, *, worker: User, role: str, on: date, words: str = "", by: Actor, at: datetime) -> Beside:
    """Bring a peer mentor or a second worker in beside the key worker.

    Raises:
        Refused: the case is closed, they are its key worker or beside it already, they have left, they are in no team
            that works with the person, or the day is in the future or before the case began.
    """
    locked, today = lock_open(case, at=at), localdate(at)
    check_come(on, today=today)
    check_follows(on, last=locked.opened_on, today=today)
    if locked.key_worker_id == worker.pk:
        raise Refused(f"{worker.name} is their key worker.", field="worker")
    if Beside.objects.filter(case=locked, worker=worker, until_on=None).exists():
        raise Refused(f"{worker.name} works beside the key worker already.", field="worker")
    _check_works_with(locked, worker, at=at)
    row = Beside.objects.create(
        case=locked,
        person_id=locked.person_id,
        worker=worker,
        role=Role(role),
        from_on=on,
        words=words,
        recorded_at=at,
    )
    note("cases.brought_in", locked, by=by, at=at, who=worker.name, role=Role(role).label, on=on.isoformat())
    return row


@writes
def let_go(beside: Beside, *, on: date, words: str, by: Actor, at: datetime) -> Beside:
    """End someone's time beside the key worker, and keep why.

    Raises:
        Refused: no reason is given, it has ended already, or the day is in the future or before it began.
    """
    case = lock(Case, beside.case_id)
    row = lock(Beside, beside.pk)
    check_said(words)
    if row.until_on is not None:
        raise Refused("They have stopped working beside the key worker already.")
    check_come(on, today=localdate(at))
    check_follows(on, last=row.from_on, today=localdate(at))
    # How it began stays; why it ended comes after it.
    row.until_on, row.words = on, f"{row.words} / {words}"[:300] if row.words else words[:300]
    row.save(update_fields=["until_on", "words"])
    note("cases.let_go", case, by=by, at=at, who=row.worker.name, role=Role(row.role).label, on=on.isoformat())
    return row


@writes
def stop_all(worker: User, *, on: date, by: Actor, at: datetime) -> None:
    """End someone's time beside every key worker, and the cover they give or have, when they leave.

    Cases they are key worker of stay theirs in name until someone hands them over: that choice is a manager's.
    """
    for beside in Beside.objects.filter(worker=worker, until_on=None).order_by("id"):
        let_go(beside, on=max(on, beside.from_on), words="They left", by=by, at=at)
    concerned = Q(away=worker) | Q(stand_in=worker)
    for cover in Cover.objects.filter(concerned, ended_at=None, until_on__gt=on).order_by("id"):
        end_cover(cover, by=by, at=at)


@writes
def arrange_cover(
    team: Team,
    *,
    away: User,
    stand_in: User,
    from_on: date,
    until_on: date,
    words: str = "",
    by: Actor,
    at: datetime,
) -> Cover:
    """Say who stands in for a colleague who is away; ``until_on`` is the first day back.

    Raises:
        Refused: it is one person twice, one is not in the team, someone stands in on those days already, or the time
            is over or ends before it starts.
    """
    locked, today = lock(Team, team.pk), localdate(at)
    check_cover(from_on=from_on, until_on=until_on, today=today)
    if away.pk == stand_in.pk:
        raise Refused("Nobody stands in for themself. Choose a colleague.", field="stand_in")
    check_members([(locked, away)], on=today, field="away")
    check_members([(locked, stand_in)], on=today, field="stand_in")
    held = Cover.objects.filter(team=locked, away=away, ended_at=None, from_on__lt=until_on, until_on__gt=from_on)
    if held.exists():
        raise Refused(f"Someone stands in for {away.name} on some of these days already.", field="from_on")
    row = Cover.objects.create(
        team=locked, away=away, stand_in=stand_in, from_on=from_on, until_on=until_on, words=words
    )
    _note_cover("cases.cover_arranged", row, by=by, at=at)
    return row


@writes
def end_cover(cover: Cover, *, by: Actor, at: datetime) -> Cover:
    """End a time of cover now; one that was ended stays as it was."""
    row = lock(Cover, cover.pk)
    if row.ended_at is None:
        row.ended_at = at
        save_change(row, "ended_at")
        _note_cover("cases.cover_ended", row, by=by, at=at)
    return row


def _spell(case: Case, worker: User, words: str, *, on: date, at: datetime) -> WorkerSpell:
    return WorkerSpell(
        case=case, person_id=case.person_id, worker=worker, from_on=on, words=words[:300], recorded_at=at
    )


def _check_works_with(case: Case, worker: User, *, at: datetime) -> None:
    """Refuse someone who has left, or whose teams neither hold the case nor work with the person.

    Raises:
        Refused: either holds.
    """
    if not User.objects.filter(pk=worker.pk, is_active=True).exists():
        raise Refused(f"{worker.name} has left. Choose someone who works here.", field="worker")
    teams = set(_teams_of(worker, on=localdate(at)))
    if case.team_id in teams or in_everyone(case.team, worker):
        return
    working = Grant.objects.filter(person_id=case.person_id, tier__gte=Tier.WORKS_WITH, only_for=None)
    if not sharing.open_at(working, at).filter(team_id__in=teams).exists():
        message = f"{worker.name} is in no team that works with this person. Share the record with their team first."
        raise Refused(message, field="worker")


def _teams_of(worker: User, *, on: date) -> Iterable[object]:
    """Return the teams someone is in, their organisation's own among them."""
    yield from Team.objects.filter(organisation=worker.organisation_id, kind=TeamKind.EVERYONE).values_list(
        "pk", flat=True
    )
    rows = Membership.objects.filter(user=worker)
    yield from (row.team_id for row in rows if row.ends_on is None or row.ends_on > on)


def _note_cover(what: str, row: Cover, *, by: Actor, at: datetime) -> None:
    """Write in the journal who stands in for whom: it is about no person we support."""
    facts: dict[str, journal.Fact] = {
        "away": row.away.name,
        "stand_in": row.stand_in.name,
        "on": row.from_on.isoformat(),
        "until": row.until_on.isoformat(),
    }
    journal.note_many([journal.Event(what=what, about=row, person_id=None, facts=facts)], by=by, at=at)
