"""Say that we are alive, and whether we are ready."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from throughline.web.health.checks import readiness

Respond = Callable[[HttpRequest], HttpResponse]

NOT_READY = 503


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. It asks nothing of the database."""
    return HttpResponse("alive", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database, its tables and the worker are as requests need them: 200 when all are, else 503."""
    found = readiness()
    return JsonResponse(found, status=200 if all(found.values()) else NOT_READY)


ANSWERS: dict[str, Respond] = {"/healthz": healthz, "/readyz": readyz}


def health_middleware(get_response: Respond) -> Respond:
    """Answer whatever watches over us, before sessions and the database are asked for anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return get_response(request)
        return answer(request) if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])

    return middleware
