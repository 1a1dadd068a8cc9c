"""What must hold for messages that leave."""

from datetime import timedelta

WAITS = (timedelta(), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long after it was queued an email is tried the first, second … time."""

MOST_TRIES = len(WAITS)
"""An email that failed this often is parked until someone looks."""
