"""Forms about oneself: own data, a first password, and allauth's with limits of ours."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.kernel import clock
from kontor.kernel.lingua.validation import refuse_deceiving, refuse_line_breaks
from kontor.people.models import Person
from kontor.people.vocabulary import COMMON_ZONES

#: Longer ones are no passwords but attempts to keep the server busy (AU08).
LONGEST_PASSWORD = 1024


class OwnDataForm(forms.ModelForm[Person]):
    """What a person may change about themselves; the address is changed by the secretariat."""

    class Meta:
        model = Person
        fields = ("family_name", "given_name", "latin_name", "salutation", "language", "zone")
        help_texts = {
            "latin_name": _("For readers who cannot read Chinese characters, for instance “Wang Xiaoming”."),
            "salutation": _("As letters to you begin. Left empty, they use your name."),
            "language": _("Letters and mails reach you in this language."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("family_name", "given_name", "latin_name", "salutation"):
            self.fields[name].validators += [refuse_deceiving, refuse_line_breaks]
            self.fields[name].strip = True  # type: ignore[attr-defined]  # all four are text fields
        zones = dict.fromkeys([*clock.zones_beside(self.instance.zone), *COMMON_ZONES])
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in zones]
        )

    def clean(self) -> dict[str, Any]:
        """A person has a name."""
        cleaned = super().clean() or {}
        if not cleaned.get("family_name") and not cleaned.get("given_name"):
            self.add_error("family_name", _("Please give a name."))
        return cleaned


class ClosingForm(forms.Form):
    """Closing an account; without an account there is only deleting."""

    forget = forms.BooleanField(
        label=_("Delete the personal data as well"),
        required=False,
        help_text=_(
            "Names, addresses, mails and the personal part of the journal are removed for ever. What was stated for a "
            "city stays on record, without the name. Documents that were issued or signed stay as they are, with the "
            "names in them: letters as PDF and Word file, the memorandum, uploaded papers. They are evidence."
        ),
    )
    sure = forms.BooleanField(label=_("Yes, this cannot be taken back."))

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forget"].required = not has_account


class FirstPasswordForm(forms.Form):
    """The password that opens an account."""

    password = forms.CharField(
        label=pgettext_lazy("account", "Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("At least twelve characters. A sentence is a good password."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Long enough, not a common one, not one's own name."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)  # type: ignore[arg-type]  # the person's names are compared, no account is there yet
        return password

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class LimitedLoginForm(LoginForm):
    """Signing in; what is too long to be a password is not even tried (AU08)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST_PASSWORD))
        self.fields.pop("remember", None)


class LimitedReauthenticateForm(ReauthenticateForm):
    """Confirming who one is, with the same limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class _ChecksAnswer:
    """An answer of a passkey. One that is no such answer is refused like a wrong one instead of being an error."""

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        sent = self.cleaned_data["credential"]  # type: ignore[attr-defined]  # a mixin
        is_answer = isinstance(sent, dict) and isinstance(sent.get("response"), dict)
        try:
            return super().clean_credential() if is_answer else self._refuse()  # type: ignore[misc]  # a mixin
        except (KeyError, TypeError, ValueError, AttributeError):  # what the parser makes of a bent answer
            return self._refuse()

    def _refuse(self) -> None:
        raise get_adapter().validation_error("incorrect_code")


class PasskeyLoginForm(_ChecksAnswer, LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeyFactorForm(_ChecksAnswer, AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class PasskeyAgainForm(_ChecksAnswer, ReauthenticateWebAuthnForm):
    """A passkey to confirm who one is."""


class LongestPassword:
    """A password validator: the other end of the minimum (AU08)."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what is longer than a password."""
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(
                _("A password has at most %(number)s characters."), params={"number": LONGEST_PASSWORD}, code="too_long"
            )

    def get_help_text(self) -> str:
        """How long it may be."""
        return _("A password has at most %(number)s characters.") % {"number": LONGEST_PASSWORD}
