"""The deeds before an application: wish, recommendation, talks, guest seat, readiness, invitation (MEM-1)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

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
from kontor.people.actions import invite_person
from kontor.people.models import Organisation, OrganisationKind, Person, Role


@dataclass(frozen=True, slots=True)
class NewCity:
    """A city that is not on record yet."""

    names: Content
    side: str
    kind: str


def enter_city(new: NewCity, *, by: Actor) -> City:
    """Put a city on record; ``Refused`` when one of its names stands there already."""
    same = Q(pk__in=[])
    for language, text in new.names.texts.items():
        same |= Q(**{f"names__{language}__text": text})
    if Organisation.objects.filter(same, kind=OrganisationKind.CITY).exists():
        raise Refused(Reason("city_is_on_record", {}))
    zones = Organisation.objects.filter(city__side=new.side).values_list("zone").annotate(number=Count("id"))
    usual = zones.order_by("-number").first()
    zone = usual[0] if usual else "Europe/Berlin"
    organisation = Organisation.objects.create(
        key=f"city-{new_public_id()}", kind=OrganisationKind.CITY, names=new.names, zone=zone
    )
    city = City.objects.create(organisation=organisation, side=new.side, kind=new.kind)
    journal.record("city.enter", city, by=by)
    return city


def _on_record(city: City | NewCity, *, by: Actor) -> City:
    return enter_city(city, by=by) if isinstance(city, NewCity) else city


def wish_to_join(
    *, by: Actor, name: str, side: str, wish: str, family_name: str, given_name: str, email: str, language: str
) -> Prospect:
    """A city says on the public page that it wishes to join; the secretariat confirms it before anything follows."""
    with transaction.atomic():
        person = Person.objects.create(family_name=family_name, given_name=given_name, email=email, language=language)
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
) -> Prospect:
    """Begin the record of a city that was recommended."""
    with transaction.atomic():
        opened = Prospect.objects.create(
            city=_on_record(city, by=by), recommended_by=recommended_by, source=source, is_simulated=is_simulated
        )
        journal.record("prospect.recommend", opened, by=by)
        return opened


@performs(prospect, "confirm")
def confirm(prospect: Prospect, *, by: Actor, city: City | NewCity) -> None:
    """The secretariat confirms that the wish is a city's own, and says which city it is; a new one is put on record."""
    prospect.city = _on_record(city, by=by)


def _note(  # noqa: PLR0917
    prospect: Prospect, on: date, precision: Precision, place: str, what: Content | str, source: Source | None
) -> None:
    content = what if isinstance(what, Content) else Content.of(de=what)
    Talk.objects.create(prospect=prospect, on=on, precision=precision, place=place, what=content, source=source)


@performs(prospect, "talk")
def talk(
    prospect: Prospect,
    *,
    by: Actor,
    on: date,
    place: str = "",
    what: Content | str = "",
    source: Source | None = None,
    precision: Precision = Precision.EXACT,
) -> Told:
    """A talk was held."""
    _note(prospect, on, precision, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "host")
def host(
    prospect: Prospect,
    *,
    by: Actor,
    on: date,
    place: str = "",
    what: Content | str = "",
    source: Source | None = None,
    precision: Precision = Precision.EXACT,
) -> Told:
    """The city was a guest at a session."""
    _note(prospect, on, precision, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "signal")
def signal(
    prospect: Prospect,
    *,
    by: Actor,
    on: date,
    place: str = "",
    what: Content | str = "",
    source: Source | None = None,
    precision: Precision = Precision.EXACT,
) -> Told:
    """The city signalled that it is ready."""
    _note(prospect, on, precision, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "invite")
def invite(prospect: Prospect, *, by: Actor, family_name: str, given_name: str, email: str, language: str) -> None:
    """Invite the city to apply: a person of the applicant gets access, and a draft is opened (MEM-2)."""
    city = prospect.city
    if city is None:
        raise Refused(Reason("city_not_named", {}))
    person = Person.objects.create(family_name=family_name, given_name=given_name, email=email, language=language)
    invite_person(person, city.organisation, Role.CONTACT, by=by)
    actions.open_application(city, by=by, language=language)


@performs(prospect, "close")
def close(prospect: Prospect, *, by: Actor, reason: str) -> Told:
    """Nothing comes of it for now; the record stays."""
    return Told(facts={"reason": reason})


@performs(prospect, "reopen")
def reopen(prospect: Prospect, *, by: Actor) -> None:
    """Take it up again."""
