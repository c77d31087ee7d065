"""Forms: one look for all, errors where they are, three languages in one field."""

import re
from typing import Any

from django import forms

from kontor.kernel.lingua.content import Content
from kontor.ui.forms import MultilingualField
from kontor.ui.gallery import SampleForm, bound_form


def test_every_field_has_a_label_of_its_own() -> None:
    text = str(SampleForm())
    inputs = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', text))
    assert inputs == set(re.findall(r'<label[^>]*\sfor="([^"]+)"', text))


def test_help_is_tied_to_its_field() -> None:
    text = str(SampleForm())
    assert 'aria-describedby="id_contact_helptext"' in text
    assert 'id="id_contact_helptext"' in text


def test_every_error_is_on_top_and_at_its_field() -> None:
    text = str(bound_form())
    assert 'href="#id_wrong-email"' in text
    assert 'id="id_wrong-email_error"' in text


def test_every_link_of_the_summary_leads_somewhere() -> None:
    text = str(bound_form())
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'\sid="([^"]+)"', text))


def test_a_form_without_errors_has_no_summary() -> None:
    assert "k-errors" not in str(SampleForm())


def test_optional_fields_say_so() -> None:
    assert str(SampleForm()).count("k-field__optional") == sum(
        not field.required for field in SampleForm().fields.values()
    )


class TitleForm(forms.Form):
    title = MultilingualField(label="Title", lines=1)


def test_each_language_has_its_lang() -> None:
    assert re.findall(r'<input[^>]*lang="([^"]+)"', str(TitleForm())) == ["de", "zh-Hans", "en"]


def test_one_language_is_enough() -> None:
    form = TitleForm({"title_zh_hans": " 标题 "})
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"zh-hans": "标题"}


def test_no_language_is_not_enough() -> None:
    assert "title" in TitleForm({}).errors


def test_content_fills_the_field() -> None:
    text = str(TitleForm(initial={"title": Content.of(de="Titel", zh="标题")}))
    assert 'value="Titel"' in text
    assert 'value="标题"' in text


def test_a_text_with_markup_stays_text() -> None:
    assert "<b>" not in str(TitleForm(initial={"title": Content.of(de="<b>Titel</b>")}))


def _languages(form: forms.Form) -> list[tuple[str, bool]]:
    """The parts in their order, and whether each is a fold that is closed."""
    parts = re.findall(r'<(?:div|details) class="k-languages-input__part[^>]*>.*?lang="([^"]+)"', str(form))
    closed = re.findall(r'<details class="[^"]*other">.*?lang="([^"]+)"', str(form))
    return [(part, part in closed) for part in parts]


def test_only_the_originals_language_is_open_in_an_empty_field() -> None:
    form = TitleForm()
    widget: Any = form.fields["title"].widget
    widget.first = "de"
    assert _languages(form)[0] == ("de", False)
    assert [closed for _language, closed in _languages(form)] == [False, True, True]


def test_a_translation_that_is_written_is_open() -> None:
    form = TitleForm(initial={"title": Content().with_texts({"de": "Hafen", "zh-hans": "港口"}, original="de")})
    assert dict(_languages(form)) == {"de": False, "zh-Hans": False, "en": True}
