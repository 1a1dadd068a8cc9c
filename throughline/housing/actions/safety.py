"""Places they are not safe in, and providers that will not house them. Opened by name only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import note_closed
from throughline.housing.models import Exclusion, UnsafePlace
from throughline.housing.rules.asking import check_look_again, check_named
from throughline.housing.rules.homes import check_in_order, check_not_ahead, check_said
from throughline.people.models import Person

ENDED = "This has ended already."
BEFORE_IT_BEGAN = "That is before it began. Check the day."


@dataclass(frozen=True, kw_only=True)
class NewExclusion:
    """A provider that will not house someone, and why. ``look_again_on`` is when that is looked at again."""

    provider: Organisation | None = None
    provider_words: str = ""
    reason: str
    from_on: date
    look_again_on: date | None = None
    source: str


@writes
def note_unsafe(
    person: Person, *, words: str, exploitation: bool = False, source: str, on: date, by: Actor, at: datetime
) -> UnsafePlace:
    """Keep a place or person they are not safe with.

    Raises:
        Refused: nothing is said, or the day has not come.
    """
    check_said(words, sentence="Say where or with whom they are not safe.", field="words")
    check_not_ahead(on, today=localdate(at), field="on")
    row = UnsafePlace.objects.create(
        person=lock(Person, person.pk), words=words, exploitation=exploitation, source=source, noted_on=on
    )
    note_closed("housing.unsafe_noted", row, by=by, at=at, on=on.isoformat())
    return row


@writes
def end_unsafe(unsafe: UnsafePlace, *, on: date, version: int, by: Actor, at: datetime) -> UnsafePlace:
    """Keep that a place or person is no longer unsafe for them.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended already, or the day cannot be.
    """
    row = lock_version(UnsafePlace, unsafe.pk, version=version)
    _check_end(row.ended_on, row.noted_on, on=on, at=at)
    row.ended_on = on
    save_change(row, "ended_on")
    note_closed("housing.unsafe_ended", row, by=by, at=at, on=on.isoformat())
    return row


@writes
def note_exclusion(person: Person, *, new: NewExclusion, by: Actor, at: datetime) -> Exclusion:
    """Keep that a provider will not house someone.

    Raises:
        Refused: no provider or reason is given, or a day cannot be.
    """
    check_named(has_provider=new.provider is not None, words=new.provider_words)
    check_said(new.reason, sentence="Say why the provider will not house them.", field="reason")
    check_not_ahead(new.from_on, today=localdate(at), field="from_on")
    check_look_again(new.look_again_on, after=new.from_on)
    row = Exclusion.objects.create(
        person=lock(Person, person.pk),
        provider=new.provider,
        provider_words=new.provider_words,
        reason=new.reason,
        from_on=new.from_on,
        look_again_on=new.look_again_on,
        source=new.source,
    )
    note_closed("housing.excluded", row, by=by, at=at, provider=excluding(row))
    return row


@writes
def look_again(
    exclusion: Exclusion, *, look_again_on: date | None, words: str, version: int, by: Actor, at: datetime
) -> Exclusion:
    """Keep that an exclusion was looked at and stays, why, and when it is looked at next.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended, nothing is said, or the day to look next has passed.
    """
    check_said(words, sentence="Say what the provider said.", field="words")
    check_look_again(look_again_on, after=localdate(at))
    row = lock_version(Exclusion, exclusion.pk, version=version)
    if row.ended_on is not None:
        raise Refused(ENDED)
    row.look_again_on, row.ended_words = look_again_on, words
    save_change(row, "look_again_on", "ended_words")
    again = look_again_on.isoformat() if look_again_on else None
    note_closed("housing.exclusion_stays", row, by=by, at=at, provider=excluding(row), again=again)
    return row


@writes
def end_exclusion(exclusion: Exclusion, *, on: date, words: str, version: int, by: Actor, at: datetime) -> Exclusion:
    """Keep that a provider would house someone again, so that it can be asked.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended already, nothing is said, or the day cannot be.
    """
    check_said(words, sentence="Say what changed.", field="words")
    row = lock_version(Exclusion, exclusion.pk, version=version)
    _check_end(row.ended_on, row.from_on, on=on, at=at)
    row.ended_on, row.ended_words, row.look_again_on = on, words, None
    save_change(row, "ended_on", "ended_words", "look_again_on")
    note_closed("housing.exclusion_ended", row, by=by, at=at, provider=excluding(row), on=on.isoformat())
    return row


def excluding(row: Exclusion) -> str:
    """Return the name of the provider that will not house them."""
    return row.provider.name if row.provider else row.provider_words


def _check_end(ended_on: date | None, begun_on: date, *, on: date, at: datetime) -> None:
    if ended_on is not None:
        raise Refused(ENDED)
    check_not_ahead(on, today=localdate(at), field="on")
    check_in_order(begun_on, on, sentence=BEFORE_IT_BEGAN, field="on")
