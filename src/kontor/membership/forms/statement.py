"""A city's statement: one of four positions (MEM-4)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City
from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lingua.fields import WordsField
from kontor.membership.models import Position

MEANINGS = {
    Position.CONSENT: _("Your city agrees in writing. With the last consent the seat is reserved."),
    Position.OBJECTION: _("Your city does not agree. While an objection stays, the application is not accepted."),
    Position.QUESTION: _("Your city asks before it decides. The round waits; you can state again."),
    Position.ABSTENTION: _("Recorded. It is not a consent, and the round does not become complete by it."),
}


class StatementForm(forms.Form):
    """Position, words, signed file; for which city where the person speaks for several."""

    city = forms.ModelChoiceField(
        City.objects.none(), to_field_name="public_id", label=_("You state for"), empty_label=None
    )
    round = forms.CharField(widget=forms.HiddenInput, max_length=16)  # what the person has read (BL13, BL16)
    position = forms.ChoiceField(label=_("Position"), choices=Position.choices, widget=forms.RadioSelect)
    text = WordsField(
        label=_("In your own words"), lines=5, max_length=8000, required=False,
        help_text=_("An objection needs a reason, a question its question."),
    )  # fmt: skip
    signed = AcceptedFileField(
        label=_("Signed statement as a file"), required=False, help_text=_("PDF, DOCX, PNG or JPEG, 10 MB at most.")
    )

    def __init__(self, *arguments: Any, cities: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        chosen: Any = self.fields["city"]
        chosen.queryset = cities
        if len(cities) == 1:
            chosen.initial, chosen.widget = cities[0].public_id, forms.HiddenInput()
            chosen.widget.choices = ()

    def clean(self) -> dict[str, Any]:
        """The reason that an objection needs, and the words that a question is."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("position") == Position.OBJECTION and not given.get("text"):
            self.add_error("text", _("An objection needs a reason."))
        if given.get("position") == Position.QUESTION and not given.get("text"):
            self.add_error("text", _("Please write your question."))
        return given

    def positions(self) -> list[dict[str, Any]]:
        """The four positions with what each means, for the page."""
        chosen = self["position"].value()
        return [
            {
                "value": position.value,
                "label": position.label,
                "meaning": MEANINGS[position],
                "checked": position == chosen,
            }
            for position in Position
        ]
