"""A letter whose recipient lost the seat before it left: who has followed, and in which words it goes to them."""

from kontor.cities.models import City
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Link, Recipient, Words
from kontor.membership.letters.making import addressed_to, link_to
from kontor.membership.letters.rounds import reminder_words
from kontor.membership.letters.short import is_short, words_of
from kontor.membership.models import Application, Conversion, Round, Withdrawal
from kontor.people.models import SPEAKING_ROLES, Seat

_RECORDS: dict[str, type[Application] | type[Withdrawal] | type[Conversion]] = {
    "application": Application,
    "withdrawal": Withdrawal,
    "conversion": Conversion,
}


def successor(message: Message) -> Recipient | None:
    """Who speaks now for the same city in the role that the recipient had there; ``None`` if nobody does.

    Letters to the secretariat went to everybody who sits in it, so they know no successor.
    """
    if message.party is None:
        return None
    at_the_city = Seat.objects.filter(organisation=message.party, organ=None, role__in=list(SPEAKING_ROLES))
    had = at_the_city.filter(person__email=message.to_address).order_by("-during", "role")
    holders = at_the_city.current().exclude(person__email="").select_related("person")
    for role in dict.fromkeys(had.values_list("role", flat=True)):
        holder = holders.filter(role=role).first()
        if holder is not None:
            return addressed_to(holder.person, City.objects.get(organisation=message.party))
    return None


def anew(message: Message, to: Recipient) -> Words | None:
    """The letter in the successor's language; ``None`` where it goes as it stands.

    What carries a file, the journal's seal or somebody's own words is evidence, and nobody writes it again. What says
    no more than the alliance's own sentences is written anew.
    """
    if message.attachments.exists():
        return None
    if message.kind == "membership.reminder":
        round_ = Round.objects.select_related("application__city__organisation").get(pk=message.about_id)
        return reminder_words(round_, to)
    if not is_short(message.kind):
        return None
    city, link = _subject(message)
    return words_of(message.kind, to, city, link)


def _subject(message: Message) -> tuple[City, Link]:
    if message.about_type == "city":
        city = City.objects.select_related("organisation").get(pk=message.about_id)
        return city, link_to("city", city.public_id)
    row = _RECORDS[message.about_type].objects.select_related("city__organisation").get(pk=message.about_id)
    return row.city, link_to(message.about_type, row.public_id)
