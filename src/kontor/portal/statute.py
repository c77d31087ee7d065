"""The charter as a page: its rules under their headings, with their strength and today's figures (CHR-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from kontor.charter.figures import CostFigures
from kontor.charter.model import Charter, CharterHistory, Precision, Rule, Strength
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import current

#: How binding a rule is, in the statute's own words, and the tone of its badge.
STRENGTHS: Mapping[Strength, tuple[str | Promise, str]] = {
    Strength.MUST: (pgettext_lazy("strength of a rule", "must"), "active"),
    Strength.IN_PRINCIPLE: (pgettext_lazy("strength of a rule", "in principle"), "active"),
    Strength.AIMED_AT: (pgettext_lazy("strength of a rule", "aimed at"), "quiet"),
    Strength.MAY: (pgettext_lazy("strength of a rule", "may"), "quiet"),
    Strength.FILLED: (pgettext_lazy("strength of a rule", "default of this platform"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule as a reader sees it; ``figure`` is today's figure against it, ``borne_by`` who pays, or empty."""

    clause: str
    title: str
    text: str
    strength: str | Promise
    tone: str
    source: str
    figure: str
    borne_by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The rules under one heading."""

    number: str
    title: str
    rules: list[ShownRule]

    @property
    def anchor(self) -> str:
        """What a citation of the whole section leads to: its number, unless one of its rules is called the same."""
        return f"part-{self.number}" if any(rule.clause == self.number for rule in self.rules) else self.number


def parts(charter: Charter, figures: Mapping[str, str]) -> list[Part]:
    """All rules of a version under their headings, in the order of the clauses."""
    found: dict[str, Part] = {}
    for heading in charter.headings:
        found[heading.number] = Part(heading.number, heading.title[current()], [])
    for rule in charter.rules:
        stands_under = charter.heading_of(rule)
        number = stands_under.number if stands_under else rule.section
        part = found.setdefault(number, Part(number, "", []))
        strength, tone = STRENGTHS[rule.strength]
        part.rules.append(
            ShownRule(
                clause=rule.clause, title=rule.title[current()], text=rule.text[current()],
                strength=strength, tone=tone, figure=figures.get(rule.key, ""),
                source="; ".join(str(source) for source in rule.sources), borne_by=_borne_by(rule, charter),
            )
        )  # fmt: skip
    for part in found.values():
        part.rules.sort(key=lambda rule: _place(rule.clause))
    return [part for part in found.values() if part.rules]


def _place(clause: str) -> list[tuple[int, int, str]]:
    """What clauses are ordered by: numbers by size, then letters, then the gaps that this installation fills."""
    places = []
    for token in clause.split("."):
        if token.isdigit():
            places.append((0, int(token), ""))
        elif token.startswith("F") and token[1:].isdigit():
            places.append((2, int(token[1:]), ""))
        else:
            places.append((1, 0, token))
    return places


def _borne_by(rule: Rule[Any], charter: Charter) -> str:
    """Who pays, for a rule on costs; empty for any other."""
    return charter.bearer(rule.figures.bearer).name[current()] if isinstance(rule.figures, CostFigures) else ""


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version in the list of versions."""

    version: str
    title: str
    since: str
    until: str
    current: bool


def versions(history: CharterHistory, shown: Charter) -> list[ShownVersion]:
    """All versions, the newest first."""
    return [
        ShownVersion(
            version=each.version,
            title=each.title[current()],
            since=since(each),
            until=calendar.day(each.in_force_until) if each.in_force_until else "",
            current=each.version == shown.version,
        )
        for each in reversed(history.versions)
    ]


def since(charter: Charter) -> str:
    """Since when a version is in force, as exactly as the source tells it."""
    if charter.in_force_from_precision is Precision.YEAR:
        return str(charter.in_force_from.year)
    if charter.in_force_from_precision is Precision.MONTH:
        return calendar.month(charter.in_force_from)
    return calendar.day(charter.in_force_from)
