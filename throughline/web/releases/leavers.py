"""One person who leaves, or could leave any day, as the board knows them. No rows, no rules of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughline.custody.rules import UNSENTENCED, confidence, place_in_words
from throughline.custody.statuses import DateType, LegalStatus
from throughline.foundations.wording import LONDON, counted, day

SEPARATOR = "~"
LAST = date.max
"""Where someone with no day stands in a list by day."""


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Someone in prison. ``on`` is the day taken as the day of release, None while there is none.

    ``row_id`` is the date, or the stay without one, and orders those of one day. ``was_on`` is the day before it moved,
    where it moved lately. ``next_on`` is the next day in court or before a board. ``last_out_on`` is when they left
    prison before this stay. ``worker`` is "id~name" of a key worker. ``opens_needs`` says whether health is shared.
    """

    row_id: UUID
    person_id: UUID
    name: str
    sex: str
    prison_id: UUID
    prison: str
    hall: str
    cell: str
    area_id: UUID | None
    area: str | None
    admitted_on: date
    status: str
    as_of: datetime
    source: str
    on: date | None
    type: str
    known_at: datetime | None
    opens_needs: bool
    stuck: bool
    begun: bool
    was_on: date | None = None
    next_on: date | None = None
    next_type: str | None = None
    worker: str | None = None
    last_out_on: date | None = None

    @property
    def place(self) -> str:
        """Where in the prison they are, and the council they go home to."""
        inside = place_in_words(hall=self.hall, cell=self.cell)
        return ", ".join((inside or "Hall not known", self.area or "council not known"))

    @property
    def sure(self) -> str:
        """How sure the date is, in a word."""
        return confidence(DateType(self.type)).value.capitalize() if self.type else ""

    @property
    def any_day(self) -> bool:
        """Whether a court may let them out on any day."""
        return self.status in UNSENTENCED

    @property
    def worker_id(self) -> str:
        """Who their key worker is, empty when nobody is."""
        return (self.worker or "").partition(SEPARATOR)[0]

    @property
    def worker_name(self) -> str:
        """What their key worker is called."""
        return (self.worker or "").partition(SEPARATOR)[2]

    @property
    def sorts_on(self) -> date:
        """The day by which they stand in a list: of release, else of the next decision."""
        return self.on or self.next_on or LAST

    @property
    def mark(self) -> str:
        """Their place in a list, for a link."""
        return f"{self.sorts_on}{SEPARATOR}{self.row_id}"

    @property
    def order(self) -> tuple[date, UUID]:
        return self.sorts_on, self.row_id

    @property
    def has_moved(self) -> bool:
        """Whether the date moved lately."""
        return self.was_on is not None and self.was_on != self.on

    def days_left(self, today: date) -> int | None:
        """Count the days left in prison, None while no day is known."""
        return None if self.on is None else (self.on - today).days

    def moved(self, today: date) -> str:
        """Say how the date moved lately; empty when it did not.

        The day is the day the source knew of it.
        """
        if self.was_on is None or self.on is None or self.known_at is None or not self.has_moved:
            return ""
        days = (self.on - self.was_on).days
        way = "later" if days > 0 else "earlier"
        known = self.known_at.astimezone(LONDON).date()
        return f"Date moved {counted(abs(days), 'day', 'days')} {way} on {day(known, today=today)}"

    def why_no_date(self) -> str:
        """Say why there is no day of release, in a few words."""
        if self.next_type:
            what = {DateType.COURT: "Court", DateType.PAROLE_QUALIFYING: "Parole"}.get(DateType(self.next_type), "")
            return ", ".join(filter(None, (what, self.status_word)))
        return self.status_word.capitalize()

    @property
    def status_word(self) -> str:
        """Why they are held, in a word or two."""
        words = {
            LegalStatus.REMAND: "on remand",
            LegalStatus.CONVICTED_UNSENTENCED: "waiting for sentence",
            LegalStatus.RECALLED: "recalled",
        }
        return words.get(LegalStatus(self.status), LegalStatus(self.status).label.lower())
