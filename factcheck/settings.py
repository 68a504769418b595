"""Everything that differs between installations, read from the environment in one place.

`manage.py up` writes what its own engines need into `VAR/env`; it is read here too, with less
priority than the environment, so that a command typed by hand reaches the running desk. Nothing
here has a default that would be unsafe in production: without a secret or a database, code that
needs one says so, and code that needs none (`manage.py extract`) still runs.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from environs import Env
from whitenoise.compress import Compressor

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
VAR = Path(env.str("VAR", "") or BASE_DIR / "var").absolute()
if (VAR / "env").is_file():
    # Earlier releases wrote the owner's address there too: variables that are set are not read.
    os.environ.setdefault("DATABASE_OWNER_URL", "")
    env.read_env(str(VAR / "env"), recurse=False)
    if not os.environ["DATABASE_OWNER_URL"]:
        del os.environ["DATABASE_OWNER_URL"]

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = env.bool("HTTPS", SITE_URL.startswith("https:"))
REQUIRE_MFA = env.bool("REQUIRE_MFA", False)

# The desk's own name and address, as readers and ClaimReview see them.
DESK_NAME = env.str("DESK_NAME", "Northfield Check")
DESK_TAGLINE = env.str("DESK_TAGLINE", "The fact-check desk of The Northfield Courier")
# Where sites can write to about our requests, and readers about us.
CONTACT = env.str("CONTACT", "")
# Whether the docket shows words and claimants of claims in work, before publication.
DOCKET_SHOWS_CLAIMS = env.bool("DOCKET_SHOWS_CLAIMS", False)

OUR_APPS = [
    "factcheck",
    "desk",
    "readers",
    "reviews",
    "claims",
    "sources",
    "accounts",
    "history",
    "jobs",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "factcheck.methods.PageMethods",
    "factcheck.moved_addresses.MovedAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.RequireMfa",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.errors.DomainErrors",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATE_LOADERS = [
    "factcheck.template_loaders.Files",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.context_processors.desk",
            ],
        },
    }
]

# --- engines ----------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", "")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
REDIS_URL = env.str("REDIS_URL", "")

# Without a URL there is no database at all: Django then says what is missing.
DATABASES: dict[str, Any] = {"default": {}}
if DATABASE_URL:
    DATABASES["default"] = {
        **env.dj_db_url("DATABASE_URL"),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        # Each connection is tested as it leaves the pool, so PostgreSQL may restart.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": env.int("DATABASE_POOL", 8),
                "timeout": 10,
            },
            "connect_timeout": 5,
            # A lock held for long is a mistake; better an error than a queue of requests.
            "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "factcheck.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL or "redis://127.0.0.1:1/0",
        "KEY_PREFIX": "factcheck",
        "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.3},
    },
    # Images of the pages of archived papers: in the process that drew them, for a minute.
    "drawings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawings",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 16},
    },
}

STORAGES = {
    # Archived bytes: content-addressed files, or an S3-compatible storage by django-storages.
    "default": {
        "BACKEND": env.str("SNAPSHOT_STORAGE", "sources.snapshots.storage.KeptFiles"),
        "OPTIONS": env.json("SNAPSHOT_OPTIONS", None)
        or {"location": env.str("SNAPSHOTS", "") or str(VAR / "snapshots")},
    },
    "staticfiles": {"BACKEND": "factcheck.static_files.StaticFiles"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Source maps are megabytes that only a developer's tools ask for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# --- people -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/desk/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedDesk"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    False  # nobody gets e-mails because a stranger typed an address
)
# accounts.sign_in_limits counts passwords, codes and resets in the database: allauth's limits
# need the cache. The link in an e-mail cannot be guessed, so its uses aren't counted.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {"change_password": "accounts.forms.NewPasswordForm"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.SignInCodeForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
}
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False

# --- what browsers are told -------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front does that; /healthz must answer without it
SILENCED_SYSTEM_CHECKS = ["security.W008"]

# The largest requests: an article of a million characters, a file of 25 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 25 * 1024 * 1024

# --- the API ----------------------------------------------------------------------------------

# How many of our own proxies each add to X-Forwarded-For. The rest of the header is written by
# strangers, so limits by address cannot rely on it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", 0)

REST_FRAMEWORK = {
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.BearerToken",
        "accounts.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE_ANONYMOUS", "120/min"),
        "user": env.str("API_RATE_USER", "6000/min"),
    },
    "DEFAULT_PARSER_CLASSES": ["factcheck.parsers.JSONObject"],
    "DEFAULT_PAGINATION_CLASS": "factcheck.pagination.KeysetPagination",
    "EXCEPTION_HANDLER": "factcheck.errors.problem",
}
KNOX_TOKEN_MODEL = "accounts.Token"  # noqa: S105 - a model, no password
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=90),
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_PREFIX": "factcheck_",  # so that scanners for leaked secrets know it
    "TOKEN_LIMIT_PER_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "DESCRIPTION": "The same as on the desk's pages, with examples in docs/reference/api.md.",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "factcheck.openapi.refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "JobState": "jobs.models.JobState",
        "ReviewState": "reviews.review.table.State",
        "TipState": "claims.tips.models.Tip.State",
        "StatementState": "claims.statements.models.Statement.State",
        "StatementKind": "claims.statements.models.Statement.Kind",
        "DeclineReason": "claims.statements.models.Statement.Reason",
        "Stance": "reviews.evidence.models.evidence.Evidence.Stance",
        "ProposalState": "reviews.finders.models.Proposal.State",
        "PreferenceKind": "claims.preferences.models.RankingPreference.Kind",
        "ClaimantKind": "claims.claimants.models.Claimant.Kind",
        "ParkedFor": "reviews.review.models.reviews.PARKED_FOR",
        "CorrectionKind": "reviews.workflow.correction_serializers.KINDS",
    },
}

# --- jobs -------------------------------------------------------------------------------------

# kombu has names of its own for a socket's URL and for the number of the database.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL or "redis://127.0.0.1:1/0"
)
CAPTURE_GAP = env.float("CAPTURE_GAP", 2.0)  # seconds between two requests to one host
LEASE_MINUTES = 20  # how long take-next keeps a review on which nothing was written

# Something that one editor withholds is shown again unless another confirms it in this time;
# both are asked later whether it is still needed.
WITHHOLD_CONFIRM_HOURS = env.int("WITHHOLD_CONFIRM_HOURS", 2)
WITHHOLD_ASK_AGAIN_DAYS = env.int("WITHHOLD_ASK_AGAIN_DAYS", 14)

# --- what readers send, and what is sent to them ----------------------------------------------

# Tips from one address in ten minutes and in a day, and from everybody together in an hour.
TIPS_AT_ONCE = env.int("TIPS_AT_ONCE", 10)
TIPS_A_DAY = env.int("TIPS_A_DAY", 50)
TIPS_AN_HOUR = env.int("TIPS_AN_HOUR", 1000)

# Without a mail server, e-mails are written into VAR/mail, where a person can read them.
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", EMAIL_PORT == 465)  # noqa: PLR2004 - RFC 8314
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "") or f"tips@{urlsplit(SITE_URL).hostname}"

# --- services that the operator runs or rents; each is off until it is named -----------------

# The second reader: an OpenAI-compatible base address (http://127.0.0.1:8080/v1), and a model.
READER_URL = env.str("READER_URL", "")
READER_MODEL = env.str("READER_MODEL", "")
READER_KEY = env.str("READER_KEY", "")

# Where finders look for sources: base addresses, and a key. See docs/explanation/finders.md.
FACT_CHECK_TOOLS_URL = env.str("FACT_CHECK_TOOLS_URL", "")
FACT_CHECK_TOOLS_KEY = env.str("FACT_CHECK_TOOLS_KEY", "")
WIKIPEDIA_URL = env.str("WIKIPEDIA_URL", "")
WIKIDATA_URL = env.str("WIKIDATA_URL", "")
WAYBACK_URL = env.str("WAYBACK_URL", "")
SEARCH_URL = env.str("SEARCH_URL", "")

# One language for the whole desk: readers' pages are stored once and served to everybody.
LANGUAGE_CODE = env.str("DESK_LANGUAGE", "en-gb")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "factcheck.formats"
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        # Two lines for each successful message; the rows already record the result.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
