"""All settings of the deployment. docs/settings.md describes every variable that is read from the environment."""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.urls import reverse_lazy

# The Celery application has to be the current one in every process that has settings, or messages go to no queue.
from electionwatch import celery as celery
from electionwatch import embedded, embedded_postgres, embedded_redis
from electionwatch.beat import SCHEDULE
from electionwatch.embedded_paths import data_dir
from electionwatch.secret_key import load_or_create
from electionwatch.skin import UNFOLD as UNFOLD

django_stubs_ext.monkeypatch()

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_dir()

# --- Safety ---------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
# Without services of its own the installation is a single machine serving itself over plain HTTP.
SINGLE_MACHINE = embedded.POSTGRES in embedded.needed()
HTTPS = env.bool("SECURE_SSL", default=not (DEBUG or SINGLE_MACHINE))

SECRET_KEY = env.str("SECRET_KEY", default="") or load_or_create(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Other sites learn nothing. "no-referrer" would make browsers send no origin either, and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# An address typed without its scheme means https, as Django 6 will have it; the setting goes when Django 6 comes.
FORMS_URLFIELD_ASSUME_HTTPS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The admin's skin evaluates expressions in attributes and sets styles inline; `electionwatch.middleware` allows it.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
}

# --- Applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "apps.core",
    "apps.accounts",
    "apps.notices",
    "apps.statements",
    "apps.elections",
    "apps.missions",
    "apps.findings",
    "apps.visits",
    "apps.imports",
    "apps.web",
    "apps.desk",
    "apps.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "electionwatch.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "electionwatch.middleware.admin_content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "apps.core.audit.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.accounts.middleware.RequireSecondFactor",
    "apps.web.conditional.ConditionalPages",
]

ROOT_URLCONF = "electionwatch.urls"
WSGI_APPLICATION = "electionwatch.wsgi.application"
ASGI_APPLICATION = "electionwatch.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------------------------
EMBEDDED_DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": embedded_postgres.DATABASE,
    "USER": embedded_postgres.SUPERUSER,
    "HOST": str(embedded_postgres.socket_folder(DATA_DIR)),
    "PORT": "5432",
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **(EMBEDDED_DATABASE if SINGLE_MACHINE else env.db_url("DATABASE_URL")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_SOCKET = embedded_redis.socket_path(DATA_DIR)
REDIS_IS_EMBEDDED = embedded.REDIS in embedded.needed()
REDIS_URL = f"unix://{REDIS_SOCKET}" if REDIS_IS_EMBEDDED else env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "electionwatch",
    },
    # What pages count; apart, so that tests, whose page log stands still, can do without it.
    "counts": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "electionwatch-counts",
    },
}

# Larger than a statement may be, so that a form can say in words that the text is too large.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", default=not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Languages and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["electionwatch.formats"]  # Django has no formats for Kazakh
USE_TZ = True
TIME_ZONE = "UTC"

# --- People ---------------------------------------------------------------------------------------------------------
PASSWORD_VALIDATION = "django.contrib.auth.password_validation"  # noqa: S105 - a module's name
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PASSWORD_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{PASSWORD_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{PASSWORD_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{PASSWORD_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

# Whoever works in the admin gives a code besides the password. On a single machine nobody else reaches it.
REQUIRE_TWO_FACTOR = env.bool("REQUIRE_TWO_FACTOR", default=not (DEBUG or SINGLE_MACHINE))
OTP_TOTP_ISSUER = "Electionwatch"
# Tries are counted by `apps.accounts.services.count_code`, exactly; the package's own delay would refuse right codes.
OTP_TOTP_THROTTLE_FACTOR = 0
OTP_STATIC_THROTTLE_FACTOR = 0
# A working day; a new password ends all other sessions at once.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="electionwatch@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What e-mails put before addresses of this site.
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://localhost:8000").rstrip("/")
# For readers who would rather write a letter than fill in the form.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
# How many reports one network sends in an hour, and after how many days a reader's address is forgotten.
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", default=5)
REPORT_EMAIL_DAYS = env.int("REPORT_EMAIL_DAYS", default=90)

# --- Celery: the row is the job, a message only a doorbell (DESIGN.md, section 6) -----------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or (
    f"redis+socket://{REDIS_SOCKET}" if REDIS_IS_EMBEDDED else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("WORKER_PROCESSES", default=2)
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# Installations that share one broker keep apart by the name of their queue.
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="electionwatch")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A task outlives neither its lease nor the time after which Redis hands the message out again.
CELERY_TASK_TIME_LIMIT = 600
BROKER_IS_AMQP = CELERY_BROKER_URL.startswith(("amqp", "pyamqp"))
CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True} if BROKER_IS_AMQP else {"visibility_timeout": 900}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = SCHEDULE

# Seconds for which a worker owns an import without a sign of life; each step renews it, and none may take longer.
IMPORT_LEASE_SECONDS = env.int("IMPORT_LEASE_SECONDS", default=60)
# The same for a load of visits, which renews it with every part and while it reads.
VISIT_LOAD_LEASE_SECONDS = env.int("VISIT_LOAD_LEASE_SECONDS", default=60)
# Bytes of the largest file of visits or stations that is taken in.
VISIT_FILE_BYTES = env.int("VISIT_FILE_BYTES", default=4_000_000_000)

# Days after the last polling day for which analysts see which team was where at what time.
FORGET_OBSERVERS_AFTER_DAYS = env.int("FORGET_OBSERVERS_AFTER_DAYS", default=180)

# --- The API (section of the API's owner) ---------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "apps.api.schema.ProblemAutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Views open themselves to readers by name; one that forgets to is closed.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_THROTTLE_RATES": {
        "imports": env.str("API_IMPORT_RATE", default="120/hour"),
        "visits": env.str("API_VISIT_RATE", default="600/hour"),
    },
    "EXCEPTION_HANDLER": "apps.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Electionwatch",
    "DESCRIPTION": "What observers said about an election, in which words, and what became of it.",
    "OAS_VERSION": "3.1.0",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Names of closed sets in the schema, where their fields' names alone would clash.
    "ENUM_NAME_OVERRIDES": {
        "PublicationState": "apps.core.choices.PublicationState",
        "ContentLanguage": "apps.core.choices.ContentLanguage",
        "PublisherKind": "apps.statements.choices.PublisherKind",
        "StatementKind": "apps.statements.choices.StatementKind",
        "RegionKind": "apps.elections.choices.RegionKind",
        "OrganisationKind": "apps.missions.choices.OrganisationKind",
        "RoleKind": "apps.missions.choices.RoleKind",
        "StatementRelation": "apps.missions.choices.StatementRelation",
        "EvidenceRelation": "apps.findings.choices.EvidenceRelation",
        "FollowUp": "apps.findings.choices.FollowUp",
        "FormKind": "apps.visits.choices.FormKind",
        "RunState": "apps.imports.choices.RunState",
        "Withheld": "apps.visits.statistics.Withheld",
    },
}
# --- End of the API's section ---------------------------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # It reports at every start which dictionary it has loaded.
        "pymorphy3": {"level": "WARNING"},
    },
}
