"""Words for reasons: a refusal travels as a code with parameters and is put into words where the reader is known."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext

from kontor.charter.reasons import Reason
from kontor.kernel.lingua import calendar

_words: dict[str, str | Promise] = {}


def teach(words: Mapping[str, str | Promise]) -> None:
    """Register the words for reason codes: ``{"ratio_exceeded": _("… %(after)s …")}``."""
    for code, sentence in words.items():
        if code in _words and str(_words[code]) != str(sentence):
            raise ValueError(f"The reason {code!r} has words already.")
        _words[code] = sentence


def taught() -> Mapping[str, str | Promise]:
    """All codes that have words; a test compares them with the codes that can occur."""
    return dict(_words)


def say(reason: Reason) -> str:
    """The reason as a sentence in the current language, with its clause in brackets if it has one."""
    template = str(_words.get(reason.code, reason.code))
    sentence = template % {name: _shown(value) for name, value in reason.params.items()}
    if not reason.clause:
        return sentence
    return gettext("%(sentence)s (charter, %(clause)s)") % {"sentence": sentence, "clause": reason.clause}


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return calendar.moment(value)
    if isinstance(value, date):
        return calendar.day(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}:{value.denominator}"
    return str(value)
