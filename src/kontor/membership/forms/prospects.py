"""What the moves of a prospect ask, and the public wish to join."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.cities.models import City, CityKind
from kontor.kernel.lifecycle import asks
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import ENDONYMS, current
from kontor.membership import sides
from kontor.membership.forms.admission import not_after_today
from kontor.membership.lifecycle import prospect
from kontor.membership.models import Standing
from kontor.membership.prospects import NewCity


def cities_outside() -> Any:
    """The cities on record that have no member's seat."""
    members = Standing.objects.current().members().values("city")
    return City.objects.in_order().exclude(pk__in=members)


class CityField(forms.ModelChoiceField[City]):
    """A choice among cities, by public id, with the official code where there is one: the two Taizhou differ by it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cities_outside(), to_field_name="public_id", **kwargs)

    def label_from_instance(self, obj: City) -> str:
        """``泰州 (GB/T 2260 321200)``."""
        return f"{obj} ({obj.code_system} {obj.official_code})" if obj.official_code else str(obj)


class NewCityFields(forms.Form):
    """A city that is on record, or the names of one that is not yet."""

    city = CityField(label=_("City on record"), required=False, empty_label=_("It is not on record yet"))
    name_de = WordsField(label=_("Name in German"), max_length=120, required=False)
    name_zh = WordsField(label=_("Name in Chinese"), max_length=120, required=False)
    name_en = WordsField(label=_("Name in English"), max_length=120, required=False)
    side = forms.ChoiceField(label=_("Side"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=CityKind.choices, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["side"].choices = sides.choices()  # type: ignore[attr-defined]
        for name in ("city", "side", "kind"):
            self.fields[name].is_unmarked = True  # type: ignore[attr-defined]  # one of both ways is wanted

    def named_city(self) -> City | NewCity | None:
        """The chosen city, or the new one; ``None`` with an error at the field when neither was given."""
        given = self.cleaned_data
        if given.get("city"):
            return City.objects.select_related("organisation").get(pk=given["city"].pk)
        names = Content.of(de=given.get("name_de", ""), zh=given.get("name_zh", ""), en=given.get("name_en", ""))
        if not names:
            self.add_error("city", _("Choose the city, or enter its name in at least one language."))
            return None
        return NewCity(names, given.get("side") or sides.choices()[0][0], given.get("kind") or CityKind.CITY)


@asks(prospect, "confirm")
class ConfirmForm(NewCityFields):
    """Which city the wish is from."""

    takes_row = True

    def __init__(self, *arguments: Any, row: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        own = {"de": "name_de", "zh-hans": "name_zh", "en": "name_en"}[current()]
        self.fields[own].initial = row.wished_name
        self.fields["side"].initial = row.wished_side

    def clean(self) -> dict[str, Any]:
        """The deed takes one thing: the city."""
        super().clean()
        return {"city": self.named_city()}


class RecommendForm(NewCityFields):
    """A city that somebody recommended."""

    recommended_by = WordsField(label=_("Recommended by"), max_length=200, required=False)


class TalkForm(forms.Form):
    """A contact: when, where, what was said."""

    on = DayField(label=_("Date"), error_messages={"required": _("Please give the day.")})
    place = WordsField(label=_("Place or occasion"), max_length=120, required=False)
    what = WordsField(label=_("What was said or agreed"), lines=4, max_length=4000, required=False)

    def clean_on(self) -> date:
        """A talk that is recorded has taken place."""
        return not_after_today(self.cleaned_data["on"])

    def clean_what(self) -> Content:
        """Written in the language of the page."""
        return Content().with_texts({current(): self.cleaned_data["what"]}, original=current())


asks(prospect, "talk")(TalkForm)
asks(prospect, "host")(TalkForm)
asks(prospect, "signal")(TalkForm)


@asks(prospect, "invite")
class InviteForm(forms.Form):
    """The person of the applicant who gets access."""

    takes_row = True

    family_name = WordsField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Please give the family name.")}
    )
    given_name = WordsField(label=_("Given name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, error_messages={"required": _("Please give the e-mail address.")}
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(ENDONYMS.items()))

    def __init__(self, *arguments: Any, row: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if row.wished_by is not None:
            for name in ("family_name", "given_name", "email", "language"):
                self.fields[name].initial = getattr(row.wished_by, name)


@asks(prospect, "close")
class CloseForm(forms.Form):
    """Why nothing comes of it."""

    reason = WordsField(
        label=_("Reason"), lines=3, max_length=1000,
        error_messages={"required": _("Please say why nothing comes of it.")},
    )  # fmt: skip


class WishForm(forms.Form):
    """The public wish to join. ``website`` is a trap that people do not see and machines fill in."""

    name = WordsField(
        label=_("City, district or county"), max_length=120,
        error_messages={"required": _("Please name your city, district or county.")},
    )  # fmt: skip
    side = forms.ChoiceField(
        label=_("Side"), widget=forms.RadioSelect, error_messages={"required": _("Please choose the side.")}
    )
    family_name = WordsField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Please give the family name.")}
    )
    given_name = WordsField(label=_("Given name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Official e-mail address"), max_length=254,
        error_messages={"required": _("Please give the e-mail address.")},
    )  # fmt: skip
    wish = WordsField(label=_("What your city hopes for"), lines=5, max_length=4000, required=False)
    agrees = forms.BooleanField(
        label=_("The secretariat may store this message and answer me. It is used for nothing else."),
        error_messages={"required": _("Without this the secretariat cannot answer you.")},
    )
    website = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["side"].choices = sides.choices()  # type: ignore[attr-defined]

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled in what nobody sees."""
        return bool(self.data.get(self.add_prefix("website")))
