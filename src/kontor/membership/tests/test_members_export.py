"""The members as a table to take along: the rows of the page, nothing that runs (MEM-12, IN13)."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kontor.kernel.lingua.content import Content
from kontor.kernel.spreadsheets import unguarded
from kontor.membership.tests.factories import a_small_alliance
from kontor.membership.tests.test_members_list import a_standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_alliance() -> None:
    a_small_alliance(cn=0, de=0)


def _table(client: Client, language: str = "en", **address: str) -> list[dict[str, str]]:
    with translation.override(language):
        answer = client.get(reverse("membership:members_csv"), address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(answer.content.decode("utf-8-sig"))
    return list(csv.DictReader(text, delimiter=";" if language == "de" else ","))


def test_the_table_has_the_rows_of_the_page(client: Client) -> None:
    a_standing("foshan", "CN", precision="month", names=Content.of(de="Foshan", zh="佛山", en="Foshan"))
    a_standing("köln", "DE", precision="by", names=Content.of(de="Köln", zh="科隆", en="Cologne"))
    a_standing("watching", "DE", kind="observer_waiting")
    rows = _table(client)
    assert [(r["Name"], r["Name in Chinese"], r["Date"], r["Standing"]) for r in rows] == [
        ("Foshan", "佛山", "2016-04", "Member"),
        ("Cologne", "科隆", "2016-04-01", "Member"),
        ("Watching", "watching市", "2016-04-01", "Observer, waiting for a seat"),
    ]
    assert [r["Name"] for r in _table(client, side="CN")] == ["Foshan"]
    assert [r["Name in English"] for r in _table(client, q="koeln")] == ["Cologne"]
    assert _table(client, on="2015-01-01") == []


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+cmd|x", "-2+3", "@SUM", "＝1+1", "'quoted", 'a;b,c"d'])
def test_a_name_that_is_a_formula_comes_back_as_a_name(client: Client, name: str) -> None:
    a_standing("evil", "DE", names=Content.of(de=name, zh=name, en=name))
    for language in ("de", "en", "zh-hans"):
        [row] = _table(client, language)
        cell = next(iter(row.values()))
        assert unguarded(cell) == name
        assert not cell.startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize(("precision", "date"), [("exact", "2016-04-01"), ("year", "2016"), ("unknown", "")])
def test_a_date_in_the_table_has_no_more_parts_than_are_known(client: Client, precision: str, date: str) -> None:
    a_standing("one", "DE", precision=precision)
    assert [row["Date"] for row in _table(client)] == [date]
