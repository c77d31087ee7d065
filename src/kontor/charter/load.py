"""Reads an alliance's charter from its files and lets nothing unclear through (CHR-1).

A statute is one TOML file with the alliance's name and its versions, oldest first or in any order. Each version
names the files that hold its rules, relative to the first: one for each chapter, so that people can read them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from kontor.charter import figures as f
from kontor.charter.checks import check_references, check_rules, check_unique, check_versions
from kontor.charter.figure_forms import form_for
from kontor.charter.model import (
    Bearer,
    Charter,
    CharterHistory,
    Heading,
    OfficialCodes,
    Precision,
    Rule,
    Side,
    Source,
    Strength,
)
from kontor.charter.table import CharterInvalid, Table

__all__ = ["SHIPPED", "CharterInvalid", "load_charters", "shipped"]

SHIPPED = "sino_german_industrial_city_alliance.toml"

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_CLAUSE = re.compile(r"[IVX0-9]+(\.\d+)*(\.([a-z]|F\d+))?")
_SIDE = re.compile(r"[A-Z]{2}")
_LONGEST_SYSTEM = 20
_DATED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@cache
def shipped() -> CharterHistory:
    """The charter that ships with the package."""
    with as_file(files("kontor.charter") / "statutes") as folder:
        return load_charters(folder / SHIPPED)


def load_charters(path: Path) -> CharterHistory:
    """All versions of the charter in that file. CharterInvalid, with file, place and problem, if anything is wrong."""
    top = _open(path)
    key, name = top.text("key"), top.words("name")
    versions = [_version(key, path, top, table) for table in top.tables("version")]
    top.close()
    versions.sort(key=lambda charter: charter.in_force_from)
    check_versions(top, versions)
    return CharterHistory(key, name, tuple(versions))


def _open(path: Path) -> Table:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CharterInvalid(path.name, "file", f"cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CharterInvalid(path.name, "file", f"is not TOML ({error})") from error
    return Table(path.name, "top", values)


def _version(key: str, path: Path, top: Table, table: Table) -> Charter:
    sides = tuple(_sides(table))
    bearers = tuple(_bearers(table))
    headings = tuple(_headings(table))
    document = table.text("document")
    read = [rule for part in table.texts("parts") for rule in _rules(path.parent / part, document)]
    in_force_from, precision = _dated(table, "in_force_from")
    charter = Charter(
        key=key,
        name=top.words("name"),
        version=table.text("version"),
        title=table.words("title"),
        in_force_from=in_force_from,
        in_force_from_precision=precision,
        in_force_until=table.day("in_force_until") if table.has("in_force_until") else None,
        sides=sides,
        bearers=bearers,
        rules=tuple(rule for _, rule in read),
        headings=headings,
    )
    table.close()
    check_rules(table, read)
    check_references(charter, read)
    if charter.in_force_until and charter.in_force_until < charter.in_force_from:
        raise table.wrong("in_force_until lies before in_force_from")
    return charter


def _sides(table: Table) -> Iterator[Side]:
    sides = list(table.tables("sides"))
    codes = [side.text("code") for side in sides]
    check_unique(table, "side", codes)
    if len(codes) < 2:
        raise table.wrong("an alliance has at least two sides")
    for order, side in enumerate(sides, start=1):
        yield _side(order, side)
        side.close()


def _side(order: int, table: Table) -> Side:
    code = table.text("code")
    if not _SIDE.fullmatch(code):
        raise table.wrong(f"code has to be two capital letters, got {code!r}")
    return Side(
        code=code,
        order=order,
        name=table.words("name"),
        cities=table.words("cities"),
        zone=table.zone("zone"),
        language=table.language("language") if table.has("language") else "",
        codes=_codes(table.table("codes")) if table.has("codes") else None,
    )


def _codes(table: Table) -> OfficialCodes:
    system, shape = table.text("system"), table.text("shape")
    if len(system) > _LONGEST_SYSTEM:
        raise table.wrong(f"system has to have at most {_LONGEST_SYSTEM} letters, got {system!r}")
    try:
        re.compile(shape)
    except re.error as error:
        raise table.wrong(f"shape is no regular expression ({error}): {shape!r}") from error
    codes = OfficialCodes(system, shape, table.words("told"))
    table.close()
    return codes


def _bearers(table: Table) -> Iterator[Bearer]:
    bearers = list(table.tables("bearers"))
    check_unique(table, "bearer", [bearer.text("key") for bearer in bearers])
    for bearer in bearers:
        yield Bearer(bearer.text("key"), bearer.words("name"))
        bearer.close()


def _headings(table: Table) -> Iterator[Heading]:
    headings = list(table.tables("headings")) if table.has("headings") else []
    check_unique(table, "heading", [heading.text("number") for heading in headings])
    for heading in headings:
        yield Heading(heading.text("number"), heading.words("title"))
        heading.close()


def _rules(path: Path, document: str) -> Iterator[tuple[Table, Rule[f.Figures | None]]]:
    top = _open(path)
    for table in top.tables("rules"):
        # From here on the rule's own key is the better place to name than its number.
        key = table.text("key")
        if not _KEY.fullmatch(key):
            raise table.wrong(f"key has to look like ratio or duty.name_contacts, got {key!r}")
        table.place = f"rule {key}"
        yield table, _rule(key, table, document)
    top.close()


def _rule(key: str, table: Table, document: str) -> Rule[f.Figures | None]:
    clause, strength = table.text("clause"), table.one_of("strength", Strength)
    if not _CLAUSE.fullmatch(clause):
        raise table.wrong(f"clause has to look like II.5.1, II.5.1.k or II.5.1.F1, got {clause!r}")
    if (".F" in clause) != (strength is Strength.FILLED):
        raise table.wrong("a filled rule, and no other, has a clause that ends in F and a number")
    rule: Rule[f.Figures | None] = Rule(
        key=key,
        clause=clause,
        strength=strength,
        sources=tuple(_sources(table)),
        title=table.words("title"),
        text=table.words("text"),
        figures=_figures(key, table),
    )
    if not rule.sources:
        rule = _sourced(rule, document)
    table.close()
    return rule


def _sources(table: Table) -> Iterator[Source]:
    if table.has("sources"):
        for source in table.tables("sources"):
            yield Source(source.text("document"), source.text("place"))
            source.close()


def _sourced(rule: Rule[f.Figures | None], document: str) -> Rule[f.Figures | None]:
    """The rule with its own section of the version's document as its source, which is what most rules have."""
    source = Source(document, rule.section)
    return Rule(rule.key, rule.clause, rule.strength, (source,), rule.title, rule.text, rule.figures)


def _figures(key: str, table: Table) -> f.Figures | None:
    form = form_for(key)
    if form is None:
        return None
    # A table without figures reads as an empty one, so that what is missing is named.
    values = table.table("figures") if table.has("figures") else Table(table.file, f"{table.place}.figures", {})
    figures = form(values)
    values.close()
    return figures


def _dated(table: Table, key: str) -> tuple[date, Precision]:
    """A date as exactly as the source tells it: "2016", "2016-04" or "2016-04-25"."""
    text = table.text(key)
    match = _DATED.fullmatch(text)
    if match is None:
        raise table.wrong(f'{key} has to be written "2016", "2016-04" or "2016-04-25", got {text!r}')
    year, month, day = match.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError as error:
        raise table.wrong(f"{key} is no date: {text!r}") from error
