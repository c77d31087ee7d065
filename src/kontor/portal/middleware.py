"""Two small gates for every request: input that cannot be stored, and pages that must not be kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


class CleanInput:
    """Refuses NUL and lone surrogates anywhere in the address or a form (UN08): PostgreSQL could not store them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to what cannot be stored; everything else passes."""
        texts = [request.path, *request.GET.keys(), *(value for key in request.GET for value in request.GET.getlist(key))]
        if request.method == "POST" and request.content_type != "application/json":
            texts += [value for key in request.POST for value in request.POST.getlist(key)]
        if not all(_is_storable(text) for text in texts):
            return HttpResponseBadRequest("400 Bad Request: the input contains characters that cannot be stored.")
        return self.get_response(request)


class PrivatePages:
    """What a signed-in person sees is never kept by a cache between (AC27)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark answers to signed-in people as private."""
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()")
        return response
