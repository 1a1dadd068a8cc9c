"""One shape for everything the API refuses."""

from http import HTTPStatus
from typing import TypedDict

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from throughline.foundations.errors import Refused, Stale


class FieldOut(Schema):
    """One answer that was not right, and why."""

    field: str
    message: str


class ProblemOut(Schema):
    """Why something was refused: a word for programs, a sentence for people."""

    code: str
    message: str
    fields: list[FieldOut]


class ErrorOut(Schema):
    """What every answer that is not a success looks like."""

    error: ProblemOut


class FieldProblem(TypedDict):
    """One answer that was not right, before it is sent."""

    field: str
    message: str


CODES: dict[int, tuple[str, str]] = {
    400: ("bad_request", "This could not be read. Send a well-formed request with a JSON object as its body."),
    401: (
        "no_key",
        "Send a key that is in force, as Authorization: Bearer tl_… This one is missing or unknown, or has ended.",
    ),
    403: ("not_allowed", "This key may not do that. Ask whoever made it for a key that may."),
    404: ("not_found", "There is nothing here, or nothing your organisation may know of."),
    405: ("wrong_method", "This address does not answer to that method."),
    409: ("refused", "The rules do not allow this."),
    413: ("too_large", "This is larger than the API reads. Send less at a time."),
    415: ("not_json", "Send the body as application/json."),
    422: ("not_valid", "Some of what was sent is not right; each field says why. Nothing was changed."),
    429: ("too_many", "This key has asked too often. Wait for the seconds in Retry-After, then ask again."),
    500: ("broken", "Something went wrong on our side. Nothing was changed; it is safe to send this again."),
}
"""The word and the sentence for each status."""

SAID_AS = {"known_on": "known_at", "family": "names", "given": "names", "number": "identifiers", "value": "identifiers"}
"""What the API calls an answer, where rules name it as the pages do."""

ANSWERS = {status: ErrorOut for status in CODES if status not in {405, 500}}
"""The refusals that every operation may answer with, for its documentation."""


class Problem(Exception):
    """A refusal by the API itself, before any rule was asked."""

    def __init__(self, status: int, *, code: str = "", message: str = "", fields: list[FieldProblem] | None = None):
        super().__init__(message or CODES[status][1])
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields or []


class TooMany(Problem):
    """Raised when a key asks too often. ``wait`` is how many seconds until it may ask again."""

    def __init__(self, *, wait: int) -> None:
        super().__init__(429)
        self.wait = wait


def answer(status: int, *, code: str = "", message: str = "", fields: list[FieldProblem] | None = None) -> HttpResponse:
    """Return a refusal in the one shape; what is not given is said in the words for its status."""
    known_code, known_message = CODES.get(status, (HTTPStatus(status).phrase.lower().replace(" ", "_"), ""))
    body = {"code": code or known_code, "message": message or known_message, "fields": fields or []}
    return JsonResponse({"error": body}, status=status)


def explain(api: NinjaAPI) -> None:
    """Teach an API to refuse in the one shape."""
    api.exception_handler(Problem)(_problem)
    api.exception_handler(TooMany)(_too_many)
    api.exception_handler(Refused)(_refused)
    api.exception_handler(Http404)(lambda request, fault: answer(404))
    api.exception_handler(PermissionDenied)(lambda request, fault: answer(403, message=str(fault)))
    api.exception_handler(AuthenticationError)(_no_key)
    api.exception_handler(HttpError)(lambda request, fault: answer(fault.status_code))
    api.exception_handler(ValidationError)(_not_valid)
    api.exception_handler(RequestDataTooBig)(lambda request, fault: answer(413))


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(problem.status, code=problem.code, message=problem.message, fields=problem.fields)


def _too_many(request: HttpRequest, problem: TooMany) -> HttpResponse:
    response = answer(429)
    response.headers["Retry-After"] = str(problem.wait)
    return response


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    field = SAID_AS.get(refusal.field, refusal.field)
    fields = [FieldProblem(field=field, message=str(refusal))] if field else []
    code = "changed_meanwhile" if isinstance(refusal, Stale) else ""
    return answer(409, code=code, message=str(refusal), fields=fields)


def _no_key(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    response = answer(401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _not_valid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return answer(422, fields=[_field(error["loc"], error["msg"]) for error in fault.errors])


def _field(place: tuple[str | int, ...], message: str) -> FieldProblem:
    """Name a field as the caller does: without where it was found and what our code calls the body."""
    steps = place[2:] if place[0] == "body" else place[1:]
    return FieldProblem(field=".".join(map(str, steps)), message=message)
