"""Tables for spreadsheet programs: CSV that opens with its letters intact and never runs as a formula (IN13)."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

from kontor.kernel.lingua.languages import current

#: A cell that begins with one of these is taken for a formula. Compatibility forms (＝) are folded first.
_FORMULA_SIGNS = ("=", "+", "-", "@")
_HARMLESS = re.compile(r"[+-]?\d+([.,]\d+)*|\+\d[\d ]*")
_GUARD = "'"
_BOM = "\ufeff"


def guarded(text: str) -> str:
    """The text as a cell that stays text: formulas get an apostrophe in front; ``-5`` and ``+49 241`` stay."""
    begins = unicodedata.normalize("NFKC", text).lstrip(" \t\r\n\"'")
    dangerous = text.startswith(("\t", "\r", "\n", _GUARD)) or begins.startswith(_FORMULA_SIGNS)
    return f"{_GUARD}{text}" if dangerous and not _HARMLESS.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given: for reading a table back in."""
    return cell[1:] if cell.startswith(_GUARD) else cell


def delimiter() -> str:
    """What separates the cells: German spreadsheet programs expect a semicolon: their numbers have the comma."""
    return ";" if current() == "de" else ","


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV in UTF-8 with the mark that spreadsheet programs know it by; days are ISO, numbers plain."""
    return b"".join(csv_lines(head, rows))


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same line by line, for a table that is too long to be held at once."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter(), lineterminator="\r\n")
    text.write(_BOM)
    for row in chain([head], rows):
        writer.writerow([_cell(value) for value in row])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else guarded(str(value))
