"""Laying an alliance's first rows in an empty database: itself and the organs that its charter names (ORG-1)."""

from django.db import transaction

from kontor.kernel.access import Actor
from kontor.kernel.audit import journal
from kontor.kernel.lingua.content import Content
from kontor.membership.models import Alliance
from kontor.membership.models.alliance import charter_in_force
from kontor.people.models import Organ, Organisation, OrganisationKind, OrganKind


def found_alliance(*, by: Actor) -> Alliance:
    """Create the alliance with its organs, named as the charter names them; done before, it changes nothing."""
    with transaction.atomic():
        charter = charter_in_force()
        organisation, is_new = Organisation.objects.get_or_create(
            key="alliance",
            defaults={"kind": OrganisationKind.ALLIANCE, "names": Content.from_texts(dict(charter.name.items()))},
        )
        alliance, _ = Alliance.objects.get_or_create(organisation=organisation)
        for rule in charter.group("organ"):
            if rule.name in OrganKind.values:
                Organ.objects.get_or_create(
                    owner=organisation, key=rule.name.replace("_", "-"),
                    defaults={"kind": rule.name, "names": Content.from_texts(dict(rule.title.items()))},
                )  # fmt: skip
        if is_new:
            journal.record("organisation.found", organisation, by=by)
        return alliance
