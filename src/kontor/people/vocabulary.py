"""The words that people, organisations and organs are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    """What kind of party it is."""

    ALLIANCE = "alliance", pgettext_lazy("organisation", "alliance")
    CITY = "city", pgettext_lazy("organisation", "city")
    ADMINISTRATION = "administration", pgettext_lazy("organisation", "administration")
    AGENCY = "agency", pgettext_lazy("organisation", "agency")
    COMPANY = "company", pgettext_lazy("organisation", "company")
    INSTITUTION = "institution", pgettext_lazy("organisation", "research institution")
    ASSOCIATION = "association", pgettext_lazy("organisation", "association")


class OrganKind(models.TextChoices):
    """The statute's organs (ORG-1) and a council's committees."""

    BOARD = "board", _("Board")
    SECRETARIAT = "secretariat", _("Secretariat")
    SECRETARIAT_OFFICE = "secretariat_office", _("Secretariat office")
    ADVISORY_BOARD = "advisory_board", _("Advisory board")
    CONTACT_POINTS = "contact_points", _("Contact points")
    COMMITTEE = "committee", _("Committee")


#: The secretariat and its office do the same work (ORG-3).
SECRETARIAT_ORGANS = (OrganKind.SECRETARIAT, OrganKind.SECRETARIAT_OFFICE)


class Role(models.TextChoices):
    """What a person is at an organisation or in an organ."""

    RESPONSIBLE = "responsible", _("Responsible person")
    CONTACT = "contact", _("Contact person")
    DELEGATE = "delegate", _("Delegate")
    STAFF = "staff", _("Staff")
    MEMBER = "member", _("Member")
    CHAIR = "chair", _("Chair")
    AUDITOR = "auditor", _("Auditor")


#: Who speaks for a city in writing: these two, and each may be held by one person at a time.
SPEAKING_ROLES = (Role.RESPONSIBLE, Role.CONTACT)

#: The time zones that a person is offered first; others stay as they are.
COMMON_ZONES = (
    "Europe/Berlin", "Asia/Shanghai", "Asia/Seoul", "Europe/Kyiv", "Europe/Warsaw", "Europe/London",
    "America/New_York", "America/Chicago", "America/Los_Angeles", "UTC",
)  # fmt: skip
