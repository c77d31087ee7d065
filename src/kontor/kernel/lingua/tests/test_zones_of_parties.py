"""On whose clocks a moment is told: the kernel asks, and names no party itself."""

from datetime import UTC, date, datetime

import pytest

from kontor.kernel import clock
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.templatetags.lingua import in_zones

END = datetime(2027, 1, 3, 23, tzinfo=UTC)  # midnight in Paris


@pytest.fixture
def parties(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Three parties, two of which write the same language."""
    known = [("Asia/Seoul", ""), ("Europe/Paris", "en"), ("Europe/London", "en"), ("Asia/Shanghai", "zh-hans")]
    monkeypatch.setattr(clock, "_parties", lambda: known)
    return known


def test_ones_own_zone_comes_first_and_each_once(parties: list[tuple[str, str]]) -> None:
    assert clock.zones_beside("Europe/Paris") == ["Europe/Paris", "Asia/Seoul", "Europe/London", "Asia/Shanghai"]
    assert clock.zones_beside() == [zone for zone, _ in parties]


def test_a_language_has_a_home_where_one_party_alone_writes_it(parties: list[tuple[str, str]]) -> None:
    assert [clock.home_of(language) for language in ("zh-hans", "en", "de")] == ["Asia/Shanghai", "", ""]


def test_the_latest_day_is_that_of_whoever_is_furthest_east(parties: list[tuple[str, str]]) -> None:
    with clock.at(datetime(2027, 1, 3, 15, 30, tzinfo=UTC)):
        assert clock.latest_today() == date(2027, 1, 4)
    with clock.at(datetime(2027, 1, 3, 14, 30, tzinfo=UTC)):
        assert clock.latest_today() == date(2027, 1, 3)
        assert clock.latest_today("Pacific/Auckland") == date(2027, 1, 4)


def test_a_deadline_is_told_on_the_readers_own_clock_only_where_the_language_has_one(
    parties: list[tuple[str, str]],
) -> None:
    assert calendar.deadline(END, "Europe/Paris", "en") == "the end of 3 January 2027 (CET)"
    assert "北京时间1月4日07:00" in calendar.deadline(END, "Europe/Paris", "zh-hans")


def test_a_page_without_zones_tells_a_moment_on_all_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_parties", lambda: [("Asia/Seoul", ""), ("Europe/Paris", "")])
    assert [each.zone for each in in_zones(END)] == ["Asia/Seoul", "Europe/Paris"]
    monkeypatch.setattr(clock, "_parties", list)
    assert [each.zone for each in in_zones(END)] == [clock.zone_of_days()]
