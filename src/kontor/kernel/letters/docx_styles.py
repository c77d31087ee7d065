"""How the Word file looks: page, styles, fonts and languages; and the few Word features python-docx has no name for."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from kontor.kernel.letters.wording import Wording

_LATIN_FONT, _CHINESE_FONT = "Fira Sans", "Noto Sans SC"
# Word takes the second name where a reader's machine lacks the first.
_SUBSTITUTES = {_LATIN_FONT: "Segoe UI", _CHINESE_FONT: "Microsoft YaHei"}
_ACCENT, _QUIET, _WARM = "0F4C5C", "51606A", "9A3412"
_CHINESE_TAG = "zh-CN"

_BODY_SIZE = 11


class _Look(NamedTuple):
    """Size and the space before and after in points."""

    size: float = _BODY_SIZE
    colour: str | None = None
    bold: bool = False
    before: float = 0
    after: float = 0


_STYLES = {
    "Normal": _Look(after=7),
    "Title": _Look(15, _ACCENT, bold=True, before=14, after=10),
    "Heading 1": _Look(12.5, _ACCENT, bold=True, before=16, after=6),
    "Heading 2": _Look(11, _ACCENT, bold=True, before=12, after=5),
    "Heading 3": _Look(11, _ACCENT, before=10, after=4),
    "Heading 4": _Look(11, _QUIET, before=10, after=4),
    "Caption": _Look(9.5, _QUIET, bold=True, before=10, after=4),
    "Subtitle": _Look(15, _ACCENT, bold=True),
    "Header": _Look(9, _WARM, bold=True),
    "Footer": _Look(8, _QUIET),
    "No Spacing": _Look(9.5, before=2, after=2),
    "List Bullet": _Look(after=3),
    "List Number": _Look(after=3),
}


def lay_out_page(word: WordDocument) -> None:
    """A4 with the margins of DIN 5008; the preview picture of python-docx's own template is dropped."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def prepare_styles(word: WordDocument, wording: Wording) -> None:
    """Give Word's own styles our look, and the document its language."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(defaults)
    _set_language(defaults, wording.tag)
    for name, look in _STYLES.items():
        _restyle(word.styles[name], look, chinese=wording.tag == _CHINESE_TAG)
    _name_substitute_fonts(word)


def _restyle(style: ParagraphStyle, look: _Look, chinese: bool) -> None:
    _set_fonts(style.element.get_or_add_rPr())
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    if look.colour:
        style.font.color.rgb = RGBColor.from_string(look.colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = 1.15 if look.size != _BODY_SIZE else 1.5 if chinese else 1.2
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _set_fonts(properties: Any) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _LATIN_FONT)
    fonts.set(qn("w:eastAsia"), _CHINESE_FONT)


def _set_language(properties: Any, tag: str) -> None:
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)
    language.set(qn("w:eastAsia"), _CHINESE_TAG)


def _name_substitute_fonts(word: WordDocument) -> None:
    fonts = OxmlElement("w:fonts")
    for name, substitute in _SUBSTITUTES.items():
        font = _element("w:font", name=name)
        font.append(_element("w:altName", val=substitute))
        fonts.append(font)
    part = next(part for part in word.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    part._blob = serialize_part_xml(fonts)  # python-docx reads this part and never changes it: there is no public door


def set_run_language(run: WordRun, tag: str) -> None:
    """Tag a run; quotation marks and the like of a Chinese run come from the Chinese font."""
    _set_language(run._r.get_or_add_rPr(), tag)
    if tag == _CHINESE_TAG:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def add_page_number(paragraph: WordParagraph, wording: Wording) -> None:
    """Page x of y, as fields that Word keeps up to date."""
    before, between, after = wording.page
    paragraph.add_run(before)
    paragraph._p.append(_field("PAGE"))
    paragraph.add_run(between)
    paragraph._p.append(_field("NUMPAGES"))
    paragraph.add_run(after)


def _field(instruction: str) -> Any:
    field = _element("w:fldSimple", instr=instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field


def restart_numbering(word: WordDocument, paragraphs: list[WordParagraph]) -> None:
    """Let these numbered paragraphs count from one again; otherwise all lists of a file are one list."""
    numbering = word.part.numbering_part.element
    of_style = word.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId


def rule_table(table: WordTable) -> None:
    """Thin lines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="B9C6CA"))
    table._tbl.tblPr.append(borders)


def mark_header_row(table: WordTable) -> None:
    """Repeat the filled first row on every page, shade it, and name it a header to screen readers."""
    row = table.rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="EEF4F5"))
        for run in cell.paragraphs[0].runs:
            run.font.bold = True


def keep_rows_whole(table: WordTable) -> None:
    """No row breaks across two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
