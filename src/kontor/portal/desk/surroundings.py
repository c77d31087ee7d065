"""What stands around a person's tasks: the lists that the person works with, and what will appear on an empty desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.membership.models import Standing, StandingKind
from kontor.membership.models.standing import sees_the_alliance
from kontor.membership.rules import is_auditor, is_contact_point, is_secretariat
from kontor.people.models import Organisation, OrganisationKind
from kontor.people.rules import roles_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentence for an empty desk, and the quiet list of links."""

    text: str
    links: list[dict[str, str]]


def surroundings_of(account: Any) -> Surroundings:
    """By the first of the person's roles that says anything: organs, then the own city, then the own organisation."""
    if is_secretariat(account):
        return Surroundings(
            _(
                "Here will stand, the most urgent first: applications to circulate, objections and questions, "
                "signatures, withdrawals, and letters that did not arrive."
            ),
            list(_lists(with_deliveries=True)),
        )
    if is_auditor(account):
        return Surroundings(
            _(
                "An auditor changes nothing and has nothing to do here. The journal shows every deed, and at its top "
                "whether the chain holds."
            ),
            [_link(_("Journal, and whether its chain holds"), "portal:journal")],
        )
    if is_contact_point(account):
        links = [_link(_("Prospects"), "membership:prospects"), *_lists(with_deliveries=False)]
        return Surroundings(
            _(
                "Contact points advise and connect: the prospects and the admissions under way are open to you; "
                "deeds are the secretariat's."
            ),
            links,
        )
    return _at_an_organisation(account)


def _at_an_organisation(account: Any) -> Surroundings:
    roles = roles_of(account)
    own = Organisation.objects.filter(pk__in=roles.organisations if roles else ()).order_by("id")
    organisation = own.select_related("city", "part_of__city").first()
    if organisation is None:
        return Surroundings(_("You have no seat at present. What is public stands under Members."), [_members()])
    if hasattr(organisation, "city"):
        return _at_a_city(organisation.city, account)
    if organisation.kind == OrganisationKind.COMPANY:
        return _at_a_company(organisation)
    links = [_members(), _link(_("How a city joins"), "membership:join"), _handbook()]
    return Surroundings(
        _(
            "Your administration is no member of the alliance. You can see who belongs to it, and how a city or a "
            "county joins."
        ),
        links,
    )


def _at_a_city(city: City, account: Any) -> Surroundings:
    links = [_to(_("My city: %(city)s") % {"city": city}, city)]
    standing = Standing.objects.current().filter(city=city).first()
    if standing is None:
        return Surroundings(
            _(
                "Here will stand, the most urgent first: a draft to finish, questions of the member cities, the "
                "memorandum to sign."
            ),
            [*links, _link(_("Admissions"), "membership:applications"), _handbook()],
        )
    if standing.kind == StandingKind.MEMBER:
        return Surroundings(
            _(
                "Here will stand, the most urgent first: circulars that your city has not answered, drafts to finish, "
                "a memorandum to sign, hearings, and what the alliance asks of you besides."
            ),
            [*links, *_lists(with_deliveries=False)],
        )
    observing = [
        {"label": _("What an observer may do"), "url": reverse("portal:chapter", args=["observe"])},
        _link(_("Ratio and free seats"), "membership:ratio"),
        *(_lists(with_deliveries=False) if sees_the_alliance(account) else ()),
    ]
    if standing.kind == StandingKind.WAITING_OBSERVER:
        return Surroundings(
            _(
                "Your city waits as an observer. When a seat becomes free you are told, in the order of the "
                "applications."
            ),
            [*links, *observing, *_line(city)],
        )
    return Surroundings(_("Your city is an observer. To become a member again, it applies anew."), [*links, *observing])


def _line(city: City) -> Iterator[dict[str, str]]:
    """The application that keeps the city's place in line."""
    waiting = city.applications.waiting().first()
    if waiting is not None:
        yield _to(_("Your application, and its place in line"), waiting)


def _at_a_company(organisation: Organisation) -> Surroundings:
    home = getattr(organisation.part_of, "city", None)
    links = [_to(_("Your city: %(city)s") % {"city": home}, home)] if home else []
    return Surroundings(
        _("Your company is looked after by its city, whose page names the responsible office where there is one."),
        [*links, _members()],
    )


def _lists(*, with_deliveries: bool) -> Iterator[dict[str, str]]:
    yield _link(_("Leaving and conversion"), "membership:leaving")
    yield _link(_("To be announced"), "membership:announcements")
    if with_deliveries:
        yield _link(_("Deliveries"), "membership:deliveries")


def _members() -> dict[str, str]:
    return _link(_("Members of the alliance"), "membership:members")


def _handbook() -> dict[str, str]:
    return _link(_("Handbook"), "portal:handbook")


def _link(label: str, name: str) -> dict[str, str]:
    return {"label": label, "url": reverse(name)}


def _to(label: str, row: Any) -> dict[str, str]:
    return {"label": label, "url": row.get_absolute_url()}
