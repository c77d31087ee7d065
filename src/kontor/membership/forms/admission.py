"""What the moves of an application ask."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel import clock
from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.membership.lifecycle import application


def not_after_today(day: date, *zones: str) -> date:
    """The day, unless it has begun neither at the alliance's seat nor on any side nor in ``zones``.

    ``ValidationError`` then.
    """
    if day > clock.latest_today(*zones):
        raise forms.ValidationError(_("This day is still to come."), code="future")
    return day


@asks(application, "send_back")
class SendBackForm(forms.Form):
    """What is to be completed."""

    reason = WordsField(
        label=_("What is to be completed or changed?"), lines=4, max_length=4000,
        error_messages={"required": _("Please say what the applicant is to complete.")},
        help_text=_("The applicant gets these words by mail, and they stay in the journal."),
    )  # fmt: skip


@asks(application, "recall")
class RecallForm(forms.Form):
    """Why the round is stopped."""

    reason = WordsField(
        label=_("Why does the application have to change?"), lines=4, max_length=4000,
        error_messages={"required": _("Please say why the application has to change.")},
        help_text=_("The consents given so far refer to the text as it was; a new round begins from nothing."),
    )  # fmt: skip


@asks(application, "seat_by_exception")
class ExceptionForm(forms.Form):
    """The resolution and the reason without which there is no exception from the ratio (MEM-7)."""

    resolution = WordsField(
        label=_("Reference of the resolution"), max_length=120,
        error_messages={"required": _("Please give the reference of the resolution.")},
    )  # fmt: skip
    reason = WordsField(
        label=_("Reason for the exception"), lines=4, max_length=4000,
        error_messages={"required": _("An exception needs a reason.")},
        help_text=_("The charter asks for it. It stays in the journal."),
    )  # fmt: skip


_AS_THE_LETTER_SAYS = _("The letter to the city quotes it word for word: please write it in the city's language.")


@asks(application, "sign")
class SignForm(forms.Form):
    """The signature under the memorandum, with the signed file (MEM-5)."""

    takes_row = True

    signatory = WordsField(
        label=_("Who signed, and in which function?"), max_length=200, help_text=_AS_THE_LETTER_SAYS,
        error_messages={"required": _("Please say who signed, and in which function.")},
    )  # fmt: skip
    signed_in = WordsField(
        label=_("Place"), max_length=120, help_text=_AS_THE_LETTER_SAYS,
        error_messages={"required": _("Please give the place of the signature.")},
    )  # fmt: skip
    signed_on = DayField(label=_("Date"), error_messages={"required": _("Please give the day of the signature.")})
    memorandum = AcceptedFileField(
        label=_("Signed memorandum"), kinds=("pdf",), help_text=_("As PDF, 10 MB at most."),
        error_messages={"required": _("Please add the signed memorandum as a PDF file.")},
    )  # fmt: skip

    def __init__(self, *arguments: Any, row: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._zone: str = row.city.organisation.zone
        self._consented_at: datetime | None = row.consented_at

    def clean_signed_on(self) -> date:
        """A signature lies in the past, at latest today where it was given (TZ04), and follows the consents (MEM-5)."""
        day = not_after_today(self.cleaned_data["signed_on"], self._zone)
        if self._consented_at is not None:
            consented_on = self._consented_at.astimezone(ZoneInfo(self._zone)).date()
            if day < consented_on:
                raise forms.ValidationError(
                    _("All member cities had consented on %(day)s only; the memorandum is signed after that."),
                    code="too_early", params={"day": calendar.day(consented_on)},
                )  # fmt: skip
        return day
