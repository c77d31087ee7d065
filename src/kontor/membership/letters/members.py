"""Letters to members as such: the journal’s seal, and contacts that are missing."""

from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel.lingua.languages import speaking
from kontor.membership import queries
from kontor.membership.letters.making import link_to, send, voices_of
from kontor.membership.letters.short import tell


def witness(head: str, city: City) -> None:
    """Give the journal's head to one member city; with it the city can prove later that nothing was rewritten."""
    to = queries.recipient_at(city)
    if to is None:
        return
    with speaking(to.language):
        send(
            "membership.witness", to, ("city", city.pk),
            _("The journal's seal of this week"),
            [
                _("Please keep this mail. The line below seals everything that was recorded up to now; with it your "
                  "city can prove that nothing before it was changed."),
                head,
            ],
        )  # fmt: skip


def incomplete_contacts(city: City) -> None:
    """Remind a member that it has not named its office, responsible person or contact person (ORG-8)."""
    tell(
        "membership.incomplete", voices_of(city), ("city", city.pk), city,
        link_to("city", city.public_id),
    )  # fmt: skip
