from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from throughline.web.shell import errors

Answer = Callable[[HttpRequest], HttpResponse]
ANSWERS: dict[str, tuple[Answer, int, str]] = {
    "bad request": (lambda request: errors.bad_request(request, Exception()), 400, "Nothing was changed."),
    "not allowed": (lambda request: errors.not_allowed(request, Exception()), 403, "You did nothing wrong"),
    "form too old": (errors.form_too_old, 403, "What you sent was not saved."),
    "not found": (errors.not_found, 404, "This page or record is not here, or is not yours to see."),
    "refused": (lambda request: errors.refused(request, "It is too late."), 409, "It is too late."),
    "broken": (errors.broken, 500, "Something on our side failed."),
}


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/somewhere/")


@pytest.mark.parametrize(("answer", "status", "words"), ANSWERS.values(), ids=ANSWERS)
def test_each_fault_has_a_page_that_says_what_is_so_and_what_to_do(
    request_: HttpRequest, answer: Answer, status: int, words: str
) -> None:
    response = answer(request_)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert 'class="button' in page


def test_what_is_not_here_and_what_is_not_yours_look_the_same(request_: HttpRequest) -> None:
    secret = errors.not_found(request_, Exception("Aaron Tallis is restricted"))
    missing = errors.not_found(request_)

    assert secret.content == missing.content


def test_a_refusal_that_gave_a_reason_says_it(request_: HttpRequest) -> None:
    page = errors.not_allowed(request_, Exception("Only a manager may end a grant.")).content.decode()

    assert "Only a manager may end a grant." in page


def test_a_refusal_leads_to_where_things_stand(request_: HttpRequest) -> None:
    page = errors.refused(request_, "It is too late.", back="/people/1/").content.decode()

    assert 'href="/people/1/"' in page


def test_a_reason_is_escaped(request_: HttpRequest) -> None:
    page = errors.refused(request_, "<script>").content.decode()

    assert "<script>" not in page
