"""A city's statement: one of four positions (MEM-4)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.content import joined
from kontor.kernel.lingua.fields import WordsField
from kontor.membership.lifecycle import round_
from kontor.membership.models import Position, Round

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
    position = forms.ChoiceField(
        label=pgettext_lazy("of a statement", "Position"), choices=Position.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the four answers.")},
    )  # fmt: skip
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


class AnswerForm(forms.Form):
    """The answer to a city's question."""

    text = WordsField(
        label=_("Your answer"), lines=5, max_length=8000,
        error_messages={"required": _("Please write your answer.")},
        help_text=_("The city that asked gets it by mail; everybody who reads the ledger can read it."),
    )  # fmt: skip


@asks(round_, "fail")
class FailForm(forms.Form):
    """Why the round is given up; before it stands who objects, what is still open, and until when (MEM-4)."""

    takes_row = True

    reason = WordsField(
        label=_("Why is the round given up?"), lines=4, max_length=4000,
        error_messages={"required": _("Please say why the round is given up.")},
        help_text=_("The reason stays in the journal. The applicant and the member cities can read it there."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, row: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.consequences = list(_what_stands(row))


def _day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(clock.zone_of_days())).date()


def _what_stands(round_: Round) -> Iterator[str]:
    """One sentence for each objection, one for the open answers, one for the deadline."""
    state, said = round_.consent_state(), round_.latest_statements()
    for city in state.objecting:
        objection = said[int(city)]
        words = {"city": objection.city, "day": calendar.day(_day_of(objection.stated_at)), "text": objection.text}
        yield gettext("%(city)s objects since %(day)s: %(text)s") % words
    waiting = set(state.silent) | set(state.questioning)
    if waiting:
        cities = City.objects.in_order().filter(pk__in=[int(city) for city in waiting])
        yield gettext("No final answer yet from: %(cities)s.") % {"cities": joined(str(city) for city in cities)}
    yield gettext("Answers are asked for by %(due)s.") % {"due": calendar.deadline(round_.answer_due_at)}
