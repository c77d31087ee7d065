"""A person: names in their scripts, how to address, in which language to write."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kontor.kernel import clock
from kontor.kernel.lingua.languages import ENDONYMS, current
from kontor.kernel.lingua.names import full_name, shown_name
from kontor.kernel.public_ids import PublicIdField
from kontor.people.models.organisation import check_zone


class Person(models.Model):
    """Somebody who acts for an organisation. Only what the work needs is kept.

    Forgotten, the row stays, because statements and seats of the past refer to it: without a name or an address.
    """

    public_id = PublicIdField()
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    latin_name = models.CharField(_("name in Latin script"), max_length=120, blank=True)
    salutation = models.CharField(_("salutation"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(
        _("language"), max_length=10, default="de", choices=[(code, name) for code, name in ENDONYMS.items()]
    )
    zone = models.CharField(_("time zone"), max_length=40, default=clock.zone_of_days, validators=[check_zone])
    is_invented = models.BooleanField(default=False)  # made up for the demo, and marked so wherever shown
    forgotten_at = models.DateTimeField(null=True, blank=True)

    journal_type = "person"

    def __str__(self) -> str:
        if self.forgotten_at:
            return gettext("a person whose data were deleted")
        return shown_name(self.family_name, self.given_name, self.latin_name, current())

    @property
    def name(self) -> str:
        """The name in its own script and order."""
        return full_name(self.family_name, self.given_name)

    def journal_names(self) -> dict[str, str]:
        """Persons are not named in the journal's plain part."""
        return {}
