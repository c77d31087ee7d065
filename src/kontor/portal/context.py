"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _

from kontor import __version__
from kontor.kernel.lingua.languages import ENDONYMS, LANGUAGES, current
from kontor.kernel.lingua.names import is_han
from kontor.people.models import Organisation, Seat
from kontor.portal import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names, languages, sections and links of the frame; one query for the alliance's name."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "alliance_name": navigation.alliance_name(current()),
        "home_url": reverse("portal:home"),
        "search_url": "",
        "language_links": [
            {
                "code": code,
                "name": ENDONYMS[code],
                "url": translate_url(request.get_full_path(), code),
                "current": code == current(),
            }
            for code in LANGUAGES
        ],
        "navigation": navigation.sections(request),
        "person": _person(user) if signed_in else None,
        "sign_in_url": reverse("account_login"),
        "footer_links": navigation.footer(),
        "contact_address": settings.OPERATOR_EMAIL,
        "contact_url": reverse("portal:page", args=["imprint"]),
        "version": __version__,
        "is_demo": settings.IS_DEMO,
        "demo_url": reverse("demo:mailbox") if settings.IS_DEMO else "",
    }


def _organisation(user: Any) -> Organisation | None:
    """Where the person sits first: a city before an organ; one query."""
    seats = Seat.objects.current().filter(person=user.person_id).select_related("organisation__city")
    seat = seats.order_by("organ_id", "id").last()
    return seat.organisation if seat else None


def _own_city(organisation: Organisation | None) -> list[dict[str, str]]:
    """The way to the page of the person's own city, where it has one."""
    city = getattr(organisation, "city", None)
    return [{"label": _("My city"), "url": city.get_absolute_url()}] if city else []


def _language_of(name: str) -> str:
    """The language of a name that stands on a page of another one; empty where it is the page's own."""
    own = "zh-hans" if is_han(name) else ""
    return own if own != current() else ""


def _person(user: Any) -> dict[str, Any]:
    organisation = _organisation(user)
    return {
        "name": str(user.person),
        "lang": _language_of(str(user.person)),
        "organisation": str(organisation or ""),
        "links": [
            *_own_city(organisation),
            {"label": _("My account"), "url": reverse("people:me")},
            {"label": _("Sessions"), "url": reverse("usersessions_list")},
            {"label": _("Second factor"), "url": reverse("mfa_index")},
        ],
        "sign_out_url": reverse("account_logout"),
    }
