"""Keep what surrounds Aaron Tallis: family, needs, safety, speaking up for him, and other measures."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

import yaml

from throughline.assessments.actions import assets, safety
from throughline.assessments.actions.assets import NewAsset
from throughline.assessments.actions.safety import NewSafety
from throughline.cases.actions import advocacy, notes
from throughline.cases.models import Case
from throughline.demo.working.cast import Office
from throughline.outcomes.actions import measures
from throughline.outcomes.actions.measures import NewEvidence, NewTally, NewToolScore
from throughline.people.actions import circumstances
from throughline.people.actions.circumstances import RelationFacts
from throughline.people.statuses import ContactKind, MayBeTold, RelationKind, Safety
from throughline.plans.actions import gaps

FILE = Path(__file__).parent / "around.yaml"
THEY_SAID = "He said so"
TOLD_DAYS_AGO, DONE_DAYS_AGO = 60, 30
LOOK_AGAIN = timedelta(days=28)


class SafetyWords(TypedDict):
    """What the file says of a concern."""

    concern: str
    words: str
    context: str
    keeps_safe: str
    source: str


class SpeakingUp(TypedDict):
    """What the file says of speaking up for him."""

    issue: str
    agency: str
    wants_said: str
    done: str


class Child(TypedDict):
    """What the file says of his daughter."""

    name: str
    born_on: date
    best_interests: str


class Around(TypedDict):
    """What the file holds."""

    phone: str
    need: tuple[str, str]
    relation: Child
    sensitive: tuple[str, str]
    asset: tuple[str, str, str]
    safety: SafetyWords
    speaking_up: SpeakingUp
    gap: dict[str, str]
    note: tuple[str, str]
    total: tuple[str, str]
    evidence: tuple[str, str]
    tally: tuple[str, int]


def surround(office: Office, case: Case) -> None:
    """Keep it all, as his key worker heard it."""
    written: Around = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    told_at = office.at - timedelta(days=TOLD_DAYS_AGO)
    _circumstances(office, case, written, at=told_at)
    _strength_and_safety(office, case, written, at=told_at)
    _work(office, case, written, at=office.at - timedelta(days=DONE_DAYS_AGO))
    _measures(office, case, written, at=office.at - timedelta(days=DONE_DAYS_AGO))


def _circumstances(office: Office, case: Case, written: Around, *, at: datetime) -> None:
    person, by, on = case.person, office.acting(office.worker_of(case)), at.date()
    circumstances.add_contact(
        person,
        kind=ContactKind.MOBILE,
        value=written["phone"],
        safety=Safety.NO_MESSAGES,
        source=THEY_SAID,
        on=on,
        by=by,
        at=at,
    )
    kind, words = written["need"]
    circumstances.add_need(person, kind=kind, words=words, source=THEY_SAID, on=on, by=by, at=at)
    kind, words = written["sensitive"]
    circumstances.add_sensitive(person, kind=kind, words=words, source=THEY_SAID, on=on, by=by, at=at)
    facts = RelationFacts(kind=RelationKind.CHILD, may_be_told=MayBeTold.NOTHING, **written["relation"])
    circumstances.add_relation(person, facts=facts, source=THEY_SAID, by=by, at=at)


def _strength_and_safety(office: Office, case: Case, written: Around, *, at: datetime) -> None:
    by, on = office.acting(office.worker_of(case)), at.date()
    kind, pathway, words = written["asset"]
    strength = NewAsset(kind=kind, pathway=pathway, words=words, source=THEY_SAID, noted_on=on)
    assets.add(case.person, strength, assessment=None, by=by, at=at)
    concern = NewSafety(**written["safety"], noted_on=on, look_again_on=office.at.date() + LOOK_AGAIN)
    safety.note(case.person, concern, by=by, at=at)


def _work(office: Office, case: Case, written: Around, *, at: datetime) -> None:
    worker = office.worker_of(case)
    by = office.acting(worker)
    advocacy.speak_up(case, **written["speaking_up"], refused_entitlement=True, on=at.date(), by=by, at=at)
    gaps.record(case.person, **written["gap"], noted_on=at.date(), by=by, at=at)
    audience, words = written["note"]
    notes.write(case.person, team=case.team, user=worker, words=words, audience=audience, by=by, at=at)


def _measures(office: Office, case: Case, written: Around, *, at: datetime) -> None:
    person, by, on = case.person, office.acting(office.worker_of(case)), at.date()
    tool, total = written["total"]
    new = NewToolScore(tool=tool, total=Decimal(total), scored_on=on, source=THEY_SAID, case=case)
    measures.keep_tool_score(person, new, by=by, at=at)
    area, words = written["evidence"]
    shown = NewEvidence(area=area, words=words, happened_on=on, source=THEY_SAID, case=case)
    measures.keep_evidence(person, shown, by=by, at=at)
    kind, number = written["tally"]
    span = NewTally(kind=kind, from_on=case.opened_on, to_on=on, number=number, source=THEY_SAID, case=case)
    measures.keep_tally(person, span, by=by, at=at)
