"""Invent people: the same ones every time for the same day, none of them real."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml

from throughline.people.identifiers import CHECK_LETTERS, IdentifierKind
from throughline.people.rules import NewIdentifier, NewName, NewPerson
from throughline.people.statuses import NameKind, Sex

FILE = Path(__file__).parent / "names.yaml"
MEAN_AGE, AGE_SPREAD = 37, 11
YOUNGEST, OLDEST = 18, 78
DAYS_A_YEAR = 365.25
WOMEN = 0.06
KNOWN_AS = 0.15
ALSO_KNOWN_AS = 0.12
SHORT_FORMS = {
    "Aaron": "Az",
    "Andrew": "Andy",
    "Archie": "Arch",
    "Catherine": "Cath",
    "Daniel": "Danny",
    "Donald": "Don",
    "James": "Jim",
    "Katherine": "Kate",
    "Kenneth": "Kenny",
    "Malcolm": "Calum",
    "Michael": "Mick",
    "Mohammed": "Mo",
    "Nicola": "Nic",
    "Robert": "Rab",
    "Stephen": "Stevie",
    "Steven": "Ste",
    "Thomas": "Tam",
    "Tomasz": "Tomek",
    "William": "Billy",
}


@dataclass(frozen=True)
class Words:
    """What names are made of."""

    men: list[str]
    women: list[str]
    families: list[str]
    middles: list[str]


@cache
def words() -> Words:
    """Return the names to choose from."""
    return Words(**yaml.safe_load(FILE.read_text(encoding="utf-8")))


class Inventor:
    """Makes people up, one after another. No two share a number."""

    def __init__(self, *, today: date, seed: int = 1) -> None:
        self.today = today
        self.dice = random.Random(seed)  # noqa: S311  people who do not exist need no secrecy
        self.count = 0

    def person(self, *, scottish: bool, home_area_id: UUID) -> NewPerson:
        """Invent one person, with the numbers their country's systems would know them by."""
        self.count += 1
        woman = self.dice.random() < WOMEN
        names = self._names(woman=woman)
        born_on = self.born_on()
        return NewPerson(
            names=names,
            born_on=born_on,
            sex=Sex.FEMALE if woman else Sex.MALE,
            language=self.dice.choices(["English", "Polish", "Urdu", "Gaelic"], [94, 3, 2, 1])[0],
            home_area_id=home_area_id,
            identifiers=self._numbers(born_on, scottish=scottish, woman=woman),
        )

    def born_on(self) -> date:
        """Invent a birth date (mean age 37, as in facts about Scottish prisons)."""
        age = min(max(self.dice.gauss(MEAN_AGE, AGE_SPREAD), YOUNGEST), OLDEST)
        return self.today - timedelta(days=int(age * DAYS_A_YEAR) + self.dice.randrange(200))

    def chance(self, share: float) -> bool:
        """Say yes to a share of the times asked."""
        return self.dice.random() < share

    def _names(self, *, woman: bool) -> tuple[NewName, ...]:
        kept = words()
        given = self.dice.choice(kept.women if woman else kept.men)
        family = self.dice.choice(kept.families)
        middle = "" if woman or self.chance(0.5) else self.dice.choice(kept.middles)
        names = [NewName(kind=NameKind.LEGAL, given=given, middle=middle, family=family)]
        if given in SHORT_FORMS and self.chance(0.6):
            names.append(NewName(kind=NameKind.CHOSEN, given=SHORT_FORMS[given], family=family))
        if self.chance(ALSO_KNOWN_AS):
            names.append(NewName(kind=NameKind.ALIAS, given=given, family=self.dice.choice(kept.families)))
        return tuple(names)

    def _numbers(self, born_on: date, *, scottish: bool, woman: bool) -> tuple[NewIdentifier, ...]:
        if scottish:
            own = [
                NewIdentifier(kind=IdentifierKind.SPIN, value=str(140_000 + self.count)),
                NewIdentifier(kind=IdentifierKind.CHI, value=self._chi(born_on, woman=woman)),
            ]
        else:
            letters = "".join(self.dice.choices("ACDEFGHJK", k=2))
            own = [
                NewIdentifier(kind=IdentifierKind.PRISON_NUMBER, value=f"B{self.count:04}{letters}"),
                NewIdentifier(kind=IdentifierKind.PNC, value=self._pnc()),
            ]
        return tuple(own)

    def _chi(self, born_on: date, *, woman: bool) -> str:
        """Make a CHI number: birth date, a serial whose ninth digit is even for women, a modulus 11 check digit."""
        while True:
            ninth = self.dice.choice("02468" if woman else "13579")
            start = f"{born_on:%d%m%y}{(self.count * 7) % 100:02}{ninth}"
            check = 11 - sum(int(digit) * weight for digit, weight in zip(start, range(10, 1, -1), strict=True)) % 11
            if check != 10:
                return f"{start}{0 if check == 11 else check}"
            self.count += 1

    def _pnc(self) -> str:
        """Make a PNC number: a year, a serial that stands for this person alone, and its check letter."""
        year, serial = self.dice.randrange(1998, 2024), 900_000 + self.count
        short = f"{year % 100:02}"
        return f"{short}/{serial}{CHECK_LETTERS[int(f'{short}{serial:07}') % len(CHECK_LETTERS)]}"
