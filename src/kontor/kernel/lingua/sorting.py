"""Sort keys: the database orders by code point, people by DIN 5007 or by pinyin."""

import unicodedata

_LONGEST = 200
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
# Heteronyms in the names of places that the general table reads the other way.
_PLACE_READINGS = {"重庆": "chong qing", "厦门": "xia men", "长沙": "chang sha", "长春": "chang chun"}


def sort_key_de(text: str) -> str:
    """DIN 5007, variant 1: umlauts sort as their base letters, ß as ss, case and accents do not matter."""
    lowered = text.casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))[:_LONGEST]


def sort_key_zh(text: str) -> str:
    """Pinyin without tones; text that is not Chinese sorts as it is written."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # a third of a second, and most processes sort nothing new

    for name, reading in _PLACE_READINGS.items():
        text = text.replace(name, f" {reading} ")
    return " ".join(" ".join(lazy_pinyin(text)).casefold().split())[:_LONGEST]
