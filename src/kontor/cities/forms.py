"""What is asked about a city: its profile, its key figures, who acts for it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.cities.actions import CITY_ROLES
from kontor.cities.amounts import UNITS, read_amount, units_of
from kontor.cities.citing import SourceFields
from kontor.cities.models import City, Indicator, KeyFigure
from kontor.cities.queries import PROFILE, state_of_figure, state_of_profile
from kontor.kernel.access import Refused
from kontor.kernel.lingua.calendar import number
from kontor.kernel.lingua.content import Content, Origin
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import ENDONYMS, current
from kontor.kernel.lingua.validation import refuse_deceiving
from kontor.kernel.lingua.wording import say
from kontor.people.models import Person, Seat
from kontor.people.models.seat import today
from kontor.ui.forms import MultilingualField

_web = URLValidator(schemes=["http", "https"])


class ProfileForm(forms.Form):
    """The texts of a city's profile in three languages, and where they come from."""

    characteristics = MultilingualField(
        label=pgettext_lazy("of a city", "Characteristics"), required=False, max_length=4000
    )
    strengths = MultilingualField(label=_("Industrial strengths"), required=False, max_length=4000)
    cooperations = MultilingualField(label=pgettext_lazy("of a city", "Cooperations"), required=False, max_length=4000)
    wishes = MultilingualField(label=_("Wishes for cooperation"), required=False, max_length=4000)
    original = forms.ChoiceField(
        label=_("Language of the original"),
        choices=list(ENDONYMS.items()),
        help_text=_("In which language these texts are written first. The others count as translations of it."),
    )
    care = forms.ChoiceField(
        label=pgettext_lazy("of a text", "Translations"),
        choices=[
            ("checked", _("What I changed was written or checked by a person.")),
            ("draft", _("What I changed comes from a machine and nobody has checked it.")),
            ("confirmed", _("I have read all translations: they say what the originals say.")),
        ],
        initial="checked",
        widget=forms.RadioSelect,
    )
    web = forms.URLField(
        label=pgettext_lazy("of a city", "Website"),
        required=False,
        max_length=200,
        validators=[_web, refuse_deceiving],
        assume_scheme="https",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, data: Any = None, *, city: City) -> None:
        texts = {name: getattr(city, name) for name in PROFILE}
        start = {**texts, "web": city.organisation.web, "seen": state_of_profile(city), "original": _original_of(city)}
        super().__init__(data, initial=start)

    def given(self) -> dict[str, Any]:
        """The cleaned data as ``actions.edit_profile`` takes them."""
        rest = {name: self.cleaned_data[name] for name in ("original", "care", "web", "seen")}
        return {"texts": {name: self.cleaned_data[name] for name in PROFILE}, **rest}


def _original_of(city: City) -> str:
    """The language that was used as the original so far; the city's own when nothing tells."""
    for name in PROFILE:
        content: Content = getattr(city, name)
        originals = [each.language for each in content.versions.values() if each.origin is Origin.ORIGINAL]
        if len(originals) == 1:
            return originals[0]
    return city.own_language or current()


class AmountField(forms.Field):
    """An amount as people write it in the page's language; gives a ``Decimal`` (BL19)."""

    def to_python(self, value: Any) -> Any:
        """Read it, or say how it should be written."""
        text = str(value or "").strip()[:80]
        if not text:
            return None
        try:
            return read_amount(text, current())
        except Refused as refused:
            raise forms.ValidationError(say(refused.reason), code=refused.reason.code) from refused

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as the page's language writes it; what was typed stays as it was typed."""
        return number(value) if isinstance(value, Decimal) else value


class FigureForm(SourceFields):
    """One key figure with its source: a known one, or a new one."""

    indicator = forms.ChoiceField(label=pgettext_lazy("key figure", "Figure"), choices=Indicator.choices)
    year = forms.IntegerField(label=pgettext_lazy("key figure", "Year"), min_value=1900)
    value = AmountField(
        label=pgettext_lazy("key figure", "Value"),
        help_text=_("As you write numbers; also 1.2 Mio., 120万 or 1.2亿."),
        widget=forms.TextInput(attrs={"maxlength": 40, "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(
        label=pgettext_lazy("key figure", "Unit"),
        choices=[(unit, unit or _("number, no unit")) for unit in UNITS],
        required=False,
    )
    is_about = forms.BooleanField(label=_("The source says “around” or “more than”"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    field_order = ("indicator", "year", "value", "unit", "is_about")

    def __init__(self, data: Any = None, *, figure: KeyFigure | None = None) -> None:
        start: dict[str, Any] = {"year": today().year - 1, "source_language": current()}
        if figure is not None:
            names = ("indicator", "year", "value", "unit", "is_about", "source")
            start |= {name: getattr(figure, name) for name in names} | {"seen": state_of_figure(figure)}
        super().__init__(data, initial=start)

    def clean_year(self) -> int:
        """A year that is over or running."""
        year: int = self.cleaned_data["year"]
        if year > today().year:
            raise forms.ValidationError(_("This year has not come yet."))
        return year

    def clean(self) -> dict[str, Any]:
        """A unit that fits the figure, and exactly one source."""
        given = super().clean()
        fitting = units_of(given.get("indicator", ""))
        if given.get("unit", "") not in fitting:
            if len(fitting) == 1:
                given["unit"] = fitting[0]
            else:
                self.add_error("unit", _("Please say in which currency."))
        return given

    def given(self) -> dict[str, Any]:
        """The cleaned data as the actions take them."""
        rest = {name: self.cleaned_data[name] for name in ("indicator", "year", "value", "unit", "is_about")}
        return {"source": self.cited(), **rest}


class InvitationForm(forms.Form):
    """Whom the city wants to act for it, and as what (ORG-8)."""

    role = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Role"),
        choices=[(role.value, role.label) for role in CITY_ROLES],
        help_text=_(
            "The responsible person and the contact person speak for the city in writing; "
            "each role passes to the new person when the invitation is accepted."
        ),
    )
    family_name = WordsField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Please give the family name.")}
    )
    given_name = WordsField(label=_("Given name"), max_length=80, required=False)
    latin_name = WordsField(
        label=_("Name in Latin script"), max_length=120, required=False, help_text=_("For Chinese names: in pinyin.")
    )
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, validators=[refuse_deceiving],
        error_messages={"required": _("Please give the e-mail address.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=Person._meta.get_field("language").choices or []
    )


class OfficeForm(forms.Form):
    """The responsible office."""

    office = WordsField(
        label=_("Responsible office"),
        max_length=200,
        help_text=_("As the office calls itself; everybody can see it."),
        error_messages={"required": _("Please name the office.")},
    )


class EndSeatForm(forms.Form):
    """When a seat ends."""

    on = DayField(label=_("First day without the seat"))

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data, initial={"on": today()})
        self.seat = seat

    def clean_on(self) -> date:
        """Today or later: what a person did while holding the seat stays done."""
        on: date = self.cleaned_data["on"]
        if on < today():
            raise forms.ValidationError(_("A seat ends today or later."))
        return on
