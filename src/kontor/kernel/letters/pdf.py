"""A document as an accessible PDF (PDF/UA-1), set by typst.

The document travels to the template as JSON in ``sys.inputs`` and is placed there as text: whatever a person typed
is never read as typst markup. The same document always gives the same bytes.
"""

from __future__ import annotations

import datetime
import json
import re
import threading
import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from kontor.kernel.letters.characters import printable, shown
from kontor.kernel.letters.document import Document, one_line, plain
from kontor.kernel.letters.fonts import CHINESE, LATIN, font_directories
from kontor.kernel.letters.wording import WORDING, written_date

_TEMPLATES = Path(str(files("kontor.kernel.letters") / "templates"))
# Under PDF/UA, typst refuses to drop a character in silence and names every one that no font has.
_NOT_IN_FONTS = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_one_at_a_time = threading.Lock()


def render_pdf(document: Document) -> bytes:
    """The document as PDF. A character that no font has is printed as its code point: ``[U+1F600]``."""
    missing: set[str] = set()
    while True:
        try:
            return _typeset(_as_json(document, missing), document.date)
        except typst.TypstError as error:
            newly_missing = _characters_named_in(error) - missing
            if not newly_missing:
                raise
            missing |= newly_missing


def _typeset(data: str, date: datetime.date) -> bytes:
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    with _one_at_a_time:  # the compiler keeps the loaded fonts, but serves one caller only
        pdf: bytes = _compiler().compile(
            input=str(_TEMPLATES / "letter.typ"),
            sys_inputs={"letter": data},
            pdf_standards=["ua-1"],
            timestamp=int(midnight.timestamp()),
        )
    return pdf


@cache
def _compiler() -> Any:
    return typst.Compiler(
        root=str(_TEMPLATES), font_paths=[str(path) for path in font_directories()], ignore_system_fonts=True
    )


def _characters_named_in(error: typst.TypstError) -> set[str]:
    """What typst could not show. It names a letter together with its marks: suspect the marks first."""
    named: set[str] = set()
    for text in _NOT_IN_FONTS.findall(error.diagnostic):
        characters = set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text))
        named |= {character for character in characters if unicodedata.category(character)[0] == "M"} or characters
    return named


def _as_json(document: Document, missing: set[str]) -> str:
    spelt_out = {ord(character): shown(character) for character in missing}
    data = _plain_data(document, spelt_out)
    data |= {
        "date": written_date(document.date, document.language),
        "day": document.date.timetuple()[:3],
        "plain_title": printable(plain(document.title)),
        "author": printable(plain(one_line(document.sender.name, " "))),
        "wording": _plain_data(WORDING[document.language], {}),
        "fonts": {"latin": LATIN, "chinese": CHINESE},
    }
    return json.dumps(data, ensure_ascii=False)


def _plain_data(value: Any, spelt_out: dict[int, str]) -> Any:
    """Dataclasses as dictionaries that name their kind, texts with every character visible."""
    if isinstance(value, str):
        return printable(value).translate(spelt_out)
    if isinstance(value, tuple):
        return [_plain_data(item, spelt_out) for item in value]
    if is_dataclass(value):
        kept = {field.name: _plain_data(getattr(value, field.name), spelt_out) for field in fields(value)}
        return {"kind": type(value).__name__, **kept}
    return value
