"""Settings, read from the environment once.

``KONTOR_MODE`` is ``production`` (the default), ``demo`` or ``test``. Production refuses to start with a
missing or weak setting and says which; the demo and the tests need no setting at all.
Every variable is explained in ``.env.example``.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
import environs
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kontor.config import places
from kontor.config.embedded.server import APPLICATION, DATABASE, OWNER
from kontor.config.requirements_of_production import MODES, refuse_weak_settings

django_stubs_ext.monkeypatch()

env = environs.Env()
env.read_env(recurse=False)

MODE: str = env.str("KONTOR_MODE", "production", validate=environs.validate.OneOf(MODES))
IN_PRODUCTION = MODE == "production"
IS_DEMO = MODE == "demo"
PACKAGE = Path(__file__).resolve().parent.parent
HOME = places.home()

DEBUG = False
#: The alliance's charter: a file beside which its chapters lie; without one the charter that ships.
CHARTER: Path | None = env.path("KONTOR_CHARTER", None)
SECRET_KEY: str = env.str("SECRET_KEY", "" if IN_PRODUCTION else "not-secret:demo-and-tests-only:" + "x" * 40)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
BASE_URL: str = env.str("BASE_URL", "" if IN_PRODUCTION else "http://localhost:8000").rstrip("/")
_LOCAL = ["localhost", "127.0.0.1", "[::1]", "testserver"]
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [] if IN_PRODUCTION else _LOCAL)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if IN_PRODUCTION and BASE_URL else []

# --- The house: storeys from the bottom up; `.importlinter` checks that imports only go down. ---
INSTALLED_APPS = [
    "kontor.config.apps.Configuration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "pgtrigger",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "kontor.ui",  # before allauth, whose pages it dresses
    "django.contrib.humanize",  # allauth's session list uses it
    "kontor.kernel.audit",
    "kontor.kernel.files",
    "kontor.kernel.mail",
    "kontor.kernel.search",
    "kontor.people",
    "kontor.cities",
    "kontor.membership",
    "kontor.portal",
    "allauth",  # after ours, because the first template of a name is taken
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *(["kontor.demo"] if MODE in ("demo", "test") else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kontor.portal.middleware.CleanInput",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kontor.people.middleware.SecondFactorObligatory",
    "django_htmx.middleware.HtmxMiddleware",
    "kontor.portal.middleware.PrivatePages",
]

ROOT_URLCONF = "kontor.config.urls"
WSGI_APPLICATION = "kontor.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Templates: cotton's tags and partials shut each other out with automatic loaders, so both are named. ---
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "kontor.kernel.lingua.templatetags.lingua",
                "kontor.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kontor.portal.context.frame",
            ],
        },
    }
]
COTTON_DIR = "components"
FORM_RENDERER = "kontor.ui.forms.Renderer"

# --- Database: an external one by DATABASE_URL, otherwise the embedded server. ---
# The application works with a role that cannot change the journal; KONTOR_ROLE=owner is set by `kontor migrate`.
ACTS_AS_OWNER = env.str("KONTOR_ROLE", "application") == "owner"
DATABASE_URL: str = env.str("DATABASE_URL", "")
DATABASE_OWNER_URL: str = env.str("DATABASE_OWNER_URL", "")


def _database() -> dict[str, Any]:
    address = (DATABASE_OWNER_URL or DATABASE_URL) if ACTS_AS_OWNER else DATABASE_URL
    if address:
        found: dict[str, Any] = dict(dj_database_url.parse(address))
    else:
        name = env.str("KONTOR_DATABASE_NAME", DATABASE)
        found = {"ENGINE": "kontor.config.embedded", "NAME": name, "USER": OWNER if ACTS_AS_OWNER else APPLICATION}
    found.setdefault("OPTIONS", {})["application_name"] = "kontor"
    if env.bool("KONTOR_POOL", False):  # the web server sets it: threads share few connections
        found["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
    return found


DATABASES = {"default": _database()}
#: The role that the application works with; `migrate` grants it what it needs and no more.
APPLICATION_ROLE: str = (dj_database_url.parse(DATABASE_URL)["USER"] if DATABASE_URL else "") or APPLICATION
CACHES = {
    # Rate limits must hold for all worker processes together, so the cache lies in the database. With Django's own
    # limit of 300 rows, three hundred tried addresses would push every count of failures out of it.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},  # full, it loses a tenth, what expired before
    },
}

# --- Languages ---
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Signing in ---
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The tests sign in thousands of times and need no slow hash.
_HASHER = "MD5PasswordHasher" if MODE == "test" else "PBKDF2PasswordHasher"
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{_HASHER}"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "family_name", "given_name", "latin_name")},
    },
    {"NAME": "kontor.people.forms.LongestPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
ACCOUNT_ADAPTER = "kontor.people.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts begin with an invitation that was mailed to the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    # the demo's fills in a persona, no more
    "login": "kontor.people.forms.LimitedLoginForm" if IN_PRODUCTION else "kontor.demo.forms.PersonaLogin",
    "reauthenticate": "kontor.people.forms.LimitedReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/10m/key,60/h/ip",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/h/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "signup": "20/h/ip",
    "wish": "5/h/ip",  # the public wish to join
}
MFA_FORMS = {
    "login_webauthn": "kontor.people.forms.PasskeyLoginForm",
    "authenticate_webauthn": "kontor.people.forms.PasskeyFactorForm",
    "reauthenticate_webauthn": "kontor.people.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# allauth notes an address as unverified when its password is reset, and would then allow no factor any more. Here every
# address was invited and cannot be changed by its owner, so there is nothing left to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kontor"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = True
#: The secretariat signs in with a second factor. Only the demo may switch this off; a production start refuses it.
SECOND_FACTOR_OBLIGATORY: bool = env.bool("SECOND_FACTOR_OBLIGATORY", not IS_DEMO)

# --- Jobs ---
PROCRASTINATE_IMPORT_PATHS = ["kontor.kernel.jobs.tasks"]  # no app; the others' tasks are found by themselves

# --- Mail ---
EMAIL_URL: str = env.str("EMAIL_URL", "" if IN_PRODUCTION else "smtp://localhost:8025")
_mail = env.dj_email_url("EMAIL_URL", EMAIL_URL or "smtp://localhost:25")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", "" if IN_PRODUCTION else "Kontor <kontor@alliance.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Search ---
#: The class that turns texts into vectors; another model is another class (kernel.search.encoding.Encoder).
SEARCH_ENCODER: str = env.str("SEARCH_ENCODER", "kontor.kernel.search.encoding.Sentences")
# Requests run side by side already: threads of the numeric library would only wait for each other, spinning.
# It reads this when it is imported, which no module does before the settings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
FILES_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = False
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- Security ---
_NOWHERE_ELSE = [SELF]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": _NOWHERE_ELSE,
        "style-src": _NOWHERE_ELSE,
        "img-src": [SELF, "data:"],  # the design system's icons are data: masks
        "font-src": _NOWHERE_ELSE,
        "connect-src": _NOWHERE_ELSE,
        "form-action": _NOWHERE_ELSE,
        "manifest-src": _NOWHERE_ELSE,
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kontor.portal.views.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IN_PRODUCTION
if env.bool("BEHIND_PROXY", False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the client, not the proxy
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {"kontor": {"level": env.str("LOG_LEVEL", "INFO")}},
}

#: Who runs this installation: the imprint names them, and the accessibility statement says whom to write to.
OPERATOR_NAME: str = env.str("OPERATOR_NAME", "")
OPERATOR_ADDRESS: str = env.str("OPERATOR_ADDRESS", "")
OPERATOR_EMAIL: str = env.str("OPERATOR_EMAIL", "")

#: The alliance's name as it stands in page titles before its record is loaded.
PRODUCT_NAME = "Kontor"
PRODUCT_CLAIM = _("The platform of an alliance of cities")

if IN_PRODUCTION:
    refuse_weak_settings(
        secret_key=SECRET_KEY,
        database_url=DATABASE_URL,
        email_url=EMAIL_URL,
        mail_from=DEFAULT_FROM_EMAIL,
        base_url=BASE_URL,
        allowed_hosts=ALLOWED_HOSTS,
        second_factor=SECOND_FACTOR_OBLIGATORY,
    )
