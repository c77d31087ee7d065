"""Mailed links: they only locate. Nothing happens on GET (AU10); the language is chosen here.

A link carries the language of its letter. It opens in it, whatever the browser prefers; whoever has signed in gets the
language that they have chosen. Links from before carry none and follow the browser.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.kernel.lingua.languages import known

_PLACES = {
    "application": "membership:application",
    "prospect": "membership:prospect",
    "withdrawal": "membership:withdrawal",
    "conversion": "membership:conversion",
    "city": "cities:city",
    "invitation": "people:invitation",
}


@public
@require_safe
def locate(request: HttpRequest, kind: str, public_id: str) -> HttpResponseBase:
    """Lead to the page in the language of the letter; the page itself decides who may see it."""
    name = _PLACES.get(kind)
    if name is None:
        raise Http404
    person = getattr(request.user, "person", None)
    language = known(person.language if person else translation.get_language_from_request(request, check_path=True))
    with translation.override(language):
        try:
            return redirect(reverse(name, args=[public_id]))
        except NoReverseMatch as no_address:  # what no page can be called, leads to none
            raise Http404 from no_address
