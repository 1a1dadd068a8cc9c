"""The dates that hold for some stays while they are changed: read once, under the lock of the stays."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import Moved, TypedDate, leading_move
from throughline.custody.statuses import DateType

Typed = tuple[UUID, str]
Saying = tuple[UUID, str, date | None, datetime]


def lock_open(stays: Iterable[UUID]) -> dict[UUID, Stay]:
    """Return those of some stays that go on, locked until the transaction ends; rows may still be added to them."""
    rows = Stay.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(stays), ended_on=None)
    return {row.pk: row for row in rows.select_related("prison__organisation").order_by("id")}


class Board:
    """Which date of each type holds for each of some locked stays, as it was and as it becomes."""

    def __init__(self, stays: Mapping[UUID, Stay]) -> None:
        self._stays = list(stays)
        self._said_now: set[Saying] = set()
        rows = KeyDate.objects.filter(stay_id__in=self._stays, holds=True).order_by("stay_id", "type")
        self._held: dict[Typed, KeyDate] = {(row.stay_id, row.type): row for row in rows}
        self._before = self._typed()

    def held(self, stay_id: UUID, type_: str) -> KeyDate | None:
        """Return the date of a type that holds for a stay."""
        return self._held.get((stay_id, type_))

    def held_again(self, row: KeyDate) -> KeyDate | None:
        """Return a date as it is held now; None when it does not hold any more."""
        held = self._held.get((row.stay_id, row.type))
        return held if held is not None and held.pk == row.pk else None

    def say(self, row: KeyDate) -> None:
        """Remember a date that is kept now, whether it holds or not."""
        self._said_now.add((row.stay_id, row.type, row.on, row.known_at))

    def hold(self, row: KeyDate) -> None:
        """Let a date hold in place of the one of its type that did."""
        self._held[row.stay_id, row.type] = row

    def was_said(self, stay_id: UUID, type_: str, on: date | None, known_at: datetime) -> bool:
        """Return whether an older notice was kept already, and not taken back."""
        said = (stay_id, type_, on, known_at)
        return said in self._said_now or said in self._said

    @cached_property
    def _said(self) -> set[Saying]:
        rows = KeyDate.objects.filter(stay_id__in=self._stays, undone_at=None)
        return set(rows.values_list("stay_id", "type", "on", "known_at"))

    def take_off(self, row: KeyDate, again: KeyDate | None) -> None:
        """Let a date hold no more, and the one said before it hold again."""
        if again is None:
            self._held.pop((row.stay_id, row.type), None)
        else:
            self.hold(again)

    def said_before(self, rows: Collection[KeyDate]) -> dict[Typed, KeyDate]:
        """Return, for each of some dates, the newest known of its type and stay that was not taken back itself."""
        said = KeyDate.objects.filter(
            stay_id__in={row.stay_id for row in rows}, type__in={row.type for row in rows}, undone_at=None, holds=False
        )
        wanted = {(row.stay_id, row.type) for row in rows}
        newest_last = said.order_by("known_at", "recorded_at", "id")
        return {key: row for row in newest_last if (key := (row.stay_id, row.type)) in wanted}

    def leads(self) -> dict[UUID, Moved]:
        """Return how the date taken as the day of release went, for each stay where it did."""
        now = self._typed()
        moves = {stay: leading_move(self._before.get(stay, ()), now.get(stay, ())) for stay in {*self._before, *now}}
        return {stay: move for stay, move in moves.items() if move is not None}

    def _typed(self) -> dict[UUID, list[TypedDate]]:
        found: defaultdict[UUID, list[TypedDate]] = defaultdict(list)
        for row in self._held.values():
            if row.on is not None:
                found[row.stay_id].append(TypedDate(DateType(row.type), row.on))
        return dict(found)
