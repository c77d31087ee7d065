"""The Word file says the same as the PDF, with real headings, languages and repeating table headers."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from kontor.kernel.letters.document import Document
from kontor.kernel.letters.docx import render_docx
from kontor.kernel.letters.tests.letters import CHINESE, ENGLISH, GERMAN, PLACES, docx_text, letter_saying


def test_a_german_letter_says_all_that_the_document_says() -> None:
    text = docx_text(render_docx(GERMAN))
    parts = "Frau Jördis Weiß|A-2023/017|24. Februar 2023|泰州市|4,5 Millionen|Köln|Antworten|Ümit Große|Rückfragen"
    assert [part for part in parts.split("|") if part not in text] == []


def test_a_chinese_letter_ends_with_its_date() -> None:
    assert docx_text(render_docx(CHINESE)).endswith("联盟秘书处\n2023年2月24日")


def test_titles_headings_and_lists_have_words_own_styles() -> None:
    word = docx.Document(io.BytesIO(render_docx(GERMAN)))
    styled = {paragraph.text: paragraph.style and paragraph.style.name for paragraph in word.paragraphs}
    assert styled["Aufnahme in das Bündnis"] == "Title"
    assert (styled["Übersicht"], styled["Einzelheiten"]) == ("Heading 1", "Heading 2")
    assert (styled["Zustimmen"], styled["erstens"]) == ("List Bullet", "List Number")


@pytest.mark.parametrize(("letter", "tag"), [(GERMAN, "de-DE"), (CHINESE, "zh-CN"), (ENGLISH, "en-GB")])
def test_a_word_file_names_its_language_and_title(letter: Document, tag: str) -> None:
    word = docx.Document(io.BytesIO(render_docx(letter)))
    assert (word.core_properties.title, word.core_properties.language) == (letter.title, tag)


def test_a_foreign_run_carries_its_language_and_a_font_that_has_it() -> None:
    word = docx.Document(io.BytesIO(render_docx(GERMAN)))
    run = next(run for paragraph in word.paragraphs for run in paragraph.runs if run.text == "泰州市")
    assert run._r.xpath("w:rPr/w:lang")[0].get(qn("w:val")) == "zh-CN"
    assert word.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "Noto Sans SC"


def test_a_table_header_repeats_on_every_page() -> None:
    table = docx.Document(io.BytesIO(render_docx(GERMAN))).tables[-1]
    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert headers == [True, False, False]


def test_the_mark_stands_on_every_page() -> None:
    word = docx.Document(io.BytesIO(render_docx(GERMAN)))
    assert word.sections[0].header.paragraphs[0].text == "Simuliert"


def test_word_fields_and_markup_in_a_text_stay_text() -> None:
    text = '{ INCLUDETEXT "c:\\\\secret" } {{ 7*7 }} <w:br/> &amp;'
    assert docx_text(render_docx(letter_saying(text))).count(text) == PLACES


def test_the_same_document_gives_the_same_bytes_without_a_clock_in_them() -> None:
    first = render_docx(GERMAN)
    assert first == render_docx(GERMAN)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "thumbnail" in name]
