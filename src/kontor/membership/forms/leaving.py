"""What withdrawal and conversion ask (MEM-8, MEM-9)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import current
from kontor.membership.forms.admission import not_after_today
from kontor.membership.lifecycle import conversion
from kontor.membership.models import Conversion
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.rules import speaks_for_its_city


class WithdrawalForm(forms.Form):
    """A city's written declaration that it leaves."""

    reason = WordsField(
        label=_("Reason"),
        lines=4,
        max_length=4000,
        required=False,
        help_text=_("The charter asks for no reason; the other cities will be glad of one."),
    )
    signed = AcceptedFileField(
        label=_("Signed declaration"), required=False, help_text=_("PDF, DOCX, PNG or JPEG, 10 MB at most.")
    )
    is_meant = forms.BooleanField(
        label=_("Our city declares its withdrawal from the alliance."),
        error_messages={"required": _("Please confirm that your city declares its withdrawal.")},
    )


class ToldOtherwiseForm(forms.Form):
    """How a city without an address was told."""

    how = WordsField(
        label=_("How and when was it told?"), lines=3, max_length=500,
        error_messages={"required": _("Please say how and when the city was told.")},
        help_text=_("For instance: by registered post on 3 March, receipt 1234."),
    )  # fmt: skip


class ConversionForm(forms.Form):
    """The grounds, the duty that one of them needs, and the statement of a motion (MEM-9)."""

    grounds = forms.MultipleChoiceField(
        label=_("Grounds"), choices=Conversion.Ground.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one ground.")},
        help_text=_("One of them, or both."),
    )  # fmt: skip
    duty = forms.ChoiceField(
        label=_("Duty"), widget=forms.RadioSelect, required=False,
        help_text=_("To be named with the ground that duties are not fulfilled."),
    )  # fmt: skip
    statement = WordsField(
        label=_("Statement of grounds"), lines=6, max_length=8000,
        error_messages={"required": _("Please state the grounds.")},
        help_text=_("What the city did not do, since when, and what was tried. The city reads it and answers."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        duties = charter_in_force().group("duty")
        self.fields["duty"].choices = [  # type: ignore[attr-defined]
            (rule.key, f"{rule.title[current()]} ({rule.clause})") for rule in duties
        ]

    def clean(self) -> dict[str, Any]:
        """A duty is named with the ground of duties, and with no other."""
        given: dict[str, Any] = super().clean() or {}
        names_duties = Conversion.Ground.DUTIES in given.get("grounds", [])
        if names_duties and not given.get("duty") and "duty" not in self.errors:
            self.add_error("duty", _("Please name the duty that is not fulfilled."))
        if not names_duties:
            given["duty"] = ""
        return given


@asks(conversion, "hear")
class HearingForm(forms.Form):
    """What the city says to it."""

    takes_row = True
    takes_actor = True

    hearing = WordsField(
        label=_("What the city says to it"), lines=8, max_length=8000,
        error_messages={"required": _("Please write what the city says to the motion.")},
        help_text=_("It is put before the session together with the motion."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, row: Any, actor: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if speaks_for_its_city(actor, row):
            self.fields["hearing"].label = _("What your city says to it")


class ResolutionForm(forms.Form):
    """The session's resolution: without its reference nothing is carried or rejected."""

    resolution = WordsField(
        label=_("Reference of the session's resolution"), max_length=120,
        error_messages={"required": _("Please give the reference of the resolution.")},
    )  # fmt: skip
    decided_on = DayField(
        label=_("Date of the session"), error_messages={"required": _("Please give the day of the session.")}
    )

    def clean_decided_on(self) -> date:
        """A resolution has been passed."""
        return not_after_today(self.cleaned_data["decided_on"])


asks(conversion, "carry")(ResolutionForm)
asks(conversion, "reject")(ResolutionForm)
