"""The deeds around a city's record: its profile, its key figures, who acts for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from kontor.charter.reasons import Reason
from kontor.cities.models import City, Indicator, KeyFigure, Source
from kontor.cities.queries import PROFILE, state_of_figure, state_of_profile
from kontor.cities.rules import may_edit_city
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.lingua.calendar import number
from kontor.kernel.lingua.content import Content, Origin, Version, fingerprint
from kontor.kernel.public_ids import new_public_id
from kontor.people.actions import end_seat, invite_person, person_for_address
from kontor.people.models import Invitation, Role, Seat

#: The roles that a city gives to its people.
CITY_ROLES = (Role.RESPONSIBLE, Role.CONTACT, Role.DELEGATE, Role.STAFF)


def _locked(city: City, by: Actor) -> City:
    """The city as it is now, locked; ``Refused`` for those who do not look after its record."""
    fresh = City.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=city.pk)
    if not may_edit_city(by, fresh):
        raise Refused(Reason("not_entitled", {}))
    return fresh


# --- the profile ---
def edit_profile(
    city: City, *, by: Actor, seen: str, texts: Mapping[str, Mapping[str, str]], original: str, care: str, web: str
) -> City:
    """Change the texts of a profile and its web address (DIR-1, DIR-6).

    ``seen`` names the state that the editor started from; ``Refused`` if it is another one now (BL17).
    ``care`` says what is known of the translations: ``checked``, ``draft``, or ``confirmed`` for all of them.
    """
    with transaction.atomic():
        fresh = _locked(city, by)
        if state_of_profile(fresh) != seen:
            raise Refused(Reason("profile_edited_meanwhile", {}))
        changed = []
        for name in PROFILE:
            before: Content = getattr(fresh, name)
            after = _edited(before, texts.get(name, {}), original, care)
            if after != before:
                setattr(fresh, name, after)
                changed.append(name)
        if web != fresh.organisation.web:
            fresh.organisation.web = web
            fresh.organisation.save()
            changed.append("web")
        if changed:
            fresh.save()
            journal.record("city.edit_profile", fresh, by=by, told=Told(facts={"parts": changed}))
        return fresh


def _edited(before: Content, texts: Mapping[str, str], original: str, care: str) -> Content:
    """The new versions. Where the text in the original's language is missing, the first one there is counts as it."""
    source = original if texts.get(original) else next((each for each in texts if texts[each]), original)
    after = before.with_texts(texts, original=source, origin=Origin.DRAFT if care == "draft" else Origin.CHECKED)
    return _confirmed(after, source) if care == "confirmed" else after


def _confirmed(content: Content, original: str) -> Content:
    made_from = fingerprint(content.get(original))
    return Content(
        {
            language: Version(language, version.text)
            if language == original
            else Version(language, version.text, Origin.CHECKED, made_from)
            for language, version in content.versions.items()
        }
    )


# --- key figures ---
def cite(*, title: str, issuer: str = "", issued_on: date | None = None, language: str = "de", web: str = "") -> Source:
    """Record a source that was not known before."""
    key = f"{slugify(title)[:40]}-{new_public_id()[:6]}".strip("-")
    return Source.objects.create(key=key, title=title, issuer=issuer, issued_on=issued_on, language=language, web=web)


def add_figure(
    city: City, *, by: Actor, indicator: str, year: int, value: Decimal, unit: str, is_about: bool,
    source: Source | Mapping[str, object],
) -> KeyFigure:  # fmt: skip
    """Record one figure for one year with its source; ``source`` may be the details of a new one."""
    with transaction.atomic():
        fresh = _locked(city, by)
        cited = source if isinstance(source, Source) else cite(**source)  # type: ignore[arg-type]
        figure = KeyFigure(
            city=fresh,
            indicator=Indicator(indicator),
            year=year,
            value=value,
            unit=unit,
            is_about=is_about,
            source=cited,
        )
        return _keep(figure, "city.add_figure", by=by)


def change_figure(
    figure: KeyFigure, *, by: Actor, seen: str, indicator: str, year: int, value: Decimal, unit: str, is_about: bool,
    source: Source | Mapping[str, object],
) -> KeyFigure:  # fmt: skip
    """Correct a figure. ``Refused`` if somebody else changed it since it was seen (BL17)."""
    with transaction.atomic():
        city = _locked(figure.city, by)
        now = KeyFigure.objects.select_for_update(of=("self",)).get(pk=figure.pk)
        if state_of_figure(now) != seen:
            raise Refused(Reason("figure_edited_meanwhile", {"value": number(now.value)}))
        now.city = city
        now.source = source if isinstance(source, Source) else cite(**source)  # type: ignore[arg-type]
        now.indicator, now.year, now.value, now.unit, now.is_about = indicator, year, value, unit, is_about
        return _keep(now, "city.change_figure", by=by)


def _keep(figure: KeyFigure, verb: str, *, by: Actor) -> KeyFigure:
    twin = KeyFigure.objects.filter(
        city=figure.city, indicator=figure.indicator, year=figure.year, source=figure.source
    ).exclude(pk=figure.pk)
    if twin.exists():
        raise Refused(Reason("figure_exists", {}))
    figure.save()
    facts = {
        "indicator": figure.indicator,
        "year": figure.year,
        "value": str(figure.value),
        "unit": figure.unit,
        "source": figure.source.key,
    }
    journal.record(verb, figure.city, by=by, told=Told(facts=facts))
    return figure


# --- who acts for the city (ORG-8) ---
def invite_to_city(city: City, *, by: Actor, role: str, email: str, **name: str) -> Invitation:
    """Invite a person to a seat at the city. Whoever signs in with the address already stays the same person."""
    if role not in CITY_ROLES:
        raise Refused(Reason("role_not_of_a_city", {}))
    with transaction.atomic():
        fresh = _locked(city, by)
        person = person_for_address(email, zone=fresh.organisation.zone, **name)
        invite_person(person, fresh.organisation, Role(role), by=by)
        return Invitation.objects.filter(person=person, organisation=fresh.organisation).latest("invited_at")


def end_city_seat(city: City, seat: Seat, *, by: Actor, on: date) -> None:
    """End a seat at the city; ``on`` is the first day without it."""
    with transaction.atomic():
        fresh = _locked(city, by)
        now = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
        if now.organisation_id != fresh.organisation_id or now.organ_id is not None:
            raise Refused(Reason("not_entitled", {}))
        if now.during.upper is not None and now.during.upper <= on:
            raise Refused(Reason("seat_ended_already", {}))
        end_seat(now, by=by, on=on)


def name_office(city: City, *, by: Actor, office: str) -> None:
    """Name the responsible office: it stands on the seats of those who speak for the city (ORG-8, MEM-13)."""
    with transaction.atomic():
        fresh = _locked(city, by)
        if not Seat.objects.speaking_for(fresh.organisation_id).update(office=office):
            raise Refused(Reason("office_needs_a_seat", {}))
        journal.record("city.name_office", fresh, by=by, told=Told(facts={"office": office}))
