"""The charter as a page: every rule, its strength, its source, today's figure; past versions (CHR-2)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kontor.charter.figures import CostFigures
from kontor.charter.load import shipped
from kontor.kernel.lingua.languages import current
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.tests.factories import a_running_round, a_small_alliance
from kontor.portal import queries, statute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "zh-hans", "en"])
def test_every_rule_stands_once_in_the_pages_own_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/charter/").content.decode()
    charter = charter_in_force()
    anchors = re.findall(r'<article class="k-rule" id="([^"]+)"', page)
    assert sorted(anchors) == sorted(rule.clause for rule in charter.rules)
    assert charter.consent.text[language] in page


def test_a_citation_of_a_whole_section_finds_its_place(client: Client) -> None:
    page = client.get(reverse("portal:charter")).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"II.5.1", "II.5.2", "II.4"} <= set(ids)


def test_every_strength_has_its_badge() -> None:
    charter = charter_in_force()
    assert {rule.strength for rule in charter.rules} <= set(statute.STRENGTHS)


def test_todays_figures_are_true() -> None:
    small = a_small_alliance(cn=3, de=1)
    a_running_round(small)
    figures = queries.figures_against(charter_in_force())
    assert set(figures) == {"ratio", "consent", "observer.waiting", "aim.more_members"}
    assert "3" in figures["ratio"]
    assert "1" in figures["consent"]


def test_figures_stand_only_beside_rules_that_there_are() -> None:
    assert set(queries.figures_against(charter_in_force())) <= {rule.key for rule in charter_in_force().rules}


def test_a_version_by_its_name_opens_and_an_unknown_one_does_not(client: Client) -> None:
    version = shipped().latest.version
    assert client.get(reverse("portal:charter_version", args=[version])).status_code == 200
    assert client.get(reverse("portal:charter_version", args=["1900"])).status_code == 404


def test_every_rule_of_the_charter_that_ships_stands_under_a_heading() -> None:
    charter = shipped().latest
    assert [rule.clause for rule in charter.rules if charter.heading_of(rule) is None] == []


def test_rules_stand_in_the_order_of_their_clauses() -> None:
    clauses = [rule.clause for part in statute.parts(charter_in_force(), {}) for rule in part.rules]
    assert [clause for clause in clauses if clause.startswith("II.4.") and clause[-1].islower()] == sorted(
        clause for clause in clauses if clause.startswith("II.4.") and clause[-1].islower()
    )


def test_a_rule_on_costs_says_who_pays() -> None:
    charter = charter_in_force()
    shown = {rule.clause: rule.borne_by for part in statute.parts(charter, {}) for rule in part.rules}
    expected = {
        rule.clause: charter.bearer(rule.figures.bearer).name[current()]
        for rule in charter.rules
        if isinstance(rule.figures, CostFigures)
    }
    assert len(expected) > 5
    assert {clause: said for clause, said in shown.items() if said} == expected


def test_no_strength_is_shown_in_the_colour_that_means_needs_you() -> None:
    assert "needs" not in {tone for _word, tone in statute.STRENGTHS.values()}
