"""Characters that deceive are refused; rare ones that names need are not (UN03, UN04)."""

import pytest
from django.core.exceptions import ValidationError

from kontor.kernel.lingua.validation import refuse_deceiving

NAMES = (
    "Köln",
    "𠮷田",
    "䶮",
    "镕",
    "买买提·艾力",
    "O’Brien",
    "Ma'anshan",
    "Łódź",
    "Санкт-Петербург",
    "μm und Ω",
    "a\r\nb",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_as_they_are_written_pass(name: str) -> None:
    refuse_deceiving(name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aachen\u202e", "U+202E"), ("Aa\u200bchen", "U+200B"), ("\ufeffAachen", "U+FEFF"),
        ("Aachen\U000e0041", "U+E0041"),
        ("аachen", "аachen"), ("Aachen\x07", "U+0007"),
    ],
)  # fmt: skip
def test_what_hides_or_reorders_or_imitates_is_refused_and_named(text: str, found: str) -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_deceiving(text)
    assert found in str(refused.value.messages)
