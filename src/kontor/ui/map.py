"""The map: land without any border, drawn from Natural Earth's outline in the Equal Earth projection.

Borders are delicate everywhere and unlawful in some versions somewhere, so there are none: only land, sea and cities.
The outline (world-atlas, 1:110 million) is put in place by ``make setup``.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from kontor.ui.labels import Label, is_han, placed

LAND_FILE: Final = Path(__file__).resolve().parent.parent / "vendor" / "land-110m.json"
WIDTH: Final = 1000.0
HEIGHT: Final = 487.0

#: Letters of 12 px (16 px for Chinese) in a window of 290 px, which is what a phone has, as parts of its width.
_LATIN: Final = 0.0415
_HAN: Final = 0.055
_INSET_RATIO: Final = 1.12

#: Left, top, width and height of a window.
Box = tuple[float, float, float, float]

# Equal Earth: Šavrič, Patterson and Jenny, 2018.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = math.sqrt(3) / 2
#: Our centre: the meridian between the two sides, so that neither lies at an edge.
CENTRAL_MERIDIAN: Final = 11.0


def _equal_earth(lat: float, lon: float) -> tuple[float, float]:
    theta = math.asin(_M * math.sin(math.radians(lat)))
    squared = theta * theta
    sixth = squared**3
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)))
    y = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return x, y


_X_LIMIT: Final = _equal_earth(0, 180)[0]
_Y_LIMIT: Final = _equal_earth(90, 0)[1]


def project(lat: float, lon: float) -> tuple[float, float]:
    """The place of a latitude and longitude in a box of ``WIDTH`` by ``HEIGHT``, y going down."""
    if not -90 <= lat <= 90:
        raise ValueError(f"a latitude lies between -90 and 90, not {lat}")
    turned = (lon - CENTRAL_MERIDIAN + 180) % 360 - 180
    x, y = _equal_earth(lat, turned)
    return (
        round(WIDTH / 2 + x / _X_LIMIT * WIDTH / 2, 2),
        round(HEIGHT / 2 - y / _Y_LIMIT * HEIGHT / 2, 2),
    )


def _arcs(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """TopoJSON keeps each line as steps between whole numbers; this walks them back to longitude and latitude."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    return arcs


def _ring(indices: Iterable[int], arcs: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for index in indices:
        part = list(arcs[index]) if index >= 0 else list(reversed(arcs[~index]))
        ring += part[1:] if ring else part
    return ring


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """One ring as path data. Where it runs over the map's edge, it is broken into open pieces and closed there."""
    pieces: list[list[tuple[float, float]]] = [[]]
    before: float | None = None
    for lon, lat in ring:
        x, y = project(lat, lon)
        if before is not None and abs(x - before) > WIDTH / 2:
            pieces.append([])
        pieces[-1].append((x, y))
        before = x
    if len(pieces) > 1:  # the ring's end continues its beginning
        pieces[0] = pieces.pop() + pieces[0]
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in piece) + "Z" for piece in pieces if len(piece) > 2)


@cache
def land_path() -> str:
    """The outline of all land as SVG path data. Read once."""
    try:
        topology = json.loads(LAND_FILE.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise ImproperlyConfigured(f"The outline of the map is missing ({LAND_FILE}). Run `make setup`.") from missing
    arcs = _arcs(topology)
    polygons = [
        polygon
        for geometry in topology["objects"]["land"]["geometries"]
        for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    ]
    return "".join(_path(_ring(ring, arcs)) for polygon in polygons for ring in polygon)


@dataclass(frozen=True, slots=True)
class Mark:
    """A city on one window of the map; sizes are in the window's own units. Without a label it has no name here."""

    point: Mapping[str, Any]
    x: float
    y: float
    size: float
    label: Label | None
    linked: bool

    @property
    def reach(self) -> float:
        """The radius within which a pointer means this city."""
        return round(self.size * 1.9, 2)

    @property
    def square(self) -> tuple[float, float, float]:
        """Left, top and edge of the square that side b is marked with."""
        return round(self.x - self.size * 0.88, 2), round(self.y - self.size * 0.88, 2), round(self.size * 1.76, 2)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map: the overview (``side`` is empty) or the inset of one side."""

    side: str
    left: float
    top: float
    width: float
    height: float
    font_size: float
    marks: tuple[Mark, ...]

    @property
    def is_linked(self) -> bool:
        """Whether any city here is a link."""
        return any(mark.linked for mark in self.marks)

    @property
    def view_box(self) -> str:
        """The value of the SVG's ``viewBox``."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


def _around(points: Sequence[Mapping[str, Any]], ratio: float, least: float) -> Box:
    """A box of the given ratio around the points, with room for their names."""
    xs, ys = [point["x"] for point in points], [point["y"] for point in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    width = max((max(xs) - min(xs)) * 1.5, (max(ys) - min(ys)) * 1.25 * ratio, least)
    height = width / ratio
    return round(middle_x - width / 2, 2), round(middle_y - height / 2, 2), round(width, 2), round(height, 2)


def _window(side: str, points: Sequence[Mapping[str, Any]], box: Box, linked_sides: frozenset[str]) -> Window:
    """A window with its marks. Only the linked ones have names: the others have theirs in their inset.

    The letters are as large as a phone needs them; the style sheet makes them smaller in larger windows.
    """
    left, top, width, height = box
    size = round(width * (0.0065 if side == "" else 0.0095), 3)
    linked = [point for point in points if point.get("side") in linked_sides]
    letters = round(width * (_HAN if any(is_han(str(point["name"])) for point in linked) else _LATIN), 3)
    edge = width * 0.012
    labels = placed(
        tuple((str(point["name"]), point["x"], point["y"]) for point in linked),
        (left + edge, top + edge, left + width - edge, top + height - edge),
        letters,
        size * 1.2,
    )
    marks = [
        Mark(point, point["x"], point["y"], size, label, linked=True)
        for point, label in zip(linked, labels, strict=True)
    ]
    marks += [Mark(point, point["x"], point["y"], size, None, linked=False) for point in points if point not in linked]
    return Window(side, left, top, width, height, letters, tuple(sorted(marks, key=lambda mark: (mark.y, mark.x))))


def windows(points: Sequence[Mapping[str, Any]]) -> list[Window]:
    """The overview from Europe to East Asia, and an inset for each side that has at least two cities.

    Every city is a link exactly once: in its side's inset, or in the overview where its side has none.
    """
    sides = {side: [point for point in points if point.get("side") == side] for side in ("a", "b")}
    inset = {side: own for side, own in sides.items() if len(own) >= 2}
    found = [_window("", points, _overview(points), frozenset({"", "a", "b"} - set(inset)))]
    return found + [
        _window(side, own, _around(own, ratio=_INSET_RATIO, least=22), frozenset({side})) for side, own in inset.items()
    ]


def _overview(points: Sequence[Mapping[str, Any]]) -> Box:
    """Europe to East Asia; the whole world as soon as a city lies outside."""
    left, top = project(66, -22)[0], project(66, 60)[1]
    right, bottom = project(8, 146)[0], project(8, 60)[1]
    inside = all(left < point["x"] < right and top < point["y"] < bottom for point in points)
    if not inside:
        return (0.0, 0.0, WIDTH, HEIGHT)
    return (round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))
