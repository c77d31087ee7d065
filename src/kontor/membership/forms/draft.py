"""The draft of an application: four parts in three languages, the paper that authorises it, attachments (MEM-2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.files.models import File
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import ENDONYMS, current
from kontor.membership.models import Application, DossierPart
from kontor.membership.models.alliance import charter_in_force
from kontor.ui.forms import MultilingualField

LONGEST_PART = 20_000
PAPER = ("paper_reference", "paper_title", "paper_body", "paper_on")
#: The charter's own keys for the four parts; its words stand as help under each.
RULES = {
    DossierPart.ECONOMIC_DATA: "dossier.economic_key_data",
    DossierPart.INDUSTRY: "dossier.industrial_characteristics",
    DossierPart.COOPERATIONS: "dossier.current_cooperations",
    DossierPart.WISHES: "dossier.cooperation_wishes",
}


class PartField(MultilingualField):
    """One part in up to three languages."""

    is_unmarked = True  # may be empty while it is a draft, but is not optional


class DraftForm(forms.Form):
    """The whole draft. ``edition`` is the save that the person began from (BL17)."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    language = forms.ChoiceField(
        label=_("Language of the original"), choices=list(ENDONYMS.items()),
        help_text=_("The other versions are translations; when the original changes they are marked as out of date."),
    )  # fmt: skip
    paper_reference = WordsField(label=_("Reference of the council paper"), max_length=120, required=False)
    paper_title = WordsField(label=_("Title of the council paper"), max_length=300, required=False)
    paper_body = WordsField(label=_("Body that decided"), max_length=120, required=False)
    paper_on = DayField(label=_("Date of the decision"), required=False)
    attachment = AcceptedFileField(
        label=_("Add an attachment"), required=False, help_text=_("PDF, DOCX, PNG or JPEG, 10 MB at most.")
    )
    removed = forms.ModelMultipleChoiceField(
        File.objects.none(), to_field_name="public_id", label=_("Remove attachments"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *arguments: Any, draft: Application, **options: Any) -> None:
        initial = {name: getattr(draft, name) for name in ("edition", "language", *PAPER)}
        initial |= {part.value: content for part, content in draft.parts()}
        super().__init__(*arguments, **{**options, "initial": initial})
        charter = charter_in_force()
        for number, part in enumerate(DossierPart, start=1):
            rule = charter.rule(RULES[part])
            self.fields[part.value] = PartField(
                label=f"{number} · {part.label}",
                help_text=rule.text[current()],
                lines=5,
                max_length=LONGEST_PART,
                required=False,
            )
            widget: Any = self.fields[part.value].widget
            widget.first = self.data.get("language") or draft.language
        removed: Any = self.fields["removed"]
        removed.queryset = draft.attachments()
        if not removed.queryset:
            del self.fields["removed"]
        self.draft = draft

    def saved_fields(self) -> dict[str, Any]:
        """What ``actions.save_draft`` takes."""
        given = self.cleaned_data
        fields: dict[str, Any] = {name: given[name] for name in ("language", *PAPER)}
        for part, before in self.draft.parts():
            content: Content = before.with_texts(given[part.value], original=given["language"])
            fields[part.value] = content
        return fields
