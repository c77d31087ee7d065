"""The three languages of the product, and how each writes itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

LANGUAGES: tuple[str, ...] = ("de", "zh-hans", "en")
ENDONYMS = {"de": "Deutsch", "zh-hans": "简体中文", "en": "English"}
#: Which language to try next when content lacks the reader's own. Never silently: the page says so.
NEXT_BEST = {"de": ("en", "zh-hans"), "zh-hans": ("en", "de"), "en": ("de", "zh-hans")}
#: What the browser, CLDR and hyphenation call the language.
TAGS = {"de": "de", "zh-hans": "zh-Hans", "en": "en"}


def current() -> str:
    """The language of the page or letter being made; the default one outside of both."""
    active = translation.get_language() or settings.LANGUAGE_CODE
    return active if active in LANGUAGES else settings.LANGUAGE_CODE


def known(language: str | None) -> str:
    """``language`` if it is one of ours, otherwise the default one."""
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def tag(language: str) -> str:
    """The value for ``lang=``: ``zh-hans`` is written ``zh-Hans``."""
    return TAGS.get(language, language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make everything inside in ``language``: for letters, which follow their recipient."""
    with translation.override(known(language)):
        yield
