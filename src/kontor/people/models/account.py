"""Accounts: who can sign in. They begin with an invitation, never with a registration."""

import unicodedata
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest

from kontor.kernel import clock
from kontor.kernel.public_ids import PublicIdField
from kontor.people.models.organisation import Organ, Organisation
from kontor.people.models.person import Person
from kontor.people.models.roles import CurrentRoles
from kontor.people.vocabulary import Role


def tidy_address(address: str) -> str:
    """One spelling per mailbox: composed, compatibility forms folded, lower case (AU03, ML07)."""
    return unicodedata.normalize("NFKC", address).strip().lower()


def account_of(request: HttpRequest) -> "Account":
    """Who has signed in. For pages that are declared for signed-in people; ``TypeError`` on any other."""
    if not isinstance(request.user, Account):
        raise TypeError("this page is not declared for signed-in people only")
    return request.user


class Accounts(BaseUserManager["Account"]):
    """Makes and finds accounts."""

    def open_for(self, person: Person, email: str, password: str | None = None) -> "Account":
        """Open the account of a person; without a password it can only be entered after a reset."""
        account = self.model(person=person, email=tidy_address(email))
        account.set_password(password)
        account.save()
        return account

    def get_by_natural_key(self, email: str | None) -> "Account":
        """Find by address, whatever its case."""
        return self.get(email=tidy_address(email or ""))


class Account(AbstractBaseUser):
    """A person's way in. What it may do is read off the person's seats, nothing is stored here."""

    public_id = PublicIdField()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    journal_type = "account"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return str(self.person)

    @cached_property
    def roles(self) -> CurrentRoles:
        """What the account is now; asked once per request, because a request loads its account anew (AC16)."""
        return CurrentRoles.of(self.person_id) if self.is_active else CurrentRoles.none()

    def journal_identity(self) -> tuple[int, str]:
        """Whom the journal names as the actor, apart from its plain facts."""
        return self.person_id, self.person.name

    def journal_latin(self) -> str:
        """The same name for readers of another script, where the person gave one."""
        return self.person.latin_name

    def journal_names(self) -> dict[str, str]:
        """Accounts are not named in the journal's plain part."""
        return {}


class InvitationRows(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def open(self) -> "InvitationRows":
        """Neither taken up nor expired."""
        return self.filter(accepted_at=None, expires_at__gt=clock.now())

    def with_token(self, token: str) -> "InvitationRows":
        """The invitation that a mailed token belongs to; only the token's hash is stored."""
        return self.filter(token_hash=sha256(token.encode()).hexdigest())


class Invitation(models.Model):
    """An invitation for one person to one seat; the link works once and for a fortnight (AC15)."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationRows.as_manager()
    LIFETIME = timedelta(days=14)
    journal_type = "invitation"

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An invitation that says nothing else lives a fortnight."""
        if not self.expires_at:
            self.expires_at = self.invited_at + self.LIFETIME
        super().save(*args, **kwargs)

    def journal_names(self) -> dict[str, str]:
        """Called by the organisation it invites to."""
        return self.organisation.journal_names()
