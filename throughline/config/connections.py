"""Which database to connect to, and as whom."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from throughline.config.folders import data_folder
from throughline.config.secrets import secret
from throughline.config.sockets import PORT, socket_folder

DATABASE = "throughline"
CONNECT_SECONDS = 10
REUSE_SECONDS = 600


class Login(StrEnum):
    """Whom the database is told is calling."""

    OWNER = "owner"
    VIEWER = "viewer"
    WRITER = "writer"

    @property
    def role(self) -> str:
        """The database role of this name."""
        return f"throughline_{self.value}"


class DatabaseEntry(TypedDict):
    """One entry of Django's ``DATABASES``."""

    ENGINE: str
    NAME: str
    USER: str
    PASSWORD: str
    HOST: str
    PORT: str
    CONN_MAX_AGE: int
    CONN_HEALTH_CHECKS: bool
    OPTIONS: dict[str, str | int | bool | None]


def is_embedded() -> bool:
    """Return whether this installation runs its own PostgreSQL."""
    return not any(os.environ.get(name) for name in ("DATABASE_URL", *map(_url_name, Login)))


def database(login: Login | str) -> DatabaseEntry:
    """Return how Django reaches the database under a login."""
    parts = conninfo_to_dict(conninfo(login))
    name, user, password, host, port = (
        str(parts.pop(key, "") or "") for key in ("dbname", "user", "password", "host", "port")
    )
    return DatabaseEntry(
        ENGINE="django.db.backends.postgresql",
        NAME=name,
        USER=user,
        PASSWORD=password,
        HOST=host,
        PORT=port,
        CONN_MAX_AGE=REUSE_SECONDS if login == Login.VIEWER else 0,
        CONN_HEALTH_CHECKS=True,
        OPTIONS={"connect_timeout": CONNECT_SECONDS, "application_name": f"throughline-{login}", **parts},
    )


def conninfo(login: Login | str, *, folder: Path | None = None) -> str:
    """Return a PostgreSQL connection string for a login."""
    login = Login(login)
    own_url = os.environ.get(_url_name(login))
    if own_url:
        return _named(own_url)
    owner_url = os.environ.get("DATABASE_URL")
    if not owner_url:
        return embedded_conninfo(login.role, folder=folder or data_folder())
    if login == Login.OWNER:
        return _named(owner_url)
    return _named(make_conninfo(owner_url, user=login.role, password=secret(login.role, folder=folder)))


def embedded_conninfo(role: str, *, folder: Path, dbname: str = "") -> str:
    """Return how to reach the embedded server in a data folder."""
    return _named(
        make_conninfo(
            "",
            host=str(socket_folder(folder)),
            port=PORT,
            user=role,
            password=secret(role, folder=folder),
            dbname=dbname or DATABASE,
        ),
    )


def _named(address: str) -> str:
    name = os.environ.get("THROUGHLINE_DATABASE_NAME") or conninfo_to_dict(address).get("dbname") or DATABASE
    return make_conninfo(address, dbname=str(name))


def _url_name(login: Login) -> str:
    return "DATABASE_URL" if login == Login.OWNER else f"DATABASE_{login.name}_URL"
