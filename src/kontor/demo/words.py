"""The sentence for the loading of the record."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import phrase

phrase(
    "demo.load",
    _("%(actor)s loaded the demo record. Everything before this entry comes from its sources or is simulated."),
)
phrase("demo.situation", _("%(actor)s put a situation of %(subject)s on record that was made up for the demo."))
