"""Say a refusal beside the answer it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from throughline.foundations.errors import Refused


@contextmanager
def beside(form: forms.Form) -> Iterator[None]:
    """Turn a refusal raised in the block into an error on the form, next to its field where it names one.

    The block's work is rolled back by the action that refused; what was typed stays in the form. Ask
    ``form.is_valid()`` afterwards to know whether the work was done.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
