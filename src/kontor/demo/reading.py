"""Reads the files of ``record/`` and turns their words into the product's own types."""

import tomllib
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import LANGUAGES

FOLDER = Path(__file__).resolve().parent / "record"
Table = dict[str, Any]


@cache
def read(name: str) -> Table:
    """One file of the record, by its name without the ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def manifest() -> dict[str, str]:
    """What the record consists of: each file with the first digits of its hash."""
    return {path.name: sha256(path.read_bytes()).hexdigest()[:12] for path in sorted(FOLDER.glob("*.toml"))}


def content(texts: Table | None, *, original: str = "") -> Content:
    """The texts of a table (``name.de`` …) as content; with ``original`` the others are checked translations."""
    found = {language: str((texts or {}).get(language, "")) for language in LANGUAGES}
    return Content().with_texts(found, original=original)


def joined(parts: list[Table], *, original: str = "", between: str = "\n\n") -> Content:
    """Several texts as one, paragraph by paragraph in each language."""
    texts = {code: between.join(part[code] for part in parts if part.get(code)) for code in LANGUAGES}
    return content(texts, original=original)


def day(written: str | None) -> date | None:
    """The first day that ``2017-09-27``, ``2016-04`` or ``2014`` can mean; its precision stands beside it."""
    if not written:
        return None
    year, month, number = (*written.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(number))


def exact_day(written: str | None) -> date | None:
    """The day, if ``written`` names one; nothing for a month or a year, which must not pass for a day."""
    return day(written) if written and written.count("-") == 2 else None
