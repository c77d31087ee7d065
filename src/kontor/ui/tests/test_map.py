"""The map: projection, outline, and where cities and names go."""

import math

import pytest
from django.core.exceptions import ImproperlyConfigured

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


def test_no_name_lies_on_another() -> None:
    points = [point("Bottrop", 51.52, 6.92), point("Mülheim an der Ruhr", 51.43, 6.88), point("Rostock", 54.1, 12.1)]
    inset = world.windows(points)[1]
    shown = {(mark.label_x, mark.label_y, mark.anchor) for mark in inset.marks if mark.labelled}
    assert len(shown) == 3


def test_a_city_far_away_opens_the_map_to_the_whole_world() -> None:
    overview = world.windows([point("Sacramento", 38.6, -121.5)])[0]
    assert (overview.width, overview.height) == (world.WIDTH, world.HEIGHT)


def test_an_empty_map_shows_the_land_only() -> None:
    assert [len(window.marks) for window in world.windows([])] == [0]
