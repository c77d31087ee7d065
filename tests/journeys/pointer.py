"""A person with a pointer, whose browser may run no scripts."""

import re
from pathlib import Path
from typing import Any

from tests.journeys.hand import WHY, Hand, fits


class Pointer(Hand):
    """Clicks what is to be seen."""

    def press(self, msgid: str, context: str = "", **values: object) -> None:
        """Click a link or a button."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._pressed(self.word(msgid, context, **values)).click()

    def _pressed(self, wanted: str) -> Any:
        name = re.compile(f"^{re.escape(wanted)}$".replace(":", r"\s?:"))
        found = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        return found.and_(self.page.locator(":visible")).first

    def reason_at(self, button: str) -> str:
        """Read what stands beside it."""
        return str(self._pressed(button).evaluate(WHY))

    def unfold(self, msgid: str, context: str = "", **values: object) -> None:
        """Click a summary."""
        self.page.locator("summary:visible").get_by_text(self.word(msgid, context, **values)).first.click()

    def write(self, label: str, text: str, *, group: str = "") -> None:
        """Click into the field and type."""
        within = self.page.locator("fieldset").filter(has_text=self.word(group)) if group else self.page
        fields = within.locator("textarea, input:not([type=hidden])")
        self._labelled(fields, label).fill(text)

    def _labelled(self, fields: Any, label: str) -> Any:
        wanted, optional = self.word(label), self.word("(optional)")
        names = fields.evaluate_all("all => all.map(e => e.labels[0]?.innerText ?? '')")
        places = [place for place, name in enumerate(names) if fits(name, wanted, optional)]
        assert len(places) == 1, f"{len(places)} fields “{wanted}” on {self.page.url} among {names}"
        return fields.nth(places[0])

    def date(self, label: str, iso: str) -> None:
        """Set the day."""
        self._labelled(self.page.locator("input[type=date]"), label).fill(iso)

    def choose(self, label: str) -> None:
        """Click the radio button."""
        self._labelled(self.page.locator("input[type=radio]"), label).check()

    def pick(self, label: str, option: str) -> None:
        """Pick from the list."""
        self._labelled(self.page.locator("select"), label).select_option(label=self.word(option))

    def tick(self, label: str) -> None:
        """Click the box."""
        self._labelled(self.page.locator("input[type=checkbox]"), label).check()

    def attach(self, label: str, path: Path) -> None:
        """Choose a file."""
        self._labelled(self.page.locator("input[type=file]"), label).set_input_files(path)

    def download(self, msgid: str) -> Path:
        """Click the link."""
        with self.page.expect_download() as download:
            self._pressed(self.word(msgid)).click()
        return Path(download.value.path())
