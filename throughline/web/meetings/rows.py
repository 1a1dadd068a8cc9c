"""One person on a meeting's list, as the meeting reads them in ten seconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughline.cases.models import Contact
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import UNSENTENCED, confidence
from throughline.custody.statuses import DateType, LegalStatus
from throughline.foundations.wording import counted, day
from throughline.meetings.models import Decision, TalkedAbout
from throughline.meetings.rules import missing
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES, is_late
from throughline.web.meetings.forms.people import DecideForm
from throughline.web.releases.blocking import when
from throughline.web.releases.cells import Bed, Cell, Step, address
from throughline.web.releases.steps import step

LAST = date.max
THE_PERSON = "The person"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What one agency still has to do for someone, and whether it is at the table."""

    agency: str
    steps: tuple[Step, ...]
    today: date

    @property
    def lines(self) -> list[tuple[str, str, bool]]:
        """Each step in words: what, by when, and whether it is late."""
        return [(one.name, when(one, self.today), bool(one.late_by(self.today))) for one in self.steps]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Something a meeting decided. ``task`` is its step, None where it is not shared with the viewer."""

    decision: Decision
    task: Task | None
    today: date

    @property
    def words(self) -> str:
        """What was decided, as far as the viewer may read it."""
        return self.task.title if self.task and self.task.compartment else self.decision.words

    @property
    def locked(self) -> bool:
        return self.task is None and self.decision.task_id is not None

    @property
    def who(self) -> str:
        """Who does it."""
        if self.task is None:
            return ""
        return self.task.organisation.name if self.task.organisation else THE_PERSON

    @property
    def is_done(self) -> bool:
        return self.task is not None and self.task.state not in OPEN_STATES

    @property
    def is_late(self) -> bool:
        return self.task is not None and is_late(self.task.due_on, self.task.state, today=self.today)

    @property
    def how(self) -> str:
        """Whether it was done, or by when it is to be."""
        if self.task is None:
            return ""
        if self.is_done:
            return self.task.get_state_display()
        if self.task.due_on is None:
            return "Not done yet"
        due = day(self.task.due_on, today=self.today)
        if self.is_late:
            return f"{counted((self.today - self.task.due_on).days, 'day', 'days')} late, was due {due}"
        return f"{'Blocked' if self.task.state == 'blocked' else 'To do'}, due {due}"


@dataclass(frozen=True, kw_only=True)
class OnList:
    """One person on a list. ``form`` decides something about them, None where the viewer may not.

    ``before`` is what the last meeting that decided anything about them decided; ``now`` what this one did.
    """

    talk: TalkedAbout
    today: date
    stay: Stay | None = None
    leaves: KeyDate | None = None
    bed: Bed | None = None
    owed: tuple[Owed, ...] = ()
    away: Mapping[str, str] = field(default_factory=dict)
    contact: Contact | None = None
    before: tuple[Decided, ...] = ()
    now: tuple[Decided, ...] = ()
    form: DecideForm | None = None

    @property
    def inside(self) -> bool:
        return self.stay is not None and self.stay.ended_on is None

    @property
    def days(self) -> str:
        """How many days they have left in prison, in a word."""
        if not self.inside:
            return "Out" if self.stay else "Unknown"
        if self.leaves is None or self.leaves.on is None:
            return "Any day" if self.stay and self.stay.legal_status in UNSENTENCED else "No date"
        left = (self.leaves.on - self.today).days
        return "Today" if left == 0 else str(left)

    @property
    def sure(self) -> str:
        """How sure the date is, or why there is none."""
        if self.leaves is not None and self.inside:
            return confidence(DateType(self.leaves.type)).value.capitalize()
        if self.stay is not None and self.inside:
            return LegalStatus(self.stay.legal_status).label
        return ""

    @property
    def address(self) -> Cell | None:
        """Where they are to sleep on the first night."""
        return address(self.bed) if self.bed and self.inside else None

    @property
    def missing(self) -> list[str]:
        """The agencies that still owe something and are not at the table, each with why."""
        owing = [one.agency for one in self.owed if one.agency != THE_PERSON]
        at_the_table = [agency for agency in owing if agency not in self.away]
        return [f"{agency} ({self.away[agency]})" for agency in missing(owing, at_the_table=at_the_table)]

    @property
    def order(self) -> tuple[bool, date, int, str]:
        """Those with fewest days left first, then those inside with no date, then those who are out."""
        on = self.leaves.on if self.leaves and self.inside else None
        return not self.inside, on or LAST, self.talk.position, str(self.talk.pk)


def owed_by_agency(tasks: Iterable[Task], *, today: date) -> tuple[Owed, ...]:
    """Group someone's open steps by the agency that owes them, by name, the person's own last."""
    found: dict[str, list[Step]] = {}
    for task in tasks:
        found.setdefault(task.organisation.name if task.organisation else THE_PERSON, []).append(step(task))
    agencies = sorted(found, key=lambda name: (name == THE_PERSON, name))
    return tuple(Owed(agency=name, steps=tuple(found[name]), today=today) for name in agencies)
