"""What is asked of housing providers, what they say, and why not."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import keep_effort, note, staff_id
from throughline.housing.models import ProviderAsk
from throughline.housing.rules.asking import check_answer, check_days, check_move, check_named
from throughline.housing.rules.homes import check_not_ahead, check_said
from throughline.housing.statuses import AskState, DeclineReason, EffortKind, HomeKind, Yes
from throughline.people.models import Person


@dataclass(frozen=True, kw_only=True)
class NewAsk:
    """A place that is asked for. The provider is an organisation we know, or only a name."""

    provider: Organisation | None = None
    provider_words: str = ""
    place: str = HomeKind.SUPPORTED
    asked_on: date
    words: str = ""
    priority: bool = False


@dataclass(frozen=True, kw_only=True)
class AskAnswer:
    """What a provider said. A no has a ``reason``, and may say what would change its mind."""

    state: str
    on: date
    reason: str = ""
    would_change: str = ""
    words: str = ""


@writes
def ask_provider(person: Person, *, new: NewAsk, by: Actor, at: datetime) -> ProviderAsk:
    """Keep that a provider was asked for a place. It counts as an effort to find a home.

    Raises:
        Refused: no provider is named, or the day has not come.
    """
    check_named(has_provider=new.provider is not None, words=new.provider_words)
    check_not_ahead(new.asked_on, today=localdate(at), field="asked_on")
    row = ProviderAsk.objects.create(
        person=lock(Person, person.pk),
        provider=new.provider,
        provider_words=new.provider_words,
        place=new.place,
        asked_on=new.asked_on,
        asked_by_id=staff_id(by),
        words=new.words,
        priority=new.priority,
    )
    words = f"{provider_name(row)}: {HomeKind(row.place).label.lower()}."
    keep_effort(row.person_id, EffortKind.PROVIDER, on=new.asked_on, words=words, by=by, at=at)
    _note("housing.provider_asked", row, by=by, at=at, on=new.asked_on.isoformat())
    return row


@writes
def answer(ask: ProviderAsk, *, given: AskAnswer, version: int, by: Actor, at: datetime) -> ProviderAsk:
    """Keep what the provider said. An agreed place can become the planned home: a journey does both.

    Raises:
        Stale: someone else changed it first.
        Refused: it is no answer, cannot follow what was said before, a no has no reason, or the day cannot be.
    """
    row = lock_version(ProviderAsk, ask.pk, version=version)
    check_answer(
        state=given.state, reason=given.reason, answered_on=given.on, asked_on=row.asked_on, today=localdate(at)
    )
    check_move(row.state, given.state)
    row.state, row.answered_on, row.decline_reason = given.state, given.on, given.reason
    row.would_change, row.words = given.would_change, given.words or row.words
    save_change(row, "state", "answered_on", "decline_reason", "would_change", "words")
    said = {"answer": AskState(row.state).label, "would_change": row.would_change}
    reason = DeclineReason(row.decline_reason).label if row.decline_reason else ""
    _note("housing.provider_answered", row, by=by, at=at, on=given.on.isoformat(), reason=reason, **said)
    return row


@writes
def visited(
    ask: ProviderAsk,
    *,
    on: date,
    told_what_to_expect: str = Yes.UNKNOWN,
    version: int,
    by: Actor,
    at: datetime,
) -> ProviderAsk:
    """Keep that the provider came to see the person, and whether it told them what to expect.

    Raises:
        Stale: someone else changed it first.
        Refused: the day has not come.
    """
    row = lock_version(ProviderAsk, ask.pk, version=version)
    check_not_ahead(on, today=localdate(at), field="on")
    row.visited_on, row.told_what_to_expect = on, told_what_to_expect
    save_change(row, "visited_on", "told_what_to_expect")
    told = Yes(told_what_to_expect).label.lower()
    _note("housing.provider_visited", row, by=by, at=at, on=on.isoformat(), told=told)
    return row


@writes
def set_priority(ask: ProviderAsk, *, priority: bool, version: int, by: Actor, at: datetime) -> ProviderAsk:
    """Keep whether the person is first in line with a provider. The same again changes nothing.

    Raises:
        Stale: someone else changed it first.
    """
    row = lock_version(ProviderAsk, ask.pk, version=version)
    if row.priority == priority:
        return row
    row.priority = priority
    save_change(row, "priority")
    _note("housing.priority_given" if priority else "housing.priority_ended", row, by=by, at=at)
    return row


@writes
def turn_down(ask: ProviderAsk, *, on: date, words: str, version: int, by: Actor, at: datetime) -> ProviderAsk:
    """Keep that the person said no to a place, and why. It is their choice.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over already, no reason is given, or the day cannot be.
    """
    check_said(words, sentence="Say why they said no, in their own words.", field="words")
    row = _ended(ask, AskState.TURNED_DOWN, on=on, words=words, version=version, at=at)
    _note("housing.place_turned_down", row, by=by, at=at, on=on.isoformat(), words=words)
    return row


@writes
def withdraw(ask: ProviderAsk, *, on: date, words: str, version: int, by: Actor, at: datetime) -> ProviderAsk:
    """Keep that a place is asked for no more, and why.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over already, no reason is given, or the day cannot be.
    """
    check_said(words, sentence="Say why it is taken back.", field="words")
    row = _ended(ask, AskState.WITHDRAWN, on=on, words=words, version=version, at=at)
    _note("housing.provider_asked_no_more", row, by=by, at=at, on=on.isoformat(), words=words)
    return row


def provider_name(row: ProviderAsk) -> str:
    """Return the name of the provider that was asked."""
    return row.provider.name if row.provider else row.provider_words


def _ended(ask: ProviderAsk, to: AskState, *, on: date, words: str, version: int, at: datetime) -> ProviderAsk:
    row = lock_version(ProviderAsk, ask.pk, version=version)
    check_move(row.state, to)
    check_days(on, asked_on=row.asked_on, today=localdate(at))
    row.state, row.answered_on, row.words = to, on, words
    save_change(row, "state", "answered_on", "words")
    return row


def _note(what: str, row: ProviderAsk, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    note(what, row, by=by, at=at, provider=provider_name(row), place=HomeKind(row.place).label, **facts)
