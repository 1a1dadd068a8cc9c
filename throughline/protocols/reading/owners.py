"""Who owes a step, as a file spells it and as people say it."""

from collections.abc import Mapping

from throughline.agencies.statuses import OrganisationKind
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.questions import meant
from throughline.protocols.shape import Owner
from throughline.protocols.statuses import Department, Role

LIKE_THIS = 'Write "key worker", "the person", "the prison", "the service", {department: ...} or {kind: ...}.'


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("_", " ").split()).removeprefix("the ").removeprefix("their ")


def _names(pairs: list[tuple[str, str]]) -> Mapping[str, str]:
    return {_plain(words): value for value, label in pairs for words in (value, str(label))}


ROLES = _names(Role.choices)
DEPARTMENTS = _names(Department.choices)
KINDS = _names(OrganisationKind.choices)


def parse(words: str) -> Owner:
    """Read an owner said in words: a role, "department ...", or a kind of agency.

    >>> parse("key worker").role, parse("department healthcare").department
    ('key_worker', 'healthcare')

    Raises:
        Unclear: nobody of that name owes steps.
    """
    plain = _plain(words)
    if plain in ROLES:
        return Owner(role=ROLES[plain])
    if "department" in plain.split():
        return of_department(plain.replace("department", ""))
    if plain in KINDS:
        return Owner(kind=KINDS[plain])
    raise Unclear(f'Nobody called "{words[:60]}" owes steps.{meant(plain, [*ROLES, *KINDS])} {LIKE_THIS}')


def of_department(words: str) -> Owner:
    """Read a department of the prison.

    Raises:
        Unclear: there is no such department.
    """
    return Owner(department=_find(words, DEPARTMENTS, "a department of the prison"))


def of_kind(words: str) -> Owner:
    """Read a kind of agency.

    Raises:
        Unclear: there is no such kind.
    """
    return Owner(kind=_find(words, KINDS, "a kind of agency"))


def of_role(words: str) -> Owner:
    """Read a role.

    Raises:
        Unclear: there is no such role.
    """
    return Owner(role=_find(words, ROLES, "a role"))


def in_words(owner: Owner) -> str:
    """Say who owes it.

    >>> in_words(Owner(department="healthcare"))
    'Healthcare'
    """
    if owner.role:
        return str(Role(owner.role).label)
    return str(Department(owner.department).label if owner.department else OrganisationKind(owner.kind).label)


def _find(words: str, names: Mapping[str, str], what: str) -> str:
    plain = _plain(words)
    if plain not in names:
        near = meant(plain, names)
        raise Unclear(f'"{words[:60]}" is not {what}.{near or f" It can be: {_listed(names)}."}')
    return names[plain]


def _listed(names: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(names.values()))
