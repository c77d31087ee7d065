"""Asking for the source of a fact: one that is on record, or a new one. Apps above build their forms on it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.cities.models import Source
from kontor.cities.queries import known_sources
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import ENDONYMS, current
from kontor.kernel.lingua.validation import refuse_deceiving

if TYPE_CHECKING:
    _ModelChoiceField = forms.ModelChoiceField[Source]  # generic for the type checker only
else:
    _ModelChoiceField = forms.ModelChoiceField

_DETAILS = ("title", "issuer", "issued_on", "language", "web")


class _SourceChoice(_ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Title and issuer, shortened so that a narrow screen can hold it."""
        title = obj.title if len(obj.title) <= 90 else f"{obj.title[:88]}…"
        return f"{title} ({obj.issuer})" if obj.issuer else title


class SourceFields(forms.Form):
    """A source that is on record, or the details of a new one."""

    source = _SourceChoice(
        label=pgettext_lazy("of a fact", "Source"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("A new source, named below"),
    )
    source_title = WordsField(label=_("New source: title"), max_length=300, required=False)
    source_issuer = WordsField(label=_("New source: issuer"), max_length=200, required=False)
    source_issued_on = DayField(label=_("New source: date"), required=False)
    source_language = forms.ChoiceField(label=_("New source: language"), choices=list(ENDONYMS.items()), required=False)
    source_web = forms.URLField(
        label=_("New source: web address"),
        required=False,
        max_length=200,
        validators=[URLValidator(schemes=["http", "https"]), refuse_deceiving],
        assume_scheme="https",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["source"].queryset = known_sources()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one source: the chosen one counts."""
        given = super().clean() or {}
        if not given.get("source") and not given.get("source_title"):
            self.add_error("source", _("Please choose the source, or name a new one below."))
        return given

    def cited(self) -> Source | dict[str, Any]:
        """The chosen source, or what ``actions.cite`` takes for a new one."""
        known: Source | None = self.cleaned_data["source"]
        if known is not None:
            return known
        details = {name: self.cleaned_data[f"source_{name}"] for name in _DETAILS}
        return {**details, "language": details["language"] or current()}
