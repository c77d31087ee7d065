"""What a letter, certificate or record says, without a word about how it looks.

In: plain values. Out: a frozen ``Document`` that both renderers understand. A document that could not be
rendered accessibly (no title, a skipped heading level, a ragged table) is refused when it is made.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "zh-hans", "en"]
Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one language and one emphasis; ``lang=None`` is the document's language."""

    text: str
    lang: Language | None = None
    strong: bool = False
    emphasis: bool = False


Text = str | tuple[Run, ...]


@dataclass(frozen=True)
class Party:
    """Who writes: the name (one or more lines), the postal address, and telephone, e-mail and the like."""

    name: tuple[Text, ...]
    address: tuple[Text, ...] = ()
    contact: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading below the title; the first has level 1 and no level is skipped."""

    text: Text
    level: int = 1

    def __post_init__(self) -> None:
        if not plain(self.text).strip():
            raise ValueError("a heading needs words: screen readers list headings")


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line feed in it is a line break."""

    text: Text


@dataclass(frozen=True)
class Facts:
    """Pairs of a label and a value."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class Table:
    """A table whose header row repeats on every page.

    ``align`` holds one alignment per column (left when empty), ``widths`` one share per column; the share 0 takes
    only the room that the content needs. Without widths, right-aligned columns are narrow and the others share.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    align: tuple[Alignment, ...] = ()
    widths: tuple[int, ...] = ()
    caption: Text | None = None

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns:
            raise ValueError("a table needs a header row")
        if any(len(row) != columns for row in self.rows):
            raise ValueError(f"every row of this table needs {columns} cells")
        object.__setattr__(self, "align", self.align or ("left",) * columns)
        object.__setattr__(self, "widths", self.widths or tuple(0 if a == "right" else 1 for a in self.align))
        if len(self.align) != columns or len(self.widths) != columns:
            raise ValueError(f"alignments and widths of this table need {columns} entries")


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Numbered:
    """A list whose order means something."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Signature:
    """Room to sign, and below it the lines that name who signs."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Facts | Table | Bullets | Numbered | Signature | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole letter. Without a recipient it is a record: the title follows the head directly.

    ``mark`` is shown as a banner on every page, for drafts and simulated records.
    """

    language: Language
    title: Text
    sender: Party
    date: datetime.date
    recipient: tuple[Text, ...] = ()
    place: Text | None = None
    reference: Text | None = None
    salutation: Text | None = None
    blocks: tuple[Block, ...] = ()
    closing: Text | None = None
    signatories: tuple[Signature, ...] = ()
    footer: tuple[Text, ...] = ()
    mark: Text | None = None

    def __post_init__(self) -> None:
        if not plain(self.title).strip() or not self.sender.name:
            raise ValueError("a document needs a title and a sender")
        _refuse_skipped_levels(self.blocks)


def _refuse_skipped_levels(blocks: tuple[Block, ...]) -> None:
    """Raise ``ValueError`` when a reader who jumps from heading to heading would miss a level."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= above + 1:
                raise ValueError(f"the heading {plain(block.text)!r} of level {block.level} follows level {above}")
            above = block.level


def runs(text: Text) -> tuple[Run, ...]:
    """The runs that a text consists of; a plain string is one run."""
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The text without languages and emphasis."""
    return "".join(run.text for run in runs(text))


def one_line(lines: tuple[Text, ...], separator: str = " · ") -> tuple[Run, ...]:
    """Several lines as one, languages kept."""

    def parts() -> Iterator[Run]:
        for number, line in enumerate(lines):
            if number:
                yield Run(separator)
            yield from runs(line)

    return tuple(parts())
