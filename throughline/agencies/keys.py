"""Keys for other systems: how they look and how they are kept."""

import hashlib
import secrets

PREFIX = "tl_"
RANDOM_BYTES = 32
HINT_LETTERS = 8


def new_secret() -> str:
    """Return a new key. It is shown once and never kept."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def digest(secret: str) -> str:
    """Return what is kept of a key: 256 bits of randomness need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint(secret: str) -> str:
    """Return the first letters, by which people tell their keys apart."""
    return secret[:HINT_LETTERS] + "…"
