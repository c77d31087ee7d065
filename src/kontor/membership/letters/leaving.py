"""Letters of leaving: withdrawal, hearing, conversion, and the seat that becomes free (MEM-7 to MEM-9)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kontor.cities.models import City
from kontor.kernel.letters.document import Paragraph
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail.models import Message
from kontor.membership import queries
from kontor.membership.letters.making import (
    applicants,
    formal,
    keep,
    link_to,
    name_of,
    secretariat,
    send,
    tell,
    voices_of,
)
from kontor.membership.models import Application, Conversion, Withdrawal


def withdrawal_notice(withdrawal: Withdrawal, city: City) -> Message | None:
    """Tell one member city that another one leaves; the withdrawal hangs on this delivery (MEM-8)."""
    to = queries.recipient_at(city)
    if to is None:
        return None
    with speaking(to.language):
        words = {"city": name_of(withdrawal.city, to.language)}
        title = _("%(city)s is leaving the alliance") % words
        text = _("%(city)s has declared its withdrawal in writing. "
                 "It takes effect when every member city has been told.") % words  # fmt: skip
        document = formal(to, title, [Paragraph(text)], reference=withdrawal.public_id, city=city)
        file = keep(document, f"withdrawal-{known(to.language)}.pdf", ("withdrawal", withdrawal.pk), "notice")
        return send(
            "membership.withdrawal", to, ("withdrawal", withdrawal.pk), title, [text],
            link_to("withdrawal", withdrawal.public_id), [file],
        )  # fmt: skip


def withdrawal_effective(withdrawal: Withdrawal) -> None:
    """Tell the city that it is no member any more."""
    tell(
        "membership.withdrawn", voices_of(withdrawal.city), ("withdrawal", withdrawal.pk), withdrawal.city,
        gettext_noop("The withdrawal of %(city)s has taken effect"),
        gettext_noop("Every member city has been told. %(city)s is no longer a member of the alliance."),
        link_to("withdrawal", withdrawal.public_id),
    )  # fmt: skip


def hearing_invited(conversion: Conversion) -> None:
    """Tell the city of the motion and ask what it says to it (MEM-9)."""
    tell(
        "membership.hearing", voices_of(conversion.city), ("conversion", conversion.pk), conversion.city,
        gettext_noop("Motion about the seat of %(city)s: you are heard"),
        gettext_noop("The secretariat is preparing a motion that the seat of %(city)s become an observer's seat. "
                     "Ground and duty are named on the page; please say what you have to say to it."),
        link_to("conversion", conversion.public_id),
    )  # fmt: skip


def converted(conversion: Conversion) -> None:
    """Tell the city what the session resolved (MEM-9)."""
    tell(
        "membership.converted", voices_of(conversion.city), ("conversion", conversion.pk), conversion.city,
        gettext_noop("The seat of %(city)s is now an observer's seat"),
        gettext_noop("The session carried the motion. To regain its seat as a member, %(city)s applies anew."),
        link_to("conversion", conversion.public_id),
    )  # fmt: skip


def tell_secretariat_of_free_seats() -> None:
    """A seat may have become free: tell secretariat and waiting applicants; nobody is promoted by itself (MEM-7)."""
    waiting = [each for each in Application.objects.waiting() if each.why_no_seat_can_be_offered() is None]
    for each in waiting:
        about, link = ("application", each.pk), link_to("application", each.public_id)
        tell(
            "membership.seat_free", applicants(each), about, each.city,
            gettext_noop("A seat has become free for %(city)s"),
            gettext_noop("The secretariat can now offer the seat to %(city)s."), link,
        )  # fmt: skip
        tell(
            "membership.seat_to_offer", secretariat(), about, each.city,
            gettext_noop("A seat can be offered to %(city)s"),
            gettext_noop("%(city)s is first in line for the seat that became free."), link,
        )  # fmt: skip
