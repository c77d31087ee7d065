"""The theme: one bundle, and colours that can be read on both grounds."""

import pytest

from kontor.ui import bundle

GROUNDS = ("--k-paper", "--k-surface", "--k-sunken")
TEXT_ON_GROUND = ("--k-ink", "--k-muted", "--k-action", "--k-action-strong", "--k-needs", "--k-good", "--k-visited")
TEXT_PAIRS = [
    *((text, ground) for text in TEXT_ON_GROUND for ground in GROUNDS),
    ("--k-action-on", "--k-action"),
    ("--k-action-on", "--k-action-strong"),
    ("--k-needs-on", "--k-needs"),
    ("--k-ink", "--k-action-soft"),
    ("--k-action", "--k-action-soft"),
    ("--k-muted", "--k-action-soft"),
    ("--k-needs", "--k-needs-soft"),
    ("--k-good", "--k-good-soft"),
    ("--k-ink", "--k-mark"),
    ("--k-ink", "--k-land"),
    ("--k-ink", "--k-sea"),
]
SHAPE_PAIRS = [
    *((mark, ground) for mark in ("--k-side-a", "--k-side-b") for ground in (*GROUNDS, "--k-land", "--k-sea")),
    *(("--k-line-strong", ground) for ground in GROUNDS),
]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(text: str, ground: str, theme: int) -> None:
    tokens = bundle.tokens()
    assert contrast(tokens[text][theme], tokens[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_marks_and_edges_can_be_seen(shape: str, ground: str, theme: int) -> None:
    tokens = bundle.tokens()
    assert contrast(tokens[shape][theme], tokens[ground][theme]) >= 3


def test_the_bundle_is_current() -> None:
    assert bundle.TARGET.read_text(encoding="utf-8") == bundle.bundle(), "run `python -m kontor.ui.bundle`"


def test_colours_are_written_in_the_theme_only() -> None:
    for path in bundle.sources()[1:]:
        text = path.read_text(encoding="utf-8")
        strays = [line for line in text.splitlines() if "#" in line and ":" in line and "url(" not in line]
        assert [line.strip() for line in strays if "#fff" not in line and "#999" not in line] == [], path.name


def test_the_bundle_asks_nobody_else_for_anything() -> None:
    text = bundle.bundle()
    assert "@import" not in text
    assert "//" not in text.replace("http://www.w3.org/2000/svg", "")
