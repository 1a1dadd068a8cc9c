"""Answering: yes, no, or a question first; taking an asking back; and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes
from throughline.referrals.actions.parts import calendar_of, check_may_become, count_changes, event, iso, locked, note
from throughline.referrals.models import Referral
from throughline.referrals.rules import check_day, check_length, check_look_again, check_said, due_after_reply, joined
from throughline.referrals.statuses import DeclineReason, Helped, State, Support, WithdrawReason

LONGEST_QUESTION, LONGEST_REPLY, LONGEST_ANSWER, LONGEST_ASIDE = 1000, 2000, 1000, 500
DECISION = (
    "state",
    "support",
    "decline_reason",
    "answer_words",
    "would_change",
    "look_again_on",
    "decided_on",
    "decided_at",
    "decided_by",
)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """An answer to a referral: a kind of support means yes, a reason to decline means no; it is one of the two."""

    referral: Referral
    support: str = ""
    decline_reason: str = ""
    words: str = ""
    would_change: str = ""
    look_again_on: date | None = None
    user: User | None = None
    on: date

    @property
    def state(self) -> State:
        return State.ACCEPTED if self.support else State.DECLINED

    def check(self) -> None:
        """Refuse an answer that is neither yes nor no.

        Raises:
            Refused: it gives no kind of support and no reason, or both, or one there is not.
        """
        if bool(self.support) == bool(self.decline_reason):
            raise Refused("Accept with a kind of support, or decline with a reason.", field="answer")
        if self.support and self.support not in Support.values:
            raise Refused("Choose full support, a brief intervention or duty support.", field="support")
        if self.decline_reason and self.decline_reason not in DeclineReason.values:
            raise Refused("Choose a reason from the list.", field="reason")
        check_look_again(self.look_again_on, on=self.on)
        check_length(self.words, most=LONGEST_ANSWER, field="words")
        check_length(self.would_change, most=LONGEST_ANSWER, field="would_change")


@writes
def accept(
    referral: Referral, *, support: str, words: str = "", user: User | None, on: date, by: Actor, at: datetime
) -> Referral:
    """Say yes. Of two who answer at once the first is kept, and the other is told.

    Raises:
        MoveNotAllowed: it was answered or withdrawn already, or never sent.
        Refused: there is no such support, or the day cannot be.
    """
    if not support:
        raise Refused("Choose full support, a brief intervention or duty support.", field="support")
    answer = Decision(referral=referral, support=support, words=words, user=user, on=on)
    (row,) = decide_many([answer], by=by, at=at)
    return row


@writes
def decline(
    referral: Referral,
    *,
    reason: str,
    words: str,
    would_change: str = "",
    look_again_on: date | None = None,
    user: User | None,
    on: date,
    by: Actor,
    at: datetime,
) -> Referral:
    """Say no, why, what would change it, and when to look again. A person who chose not to loses nothing by it.

    Raises:
        MoveNotAllowed: it was answered or withdrawn already, or never sent.
        Refused: no reason or no words are given, or a day cannot be.
    """
    if not reason:
        raise Refused("Choose why you cannot take this on.", field="reason")
    check_said(words, field="words", ask="Say why, in words the sender can pass on to the person.")
    answer = Decision(
        referral=referral,
        decline_reason=reason,
        words=words,
        would_change=would_change,
        look_again_on=look_again_on,
        user=user,
        on=on,
    )
    (row,) = decide_many([answer], by=by, at=at)
    return row


@writes
def decide_many(decisions: Sequence[Decision], *, by: Actor, at: datetime) -> list[Referral]:
    """Answer referrals, in the order given.

    Raises:
        MoveNotAllowed: one was answered or withdrawn already, or never sent.
        Refused: an answer is neither yes nor no, or a day cannot be.
    """
    rows = locked(decision.referral.pk for decision in decisions)
    for row, decision in zip(rows, decisions, strict=True):
        decision.check()
        check_may_become(row, decision.state, at=at)
        check_day(decision.on, after=row.received_on, today=localdate(at))
        _decide(row, decision, at=at)
    count_changes(rows, *DECISION)
    journal.note_many((_decided(row) for row in rows), by=by, at=at)
    return rows


@writes
def ask(referral: Referral, *, question: str, by: Actor, at: datetime) -> Referral:
    """Ask the sender something first. The clock stands still until they reply.

    Raises:
        MoveNotAllowed: it is asked about already, was answered or withdrawn, or never sent.
        Refused: nothing is asked, or there is no room for it.
    """
    check_said(question, field="question", ask="Write what you need to know.")
    (row,) = locked([referral.pk])
    check_may_become(row, State.ASKED, at=at)
    row.question = joined(row.question, question, most=LONGEST_QUESTION, field="question")
    row.state, row.asked_on = State.ASKED, localdate(at)
    save_change(row, "question", "state", "asked_on")
    note("referrals.asked", row, by=by, at=at)
    return row


@writes
def reply(referral: Referral, *, words: str, by: Actor, at: datetime) -> Referral:
    """Answer what was asked. The answer is now due as many working days later as the question stood open.

    Raises:
        MoveNotAllowed: nothing is asked, or it was answered or withdrawn meanwhile.
        Refused: nothing is said, or there is no room for it.
    """
    check_said(words, field="words", ask="Write what you know, or that you do not know.")
    (row,) = locked([referral.pk])
    check_may_become(row, State.SENT, at=at, done="replied to")
    row.reply = joined(row.reply, words, most=LONGEST_REPLY, field="words")
    row.state, row.due_on = State.SENT, _due_after_reply(row, today=localdate(at))
    save_change(row, "reply", "state", "due_on")
    note("referrals.replied", row, by=by, at=at, due=iso(row.due_on))
    return row


@writes
def withdraw(referral: Referral, *, reason: str, words: str = "", by: Actor, at: datetime) -> Referral:
    """Take an asking back before it is answered. A draft that was never sent leaves nothing with the service.

    Raises:
        MoveNotAllowed: it was answered or withdrawn already.
        Refused: no reason is given.
    """
    if reason not in WithdrawReason.values:
        raise Refused("Choose why it is taken back.", field="reason")
    check_length(words, most=LONGEST_ASIDE, field="words")
    (row,) = locked([referral.pk])
    check_may_become(row, State.WITHDRAWN, at=at)
    row.state, row.withdrawn_on = State.WITHDRAWN, localdate(at)
    row.withdraw_reason, row.withdraw_words = reason, words.strip()
    save_change(row, "state", "withdrawn_on", "withdraw_reason", "withdraw_words")
    note("referrals.withdrawn", row, by=by, at=at, reason=WithdrawReason(reason).label)
    return row


@writes
def record_helped(
    referral: Referral, *, helped: str, words: str = "", version: int, by: Actor, at: datetime
) -> Referral:
    """Keep whether someone who was taken on went, and whether it helped.

    Raises:
        Stale: someone else changed it first.
        Refused: they were not taken on, or there is no such answer.
    """
    if helped not in Helped.values:
        raise Refused("Choose what came of it.", field="helped")
    check_length(words, most=LONGEST_ASIDE, field="words")
    row = lock_version(Referral, referral.pk, version=version)
    if row.state != State.ACCEPTED:
        raise Refused("Only what was accepted can have helped.", field="helped")
    row.helped, row.helped_words, row.helped_on = helped, words.strip(), localdate(at)
    save_change(row, "helped", "helped_words", "helped_on")
    note("referrals.helped", row, by=by, at=at, helped=Helped(helped).label)
    return row


def _decide(row: Referral, decision: Decision, *, at: datetime) -> None:
    row.state = decision.state
    row.support, row.decline_reason = decision.support, decision.decline_reason
    row.answer_words, row.would_change = decision.words.strip(), decision.would_change.strip()
    row.look_again_on = decision.look_again_on if decision.decline_reason else None
    row.decided_on, row.decided_at, row.decided_by = decision.on, at, decision.user


def _decided(row: Referral) -> journal.Event:
    on = iso(row.decided_on)
    if row.state == State.ACCEPTED:
        return event("referrals.accepted", row, support=Support(row.support).label, on=on)
    return event("referrals.declined", row, reason=DeclineReason(row.decline_reason).label, on=on)


def _due_after_reply(row: Referral, *, today: date) -> date | None:
    if row.due_on is None or row.asked_on is None:
        return row.due_on
    return due_after_reply(row.due_on, asked_on=row.asked_on, replied_on=today, calendar=calendar_of(row.service))
