"""The deeds before an application: wish, recommendation, talks, guest seat, readiness, invitation (MEM-1)."""

from datetime import date

from django.db import transaction

from kontor.charter.reasons import Reason
from kontor.cities.models import City, Source
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.lifecycle import performs
from kontor.kernel.lingua.content import Content
from kontor.membership import actions, letters
from kontor.membership.lifecycle import ProspectStatus, prospect
from kontor.membership.models import Prospect, Talk
from kontor.people.actions import invite_person
from kontor.people.models import Person, Role


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
    city: City, *, by: Actor, recommended_by: str = "", source: Source | None = None, is_simulated: bool = False
) -> Prospect:
    """Begin the record of a city that was recommended."""
    with transaction.atomic():
        opened = Prospect.objects.create(
            city=city, recommended_by=recommended_by, source=source, is_simulated=is_simulated
        )
        journal.record("prospect.recommend", opened, by=by)
        return opened


@performs(prospect, "confirm")
def confirm(prospect: Prospect, *, by: Actor, city: City) -> None:
    """The secretariat confirms that the wish is a city's own, and says which city it is."""
    prospect.city = city


def _note(prospect: Prospect, on: date, place: str, what: Content | str, source: Source | None) -> None:
    content = what if isinstance(what, Content) else Content.of(de=what)
    Talk.objects.create(prospect=prospect, on=on, place=place, what=content, source=source)


@performs(prospect, "talk")
def talk(
    prospect: Prospect, *, by: Actor, on: date, place: str = "", what: Content | str = "", source: Source | None = None
) -> Told:
    """A talk was held."""
    _note(prospect, on, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "host")
def host(
    prospect: Prospect, *, by: Actor, on: date, place: str = "", what: Content | str = "", source: Source | None = None
) -> Told:
    """The city was a guest at a session."""
    _note(prospect, on, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "signal")
def signal(
    prospect: Prospect, *, by: Actor, on: date, place: str = "", what: Content | str = "", source: Source | None = None
) -> Told:
    """The city signalled that it is ready."""
    _note(prospect, on, place, what, source)
    return Told(facts={"on": on.isoformat()})


@performs(prospect, "invite")
def invite(
    prospect: Prospect, *, by: Actor, family_name: str, given_name: str, email: str, language: str
) -> None:
    """Invite the city to apply: a person of the applicant gets access, and a draft is opened (MEM-2)."""
    city = prospect.city
    if city is None:
        raise Refused(Reason("not_from_this_state", {"state": str(ProspectStatus(prospect.status).label)}))
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
