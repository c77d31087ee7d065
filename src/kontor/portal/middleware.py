"""Two small gates for every request: input that cannot be stored, and pages that must not be kept."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

_JSON = "application/json"


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _texts_of(request: HttpRequest) -> Iterator[str]:
    """Every text of a request that could come to be stored or looked up."""
    yield request.path
    for key, values in request.GET.lists():
        yield from (key, *values)
    yield from (value for key, value in request.META.items() if key.startswith("HTTP_"))
    for name, value in request.COOKIES.items():  # quoted cookies may hide a NUL that the header does not show
        yield from (name, value)
    if request.method != "POST":
        return
    if request.content_type == _JSON:
        yield from _texts_in(_json(request))
        return
    for key, values in request.POST.lists():
        yield from (key, *(value for value in values if isinstance(value, str)))
    for key, files in request.FILES.lists():
        yield from (key, *(file.name or "" for file in files), *(file.content_type or "" for file in files))


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body or b"null")
    except (ValueError, RecursionError) as malformed:
        raise BadRequest("The body is no JSON.") from malformed


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)


class CleanInput:
    """Refuses NUL and lone surrogates anywhere in a request (UN08): PostgreSQL could not store them.

    Looks at the address, headers, cookies, forms, names of files and JSON. The contents of files are not touched:
    a form with files has been read into Django's upload handlers by then, as it is for every view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to what cannot be stored; everything else passes."""
        if not all(_is_storable(text) for text in _texts_of(request)):
            raise BadRequest("The input contains characters that cannot be stored.")
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
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return response
