"""Headers every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers_middleware(get_response: Respond) -> Respond:
    """Keep pages out of every cache, and browser features we never use switched off."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
