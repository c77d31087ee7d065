"""CHR-1, CHR-1a, ORG-1: what the shipped charter says, and that it says it in every language."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from kontor.charter import figures as f
from kontor.charter.load import shipped
from kontor.charter.model import Charter, Strength
from kontor.charter.words import LANGUAGES, Words

HAN = re.compile(r"[\u4e00-\u9fff]")


def all_words(charter: Charter) -> list[tuple[str, Words]]:
    words = [("name", charter.name), ("title", charter.title)]
    words += [(side.code, one) for side in charter.sides for one in (side.name, side.cities)]
    words += [(side.codes.system, side.codes.told) for side in charter.sides if side.codes]
    words += [(bearer.key, bearer.name) for bearer in charter.bearers]
    words += [(rule.key, one) for rule in charter.rules for one in (rule.title, rule.text)]
    return words


def test_everything_has_words_in_every_language(charter: Charter) -> None:
    for where, words in all_words(charter):
        for language, text in words.items():
            assert text.strip(), (where, language)
            assert bool(HAN.search(text)) == (language == "zh-hans"), (where, language)
        assert set(dict(words.items())) == set(LANGUAGES)


def test_no_text_was_left_in_the_other_language(charter: Charter) -> None:
    for rule in charter.rules:
        assert rule.text.de != rule.text.en, rule.key


def test_chinese_is_punctuated_as_chinese(charter: Charter) -> None:
    for where, words in all_words(charter):
        assert not re.search(r"[,;:](?!\d)|\.$", words.zh_hans), where


def test_titles_are_unique_within_a_language(charter: Charter) -> None:
    for language in LANGUAGES:
        titles = [rule.title[language] for rule in charter.rules]
        assert len(set(titles)) == len(titles)


def test_every_rule_is_sourced(charter: Charter) -> None:
    documents = {source.document for rule in charter.rules for source in rule.sources}
    assert documents == {
        "Rhein-Kreis Neuss, ZS5/2284/XVI/2017, Anlage",
        "Rhein-Kreis Neuss, ZS5/2284/XVI/2017",
        "Mainz, 1720/2016",
    }
    assert all(rule.sources for rule in charter.rules)


def test_the_founding_concept_holds_since_april_2016(charter: Charter) -> None:
    assert (charter.version, charter.in_force_from, charter.in_force_until) == ("2016", date(2016, 4, 1), None)
    assert shipped() is shipped()
    assert shipped().past == ()
    assert [(side.code, side.order) for side in charter.sides] == [("CN", 1), ("DE", 2)]


def test_the_sides_have_their_clocks_languages_and_codes(charter: Charter) -> None:
    assert [(side.zone, side.language) for side in charter.sides] == [
        ("Asia/Shanghai", "zh-hans"), ("Europe/Berlin", "de"),
    ]  # fmt: skip
    chinese, german = (side.codes for side in charter.sides)
    assert chinese is not None
    assert german is not None
    tried = ("440600", "44060", "05334", "05334002", "0533400", "05334002x", "")
    assert [code for code in tried if chinese.fits(code)] == ["440600"]
    assert [code for code in tried if german.fits(code)] == ["44060", "05334", "05334002"]


def test_the_figures(charter: Charter) -> None:
    assert charter.ratio is not None
    assert charter.ratio.figures == f.RatioFigures("CN", "DE", Fraction(2), exception_with_reason=True)
    assert charter.consent.figures.written
    assert charter.reminders.figures.days == (14, 28)
    assert charter.answer_period.figures == f.AnswerPeriodFigures(42, ends_round=False)
    assert charter.reservation.figures.days == 180
    assert charter.deadline_zone.figures.zone == "Europe/Berlin"
    assert charter.meetings_per_year.figures.per_year == 2
    assert charter.voting.figures.scheme is f.VotingScheme.ONE_PER_SIDE
    assert charter.member_kinds.figures.kinds == ("city", "district", "county")
    assert charter.withdrawal.figures.effective is f.WithdrawalEffect.COMMUNICATED_TO_ALL
    rights = charter.observer_rights.figures
    assert (rights.reads, rights.uses_services, rights.votes, rights.states) == (
        ("public", "members"),
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("key", "strength"),
    [
        ("ratio", Strength.IN_PRINCIPLE),
        ("consent", Strength.MUST),
        ("meetings_per_year", Strength.AIMED_AT),
        ("conversion", Strength.MAY),
        ("observer.waiting", Strength.MAY),
        ("answer_period", Strength.FILLED),
        ("majority.conversion", Strength.FILLED),
    ],
)
def test_the_strength_is_kept_as_worded(charter: Charter, key: str, strength: Strength) -> None:
    assert charter.rule(key).strength is strength


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (
            "organ",
            ["board", "secretariat", "secretariat_office", "advisory_board", "contact_points", "committees"],
        ),
        (
            "dossier",
            ["economic_key_data", "industrial_characteristics", "current_cooperations", "cooperation_wishes"],
        ),
        (
            "duty",
            ["name_contacts", "support_alliance", "accompanying_measures", "promote_cooperation", "active_part"],
        ),
        (
            "service",
            ["market_information", "image_promotion", "ip_protection", "investment_and_financing", "training"],
        ),
        ("ground", ["duties_unfulfilled", "work_not_supported"]),
        ("observer", ["waiting", "converted"]),
        ("criterion", ["representative", "industry_services", "strong_location"]),
    ],
)
def test_the_groups_are_complete(charter: Charter, group: str, names: list[str]) -> None:
    assert [rule.name for rule in charter.group(group)] == names


def test_every_organ_has_tasks_and_only_the_board_votes(charter: Charter) -> None:
    for rule in charter.group("organ"):
        assert charter.tasks_of(rule.name), rule.key
    voting = [r.name for r in charter.group("organ") if charter.typed(r.key, f.OrganFigures).figures.votes]
    assert voting == ["board"]
