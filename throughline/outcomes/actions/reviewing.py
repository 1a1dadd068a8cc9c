"""Recording reviews, one at a time or as history, and striking those entered by mistake."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import User
from throughline.cases.models import Case, SettingSpell
from throughline.custody.models import Stay
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.outcomes.models import Domain, Framework, Review, Score
from throughline.outcomes.rules import Given, check_held, check_scores, check_struck, check_there, held_in
from throughline.outcomes.statuses import HeldIn, HowScored, Point

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewReview:
    """A review as it was held. ``held_in`` empty takes the setting that the case stood in that day."""

    case: Case
    framework: Framework
    held_on: date
    point: str
    how: str = HowScored.THEMSELF
    person_present: bool = True
    worker_present: bool = True
    others_present: str = ""
    person_agrees: bool | None = None
    words: str = ""
    user: User | None = None
    held_in: str = ""


@dataclass(frozen=True, kw_only=True)
class NewScore:
    """Both views of one domain. None is a question skipped."""

    domain: Domain
    theirs: int | None = None
    ours: int | None = None
    their_words: str = ""
    our_words: str = ""

    @property
    def says_something(self) -> bool:
        """Whether either side scored or said anything."""
        return bool(self.theirs or self.ours or self.their_words or self.our_words)


Told = tuple[NewReview, Sequence[NewScore]]


@writes
def record(new: NewReview, scores: Sequence[NewScore], *, by: Actor, at: datetime) -> Review:
    """Keep a review with what was scored.

    Raises:
        Refused: the day cannot be, one is recorded for it already, nobody was there, or a score cannot be.
    """
    case = lock(Case, new.case.pk)
    same_day = Review.objects.filter(case=case, framework=new.framework, held_on=new.held_on, struck_on=None)
    if same_day.exists():
        words = "A review is recorded for that day already. If it is wrong, strike it out and record it again."
        raise Refused(words, field="held_on")
    (review,) = record_many([(replace(new, case=case), scores)], by=by, at=at)
    return review


@writes
def record_many(news: Sequence[Told], *, by: Actor, at: datetime) -> list[Review]:
    """Keep reviews of cases that have none of the same framework on the same day, in the order given.

    Raises:
        Refused: one of them cannot be, as for ``record``; none is kept.
        IntegrityError: one is recorded for its day already.
    """
    for new, scores in news:
        _check(new, scores, today=localdate(at))
    where = _Settings([new.case for new, _ in news])
    rows = Review.objects.bulk_create([_review(new, where.on_day(new), at=at) for new, _ in news], batch_size=BATCH)
    pairs = [(row, scores) for row, (_, scores) in zip(rows, news, strict=True)]
    Score.objects.bulk_create(
        [_score(row, one) for row, scores in pairs for one in scores if one.says_something], batch_size=BATCH
    )
    journal.note_many((_event(row, new) for row, (new, _) in zip(rows, news, strict=True)), by=by, at=at)
    return rows


@writes
def strike(review: Review, *, version: int, why: str, by: Actor, at: datetime) -> Review:
    """Strike out a review entered by mistake: it is kept with the reason, and counts nowhere.

    Raises:
        Stale: someone changed it first.
        Refused: it is struck out already, or no reason is given.
    """
    locked = lock_version(Review, review.pk, version=version)
    check_struck(struck_on=locked.struck_on, why=why)
    locked.struck_on, locked.struck_why = localdate(at), why.strip()
    save_change(locked, "struck_on", "struck_why")
    journal.note(
        "outcomes.review_struck",
        about=locked,
        person_id=locked.person_id,
        by=by,
        at=at,
        on=locked.held_on.isoformat(),
    )
    return locked


def _check(new: NewReview, scores: Sequence[NewScore], *, today: date) -> None:
    check_held(new.held_on, today=today, opened_on=new.case.opened_on, closed_on=new.case.closed_on)
    check_there(person=new.person_present, worker=new.worker_present, agrees=new.person_agrees)
    if any(one.domain.framework_id != new.framework.pk for one in scores):
        raise Refused("One of these is not among the things this review scores. Open the page again.")
    given = [Given(key=one.domain.key, steps=len(one.domain.steps), theirs=one.theirs, ours=one.ours) for one in scores]
    check_scores(given, how=HowScored(new.how), person_present=new.person_present)


class _Settings:
    """Where some cases stood, and their people were, on any day: read once for all of them."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.spells: defaultdict[UUID, list[SettingSpell]] = defaultdict(list)
        for spell in SettingSpell.objects.filter(case__in={case.pk for case in cases}).order_by("from_on", "id"):
            self.spells[spell.case_id].append(spell)
        self.stays: defaultdict[UUID, list[Stay]] = defaultdict(list)
        for stay in Stay.objects.filter(person__in={case.person_id for case in cases}).order_by("admitted_on", "id"):
            self.stays[stay.person_id].append(stay)

    def on_day(self, new: NewReview) -> str:
        """Return where a review was held."""
        if new.held_in:
            return HeldIn(new.held_in)
        on = new.held_on
        standing = [spell.setting for spell in self.spells[new.case.pk] if _within(on, spell.from_on, spell.until_on)]
        inside = any(_within(on, stay.admitted_on, stay.ended_on) for stay in self.stays[new.case.person_id])
        return held_in(standing[-1] if standing else "", in_custody=inside)


def _within(on: date, start: date, end: date | None) -> bool:
    return start <= on and (end is None or on < end)


def _review(new: NewReview, held: str, *, at: datetime) -> Review:
    return Review(
        person_id=new.case.person_id,
        case=new.case,
        framework=new.framework,
        held_on=new.held_on,
        point=Point(new.point),
        held_in=held,
        how=HowScored(new.how),
        person_present=new.person_present,
        worker_present=new.worker_present,
        others_present=new.others_present,
        person_agrees=new.person_agrees,
        words=new.words,
        by_user=new.user,
        recorded_at=at,
    )


def _score(review: Review, one: NewScore) -> Score:
    return Score(
        person_id=review.person_id,
        review=review,
        domain=one.domain,
        compartment=one.domain.compartment,
        theirs=one.theirs,
        ours=one.ours,
        their_words=one.their_words,
        our_words=one.our_words,
        wording=one.domain.wording,
    )


def _event(review: Review, new: NewReview) -> journal.Event:
    """Return what the journal says of a review: that it was held, when and where, and no score."""
    return journal.Event(
        what="outcomes.reviewed",
        about=review,
        person_id=review.person_id,
        facts={
            "framework": new.framework.name,
            "on": review.held_on.isoformat(),
            "point": Point(review.point).label,
            "where": HeldIn(review.held_in).label,
        },
    )
