"""Where the names on the map go: beside their mark, or at the end of a line that leads to it; never on one another.

A city's name must be readable wherever cities lie close together, so no name is left out while there is room for it
anywhere in its window. Pure functions; sizes are in the window's own units.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Left, top, right and bottom.
Area = tuple[float, float, float, float]
Place = tuple[float, float]
#: Names with the x and y of their marks.
Names = tuple[tuple[str, float, float], ...]

#: The height of a line of names, in its letters' size.
LINE: Final = 1.22
_WIDE, _NARROW, _MIDDLE = 1.0, frozenset("ijlft.,'’()I -"), 0.59
#: How far out a name is looked for, in lines, and in how many directions.
_FAR, _DIRECTIONS = 14, 24


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: ``x`` is its start or end by ``anchor``, ``y`` its middle; ``leads_to`` ends its line."""

    x: float
    y: float
    anchor: str
    area: Area
    leads_to: Place | None = None


def width_of(name: str, letters: float) -> float:
    """How long a name is at most, written in letters of this size; rather too long than too short."""
    return letters * sum(
        _WIDE if ord(letter) > 0x2E80 else 0.34 if letter in _NARROW else 0.86 if letter in "mwMWG" else _MIDDLE
        for letter in name
    )


def is_han(name: str) -> bool:
    """Whether a name has characters that are as wide as they are high."""
    return any(ord(letter) > 0x2E80 for letter in name)


@lru_cache(maxsize=128)
def placed(
    names: tuple[tuple[str, float, float], ...], box: Area, letters: float, mark: float
) -> tuple[Label | None, ...]:
    """A place for each name (with its x and y) inside the box; several orders are tried, the best one is taken."""
    best: list[Label | None] = [None] * len(names)
    cost = math.inf
    for order in _orders(names):
        found = _in_order(names, order, box, letters, mark)
        price = sum(_price(label, names[index]) for index, label in enumerate(found)) / letters
        if price < cost:
            best, cost = found, price
    return tuple(best)


def _orders(names: Sequence[tuple[str, float, float]]) -> Iterator[list[int]]:
    """Orders in which to place names: the crowded first, the lonely first, and the four directions."""
    every = range(len(names))

    def crowd(index: int) -> float:
        _name, x, y = names[index]
        return sum(1 / (0.5 + math.hypot(x - other[1], y - other[2])) for other in names)

    yield sorted(every, key=crowd)
    yield sorted(every, key=crowd, reverse=True)
    for key in ((2, 1), (1, 2)):
        ordered = sorted(every, key=lambda index: tuple(float(names[index][part]) for part in key))
        yield ordered
        yield ordered[::-1]


def _price(label: Label | None, name: tuple[str, float, float]) -> float:
    if label is None:
        return 1e6
    return math.hypot(label.leads_to[0] - name[1], label.leads_to[1] - name[2]) + 3 if label.leads_to else 0


def _in_order(
    names: Sequence[tuple[str, float, float]], order: Sequence[int], box: Area, letters: float, mark: float
) -> list[Label | None]:
    marks = [(x - mark, y - mark, x + mark, y + mark) for _name, x, y in names]
    found: list[Label | None] = [None] * len(names)
    for index in order:
        name, x, y = names[index]
        here = marks[:index] + marks[index + 1 :]
        others = [(label, (names[other][1], names[other][2])) for other, label in enumerate(found) if label]
        for label in _candidates(width_of(name, letters), (x, y), letters, mark):
            if _is_free(label, (x, y), box, here, others):
                found[index] = label
                break
    return found


def _candidates(length: float, at: Place, letters: float, mark: float) -> Iterator[Label]:
    """First the places beside the mark, then those further and further out, at the end of a line."""
    (x, y), height, gap = at, letters * LINE, mark * 1.6
    for rise in (0.0, -0.75, 0.75):
        yield Label(x + gap, y + rise * height, "start", _area(x + gap, y + rise * height, length, height))
        yield Label(x - gap, y + rise * height, "end", _area(x - gap - length, y + rise * height, length, height))
    for step in range(2, _FAR * 2):
        for turn in range(_DIRECTIONS):
            angle = (turn // 2 + turn % 2) * (1 if turn % 2 else -1) * math.tau / _DIRECTIONS
            reach = step * height / 2
            end = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            if math.cos(angle) >= 0:
                yield Label(*end, "start", _area(end[0], end[1], length, height), end)
            if math.cos(angle) <= 0:
                yield Label(*end, "end", _area(end[0] - length, end[1], length, height), end)


def _area(left: float, middle: float, length: float, height: float) -> Area:
    return left, middle - height / 2, left + length, middle + height / 2


def _is_free(label: Label, at: Place, box: Area, marks: Sequence[Area], others: Sequence[tuple[Label, Place]]) -> bool:
    left, top, right, bottom = label.area
    if left < box[0] or top < box[1] or right > box[2] or bottom > box[3]:
        return False
    if any(overlap(label.area, mark) for mark in marks):
        return False
    if label.leads_to is None and any(away(label.area, _middle(mark)) < away(label.area, at) for mark in marks):
        return False  # beside two marks, a name would be taken for that of the nearer one
    if label.leads_to and any(_cuts(at, label.leads_to, mark) for mark in marks if not _covers(mark, at)):
        return False  # a line through another mark would lead to that one
    return not any(_collide(label, at, other, place) for other, place in others)


def _collide(label: Label, at: Place, other: Label, place: Place) -> bool:
    """Whether two names, or the lines that lead to them, lie on one another."""
    line, other_line = label.leads_to, other.leads_to
    return (
        overlap(label.area, other.area)
        or (other_line is not None and _cuts(place, other_line, label.area))
        or (line is not None and _cuts(at, line, other.area))
        or (line is not None and other_line is not None and _cross(at, line, place, other_line))
    )


def _middle(area: Area) -> Place:
    return (area[0] + area[2]) / 2, (area[1] + area[3]) / 2


def _covers(area: Area, place: Place) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


def away(area: Area, place: Place) -> float:
    """How far a place is from an area."""
    return math.hypot(max(area[0] - place[0], 0, place[0] - area[2]), max(area[1] - place[1], 0, place[1] - area[3]))


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cuts(start: Place, end: Place, area: Area) -> bool:
    """Whether a line goes through an area; looked at in twelve points, which is enough for letters."""
    return any(
        area[0] < start[0] + part / 12 * (end[0] - start[0]) < area[2]
        and area[1] < start[1] + part / 12 * (end[1] - start[1]) < area[3]
        for part in range(13)
    )


def _cross(one: Place, to_one: Place, other: Place, to_other: Place) -> bool:
    """Whether two lines cross."""

    def side(first: Place, second: Place, third: Place) -> float:
        return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])

    return (
        side(one, to_one, other) * side(one, to_one, to_other) < 0
        and side(other, to_other, one) * side(other, to_other, to_one) < 0
    )
