"""Words of the deeds around people."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import phrase
from kontor.kernel.lingua.wording import teach

teach({"invitation_used_up": _("This invitation has been used or has expired. Please ask for a new one.")})
phrase("seat.give", _("%(actor)s gave %(person)s a seat at %(subject)s."))
phrase("seat.end", _("%(actor)s ended the seat of %(person)s at %(subject)s."))
phrase("invitation.send", _("%(actor)s invited a person to act for %(subject)s."))
phrase("invitation.withdraw", _("%(actor)s withdrew an invitation to act for %(subject)s."))
phrase("account.sign_in", _("%(actor)s signed in."))
phrase("person.change", _("%(actor)s changed their own data."))
phrase("organisation.found", _("%(subject)s was entered with its organs."))
