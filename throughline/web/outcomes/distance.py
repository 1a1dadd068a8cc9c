"""How far one person has come: both views of each part of life at each review, and what to say first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from throughline.foundations.wording import counted, day, listed
from throughline.outcomes.models import Domain, Review, Score
from throughline.outcomes.rules import APART, Path, apart
from throughline.web.outcomes.drawing import Panel, draw

KEPT = "Both views are kept."


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of life. ``scores`` stand beside ``reviews``, None where nothing was said; locked ones have none."""

    domain: Domain
    locked: bool
    reviews: Sequence[Review]
    scores: Sequence[Score | None]
    name: str

    @cached_property
    def theirs(self) -> Path:
        """The person's own view at each review."""
        return Path(tuple(score.theirs if score else None for score in self.scores))

    @cached_property
    def ours(self) -> Path:
        """The worker's view at each review."""
        return Path(tuple(score.ours if score else None for score in self.scores))

    @cached_property
    def latest(self) -> Score | None:
        """What was said last."""
        return next((score for score in reversed(self.scores) if score), None)

    @property
    def apart(self) -> int | None:
        """Steps between both views the last time something was scored."""
        return apart(self.latest.theirs, self.latest.ours) if self.latest else None

    @property
    def far_apart(self) -> bool:
        """Whether both views are so far apart that the page says so."""
        return (self.apart or 0) >= APART

    @property
    def dipped_on(self) -> date | None:
        """The day of the review that the person's latest score is below; None when it is not."""
        place = self.theirs.dipped_since
        return None if place is None else self.reviews[place].held_on

    @cached_property
    def shown(self) -> list[int]:
        """The places of the start, the middle and the latest of what was scored."""
        given = [place for place, score in enumerate(self.scores) if score and (score.theirs or score.ours)]
        return [given[0], given[len(given) // 2], given[-1]] if len(given) > 2 else given

    @property
    def panel(self) -> Panel:
        """The picture of this part."""
        return draw(self.at_shown(self.theirs), self.at_shown(self.ours), steps=len(self.domain.steps), name=self.name)

    @property
    def their_words(self) -> str:
        """The person's start, middle and latest scores, as a table says them."""
        return _scores(self.at_shown(self.theirs))

    @property
    def our_words(self) -> str:
        """The worker's start, middle and latest scores, as a table says them."""
        return _scores(self.at_shown(self.ours))

    def at_shown(self, path: Path) -> list[int | None]:
        """Return one view at the start, the middle and the latest."""
        return [path.scores[place] for place in self.shown]


@dataclass(frozen=True, kw_only=True)
class Distance:
    """All parts of life of one person, and the sentence that carries the answer."""

    name: str
    reviews: Sequence[Review]
    parts: Sequence[Part]
    today: date

    @property
    def open_parts(self) -> list[Part]:
        """The parts that the viewer may see."""
        return [part for part in self.parts if not part.locked]

    @property
    def lead(self) -> str:
        """Say how many parts are higher than at the start, what dipped, and where both views differ."""
        if not self.reviews:
            return ""
        if len(self.reviews) == 1:
            on = day(self.reviews[0].held_on, today=self.today)
            return f"{self.name} has one review so far, from {on}. Distance shows after a second."
        return " ".join(filter(None, [self._moved(), *self._dips(), *self._differences()]))

    @property
    def wordings(self) -> list[int]:
        """The numbers of the wordings that scores were given under."""
        return sorted({score.wording for part in self.parts for score in part.scores if score})

    @property
    def read_aloud(self) -> bool:
        """Whether some scores were read aloud, which tends to lift them."""
        return any(review.how == "read_aloud" for review in self.reviews)

    def _moved(self) -> str:
        moved = [part.theirs.steps for part in self.open_parts if part.theirs.steps is not None]
        if not moved:
            return f"{self.name} has not scored the same part of life twice yet."
        up, down = sum(steps > 0 for steps in moved), sum(steps < 0 for steps in moved)
        lower = f" and {down} lower" if down else ""
        parts = counted(len(moved), "part of life", "parts of life")
        return f"{self.name} scores {up} of {parts} higher than at the start{lower}."

    def _dips(self) -> list[str]:
        dips = [(part.domain.plain_name, part.dipped_on) for part in self.open_parts]
        return [f"“{name}” has dipped since {day(on, today=self.today)}." for name, on in dips if on is not None]

    def _differences(self) -> list[str]:
        far = [part for part in self.open_parts if part.far_apart]
        said = [f"“{part.domain.plain_name}” {counted(part.apart or 0, 'step', 'steps')} apart" for part in far]
        return [f"{self.name} and their worker see {listed(said)}.", KEPT] if said else []


def distance(
    domains: Iterable[Domain],
    reviews: Sequence[Review],
    scores: Iterable[Score],
    *,
    closed: Iterable[Domain],
    name: str,
    today: date,
) -> Distance:
    """Set scores beside their reviews, by the key of what was scored, whoever worded it."""
    said: dict[tuple[str, UUID], Score] = {(score.domain.key, score.review_id): score for score in scores}
    shut = {domain.pk for domain in closed}
    parts = [
        Part(
            domain=domain,
            locked=domain.pk in shut,
            reviews=reviews,
            scores=[said.get((domain.key, review.pk)) for review in reviews] if domain.pk not in shut else [],
            name=name,
        )
        for domain in domains
    ]
    return Distance(name=name, reviews=reviews, parts=parts, today=today)


def _scores(given: Iterable[int | None]) -> str:
    return ", ".join("skipped" if score is None else str(score) for score in given) or "not scored"
