"""Dates of people chosen by a rule: a prison, and what is true of their stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from throughline.agencies.models import Prison
from throughline.custody import queries as custody
from throughline.custody.actions.dates import check
from throughline.custody.models import KeyDate, Stay
from throughline.custody.round_rules import check_many
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.date_rounds.from_file import stays_of
from throughline.journeys.date_rounds.wanted import Gathered, RowRefusal, Wanted


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Whom a policy is about. What is empty or None narrows nothing; the day of release is from <= day <= to."""

    prison: Prison
    legal_statuses: Sequence[str] = ()
    supervision: str = ""
    leading_type: str = ""
    sentence_under_days: int | None = None
    release_from: date | None = None
    release_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewDay:
    """What a source says the dates become: one day for all, or so many days later (sooner when negative) for each.

    ``type`` empty keeps the kind of date that leads now.
    """

    source: str
    known_at: datetime
    type: str = ""
    on: date | None = None
    days: int = 0


@writes
def by_rule(rule: Rule, new: NewDay, *, by: Actor, at: datetime) -> Gathered:
    """Find those a rule is about among the people an asker works with, and what each one's date becomes.

    Nothing is kept. Those with no day of release known cannot be moved by a number of days, and are said.

    Raises:
        Refused: it is nobody, or more than one round may hold.
    """
    stays = _chosen(rule, by=by)
    leads = {row.stay_id: row for row in custody.days_of_release(KeyDate.objects.filter(stay__in=stays))}
    chosen = [stay for stay in stays if _fits(leads.get(stay.pk), rule)]
    check_many(len(chosen))
    gathered = Gathered(rows=len(chosen))
    for number, stay in enumerate(chosen, start=1):
        _place(number, stay, leads.get(stay.pk), new, gathered, at=at)
    return gathered


def _chosen(rule: Rule, *, by: Actor) -> list[Stay]:
    rows = custody.in_custody(stays_of(by)).filter(prison=rule.prison)
    if rule.legal_statuses:
        rows = rows.filter(legal_status__in=rule.legal_statuses)
    if rule.supervision:
        rows = rows.filter(supervision=rule.supervision)
    if rule.sentence_under_days is not None:
        rows = rows.filter(sentence_days__lt=rule.sentence_under_days)
    return list(rows.select_related("person", "prison__organisation").order_by("person__sort_name", "id"))


def _fits(lead: KeyDate | None, rule: Rule) -> bool:
    """Say whether the day taken as someone's day of release is as the rule asks."""
    if not (rule.leading_type or rule.release_from or rule.release_to):
        return True
    if lead is None or lead.on is None or (rule.leading_type and lead.type != rule.leading_type):
        return False
    early = rule.release_from is not None and lead.on < rule.release_from
    late = rule.release_to is not None and lead.on > rule.release_to
    return not (early or late)


def _place(number: int, stay: Stay, lead: KeyDate | None, new: NewDay, gathered: Gathered, *, at: datetime) -> None:
    held = lead.on if lead else None
    on = new.on or (held + timedelta(days=new.days) if held else None)
    type_ = new.type or (lead.type if lead else "")
    if on is None or not type_:
        gathered.refused.append(
            RowRefusal(number, stay.person.shown_name, "No day of release is known, so none moves.")
        )
        return
    wanted = Wanted(number=number, stay=stay, type=type_, on=on, known_at=new.known_at, source=new.source)
    try:
        check(stay, wanted.new_date(), at=at)
    except Refused as refusal:
        gathered.refused.append(RowRefusal(number, stay.person.shown_name, str(refusal)))
    else:
        gathered.wanted.append(wanted)
