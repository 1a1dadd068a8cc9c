"""The timetable: what the worker does by itself, and when. Each task is one call; its sense is in what it calls."""

import logging
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from throughline.foundations import anchors, clock, drafts, months, seals, submissions
from throughline.foundations.actors import SYSTEM
from throughline.jobs import mail
from throughline.journeys import date_rounds
from throughline.journeys.chase_notices import chase_silent
from throughline.journeys.lay_each_morning import lay_each_morning
from throughline.notices import actions as notices

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="seal_logs", lock="seal_logs", queueing_lock="seal_logs")
def seal_logs(timestamp: int) -> None:
    """Seal what the journal and the read log gained in the last minute, and write the seals down outside as well."""
    seals.seal(at=clock.now())
    anchors.keep(settings.SEAL_ANCHORS)


@app.periodic(cron="* * * * *")
@app.task(name="send_emails", lock="send_emails", queueing_lock="send_emails")
def send_emails(timestamp: int) -> None:
    """Send the emails that are due, and say so when one is parked."""
    done = notices.send_queued(deliver=mail.deliver, at=clock.now())
    if done.parked:
        logger.warning("Emails that failed every try and wait for someone to look: %d.", done.parked)


@app.periodic(cron="10 2 * * *")
@app.task(name="make_months", lock="make_months", queueing_lock="make_months")
def make_months(timestamp: int) -> None:
    """Make the coming months' parts of both logs."""
    months.make_ahead(on=clock.today())


@app.periodic(cron="20 2 * * *")
@app.task(name="clear_submissions", lock="clear_submissions", queueing_lock="clear_submissions")
def clear_submissions(timestamp: int) -> None:
    """Remove the answers to forms sent so long ago that none can be sent again, and typing nobody came back for."""
    submissions.clear_old(at=clock.now())
    drafts.clear_old(at=clock.now())


@app.task(name="go_on_with_round")
def go_on_with_round(round_id: str, by_id: str, by_words: str) -> None:
    """Apply a round of dates, or take it back, batch after batch until it is done or stopped."""
    date_rounds.go_on(UUID(round_id), by=date_rounds.asked_by(by_id, by_words), now=clock.now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="pick_up_rounds", queueing_lock="pick_up_rounds")
def pick_up_rounds(timestamp: int) -> None:
    """Go on with rounds of dates that a worker left in the middle."""
    date_rounds.pick_up(now=clock.now)


@app.periodic(cron="30 6 * * *")
@app.task(name="chase_notices", lock="chase_notices", queueing_lock="chase_notices")
def chase_notices(timestamp: int) -> None:
    """Ask again whoever was told of a change and has been silent for too long."""
    chase_silent(at=clock.now())


@app.periodic(cron="15 4 * * *")
@app.task(name="lay_runways", lock="lay_runways", queueing_lock="lay_runways")
def lay_runways(timestamp: int) -> None:
    """Make the runways of those who leave soon, or may leave any day, hold what is true this morning."""
    lay_each_morning(by=SYSTEM, at=clock.now())
