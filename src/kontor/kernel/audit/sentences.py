"""Each journal entry as a sentence in the reader's language, with a link to what it is about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.languages import NEXT_BEST, current
from kontor.kernel.lingua.names import is_han

_sentences: dict[str, str | Promise] = {}
_addresses: dict[str, str] = {}
_labels: dict[str, Callable[[str], str]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a reader sees it."""

    at: datetime
    sentence: str
    verb: str
    url: str
    clause: str
    charter_version: str
    public_id: str


def phrase(verb: str, sentence: str | Promise) -> None:
    """Register the sentence for a verb; it may use ``%(actor)s``, ``%(subject)s`` and any fact."""
    _sentences[verb] = sentence


def phrased() -> Mapping[str, str | Promise]:
    """All verbs that have a sentence."""
    return dict(_sentences)


def addressed(subject_type: str, url_name: str) -> None:
    """Say which page an entry about ``subject_type`` links to; it gets ``public_id``."""
    _addresses[subject_type] = url_name


def labelled(fact: str, label: Callable[[str], str]) -> None:
    """Say how the values of a fact are called in the reader's language: entries keep the bare value."""
    _labels[fact] = label


class _Blanks(dict[str, str]):
    """A fact that an old entry lacks leaves a dash, never an error page."""

    def __missing__(self, key: str) -> str:
        return "–"


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries (with their payloads selected) as lines."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Line:
    personal = entry.payload.personal
    values = {**entry.facts, **(personal or {})}
    words = _Blanks({name: _worded(name, value) for name, value in values.items()})
    words |= _for_other_scripts(personal or {})
    words["actor"] = words.get("actor") or (
        gettext("Kontor") if entry.actor is None else gettext("a person whose data were deleted")
    )
    if personal is None:
        words.setdefault("person", gettext("a person whose data were deleted"))
    template = str(_sentences.get(entry.verb, "%(actor)s: " + entry.verb))
    return Line(
        entry.at, template % words, entry.verb, _url(entry), entry.clause, entry.charter_version, entry.public_id
    )


def _for_other_scripts(personal: Mapping[str, Any]) -> dict[str, str]:
    """Names in Latin first, for readers who cannot read the script that they are written in (UN03)."""
    if current() == "zh-hans":
        return {}
    given = {name.removesuffix("_latin"): str(latin) for name, latin in personal.items() if name.endswith("_latin")}
    return {name: f"{latin} ({personal[name]})" for name, latin in given.items() if is_han(str(personal.get(name, "")))}


def _worded(name: str, value: Any) -> str:
    label = _labels.get(name)
    return label(value) if label and isinstance(value, str) else _in_language(value)


def _in_language(value: Any) -> str:
    if isinstance(value, dict):
        asked = current()
        return next((str(value[each]) for each in (asked, *NEXT_BEST[asked]) if value.get(each)), "")
    return str(value)


def _url(entry: Entry) -> str:
    name = _addresses.get(entry.subject_type)
    try:
        return reverse(name, args=[entry.subject_public_id]) if name else ""
    except NoReverseMatch:
        return ""
