"""Kindling's caseload: referred, taken on, supported inside and outside, with every contact. Recorded week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from throughline.agencies.models import User
from throughline.cases import queries
from throughline.cases.actions import contacts, moving, opening
from throughline.cases.actions.contacts import NewContact
from throughline.cases.actions.moving import Move
from throughline.cases.models import Case, Stage
from throughline.cases.statuses import Audience, Happened, Setting, TakingPart
from throughline.demo.population import Resident
from throughline.demo.working.cast import Office, in_the_day, week_by_week
from throughline.referrals.actions import answering, sending
from throughline.referrals.actions.answering import Decision
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, DeclineReason, Source, Support

ASSESSED_AFTER = timedelta(days=9)
DECIDED_AFTER = timedelta(days=3)
QUIET = 0.14
NO_WORKER = 0.06
SELF = 0.57
"""Share that asked for themselves (Low Moss pilot, May 2013 to June 2014)."""
BRIEF = 0.12
DECLINED = 0.12


@dataclass(frozen=True)
class Taken:
    """Someone taken on, and where their stay stands."""

    resident: Resident
    case: Case


def take_on(office: Office, residents: Sequence[Resident]) -> list[Taken]:
    """Refer people week by week and take most of them on; return those."""
    taken: list[Taken] = []
    for number, group in enumerate(_cohorts(residents)):
        received = (office.at - timedelta(days=_days_ago(group[0], number))).replace(hour=10, minute=30)
        taken += _cohort(office, group, received=received)
    _leave(office, taken)
    return taken


def _cohorts(residents: Sequence[Resident]) -> list[list[Resident]]:
    """Put people into groups that were referred together: those who left first, for they were known longest."""
    left = [row for row in residents if row.stay.ended_on]
    inside = [row for row in residents if not row.stay.ended_on]
    return [group[start::4] for group in (left, inside) for start in range(4) if group[start::4]]


def _days_ago(resident: Resident, number: int) -> int:
    return 88 - 7 * number if resident.stay.ended_on else 43 - 10 * (number % 4)


def _cohort(office: Office, group: Sequence[Resident], *, received: datetime) -> list[Taken]:
    by = office.acting(office.workers[0])
    referrals = sending.send_many([_referral(office, row, received) for row in group], by=by, at=received)
    decided_at = min(received + DECIDED_AFTER, office.at)
    decisions = [_decision(office, row, decided_at) for row in referrals]
    answered = answering.decide_many(decisions, by=by, at=decided_at)
    pairs = [(row, referral) for row, referral in zip(group, answered, strict=True) if referral.support]
    news = [_case(office, referral, decided_at.date()) for _, referral in pairs]
    cases = opening.open_many(news, by=by, at=decided_at)
    taken = [Taken(row, case) for (row, _), case in zip(pairs, cases, strict=True)]
    _support(office, taken, at=decided_at + ASSESSED_AFTER)
    return taken


def _referral(office: Office, row: Resident, received: datetime) -> NewReferral:
    words, dice = office.words, office.dice
    own = office.chance(SELF)
    officer = office.places.staff["personal_officer"]
    return NewReferral(
        person=row.person,
        service=office.kindling,
        source=Source.SELF if own else Source.PRISON,
        arrived=Arrived.PAPER if own else Arrived.SCREEN,
        received_on=received.date(),
        from_team=None if own else office.places.teams["HMP Carrick Vale"],
        from_user=None if own else officer,
        pathways=dice.sample(["accommodation", "finance", "health", "substances", "work", "family"], k=2),
        reason=dice.choice(words["reasons"]),
        hopes=dice.choice(words["hopes"]),
        offer="" if own else dice.choice(words["offers"]),
        opens=["contact", "needs", "family"],
    )


def _decision(office: Office, referral: Referral, decided_at: datetime) -> Decision:
    by = office.workers[office.dice.randrange(len(office.workers))]
    if office.chance(DECLINED):
        return Decision(
            referral=referral,
            decline_reason=office.dice.choice(
                [DeclineReason.OUT_OF_AREA, DeclineReason.NO_ROOM, DeclineReason.CHOSE_NOT_TO]
            ),
            words="Not now. The door stays open: ask us again at any time.",
            user=by,
            on=decided_at.date(),
        )
    support = Support.BRIEF if office.chance(BRIEF) else Support.FULL
    return Decision(
        referral=referral, support=support, words="Yes. We will see him this week.", user=by, on=decided_at.date()
    )


def _case(office: Office, referral: Referral, opened_on: date) -> opening.NewCase:
    worker: User | None = None if office.chance(NO_WORKER) else office.dice.choice(office.workers)
    return opening.NewCase(
        person=referral.person,
        service=office.kindling,
        referral=referral,
        support=referral.support,
        key_worker=worker,
        opened_on=opened_on,
        taking_part=TakingPart.OFFERED if office.chance(0.08) else TakingPart.ACCEPTED,
    )


def _support(office: Office, taken: Sequence[Taken], *, at: datetime) -> None:
    """Move people on from assessment, where there has been time for one and they were still inside."""
    if at > office.at:
        return
    on = at.date()
    inside = [row.case for row in taken if not (row.resident.stay.ended_on and row.resident.stay.ended_on <= on)]
    moving.move_many([Move(case, Setting.PRISON, on) for case in inside], by=office.acting(office.workers[0]), at=at)


def _leave(office: Office, taken: Sequence[Taken]) -> None:
    """Take the case out of the gate with the person, on the day they left or once they had been assessed."""
    out = [(row, _out_on(row)) for row in taken if row.resident.stay.ended_on]
    for group in week_by_week(out, when=lambda pair: datetime.combine(pair[1], datetime.min.time(), office.at.tzinfo)):
        at = min(office.at, datetime.combine(max(on for _, on in group), office.at.timetz()))
        moves = [Move(row.case, Setting.COMMUNITY, on, "Left prison") for row, on in group]
        moving.move_many(moves, by=office.acting(office.workers[0]), at=at)


def _out_on(row: Taken) -> date:
    assessed = row.case.opened_on + ASSESSED_AFTER
    return max(row.resident.stay.ended_on or assessed, assessed)


def go_along(office: Office, taken: Sequence[Taken]) -> None:
    """Move cases along the stages: further the longer they have been open, and past the gate once they left."""
    stages = list(queries.stages_of(Stage.objects.all(), office.kindling))
    by = office.acting(office.workers[0])
    for row in taken:
        days = (office.at.date() - row.case.opened_on).days
        last = (4 if days < 40 else 5) if row.resident.stay.ended_on else min(3, 1 + days // 14)
        fresh = Case.objects.get(pk=row.case.pk)
        on = office.at.date() - timedelta(days=office.dice.randrange(min(6, days + 1)))
        moving.change_stage(fresh, stage=stages[last], on=on, by=by, at=office.at)


def keep_in_touch(office: Office, taken: Sequence[Taken]) -> int:
    """Record contacts with everyone taken on; some have gone quiet. Return how many."""
    news = [new for row in taken for new in _contacts(office, row)]
    for group in week_by_week(news, when=lambda new: new.happened_at):
        at = min(office.at, max(new.happened_at for new in group) + timedelta(hours=1))
        for worker in {new.by_user for new in group if new.by_user}:
            mine = [new for new in group if new.by_user == worker]
            contacts.record_many(mine, by=office.acting(worker), at=at)
    return len(news)


def _contacts(office: Office, row: Taken) -> list[NewContact]:
    dice, words = office.dice, office.words
    days = (office.at.date() - row.case.opened_on).days
    newest = 31 if office.chance(QUIET) and days > 40 else 0
    worker = office.worker_of(row.case)
    news = []
    for _ in range(min(7, max(0, (days - newest) // 6))):
        missed = office.chance(0.15)
        activity, place, said = dice.choice(words["contacts"])
        how, where, sorry = dice.choice(words["missed"])
        news.append(
            NewContact(
                person=row.resident.person,
                case=row.case,
                team=row.case.team,
                by_user=worker,
                activity=activity,
                place=where if missed else place,
                happened=how if missed else Happened.YES,
                happened_at=in_the_day(office.at, days_ago=dice.randrange(newest, max(days, newest + 1)), dice=dice),
                minutes=dice.choice((10, 15, 20, 30, 45, 60)),
                words=sorry if missed else said,
                audience=dice.choice((Audience.TEAM, Audience.NETWORK, Audience.NETWORK)),
            )
        )
    return news
