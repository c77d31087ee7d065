"""Whether there is a seat: the ratio between the sides (MEM-7). Asked at the moment of an admission, under its lock.

Which counts go in. On the bounded side members and reserved seats count, since each reservation may become a
member. On the bounding side only members count: a reserved seat may lapse, and a seat granted on its
strength would then have broken the ratio. So the ratio among members holds in whatever order seats are taken up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kontor.charter.figures import RatioFigures, SideCode
from kontor.charter.model import Charter, Rule
from kontor.charter.reasons import Reason, Value, cite

#: The code of the reason where seats are free, but belong to those who wait already.
KEPT = "seat.kept_for_waiting"


class Tally(Mapping[SideCode, int]):
    """How many per side, unchangeable. A side that is not named counts 0; ValueError for a count below 0."""

    __slots__ = ("_counts",)

    def __init__(self, counts: Mapping[SideCode, int] | None = None) -> None:
        counts = counts or {}
        if any(count < 0 for count in counts.values()):
            raise ValueError(f"a side cannot count less than none: {dict(counts)}")
        # Zeros are dropped, so that tallies that mean the same are equal.
        self._counts = {side: counts[side] for side in sorted(counts) if counts[side]}

    def __getitem__(self, side: SideCode) -> int:
        return self._counts.get(side, 0)

    def __iter__(self) -> Iterator[SideCode]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def __hash__(self) -> int:
        return hash(tuple(self._counts.items()))

    def __repr__(self) -> str:
        return f"Tally({self._counts!r})"

    def __add__(self, other: Tally) -> Tally:
        return Tally({side: self[side] + other[side] for side in {*self, *other}})

    def __sub__(self, other: Tally) -> Tally:
        return Tally({side: self[side] - other[side] for side in {*self, *other}})


@dataclass(frozen=True, slots=True)
class Balance:
    """The ratio of a tally. `ratio` is None where it cannot be formed: no rule, or nobody on the bounding side."""

    tally: Tally
    ratio: Fraction | None
    within: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class SeatDecision:
    """Whether the applicant gets a seat; `before` and `after` are the counts that the ratio was taken of.

    Where refused, `after` is what would have been, `instead` cites the observer's seat that can be offered, and
    `exception_possible` says whether `seat_by_exception` could grant the seat all the same.
    """

    granted: bool
    reason: Reason
    before: Tally
    after: Tally
    instead: Reason | None = None
    exception_possible: bool = False


@dataclass(frozen=True, slots=True)
class ForecastStep:
    """One running application, seen as if all before it had ended as forecast. `free_after`: see free_seats.

    A seat that is free after it may belong to one of those waiting.
    """

    side: SideCode
    decision: SeatDecision
    free_after: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The ratio before and after cities joined or left, and what that means."""

    before: Balance
    after: Balance
    reason: Reason


def ratio_of(tally: Tally, charter: Charter) -> Balance:
    """The ratio of these counts, and whether the charter allows it. UnknownSide for a side it does not have."""
    _check_sides(charter, *tally)
    rule = charter.ratio
    if rule is None:
        return Balance(tally, None, True, cite("ratio.none_set", charter, None))
    bounded, bounding = tally[rule.figures.bounded], tally[rule.figures.bounding]
    within = bounded <= bounding * rule.figures.limit
    code = "ratio.within" if within else "ratio.exceeded"
    ratio = Fraction(bounded, bounding) if bounding else None
    return Balance(tally, ratio, within, _cite_balance(code, charter, rule, tally))


def seat_for(applicant_side: SideCode, members: Tally, reservations: Tally, charter: Charter) -> SeatDecision:
    """Whether there is a seat for one more city of that side (MEM-7). UnknownSide for a side not in the charter.

    An applicant of a side that the ratio does not bound is never refused: its joining can only ease the ratio, also
    where a withdrawal has broken it. Without any member on the bounding side nobody of the bounded side gets a seat.
    """
    _check_sides(charter, applicant_side)
    before = _counted(members, reservations, charter)
    after = before + Tally({applicant_side: 1})
    rule = charter.ratio
    if rule is None:
        return SeatDecision(True, cite("seat.no_ratio_set", charter, None, side=applicant_side), before, after)
    if applicant_side != rule.figures.bounded:
        return SeatDecision(True, cite("seat.side_not_bounded", charter, rule, side=applicant_side), before, after)
    if ratio_of(after, charter).within:
        return SeatDecision(True, _cite_balance("seat.free", charter, rule, after), before, after)
    return SeatDecision(
        False,
        _cite_balance("seat.none_free", charter, rule, after),
        before,
        after,
        instead=cite("observer.seat_offered", charter, charter.rule("observer.waiting"), side=applicant_side),
        exception_possible=rule.figures.exception_with_reason,
    )


def seat_by_exception(
    applicant_side: SideCode, members: Tally, reservations: Tally, charter: Charter, *, recorded_reason: str
) -> SeatDecision:
    """As seat_for; a seat that the ratio refuses is granted if the charter foresees exceptions and a reason is given.

    The reason's text stays with the caller's record. Where a seat is free, no exception is made of it.
    """
    decision = seat_for(applicant_side, members, reservations, charter)
    rule = charter.ratio
    if decision.granted or rule is None:
        return decision
    if not rule.figures.exception_with_reason:
        code = "seat.exception_not_foreseen"
    else:
        code = "seat.by_exception" if recorded_reason.strip() else "seat.exception_needs_reason"
    granted = code == "seat.by_exception"
    return SeatDecision(
        granted,
        _cite_balance(code, charter, rule, decision.after),
        decision.before,
        decision.after,
        instead=None if granted else decision.instead,
        exception_possible=decision.exception_possible,
    )


def free_seats(side: SideCode, members: Tally, reservations: Tally, charter: Charter) -> int | None:
    """How many more cities of that side would get a seat; None where the ratio sets no bound. Never below 0."""
    _check_sides(charter, side)
    rule = charter.ratio
    if rule is None or side != rule.figures.bounded:
        return None
    counted = _counted(members, reservations, charter)
    seats = int(counted[rule.figures.bounding] * rule.figures.limit)
    return max(0, seats - counted[rule.figures.bounded])


def seat_behind(ahead: int, side: SideCode, members: Tally, reservations: Tally, charter: Charter) -> SeatDecision:
    """As seat_for, for a city that has so many of its side ahead in line: refused also while every free seat is theirs.

    Where the ratio does not bound the side, there are seats for all of them, and nobody waits for another.
    """
    decision = seat_for(side, members, reservations, charter)
    free = free_seats(side, members, reservations, charter)
    if not decision.granted or free is None or ahead < free:
        return decision
    return replace(
        decision,
        granted=False,
        reason=cite(KEPT, charter, charter.rule("waiting_order"), waiting=ahead),
        instead=cite("observer.seat_offered", charter, charter.rule("observer.waiting"), side=side),
    )


def ratio_forecast(
    members: Tally, reservations: Tally, waiting: Tally, running: Sequence[SideCode], charter: Charter
) -> tuple[ForecastStep, ...]:
    """What the ratio would say to running applications if each were decided in this order (MEM-7).

    `waiting` counts those who wait for a seat already: free seats are theirs first. `running` holds the applicants'
    sides. Whoever finds a seat is taken as a member for those after it; whoever does not joins those waiting, and has
    its turn before them when a later one frees a seat. That seat shows in the later step's `free_after`.
    """
    steps = []
    for side in running:
        decision = seat_behind(waiting[side], side, members, reservations, charter)
        if decision.granted:
            members = members + Tally({side: 1})
        else:
            waiting = waiting + Tally({side: 1})
        bounded = charter.ratio.figures.bounded if charter.ratio else side
        steps.append(ForecastStep(side, decision, free_seats(bounded, members, reservations, charter)))
    return tuple(steps)


def what_if(members: Tally, joins: Tally, leaves: Tally, charter: Charter) -> WhatIf:
    """The ratio among members before and after some join and some leave; ValueError if more leave than there are.

    A ratio that leaving breaks is only told: it removes nobody, it binds later admissions (MEM-7).
    """
    before = ratio_of(members, charter)
    after = ratio_of(members + joins - leaves, charter)
    rule = charter.ratio
    if rule is None:
        return WhatIf(before, after, after.reason)
    code = {
        (True, True): "ratio.kept",
        (True, False): "ratio.broken",
        (False, False): "ratio.still_broken",
        (False, True): "ratio.mended",
    }[before.within, after.within]
    return WhatIf(before, after, _cite_balance(code, charter, rule, after.tally))


def _counted(members: Tally, reservations: Tally, charter: Charter) -> Tally:
    """The counts that an admission is measured by; see the top of this file."""
    _check_sides(charter, *members, *reservations)
    rule = charter.ratio
    if rule is None:
        return members + reservations
    return members + Tally({side: n for side, n in reservations.items() if side != rule.figures.bounding})


def _check_sides(charter: Charter, *sides: SideCode) -> None:
    for side in sides:
        charter.side(side)


def _cite_balance(code: str, charter: Charter, rule: Rule[RatioFigures], tally: Tally) -> Reason:
    figures = rule.figures
    params: dict[str, Value] = {
        "bounded_side": figures.bounded,
        "bounded": tally[figures.bounded],
        "bounding_side": figures.bounding,
        "bounding": tally[figures.bounding],
        "limit": figures.limit,
    }
    return cite(code, charter, rule, **params)
