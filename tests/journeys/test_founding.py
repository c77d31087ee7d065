"""From an alliance without members to its first founding members on the public list (MEM-12)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.range import DateRange

from kontor.membership.models import Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.tests.factories import a_small_alliance

pytestmark = pytest.mark.journey


def _shape_of_codes(side: str, language: str) -> str:
    codes = charter_in_force().side(side).codes
    assert codes is not None
    return str(codes.told[language])


def test_the_secretariat_enters_the_first_founding_member(sit_down: Any, tmp_path: Path) -> None:
    small = a_small_alliance(0, 0)
    paper = tmp_path / "konzept.pdf"
    paper.write_bytes(b"%PDF-1.7 founding concept")
    secretary = sit_down(small.secretary, width=320)
    secretary.open("/members/")
    secretary.press("Enter founding members")
    secretary.write("Name in Chinese", "佛山")
    secretary.write("Official code", "4406")
    secretary.date("Member since", "2016-04-25")
    secretary.choose(secretary.word("only the month"))
    secretary.write("New source: title", "创始方案")
    secretary.press("Enter", "verb: put on record")
    secretary.sees(_shape_of_codes("CN", secretary.language))
    secretary.write("Official code", "440600")
    secretary.attach("The document itself", paper)
    secretary.press("Enter", "verb: put on record")
    secretary.sees("%(city)s is on record as a founding member.", city="佛山")
    standing = Standing.objects.get()
    assert (str(standing.city), standing.during, standing.precision) == (
        "佛山", DateRange(date(2016, 4, 1), None), "month",
    )  # fmt: skip
    visitor = sit_down(language="de")
    visitor.open("/members/")
    visitor.sees("Members of the alliance")
