"""Whose turn it is to host a meeting (GOV-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kontor.charter.figures import SideCode
from kontor.charter.model import Charter
from kontor.charter.reasons import Reason, cite


@dataclass(frozen=True, slots=True)
class HostTurn:
    """Whose turn it is to host, and by which rule."""

    side: SideCode
    reason: Reason


@dataclass(frozen=True, slots=True)
class HostDecision:
    """Whether a side may host, and by which rule."""

    granted: bool
    reason: Reason


def next_host_side(past_hosts: Sequence[SideCode], charter: Charter) -> HostTurn:
    """The side whose turn it is, given the sides of all past meetings, oldest first. UnknownSide for a foreign one.

    It is the side that has waited longest; one that never hosted goes first, in the order of the charter's sides.
    Of two sides that is always the other one, also after an exception put two meetings on one side.
    """
    _check_sides(past_hosts, charter)
    last_turn = {side: turn for turn, side in enumerate(past_hosts)}
    turn = min(charter.sides, key=lambda side: (last_turn.get(side.code, -1), side.order)).code
    if not past_hosts:
        return HostTurn(turn, cite("hosting.first", charter, charter.alternation, side=turn))
    return HostTurn(turn, cite("hosting.turn", charter, charter.alternation, side=turn, last=past_hosts[-1]))


def may_host(
    side: SideCode, past_hosts: Sequence[SideCode], charter: Charter, *, recorded_reason: str = ""
) -> HostDecision:
    """Whether that side may host next: never twice in a row, unless the charter is overridden with a recorded reason.

    The reason's text stays with the caller's record. UnknownSide for a side the charter does not have.
    """
    _check_sides((side, *past_hosts), charter)
    if not past_hosts or past_hosts[-1] != side:
        return HostDecision(True, cite("hosting.open", charter, charter.alternation, side=side))
    if not recorded_reason.strip():
        code = "hosting.two_in_a_row"
    elif charter.alternation.figures.exception_with_reason:
        code = "hosting.by_exception"
    else:
        code = "hosting.exception_not_foreseen"
    return HostDecision(code == "hosting.by_exception", cite(code, charter, charter.alternation, side=side))


def _check_sides(sides: Sequence[SideCode], charter: Charter) -> None:
    for side in sides:
        charter.side(side)
