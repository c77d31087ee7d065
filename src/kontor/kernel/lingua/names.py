"""Names of persons: the order of family and given name follows the script, never the page."""

import re
import unicodedata

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def is_han(text: str) -> bool:
    """Whether the text contains Chinese characters."""
    return bool(_HAN.search(text))


def full_name(family: str, given: str) -> str:
    """``王小明`` (family first, no blank) for Chinese script, ``Anna Muster`` otherwise; mononyms stay alone."""
    if is_han(family) or is_han(given):
        return f"{family}{given}"
    return " ".join(part for part in (given, family) if part)


def shown_name(family: str, given: str, latin: str, language: str) -> str:
    """The name for a reader of ``language``: a reader without Chinese gets the Latin form beside it."""
    name = full_name(family, given)
    if latin and is_han(name) and language != "zh-hans":
        return f"{latin} ({name})"
    return name


_FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
_DECEIVING = set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def deceiving_characters(text: str) -> list[str]:
    """Characters that hide or reorder text (UN04): control, direction, zero width, tags. Empty when all is well."""
    return [
        f"U+{ord(character):04X}"
        for character in text
        if character in _DECEIVING
        or 0xE0000 <= ord(character) <= 0xE007F
        or (unicodedata.category(character) in _FORBIDDEN and character not in "\n\t")
    ]
