"""Keeping other measures: totals of tools that are not ours, what someone did, and counts before and after."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from throughline.cases.models import Case
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.outcomes.models import Evidence, Tally, ToolScore
from throughline.outcomes.rules import check_past, check_period, check_tool
from throughline.outcomes.statuses import Citizen, Tallied, Tool
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment


@dataclass(frozen=True, kw_only=True)
class NewToolScore:
    """A total on a tool. ``named`` says which, when it is another."""

    tool: str
    named: str = ""
    total: Decimal
    scored_on: date
    source: str
    case: Case | None = None


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """Something a person did that shows a returning citizen."""

    area: str
    words: str
    happened_on: date
    source: str
    case: Case | None = None


@dataclass(frozen=True, kw_only=True)
class NewTally:
    """How many times something happened from one day to another, both included."""

    kind: str
    from_on: date
    to_on: date
    number: int
    source: str
    case: Case | None = None


@writes
def keep_tool_score(person: Person, new: NewToolScore, *, by: Actor, at: datetime) -> ToolScore:
    """Keep a total. The questions of the tool are not kept.

    Raises:
        Refused: the day has not come, the tool has no name, or cannot give that total.
    """
    tool = Tool(new.tool)
    check_past(new.scored_on, today=localdate(at), field="scored_on")
    check_tool(tool, named=new.named, total=new.total)
    row = ToolScore.objects.create(
        person=person,
        case=new.case,
        tool=tool,
        named=new.named if tool == Tool.OTHER else "",
        total=new.total,
        scored_on=new.scored_on,
        source=new.source,
        recorded_at=at,
    )
    journal.note(
        "outcomes.tool_scored",
        about=row,
        person_id=person.pk,
        by=by,
        at=at,
        compartment=Compartment.NEEDS,
        tool=row.named or tool.label,
        on=row.scored_on.isoformat(),
    )
    return row


@writes
def keep_evidence(person: Person, new: NewEvidence, *, by: Actor, at: datetime) -> Evidence:
    """Keep something the person did.

    Raises:
        Refused: the day has not come.
    """
    check_past(new.happened_on, today=localdate(at), field="happened_on")
    row = Evidence.objects.create(
        person=person,
        case=new.case,
        area=Citizen(new.area),
        words=new.words,
        happened_on=new.happened_on,
        source=new.source,
        recorded_at=at,
    )
    journal.note(
        "outcomes.evidence_kept",
        about=row,
        person_id=person.pk,
        by=by,
        at=at,
        area=Citizen(row.area).label,
        on=row.happened_on.isoformat(),
    )
    return row


@writes
def keep_tally(person: Person, new: NewTally, *, by: Actor, at: datetime) -> Tally:
    """Keep a count over a period that is over.

    Raises:
        Refused: the period ends before it starts, or is not over.
    """
    check_period(from_on=new.from_on, to_on=new.to_on, today=localdate(at))
    row = Tally.objects.create(
        person=person,
        case=new.case,
        kind=Tallied(new.kind),
        from_on=new.from_on,
        to_on=new.to_on,
        number=new.number,
        source=new.source,
        recorded_at=at,
    )
    journal.note(
        "outcomes.tallied",
        about=row,
        person_id=person.pk,
        by=by,
        at=at,
        compartment=Compartment.RISK,
        kind=Tallied(row.kind).label,
        from_on=row.from_on.isoformat(),
        to_on=row.to_on.isoformat(),
    )
    return row
