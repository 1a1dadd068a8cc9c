"""The stages of a service's pathway: laid with it, and then its own to word, add to, put in order and retire."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import yaml
from django.db.models import F, Max
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from throughline.agencies.models import Service
from throughline.cases import queries
from throughline.cases.models import Stage
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes

MOST_STAGES = 20
OUT_OF_THE_WAY = 10_000
"""Added to every position while an order changes, so that no two stages share one on the way."""

STAGES = Path(__file__).parents[1] / "stages.yaml"


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class Worded:
    """A stage as it came with this version."""

    name: str
    words: str


@lru_cache(maxsize=1)
def default_stages() -> tuple[Worded, ...]:
    """Return the stages a new service starts with."""
    return TypeAdapter(tuple[Worded, ...]).validate_python(yaml.safe_load(STAGES.read_text(encoding="utf-8")))


@writes
def lay_stages(service: Service, *, by: Actor, at: datetime) -> list[Stage]:
    """Give a service the stages it starts with; one that has stages in use keeps its own. Return those in use."""
    lock(Service, service.pk)
    held = list(queries.stages_of(Stage.objects.all(), service))
    if held:
        return held
    rows = [
        Stage(service=service, position=position, name=each.name, words=each.words)
        for position, each in enumerate(default_stages(), start=1)
    ]
    Stage.objects.bulk_create(rows)
    _note("cases.stages_laid", rows[0], service, by=by, at=at, stages=[row.name for row in rows])
    return rows


@writes
def add_stage(service: Service, *, name: str, words: str = "", by: Actor, at: datetime) -> Stage:
    """Add a stage after the others.

    Raises:
        Refused: the service has one of that name in use, or has as many as a pathway can show.
    """
    locked = lock(Service, service.pk)
    held = Stage.objects.filter(service=locked, retired_on=None)
    _refuse_taken(locked, name)
    if held.count() >= MOST_STAGES:
        raise Refused(f"A pathway has {MOST_STAGES} stages at most. Retire one first.", field="name")
    last = held.aggregate(last=Max("position"))["last"] or 0
    row = Stage.objects.create(service=locked, position=last + 1, name=name, words=words)
    _note("cases.stage_added", row, locked, by=by, at=at, name=name)
    return row


@writes
def rename_stage(stage: Stage, *, name: str, words: str, version: int, by: Actor, at: datetime) -> Stage:
    """Give a stage another name and wording; those who are or were in it are in it still.

    Raises:
        Stale: someone else changed it first.
        Refused: it is retired, or another in use has the name.
    """
    service = lock(Service, stage.service_id)
    locked = _in_use(lock_version(Stage, stage.pk, version=version))
    _refuse_taken(service, name, but=locked)
    before, locked.name, locked.words = locked.name, name, words
    save_change(locked, "name", "words")
    _note("cases.stage_renamed", locked, service, by=by, at=at, before=before, after=name)
    return locked


@writes
def retire_stage(stage: Stage, *, on: date, version: int, by: Actor, at: datetime) -> Stage:
    """Take a stage out of use. Whoever is in it stays until they move on; nobody enters it again.

    Raises:
        Stale: someone else changed it first.
        Refused: it is retired already, or is the last in use.
    """
    service = lock(Service, stage.service_id)
    locked = _in_use(lock_version(Stage, stage.pk, version=version))
    if not Stage.objects.filter(service=service, retired_on=None).exclude(pk=locked.pk).exists():
        raise Refused("A service has one stage at least. Add another before you retire this one.")
    locked.retired_on = on
    save_change(locked, "retired_on")
    _note("cases.stage_retired", locked, service, by=by, at=at, name=locked.name)
    return locked


@writes
def reorder_stages(service: Service, *, order: Sequence[UUID], by: Actor, at: datetime) -> list[Stage]:
    """Put the stages in use in another order; ``order`` names each of them once.

    Raises:
        Refused: someone added or retired one meanwhile.
    """
    locked = lock(Service, service.pk)
    held = {row.pk: row for row in queries.stages_of(Stage.objects.all(), locked)}
    if sorted(order) != sorted(held):
        raise Refused("The stages changed while you had them open. Look at them again.")
    rows = [held[pk] for pk in order]
    moved = [(row, position) for position, row in enumerate(rows, start=1) if row.position != position]
    Stage.objects.filter(pk__in=[row.pk for row, _ in moved]).update(position=F("position") + OUT_OF_THE_WAY)
    for row, position in moved:
        row.position, row.version = position, row.version + 1
    Stage.objects.bulk_update([row for row, _ in moved], ["position", "version"])
    if moved:
        _note("cases.stages_reordered", rows[0], locked, by=by, at=at, stages=[row.name for row in rows])
    return rows


def _in_use(stage: Stage) -> Stage:
    if stage.retired_on is not None:
        raise Refused("This stage is not in use any more.")
    return stage


def _refuse_taken(service: Service, name: str, *, but: Stage | None = None) -> None:
    others = Stage.objects.filter(service=service, retired_on=None, name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused("This service has a stage with this name.", field="name")


def _note(what: str, stage: Stage, service: Service, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Write in the journal what happened to a service's stages: it is about no person."""
    said: dict[str, journal.Fact] = {"service": service.name, **facts}
    journal.note_many([journal.Event(what=what, about=stage, person_id=None, facts=said)], by=by, at=at)
