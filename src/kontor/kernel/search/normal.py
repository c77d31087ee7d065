"""One spelling for texts that are compared: full-width forms, case, umlauts and ß make no difference (UN08)."""

import re
import unicodedata
from functools import cache
from typing import Any

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def folded(text: str) -> str:
    """Compatibility forms composed, small letters, ä as ae and ß as ss: „Großformat“ and ``GROSSFORMAT`` are one."""
    return unicodedata.normalize("NFKC", text).lower().translate(_GERMAN)


def latin_words(text: str) -> list[str]:
    """The words of a text in a Latin script, folded, in their order; digits and signs are left out."""
    return [word for word in _LATIN_WORD.findall(folded(text)) if not _HAN.match(word)]


def han_runs(text: str) -> list[str]:
    """The stretches of Chinese characters of a text, in their order."""
    return _HAN.findall(unicodedata.normalize("NFKC", text))


def simplified(text: str) -> str:
    """Chinese in simplified characters, whichever it is written in (UN06); other scripts stay as they are."""
    return str(_converter().convert(text)) if _HAN.search(text) else text


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415  # most processes never search

    return OpenCC("t2s")
