"""Kinds of answer the API takes, each with its bounds."""

import re
from datetime import UTC, date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

PRINTABLE = r"^[^\u0000-\u001f\u007f]*$"
SOMETHING_PRINTABLE = r"^[^\u0000-\u001f\u007f]*[^\u0000-\u001f\u007f\s][^\u0000-\u001f\u007f]*$"
DAY = r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
MOMENT = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
ID = r"^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"


def _written(pattern: str, example: str) -> BeforeValidator:
    """Take only text in one spelling, where the type alone would also take numbers and other spellings."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(f"Write it like {example}.")
        if isinstance(value, int | float):
            raise ValueError(f"Write it as text, like {example}.")
        return value

    return BeforeValidator(check)


class Taken(Schema):
    """Something a caller sends: nothing in it that we do not know."""

    model_config = ConfigDict(extra="forbid")


Words = Annotated[str, StringConstraints(max_length=300, pattern=PRINTABLE)]
ShortWords = Annotated[str, StringConstraints(max_length=80, pattern=PRINTABLE)]
Source = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=SOMETHING_PRINTABLE)]
Day = Annotated[
    date,
    _written(DAY, "2026-02-03"),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY}),
]
Moment = Annotated[
    AwareDatetime,
    _written(MOMENT, "2026-02-03T14:00:00Z"),
    AfterValidator(lambda at: at.astimezone(UTC)),  # PostgreSQL knows no offset of 16 hours or more
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": MOMENT}),
]
Id = Annotated[
    UUID,
    _written(ID, "3f0c0b0e-6c1e-4a58-9a0e-2f6f0a1b2c3d"),
    WithJsonSchema({"type": "string", "format": "uuid", "pattern": ID}),
]
