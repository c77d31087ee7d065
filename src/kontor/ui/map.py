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

LAND_FILE: Final = Path(__file__).resolve().parent.parent / "vendor" / "land-110m.json"
WIDTH: Final = 1000.0
HEIGHT: Final = 487.0

#: Left, top, width and height of a window; or left, top, right and bottom of an area.
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
    """A city on one window of the map; sizes are in the window's own units."""

    point: Mapping[str, Any]
    x: float
    y: float
    size: float
    label_x: float
    label_y: float
    anchor: str
    linked: bool
    labelled: bool

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
    marks: tuple[Mark, ...]

    @property
    def is_linked(self) -> bool:
        """Whether any city here is a link."""
        return any(mark.linked for mark in self.marks)

    @property
    def view_box(self) -> str:
        """The value of the SVG's ``viewBox``."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"

    @property
    def font_size(self) -> float:
        """Letters of about 12 px at the width at which insets are shown."""
        return round(self.width * (0.033 if self.side else 0.02), 3)


def _around(points: Sequence[Mapping[str, Any]], ratio: float, least: float) -> Box:
    """A box of the given ratio around the points, with room for their names."""
    xs, ys = [point["x"] for point in points], [point["y"] for point in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    width = max((max(xs) - min(xs)) * 1.75, (max(ys) - min(ys)) * 1.35 * ratio, least)
    height = width / ratio
    return round(middle_x - width / 2, 2), round(middle_y - height / 2, 2), round(width, 2), round(height, 2)


def _marks(points: Sequence[Mapping[str, Any]], box: Box, named: frozenset[str]) -> list[Mark]:
    """Marks of one size in their window. Names of the sides in ``named`` stand where they hide no mark and no name."""
    left, top, width, height = box
    size, line = width * (0.013 if "" not in named else 0.0065), width * 0.036
    taken = [(point["x"] - size, point["y"] - size, point["x"] + size, point["y"] + size) for point in points]
    marks = []
    for point in sorted(points, key=lambda each: (each["y"], each["x"])):
        x, y, name = point["x"], point["y"], str(point["name"])
        length = sum(line * (0.95 if ord(letter) > 0x2E80 else 0.52) for letter in name)
        place = None
        for anchor, rise in (("start", 0), ("end", 0), ("start", -0.8), ("start", 0.8), ("end", -0.8), ("end", 0.8)):
            start = x + size * 1.7 if anchor == "start" else x - size * 1.7 - length
            middle = y + rise * line
            area = (start, middle - line / 2, start + length, middle + line / 2)
            inside = left <= start and start + length <= left + width and top <= area[1] and area[3] <= top + height
            if inside and not any(_overlap(area, other) for other in taken):
                place = (anchor, middle, area)
                break
        linked = point.get("side") in named
        if place and linked:
            taken.append(place[2])
        anchor, middle = (place[0], place[1]) if place else ("start", y)
        marks.append(
            Mark(
                point=point,
                x=x,
                y=y,
                size=round(size, 3),
                label_x=round(x + size * (1.7 if anchor == "start" else -1.7), 2),
                label_y=round(middle + line * 0.32, 2),
                anchor=anchor,
                linked=linked,
                labelled=linked and place is not None,
            )
        )
    return marks


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def windows(points: Sequence[Mapping[str, Any]]) -> list[Window]:
    """The overview from Europe to East Asia, and an inset for each side that has at least two cities.

    Every city is a link exactly once: in its side's inset, or in the overview where its side has none.
    """
    sides = {side: [point for point in points if point.get("side") == side] for side in ("a", "b")}
    inset = {side: own for side, own in sides.items() if len(own) >= 2}
    overview = _overview(points)
    found = [Window("", *overview, tuple(_marks(points, overview, frozenset({"", "a", "b"} - set(inset)))))]
    for side, own in inset.items():
        box = _around(own, ratio=4 / 3, least=30)
        found.append(Window(side, *box, tuple(_marks(own, box, frozenset({side})))))
    return found


def _overview(points: Sequence[Mapping[str, Any]]) -> Box:
    """Europe to East Asia; the whole world as soon as a city lies outside."""
    left, top = project(66, -22)[0], project(66, 60)[1]
    right, bottom = project(8, 146)[0], project(8, 60)[1]
    inside = all(left < point["x"] < right and top < point["y"] < bottom for point in points)
    if not inside:
        return (0.0, 0.0, WIDTH, HEIGHT)
    return (round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))
