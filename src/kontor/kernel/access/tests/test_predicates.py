"""A question that fails opens no door, whatever is made of it (FA09)."""

import pytest

from kontor.kernel.access import SYSTEM, Predicate, predicate


@predicate
def yes(_actor: object, _row: object) -> bool:
    """Always."""
    return True


@predicate
def no(_actor: object, _row: object) -> bool:
    """Never."""
    return False


@predicate
def broken(_actor: object, _row: object) -> bool:
    """Cannot be asked."""
    raise LookupError("a broken rule")


@pytest.mark.parametrize(
    "rule",
    [
        broken, ~broken, ~~broken, broken & yes, yes & broken, ~(broken & yes), ~(yes & broken), broken | no,
        no | broken, ~(broken | no), ~(no | broken), ~broken & yes,
    ],
    ids=lambda rule: rule.name,
)  # fmt: skip
def test_fa09_what_contains_a_question_that_failed_is_answered_with_no(rule: Predicate) -> None:
    assert rule(SYSTEM) is False


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        (yes, True), (no, False), (~no, True), (~yes, False), (yes & ~no, True), (no | yes, True), (no & broken, False),
        (yes | broken, True), (broken | yes, True), (~(no & broken), True), (~(broken | yes), False),
    ],
    ids=lambda each: each.name if isinstance(each, Predicate) else str(each),
)  # fmt: skip
def test_what_is_clear_without_it_stays_clear(rule: Predicate, answer: bool) -> None:
    assert rule(SYSTEM) is answer
