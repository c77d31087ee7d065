"""Amounts are read as people write them, or refused with a word on how to write them (BL19)."""

from decimal import Decimal

import pytest

from kontor.cities.amounts import read_amount
from kontor.kernel.access import Refused


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("de", "248878", "248878"), ("de", "248.878", "248878"), ("de", "1.234.567,5", "1234567.5"),
        ("de", "1 234 567", "1234567"), ("de", "1,2 Mio.", "1200000"), ("de", "3 Mrd", "3000000000"),
        ("de", "0", "0"), ("de", "12,50", "12.50"), ("de", "25 Tsd.", "25000"),
        ("en", "1,234,567.5", "1234567.5"), ("en", "1.2 million", "1200000"), ("en", "25 thousand", "25000"),
        ("zh-hans", "949.8863万", "9498863"), ("zh-hans", "1.2亿", "120000000"), ("zh-hans", "1亿2000万", "120000000"),
        ("zh-hans", "２５０００", "25000"), ("zh-hans", "1.36万亿", "1360000000000"), ("zh-hans", "1,234", "1234"),
        ("de", "120万", "1200000"), ("zh-hans", "1万5000", "15000"),
    ],
)  # fmt: skip
def test_an_amount_is_read(language: str, typed: str, amount: str) -> None:
    assert read_amount(typed, language) == Decimal(amount)


@pytest.mark.parametrize(
    ("language", "typed", "code"),
    [
        ("de", "-5", "amount_negative"), ("de", "−5", "amount_negative"), ("de", "viele", "amount_not_read"),
        ("de", "1e6", "amount_unit_unknown"), ("de", "NaN", "amount_not_read"), ("de", "1.23", "amount_other_signs"),
        ("de", "1,234", "amount_too_exact"), ("en", "1.234", "amount_too_exact"), ("en", "1,23", "amount_other_signs"),
        ("de", "2 Billionen", "amount_unit_ambiguous"), ("en", "2 billion", "amount_unit_ambiguous"),
        ("de", "5 €", "amount_not_read"), ("de", "1.000.000.000.000.000", "amount_too_large"),
        ("zh-hans", "1万2亿", "amount_not_read"), ("zh-hans", "1.234,5", "amount_other_signs"),
        ("de", "5 Stück", "amount_unit_unknown"),
        ("de", "1..2", "amount_not_read"), ("de", "9" * 40, "amount_too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_reason(language: str, typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_amount(typed, language)
    assert refused.value.reason.code == code
