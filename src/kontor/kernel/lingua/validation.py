"""Input that would deceive a reader is refused, with a sentence that says why (UN03, UN04)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kontor.kernel.lingua.names import deceiving_characters

_WORD = re.compile(r"[^\W\d_]+")


def mixed_words(text: str) -> list[str]:
    """Words that mix Latin with Cyrillic letters: they look like another word and are none (``аachen``)."""
    return [word for word in _WORD.findall(text) if {"LATIN", "CYRILLIC"} <= {_script(letter) for letter in word}]


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def refuse_deceiving(text: str) -> None:
    """A validator: ``ValidationError`` for characters that hide or reorder text, and for words of two scripts."""
    if found := deceiving_characters(text.replace("\r", "")):  # browsers end lines of a text area with both
        raise ValidationError(
            _("This text contains characters that cannot be seen or that change the order of reading: %(found)s. "
              "Please type it again without them."),
            code="deceiving",
            params={"found": ", ".join(dict.fromkeys(found))},
        )  # fmt: skip
    if words := mixed_words(text):
        raise ValidationError(
            _("“%(word)s” mixes Latin and Cyrillic letters that look alike. Please type it again in one script."),
            code="deceiving",
            params={"word": words[0]},
        )


def refuse_line_breaks(text: str) -> None:
    """A validator for a single line: ``ValidationError`` for line breaks of every kind and tabs (IN10)."""
    if "\t" in text or text.splitlines() != [text]:
        raise ValidationError(_("Please leave out characters that cannot be seen."), code="deceiving")
