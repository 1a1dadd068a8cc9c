"""Who is at the table of a meeting, and why others are not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from throughline.meetings.models import Invitation, Meeting
from throughline.meetings.statuses import Reply

NOT_ASKED = "not asked"
AWAY = {
    Reply.NO_ANSWER: "no answer yet",
    Reply.SENDS_WORD: "not coming, sent word",
    Reply.NOT_COMING: "not coming",
}


@dataclass(frozen=True)
class Table:
    """A meeting, and whom it asked."""

    meeting: Meeting
    invitations: Sequence[Invitation]

    def away(self, agencies: Collection[str]) -> Mapping[str, str]:
        """Return which of some agencies are not at the table, by name, each with why."""
        asked = {row.organisation.name: row for row in self.invitations}
        others = set(agencies) - {self.meeting.organisation.name}
        found = {name: self._why(asked.get(name)) for name in others}
        return {name: why for name, why in found.items() if why}

    @staticmethod
    def _why(row: Invitation | None) -> str:
        if row is None:
            return NOT_ASKED
        if row.came is not None:
            return "" if row.came else "did not come"
        return AWAY.get(Reply(row.reply), "")

    @property
    def at_it(self) -> list[str]:
        """The agencies at the table: whoever calls, and whoever came or says they will."""
        asked = [row.organisation.name for row in self.invitations if not self._why(row)]
        return [self.meeting.organisation.name, *asked]
