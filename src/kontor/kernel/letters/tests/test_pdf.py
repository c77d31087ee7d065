"""The PDF is accessible, says what the document says, reads nothing as markup, and is always the same."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader

from kontor.kernel.letters.document import Document, Facts, Heading, Paragraph, Run, Table
from kontor.kernel.letters.pdf import render_pdf
from kontor.kernel.letters.tests.letters import CHINESE, ENGLISH, GERMAN, PLACES, letter_saying, pdf_text

LETTERS = {"de-DE": GERMAN, "zh-CN": CHINESE, "en-GB": ENGLISH}


@pytest.mark.parametrize(("tag", "letter"), LETTERS.items(), ids=LETTERS)
def test_a_pdf_is_tagged_and_names_its_language_and_title(tag: str, letter: Document) -> None:
    pdf = render_pdf(letter)
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == tag
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert PdfReader(io.BytesIO(pdf)).metadata.title == letter.title  # type: ignore[union-attr]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_tables_and_lists_are_tagged_as_such() -> None:
    kinds = _structure(render_pdf(GERMAN))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Caption"} <= kinds


def test_a_foreign_run_is_tagged_with_its_language() -> None:
    page = PdfReader(io.BytesIO(render_pdf(GERMAN))).pages[0]
    assert b"/Lang(zh-CN)" in page.get_contents().get_data()  # type: ignore[union-attr]


def test_a_german_letter_says_all_that_the_document_says() -> None:
    text = pdf_text(render_pdf(GERMAN))
    parts = "Frau Jördis Weiß|A-2023/017|24. Februar 2023|über 泰州市|Größe 4,5 Millionen|Köln 3|Antworten|Simuliert"
    for part in (*parts.split("|"), "Mit freundlichen Grüßen", "Ümit Große", "Seite 1 von 1", "Rückfragen"):
        assert part in text


def test_a_chinese_letter_says_all_that_the_document_says() -> None:
    text = pdf_text(render_pdf(CHINESE)).replace(" ", "")
    for part in (
        "台州市人民政府",
        "尊敬的朱镕𠮷先生：",
        "“逾期”视为同意。",
        "特此函告。",
        "2023年2月24日",
        "第1页，共1页",
    ):
        assert part in text


@pytest.mark.parametrize(
    "markup",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "$x^2$",
        "*bold* _em_",
        "= Heading",
        "`raw` // no comment",
        "<label> @ref",
        "\\",
    ],
)
def test_markup_in_a_text_stays_text(markup: str) -> None:
    assert pdf_text(render_pdf(letter_saying(markup))).count(markup) == PLACES


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    rows = tuple((str(number), "Köln") for number in range(200))
    pdf = render_pdf(dataclasses.replace(GERMAN, blocks=(Table(("Nummer", "Stadtname"), rows, caption="Liste"),)))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 3
    assert all("Stadtname" in page for page in pages[:-1])
    assert all("Simuliert" in page for page in pages)


def test_a_hash_breaks_across_lines_and_can_be_copied_in_one_piece() -> None:
    pdf = render_pdf(dataclasses.replace(ENGLISH, blocks=(Facts((("Hash", "9f86d081" * 16),)),)))
    assert "9f86d081" * 16 in pdf_text(pdf).replace("\n", "")
    assert "9f86d081" * 16 not in pdf_text(pdf)


def test_empty_texts_and_lists_are_no_obstacle() -> None:
    blocks = (Paragraph(""), Paragraph((Run(""),)), Facts(()), Table(("",), ()), Heading("End"))
    assert "End" in pdf_text(render_pdf(dataclasses.replace(GERMAN, blocks=blocks, signatories=())))


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from kontor.kernel.letters.pdf import render_pdf; "
        "from kontor.kernel.letters.tests.letters import GERMAN as letter; "
        "print(hashlib.sha256(render_pdf(letter)).hexdigest())"
    )
    hashes = {subprocess.check_output([sys.executable, "-c", program], text=True) for _ in range(2)}
    assert len(hashes) == 1


def test_several_threads_may_render_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(render_pdf, [GERMAN] * 8))) == 1


def _structure(pdf: bytes) -> set[str]:
    """The kinds of structure elements in a PDF."""

    def walk(node: Any) -> set[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return set().union(*map(walk, node))
        if not isinstance(node, dict):
            return set()
        return {str(node.get("/S"))} | walk(node.get("/K", []))

    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return walk(root["/StructTreeRoot"])
