"""What is asked of a council under homelessness law, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Area, OrganisationArea
from throughline.agencies.statuses import OrganisationKind
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import keep_effort, note, staff_id
from throughline.housing.models import Application
from throughline.housing.rules.councils import (
    APPLICATION_MOVES,
    Asked,
    Fault,
    application_faults,
    check_application,
    check_decision,
    form_of,
    nation_of,
)
from throughline.housing.rules.homes import check_in_order, check_not_ahead, check_said
from throughline.housing.statuses import ApplicationKind, ApplicationState, EffortKind, Nation
from throughline.people.models import Person
from throughline.sharing.models import Consent
from throughline.sharing.queries import about
from throughline.sharing.statuses import Answer, ConsentTo

COUNCILS = frozenset({OrganisationKind.COUNCIL, OrganisationKind.COUNCIL_HOUSING})
TO_REFER = frozenset({ConsentTo.REFER, ConsentTo.SHARE})


@dataclass(frozen=True, kw_only=True)
class NewApplication:
    """An application as it is made. ``homeless_by_on`` is the day they are or may be homeless."""

    kind: str
    authority: Area
    made_on: date
    consent: Consent | None = None
    chose_authority: bool = False
    may_pass_contact: bool = False
    homeless_by_on: date | None = None
    words: str = ""
    source: str


def faults_of(person_id: UUID, new: NewApplication, *, today: date) -> tuple[Fault, ...]:
    """Return all that stands in the way of an application, each beside its answer, for a form to show at once."""
    return application_faults(_asked(person_id, new), today=today)


@writes
def apply(person: Person, *, new: NewApplication, by: Actor, at: datetime) -> Application:
    """Keep that a council was asked. It counts as an effort to find a home.

    Raises:
        Refused: the nation has no such form, one of the three yeses of a duty to refer is missing, the day homelessness
            may begin is too far off or not known, or the day has not come.
    """
    locked = lock(Person, person.pk)
    asked = _asked(locked.pk, new)
    check_application(asked, today=localdate(at))
    row = Application.objects.create(
        person=locked,
        kind=new.kind,
        nation=asked.nation or "",
        authority=new.authority,
        made_on=new.made_on,
        made_by_id=staff_id(by),
        consent=new.consent,
        chose_authority=new.chose_authority,
        may_pass_contact=new.may_pass_contact,
        homeless_by_on=new.homeless_by_on,
        words=new.words,
        source=new.source,
    )
    said = f"{title(row)}: {new.authority.name}."
    keep_effort(locked.pk, _effort(row), on=new.made_on, words=said, by=by, at=at)
    _note("housing.council_asked", row, by=by, at=at, on=new.made_on.isoformat())
    return row


@writes
def heard(application: Application, *, on: date, words: str = "", version: int, by: Actor, at: datetime) -> Application:
    """Keep that the council has been in touch with the person.

    Raises:
        Stale: someone else changed it first.
        Refused: it is decided or taken back, or the day cannot be.
    """
    row = _open(application, ApplicationState.CONTACTED, on=on, version=version, at=at)
    row.state, row.heard_on = ApplicationState.CONTACTED, on
    _add(row, words)
    save_change(row, "state", "heard_on", "words")
    _note("housing.council_in_touch", row, by=by, at=at, on=on.isoformat())
    return row


@writes
def tried_to_reach(
    application: Application, *, on: date, words: str = "", version: int, by: Actor, at: datetime
) -> Application:
    """Count a try of the council to reach the person that failed.

    Raises:
        Stale: someone else changed it first.
        Refused: it is decided or taken back, or the day cannot be.
    """
    row = _open(application, ApplicationState.CONTACTED, on=on, version=version, at=at)
    row.tries_to_reach += 1
    _add(row, words)
    save_change(row, "tries_to_reach", "words")
    _note("housing.council_tried", row, by=by, at=at, on=on.isoformat(), tries=row.tries_to_reach)
    return row


@writes
def decide(
    application: Application, *, state: str, on: date, words: str, version: int, by: Actor, at: datetime
) -> Application:
    """Keep what the council decided.

    Raises:
        Stale: someone else changed it first.
        Refused: it is no decision, a no has no reason, it is decided already, or the day cannot be.
    """
    check_decision(state, words)
    row = _open(application, ApplicationState(state), on=on, version=version, at=at)
    row.state, row.decided_on, row.decision_words = state, on, words
    save_change(row, "state", "decided_on", "decision_words")
    decision = ApplicationState(state).label
    _note("housing.council_decided", row, by=by, at=at, on=on.isoformat(), decision=decision, words=words)
    return row


@writes
def withdraw(application: Application, *, on: date, words: str, version: int, by: Actor, at: datetime) -> Application:
    """Keep that an application was taken back, and why.

    Raises:
        Stale: someone else changed it first.
        Refused: it is decided or taken back already, no reason is given, or the day cannot be.
    """
    check_said(words, sentence="Say why it is taken back.", field="words")
    row = _open(application, ApplicationState.WITHDRAWN, on=on, version=version, at=at)
    row.state, row.decided_on, row.decision_words = ApplicationState.WITHDRAWN, on, words
    save_change(row, "state", "decided_on", "decision_words")
    _note("housing.council_asked_no_more", row, by=by, at=at, on=on.isoformat(), words=words)
    return row


def title(application: Application) -> str:
    """Return what an application is called in its own nation."""
    form = form_of(application.nation, application.kind)
    return form.title if form else ApplicationKind(application.kind).label


def _asked(person_id: UUID, new: NewApplication) -> Asked:
    return Asked(
        kind=new.kind,
        nation=nation_of(jurisdiction=new.authority.jurisdiction, area=new.authority.name),
        authority_kind=new.authority.kind,
        made_on=new.made_on,
        has_live_consent=new.consent is not None and _is_live(new.consent, person_id, on=new.made_on),
        consent_is_for_authority=new.consent is None or _is_for(new.consent, new.authority),
        chose_authority=new.chose_authority,
        may_pass_contact=new.may_pass_contact,
        homeless_by_on=new.homeless_by_on,
    )


def _is_live(consent: Consent, person_id: UUID, *, on: date) -> bool:
    """Say whether a yes is theirs, about passing them on, given by a day, and not taken back since."""
    if consent.person_id != person_id or consent.to not in TO_REFER or consent.answered_on > on:
        return False
    said = Consent.objects.filter(person_id=person_id)
    newest = about(said, to=consent.to, organisation_id=consent.organisation_id).first()
    return consent.answer == Answer.AGREED and newest == consent


def _is_for(consent: Consent, authority: Area) -> bool:
    """Say whether a yes is about the council of an area. A council that lists no areas is taken at the asker's word."""
    if consent.organisation is None or consent.organisation.kind not in COUNCILS:
        return False
    areas = OrganisationArea.objects.filter(organisation=consent.organisation)
    return not areas.exists() or areas.filter(area=authority).exists()


def _effort(row: Application) -> EffortKind:
    return EffortKind.EMERGENCY if row.kind == ApplicationKind.EMERGENCY else EffortKind.COUNCIL


def _open(application: Application, to: ApplicationState, *, on: date, version: int, at: datetime) -> Application:
    row = lock_version(Application, application.pk, version=version)
    if not APPLICATION_MOVES.allows(ApplicationState(row.state), to):
        was = ApplicationState(row.state).label.lower()
        raise Refused(f"This is recorded as “{was}” and takes no more answers. Make a new application instead.")
    check_not_ahead(on, today=localdate(at), field="on")
    check_in_order(row.made_on, on, sentence="That is before the council was asked. Check the day.", field="on")
    return row


def _add(row: Application, words: str) -> None:
    """Add what someone says to what was said before, as far as there is room."""
    longest = row._meta.get_field("words").max_length or len(words)
    row.words = " ".join(filter(None, (row.words, words.strip())))[-longest:]


def _note(what: str, row: Application, *, by: Actor, at: datetime, **facts: str | int) -> None:
    nation = Nation(row.nation).label
    note(what, row, by=by, at=at, kind=title(row), council=row.authority.name, nation=nation, **facts)
