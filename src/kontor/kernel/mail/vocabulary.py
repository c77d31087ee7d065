"""Words that the outbox keeps as codes."""

from enum import StrEnum


class NotTried(StrEnum):
    """Why a letter failed without being tried; on record where else a server's answer stands (decision 0010)."""

    NOT_ENTITLED = "not_tried.not_entitled"
    NOTHING_LEFT = "not_tried.nothing_left"
    DELETED = "not_tried.recipient_deleted"
