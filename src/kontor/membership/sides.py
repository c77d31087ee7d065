"""The two sides as pages show them: their names from the charter, and the mark that each has everywhere."""

from django.utils.translation import gettext as _

from kontor.kernel.lingua.languages import current
from kontor.membership.models.alliance import charter_in_force


def mark_of(side: str) -> str:
    """``a`` (●) for the side that the ratio is measured by, ``b`` (■) for the one that it bounds."""
    charter = charter_in_force()
    if charter.ratio is not None:
        return "b" if side == charter.ratio.figures.bounded else "a"
    return "a" if side == charter.sides[0].code else "b"


def code_of(mark: str) -> str:
    """The side with this mark."""
    return next(side.code for side in charter_in_force().sides if mark_of(side.code) == mark)


def name_of(side: str) -> str:
    """The side's name in the reader's language."""
    return charter_in_force().side(side).name[current()]


def cities_of(side: str) -> str:
    """What the side's member cities are called together."""
    return charter_in_force().side(side).cities[current()]


def choices() -> list[tuple[str, str]]:
    """For a choice in a form."""
    return [(side.code, side.name[current()]) for side in charter_in_force().sides]


def told_of_codes() -> list[str]:
    """A sentence for each side whose places have official codes: how these are written."""
    told = [(side.name[current()], side.codes.told[current()]) for side in charter_in_force().sides if side.codes]
    return [_("%(side)s: %(sentence)s") % {"side": side, "sentence": sentence} for side, sentence in told]


def options() -> list[dict[str, str]]:
    """For the filter of a list: both sides, or one of them."""
    return [{"value": "", "label": _("Both sides")}, *({"value": code, "label": name} for code, name in choices())]


def names() -> dict[str, str]:
    """``name_a`` and ``name_b``: the member cities of both sides, as components take them."""
    return {f"name_{mark}": cities_of(code_of(mark)) for mark in ("a", "b")}
