"""How every letter of this app is made: who gets it, in which language, with which frame."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel.files.models import File
from kontor.kernel.files.storing import store
from kontor.kernel.letters.document import Document, Party, Signature
from kontor.kernel.letters.pdf import render_pdf
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import known
from kontor.kernel.mail import outbox
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Link, Recipient
from kontor.membership.models import Alliance, Application, FormalLetter, Withdrawal
from kontor.people import sending
from kontor.people.models import Organ, OrganKind, Person, Seat
from kontor.people.models.seat import today
from kontor.people.sending import greeting

PDF = "application/pdf"


def alliance_name(language: str) -> str:
    """What the alliance is called in a language."""
    names: Content = Alliance.the_one().organisation.names
    return names.get(language) or str(names)


def link_to(kind: str, public_id: str) -> Link:
    """The page of a record, as letters lead to it."""
    return Link(kind, public_id)


def framed(to: Recipient, paragraphs: Sequence[str], link: Link | None = None) -> str:
    """The text of a letter with its frame; called inside ``speaking(to.language)``, which the link speaks too."""
    body = [greeting(to), *paragraphs]
    if link:
        body.append(link.in_language(to.language))
    body += [_("Yours sincerely"), _("The secretariat") + "\n" + alliance_name(known(to.language))]
    return "\n\n".join(body)


def send(  # noqa: PLR0917  # in the order in which a letter is read
    kind: str, to: Recipient | None, about: tuple[str, int], subject: str, paragraphs: Sequence[str],
    link: Link | None = None, files: Sequence[File] = (),
) -> Message | None:  # fmt: skip
    """Put a letter into the outbox; called inside ``speaking(to.language)``."""
    if to is None:
        return None
    text = framed(to, paragraphs, link)
    return outbox.queue(kind, to, subject=subject, text=text, about_type=about[0], about_id=about[1], files=files)


def sender(language: str) -> Party:
    """The alliance and its secretariat, as the sender of a formal letter."""
    secretariat = Organ.objects.filter(kind=OrganKind.SECRETARIAT).first()
    unit = secretariat.names.get(language) if secretariat else ""
    return Party(name=tuple(part for part in (alliance_name(language), unit) if part))


def formal(
    to: Recipient, title: str, blocks: Sequence[object], *, reference: str, city: City, is_simulated: bool = False
) -> Document:
    """A formal letter to a city, as a document."""
    language = known(to.language)
    return Document(
        language=language,  # type: ignore[arg-type]
        title=title,
        sender=sender(language),
        recipient=(city.organisation.names.get(language) or str(city), to.name),
        date=today(),
        reference=reference,
        salutation=greeting(to),
        blocks=tuple(blocks),  # type: ignore[arg-type]
        closing=_("Yours sincerely"),
        signatories=(Signature((_("The secretariat"), alliance_name(language))),),
        mark=_("Simulated: part of the demo record") if is_simulated else None,
    )


def is_invented(row: Application | Withdrawal) -> bool:
    """Whether letters about a row carry the mark of a simulation: the row is simulated, or the city it is about."""
    return row.is_simulated or row.city.organisation.is_simulated


def keep(document: Document, name: str, about: tuple[str, int], purpose: str) -> File:
    """Render a document as PDF and keep it, with the row that it is about and beside the words it was made from."""
    file = store(
        render_pdf(document), name=name, media_type=PDF, about_type=about[0], about_id=about[1], purpose=purpose
    )
    FormalLetter.keep(file, document)
    return file


def name_of(city: City, language: str) -> str:
    """A city's name in a reader's language; any name it has where that one is missing."""
    return city.organisation.names.get(known(language)) or str(city)


def applicants(application: Application) -> list[Recipient]:
    """Everybody who speaks for the applicant."""
    return voices_of(application.city)


def voices_of(city: City) -> list[Recipient]:
    """Everybody who speaks for a city and has an address."""
    seats = Seat.objects.speaking_for(city.organisation_id).select_related("person").order_by("id")
    return [addressed_to(seat.person, city) for seat in seats if seat.person.email]


def addressed_to(person: Person, city: City | None = None) -> Recipient:
    """A person as a recipient, for the city that they are written to about."""
    return sending.addressed_to(person, city.organisation_id if city else None)


def secretariat() -> list[Recipient]:
    """Everybody who sits in the secretariat."""
    seats = Seat.objects.current().filter(organ__kind=OrganKind.SECRETARIAT).select_related("person")
    return [addressed_to(seat.person) for seat in seats.order_by("id") if seat.person.email]
