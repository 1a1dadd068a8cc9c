"""What the page of a version shows: one line for each step, by stage, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.agencies.models import Organisation, Partner
from throughline.agencies.pathways import Pathway
from throughline.foundations.wording import counted
from throughline.protocols.models import Adoption, Signing
from throughline.protocols.reading import conditions, owners, timings
from throughline.protocols.shape import Protocol, Step
from throughline.protocols.statuses import MustHave, Stage, Where

ANY_STAGE = "At any stage"
IN_PRISON = ", in the prison"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A step as people read it. Empty words are not shown."""

    step: Step
    due: str
    owner: str
    pathway: str
    when: str
    needs: tuple[str, ...]
    takes: str
    only_inside: bool
    must_have: str


@dataclass(frozen=True, kw_only=True)
class Use:
    """A partnership's working to a version: which partners agreed when, and which have not said so yet."""

    adoption: Adoption
    signings: tuple[Signing, ...]
    silent: tuple[Organisation, ...]
    may_end: bool
    may_sign: bool


def stages(protocol: Protocol) -> list[tuple[str, list[Line]]]:
    """Return the steps by stage, in the order of the stages and, within each, of the file."""
    titles = {step.key: step.title for step in protocol.steps}
    names = {**dict(Stage.choices), "": ANY_STAGE}
    found = (
        (name, [_line(step, titles) for step in protocol.steps if step.stage == stage]) for stage, name in names.items()
    )
    return [(str(name), lines) for name, lines in found if lines]


def for_whom(protocol: Protocol) -> str:
    """Say whom a protocol is for, in words."""
    words = conditions.parse(protocol.when).in_words()
    return f"Only when {words}" if words else "Everyone"


def _line(step: Step, titles: Mapping[str, str]) -> Line:
    return Line(
        step=step,
        due=timings.in_words(step.timing),
        owner=f"{owners.in_words(step.owner)}{IN_PRISON if step.owner.department else ''}",
        pathway=Pathway(step.pathway).label,
        when=conditions.parse(step.when).in_words(),
        needs=tuple(titles.get(key, f"“{key}”, if another protocol asks for it") for key in step.needs),
        takes=counted(step.takes, "day", "days") if step.takes else "",
        only_inside=step.where == Where.INSIDE,
        must_have=MustHave(step.must_have).label if step.must_have else "",
    )


def uses(
    adoptions: list[Adoption],
    signings: list[Signing],
    partners: list[Partner],
    *,
    may_publish: bool,
    mine: Organisation,
) -> list[Use]:
    """Return each use of a version with who agreed, and what someone who works for ``mine`` may do about it."""
    return [_use(adoption, signings, partners, may_publish=may_publish, mine=mine) for adoption in adoptions]


def _use(
    adoption: Adoption, signings: list[Signing], partners: list[Partner], *, may_publish: bool, mine: Organisation
) -> Use:
    agreed = tuple(signing for signing in signings if signing.adoption_id == adoption.pk)
    said = {signing.organisation_id for signing in agreed}
    inside = [one.organisation for one in partners if one.partnership_id == adoption.partnership_id]
    silent = tuple(one for one in inside if one.pk not in said)
    goes_on = adoption.ends_on is None
    return Use(
        adoption=adoption,
        signings=agreed,
        silent=silent if goes_on else (),
        may_end=may_publish and goes_on and adoption.partnership.lead_id == mine.pk,
        may_sign=may_publish and goes_on and any(one.pk == mine.pk for one in silent),
    )
