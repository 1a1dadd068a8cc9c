"""What someone says when they, or their family, ask for help themselves, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from throughline.agencies.models import Prison, Service
from throughline.agencies.pathways import check_pathways, compartment_of
from throughline.custody.rules import place_in_words
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_name
from throughline.people.identifiers import IdentifierKind, normalise
from throughline.people.models import Person
from throughline.people.reaching import reachable
from throughline.people.rules import NewIdentifier, check_born_on
from throughline.people.statuses import ContactKind
from throughline.referrals.rules import check_length
from throughline.referrals.statuses import Arrived, Source
from throughline.sharing.statuses import Compartment

PRISON_NUMBERS = (IdentifierKind.PRISON_NUMBER, IdentifierKind.SPIN)
"""What "my prison number" may mean: one of England and Wales, or a Scottish one."""

NOT_A_PRISON_NUMBER = "That is not a prison number. Check it, or leave it out: we can help without it."
LONGEST = {"given": 80, "family": 80, "words": 2000, "address": 300, "hall": 40, "reach": 300, "helped_by": 100}
LONGEST_FROM = 200


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Someone asks a service for help.

    ``person`` is who staff found them to be, None to look for them; ``number`` is a prison number, or one of
    ``number_kind``. ``reach`` says how best to reach them, ``helped_by`` who filled this in with them. ``relation``
    and ``family_name`` are those of the member of the family who asks. ``received_on`` None is today.
    """

    given: str = ""
    family: str = ""
    born_on: date | None = None
    source: str = Source.SELF
    number: str = ""
    number_kind: str = ""
    prison: Prison | None = None
    hall: str = ""
    address: str = ""
    phone: str = ""
    pathways: Sequence[str] = ()
    words: str = ""
    reach: str = ""
    helped_by: str = ""
    family_name: str = ""
    relation: str = ""
    person: Person | None = None
    received_on: date | None = None

    @property
    def name(self) -> str:
        return full_name(self.given, self.family)

    @property
    def from_words(self) -> str:
        """Who asked, when it is not the person."""
        return ", ".join(filter(None, (self.family_name.strip(), self.relation.strip())))

    @property
    def opens(self) -> list[str]:
        """The parts of a record that open to the service: how to reach them, and what they asked for help with.

        Sensitive history is never opened by asking; it is told, or shared by name.
        """
        asked = {compartment_of(pathway) for pathway in self.pathways}
        return sorted({str(Compartment.CONTACT), *asked} - {"", str(Compartment.SENSITIVE)})

    @cached_property
    def numbers(self) -> tuple[NewIdentifier, ...]:
        """Their number in the one way it is kept; none when they gave none.

        Raises:
            Refused: it cannot be a number of any of the kinds.
        """
        if not self.number.strip():
            return ()
        kinds = (IdentifierKind(self.number_kind),) if self.number_kind else PRISON_NUMBERS
        for kind in kinds:
            value = _read(kind, self.number)
            if value:
                return (NewIdentifier(kind=kind, value=value),)
        raise Refused(NOT_A_PRISON_NUMBER, field="number")

    def in_words(self, *, maybe_known: str = "") -> str:
        """Say what belongs to no other answer of a referral, a line for each; empty when there is nothing."""
        lines = (
            ("Where they are", self._place),
            ("How to reach them", self.reach),
            ("Filled in with help from", self.helped_by),
            ("For the worker", maybe_known),
        )
        return "\n".join(f"{what}: {said.strip()}" for what, said in lines if said.strip())

    @property
    def _place(self) -> str:
        prison = self.prison.organisation.name if self.prison else ""
        return ", ".join(filter(None, (prison, place_in_words(hall=self.hall.strip(), cell=""))))


def check_asking(asking: Asking, *, service: Service, arrived: str, today: date) -> None:
    """Refuse an asking that cannot be kept, before anybody is looked for.

    Raises:
        Refused: there is no name, a date, number or phone cannot be one, something is too long, or people cannot ask
            this service themselves.
    """
    if asking.person is None and not asking.name:
        raise Refused("Write their name, or the name they are called by.", field="family")
    for field, most in LONGEST.items():
        check_length(getattr(asking, field), most=most, field=field)
    check_length(asking.from_words, most=LONGEST_FROM, field="family_name")
    check_born_on(asking.born_on, today=today)
    check_pathways(list(asking.pathways))
    _check_phone(asking.phone)
    _check_service(service, arrived=arrived)
    _check_who_asks(asking)


def _check_who_asks(asking: Asking) -> None:
    if asking.source not in {Source.SELF, Source.FAMILY}:
        raise Refused("Say whether the person asks, or their family.", field="source")
    if asking.source == Source.FAMILY and not asking.family_name.strip():
        raise Refused("Write the name of the member of the family who asks.", field="family_name")


def _check_service(service: Service, *, arrived: str) -> None:
    if arrived == Arrived.ONLINE and not service.people_may_ask:
        raise Refused(f"{service.name} cannot be asked here. Ask a worker to do it with you.", field="service")


def _check_phone(phone: str) -> None:
    if phone.strip():
        try:
            reachable(ContactKind.MOBILE, phone)
        except Refused as refusal:
            raise Refused(str(refusal), field="phone") from None


def _read(kind: IdentifierKind, text: str) -> str:
    """Return a number as it is kept; empty when it cannot be one of its kind."""
    try:
        return normalise(kind, text)
    except Refused:
        return ""
