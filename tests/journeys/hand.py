"""What a person does with a page, in the person's language; how it is done is the hand's affair.

Tests name controls and texts by their English msgids; a hand looks them up in the language it works in. What the
catalogue does not know (a city's name, a receipt) is taken as it stands.
"""

import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext

_SPACE = re.compile(r"\s+")
_SPACE_BEFORE_COLON = re.compile(r" (?=[:：])")
#: What stands beside a blocked button; nothing for one that can be used.
WHY = """at => at.getAttribute('aria-disabled') === 'true'
  ? document.getElementById(at.getAttribute('aria-describedby'))?.innerText ?? '' : ''"""


class Hand(ABC):
    """Works on one page in one language."""

    def __init__(self, page: Any, language: str) -> None:
        self.page, self.language = page, language

    def word(self, msgid: str, context: str = "", **values: object) -> str:
        """A text of the product as this person reads it."""
        with translation.override(self.language):
            text = pgettext(context, msgid) if context else gettext(msgid)
        return tidy(text % values if values else text)

    def label(self, text: object) -> str:
        """A lazy text of the product, such as the label of a choice, as this person reads it."""
        with translation.override(self.language):
            return tidy(str(text))

    def open(self, path: str) -> None:
        """Type an address; ``/…`` without a language is opened in the hand's own."""
        self.page.goto(path if path.startswith("http") else f"/{self.language}{path}", wait_until="domcontentloaded")

    def sees(self, msgid: str, context: str = "", **values: object) -> None:
        """The text stands on the page; fails with what stands there instead."""
        text = self.word(msgid, context, **values)
        shown = tidy(self.page.locator("body").inner_text())
        assert text in shown, f"“{text}” is not on {self.page.url}:\n{shown[:3000]}"

    def sees_not(self, text: str) -> None:
        """The text (as it stands, nothing is looked up) is nowhere on the page."""
        assert text not in tidy(self.page.locator("body").inner_text())

    def cannot(self, msgid: str, why: str, context: str = "", **values: object) -> None:
        """The button is there, does nothing and says ``why``; the values are those of the reason."""
        said, reason = tidy(self.reason_at(self.word(msgid, context))), self.word(why, "", **values)
        assert reason in said, f"“{self.word(msgid, context)}” on {self.page.url} says “{said}”, not “{reason}”"

    @property
    def path(self) -> str:
        """The address without the host and the query."""
        return re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)

    @abstractmethod
    def press(self, msgid: str, context: str = "", **values: object) -> None:
        """Follow a link or press a button, and wait for the page that comes."""

    @abstractmethod
    def reason_at(self, button: str) -> str:
        """Why the button of this name is blocked; empty when it is not."""

    @abstractmethod
    def unfold(self, msgid: str, context: str = "", **values: object) -> None:
        """Open what is folded away."""

    @abstractmethod
    def write(self, label: str, text: str, *, group: str = "") -> None:
        """Fill in a field of text; what stood there is replaced. ``group``: the legend around several of one name."""

    @abstractmethod
    def date(self, label: str, iso: str) -> None:
        """Fill in a day."""

    @abstractmethod
    def choose(self, label: str) -> None:
        """Choose one of several radio buttons."""

    @abstractmethod
    def pick(self, label: str, option: str) -> None:
        """Pick from a drop-down list."""

    @abstractmethod
    def tick(self, label: str) -> None:
        """Tick a box."""

    @abstractmethod
    def attach(self, label: str, path: Path) -> None:
        """Choose a file."""

    @abstractmethod
    def download(self, msgid: str) -> Path:
        """Follow a link that gives a file; gives where it lies."""


def tidy(text: str) -> str:
    """One space where the page has any white space, and none before a colon: browsers differ there."""
    return _SPACE_BEFORE_COLON.sub("", _SPACE.sub(" ", text).strip())


def fits(name: str, wanted: str, optional: str) -> bool:
    """Whether a control of this accessible name is the one that is wanted; a field may say that it is optional."""
    return tidy(name) in (wanted, f"{wanted} {optional}")
