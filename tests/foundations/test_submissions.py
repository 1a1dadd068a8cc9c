from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.factories import NOON
from throughline.foundations import submissions
from throughline.foundations.models import Submission

FORM = "/people/register/"


def begin(key, by_id, content="digest", path=FORM):
    return submissions.begin(key, by_id=by_id, path=path, content=content, at=NOON)


@pytest.mark.django_db
def test_the_first_press_is_claimed_and_the_second_is_answered_alike():
    key, by_id = uuid4(), uuid4()

    first = begin(key, by_id)
    submissions.answered(key, by_id=by_id, status=302, location="/people/1/")
    second = begin(key, by_id)

    assert first is None
    assert second == submissions.Answered(status=302, location="/people/1/", body="")


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"content": "else"}, {"path": "/elsewhere/"}])
def test_the_same_key_with_something_else_is_refused(other):
    key, by_id = uuid4(), uuid4()
    begin(key, by_id)

    with pytest.raises(submissions.DifferentAnswer, match="already sent"):
        begin(key, by_id, **other)


@pytest.mark.django_db
def test_a_key_is_somebodys_own():
    key = uuid4()
    begin(key, uuid4())

    assert begin(key, uuid4()) is None


@pytest.mark.django_db
def test_a_refused_form_may_be_put_right_and_sent_again():
    key, by_id = uuid4(), uuid4()
    begin(key, by_id)

    submissions.forget(key, by_id=by_id)

    assert begin(key, by_id, content="put right") is None


@pytest.mark.django_db
def test_answers_too_old_to_be_repeated_are_cleared(writer):
    begin(uuid4(), uuid4())

    kept = submissions.clear_old(at=NOON + submissions.KEPT_FOR)
    gone = submissions.clear_old(at=NOON + submissions.KEPT_FOR + timedelta(seconds=1))

    with writer():
        assert (kept, gone, Submission.objects.count()) == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_claim():
    key, by_id, claimed = uuid4(), uuid4(), Event()

    def first():
        with transaction.atomic():
            answer = begin(key, by_id)
            claimed.set()
            submissions.answered(key, by_id=by_id, status=302, location="/made/")
        connection.close()
        return answer

    def second():
        claimed.wait()
        with transaction.atomic():
            answer = begin(key, by_id)
        connection.close()
        return answer

    with ThreadPoolExecutor() as hands:
        answers = [hand.result() for hand in [hands.submit(first), hands.submit(second)]]

    assert answers[0] is None
    assert answers[1] is not None
    assert answers[1].location == "/made/"
