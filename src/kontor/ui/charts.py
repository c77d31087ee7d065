"""Small drawings from figures: pure functions that give coordinates, templates make SVG of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Balance:
    """Two bars on one scale, in per cent: each side's length, and where the limit of side b lies (or ``None``)."""

    a: int
    b: int
    length_a: float
    length_b: float
    limit_at: float | None
    most_b: int | None

    @property
    def within(self) -> bool:
        """Whether side b keeps to the limit."""
        return self.most_b is None or self.b <= self.most_b

    @property
    def limit_is_right(self) -> bool:
        """Whether the words at the limit's mark have more room on its left."""
        return self.limit_at is not None and self.limit_at > 50

    @property
    def length_kept(self) -> float:
        """How much of side b's bar keeps to the limit; the rest goes beyond it."""
        return self.length_b if self.within or self.limit_at is None else self.limit_at


def balance(a: int, b: int, limit: Fraction | None = None) -> Balance:
    """Lengths of both bars; side b may be at most ``limit`` times side a. Without members there is no mark to draw."""
    most = int(a * limit) if limit is not None else None
    scale = max(a, b, most or 0, 1)
    return Balance(
        a=a,
        b=b,
        length_a=round(100 * a / scale, 2),
        length_b=round(100 * b / scale, 2),
        limit_at=round(100 * most / scale, 2) if most is not None and a + b else None,
        most_b=most,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures in a box of 160 by 40: the line, its dots and its ends."""

    path: str
    dots: tuple[tuple[float, float], ...]
    first: Mapping[str, Any]
    last: Mapping[str, Any]

    @property
    def end(self) -> tuple[float, float]:
        """The dot of the newest figure."""
        return self.dots[-1]


def line(points: Sequence[Mapping[str, Any]], width: int = 160, height: int = 40, inset: int = 5) -> Line:
    """Scale figures into the box; a missing value leaves a gap. Needs at least one value."""
    values = [float(point["value"]) for point in points if point.get("value") is not None]
    if not values:
        raise ValueError("a line needs at least one value")
    low, high = min(values), max(values)
    step = (width - 2 * inset) / max(len(points) - 1, 1)
    path, dots, pen_down = [], [], False
    for index, point in enumerate(points):
        if point.get("value") is None:
            pen_down = False
            continue
        x = round(inset + index * step, 2)
        part = (float(point["value"]) - low) / (high - low) if high > low else 0.5
        y = round(height - inset - part * (height - 2 * inset), 2)
        path.append(f"{'L' if pen_down else 'M'}{x} {y}")
        dots.append((x, y))
        pen_down = True
    known = [point for point in points if point.get("value") is not None]
    return Line(path=" ".join(path), dots=tuple(dots), first=known[0], last=known[-1])


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 200 units: how far the value goes, where the plan lies, and whether it went over."""

    width: float
    plan_at: float
    over: bool


def bar(value: float, plan: float, length: int = 200) -> Bar:
    """Scale value and plan so that the larger one fills the bar."""
    largest = max(value, plan, 1e-9)
    return Bar(
        width=round(length * max(value, 0) / largest, 2),
        plan_at=round(length * plan / largest, 2),
        over=value > plan,
    )
