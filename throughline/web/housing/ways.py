"""How a council takes applications from people in prison, as pages show it."""

from dataclasses import dataclass
from datetime import date

from throughline.agencies.models import Area
from throughline.housing.models import CouncilWay
from throughline.housing.rules import nation_of, way_is_old
from throughline.housing.statuses import Yes

BEFORE = {
    Yes.YES: "Takes applications before release",
    Yes.NO: "Takes applications only on the day or after",
    Yes.UNKNOWN: "Not known whether it takes applications before release. Ask.",
}


@dataclass(frozen=True)
class KnownWay:
    """A council, and how it takes applications where anyone asked. ``way`` is None where nobody did."""

    council: Area
    way: CouncilWay | None
    today: date

    @property
    def before(self) -> str:
        """Whether it takes an application before release, in a sentence."""
        if self.way is None:
            return "Not known. Ask the council, and save what it says."
        said = BEFORE[Yes(self.way.before_release)]
        if self.way.before_release == Yes.YES and self.way.weeks_before:
            return f"{said}, up to {self.way.weeks_before} weeks"
        return said

    @property
    def is_old(self) -> bool:
        return self.way is not None and way_is_old(self.way.checked_on, today=self.today)

    @property
    def nation(self) -> str:
        """The nation whose homelessness law it works by."""
        found = nation_of(jurisdiction=self.council.jurisdiction, area=self.council.name)
        return found.label if found else "Not known"
