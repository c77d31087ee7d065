"""The map: projection, outline, and where cities and names go."""

import math
from itertools import combinations

import pytest
from django.core.exceptions import ImproperlyConfigured

from kontor.ui import labels
from kontor.ui import map as world


def point(name: str, lat: float, lon: float, side: str = "a") -> dict[str, object]:
    x, y = world.project(lat, lon)
    return {"name": name, "url": "#", "x": x, "y": y, "side": side}


def test_the_centre_of_the_projection_lies_in_the_middle() -> None:
    assert world.project(0, world.CENTRAL_MERIDIAN) == (world.WIDTH / 2, world.HEIGHT / 2)


def test_the_poles_lie_at_the_edges() -> None:
    assert world.project(90, 0)[1] == 0
    assert world.project(-90, 0)[1] == world.HEIGHT


@pytest.mark.parametrize("lat", [0, 23, 45, 51, 66])
def test_areas_are_kept(lat: float) -> None:
    step = 1e-4
    width = world._equal_earth(lat, step)[0] - world._equal_earth(lat, 0)[0]
    height = world._equal_earth(lat + step, 0)[1] - world._equal_earth(lat, 0)[1]
    on_the_globe = math.radians(step) ** 2 * math.cos(math.radians(lat))
    assert width * height == pytest.approx(on_the_globe, rel=1e-4)


def test_north_is_up_and_east_is_right() -> None:
    aachen, foshan = world.project(50.776, 6.084), world.project(23.022, 113.122)
    assert aachen[0] < foshan[0]
    assert aachen[1] < foshan[1]


def test_a_latitude_beyond_the_pole_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude"):
        world.project(91, 0)


def test_the_outline_of_the_land_is_there() -> None:
    path = world.land_path()
    assert path.startswith("M")
    assert path.count("M") > 100
    assert path.endswith("Z")


def test_a_missing_outline_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "LAND_FILE", world.LAND_FILE.with_name("absent.json"))
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        world.land_path.__wrapped__()


def test_every_city_is_a_link_exactly_once() -> None:
    points = [point("Aachen", 50.8, 6.1), point("Rostock", 54.1, 12.1), point("Foshan", 23.0, 113.1, "b")]
    linked = [mark.point["name"] for window in world.windows(points) for mark in window.marks if mark.linked]
    assert sorted(linked) == ["Aachen", "Foshan", "Rostock"]


def test_a_side_with_one_city_has_no_inset() -> None:
    points = [point("Aachen", 50.8, 6.1), point("Rostock", 54.1, 12.1), point("Foshan", 23.0, 113.1, "b")]
    assert [window.side for window in world.windows(points)] == ["", "a"]


def test_cities_that_lie_together_are_named_at_the_end_of_a_line() -> None:
    points = [
        point("Raunheim", 50.01, 8.45), point("Kelsterbach", 50.06, 8.53), point("Rüsselsheim", 49.99, 8.41),
        point("Mülheim an der Ruhr", 51.43, 6.88), point("Rostock", 54.1, 12.1),
        point("Groß-Gerau", 49.92, 8.48), point("Mörfelden-Walldorf", 49.99, 8.58), point("Flörsheim", 50.01, 8.42),
    ]  # fmt: skip
    inset = world.windows(points)[1]
    found = [mark.label for mark in inset.marks]
    assert None not in found
    assert any(label.leads_to for label in found if label)
    areas = [label.area for label in found if label]
    assert not any(labels.overlap(one, two) for one, two in combinations(areas, 2))


def test_a_name_without_a_line_stands_nearest_to_its_own_mark() -> None:
    names = (("博特罗普", 912.0, 519.0), ("伍珀塔尔", 918.0, 527.0), ("科隆", 912.0, 539.0), ("亚琛", 889.0, 544.0))
    found = labels.placed(names, (830.0, 450.0, 1090.0, 680.0), 12.0, 3.0)
    beside = {name: label for (name, _x, _y), label in zip(names, found, strict=True) if label and not label.leads_to}
    nearest = {
        name: min(names, key=lambda other: labels.away(label.area, (other[1], other[2])))[0]
        for name, label in beside.items()
    }
    assert None not in found
    assert nearest == {name: name for name in beside}


def test_a_name_is_left_out_only_where_there_is_no_room_for_it() -> None:
    points = [point("A city with a name that is much too long for any window of a map", 50, 8), point("Ulm", 48.4, 10)]
    assert [mark.label is None for mark in world.windows(points)[1].marks] == [True, False]


def test_a_city_far_away_opens_the_map_to_the_whole_world() -> None:
    overview = world.windows([point("Sacramento", 38.6, -121.5)])[0]
    assert (overview.width, overview.height) == (world.WIDTH, world.HEIGHT)


def test_an_empty_map_shows_the_land_only() -> None:
    assert [len(window.marks) for window in world.windows([])] == [0]
