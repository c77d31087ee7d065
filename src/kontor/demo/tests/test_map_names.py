"""Every member city has its name on the map, and no name lies on another (22)."""

from datetime import date
from itertools import combinations

import pytest
from django.utils.translation import override

from kontor.membership.models import Standing
from kontor.people.models.seat import today
from kontor.portal.queries import map_points
from kontor.ui import labels
from kontor.ui import map as world

pytestmark = [pytest.mark.usefixtures("record"), pytest.mark.xdist_group("demo_record")]

LANGUAGES = ["de", "zh-hans", "en"]
DAYS = [date(2016, 5, 1), date(2017, 9, 27), None]


def windows_on(day: date | None, language: str) -> tuple[list[world.Window], list[str]]:
    with override(language):
        rows = Standing.objects.on(day or today()).members().select_related("city__organisation")
        points = map_points(rows)
    return world.windows(points), sorted(str(point["name"]) for point in points)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_every_member_has_its_name_on_the_map_once(day: date | None, language: str) -> None:
    windows, members = windows_on(day, language)
    named = [str(mark.point["name"]) for window in windows for mark in window.marks if mark.label]
    assert len(members) in (17, 23)
    assert sorted(named) == members


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_no_name_lies_on_another_name_or_on_a_mark_or_outside(day: date | None, language: str) -> None:
    windows, _members = windows_on(day, language)
    wrong = []
    for window in windows:
        shown = [(str(mark.point["name"]), mark, mark.label.area) for mark in window.marks if mark.label]
        wrong += [(one[0], two[0]) for one, two in combinations(shown, 2) if labels.overlap(one[2], two[2])]
        for name, mark, area in shown:
            right, bottom = window.left + window.width, window.top + window.height
            if not (window.left <= area[0] and area[2] <= right and window.top <= area[1] and area[3] <= bottom):
                wrong.append((name, "outside"))
            wrong += [
                (name, f"mark of {other.point['name']}")
                for other in window.marks
                if other is not mark and labels.overlap(area, (other.x, other.y, other.x, other.y))
            ]
    assert wrong == []
