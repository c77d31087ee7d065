"""What the moves of this app ask. Importing the package registers the forms with their moves."""

from kontor.membership.forms import admission, leaving, prospects

__all__ = ["admission", "leaving", "prospects"]
