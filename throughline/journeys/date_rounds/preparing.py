"""Dates that are to change together are kept as a round, and nothing moves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from throughline.agencies.models import Organisation
from throughline.custody.actions import rounds
from throughline.custody.models import Round
from throughline.custody.round_rules import MOST_PEOPLE
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.date_rounds.wanted import Wanted


@writes
def prepare(
    wanted: Sequence[Wanted], *, organisation: Organisation, name: str, why: str = "", by: Actor, at: datetime
) -> list[Round]:
    """Keep dates as a round of an organisation; as one round for each source where several said so.

    Raises:
        Refused: it has no name, or is of nobody or too many.
    """
    said = rounds.Said(name=name, why=why, source=wanted[0].source if wanted else "-")
    by_source: defaultdict[str, list[Wanted]] = defaultdict(list)
    for each in wanted:
        by_source[each.source].append(each)
    parts = [(replace(said, source=source), rows) for source, rows in by_source.items()] or [(said, [])]
    return [
        rounds.prepare(organisation, said=words, rows=[_new_row(each) for each in rows], by=by, at=at)
        for words, rows in parts
    ]


@writes
def prepare_by_prison(wanted: Sequence[Wanted], *, name: str, by: Actor, at: datetime) -> list[Round]:
    """Keep dates as rounds of the prisons that hold the people, where no member of staff prepares them.

    Raises:
        Refused: as for ``prepare``.
    """
    by_prison: defaultdict[Organisation, list[Wanted]] = defaultdict(list)
    for each in wanted:
        by_prison[each.stay.prison.organisation].append(each)
    parts = (
        (prison, rows[start : start + MOST_PEOPLE])
        for prison, rows in by_prison.items()
        for start in range(0, len(rows), MOST_PEOPLE)
    )
    made = (prepare(rows, organisation=prison, name=name, by=by, at=at) for prison, rows in parts)
    return [round_ for rounds_ in made for round_ in rounds_]


def _new_row(each: Wanted) -> rounds.NewRow:
    return rounds.NewRow(number=each.number, stay=each.stay, type=each.type, on=each.on, known_at=each.known_at)
