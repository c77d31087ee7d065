"""A session is told by its browser and system."""

import pytest
from django.utils.translation import override

from kontor.ui.browsers import spoken

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {_WEBKIT} HeadlessChrome/156.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {_WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari on macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/126.0 Safari/604.1", "Chrome on iOS"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 MicroMessenger/8.0", "WeChat on Android"),
        ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        ("curl/8.5.0", "unknown browser"),
        ("", "unknown browser"),
        ("<script>alert(1)</script>", "unknown browser"),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent: str, expected: str) -> None:
    with override("en"):
        assert spoken(user_agent) == expected
