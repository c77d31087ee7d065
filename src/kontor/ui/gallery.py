"""The gallery's sample data: texts from ``gallery.toml`` in the page's language, and what is not text."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from kontor.kernel.lingua.content import Content, Origin, Version, fingerprint
from kontor.ui.forms import MultilingualField
from kontor.ui.map import project

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bd822cd15d6c15b0f00a0"
POSITIONS = ("consent", "consent", "question", "consent", "objection", "silence", "abstention")
TONES = ("good", "active", "waiting", "needs", "stopped")
SERIES = (171, 171, 170, 171, None, 172, 173, 174)
_TEXTS = Path(__file__).with_name("gallery.toml")


class SampleForm(forms.Form):
    """One field of each kind."""

    contact = forms.CharField(label="Contact", help_text="First and family name in the order that the person uses.")
    email = forms.EmailField(label="E-mail")
    delegates = forms.IntegerField(label="Delegates", min_value=1, required=False)
    arrives_on = forms.DateField(label="Arrival", widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label="Language of letters", choices=[("de", "German"), ("en", "English")])
    role = forms.ChoiceField(
        label="Attends as", choices=[("member", "Member"), ("guest", "Guest")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("industry", "Industry"), ("climate", "Climate")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    title = MultilingualField(label="Title", lines=1, required=False)
    reasons = MultilingualField(label="Reasons", lines=3, help_text="Write in one language; others can follow later.")
    letter = forms.FileField(label="Letter", required=False)
    remark = forms.CharField(label="Remark", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="The mayor has agreed in writing")


def bound_form() -> SampleForm:
    """A form that was sent with mistakes."""
    sent = {"contact": "Li Na", "email": "li.na", "language": "de", "title_de": "Wasserstoff", "topics": "industry"}
    return SampleForm({f"wrong-{name}": value for name, value in sent.items()}, prefix="wrong")


def content() -> Content:
    """A text with an original, a version that is out of date, and none in English."""
    older = fingerprint("an older text")
    return Content(
        {
            "de": Version("de", "Die Mitgliedsstädte arbeiten bei der Wasserstoffwirtschaft zusammen."),
            "zh-hans": Version("zh-hans", "各成员城市在氢能经济领域开展合作。", Origin.CHECKED, older),
        }
    )


def in_language(value: Any, language: str) -> Any:
    """The sample with every table of three languages replaced by the text in one."""
    if isinstance(value, Mapping):
        if set(value) == {"de", "zh", "en"}:
            return value[language.removesuffix("-hans")]
        return {key: in_language(part, language) for key, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value


def _points(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    points = []
    for place in places:
        x, y = project(place["lat"], place["lon"])
        points.append({"name": place["name"], "url": "#map", "x": x, "y": y, "side": place["side"]})
    return points


def _ledger(texts: Mapping[str, Any], side: str) -> list[dict[str, Any]]:
    names = [place["name"] for place in texts["cities"] if place["side"] == side]
    return [
        {
            "name": name,
            "url": "#ledger",
            "position": position,
            "word": texts["words"][position],
            "on": None if position == "silence" else date(2026, 9, 3 + index),
            "note": texts["note"] if position == "question" else "",
        }
        for index, (name, position) in enumerate(zip(names, POSITIONS, strict=False))
    ]


def _rows(texts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**place, "tone": tone, "word": texts["state_words"][tone], "people": 98_765 * factor, "area": 91.3 * factor}
        for factor, (place, tone) in enumerate(zip(texts["cities"], TONES, strict=False), start=1)
    ]


def sample(language: str) -> dict[str, Any]:
    """Everything the gallery shows, in one of the three languages."""
    texts = in_language(tomllib.loads(_TEXTS.read_text(encoding="utf-8")), language)
    return {
        **texts,
        "rows_a": _ledger(texts, "a"),
        "rows_b": _ledger(texts, "b"),
        "rows": _rows(texts),
        "points": _points(texts["cities"]),
        "page": Paginator(range(230), 25).page(3),
        "moment": datetime(2026, 10, 28, 7, 30, tzinfo=UTC),
        "hash": HASH,
        "series": [{"label": str(2017 + index), "value": value} for index, value in enumerate(SERIES)],
        "content": content(),
        "form": SampleForm(prefix="new"),
        "wrong": bound_form(),
    }
