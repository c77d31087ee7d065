"""The personas as whom one walks through the demo: for the terminal and for the sign-in page."""

from collections.abc import Iterator
from dataclasses import dataclass

from kontor.demo.reading import content, read
from kontor.demo.stages.people import PASSWORD
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import ENDONYMS, current, speaking
from kontor.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person, what the person does, and how to sign in as that person."""

    key: str
    person: Person
    organisation: Organisation
    task: Content
    to_try: Content
    password: str = PASSWORD

    @property
    def email(self) -> str:
        """The address that the person signs in with."""
        return self.person.email

    @property
    def latin_name(self) -> str:
        """The name in Latin script, where the page's reader may need it beside the Chinese one."""
        return "" if current() == "zh-hans" else self.person.latin_name

    @property
    def language(self) -> str:
        """The person's own language, in its own name."""
        return ENDONYMS[self.person.language]


def personas() -> list[Persona]:
    """All personas in the record's order; those whose person is not loaded are left out. Three queries."""
    record = read("personas")
    addresses = {each["id"]: each["email"] for each in record["person"]}
    rows = Person.objects.filter(email__in=addresses.values(), account__isnull=False, is_invented=True)
    people = {person.email: person for person in rows.prefetch_related("seats__organisation")}
    return [
        Persona(each["key"], person, person.seats.all()[0].organisation, content(each["task"]), content(each["try"]))
        for each in record["persona"]
        if (person := people.get(addresses[each["person"]])) is not None
    ]


def persona(key: str) -> Persona | None:
    """One persona by its key."""
    return next((each for each in personas() if each.key == key), None)


def sign_ins() -> Iterator[str]:
    """Lines for the terminal: who, for whom, how to sign in, what to try."""
    yield f"Sign in as one of these invented people. The password is always:  {PASSWORD}"
    with speaking("en"):  # the terminal speaks English
        for each in personas():
            yield ""
            yield f"{each.key:<14} {each.email}"
            yield f"{'':<14} {each.person}, {each.organisation}. {each.task} Their language: {each.language}."
            yield f"{'':<14} Try: {each.to_try}"
