"""CHR-2: which version was in force when; how rules are found."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from kontor.charter.figures import RatioFigures, VotingScheme
from kontor.charter.model import Charter, CharterHistory, NoCharterInForce, Precision, UnknownSide
from kontor.charter.words import LANGUAGES, Words


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2020, 3, 15), "first"),
        (date(2021, 12, 31), "first"),
        (date(2022, 1, 1), "second"),
        (date(2022, 12, 31), "second"),
        (date(2024, 1, 1), "third"),
        (date(2099, 1, 1), "third"),
    ],
)
def test_a_day_has_the_version_in_force_on_it(invented: CharterHistory, day: date, version: str) -> None:
    assert invented.in_force_on(day).version == version


@pytest.mark.parametrize("day", [date(2020, 3, 14), date(2023, 6, 1)])
def test_before_the_first_and_in_a_gap_none_is_in_force(invented: CharterHistory, day: date) -> None:
    with pytest.raises(NoCharterInForce) as told:
        invented.in_force_on(day)
    assert told.value.day == day


def test_versions_are_in_order_whatever_the_file_says(invented: CharterHistory) -> None:
    assert [charter.version for charter in invented.versions] == ["first", "second", "third"]
    assert invented.latest.version == "third"
    assert [charter.version for charter in invented.past] == ["second", "first"]
    assert [charter.in_force_from_precision for charter in invented.versions] == [
        Precision.DAY,
        Precision.MONTH,
        Precision.YEAR,
    ]


def test_versions_differ_where_they_were_changed(invented: CharterHistory) -> None:
    first, third = invented.version("first"), invented.version("third")
    assert (first.meetings_per_year.figures.per_year, third.meetings_per_year.figures.per_year) == (2, 3)
    assert third.voting.figures.scheme is VotingScheme.ONE_PER_CITY
    assert first.voting.sources[0].document == "Invented paper 1"
    with pytest.raises(KeyError):
        invented.version("fourth")


def test_a_rule_is_found_by_key_by_clause_and_by_group(charter: Charter) -> None:
    assert charter.at("II.5.1.k") is charter.rule("ratio")
    assert {rule.group for rule in charter.group("duty")} == {"duty"}
    with pytest.raises(KeyError):
        charter.at("IX.9")
    with pytest.raises(KeyError):
        charter.rule("tea")
    with pytest.raises(TypeError):
        charter.typed("consent", RatioFigures)
    with pytest.raises(UnknownSide):
        charter.side("FR")


@pytest.mark.parametrize(
    ("clause", "section"), [("II.5.1.k", "II.5.1"), ("II.5.1.F10", "II.5.1"), ("II.2.5.1", "II.2.5.1")]
)
def test_the_section_is_the_sources_own(charter: Charter, clause: str, section: str) -> None:
    rule = charter.at(clause)
    assert rule.section == section
    assert str(rule.sources[0]) == f"Rhein-Kreis Neuss, ZS5/2284/XVI/2017, Anlage, {section}"


def test_a_charter_survives_pickling_and_can_be_hashed(charter: Charter) -> None:
    again = pickle.loads(pickle.dumps(charter))  # noqa: S301
    assert again == charter
    assert hash(again) == hash(charter)
    assert again.rule("ratio") == charter.rule("ratio")


def test_words_know_their_languages_and_no_other() -> None:
    words = Words("Rat", "理事会", "council")
    assert dict(words.items()) == {"de": "Rat", "zh-hans": "理事会", "en": "council"}
    assert tuple(dict(words.items())) == LANGUAGES
    for language in ("fr", "zh_hans", "items"):
        with pytest.raises(KeyError):
            words[language]
