"""What may be asked of a council, by whose law: Scotland, England and Wales each have their own."""

from dataclasses import dataclass
from datetime import date, timedelta

from throughline.agencies.statuses import AreaKind, Jurisdiction
from throughline.foundations.errors import Refused
from throughline.foundations.moves import Moves
from throughline.foundations.wording import counted, day
from throughline.housing.rules.settings import Form, all_forms, nations, our_own
from throughline.housing.statuses import ApplicationKind, ApplicationState, Nation

CONSENT_OVER = "They have not said yes to this referral, or took it back. Record their yes first."
CONSENT_ELSEWHERE = "What they agreed to is not a referral to this council. Ask them about this one, and record it."

DECISIONS = frozenset({ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.CLOSED_NO_CONTACT})
OPEN = frozenset({ApplicationState.WAITING, ApplicationState.CONTACTED})

_ENDS = {*DECISIONS, ApplicationState.WITHDRAWN}
APPLICATION_MOVES = Moves[ApplicationState](
    {
        ApplicationState.WAITING: {ApplicationState.CONTACTED, *_ENDS},
        ApplicationState.CONTACTED: {ApplicationState.CONTACTED, *_ENDS},
        **{state: set() for state in _ENDS},
    }
)


@dataclass(frozen=True)
class Fault:
    """One thing that is missing or cannot be, and the answer it belongs beside."""

    field: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An application as it is about to be made.

    ``has_live_consent`` and ``consent_is_for_authority`` are about the yes it names; ``authority_kind`` is that of the
    area. ``homeless_by_on`` is the day they are or may be homeless.
    """

    kind: str
    nation: Nation | None
    authority_kind: str
    made_on: date
    has_live_consent: bool = False
    consent_is_for_authority: bool = True
    chose_authority: bool = False
    may_pass_contact: bool = False
    homeless_by_on: date | None = None


def nation_of(*, jurisdiction: str, area: str = "") -> Nation | None:
    """Say which nation's homelessness law an area is under; None when it is not known.

    >>> nation_of(jurisdiction="england_and_wales", area="Cardiff").value
    'wales'
    >>> nation_of(jurisdiction="england_and_wales") is None
    True
    """
    if jurisdiction == Jurisdiction.SCOTLAND:
        return Nation.SCOTLAND
    if jurisdiction != Jurisdiction.ENGLAND_AND_WALES or not area:
        return None
    return Nation.WALES if area in nations().wales else Nation.ENGLAND


def forms_of(nation: Nation | None) -> tuple[Form, ...]:
    """Return what may be asked of a council in a nation, in the order it is offered; nothing when it is not known."""
    return tuple(form for form in all_forms() if form.nation == nation)


def form_of(nation: Nation | str | None, kind: str) -> Form | None:
    """Return a nation's form of a kind; None when it has none."""
    return next((form for form in all_forms() if form.nation == nation and form.kind == kind), None)


def application_faults(asked: Asked, *, today: date) -> tuple[Fault, ...]:
    """Return all that stands in the way of an application, each beside its answer."""
    if asked.authority_kind != AreaKind.COUNCIL or asked.nation is None:
        return (Fault("authority", "Choose the council area that is asked, not a wider area."),)
    form = form_of(asked.nation, asked.kind)
    if form is None:
        return (Fault("kind", _not_here(asked)),)
    return (*_days(asked, today=today), *_yeses(asked, form), *_soon_enough(asked, form, today=today))


def check_application(asked: Asked, *, today: date) -> None:
    """Refuse an application that something stands in the way of, beside the first of its faults.

    Raises:
        Refused: it cannot be made.
    """
    for fault in application_faults(asked, today=today):
        raise Refused(fault.sentence, field=fault.field)


def check_decision(state: str, words: str) -> None:
    """Refuse a decision that is none, or a no without a reason.

    Raises:
        Refused: it is.
    """
    if state not in DECISIONS:
        raise Refused("Choose what the council decided.", field="state")
    if state == ApplicationState.DECLINED and not words.strip():
        raise Refused("Say why the council said no, in its own words if you can.", field="words")


def needs_new_referral(*, state: str, tries: int) -> str:
    """Warn that the council may close, or has closed, an application it could not reach the person about.

    Empty when there is nothing to warn of.
    """
    if state == ApplicationState.CLOSED_NO_CONTACT:
        return "The council closed this because it could not reach them. A new one is needed."
    if state in OPEN and tries >= our_own().tries_of_a_council:
        return (
            f"The council has tried {counted(tries, 'time', 'times')} and not reached them. Some councils close it "
            "then: ring the council, or make a new one."
        )
    return ""


def way_is_old(checked_on: date, *, today: date) -> bool:
    """Say whether how a council takes applications was last checked too long ago to trust.

    >>> way_is_old(date(2025, 8, 31), today=date(2026, 2, 28)), way_is_old(date(2025, 8, 31), today=date(2026, 3, 1))
    (False, True)
    """
    months = checked_on.month - 1 + our_own().way_holds_months
    first_of_month = date(checked_on.year + months // 12, months % 12 + 1, 1)
    ends_on = min(first_of_month + timedelta(days=checked_on.day - 1), _last_of_month(first_of_month))
    return today > ends_on


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _not_here(asked: Asked) -> str:
    nation = Nation(asked.nation or "").label
    if asked.kind == ApplicationKind.DUTY_TO_REFER:
        return f"The duty to refer is English law and does not reach a council in {nation}. Choose one of its forms."
    return f"{nation} has no such form. Choose one of its own."


def _days(asked: Asked, *, today: date) -> tuple[Fault, ...]:
    if asked.made_on > today:
        return (Fault("made_on", f"{day(asked.made_on, today=today)} has not come yet. Give the day it was made."),)
    return ()


def _yeses(asked: Asked, form: Form) -> tuple[Fault, ...]:
    if not form.asks_three_yeses:
        return ()
    wanted = (
        (asked.has_live_consent, Fault("consent", CONSENT_OVER)),
        (
            not asked.has_live_consent or asked.consent_is_for_authority,
            Fault("consent", CONSENT_ELSEWHERE),
        ),
        (asked.chose_authority, Fault("chose_authority", "The person chooses the council. Ask them which they want.")),
        (
            asked.may_pass_contact,
            Fault("may_pass_contact", "Ask whether the council may be told how to reach them. It cannot help without."),
        ),
    )
    return tuple(fault for holds, fault in wanted if not holds)


def _soon_enough(asked: Asked, form: Form, *, today: date) -> tuple[Fault, ...]:
    """Refuse a form for those who may be homeless soon, when the day is not known or too far off."""
    if form.within_days is None:
        return ()
    if asked.homeless_by_on is None:
        sentence = "Give the day they are or may be homeless: today, or the day of release."
        return (Fault("homeless_by_on", sentence),)
    earliest = asked.homeless_by_on - timedelta(days=form.within_days)
    if asked.made_on < earliest:
        sentence = (
            f"This is for someone who is homeless or may be within {form.within_days} days. "
            f"For {day(asked.homeless_by_on, today=today)} it can be made from {day(earliest, today=today)}."
        )
        return (Fault("homeless_by_on", sentence),)
    return ()
