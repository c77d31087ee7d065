"""Reading amounts as people type them in three languages: 1.234,5 · 1,234.5 · 1,2 Mio. · 9498万 · 1亿2000万 (BL19)."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from kontor.charter.reasons import Reason
from kontor.cities.models import Indicator
from kontor.kernel.access import Refused
from kontor.kernel.lingua.calendar import number

_UNITS = {
    "万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4,
    "萬億": 10**12, "億": 10**8, "萬": 10**4,
    "mrd": 10**9, "milliarde": 10**9, "milliarden": 10**9, "bn": 10**9,
    "mio": 10**6, "million": 10**6, "millions": 10**6, "millionen": 10**6,
    "tsd": 10**3, "tausend": 10**3, "thousand": 10**3,
}  # fmt: skip
#: These mean different numbers in different languages.
_AMBIGUOUS = {"billion", "billions", "billionen", "bio", "trillion", "trillions", "trillionen", "b", "m", "k"}
_PART = re.compile(r"(?P<number>\d[\d.,'’\s]*)(?P<unit>[^\W\d_]+\.?)?\s*")
_LARGEST = Decimal(10) ** 15
#: Decimal sign and sign between thousands.
_SIGNS = {"de": (",", "."), "en": (".", ","), "zh-hans": (".", ",")}

_CURRENCIES = ("EUR", "CNY", "USD")
UNITS: tuple[str, ...] = ("", *_CURRENCIES, "km²")
_UNITS_OF: dict[str, Sequence[str]] = {Indicator.GDP: _CURRENCIES, Indicator.AREA: ("km²",)}


def units_of(indicator: str) -> Sequence[str]:
    """The units in which an indicator is given; numbers of people or companies have none."""
    return _UNITS_OF.get(indicator, ("",))


def read_amount(text: str, language: str) -> Decimal:
    """The amount that somebody typed on a page in ``language``. ``Refused`` says how it should be written."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if plain.startswith("-"):
        raise Refused(Reason("amount_negative", {}))
    total, before, position = Decimal(0), None, 0
    while position < len(plain):
        part = _PART.match(plain, position)
        if part is None:
            raise Refused(Reason("amount_not_read", {"example": number(Decimal("1234567.5"), language)}))
        factor = _factor(part["unit"])
        if before is not None and factor >= before:
            raise Refused(Reason("amount_not_read", {"example": number(Decimal("1234567.5"), language)}))
        total, before, position = total + _plain_number(part["number"], language) * factor, factor, part.end()
    if before is None:
        raise Refused(Reason("amount_not_read", {"example": number(Decimal("1234567.5"), language)}))
    return _within_bounds(total, text)


def _factor(unit: str | None) -> int:
    word = (unit or "").rstrip(".").casefold()
    if word in _AMBIGUOUS:
        raise Refused(Reason("amount_unit_ambiguous", {"unit": unit or ""}))
    if word and word not in _UNITS:
        raise Refused(Reason("amount_unit_unknown", {"unit": unit or ""}))
    return _UNITS[word] if word else 1


def _plain_number(text: str, language: str) -> Decimal:
    decimal, thousands = _SIGNS[language]
    if _is_written(text, decimal, thousands):
        digits = re.sub(rf"[\s'’{re.escape(thousands)}]", "", text)
        return Decimal(digits.replace(decimal, "."))
    if _is_written(text, thousands, decimal):
        raise Refused(Reason("amount_other_signs", {"example": number(Decimal("1234567.5"), language)}))
    raise Refused(Reason("amount_not_read", {"example": number(Decimal("1234567.5"), language)}))


def _is_written(text: str, decimal: str, thousands: str) -> bool:
    between = rf"[{re.escape(thousands)}\s'’]"
    return bool(re.fullmatch(rf"(\d+|\d{{1,3}}({between}\d{{3}})+)({re.escape(decimal)}\d+)?", text.strip()))


def _within_bounds(total: Decimal, text: str) -> Decimal:
    if total >= _LARGEST:
        raise Refused(Reason("amount_too_large", {}))
    if total != total.quantize(Decimal("0.01")):
        raise Refused(Reason("amount_too_exact", {"amount": text.strip()}))
    return total
