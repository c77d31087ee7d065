"""Words of the deeds of a delivery, and of the reasons for which a letter was not even tried."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import labelled
from kontor.kernel.lingua.wording import teach
from kontor.kernel.mail.vocabulary import NotTried

teach({"letter_was_removed": _("The text of this letter, or its recipient, has been removed from the record.")})

_NOT_TRIED: dict[str, Any] = {
    NotTried.NOT_ENTITLED: _("The recipient is no longer entitled to this message."),
    NotTried.NOTHING_LEFT: _("The text or the recipient of this message has been removed."),
    NotTried.DELETED: _("The recipient's data were deleted."),
}


def worded(reply: str) -> str:
    """A server's answer as it stands; our own reasons, which are kept as codes, in the reader's language."""
    return str(_NOT_TRIED[NotTried(reply)]) if reply in set(NotTried) else reply


labelled("reply", worded)
