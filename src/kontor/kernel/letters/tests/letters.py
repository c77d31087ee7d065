"""Sample letters in three languages, and how the tests read what was rendered."""

from __future__ import annotations

import datetime
import io

import docx
from pypdf import PdfReader

from kontor.kernel.letters.document import (
    Bullets,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Party,
    Run,
    Signature,
    Table,
    Text,
)

DAY = datetime.date(2023, 2, 24)
SENDER = Party(name=("Geschäftsstelle",), address=("Burgplatz 19", "47051 Duisburg"), contact=("+49 203 000000",))

GERMAN = Document(
    language="de",
    title="Aufnahme in das Bündnis",
    sender=SENDER,
    date=DAY,
    place="Duisburg",
    reference="A-2023/017",
    recipient=("Frau Jördis Weiß", "Katschhof 1", "52062 Aachen"),
    salutation="Sehr geehrte Frau Weiß,",
    blocks=(
        Paragraph((Run("über "), Run("泰州市", lang="zh-hans"))),
        Heading("Übersicht"),
        Facts((("Größe", "4,5 Millionen"),)),
        Bullets(("Zustimmen", "Rückfragen")),
        Heading("Einzelheiten", level=2),
        Numbered(("erstens", "zweitens")),
        Table(("Stadt", "Tage"), (("Köln", "3"), ("Kiel", "5")), align=("left", "right"), caption="Antworten"),
    ),
    closing="Mit freundlichen Grüßen",
    signatories=(Signature(("Ümit Große", "Leitung")),),
    footer=("Geschäftsstelle · Duisburg",),
    mark="Simuliert",
)

CHINESE = Document(
    language="zh-hans",
    title="关于泰州市加入联盟征求意见的函",
    sender=Party(name=("联盟秘书处",), address=("杜伊斯堡市",)),
    date=DAY,
    reference="联函〔2023〕17号",
    recipient=("台州市人民政府",),
    salutation="尊敬的朱镕𠮷先生：",
    blocks=(Paragraph("请贵市于三月二十四日前书面回复，“逾期”视为同意。"),),
    closing="特此函告。",
    signatories=(Signature(("联盟秘书处",)),),
)

ENGLISH = Document(
    language="en",
    title="Minutes of the seventh conference",
    sender=Party(name=("Secretariat",)),
    date=DAY,
    blocks=(Heading("Present"), Paragraph("The quorum was met.")),
)


PLACES = 9  # how often ``letter_saying`` says its text


def letter_saying(text: Text) -> Document:
    """A letter whose every kind of place holds this text."""
    return Document(
        language="de",
        title=text,
        sender=Party(name=(text,)),
        date=DAY,
        blocks=(Heading(text), Paragraph(text), Facts(((text, text),)), Bullets((text,)), Table((text,), ((text,),))),
    )


def pdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def docx_text(file: bytes) -> str:
    """Everything a reader sees in the body, tables included, in order."""
    word = docx.Document(io.BytesIO(file))
    return "\n".join(node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t"))
