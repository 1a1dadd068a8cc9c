"""What we ask of rounds of dates. Each question narrows the rows it is given."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from throughline.custody.models import KeyDate, Round, RoundRow
from throughline.custody.round_rules import BY_HAND, KEPT_BACK, TOUCHED, WORKING
from throughline.custody.statuses import RoundRowState


def newest_first(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Return rounds, the last prepared first."""
    return rounds.order_by("-made_at", "-id")


def before(rounds: QuerySet[Round], last: Round) -> QuerySet[Round]:
    """Return the rounds that come after one in the order of ``newest_first``."""
    return rounds.filter(Q(made_at__lt=last.made_at) | Q(made_at=last.made_at, pk__lt=last.pk))


def at_work(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Return the rounds that are being applied or taken back, the first prepared first."""
    return rounds.filter(state__in=WORKING).order_by("made_at", "id")


def of_round(rows: QuerySet[RoundRow], round_id: UUID) -> QuerySet[RoundRow]:
    """Return the rows of a round with whom each is about, by number."""
    wanted = rows.filter(round=round_id).select_related("person", "stay__prison__organisation", "key_date")
    return wanted.order_by("number", "id")


def after(rows: QuerySet[RoundRow], number: int) -> QuerySet[RoundRow]:
    """Return the rows that come after a number."""
    return rows.filter(number__gt=number)


def waiting(rows: QuerySet[RoundRow]) -> QuerySet[RoundRow]:
    """Return the rows nothing has been done with yet, by number."""
    return rows.filter(state=RoundRowState.WAITING).order_by("number", "id")


def in_hand(rows: QuerySet[RoundRow]) -> QuerySet[RoundRow]:
    """Return the rows of a prepared round that can be taken out or put back."""
    return rows.filter(Q(state=RoundRowState.WAITING) | Q(state=RoundRowState.REFUSED, message=BY_HAND))


def to_take_back(rows: QuerySet[RoundRow]) -> QuerySet[RoundRow]:
    """Return the rows that kept a date which stands, from the last backwards."""
    kept = rows.filter(state__in=TOUCHED, key_date__isnull=False, key_date__undone_at=None)
    return kept.exclude(message__in=KEPT_BACK).order_by("-number", "-id")


def counted_by_state(rows: QuerySet[RoundRow]) -> dict[str, int]:
    """Return how many of some rows stand where, asked once."""
    return dict(rows.order_by("state").values_list("state").annotate(number=Count("id")))


def of_types(dates: QuerySet[KeyDate], stays: Collection[UUID]) -> QuerySet[KeyDate]:
    """Return every date of some stays that was not taken back, the newest known of each type first."""
    kept = dates.filter(stay__in=list(stays), undone_at=None)
    return kept.order_by("stay_id", "type", "-known_at", "-recorded_at", "-id")
