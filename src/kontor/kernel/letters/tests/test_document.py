"""A document that no renderer could make accessible is refused when it is made."""

from __future__ import annotations

import dataclasses

import pytest

from kontor.kernel.letters.document import Heading, Run, Table, one_line, plain
from kontor.kernel.letters.tests.letters import ENGLISH
from kontor.kernel.letters.wording import written_date


def test_a_document_needs_a_title() -> None:
    with pytest.raises(ValueError, match="title"):
        dataclasses.replace(ENGLISH, title="  ")


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,)])
def test_no_heading_level_is_skipped(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="level"):
        dataclasses.replace(ENGLISH, blocks=tuple(Heading("Words", level) for level in levels))


def test_a_heading_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        Heading(" ")


def test_every_row_of_a_table_is_as_long_as_its_header() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table(("a", "b"), (("1", "2"), ("3",)))


def test_right_aligned_columns_are_narrow_unless_widths_are_given() -> None:
    assert Table(("City", "Votes"), (), align=("left", "right")).widths == (1, 0)


def test_lines_become_one_line_and_keep_their_languages() -> None:
    line = one_line(("Taizhou", (Run("泰州", lang="zh-hans"),)))
    assert plain(line) == "Taizhou · 泰州"
    assert line[-1].lang == "zh-hans"


def test_dates_are_written_as_each_language_writes_them() -> None:
    written = [written_date(ENGLISH.date, language) for language in ("de", "zh-hans", "en")]
    assert written == ["24. Februar 2023", "2023年2月24日", "24 February 2023"]
