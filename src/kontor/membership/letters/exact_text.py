"""The exact text of a round as blocks of a letter: all that its fingerprint stands for (MEM-3, BL16)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.kernel.letters.document import Facts, Heading, Paragraph, Run, Text
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.content import Content, Origin, Version
from kontor.kernel.lingua.languages import ENDONYMS
from kontor.membership.models import DossierPart


def exact_text(text: Mapping[str, Any], language: str) -> Iterator[object]:
    """The parts in every language version there is, the paper and the attachments; the reader's language first.

    ``text`` is what the round has frozen, never the application as it stands; called inside ``speaking(language)``.
    """
    for part in DossierPart:
        content = Content.from_json(text["parts"][part.value])
        if content:
            yield Heading(str(part.label))
            yield from _versions(content, language)
    yield from _paper(text["paper"], text["language"])
    yield from _attachments(text["attachments"])


def _versions(content: Content, language: str) -> Iterator[object]:
    for each in sorted(content.languages, key=lambda found: found != language):
        version = content.versions[each]
        name: Text = (Run(ENDONYMS[each], each), Run(f" · {_origin(content, version)}"))  # type: ignore[arg-type]
        yield Heading(name, level=2)
        for paragraph in version.text.split("\n\n"):
            yield Paragraph(paragraph if each == language else (Run(paragraph, each),))  # type: ignore[arg-type]


def _origin(content: Content, version: Version) -> str:
    if content.is_outdated(version):
        return pgettext("language version", "out of date")
    return {
        Origin.ORIGINAL: pgettext("language version", "original"),
        Origin.DRAFT: pgettext("language version", "machine draft"),
        Origin.CHECKED: pgettext("language version", "checked"),
    }[version.origin]


def _paper(paper: Mapping[str, str], language: str) -> Iterator[object]:
    told: list[tuple[Text, Text]] = [
        (label, (Run(paper[name], language),))  # type: ignore[arg-type]
        for name, label in (("title", _("Title")), ("body", _("Body")))
        if paper[name]
    ]
    if paper["reference"]:
        told.insert(1, (_("Reference"), paper["reference"]))
    if paper["on"]:
        told.append((_("Date"), calendar.day(date.fromisoformat(paper["on"]))))
    if told:
        yield Heading(_("The council paper that authorises it"))
        yield Facts(tuple(told))


def _attachments(attachments: list[Mapping[str, Any]]) -> Iterator[object]:
    if attachments:
        yield Heading(_("Attachments"))
        yield Paragraph(_("Each with its fingerprint (SHA-256); the files lie with the application."))
        yield Facts(tuple((each["name"], each["sha256"]) for each in attachments))
