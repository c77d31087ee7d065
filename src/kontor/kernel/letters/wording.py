"""The few words that every letter has, and its date, in the letter's own language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date

from kontor.kernel.letters.document import Language


@dataclass(frozen=True)
class Wording:
    """``tag`` is the language tag of files; ``page`` what stands before, between and after the page numbers."""

    tag: str
    locale: str
    reference: str
    place: str
    date: str
    page: tuple[str, str, str]
    label_end: str = ": "


WORDING: dict[Language, Wording] = {
    "de": Wording("de-DE", "de_DE", "Aktenzeichen", "Ort", "Datum", ("Seite ", " von ", "")),
    "zh-hans": Wording("zh-CN", "zh_Hans_CN", "编号", "地点", "日期", ("第 ", " 页，共 ", " 页"), "："),
    "en": Wording("en-GB", "en_GB", "Reference", "Place", "Date", ("Page ", " of ", "")),
}


def written_date(date: datetime.date, language: Language) -> str:
    """24. Februar 2023, 2023年2月24日, 24 February 2023."""
    return format_date(date, "long", locale=WORDING[language].locale)
