"""What the deeds of a delivery ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.kernel.lifecycle import asks
from kontor.kernel.mail.lifecycle import delivery


@asks(delivery, "evidence")
class EvidenceForm(forms.Form):
    """How the letter arrived."""

    how = forms.CharField(
        label=_("How and when did it arrive?"),
        help_text=_("For instance: by registered post on 3 March, receipt 1234."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
