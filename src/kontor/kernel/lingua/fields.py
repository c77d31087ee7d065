"""Form fields for words that people type: composed, without characters that hide or reorder text (UN01, UN04)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.lingua.content import tidy
from kontor.kernel.lingua.validation import refuse_deceiving, refuse_line_breaks


class WordsField(forms.CharField):
    """A line of text, or with ``lines`` above one a text area."""

    def __init__(self, *, lines: int = 1, **kwargs: Any) -> None:
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        kwargs.setdefault("max_length", 200 if lines == 1 else 20_000)
        self.is_one_line = lines == 1
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The composed form, with one kind of line end."""
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Besides what Django checks: no deceiving characters, and one line where one line is asked for."""
        super().validate(value)
        refuse_deceiving(value)
        if self.is_one_line and value:
            refuse_line_breaks(value)


class DayField(forms.DateField):
    """A day, typed or picked; ISO works in every language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        """No typing errors that land in another century."""
        super().validate(value)
        if value is not None and not 1990 <= value.year <= 2200:
            raise forms.ValidationError(_("Please check the year."), code="year")
