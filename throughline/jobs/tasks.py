"""The timetable: what the worker does by itself, and when. Each task is one call; its sense is in what it calls."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from throughline.foundations import anchors, clock, drafts, months, seals, submissions
from throughline.jobs import mail
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
