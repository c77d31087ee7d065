"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _

from kontor import __version__
from kontor.kernel.lingua.languages import ENDONYMS, LANGUAGES, current
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
            {"code": code, "name": ENDONYMS[code], "url": translate_url(request.get_full_path(), code), "current": code == current()}
            for code in LANGUAGES
        ],
        "navigation": navigation.sections(request),
        "person": _person(user) if signed_in else None,
        "sign_in_url": reverse("account_login"),
        "footer_links": navigation.footer(),
        "version": __version__,
        "is_demo": settings.IS_DEMO,
    }


def _person(user: Any) -> dict[str, Any]:
    return {
        "name": str(user.person),
        "organisation": "",
        "links": [
            {"label": _("My account"), "url": reverse("people:me")},
            {"label": _("Sessions"), "url": reverse("usersessions_list")},
            {"label": _("Second factor"), "url": reverse("mfa_index")},
        ],
        "sign_out_url": reverse("account_logout"),
    }
