"""Letters of leaving: withdrawal, hearing, conversion, and the seat that becomes free (MEM-7 to MEM-9)."""

from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel.letters.document import Paragraph
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail.models import Message
from kontor.membership import queries
from kontor.membership.letters.making import (
    applicants,
    formal,
    is_invented,
    keep,
    link_to,
    name_of,
    secretariat,
    send,
    voices_of,
)
from kontor.membership.letters.short import tell
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
        document = formal(
            to, title, [Paragraph(text)], reference=withdrawal.public_id, city=city,
            is_simulated=is_invented(withdrawal),
        )  # fmt: skip
        file = keep(document, f"withdrawal-{known(to.language)}.pdf", ("withdrawal", withdrawal.pk), "notice")
        return send(
            "membership.withdrawal", to, ("withdrawal", withdrawal.pk), title, [text],
            link_to("withdrawal", withdrawal.public_id), [file],
        )  # fmt: skip


def withdrawal_effective(withdrawal: Withdrawal, *, was_member: bool) -> None:
    """Tell the city that it is no member, or no observer, any more."""
    kind = "membership.withdrawn" if was_member else "membership.withdrawn_observer"
    about, link = ("withdrawal", withdrawal.pk), link_to("withdrawal", withdrawal.public_id)
    tell(kind, voices_of(withdrawal.city), about, withdrawal.city, link)


def hearing_invited(conversion: Conversion) -> None:
    """Tell the city of the motion and ask what it says to it (MEM-9)."""
    tell(
        "membership.hearing", voices_of(conversion.city), ("conversion", conversion.pk), conversion.city,
        link_to("conversion", conversion.public_id),
    )  # fmt: skip


def converted(conversion: Conversion) -> None:
    """Tell the city what the session resolved (MEM-9)."""
    tell(
        "membership.converted", voices_of(conversion.city), ("conversion", conversion.pk), conversion.city,
        link_to("conversion", conversion.public_id),
    )  # fmt: skip


def seat_free(application: Application) -> None:
    """Tell who waits, and the secretariat, that a seat can be offered; nobody is promoted by itself (MEM-7)."""
    about, link = ("application", application.pk), link_to("application", application.public_id)
    tell("membership.seat_free", applicants(application), about, application.city, link)
    tell("membership.seat_to_offer", secretariat(), about, application.city, link)
