"""A revolving door: in and out of prison again and again, on short sentences, with little time between."""

from itertools import pairwise

from throughline.assessments.rules.findings import Fact, Finding, Known, Shut, Strand, TimeInside
from throughline.assessments.thresholds import RevolvingDoor
from throughline.foundations.wording import counted, full_day


def revolving_door(known: Known, *, weighing: RevolvingDoor) -> Finding:
    """Weigh whether someone goes in and out of prison."""
    strands = (_often(known, weighing), _short(known, weighing), _soon(known, weighing))
    return Finding(name="Revolving door", strands=strands, needed=weighing.needed)


def _often(known: Known, weighing: RevolvingDoor) -> Strand:
    """Weigh how often they came into prison: what is recorded, and what they say came before."""
    before = known.times_before
    return Strand(
        name="Often in prison",
        answer=_enough(len(known.times), most=_most(len(known.times), known), needed=weighing.times_in_prison),
        facts=(*(_came_in(stay) for stay in known.times), *_told(known, before)),
        shut=known.shut & {Shut.CUSTODY, Shut.EARLIER},
    )


def _short(known: Known, weighing: RevolvingDoor) -> Strand:
    """Weigh how often a sentence was short. Time on remand is no sentence, and an unknown length may be short."""
    short = [stay for stay in known.times if stay.sentence_days and stay.sentence_days <= weighing.short_sentence_days]
    open_length = sum(stay.sentence_days is None and stay.convicted is not False for stay in known.times)
    most = _most(len(short) + open_length, known)
    return Strand(
        name="Short sentences",
        answer=_at_least(len(short), most=most, needed=weighing.short_sentences),
        facts=tuple(_length(stay) for stay in short),
        shut=known.shut & {Shut.CUSTODY, Shut.EARLIER},
    )


def _soon(known: Known, weighing: RevolvingDoor) -> Strand:
    """Weigh how soon after leaving they last came back."""
    shut = known.shut & {Shut.CUSTODY, Shut.EARLIER}
    returns = [(left.ended_on, back) for left, back in pairwise(known.times) if left.ended_on]
    out = _last_released(known)
    if not returns:
        first_time = bool(known.times) and known.times_before == 0 and not shut
        return Strand(name="Back soon after release", answer=False if first_time else None, facts=out, shut=shut)
    ended_on, back = returns[-1]
    days = max(0, (back.admitted_on - ended_on).days)
    words = f"Out on {full_day(ended_on)}, back after {counted(days, 'day', 'days')}"
    fact = Fact(words=words, on=back.admitted_on, by=back.by)
    return Strand(
        name="Back soon after release", answer=days <= weighing.back_within_days, facts=(fact, *out), shut=shut
    )


def _most(recorded: int, known: Known) -> int | None:
    """Return the most a count could be with what came before; None when nobody can say."""
    if known.times_before is None or not known.times or Shut.CUSTODY in known.shut:
        return None
    return recorded + known.times_before


def _enough(recorded: int, *, most: int | None, needed: int) -> bool | None:
    """Weigh a count of which every earlier time counts as well."""
    return _at_least(recorded if most is None else most, most=most, needed=needed)


def _at_least(surely: int, *, most: int | None, needed: int) -> bool | None:
    """Return whether a count reaches a number; None while it may yet."""
    if surely >= needed:
        return True
    return False if most is not None and most < needed else None


def _came_in(stay: TimeInside) -> Fact:
    return Fact(words="Came into prison", on=stay.admitted_on, by=stay.by)


def _length(stay: TimeInside) -> Fact:
    words = f"Sentence of {counted(stay.sentence_days or 0, 'day', 'days')}"
    return Fact(words=words, on=stay.admitted_on, by=stay.by)


def _told(known: Known, before: int | None) -> tuple[Fact, ...]:
    if known.earlier is None or before is None:
        return ()
    words = f"{counted(before, 'time', 'times')} in prison before those recorded here"
    return (Fact(words=words, on=known.earlier.on, by=known.earlier.by),)


def _last_released(known: Known) -> tuple[Fact, ...]:
    """Return when they last left prison, if they are out."""
    last = known.times[-1] if known.times else None
    if last is None or last.ended_on is None:
        return ()
    return (Fact(words="Last left prison", on=last.ended_on, by=last.by),)
