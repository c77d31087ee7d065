"""Tables for spreadsheet programs keep their letters and never run as a formula (IN13)."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from kontor.kernel.spreadsheets import as_csv, guarded, unguarded

FORMULAS = ("=1+1", '=HYPERLINK("https://e.example")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1",
            "＝1+1", "＠SUM", " =1+1", '"=1+1', "'=1+1")  # fmt: skip
HARMLESS = ("Köln", "佛山", "+49 241 4320", "-5", "-5.25", "3,5", "", "a=b", "1-2")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_and_comes_back_as_it_was(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(("language", "delimiter"), [("de", ";"), ("en", ","), ("zh-hans", ",")])
def test_a_table_survives_the_way_through_a_file(language: str, delimiter: str) -> None:
    rows = [["Köln", "科隆", '=1;"x",', date(2016, 4, 25), Decimal("-5.50"), None]]
    with translation.override(language):
        written = as_csv(["a", "b", "c", "d", "e", "f"], rows)
    assert written.startswith(b"\xef\xbb\xbf")
    [head, row] = csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=delimiter)
    assert head == ["a", "b", "c", "d", "e", "f"]
    assert [unguarded(cell) for cell in row] == ["Köln", "科隆", '=1;"x",', "2016-04-25", "-5.50", ""]
