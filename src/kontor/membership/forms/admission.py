"""What the moves of an application ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.membership.lifecycle import application
from kontor.people.models.seat import today


def not_after_today(day: date, zone: str) -> date:
    """The day, unless it has begun neither at the alliance's seat nor in ``zone``: ``ValidationError`` then."""
    if day > max(today(), today(zone)):
        raise forms.ValidationError(_("This day is still to come."), code="future")
    return day


@asks(application, "send_back")
class SendBackForm(forms.Form):
    """What is to be completed."""

    reason = WordsField(
        label=_("What is to be completed or changed?"), lines=4, max_length=4000,
        help_text=_("The applicant gets these words by mail, and they stay in the journal."),
    )  # fmt: skip


@asks(application, "recall")
class RecallForm(forms.Form):
    """Why the round is stopped."""

    reason = WordsField(
        label=_("Why does the application have to change?"), lines=4, max_length=4000,
        help_text=_("The consents given so far refer to the text as it was; a new round begins from nothing."),
    )  # fmt: skip


@asks(application, "sign")
class SignForm(forms.Form):
    """The signature under the memorandum, with the signed file (MEM-5)."""

    takes_row = True

    signatory = WordsField(label=_("Who signed, and in which function?"), max_length=200)
    signed_in = WordsField(label=_("Place"), max_length=120)
    signed_on = DayField(label=_("Date"))
    memorandum = AcceptedFileField(label=_("Signed memorandum"), kinds=("pdf",), help_text=_("As PDF, 10 MB at most."))

    def __init__(self, *arguments: Any, row: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._zone: str = row.city.organisation.zone

    def clean_signed_on(self) -> date:
        """A signature lies in the past, at latest today where it was given (TZ04)."""
        return not_after_today(self.cleaned_data["signed_on"], self._zone)
