"""What stops this program before it has begun."""


class CannotRun(Exception):
    """Something this computer must provide is missing or taken. The sentence says what, and what to do."""
