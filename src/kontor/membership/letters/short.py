"""The short letters: a subject and one sentence or two about one city, the same for everybody in each language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kontor.cities.models import City
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail.outbox import Link, Recipient, Words
from kontor.membership.letters.making import framed, name_of, send

#: Subject and text of each kind, with the city's name as ``%(city)s``.
_TEXTS: dict[str, tuple[str, str]] = {
    "membership.received": (
        gettext_noop("We have received the application of %(city)s"),
        gettext_noop("The secretariat will now ask all member cities for their written statements."),
    ),
    "membership.submitted": (
        gettext_noop("%(city)s has applied"),
        gettext_noop("The application is complete. Please send the circular to the member cities."),
    ),
    "membership.observer_offered": (
        gettext_noop("All member cities have consented to %(city)s; an observer's seat is offered"),
        gettext_noop("The ratio of the two sides leaves no seat at present. %(city)s may join as an observer for the "
                     "time being and will be told when a seat becomes free."),
    ),
    "membership.observer_offered_in_line": (
        gettext_noop("All member cities have consented to %(city)s; an observer's seat is offered"),
        gettext_noop("Whatever seat is free belongs to cities that wait already. %(city)s may join as an observer for "
                     "the time being and will be told when its turn has come."),
    ),
    "membership.not_admitted": (
        gettext_noop("The application of %(city)s was not accepted"),
        gettext_noop("Not every member city has consented. %(city)s can apply anew."),
    ),
    "membership.seat_lapsed": (
        gettext_noop("The seat reserved for %(city)s has lapsed"),
        gettext_noop("The memorandum was not signed in time. %(city)s keeps its place in the order of applications."),
    ),
    "membership.withdrawn": (
        gettext_noop("The withdrawal of %(city)s has taken effect"),
        gettext_noop("Every member city has been told. %(city)s is no longer a member of the alliance."),
    ),
    "membership.withdrawn_observer": (
        gettext_noop("The withdrawal of %(city)s has taken effect"),
        gettext_noop("Every member city has been told. %(city)s is no longer an observer of the alliance."),
    ),
    "membership.hearing": (
        gettext_noop("Motion about the seat of %(city)s: you are heard"),
        gettext_noop("The secretariat is preparing a motion that the seat of %(city)s become an observer's seat. "
                     "Ground and duty are named on the page; please say what you have to say to it."),
    ),
    "membership.converted": (
        gettext_noop("The seat of %(city)s is now an observer's seat"),
        gettext_noop("The session carried the motion. To regain its seat as a member, %(city)s applies anew."),
    ),
    "membership.seat_free": (
        gettext_noop("A seat has become free for %(city)s"),
        gettext_noop("The secretariat can now offer the seat to %(city)s."),
    ),
    "membership.seat_to_offer": (
        gettext_noop("A seat can be offered to %(city)s"),
        gettext_noop("%(city)s is first in line for the seat that became free."),
    ),
    "membership.incomplete": (
        gettext_noop("Please complete the contacts of %(city)s"),
        gettext_noop("Every member city names its responsible office, a responsible person and a contact person. "
                     "For %(city)s something is lacking."),
    ),
}  # fmt: skip


def is_short(kind: str) -> bool:
    """Whether a letter of this kind consists of nothing but the sentences above."""
    return kind in _TEXTS


def tell(kind: str, recipients: Sequence[Recipient], about: tuple[str, int], city: City, link: Link) -> None:
    """The same short letter to several people, each in their language."""
    for to in recipients:
        with speaking(to.language):
            subject, text = _said(kind, city, to)
            send(kind, to, about, subject, [text], link)


def words_of(kind: str, to: Recipient, city: City, link: Link) -> Words:
    """The letter's words for one recipient."""
    with speaking(to.language):
        subject, text = _said(kind, city, to)
        return Words(subject, framed(to, [text], link))


def _said(kind: str, city: City, to: Recipient) -> tuple[str, str]:
    subject, text = _TEXTS[kind]
    words = {"city": name_of(city, to.language)}
    return _(subject) % words, _(text) % words
