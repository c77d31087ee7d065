from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kontor.charter import figures as f
from kontor.charter.load import SHIPPED, load_charters, shipped
from kontor.charter.model import Charter, CharterHistory

HERE = Path(__file__).parent

Edit = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def charter() -> Charter:
    return shipped().latest


@pytest.fixture(scope="session")
def invented() -> CharterHistory:
    return load_charters(HERE / "statutes" / "invented_versions.toml")


@pytest.fixture(scope="session")
def unbounded(charter: Charter) -> Charter:
    """An alliance that sets no ratio between its sides."""
    return dataclasses.replace(charter, rules=tuple(rule for rule in charter.rules if rule.key != "ratio"))


@pytest.fixture(scope="session")
def strict(charter: Charter) -> Charter:
    """An alliance whose ratio knows no exception, and is no whole number."""
    rule = charter.ratio
    assert rule is not None
    figures = dataclasses.replace(rule.figures, limit=rule.figures.limit * 3 / 4, exception_with_reason=False)
    assert isinstance(figures, f.RatioFigures)
    changed = dataclasses.replace(rule, figures=figures)
    return dataclasses.replace(charter, rules=tuple(changed if r.key == "ratio" else r for r in charter.rules))


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the shipped statute in which one passage of one file is replaced; answers with the head file."""
    folder = tmp_path / "statutes"
    shutil.copytree(HERE.parent / "statutes", folder)

    def edit(file: str, old: str, new: str) -> Path:
        [path] = folder.rglob(file)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder / SHIPPED

    return edit
