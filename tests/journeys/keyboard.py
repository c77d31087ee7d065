"""A person who uses no pointer: goes through the page with Tab and uses what has the focus.

Names and roles are those that Chromium gives to a screen reader. At every stop the focus has to be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.hand import WHY, Hand, fits, tidy

_FIELDS = {"textbox", "searchbox", "spinbutton", "TextField", "textFieldWithComboBox"}
_PRESSED = {"link", "button"}
_MOST_STOPS = 250

#: Where the focus is: whether something shows it, and the legend of the group around it.
_LOOK = """at => {
  const drawn = (node, what) => { const style = getComputedStyle(node); return what.some(name =>
    style[name + 'Style'] !== undefined ? style[name + 'Style'] !== 'none' && parseFloat(style[name + 'Width']) > 0
                                        : style[name] !== 'none'); };
  const around = at.closest('.k-card--link, .k-search'), mark = at.querySelector('.k-map__reach');
  const box = at.getBoundingClientRect(), legend = at.closest('fieldset')?.querySelector('legend');
  return {
    tag: at.tagName.toLowerCase(), type: at.type || '', value: at.value ?? '', checked: !!at.checked,
    option: at.selectedOptions?.[0]?.label ?? '', group: legend?.innerText ?? '',
    // Where a part of a day has the focus, the field itself has not, and the browser draws its own ring.
    seen: !at.matches(':focus') || drawn(at, ['outline', 'boxShadow']) || (around && drawn(around, ['outline']))
      || (mark && drawn(mark, ['stroke'])),
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


#: The labels of all radio buttons of the group that has the focus.
_GROUP = """() => {
  const at = document.activeElement, group = at.form.querySelectorAll(`input[type=radio][name="${at.name}"]`);
  return [...group].map(each => each.labels[0]?.innerText ?? '');
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus. ``node`` tells two stops of one name apart; 0 when nothing has it."""

    node: int
    role: str = ""
    name: str = ""
    group: str = ""
    tag: str = ""
    kind: str = ""
    value: str = ""
    option: str = ""
    checked: bool = False
    is_visible: bool = True

    def __str__(self) -> str:
        return f"{self.role} “{self.name}”" + (f" in “{self.group}”" if self.group else "")


class Keyboard(Hand):
    """Tab, Enter, Space, arrows and typing; nothing else."""

    def __init__(self, page: Any, language: str) -> None:
        super().__init__(page, language)
        self._browser = page.context.new_cdp_session(page)
        page.on("filechooser", lambda chooser: None)  # from the start, else the first may open as a real window

    # --- going ---
    def at(self) -> Stop:
        """What has the focus now."""
        found = self._browser.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        handle = found["objectId"]
        looked = self._browser.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": f"function() {{ return ({_LOOK})(this) }}",
                "objectId": handle,
                "returnByValue": True,
            },
        )["result"]["value"]
        if looked["tag"] == "body":
            return Stop(0)
        tree = self._browser.send("Accessibility.getPartialAXTree", {"objectId": handle, "fetchRelatives": False})
        node = tree["nodes"][0]
        return Stop(
            node=node["backendDOMNodeId"], role=node.get("role", {}).get("value", ""),
            name=tidy(node.get("name", {}).get("value", "")), group=tidy(looked["group"]), tag=looked["tag"],
            kind=looked["type"], value=looked["value"], option=tidy(looked["option"]), checked=looked["checked"],
            is_visible=looked["seen"] and looked["inside"],
        )  # fmt: skip

    def go_to(self, name: str, is_it: Callable[[Stop], bool]) -> Stop:
        """Tab until the control has the focus; fails with the list of stops where it is not reached in one round."""
        stops: list[Stop] = []
        now = self.at()
        while not (now.node and is_it(now)):
            self.page.keyboard.press("Tab")
            now = self.at()
            if now.node and stops and now.node == stops[-1].node:  # a day has several stops in one field
                continue
            if now.node in [each.node for each in stops] or len(stops) > _MOST_STOPS:
                break
            stops.append(now)
            if not (now.is_visible and now.name):  # what moves into view does so in the next frame
                self.page.wait_for_timeout(50)
                now = self.at()
            assert now.is_visible, f"On {self.page.url} nothing shows that the focus is at {now}."
        else:
            return now
        reached = "\n".join(f"  {each}" for each in stops if each.node)
        raise AssertionError(f"“{name}” is not reached by keyboard on {self.page.url}; the stops are:\n{reached}")

    def _field(self, label: str, roles: Callable[[Stop], bool], group: str = "") -> Stop:
        wanted, optional, around = self.word(label), self.word("(optional)"), self.word(group) if group else ""
        return self.go_to(
            f"{wanted} {around}".strip(),
            lambda stop: (
                roles(stop) and fits(stop.name, wanted, optional) and (not around or fits(stop.group, around, optional))
            ),
        )

    def _on_control(self, msgid: str, context: str, values: dict[str, object], *roles: str) -> Stop:
        wanted = self.word(msgid, context, **values)
        return self.go_to(wanted, lambda stop: stop.role in roles and stop.name == wanted)

    def _act(self, stop: Stop) -> None:
        self.page.keyboard.press("Space" if stop.role == "button" else "Enter")

    # --- doing ---
    def press(self, msgid: str, context: str = "", **values: object) -> None:
        """Enter on a link, Space on a button."""
        stop = self._on_control(msgid, context, values, *_PRESSED)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._act(stop)

    def reason_at(self, button: str) -> str:
        """To the button: it keeps its place among the stops."""
        self.go_to(button, lambda stop: stop.role == "button" and stop.name == button)
        return str(self.page.evaluate(f"({WHY})(document.activeElement)"))

    def unfold(self, msgid: str, context: str = "", **values: object) -> None:
        """Enter on a summary."""
        self._on_control(msgid, context, values, "DisclosureTriangle", "DisclosureTriangleGrouped")
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str, *, group: str = "") -> None:
        """Select what stands there and type over it."""
        self._field(label, lambda stop: stop.tag == "textarea" or (stop.tag == "input" and stop.role in _FIELDS), group)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def date(self, label: str, iso: str) -> None:
        """Type the parts of the day in the order in which the browser asks for them."""
        self._field(label, lambda stop: stop.kind == "date")
        year, month, day = iso.split("-")
        for typed in (f"{month}{day}{year}", f"{day}{month}{year}"):
            self.page.keyboard.type(typed)
            if self.at().value == iso:
                return
            self.page.keyboard.press("Shift+Tab")
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"The day {iso} could not be typed; the field has “{self.at().value}”.")

    def choose(self, label: str) -> None:
        """To the group with Tab, inside it with the arrows."""
        wanted = self.word(label)
        names = self._names_of_group
        self.go_to(wanted, lambda stop: stop.role == "radio" and wanted in names())
        for _each in range(30):
            stop = self.at()
            if stop.name == wanted:
                break
            self.page.keyboard.press("ArrowDown")
        if not self.at().checked:
            self.page.keyboard.press("Space")
        stop = self.at()
        assert (stop.name, stop.checked) == (wanted, True)

    def _names_of_group(self) -> list[str]:
        """The labels of all radio buttons in the group that has the focus."""
        labels = self.page.evaluate(_GROUP)
        return [tidy(each) for each in labels]

    def pick(self, label: str, option: str) -> None:
        """With the arrows, from the first."""
        wanted = self.word(option)
        self._field(label, lambda stop: stop.tag == "select")
        self.page.keyboard.press("Home")
        for _each in range(60):
            if self.at().option == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{wanted}” cannot be picked in “{self.word(label)}”.")

    def tick(self, label: str) -> None:
        """Space on the box."""
        self._field(label, lambda stop: stop.role == "checkbox")
        self.page.keyboard.press("Space")
        assert self.at().checked

    def attach(self, label: str, path: Path) -> None:
        """Enter on the field opens the system's window, which is not ours."""
        self._field(label, lambda stop: stop.kind == "file")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(path)

    def download(self, msgid: str) -> Path:
        """Enter on the link."""
        stop = self._on_control(msgid, "", {}, *_PRESSED)
        with self.page.expect_download() as download:
            self._act(stop)
        return Path(download.value.path())
