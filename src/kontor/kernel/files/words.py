"""Why a file is not accepted, in words."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.lingua.wording import teach

teach(
    {
        "file_too_large": _("The file is larger than %(limit)s MB."),
        "file_kind_unknown": _("Files ending in “%(ending)s” are not accepted: use PDF, DOCX, PNG or JPEG."),
        "file_not_what_it_says": _(
            "“%(name)s” is not accepted: its content is not what its name says, or it carries active content."
        ),
    }
)
