"""Our templates stand in for those of the libraries; that depends on the order of the apps."""

from pathlib import Path

import pytest
from django.template.loader import get_template

OURS = Path(__file__).resolve().parent.parent / "templates"
OVERRIDES = [
    path.relative_to(OURS).as_posix()
    for folder in ("account", "allauth", "mfa", "usersessions")
    for path in sorted((OURS / folder).rglob("*.html"))
]


@pytest.mark.parametrize("name", OVERRIDES)
def test_our_template_is_found_first(name: str) -> None:
    found = Path(str(get_template(name).origin.name))  # type: ignore[attr-defined]
    assert found == OURS / name, "`kontor.ui` has to stand before `allauth` in INSTALLED_APPS"
