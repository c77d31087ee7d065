"""What most tests of this app begin with."""

from typing import Any

import pytest

from kontor.membership.tests.factories import SmallAlliance, a_small_alliance


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    """Two Chinese members and a German one, with their people; nobody needs a second factor."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    return a_small_alliance()
