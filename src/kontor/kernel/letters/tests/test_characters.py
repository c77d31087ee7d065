"""What may not reach a letter is shown, never dropped."""

from __future__ import annotations

import pytest

from kontor.kernel.letters.characters import printable
from kontor.kernel.letters.docx import render_docx
from kontor.kernel.letters.pdf import render_pdf
from kontor.kernel.letters.tests.letters import PLACES, docx_text, letter_saying, pdf_text

HOSTILE = {
    "direction override": ("Stadt \u202enehcaA", "[U+202E]"),
    "zero width": ("Aa\u200bchen", "[U+200B]"),
    "joiner": ("Aa\u200dchen", "[U+200D]"),
    "byte order mark": ("\ufeffAachen", "[U+FEFF]"),
    "null": ("Aa\x00chen", "[U+0000]"),
    "escape": ("Aa\x1bchen", "[U+001B]"),
    "lone surrogate": ("Aa\ud800chen", "[U+D800]"),
    "noncharacter": ("Aa\uffffchen", "[U+FFFF]"),
}
hostile = pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)


@hostile
def test_a_pdf_shows_hostile_characters(text: str, shown: str) -> None:
    assert shown in pdf_text(render_pdf(letter_saying(text)))


@hostile
def test_a_word_file_shows_hostile_characters(text: str, shown: str) -> None:
    assert docx_text(render_docx(letter_saying(text))).count(shown) == PLACES


def test_ordinary_text_is_left_alone() -> None:
    text = "Städte\u00adpartnerschaft, 泰州 𠮷 – „Größe“\nZeile"
    assert printable(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_a_line_break(end: str) -> None:
    assert printable(f"a{end}b\tc") == "a\nb c"


def test_characters_that_no_font_has_are_spelt_out() -> None:
    letter = letter_saying("Glückwunsch 😀 ก")
    assert "Glückwunsch [U+1F600] [U+0E01]" in pdf_text(render_pdf(letter))


def test_a_mark_that_no_font_has_takes_no_other_character_with_it() -> None:
    letter = letter_saying("Raum 0\u0e31 um 10 Uhr")
    assert "Raum 0[U+0E31] um 10 Uhr" in pdf_text(render_pdf(letter))


def test_a_word_file_keeps_characters_that_our_fonts_do_not_have() -> None:
    assert "Glückwunsch 😀" in docx_text(render_docx(letter_saying("Glückwunsch 😀")))


def test_rare_characters_of_names_are_in_the_fonts() -> None:
    letter = letter_saying("泰州 台州 镕 𠮷 㐂 𬭎 ẞ ǖ")
    assert "台州 镕 𠮷 㐂 𬭎 ẞ ǖ" in pdf_text(render_pdf(letter))
