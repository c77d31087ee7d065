"""A deed that was refused, with the reason as a code: words are chosen where the reader is known."""

from kontor.charter.reasons import Reason


class Refused(Exception):  # noqa: N818  # a refusal is an answer, not a programming error
    """The deed was not done. ``reason`` names the rule; nothing has been written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason
