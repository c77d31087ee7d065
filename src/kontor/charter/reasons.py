"""Reasons without words: a code, parameters, and the clause that was applied.

Words are chosen where the reader and the reader's language are known; here stands only which codes there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from kontor.charter.model import Charter, Rule

Value: TypeAlias = str | int | Fraction | date
"""What a parameter may be; a datetime is a date too."""


class Params(Mapping[str, Value]):
    """A mapping that cannot change and can be hashed; equal to any mapping of the same content."""

    __slots__ = ("_pairs",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._pairs = tuple(sorted(values.items(), key=lambda pair: pair[0]))

    def __getitem__(self, name: str) -> Value:
        for known, value in self._pairs:
            if known == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"Params({dict(self._pairs)!r})"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused, or on which ground it was decided.

    `clause` and `version` say which rule of which version of the charter was applied (CHR-1); both are None for
    reasons that rest on no clause. Other parts of the platform use the class for codes of their own.
    """

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)
    clause: str | None = None
    version: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", Params(self.params))


_BALANCE = ("bounded", "bounded_side", "bounding", "bounding_side", "limit")
_DEADLINE = ("days", "due_on", "zone")
_FOUNDING = ("first_on", "last_on")

CODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # the ratio as it stands or would stand: counts of both sides, and the limit as a Fraction (2 means 2:1)
        "ratio.within": _BALANCE,
        "ratio.exceeded": _BALANCE,
        "ratio.none_set": (),
        # what joining and leaving would change; the figures are those afterwards
        "ratio.kept": _BALANCE,
        "ratio.broken": _BALANCE,
        "ratio.still_broken": _BALANCE,
        "ratio.mended": _BALANCE,
        # a seat for an applicant; the figures are those with the applicant
        "seat.free": _BALANCE,
        "seat.none_free": _BALANCE,
        "seat.side_not_bounded": ("side",),
        "seat.no_ratio_set": ("side",),
        "seat.by_exception": _BALANCE,
        "seat.exception_needs_reason": _BALANCE,
        "seat.exception_not_foreseen": _BALANCE,
        "seat.kept_for_waiting": ("waiting",),
        "observer.seat_offered": ("side",),
        # written consent
        "consent.complete": ("required",),
        "consent.incomplete": ("given", "required", "questioning", "abstaining", "silent"),
        "consent.objected": ("given", "required", "objecting"),
        "consent.nobody_to_ask": ("released",),
        "consent.silence_is_not_consent": ("silent",),
        "consent.abstention_is_not_consent": ("abstaining",),
        "consent.leavers_released": ("released",),
        "consent.joiners_not_added": ("not_asked",),
        # deadlines: the last day that counts, in the named zone
        "deadline.answer": _DEADLINE,
        "deadline.reminder": _DEADLINE,
        "deadline.reservation": _DEADLINE,
        # whose turn it is to host
        "hosting.first": ("side",),
        "hosting.turn": ("side", "last"),
        "hosting.open": ("side",),
        "hosting.two_in_a_row": ("side",),
        "hosting.by_exception": ("side",),
        "hosting.exception_not_foreseen": ("side",),
        # who pays
        "cost.borne_by": ("category", "bearer"),
        # whether a membership began with the founding; the days between which that was
        "founding.since_then": _FOUNDING,
        "founding.too_early": _FOUNDING,
        "founding.too_late": _FOUNDING,
        # how an observer comes to a seat
        "return.offered_free_seat": (),
        "return.applies_anew": (),
        "waiting.order_of_application": ("waiting",),
    }
)


def cite(code: str, charter: Charter, rule: Rule[Any] | None, **params: Value) -> Reason:
    """A reason of CODES that cites `rule` in the version of `charter`.

    Raises KeyError for an unlisted code and TypeError for other parameters than those listed with it: a reason that
    translators have never seen must not reach a reader.
    """
    if set(params) != set(CODES[code]):
        raise TypeError(f"{code} takes {sorted(CODES[code])}, got {sorted(params)}")
    return Reason(code, params, clause=rule.clause if rule else None, version=charter.version)
