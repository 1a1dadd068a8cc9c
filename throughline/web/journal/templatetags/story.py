"""Say what happened: pages of other areas show the story through this, without importing it."""

from django.template import Library

from throughline.foundations.models import JournalEntry
from throughline.web.journal import words

register = Library()


@register.filter
def sentence(entry: JournalEntry) -> str:
    """Say what a journal entry records."""
    return words.sentence(entry)
