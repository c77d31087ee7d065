"""The site map in one file: sections by role, and the footer."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.kernel.access import Predicate, predicate
from kontor.membership.models import Alliance
from kontor.membership.rules import is_auditor, is_secretariat, serves_the_alliance

#: A person reads no more entries than this without searching.
AT_MOST = 7


@predicate
def anybody(_actor: object, _row: object) -> bool:
    """Everybody, signed in or not."""
    return True


@predicate
def somebody(actor: Any, _row: object) -> bool:
    """Everybody who has signed in."""
    return bool(actor.is_authenticated)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation, and who sees it. It counts nothing: what waits is asked on the desk only."""

    name: str
    label: str | Promise
    icon: str
    seen_by: Predicate
    short: str | Promise = ""


_READS_THE_JOURNAL = is_secretariat | is_auditor

SECTIONS = (
    Section("portal:desk", pgettext_lazy("section", "Today"), "desk", somebody),
    Section("membership:members", pgettext_lazy("section", "Members"), "city", anybody),
    Section(
        "membership:applications", pgettext_lazy("section", "Admissions"), "admission", somebody,
        pgettext_lazy("section, in few letters", "Admissions"),
    ),
    Section(
        "membership:prospects", pgettext_lazy("section", "Prospects"), "people", serves_the_alliance,
        pgettext_lazy("section, in few letters", "Prospects"),
    ),
    Section("membership:ratio", pgettext_lazy("section", "Ratio"), "balance", anybody),
    Section("people:organs", pgettext_lazy("section", "Organs"), "session", ~_READS_THE_JOURNAL,
            pgettext_lazy("section, in few letters", "Organs")),
    Section("portal:charter", pgettext_lazy("section", "Charter"), "document", anybody),
    Section("portal:journal", pgettext_lazy("section", "Journal"), "book", _READS_THE_JOURNAL),
)  # fmt: skip


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections that this reader sees; the one that the page belongs to is marked."""
    user = getattr(request, "user", None)
    if user is None:
        return []
    entries = [
        {
            "label": section.label,
            "short": section.short,
            "url": reverse(section.name),
            "icon": section.icon,
        }
        for section in SECTIONS
        if section.seen_by(user)
    ]
    here = max((str(e["url"]) for e in entries if request.path.startswith(str(e["url"]))), key=len, default="")
    return [{**entry, "current": entry["url"] == here} for entry in entries]


def footer() -> list[dict[str, Any]]:
    """The links that the law and good manners ask for."""
    pages = (
        ("imprint", _("Imprint")),
        ("privacy", _("Privacy")),
        ("accessibility", _("Accessibility")),
        ("open-data", _("Open data")),
    )
    links = [{"label": label, "url": reverse("portal:page", args=[slug])} for slug, label in pages]
    places = (("portal:handbook", _("Handbook")), ("people:organs", _("Organs")))
    return [*({"label": label, "url": reverse(name)} for name, label in places), *links]


def alliance_name(language: str) -> str:
    """The alliance's name for the header; empty before its record is there."""
    alliance = Alliance.if_founded()
    return str(alliance.organisation.names.get(language) or alliance.organisation) if alliance else ""
