"""The deeds before an application: wish, recommendation, talks, guest seat, readiness, invitation (MEM-1)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from kontor.charter.reasons import Reason
from kontor.cities.models import City, Precision, Source
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.lifecycle import performs
from kontor.kernel.lingua.content import Content
from kontor.kernel.public_ids import new_public_id
from kontor.membership import actions, letters
from kontor.membership.lifecycle import ProspectStatus, prospect
from kontor.membership.models import Prospect, Talk
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.prospect import why_no_prospect
from kontor.people.actions import invite_person, person_for_address
from kontor.people.models import Organisation, OrganisationKind, Person, Role


@dataclass(frozen=True, slots=True)
class NewCity:
    """A city that is not on record yet."""

    names: Content
    side: str
    kind: str
    official_code: str = ""
    within: Content = field(default_factory=Content)
    position: tuple[Decimal, Decimal] | None = None

    @property
    def code_system(self) -> str:
        """Whose official code it is: the charter names one system for each side, or none."""
        codes = charter_in_force().side(self.side).codes
        return codes.system if codes is not None and self.official_code else ""


def enter_city(new: NewCity, *, by: Actor) -> City:
    """Put a city on record; ``Refused`` when its official code or one of its names stands there already.

    ``UnknownSide`` for a side that the charter in force does not have.
    The two Taizhou share a name in Latin script: cities whose official codes differ are not the same.
    """
    if new.official_code:
        coded = City.objects.filter(code_system=new.code_system, official_code=new.official_code).first()
        if coded is not None:
            raise Refused(Reason("code_is_on_record", {"city": str(coded)}))
    same = Q(pk__in=[])
    for language, text in new.names.texts.items():
        same |= Q(**{f"names__{language}__text": text})
    namesakes = Organisation.objects.filter(same, kind=OrganisationKind.CITY)
    if new.official_code:
        namesakes = namesakes.filter(city__official_code="")
    if namesakes.exists():
        raise Refused(Reason("city_is_on_record", {}))
    side = charter_in_force().side(new.side)
    organisation = Organisation.objects.create(
        key=f"city-{new_public_id()}", kind=OrganisationKind.CITY, names=new.names, zone=side.zone
    )
    latitude, longitude = new.position or (None, None)
    city = City.objects.create(
        organisation=organisation, side=side.code, kind=new.kind, official_code=new.official_code,
        code_system=new.code_system, within=new.within, latitude=latitude, longitude=longitude,
    )  # fmt: skip
    journal.record("city.enter", city, by=by)
    return city


def on_record(city: City | NewCity, *, by: Actor) -> City:
    """The city's row; that of a new one is made."""
    return enter_city(city, by=by) if isinstance(city, NewCity) else city


def wish_to_join(
    *, by: Actor, name: str, side: str, wish: str, family_name: str, given_name: str, email: str, language: str
) -> Prospect:
    """A city says on the public page that it wishes to join; the secretariat confirms it before anything follows."""
    with transaction.atomic():
        zone = charter_in_force().side(side).zone
        person = Person.objects.create(
            family_name=family_name, given_name=given_name, email=email, language=language, zone=zone
        )
        opened = Prospect(wished_name=name, wished_side=side, wish=wish, wished_by=person, status=ProspectStatus.WISHES)
        opened.save()
        journal.record("prospect.wish", opened, by=by)
        letters.wish_received(opened)
        return opened


def recommend(
    city: City | NewCity,
    *,
    by: Actor,
    recommended_by: str = "",
    source: Source | None = None,
    is_simulated: bool = False,
    is_staged: bool = False,
) -> Prospect:
    """Begin the record of a city that was recommended; ``is_staged``: the recording itself is a demonstration's.

    ``Refused`` for a city that is a member, applies, or is a prospect already.
    """
    with transaction.atomic():
        opened = Prospect.objects.create(
            city=_to_be_pursued(city, by=by), recommended_by=recommended_by, source=source, is_simulated=is_simulated
        )
        journal.record("prospect.recommend", opened, by=by, told=Told(facts=_mark(is_staged or is_simulated)))
        return opened


def _to_be_pursued(city: City | NewCity, *, by: Actor) -> City:
    """The city's row, locked against whoever takes it up at the same moment; ``Refused`` where nobody may (MEM-1)."""
    row = _locked(on_record(city, by=by))
    if (reason := why_no_prospect(row)) is not None:
        raise Refused(reason)
    return row


def _locked(city: City) -> City:
    return City.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=city.pk)


def _mark(is_staged: bool) -> dict[str, bool]:
    return {"simulated": True} if is_staged else {}


@performs(prospect, "confirm")
def confirm(prospect: Prospect, *, by: Actor, city: City | NewCity) -> None:
    """The secretariat confirms that the wish is a city's own, and says which city it is; a new one is put on record."""
    prospect.city = _to_be_pursued(city, by=by)


def _met(
    prospect: Prospect,
    *,
    by: Actor,
    on: date,
    place: str = "",
    what: Content | str = "",
    source: Source | None = None,
    precision: Precision = Precision.EXACT,
    is_staged: bool = False,
) -> Told:
    """City and alliance met: when, where, and what was said; ``source`` tells of it where nobody of us was there."""
    content = what if isinstance(what, Content) else Content.of(de=what)
    Talk.objects.create(prospect=prospect, on=on, precision=precision, place=place, what=content, source=source)
    return Told(facts={"on": on.isoformat(), **_mark(is_staged)})


#: A talk was held; the city was a guest at a session; it signalled that it is ready. One record, three steps (MEM-1).
talk = performs(prospect, "talk")(_met)
host = performs(prospect, "host")(_met)
signal = performs(prospect, "signal")(_met)


@performs(prospect, "invite")
def invite(  # who is invited
    prospect: Prospect,
    *,
    by: Actor,
    family_name: str,
    given_name: str,
    email: str,
    language: str,
    is_staged: bool = False,
) -> Told:
    """Invite the city to apply: a person of the applicant gets access, and a draft is opened (MEM-2)."""
    city = prospect.city
    if city is None:
        raise Refused(Reason("city_not_named", {}))
    name = {"family_name": family_name, "given_name": given_name}
    person = person_for_address(email, language=language, zone=city.organisation.zone, **name)
    invite_person(person, city.organisation, Role.CONTACT, by=by)
    actions.open_application(city, by=by, language=language, is_simulated=prospect.is_simulated)
    return Told(facts=_mark(is_staged))


@performs(prospect, "close")
def close(prospect: Prospect, *, by: Actor, reason: str) -> Told:
    """Nothing comes of it for now; the record stays."""
    return Told(personal={"reason": reason})


@performs(prospect, "reopen")
def reopen(prospect: Prospect, *, by: Actor) -> None:
    """Take it up again; asked under the city's lock whether somebody else has (MEM-1)."""
    if prospect.city is not None:
        _to_be_pursued(prospect.city, by=by)
