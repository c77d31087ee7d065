"""Words of the deeds around people."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import phrase
from kontor.kernel.lingua.wording import teach

teach(
    {
        "invitation_used_up": _("This invitation has been used or has expired. Please ask for a new one."),
        "seat_held_already": _("This person holds this very seat already."),
        "account_closed_already": _("This account is closed already."),
        "last_secretary": _(
            "This is the last account of the secretariat. Please invite a successor first, or ask the operator."
        ),
    }
)
phrase("seat.give", _("%(actor)s gave %(person)s a seat at %(subject)s."))
phrase("seat.accept", _("%(actor)s accepted the invitation: %(role)s of %(subject)s."))
phrase("seat.end", _("%(actor)s ended the seat of %(person)s at %(subject)s."))
phrase("invitation.send", _("%(actor)s invited a person to act for %(subject)s."))
phrase("invitation.withdraw", _("%(actor)s withdrew an invitation to act for %(subject)s."))
phrase("account.sign_in", _("%(actor)s signed in."))
phrase("account.close", _("%(actor)s closed the account of %(person)s."))
phrase("account.reset_factor", _("%(actor)s removed the lost second factor of %(person)s."))
phrase("person.change", _("%(actor)s changed their own data."))
phrase("organisation.found", _("%(subject)s was entered with its organs."))
