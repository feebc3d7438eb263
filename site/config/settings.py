"""Settings of the site. Everything that differs between machines comes from the
environment (docs/operations.md lists it); a missing one stops the start by name."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config import env

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")

# --- What kind of site this is ------------------------------------------------
DEMO = env.flag("DEMO", default=False)
DEBUG = env.flag("DEBUG", default=False)
TESTING = env.flag("TESTING", default=False)
IS_LOCAL = DEMO or TESTING or DEBUG

BASE_URL = env.address("BASE_URL", "http://localhost:8000" if IS_LOCAL else None)
SECRET_KEY = env.text(
    "SECRET_KEY", "only-on-this-machine-for-the-demo" if IS_LOCAL else None
)
# By the last three names the machine itself asks /healthz.
ALLOWED_HOSTS = [
    *env.words("ALLOWED_HOSTS"),
    urlsplit(BASE_URL).hostname or "",
    *(["testserver"] if TESTING else []),
    *("localhost", "127.0.0.1", "[::1]"),
]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
IS_HTTPS = BASE_URL.startswith("https://")

# --- Stripe -------------------------------------------------------------------
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "sk_test_demo" if IS_LOCAL else "")
STRIPE_WEBHOOK_SECRET = env.text(
    "STRIPE_WEBHOOK_SECRET", "whsec_demo" if IS_LOCAL else ""
)
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "")

if STRIPE_SECRET_KEY and not STRIPE_WEBHOOK_SECRET:
    raise ImproperlyConfigured("Set STRIPE_WEBHOOK_SECRET, or no STRIPE_SECRET_KEY.")
if DEMO and "_live_" in STRIPE_SECRET_KEY:
    raise ImproperlyConfigured("DEMO=1 with a live STRIPE_SECRET_KEY: unset one.")
if DEMO and not env.is_loopback(BASE_URL):
    raise ImproperlyConfigured("DEMO=1 is for this machine: unset DEMO or BASE_URL.")
if STRIPE_API_BASE and not (DEMO or TESTING):
    raise ImproperlyConfigured("STRIPE_API_BASE works only with DEMO=1: unset it.")
if STRIPE_API_BASE and not env.is_loopback(STRIPE_API_BASE):
    raise ImproperlyConfigured("STRIPE_API_BASE must be an address on this machine.")

# --- Apps ---------------------------------------------------------------------
OUR_APPS = [
    "association",
    "accounts",
    "payments",
    "events",
    "network",
    "membership",
    "mentoring",
    "home",
]

INSTALLED_APPS = [
    *(["demo"] if DEMO or TESTING else []),
    *reversed(OUR_APPS),
    "config",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "recurrence",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.access_log.AccessLogMiddleware",
    "events.feed_readings.FeedReadingMiddleware",
    "association.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.body_size.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.database(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'mentorit.sqlite3'}")
    )
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Wagtail's search has fields of it, and Django's checks want the app beside them.
    INSTALLED_APPS += ["django.contrib.postgres"]
if TESTING and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: an in-memory database locks differently.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env.text("CACHE_URL", "")
CACHES: dict[str, Any] = {
    # Shared by all processes. A cache forgets: rate limits count in the database.
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    },
    # Addresses of pictures: asked many times a page, and named by what they show.
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names that change with the content need `collectstatic`, which tests skip.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "config.static_storage.StaticStorage"
    },
}
if env.text("MEDIA_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("MEDIA_BUCKET"),
            "endpoint_url": env.text("MEDIA_ENDPOINT_URL", "") or None,
            "access_key": env.text("MEDIA_ACCESS_KEY"),
            "secret_key": env.text("MEDIA_SECRET_KEY"),
            "file_overwrite": False,
        },
    }

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# What was erased at people's wish, to be erased again after a restore.
ERASURES_FILE = Path(env.text("ERASURES_FILE", str(DATA_DIR / "erasures.jsonl")))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Words, not files: a form says what is too long in it. See config/body_size.py as well.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- People -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
if TESTING:
    # What makes a password hard to guess makes tests wait.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:my_page"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_PREVENT_ENUMERATION = True
# The sign-in page itself writes to unknown addresses, and at once.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Ours count in the database, tightly: accounts/rate_limits.py.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
# Outside the demo the admin wants this session's own second factor.
ADMIN_NEEDS_SECOND_FACTOR = env.flag("ADMIN_NEEDS_SECOND_FACTOR", default=not DEMO)

# --- Languages and time ---------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- Mail: everything goes through the outbox ------------------------------------
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL",
    "Vanhempaintoiminnan mentorit <mentorit@esimerkki.example>" if IS_LOCAL else None,
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILERS: dict[str, Any] = {
    "default": {"BACKEND": "accounts.outbox.OutboxBackend"},
    "smtp": env.mailer(
        env.text("EMAIL_URL", f"file://{DATA_DIR}/outbox" if IS_LOCAL else None)
    ),
}

# --- Background work --------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Security ---------------------------------------------------------------------
SELF = [CSP.SELF]
SECURE_CSP: dict[str, Any] = {
    "default-src": SELF,
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": SELF,
    # The live preview shows a page inside the admin (Wagtail lifts X-Frame-Options).
    "frame-ancestors": SELF,
    "form-action": SELF,
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
# A sign-in code waits in a session: what lies in the database is sealed.
SESSION_SERIALIZER = "accounts.sealing.SealedSerializer"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
CSRF_FAILURE_VIEW = "home.errors.csrf_failure"

# --- Wagtail ------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Mentorit"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
# Everybody works in the association's own time; a choice of one is not asked for.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H.%M"
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 3
WAGTAILIMAGES_IMAGE_MODEL = "association.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "association.SiteDocument"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx",
]  # fmt: skip
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# --- Log -----------------------------------------------------------------------------
# No line tells these, and asking for them takes as long as half of a kept page.
for asked in ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks"):
    setattr(logging, asked, False)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.access_log.CutFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "mentorit": {"level": "INFO"},
        "mentorit.access": {"level": "WARNING" if TESTING else "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # The access log has these already: what is not found, or asked by a wrong name.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
