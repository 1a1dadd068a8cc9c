"""Keep the pilot's history, month by month, through the bulk actions: each month is keyed on its last evening."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from throughline.cases.actions import clocks, contacts, moving, opening
from throughline.cases.actions.moving import Move
from throughline.custody.actions import admissions, together
from throughline.custody.actions.together import Leaving
from throughline.custody.statuses import MovementKind
from throughline.demo.pilot import scores
from throughline.demo.pilot.making import SOURCE, Maker, Told, at_time, kept
from throughline.foundations.actors import SYSTEM
from throughline.outcomes.actions import reviewing
from throughline.outcomes.models import Domain, Framework
from throughline.people.actions import registering
from throughline.referrals.actions import answering, duty, sending
from throughline.referrals.statuses import WithdrawReason
from throughline.sharing.actions import grants

DUTY_A_MONTH = 14
MOST_MOVES = 2
Within = Callable[[date], bool]


@dataclass(frozen=True)
class Scored:
    """What reviews of the pilot score."""

    framework: Framework
    domains: Mapping[str, Domain]


class Keeper:
    """Keeps the months of the pilot, one after another."""

    def __init__(self, maker: Maker, told: Sequence[Told], *, scored: Scored, dice: Random) -> None:
        self.make, self.told, self.scored, self.dice = maker, told, scored, dice

    def month(self, month: date) -> None:
        """Keep everything that happened in a month."""
        at = at_time(_next(month) - timedelta(days=1), 18)
        within = _within(month)
        self._come([one for one in self.told if within(one.life.received_on)], at=at)
        self._answer([one for one in self.told if within(one.life.answered_on)], at=at)
        self._move(within, at=at)
        self._close([one for one in self.told if one.case and within(one.life.closed_on)], at=at)
        duty.log_duty_many([self.make.duty(month) for _ in range(DUTY_A_MONTH)], by=SYSTEM, at=at)
        self.gate(month)

    def work(self, first: date, last: date) -> None:
        """Keep the contacts and reviews of some months, keyed from diaries when the last of them is over."""
        at = at_time(_next(last) - timedelta(days=1), 20)
        following = _next(last)
        self._contacts(lambda on: first <= on < following, at=at)
        self._reviews(lambda on: first <= on < following, at=at)

    def gate(self, month: date) -> None:
        """Keep who left prison in a month, and who came back."""
        at = at_time(_next(month) - timedelta(days=1), 19)
        within = _within(month)
        out = [self._leaving(one) for one in self.told if one.stay and within(one.leaves_on)]
        together.leave_many(out, source=SOURCE, by=SYSTEM, at=at)
        back = [one for one in self.told if one.life.back_on and within(one.life.back_on)]
        again = [self.make.admission(kept(one.person), kept(one.life.back_on)) for one in back]
        for stay, one in zip(admissions.admit_many(again, by=SYSTEM, at=at), back, strict=True):
            one.stay, one.leaves_on = stay, stay.admitted_on + timedelta(days=self.dice.randrange(32, 200))

    def _come(self, told: list[Told], *, at: datetime) -> None:
        people = registering.register_many([one.new for one in told], source=SOURCE, by=SYSTEM, at=at)
        for one, person in zip(told, people, strict=True):
            one.person = person
        coming = [self.make.admission(kept(one.person), one.life.admitted_on) for one in told]
        for one, stay in zip(told, admissions.admit_many(coming, by=SYSTEM, at=at), strict=True):
            one.stay = stay
        asked = [self.make.referral(one) for one in told]
        for one, referral in zip(told, sending.send_many(asked, by=SYSTEM, at=at), strict=True):
            one.referral = referral

    def _answer(self, told: list[Told], *, at: datetime) -> None:
        for one in told:
            if one.life.answer == "withdrawn":
                answering.withdraw(kept(one.referral), reason=WithdrawReason.CHANGED_MIND, by=SYSTEM, at=at)
        answered = [one for one in told if one.life.answer != "withdrawn"]
        decisions = [self.make.decision(one) for one in answered]
        for one, referral in zip(answered, answering.decide_many(decisions, by=SYSTEM, at=at), strict=True):
            one.referral = referral
        taken_on = [one for one in answered if one.life.taken_on]
        cases = opening.open_many([self.make.case(one) for one in taken_on], by=SYSTEM, at=at)
        for one, case in zip(taken_on, cases, strict=True):
            one.case = case
        grants.grant_many([self.make.grant(one, at=at) for one in taken_on], by=SYSTEM, at=at)

    def _move(self, within: Within, *, at: datetime) -> None:
        """Move cases, each at most once at a time."""
        for turn in range(MOST_MOVES):
            turns = [(one, one.life.moves[turn]) for one in self.told if one.case and len(one.life.moves) > turn]
            moves = [Move(kept(one.case), setting, on) for one, (setting, on) in turns if within(on)]
            moving.move_many(moves, by=SYSTEM, at=at)

    def _contacts(self, within: Within, *, at: datetime) -> None:
        met = [(one, on) for one in self.told if one.case for on in one.life.contacted_on if within(on)]
        contacts.record_many([self.make.contact(one, on) for one, on in met], by=SYSTEM, at=at)

    def _reviews(self, within: Within, *, at: datetime) -> None:
        held = [
            (one, place) for one in self.told if one.case for place, on in enumerate(one.life.reviewed_on) if within(on)
        ]
        news = [
            (
                self.make.review(one, place, self.scored.framework),
                list(scores.scores(self.dice, one.scores, place, self.scored.domains)),
            )
            for one, place in held
        ]
        reviewing.record_many(news, by=SYSTEM, at=at)
        clocks.reviewed_many([(new.case, new.held_on) for new, _ in news], by=SYSTEM, at=at)

    def _close(self, told: list[Told], *, at: datetime) -> None:
        closings = [self.make.closing(one) for one in told]
        for one, case in zip(told, moving.close_many(closings, by=SYSTEM, at=at), strict=True):
            one.case = case

    def _leaving(self, told: Told) -> Leaving:
        how = MovementKind.RELEASE_PLANNED if self.dice.random() < 0.9 else MovementKind.RELEASE_COURT
        return Leaving(kept(told.stay), how, told.leaves_on)


def months(first: date, last: date) -> list[date]:
    """Return the first day of each month from one day's to another's."""
    found = [first.replace(day=1)]
    while _next(found[-1]) <= last:
        found.append(_next(found[-1]))
    return found


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _within(month: date) -> Within:
    following = _next(month)
    return lambda on: month <= on < following
