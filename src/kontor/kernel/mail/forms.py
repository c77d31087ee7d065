"""What the deeds of a delivery ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua.fields import WordsField
from kontor.kernel.mail.lifecycle import delivery


@asks(delivery, "evidence")
class EvidenceForm(forms.Form):
    """How the letter arrived."""

    how = WordsField(
        label=_("How and when did it arrive?"),
        help_text=_("For instance: by registered post on 3 March, receipt 1234."),
        lines=3,
        max_length=500,
    )
