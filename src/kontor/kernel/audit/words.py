"""The journal's own deeds in words."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import phrase

phrase("journal.forget", _("%(actor)s had the personal data of one person removed from the journal."))
