"""The counts of failed attempts stay where they are, however many addresses are tried (AU08)."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db


def test_three_hundred_tried_addresses_do_not_push_a_count_out() -> None:
    cache.clear()
    cache.set("count-of-one-address", 9, 600)
    for number in range(320):
        cache.set(f"tried-address-{number}", 1, 600)
    assert cache.get("count-of-one-address") == 9
