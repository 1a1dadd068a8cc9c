"""Multiple needs: at least two of homelessness, reoffending, problem drug or alcohol use, and mental ill health."""

from collections.abc import Mapping
from dataclasses import replace

from throughline.agencies.pathways import Pathway
from throughline.assessments.rules.findings import Fact, Finding, Known, Shut, Spoken, Strand, TimeInside
from throughline.assessments.statuses import Level
from throughline.assessments.thresholds import MultipleNeeds
from throughline.foundations.wording import counted

TELLS: Mapping[str, bool | None] = {Level.A_LOT: True, Level.URGENT: True, Level.FINE: False}
"""What a level tells of whether there is a problem; some help is not enough to say, and no answer says nothing."""
ONE = 1
TWO = 2


def multiple_needs(known: Known, *, weighing: MultipleNeeds) -> Finding:
    """Weigh whether someone has needs that several agencies must meet together."""
    strands = (_homelessness(known), _reoffending(known), _substances(known), _mental_health(known))
    return Finding(name="Multiple needs", strands=strands, needed=weighing.needed)


def spoken_fact(pathway: Pathway, spoken: Spoken) -> Fact:
    """Return what was said about a part of life as a reason."""
    return Fact(words=f"{pathway.label}: {Level(spoken.level).label[:1].lower()}{Level(spoken.level).label[1:]}",
                on=spoken.on, by=spoken.by)  # fmt: skip


def _homelessness(known: Known) -> Strand:
    rough = known.earlier is not None and known.earlier.slept_rough is True
    told, facts = _part(known, Pathway.ACCOMMODATION)
    if rough and known.earlier is not None:
        facts = (*facts, Fact(words="They have slept rough", on=known.earlier.on, by=known.earlier.by))
    shut = known.shut & {Shut.TALK, Shut.EARLIER}
    answer = True if rough else None if shut and told is False else told
    return Strand(name="Homelessness", answer=answer, facts=facts, shut=shut)


def _reoffending(known: Known) -> Strand:
    """Weigh whether they were convicted more than once. Time on remand alone tells nothing of an offence."""
    convicted = [stay for stay in known.times if stay.convicted]
    maybe = sum(stay.convicted is None for stay in known.times)
    before = known.times_before
    shut = known.shut & {Shut.CUSTODY, Shut.EARLIER}
    answer: bool | None = None
    if len(convicted) + (before or 0) >= TWO:
        answer = True
    elif before is not None and not shut and known.times and len(convicted) + before + maybe < TWO:
        answer = False
    return Strand(name="Reoffending", answer=answer, facts=(*map(_stay_fact, convicted), *_before(known)), shut=shut)


def _substances(known: Known) -> Strand:
    told, facts = _part(known, Pathway.SUBSTANCES)
    return Strand(name="Problem drug or alcohol use", answer=told, facts=facts, shut=_needs(known))


def _mental_health(known: Known) -> Strand:
    """Weigh mental ill health. A lot of help with health may be with the body, so it takes a need noted as such."""
    told, facts = _part(known, Pathway.HEALTH)
    if told:
        facts = tuple(replace(fact, words=f"{fact.words}. Which of the two is not recorded") for fact in facts)
    if known.mental_health is not None:
        return Strand(name="Mental ill health", answer=True, facts=(*facts, known.mental_health), shut=_needs(known))
    return Strand(name="Mental ill health", answer=None if told else told, facts=facts, shut=_needs(known))


def _part(known: Known, pathway: Pathway) -> tuple[bool | None, tuple[Fact, ...]]:
    spoken = known.parts.get(pathway)
    if spoken is None:
        return None, ()
    return TELLS.get(spoken.level), (spoken_fact(pathway, spoken),)


def _needs(known: Known) -> frozenset[Shut]:
    return known.shut & {Shut.TALK, Shut.NEEDS}


def _stay_fact(stay: TimeInside) -> Fact:
    return Fact(words="In prison, convicted", on=stay.admitted_on, by=stay.by)


def _before(known: Known) -> tuple[Fact, ...]:
    if known.earlier is None or known.earlier.times is None:
        return ()
    words = f"{counted(known.earlier.times, 'time', 'times')} in prison before those recorded here"
    return (Fact(words=words, on=known.earlier.on, by=known.earlier.by),)
