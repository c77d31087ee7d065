"""Letters before an application is put to the cities: a wish, the receipt of an application, its return."""

from django.utils.translation import gettext as _

from kontor.kernel.lingua.languages import speaking
from kontor.membership.letters.making import applicants, link_to, name_of, secretariat, send
from kontor.membership.letters.short import tell
from kontor.membership.models import Application, Prospect


def wish_received(prospect: Prospect) -> None:
    """Tell the secretariat that a city wishes to join."""
    for to in secretariat():
        with speaking(to.language):
            send(
                "membership.wish", to, ("prospect", prospect.pk),
                _("%(name)s wishes to join the alliance") % {"name": prospect.wished_name},
                [_("The wish came through the public form. Please confirm it before anything follows.")],
                link_to("prospect", prospect.public_id),
            )  # fmt: skip


def application_received(application: Application) -> None:
    """Acknowledge the receipt, and put it before the secretariat."""
    about, link = ("application", application.pk), link_to("application", application.public_id)
    tell("membership.received", applicants(application), about, application.city, link)
    tell("membership.submitted", secretariat(), about, application.city, link)


def application_sent_back(application: Application, reason: str) -> None:
    """Tell the applicant what is to be completed."""
    for to in applicants(application):
        with speaking(to.language):
            words = {"city": name_of(application.city, to.language)}
            send(
                "membership.sent_back", to, ("application", application.pk),
                _("Please complete the application of %(city)s") % words,
                [_("The secretariat sent the application back:"), reason],
                link_to("application", application.public_id),
            )  # fmt: skip
