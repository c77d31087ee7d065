"""A document as an editable Word file.

Built with python-docx from the same blocks as the PDF, not with docxtpl: a Word template would hide loops over eight
kinds of blocks in its text, and would be a binary file in the repository that no review can read. The look lives in
``docx_styles.py`` as Word styles, so that a secretariat changes a style once and the whole letter follows.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from kontor.kernel.letters import docx_styles as look
from kontor.kernel.letters.characters import printable
from kontor.kernel.letters.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Text,
    one_line,
    plain,
    runs,
)
from kontor.kernel.letters.wording import WORDING, written_date

_ALIGNMENTS = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}
_TEXT_WIDTH = 165  # millimetres between the margins


def render_docx(document: Document) -> bytes:
    """The document as DOCX; the same document gives the same bytes."""
    return _Letter(document).as_bytes()


class _Letter:
    """One Word file in the making: remembers the document's language and the file that grows."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.wording = WORDING[document.language]
        self.chinese = document.language == "zh-hans"
        self.word: WordDocument = docx.Document()

    def as_bytes(self) -> bytes:
        look.lay_out_page(self.word)
        look.prepare_styles(self.word, self.wording)
        self._fill_properties()
        self._fill_margins()
        self._open()
        for block in self.document.blocks:
            self._add(block)
        self._close()
        return _zipped_alike(self.word)

    def _fill_properties(self) -> None:
        properties = self.word.core_properties
        properties.title = printable(plain(self.document.title))[:255]
        properties.author = printable(plain(self.document.sender.name[0]))[:255]
        properties.language = self.wording.tag
        properties.comments = ""
        midnight = datetime.datetime.combine(self.document.date, datetime.time(), datetime.UTC)
        properties.created = properties.modified = midnight

    def _fill_margins(self) -> None:
        section = self.word.sections[0]
        if self.document.mark is not None:
            self._write(section.header.paragraphs[0], self.document.mark).alignment = ALIGN.CENTER
        footer = section.footer.paragraphs[0]
        for line in self.document.footer:
            self._write(footer, line)
            footer.add_run().add_break()
        look.add_page_number(footer, self.wording)

    def _open(self) -> None:
        for number, line in enumerate(self.document.sender.name):
            self._paragraph(line, "Subtitle" if number == 0 else "No Spacing")
        self.word.paragraphs[-1].paragraph_format.space_after = Pt(18)
        if self.document.recipient:
            self._add_address_and_information()
        else:
            for line in self._information():
                self._paragraph(line, "No Spacing")
        title = self._paragraph(self.document.title, "Title")
        title.alignment = ALIGN.CENTER if self.chinese else ALIGN.LEFT
        if self.document.salutation is not None:
            self._paragraph(self.document.salutation)

    def _add_address_and_information(self) -> None:
        row = self._table(1, (95, 70)).rows[0]
        row.height = Mm(30 if self.chinese else 45)
        address, information = row.cells
        self._fill_cell(address, *self._address_field())
        self._fill_cell(information, *self._information())
        if not self.chinese:
            address.paragraphs[0].style = self.word.styles["Footer"]

    def _address_field(self) -> tuple[Text, ...]:
        sender = self.document.sender
        return_line = () if self.chinese else (one_line((sender.name[0], *sender.address)),)
        return (*return_line, *self.document.recipient)

    def _information(self) -> tuple[Text, ...]:
        letter, wording = self.document, self.wording
        date = None if self._dated_at_the_end() else written_date(letter.date, letter.language)
        facts = ((wording.reference, letter.reference), (wording.place, letter.place), (wording.date, date))
        written = (one_line((label, value), wording.label_end) for label, value in facts if value is not None)
        return (*letter.sender.address, *letter.sender.contact, *written)

    def _dated_at_the_end(self) -> bool:
        return self.chinese and bool(self.document.recipient)

    def _add(self, block: Block) -> None:
        match block:
            case Heading():
                self.word.add_heading(level=block.level)
                self._write(self.word.paragraphs[-1], block.text)
            case Paragraph():
                self._indent(self._paragraph(block.text))
            case Facts():
                self._add_facts(block)
            case Table():
                self._add_table(block)
            case Bullets():
                for item in block.items:
                    self._paragraph(item, "List Bullet")
            case Numbered():
                numbered = [self._paragraph(item, "List Number") for item in block.items]
                look.restart_numbering(self.word, numbered)
            case Signature():
                self._sign(block, "_" * 32)
            case PageBreak():
                self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _add_facts(self, facts: Facts) -> None:
        table = self._table(len(facts.pairs), (55, 110))
        look.rule_table(table)
        for row, pair in zip(table.rows, facts.pairs, strict=True):
            for cell, text in zip(row.cells, pair, strict=True):
                self._fill_cell(cell, text)
        self._paragraph("")

    def _add_table(self, block: Table) -> None:
        if block.caption is not None:
            self._paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
        table = self._table(1 + len(block.rows), _millimetres(block.widths))
        look.rule_table(table)
        look.keep_rows_whole(table)
        for row, texts in zip(table.rows, (block.header, *block.rows), strict=True):
            for cell, text, side in zip(row.cells, texts, block.align, strict=True):
                self._fill_cell(cell, text)
                cell.paragraphs[0].alignment = _ALIGNMENTS[side]
        look.mark_header_row(table)
        self._paragraph("")

    def _close(self) -> None:
        if self.document.closing is not None:
            closing = self._paragraph(self.document.closing)
            closing.paragraph_format.space_before = Pt(12)
            self._indent(closing)
        for signatory in self.document.signatories:
            self._sign(signatory, "" if self.chinese else "_" * 32)
        if self._dated_at_the_end():
            self._paragraph(written_date(self.document.date, self.document.language)).alignment = ALIGN.RIGHT

    def _sign(self, signature: Signature, rule: str) -> None:
        first = self._paragraph(rule, "No Spacing")
        first.paragraph_format.space_before = Pt(30)
        first.paragraph_format.keep_with_next = True
        for line in signature.lines:
            paragraph = self._paragraph(line, "No Spacing")
            paragraph.alignment = ALIGN.RIGHT if self._dated_at_the_end() else ALIGN.LEFT

    def _indent(self, paragraph: WordParagraph) -> None:
        """Chinese paragraphs begin two characters in."""
        if self.chinese:
            paragraph.paragraph_format.first_line_indent = Pt(22)

    def _paragraph(self, text: Text, style: str = "Normal") -> WordParagraph:
        return self._write(self.word.add_paragraph(style=style), text)

    def _write(self, paragraph: WordParagraph, text: Text) -> WordParagraph:
        for run in runs(text):
            written = paragraph.add_run(printable(run.text))
            language = run.lang or self.document.language
            if run.strong or (run.emphasis and language == "zh-hans"):
                written.bold = True
            if run.emphasis and language != "zh-hans":
                written.italic = True
            look.set_run_language(written, WORDING[language].tag)
        return paragraph

    def _table(self, rows: int, widths: tuple[float, ...]) -> WordTable:
        table: WordTable = self.word.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table

    def _fill_cell(self, cell: Any, *lines: Text) -> None:
        for number, line in enumerate(lines):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph._p.style = "NoSpacing"  # by its id: looking styles up by name takes seconds in long tables
            self._write(paragraph, line)


def _millimetres(shares: tuple[int, ...]) -> tuple[float, ...]:
    """Column shares as widths; a column that takes what it needs gets about the room of a number."""
    narrow = min(20.0, _TEXT_WIDTH / len(shares))
    wide = (_TEXT_WIDTH - narrow * shares.count(0)) / max(1, sum(shares))
    return tuple(share * wide if share else narrow for share in shares)


def _zipped_alike(word: WordDocument) -> bytes:
    """Save the file with one fixed time on every member, so that equal letters are equal bytes."""
    saved, alike = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(alike, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return alike.getvalue()
