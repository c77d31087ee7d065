"""Reasons carry no words, can be hashed, and are all listed."""

from __future__ import annotations

import ast
import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from kontor.charter.figures import ReturnWay
from kontor.charter.model import Charter
from kontor.charter.reasons import CODES, Params, Reason, cite

PACKAGE = Path(__file__).parent.parent


def test_reasons_of_the_same_content_are_one() -> None:
    one = Reason("ratio.kept", {"bounded": 1, "limit": Fraction(2)}, "II.5.1.k", "2016")
    other = Reason("ratio.kept", {"limit": Fraction(2), "bounded": 1}, "II.5.1.k", "2016")
    assert one == other
    assert {one, other} == {pickle.loads(pickle.dumps(one))}  # noqa: S301
    assert one != Reason("ratio.kept", {"bounded": 2, "limit": Fraction(2)}, "II.5.1.k", "2016")


def test_parameters_cannot_change_afterwards() -> None:
    given = {"on": date(2026, 5, 1)}
    reason = Reason("session.past", given)
    given["on"] = date(2027, 1, 1)
    assert reason.params == {"on": date(2026, 5, 1)}
    assert (len(reason.params), list(reason.params)) == (1, ["on"])
    assert "on" in repr(reason)
    with pytest.raises(TypeError):
        reason.params["on"] = 1  # type: ignore[index]
    with pytest.raises(KeyError):
        Params({})["on"]


def test_a_citation_takes_exactly_the_listed_parameters(charter: Charter) -> None:
    with pytest.raises(KeyError):
        cite("ratio.guessed", charter, None)
    with pytest.raises(TypeError, match="takes"):
        cite("seat.no_ratio_set", charter, None)
    with pytest.raises(TypeError, match="takes"):
        cite("seat.no_ratio_set", charter, None, side="CN", city="Bonn")


def test_every_listed_code_is_produced_and_every_produced_code_is_listed() -> None:
    families = {code.partition(".")[0] for code in CODES}
    rule_keys = {"observer.waiting", "observer.converted"}
    written = {f"return.{way}" for way in ReturnWay}
    for path in PACKAGE.glob("*.py"):
        if path.name in {"reasons.py", "figure_forms.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                family, dot, rest = node.value.partition(".")
                if dot and rest and family in families:
                    written.add(node.value)
    assert written - rule_keys == set(CODES)
