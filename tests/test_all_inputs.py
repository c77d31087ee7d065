"""Every form that an address shows: words that deceive are refused in every field of it, and nothing is kept.

UN03, UN04, UN05, UN08, IN10. The forms are found by opening every address and every move of the access matrix's table,
so a new form is covered by being listed there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.access_table import MOVES, PAGES
from tests.access_world import World

pytestmark = pytest.mark.django_db

DECEIVING = "\u202e\u200b\ufeff\U000e0041\x07"  # test_deceiving.py has them one by one
RARE = ["𠮷䶮镕·买买提·艾力", "葛\U000e0100飾" + "x" * 36, "Ａａ　２０２６"]
#: Forms with words that no address of the table shows for sending, and why.
ELSEWHERE = {
    "FirstPasswordForm": "passwords only, shown by an invitation",
    "JournalFilter": "asks, and keeps nothing",
    "SampleForm": "the gallery's",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A form, where it is shown, and who sees it."""

    client: Client
    url: str
    form: forms.BaseForm

    def inputs(self) -> dict[str, forms.Field]:
        """The names under which texts are sent, with the field that judges them."""
        found: dict[str, forms.Field] = {}
        for name, field in self.form.fields.items():
            if isinstance(field, forms.MultiValueField) and isinstance(field.widget, forms.MultiWidget):
                parts = zip(field.widget.widgets_names, field.fields, strict=True)
                found |= {f"{name}{part}": each for part, each in parts if _is_text(each)}
            elif _is_text(field):
                found[name] = field
        return found

    def takes_one_line(self, name: str) -> bool:
        """Whether this input is a line and no text area."""
        widgets = [w for each, f in self.form.fields.items() if name.startswith(each) for w in _widgets(f)]
        return not any(isinstance(widget, forms.Textarea) for widget in widgets)

    def send(self, texts: dict[str, str]) -> Any:
        """Send the form with these texts; what it did is rolled back."""
        with transaction.atomic():
            answer = self.client.post(self.url, texts)
            transaction.set_rollback(True)
        return answer


def _widgets(field: forms.Field) -> list[forms.Widget]:
    return getattr(field.widget, "widgets", [field.widget])


def _is_text(field: forms.Field) -> bool:
    is_hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
    return isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField) and not is_hidden


def _with(field: forms.Field, text: str) -> str:
    """A value of the field's kind with this text in it."""
    if isinstance(field, forms.EmailField):
        return f"a{text}b@muster.example"
    return f"https://muster.example/a{text}b" if isinstance(field, forms.URLField) else f"a{text}b"


def _forms_in(answer: Any) -> list[forms.BaseForm]:
    """The forms that a page was made with."""
    layers = [layer for context in answer.context or () for layer in context.dicts]
    found = {id(value): value for layer in layers for value in layer.values() if isinstance(value, forms.BaseForm)}
    return list(found.values())


def _places(world: World) -> Iterator[tuple[str, str, str]]:
    """Address, persona, and how the form is made to show itself."""
    for name, page in PAGES.items():
        for row, allowed in page.rows.items():
            if page.posts and allowed and row not in page.leads_on:
                yield world.url(name, page, row), _one_of(allowed), "GET" if page.gets else "POST"
    for (life, verb), rows in MOVES.items():
        for row, allowed in rows.items():
            if allowed:
                yield reverse("ui:move", args=[life, world.rows[row], verb]), _one_of(allowed), "GET"
    for name in ("account_login", "account_reset_password"):
        yield reverse(name), "visitor", "GET"


def _one_of(allowed: frozenset[str]) -> str:
    return next((each for each in ("visitor", "secretary") if each in allowed), min(allowed))


@pytest.fixture(scope="module")
def every_form(world_database: World, django_db_blocker: Any) -> Iterator[list[Shown]]:
    """Every form that takes words, once for each kind of form and address."""
    found: dict[str, Shown] = {}
    with django_db_blocker.unblock(), override_settings(SECOND_FACTOR_OBLIGATORY=False):
        for url, persona, method in _places(world_database):
            client = Client()
            if (account := world_database.personas[persona]) is not None:
                client.force_login(account)
            with transaction.atomic():
                answer = client.generic(method, url)
                transaction.set_rollback(True)
            for form in _forms_in(answer):
                shown = Shown(client, url, form)
                if shown.inputs():
                    found.setdefault(type(form).__name__, shown)
        yield list(found.values())


def test_every_form_with_words_is_found(every_form: list[Shown]) -> None:
    """A control: if pages hid their forms, everything below would hold by finding nothing."""
    written = {
        form.__name__
        for form in _our_forms()
        for field in form.base_fields.values()
        if any(_is_text(each) for each in getattr(field, "fields", [field]))
    }
    assert written - {type(each.form).__name__ for each in every_form} == set(ELSEWHERE) & written


def _our_forms() -> Iterator[type[forms.BaseForm]]:
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            ours = kind.__module__.startswith("kontor.") and ".tests." not in kind.__module__
            if ours and not kind.__subclasses__():  # no bases of others
                yield kind


def _not_refused(answer: Any, inputs: dict[str, forms.Field]) -> list[str]:
    errors = {name for form in _forms_in(answer) for name in form.errors}
    return [name for name in inputs if not any(name == each or name.startswith(f"{each}_") for each in errors)]


def test_un04_every_field_refuses_characters_that_hide_or_reorder(every_form: list[Shown]) -> None:
    passed = {}
    for shown in every_form:
        inputs = shown.inputs()
        answer = shown.send({name: _with(field, DECEIVING) for name, field in inputs.items()})
        passed[shown.url] = (answer.status_code in (200, 409, 422), _not_refused(answer, inputs))
    assert {url: found for url, found in passed.items() if found != (True, [])} == {}


@pytest.mark.parametrize("evil", ["\nBcc: a@b.example", "\u2028b", "\tb"], ids=["break", "separator", "tab"])
def test_in10_a_field_of_one_line_takes_no_second_one(every_form: list[Shown], evil: str) -> None:
    passed = {}
    for shown in every_form:
        inputs = {name: field for name, field in shown.inputs().items() if shown.takes_one_line(name)}
        answer = shown.send({name: _with(field, evil) for name, field in inputs.items()})
        passed[shown.url] = _not_refused(answer, inputs)
    assert {url: names for url, names in passed.items() if names} == {}


@pytest.mark.parametrize("evil", ["\x00", "\ud800"], ids=["NUL", "half-a-character"])
def test_un08_what_cannot_be_stored_is_a_bad_request_at_every_address(every_form: list[Shown], evil: str) -> None:
    answers = {}
    for shown in every_form:
        sent = json.dumps(dict.fromkeys(shown.inputs(), f"a{evil}b"))  # a form could not carry half a character
        answers[shown.url] = shown.client.generic("POST", shown.url, sent, "application/json").status_code
    assert {url: code for url, code in answers.items() if code != 400} == {}


@pytest.mark.parametrize("text", RARE)
def test_un03_un05_rare_and_wide_characters_deceive_nobody(every_form: list[Shown], text: str) -> None:
    wrong = {}
    for shown in every_form:
        answer = shown.send({name: _with(field, text) for name, field in shown.inputs().items()})
        errors = [e.code for form in _forms_in(answer) for each in form.errors.as_data().values() for e in each]
        if answer.status_code not in (200, 302, 409, 422) or "deceiving" in errors:
            wrong[shown.url] = (answer.status_code, errors)
    assert wrong == {}
