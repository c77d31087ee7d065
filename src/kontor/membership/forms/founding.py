"""Entering a founding member: which city, since when, and where it says so (MEM-12)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.charter.founding import founding_days
from kontor.cities.citing import SourceFields
from kontor.cities.models import City, CityKind, Precision
from kontor.kernel.files.fields import AcceptedFileField
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.fields import DayField, WordsField
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.membership import sides
from kontor.membership.forms.prospects import NewCityFields
from kontor.membership.founding import Proof, why_not_since_founding
from kontor.membership.models import Claim
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.prospects import NewCity
from kontor.people.charters import charters


class DegreesField(forms.DecimalField):
    """Half of a position on the earth, as maps in any language give it: with a point or a comma."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(
            min_value=-most, max_value=most, max_digits=7, decimal_places=4, required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 12}),
            help_text=_("In degrees, with up to four decimals; without it the city is not on the map."), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        """There are no thousands here, so that both signs mean the same."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class FoundingMemberForm(NewCityFields, SourceFields):
    """A city that has been a member since the founding, with the source that says so."""

    official_code = WordsField(
        label=_("Official code"), max_length=12, required=False,
        help_text=_("Places of the same name differ by it."),
    )  # fmt: skip
    within = WordsField(label=_("State or province"), max_length=120, required=False)
    latitude = DegreesField(label=pgettext_lazy("of a city", "Latitude"), most=90)
    longitude = DegreesField(label=pgettext_lazy("of a city", "Longitude"), most=180)
    on = DayField(
        label=_("Member since"),
        help_text=_("The day of the founding. Where the source tells the month only, any day of it."),
    )
    precision = forms.ChoiceField(
        label=_("How exactly the source tells it"), widget=forms.RadioSelect, initial=Precision.EXACT,
        choices=[(Precision.EXACT.value, _("to the day")), (Precision.MONTH.value, _("only the month"))],
    )  # fmt: skip
    locator = WordsField(label=_("Page or section"), max_length=80, required=False)
    document = AcceptedFileField(
        label=_("The document itself"), kinds=("pdf",), required=False,
        help_text=_("As PDF, 10 MB at most. Secretariat, contact points and all who read with members can see it."),
    )  # fmt: skip
    note = WordsField(
        label=pgettext_lazy("beside a source", "Note"), lines=3, max_length=2000, required=False,
        help_text=_("Everybody can read it on the city's page."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("initial", {}).setdefault("source_language", current())
        super().__init__(*arguments, **options)
        for name in ("source", "source_title"):
            self.fields[name].is_unmarked = True  # type: ignore[attr-defined]  # one of both is wanted
        kinds = charter_in_force().member_kinds.figures.kinds
        allowed = [(kind.value, kind.label) for kind in CityKind if kind in kinds]
        self.fields["kind"].choices = allowed  # type: ignore[attr-defined]
        told = [*sides.told_of_codes(), str(self.fields["official_code"].help_text)]
        self.fields["official_code"].help_text = " ".join(told)

    #: The parts of the form, each with its fields in their order.
    CITY = ("city", "name_de", "name_zh", "name_en", "side", "kind", "official_code", "within", "latitude", "longitude")
    SINCE = ("on", "precision")
    PROOF = ("source", "source_title", "source_issuer", "source_issued_on", "source_language", "source_web",
             "locator", "document", "note")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One city, one source, a day of the founding; a new city's code as its country writes it."""
        given = super().clean()
        if "city" not in self.errors:
            given["member"] = self.named_city()
            if isinstance(given["member"], NewCity):
                self._check_new_city(given, given["member"].side)
        if isinstance(given.get("on"), date) and given.get("precision"):
            reason = why_not_since_founding(given["on"], Precision(given["precision"]))
            if reason is not None:
                self.add_error("on", say(reason))
        if self.errors and given.get("document"):
            self.add_error("document", _("Please choose the document again: it came with a form that had errors."))
        return given

    def _check_new_city(self, given: dict[str, Any], side: str) -> None:
        code, codes = given.get("official_code", ""), charter_in_force().side(side).codes
        if code and codes is not None and not codes.fits(code):
            self.add_error("official_code", codes.told[current()])
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            missing = "latitude" if given.get("latitude") is None else "longitude"
            if missing not in self.errors:
                self.add_error(missing, _("Please give both latitude and longitude, or neither."))

    def named_city(self) -> City | NewCity | None:
        """The chosen city, or the new one with what else is known of it."""
        named = super().named_city()
        if not isinstance(named, NewCity):
            return named
        given = self.cleaned_data
        position: tuple[Decimal, Decimal] | None = None
        if given.get("latitude") is not None and given.get("longitude") is not None:
            position = (given["latitude"], given["longitude"])
        within = Content.from_texts({current(): given.get("within", "")})
        return NewCity(named.names, named.side, named.kind, given.get("official_code", ""), within, position)

    def given(self) -> dict[str, Any]:
        """The cleaned data as the deed takes them."""
        given = self.cleaned_data
        note = Content().with_texts({current(): given["note"]}, original=current())
        proof = Proof(self.cited(), given["locator"], note, given["document"])
        return {"city": given["member"], "on": given["on"], "precision": Precision(given["precision"]), "proof": proof}

    def refused(self, code: str, words: str) -> None:
        """Put the words of a refusal at the field that they are about."""
        about = {"code_is_on_record": "official_code", "kind_cannot_be_member": "kind", "not_entitled": None,
                 "founding_is_over": None}  # fmt: skip
        self.add_error(about.get(code, "on" if code.startswith(("founding.", "day_")) else "city"), words)


def most_likely() -> dict[str, Any]:
    """What the next founding member shares with the one entered last: day, precision, source; at first the founding."""
    last = Claim.objects.filter(key__startswith="founding-").order_by("-pk").first()
    if last is not None:
        return {"on": last.on, "precision": last.precision, "source": last.source_id}
    earliest, latest = founding_days(charters())
    return {"on": earliest, "precision": Precision.EXACT if earliest == latest else Precision.MONTH}
