"""Characters that must not reach a letter as they are, and what stands in their place.

A direction override or a zero-width character can make a name look like another one, and controls and lone
surrogates break PDF and XML. They are shown as ``[U+202E]``: nothing disappears and nothing is disguised.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphen: wanted in German compounds. Controls that are left after line ends are really foreign.
_HARMLESS = "\n\u00ad"
_CONTROL_FORMAT_SURROGATE = {"Cc", "Cf", "Cs"}


def shown(character: str) -> str:
    """A character as its code point in brackets, for instance ``[U+202E]``."""
    return f"[U+{ord(character):04X}]"


def printable(text: str) -> str:
    """The text with invisible and broken characters made visible; line ends become line feeds, tabs spaces."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(shown(character) if _is_refused(character) else character for character in text)


def _is_refused(character: str) -> bool:
    if character in _HARMLESS:
        return False
    return unicodedata.category(character) in _CONTROL_FORMAT_SURROGATE or _is_noncharacter(ord(character))


def _is_noncharacter(code_point: int) -> bool:
    """Whether Unicode promises never to use it; unassigned ones stay, they may be a name's newest ideograph."""
    return code_point & 0xFFFE == 0xFFFE or 0xFDD0 <= code_point <= 0xFDEF
