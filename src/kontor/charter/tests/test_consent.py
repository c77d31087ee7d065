"""MEM-4: only the written consent of every member city; against a second implementation with sets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.charter.consent import Position, Voice, consent_complete
from kontor.charter.load import shipped
from kontor.charter.model import Charter

CHARTER = shipped().latest
ids = st.integers(min_value=1, max_value=12)
statements_of = st.dictionaries(ids, st.sampled_from(Position), max_size=12)
electorates = st.lists(
    st.builds(Voice, ids, st.none() | st.just("withdrew")), unique_by=lambda voice: voice.id, max_size=10
)


@given(electorates, statements_of)
def test_the_ledger_agrees_with_sets(electorate: list[Voice], statements: dict[int | str, Position]) -> None:
    state = consent_complete(electorate, statements, CHARTER)
    required = {voice.id for voice in electorate} - {voice.id for voice in electorate if voice.released}
    said = {
        position: {voice for voice, one in statements.items() if one == position} & required for position in Position
    }
    assert state.complete == (required != set() and required == said[Position.CONSENT])
    assert set(state.missing) == required - said[Position.CONSENT]
    assert set(state.objecting) == said[Position.OBJECTION]
    assert set(state.questioning) == said[Position.QUESTION]
    assert set(state.abstaining) == said[Position.ABSTENTION]
    assert set(state.silent) == required - set(statements)
    assert set(state.not_asked) == set(statements) - {voice.id for voice in electorate}
    assert (state.reason.code == "consent.complete") == state.complete


@given(electorates, statements_of)
def test_a_round_without_any_one_of_its_consents_is_not_complete(
    electorate: list[Voice], statements: dict[int | str, Position]
) -> None:
    for voice in electorate:
        without = {one: position for one, position in statements.items() if one != voice.id}
        assert voice.released or not consent_complete(electorate, without, CHARTER).complete


@pytest.mark.parametrize("position", [Position.OBJECTION, Position.QUESTION, Position.ABSTENTION, None])
def test_one_position_other_than_consent_is_enough_to_miss_it(charter: Charter, position: Position | None) -> None:
    statements: dict[int | str, Position] = {"aachen": Position.CONSENT}
    if position:
        statements["foshan"] = position
    state = consent_complete([Voice("aachen"), Voice("foshan")], statements, charter)
    assert (state.complete, state.missing) == (False, ("foshan",))


def test_all_have_consented(charter: Charter) -> None:
    statements: dict[int | str, Position] = {"aachen": Position.CONSENT, "foshan": Position.CONSENT}
    state = consent_complete([Voice("aachen"), Voice("foshan")], statements, charter)
    assert state.complete
    assert (state.reason.code, state.reason.clause, state.reason.version) == ("consent.complete", "II.5.1.g", "2016")
    assert state.remarks == ()


def test_nobody_to_ask_is_no_consent(charter: Charter) -> None:
    founding = consent_complete([], {}, charter)
    assert (founding.complete, founding.reason.code, founding.reason.clause) == (
        False,
        "consent.nobody_to_ask",
        "II.5.1.F10",
    )
    all_left = consent_complete([Voice(1, released="withdrew")], {1: Position.CONSENT}, charter)
    assert (all_left.complete, all_left.released, all_left.reason.params) == (False, (1,), {"released": 1})


def test_leavers_no_longer_count_and_joiners_never_do(charter: Charter) -> None:
    electorate = [Voice(1), Voice(2, released="withdrew")]
    state = consent_complete(electorate, {1: Position.CONSENT, 2: Position.OBJECTION, 3: Position.OBJECTION}, charter)
    assert state.complete
    assert (state.objecting, state.released, state.not_asked) == ((), (2,), (3,))
    assert [(remark.code, remark.clause) for remark in state.remarks] == [
        ("consent.leavers_released", "II.5.1.F4"),
        ("consent.joiners_not_added", "II.5.1.F3"),
    ]


def test_an_objection_is_told_before_silence(charter: Charter) -> None:
    statements: dict[int | str, Position] = {1: Position.OBJECTION, 2: Position.ABSTENTION}
    state = consent_complete([Voice(1), Voice(2), Voice(3)], statements, charter)
    assert state.reason.code == "consent.objected"
    assert state.reason.params == {"given": 0, "required": 3, "objecting": 1}
    assert [remark.clause for remark in state.remarks] == ["II.5.1.F1", "II.5.1.F2"]


def test_what_is_missing_is_counted(charter: Charter) -> None:
    statements: dict[int | str, Position] = {1: Position.CONSENT, 2: Position.QUESTION}
    state = consent_complete([Voice(1), Voice(2), Voice(3)], statements, charter)
    assert state.reason.code == "consent.incomplete"
    assert state.reason.params == {"given": 1, "required": 3, "questioning": 1, "abstaining": 0, "silent": 1}


def test_a_city_cannot_be_asked_twice(charter: Charter) -> None:
    with pytest.raises(ValueError, match="twice"):
        consent_complete([Voice(1), Voice(1, released="withdrew")], {}, charter)
