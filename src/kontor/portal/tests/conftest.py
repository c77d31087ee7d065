"""What all tests of this app need."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """These tests are about pages; that the secretariat needs a second factor is tested with the people."""
    settings.SECOND_FACTOR_OBLIGATORY = False
