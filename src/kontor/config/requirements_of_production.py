"""What a production start insists on. Each refusal is one sentence that says what to set."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

MODES = ("production", "demo", "test")
_SHORTEST_SECRET = 50
_FEWEST_DIFFERENT = 10


class WeakSetting(ImproperlyConfigured):
    """One or more settings are missing or weak; the message has a sentence for each."""


def refuse_weak_settings(
    *,
    secret_key: str,
    database_url: str,
    email_url: str,
    mail_from: str,
    base_url: str,
    allowed_hosts: Sequence[str],
    second_factor: bool,
) -> None:
    """Raise ``WeakSetting`` with one sentence for each setting that is missing or weak."""
    complaints = [
        sentence
        for weak, sentence in (
            (
                len(secret_key) < _SHORTEST_SECRET or len(set(secret_key)) < _FEWEST_DIFFERENT,
                "SECRET_KEY is missing or weak: set at least 50 random characters "
                "(python -c 'import secrets; print(secrets.token_urlsafe(64))').",
            ),
            (
                not database_url,
                "DATABASE_URL is missing: set postgres://USER:PASSWORD@HOST/NAME of a PostgreSQL 18 server "
                "(the embedded server is for the demo and for tests).",
            ),
            (not email_url, "EMAIL_URL is missing: set smtp+tls://USER:PASSWORD@HOST:587."),
            (not mail_from, "MAIL_FROM is missing: set the sender's address of all mails."),
            (not base_url.startswith("https://"), "BASE_URL must be the public https:// address."),
            (not allowed_hosts or "*" in allowed_hosts, "ALLOWED_HOSTS must name the host names, without '*'."),
            (not second_factor, "SECOND_FACTOR_OBLIGATORY may be switched off in the demo only."),
        )
        if weak
    ]
    if complaints:
        raise WeakSetting("Kontor does not start in production like this:\n  - " + "\n  - ".join(complaints))
