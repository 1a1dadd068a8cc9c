"""What the identity bar says about someone: four facts and a few flags, worded once for every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.agencies.statuses import TeamKind
from throughline.cases.models import Case
from throughline.cases.statuses import TakingPart
from throughline.custody.models import KeyDate, Location, Stay
from throughline.custody.rules import UNSENTENCED, TypedDate, confidence, leading
from throughline.custody.statuses import DateType, LegalStatus, MovementKind
from throughline.foundations.wording import LONDON, day, days_until, moment
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import ContactPoint, Name, Need, Person
from throughline.people.statuses import NameKind, NeedKind, Safety
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import Answer, GrantReason, Tier

PRISON_NUMBERS = (IdentifierKind.PRISON_NUMBER, IdentifierKind.SPIN)
MOST_FLAGS = 4
NOT_SHARED = "Not shared with you"

FLAG_WORDS = {
    NeedKind.INTERPRETER: "Needs an interpreter",
    NeedKind.READING: "Help with reading",
    NeedKind.FORMAT: "Letters in another format",
    NeedKind.MOBILITY: "Read the access note",
    NeedKind.HEARING: "Read the communication note",
    NeedKind.SIGHT: "Read the communication note",
    NeedKind.SPEECH: "Read the communication note",
    NeedKind.AVAILABILITY: "Check when they can be seen",
}
OTHER_FLAG = "Read the support note"
"""What a flag says of every other need: that there is a note to read, never which need it is."""

UNSAFE_TO_USE = frozenset({Safety.NO_MESSAGES, Safety.ASK_FIRST, Safety.UNSAFE})


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One answer of the bar, its lines of source and reason, and whom to ring where that is the answer."""

    label: str
    answer: str
    lines: tuple[str, ...] = ()
    phone: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Flag:
    """A few words beside an icon; ``look`` is the page that says more."""

    words: str
    look: str = "people:needs"
    warns: bool = False


def locked(label: str) -> Fact:
    """Return a fact that is there but not for this viewer."""
    return Fact(
        label=label, answer=NOT_SHARED, lines=("Ask whoever leads the record if your work needs it.",), locked=True
    )


def known_as(person: Person, names: Iterable[Name]) -> tuple[str, tuple[str, ...]]:
    """Return the legal name where it is not the one shown, and every other name in use."""
    now = [name for name in names if name.until_on is None]
    legal = next((str(name) for name in now if name.kind == NameKind.LEGAL), "")
    others = dict.fromkeys(str(name) for name in now if name.kind != NameKind.LEGAL)
    return ("" if legal == person.shown_name else legal), tuple(one for one in others if one != person.shown_name)


def place_words(stay: Stay) -> str:
    """Say which prison and where in it.

    A short hall name is a letter and wants the word; a longer one says what it is.
    """
    hall = f"{stay.hall} Hall" if 0 < len(stay.hall) <= 2 else stay.hall
    inside = " ".join(part for part in (hall, stay.cell) if part)
    return ", ".join(part for part in (stay.prison.organisation.name, inside) if part)


def where_now(stay: Stay | None, location: Location | None, *, today: date) -> Fact:
    """Say where someone is, since when, and who said so when."""
    label = "Where they are now"
    if stay is None:
        return Fact(label=label, answer="Not known", lines=("No time in prison is on our record.",))
    source = f"{stay.source}, as of {moment(stay.as_of, today=today)}"
    if stay.ended_on is not None:
        how = MovementKind(stay.ended_how).label if stay.ended_how else "Left"
        left = f"{how}, {day(stay.ended_on, today=today)}, from {stay.prison.organisation.name}"
        return Fact(label=label, answer="Out of prison", lines=(left, source))
    since = location.since.astimezone(LONDON).date() if location else stay.admitted_on
    came_in = "" if since == stay.admitted_on else f". Came in {day(stay.admitted_on, today=today)}"
    lines = [f"Since {day(since, today=today)}{came_in}", source]
    if not stay.hall and not stay.cell:
        lines.insert(0, "Hall and cell not known")
    if stay.out_on_licence:
        return Fact(label=label, answer="Out on temporary licence", lines=(f"From {place_words(stay)}", *lines[1:]))
    return Fact(label=label, answer=place_words(stay), lines=tuple(lines))


def typed(dates: Iterable[KeyDate]) -> list[TypedDate]:
    """Return the days among some dates, with their types."""
    return [TypedDate(DateType(row.type), row.on) for row in dates if row.on is not None]


def release(stay: Stay | None, history: Sequence[KeyDate], *, today: date) -> Fact:
    """Say when someone leaves prison, how sure that is, who said so, and what it was before.

    ``history`` is every date of the stay, the latest known first.
    """
    label = "Release"
    held = [row for row in history if row.holds]
    first = leading(typed(held))
    if stay is None or stay.ended_on is not None:
        return Fact(label=label, answer="Not in prison" if stay else "Not known", lines=("No date is waited for.",))
    if first is None:
        return Fact(label=label, answer="No date known", lines=(_why_no_date(stay),))
    row = next(each for each in held if each.type == first.type)
    older = (old for old in history if old.type == row.type and not old.holds and old.undone_at is None)
    was = next((old.on for old in older if old.on != row.on), None)
    said = f"{row.source}, {moment(row.known_at, today=today)}."
    return Fact(
        label=label,
        answer=f"{day(first.on, today=today)}, {days_until(first.on, today=today)}",
        lines=(
            f"{first.type.label}, {confidence(first.type).value}",
            f"{said} Was {day(was, today=today)}" if was else said,
        ),
    )


def _why_no_date(stay: Stay) -> str:
    status = LegalStatus(stay.legal_status)
    if status in UNSENTENCED:
        return f"{status.label}: the court may release them on any day."
    return "The prison has not given one."


def ring_first(grants: Sequence[Grant], cases: Sequence[Case] = ()) -> Fact:
    """Say who is key worker, else which team leads, and the number: a team outside before the prison."""
    label = "Ring first"
    worked = next((case for case in cases if case.key_worker), None)
    if worked is not None and worked.key_worker is not None:
        worker, team = worked.key_worker, worked.team
        phone = worker.phone or worked.service.phone or team.phone or team.organisation.phone
        lines = (f"Key worker, {worked.service.name}", *(() if phone else ("No number is known",)))
        return Fact(label=label, answer=f"{worker.name}, {team.organisation.name}", lines=lines, phone=phone)
    leads = [grant for grant in grants if grant.tier == Tier.LEADS and grant.only_for_id is None]
    best = min(leads, key=_late_to_ring, default=None)
    if best is None:
        return Fact(label=label, answer="Nobody leads yet", lines=("No team leads this record.",))
    team = best.team
    name = team.organisation.name if team.kind == TeamKind.EVERYONE else f"{team.name}, {team.organisation.name}"
    phone = team.phone or team.organisation.phone
    return Fact(
        label=label,
        answer=name,
        lines=("Leads the record", *(() if phone else ("No number is known",))),
        phone=phone,
    )


def _late_to_ring(grant: Grant) -> tuple[bool, bool]:
    """Put those who answer for records, and the prison that holds someone, after those who work with them."""
    return grant.team.kind == TeamKind.GOVERNANCE, grant.reason == GrantReason.CUSTODY


def takes_part(case: Case) -> Fact:
    """Say what someone says about taking part in a service that works with them."""
    answer = TakingPart(case.taking_part)
    since = f"In {case.service.name}. It is their choice."
    return Fact(label="Taking part", answer=answer.label, lines=(since,))


def taking_part(consent: Consent | None, *, today: date) -> Fact:
    """Say whether someone chose to take part, since when, in their own words where they were written down."""
    label = "Taking part"
    if consent is None:
        return Fact(label=label, answer="Not asked yet", lines=("It is their choice, and they can stop.",))
    said = {Answer.AGREED: "Yes", Answer.DECLINED: "Not for now", Answer.WITHDRAWN: "Stopped"}
    words = said.get(Answer(consent.answer), "Offered")
    quoted = (f"“{consent.words}”",) if consent.words else ()
    return Fact(
        label=label,
        answer=f"{words}, {day(consent.answered_on, today=today)}",
        lines=(*quoted, f"{Answer(consent.answer).label}. {consent.how}."),
    )


def flags(needs: Iterable[Need], contacts: Iterable[ContactPoint], *, language: str) -> list[Flag]:
    """Return at most four flags: that something must be read or done first, never a detail of health."""
    found = [Flag("Check before you ring or write", look="people:contact", warns=True)] * _any_unsafe(contacts)
    if language and language.casefold() != "english":
        found.append(Flag(f"Speaks {language}"))
    found += [Flag(FLAG_WORDS.get(NeedKind(need.kind), OTHER_FLAG)) for need in needs]
    return list(dict.fromkeys(found))[:MOST_FLAGS]


def _any_unsafe(contacts: Iterable[ContactPoint]) -> bool:
    return any(contact.safety in UNSAFE_TO_USE for contact in contacts)
