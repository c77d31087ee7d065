"""Addresses of pages by name, remembered: a ledger of forty rows asks for hundreds, and they never change."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

from kontor.kernel.lingua.languages import current


def address_of(name: str, *arguments: str | int) -> str:
    """``reverse`` in the reader's language; ``NoReverseMatch`` for a name that does not exist."""
    return _address(name, arguments, current(), get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8192)
def _address(name: str, arguments: tuple[str | int, ...], _language: str, _prefix: str, urls: str | None) -> str:
    return reverse(name, urlconf=urls, args=arguments)
