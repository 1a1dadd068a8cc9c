"""What can happen to versions of protocols, and to what partnerships work to."""

from datetime import date, datetime

from django.db.models import Q

from throughline.agencies.models import Organisation, Partner, Partnership
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.journal import Fact
from throughline.foundations.records import Record, lock, save_change
from throughline.foundations.wording import full_day
from throughline.foundations.writing import writes
from throughline.protocols import rules
from throughline.protocols.known import shipped
from throughline.protocols.models import Adoption, Signing, Version
from throughline.protocols.reading.files import read

COMES_WITH_IT = "Comes with Throughline"


@writes
def lay_down(*, on: date, at: datetime) -> list[Version]:
    """Lay down the protocols that come with this release and are not there yet; return those laid down.

    They belong to the release, as tables do: the journal, which says what people did, is not told. A version that is
    there stays as it was laid, whatever its file says by now. ``at`` is not kept.
    """
    kept = {(version.slug, version.number) for version in Version.objects.filter(partnership=None)}
    fresh = [_version(text, partnership=None, on=on, words=COMES_WITH_IT) for text in shipped()]
    return Version.objects.bulk_create([one for one in fresh if (one.slug, one.number) not in kept])


@writes
def publish(text: str, *, partnership: Partnership, on: date, by: Actor, at: datetime) -> Version:
    """Publish a version of a protocol, never to be changed. The same text again is the version there is.

    Raises:
        Faulty: something in the file is not as it should be; it says where.
        Refused: its number does not follow those of the versions there are.
    """
    fresh = _version(text, partnership=partnership, on=on, words=by.words[:200])
    lock(Partnership, partnership.pk)
    there = list(Version.objects.filter(Q(partnership=partnership) | Q(partnership=None), slug=fresh.slug))
    same = next((kept for kept in there if kept.digest == fresh.digest), None)
    if same is not None:
        return same
    rules.check_number(fresh.number, there=[rules.Kept(number=kept.number, digest=kept.digest) for kept in there])
    fresh.save(force_insert=True)
    _note("protocols.published", fresh, fresh, by=by, at=at, partnership=partnership.name)
    return fresh


@writes
def take_up(
    version: Version, *, partnership: Partnership, starts_on: date, words: str = "", by: Actor, at: datetime
) -> Adoption:
    """Let a partnership work to a version from a day on. What it worked to of this protocol ends that day.

    Raises:
        Refused: the version is another partnership's, is not out yet or was retired, or a later one begins after.
    """
    locked = lock(Partnership, partnership.pk)
    if version.partnership_id not in (None, locked.pk):
        raise Refused("This version belongs to another partnership.")
    rules.check_taken_up(_out_on(version), version.retired_on, starts_on=starts_on)
    others = list(Adoption.objects.filter(partnership=locked, slug=version.slug).order_by("starts_on", "id"))
    going_on = next((each for each in others if each.version_of_id == version.pk and each.ends_on is None), None)
    if going_on is not None:
        return going_on
    rules.check_follows(starts_on, others=map(_period, others))
    for other in others:
        if other.starts_on <= starts_on and (other.ends_on is None or other.ends_on > starts_on):
            _end(other, on=starts_on)
    adoption = Adoption.objects.create(
        partnership=locked, version_of=version, slug=version.slug, starts_on=starts_on, words=words
    )
    facts = {"partnership": locked.name, "on": starts_on.isoformat()}
    _note("protocols.taken_up", adoption, version, by=by, at=at, **facts)
    return adoption


@writes
def end_adoption(adoption: Adoption, *, on: date, words: str, by: Actor, at: datetime) -> Adoption:
    """Stop working to a version from a day on. Those who are on it stay on it.

    Raises:
        Refused: it has ended, would end before it began, or nobody says why.
    """
    locked = lock(Adoption, adoption.pk)
    rules.check_ending(_period(locked), on=on, words=words)
    _end(locked, on=on)
    facts = {"partnership": locked.partnership.name, "on": on.isoformat(), "why": words.strip().rstrip(".")}
    _note("protocols.ended", locked, locked.version_of, by=by, at=at, **facts)
    return locked


@writes
def sign(
    adoption: Adoption, *, organisation: Organisation, on: date, words: str = "", by: Actor, at: datetime
) -> Signing:
    """Keep that a partner agreed on a day to work to what its partnership took up. Twice on one day is once.

    Raises:
        Refused: it is not a partner that day, agreed on another day already, or could not have agreed on this one.
    """
    locked = lock(Adoption, adoption.pk)
    version = locked.version_of
    rules.check_signing(_period(locked), published_on=_out_on(version), on=on, today=at.date())
    _check_partner(locked, organisation, on=on)
    kept = Signing.objects.filter(adoption=locked, organisation=organisation).first()
    if kept is not None and kept.agreed_on != on:
        raise Refused(f"{organisation.name} agreed to it on {full_day(kept.agreed_on)} already.", field="on")
    if kept is not None:
        return kept
    signing = Signing.objects.create(adoption=locked, organisation=organisation, agreed_on=on, words=words)
    _note("protocols.signed", signing, version, by=by, at=at, organisation=organisation.name, on=on.isoformat())
    return signing


@writes
def retire(version: Version, *, on: date, by: Actor, at: datetime) -> Version:
    """Put nobody new on a version from a day on. Those who are on it stay on it.

    Raises:
        Refused: it comes with the product, was retired already, or would be before it was published.
    """
    locked = lock(Version, version.pk)
    if locked.partnership_id is None:
        raise Refused(
            "This protocol comes with Throughline, and others may work to it. End your own use of it instead."
        )
    rules.check_retiring(locked.published_on, locked.retired_on, on=on)
    locked.retired_on = on
    save_change(locked, "retired_on")
    _note("protocols.retired", locked, locked, by=by, at=at, on=on.isoformat())
    return locked


def _version(text: str, *, partnership: Partnership | None, on: date, words: str) -> Version:
    kept = rules.tidy(text)
    protocol = read(kept)
    return Version(
        slug=protocol.slug,
        number=protocol.number,
        title=protocol.title,
        text=kept,
        digest=rules.digest_of(kept),
        partnership=partnership,
        published_on=on,
        published_by_words=words,
    )


def _out_on(version: Version) -> date | None:
    """Return the day from which there was something to work to; None for what comes with the product."""
    return version.published_on if version.partnership_id else None


def _period(adoption: Adoption) -> rules.Period:
    return rules.Period(starts_on=adoption.starts_on, ends_on=adoption.ends_on)


def _end(adoption: Adoption, *, on: date) -> None:
    adoption.ends_on = on
    save_change(adoption, "ends_on")


def _check_partner(adoption: Adoption, organisation: Organisation, *, on: date) -> None:
    partners = Partner.objects.filter(partnership=adoption.partnership_id, organisation=organisation, starts_on__lte=on)
    if not partners.filter(Q(ends_on=None) | Q(ends_on__gt=on)).exists():
        raise Refused(f"{organisation.name} was not in the partnership on {full_day(on)}.", field="on")


def _note(what: str, about: Record, version: Version, *, by: Actor, at: datetime, **facts: Fact) -> None:
    """Record what happened to a version. It is about no person, so only the organisation that did it reads it."""
    named: dict[str, Fact] = {"protocol": version.title, "number": version.number, **facts}
    journal.note_many([journal.Event(what=what, about=about, person_id=None, facts=named)], by=by, at=at)
