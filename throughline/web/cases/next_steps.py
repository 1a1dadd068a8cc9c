"""What happens next in a case: from what was promised and what is missing, never a guess about the person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.cases.models import Case, Stage
from throughline.cases.statuses import Setting, TakingPart
from throughline.foundations.wording import day, days_until

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One thing that is next: what, and why. ``late`` when a promise has passed."""

    what: str
    why: str
    late: bool = False


def next_steps(case: Case, *, stages: Sequence[Stage], release_on: date | None, today: date) -> list[Step]:
    """Return what is next in a case, what is late first; nothing once it is closed."""
    if case.setting == Setting.CLOSED:
        return []
    found = [*_choice(case), *_people(case), *_clocks(case, today), *_road(case, stages, release_on, today)]
    return sorted(found, key=lambda step: not step.late)


def _choice(case: Case) -> Iterator[Step]:
    if case.taking_part == TakingPart.OFFERED:
        yield Step("Ask whether they want to take part", "Nobody has recorded an answer yet.")
    elif case.taking_part == TakingPart.DECLINED:
        yield Step(
            "Ask again when the time is right", "They said no for now. The offer stays open and nothing is lost."
        )


def _people(case: Case) -> Iterator[Step]:
    if case.key_worker is None:
        yield Step("Name a key worker", "Nobody holds this case.", late=True)
    elif not case.key_worker.is_active:
        yield Step("Name a new key worker", f"{case.key_worker.name} has left.", late=True)


def _clocks(case: Case, today: date) -> Iterator[Step]:
    if case.quiet_from is not None:
        late = case.quiet_from <= today
        last = f"The last one was {day(case.last_contact_on, today=today)}." if case.last_contact_on else "None yet."
        if late or case.quiet_from - today <= SOON:
            yield Step("Get in touch", f"{last} Wanted by {day(case.quiet_from, today=today)}.", late=late)
    if case.review_due_on is not None:
        due = f"Due {day(case.review_due_on, today=today)}, {days_until(case.review_due_on, today=today)}."
        yield Step("Review how life is going", due, late=case.review_due_on < today)


def _road(case: Case, stages: Sequence[Stage], release_on: date | None, today: date) -> Iterator[Step]:
    if case.setting == Setting.ASSESSMENT:
        yield Step("Finish the assessment, then start support", "The case is in assessment.")
    if case.setting == Setting.PRISON and release_on is not None and release_on >= today:
        yield Step(
            f"Release {days_until(release_on, today=today)}", f"{day(release_on, today=today)}, as we were told."
        )
    after = following(case, stages)
    if after is not None:
        yield Step(f"Then: {after.name}", after.words or "The next stage of the service.")


def following(case: Case, stages: Sequence[Stage]) -> Stage | None:
    """Return the stage after the one a case is in; None at the last, or when it is in none."""
    if case.stage is None:
        return None
    later = [stage for stage in stages if stage.position > case.stage.position]
    return min(later, key=lambda stage: stage.position, default=None)
