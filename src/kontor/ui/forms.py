"""How forms look: one renderer dresses our forms, allauth's and everybody's; widgets for three languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.exceptions import TemplateDoesNotExist
from django.utils.translation import gettext_lazy as _

from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import ENDONYMS, LANGUAGES, current, tag
from kontor.kernel.lingua.validation import refuse_deceiving, refuse_line_breaks

_THEIRS = "django/forms/"
_OURS = "ui/forms/"
#: Kinds of input that differ in their ``type`` only.
_INPUTS = frozenset({"text", "email", "password", "number", "url", "date", "datetime", "time", "search", "tel"})


class Renderer(TemplatesSetting):
    """Django's form templates, ours first: ``django/forms/widgets/input.html`` is ``ui/forms/widgets/input.html``."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Our template of that name if there is one."""
        if template_name.startswith(_THEIRS):
            ours = template_name.removeprefix(_THEIRS)
            if ours.removeprefix("widgets/").removesuffix(".html") in _INPUTS:
                ours = "widgets/input.html"
            try:
                return super().get_template(_OURS + ours)
            except TemplateDoesNotExist:
                pass
        return super().get_template(template_name)


class MultilingualWidget(forms.MultiWidget):
    """One text area (or line) for each language, each with its own name and ``lang``."""

    template_name = "ui/forms/widgets/multilingual.html"
    use_fieldset = True

    def __init__(self, *, lines: int = 4, attrs: dict[str, Any] | None = None) -> None:
        #: The language that is open from the start: that of the original, or the page's own where none is said.
        self.first = ""
        one = forms.Textarea if lines > 1 else forms.TextInput
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            language.replace("-", "_"): one(attrs={"lang": tag(language), **({"rows": lines} if lines > 1 else {})})
            for language in LANGUAGES
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        """A ``Content`` (or a mapping of texts) as one text for each language."""
        if isinstance(value, Content):
            return [value.get(language) for language in LANGUAGES]
        if isinstance(value, Mapping):
            return [str(value.get(language, "")) for language in LANGUAGES]
        return ["" for _language in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template which language each part is."""
        context = super().get_context(name, value, attrs)
        for language, part in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            part["language"], part["language_name"], part["language_tag"] = language, ENDONYMS[language], tag(language)
            part["attrs"].pop("required", None)  # any one language is enough
            part["is_open"] = bool(part["value"])
        parts = context["widget"]["subwidgets"]
        written = next((part["language"] for part in parts if part["is_open"]), current())
        first = self.first or written
        context["widget"]["subwidgets"] = sorted(parts, key=lambda part: part["language"] != first)
        return context


class MultilingualField(forms.MultiValueField):
    """Texts by language: ``{"de": …, "zh-hans": …, "en": …}``. Required means: in at least one language."""

    default_error_messages = {"required": _("Enter the text in at least one language.")}

    def __init__(self, *, lines: int = 4, max_length: int | None = None, **kwargs: Any) -> None:
        validators = [refuse_deceiving] if lines > 1 else [refuse_deceiving, refuse_line_breaks]
        fields = [
            forms.CharField(required=False, max_length=max_length, validators=validators) for _language in LANGUAGES
        ]
        kwargs.setdefault("widget", MultilingualWidget(lines=lines))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The texts by language, without empty ones."""
        return {language: text for language, text in zip(LANGUAGES, data_list, strict=False) if text}
