"""The settings. Those that differ between machines are read from the environment; a wrong value stops the start.

Without any environment the program runs embedded: SQLite, a queue in a folder (none on Windows), one data folder.
"""

import hashlib
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from kombu.transport import TRANSPORT_ALIASES
from platformdirs import user_data_path

from backend import environment as env
from backend.celery_transport import queue_folders
from backend.data_folder import data_folder
from backend.databases import SQLITE, database, require_driver
from backend.listening import OWN_NAMES
from backend.names import hosts, origins
from backend.secret_key import read_or_create_secret_key
from backend.server_urls import leads_somewhere, mail_server, server_url
from backend.system import HAS_GUNICORN
from backend.webhook_key import webhook_key

ROOT = Path(__file__).resolve().parent.parent
# An installed program has its page beside it and lies where its user may not write.
IS_INSTALLED = (ROOT / "page").is_dir()
OWN_DATA_DIR = user_data_path("ductus", appauthor=False) if IS_INSTALLED else ROOT / "var"
DATA_DIR = data_folder(env.text("DIGITS_DATA_DIR", str(OWN_DATA_DIR)))

# --- What makes the program Ductus -----------------------------------------------------------------------------------

DIGITS_CORPORA = env.folder("DIGITS_CORPORA", ROOT) if env.text("DIGITS_CORPORA") else None
# A folder with network.blob and receipt.json: the network that an installation starts from.
DIGITS_BASE_NETWORK = env.folder("DIGITS_BASE_NETWORK", ROOT / "nn" / "base")
DIGITS_PAGE_DIR = env.folder("DIGITS_PAGE_DIR", ROOT / "page" if IS_INSTALLED else ROOT / "var" / "page")
DIGITS_RETRAIN_AT = env.whole("DIGITS_RETRAIN_AT", 10, least=1)

# Whose drawings visitors are shown: everyone's, their own alone, or none at all in the gallery.
DIGITS_GALLERY = env.choice("DIGITS_GALLERY", ("everyone", "own", "none"), default="everyone")
# After this many days a digit no longer says who drew it; 0: never. If larger, people can take digits back for longer.
DIGITS_FORGET_CONTRIBUTOR_DAYS = env.whole("DIGITS_FORGET_CONTRIBUTOR_DAYS", 0, most=100_000)


def _rate(name: str, default: str) -> str:
    pattern = r"off|[1-9][0-9]*/(s|sec|second|m|min|minute|h|hour|d|day)"
    return env.matching(name, pattern, wanted="a rate such as 600/min, or off,", default=default)


DIGITS_THROTTLE_PREDICTIONS = _rate("DIGITS_THROTTLE_PREDICTIONS", default="1200/min")
DIGITS_THROTTLE_DIGITS = _rate("DIGITS_THROTTLE_DIGITS", default="120/min")
DIGITS_THROTTLE_LOGINS = _rate("DIGITS_THROTTLE_LOGINS", default="10/min")
DIGITS_THROTTLE_TOKENS = _rate("DIGITS_THROTTLE_TOKENS", default="1200/min")  # for each token of a script
DIGITS_LEASE_S = env.seconds("DIGITS_LEASE_S", 8.0, least=1)  # longer: a version waits longer after its worker died
DIGITS_MAX_ATTEMPTS = 3  # larger: a version that cannot be trained holds up the others for longer
# The newest 1000 versions keep their weights, and every hundredth version before them. Larger: the database grows.
DIGITS_KEEP_WEIGHTS = env.whole("DIGITS_KEEP_WEIGHTS", 1000, least=1)
DIGITS_MAX_BODY = 256 * 1024  # bytes; larger: one request takes more memory
DIGITS_METRICS_TOKEN = env.text("DIGITS_METRICS_TOKEN")  # lets other machines read /metrics

# The notices that are sent to the administrator. Each way is off until its address is set.
_two = "anna@school.example,otto@school.example"
DIGITS_MAIL_TO = env.all_matching("DIGITS_MAIL_TO", r"[^\s@,]+@[^\s@,.]+(\.[^\s@,.]+)*", wanted=_two)
_mail_url = server_url(os.environ, "DIGITS_MAIL_URL", "smtp://localhost:25", password="DIGITS_MAIL_PASSWORD")  # noqa: S106
vars().update(mail_server(_mail_url))
EMAIL_TIMEOUT = 5  # seconds of each wait; if longer, a mail server that is silent holds up the other notices
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DIGITS_MAIL_FROM", "ductus@localhost")
DIGITS_WEBHOOK_URL = env.text("DIGITS_WEBHOOK_URL")
DIGITS_WEBHOOK_KEY = webhook_key(DIGITS_WEBHOOK_URL, env.text("DIGITS_WEBHOOK_SECRET"))
DIGITS_WEBHOOK_INSIDE = env.boolean("DIGITS_WEBHOOK_INSIDE")  # true: may lead into the machine's networks
DIGITS_DIGEST = env.choice("DIGITS_DIGEST", ("daily", "weekly", "off"), default="weekly")
DIGITS_DISK_LOW_MB = env.whole("DIGITS_DISK_LOW_MB", 500)  # larger: told earlier that the disk fills; 0: never
DIGITS_NOTICES_S = env.seconds("DIGITS_NOTICES_S", 5.0, least=0.1)  # longer: notices are sent later

# What serves and what wakes a worker. Windows has neither gunicorn nor the locks of the queue in a folder.
DIGITS_SERVER = env.choice(
    "DIGITS_SERVER", ("gunicorn", "waitress"), default="gunicorn" if HAS_GUNICORN else "waitress"
)
DIGITS_WEB_PROCESSES = env.web_processes()  # larger: each takes memory for itself
_broker = env.matching(
    "DIGITS_BROKER", "folder|none", wanted="folder, none, or a server in CELERY_BROKER_URL,",
    default="folder" if HAS_GUNICORN else "none",
)  # fmt: skip

# The path below which a proxy serves the program, such as /ductus; empty: the root.
DIGITS_PREFIX = env.matching("DIGITS_PREFIX", r"(/[A-Za-z0-9._~-]+)*/*", wanted="a path such as /ductus").rstrip("/")

# Where administrators reach the program, such as https://digits.example/ductus: notices and links in mails begin so.
DIGITS_ADDRESS = env.text("DIGITS_ADDRESS").rstrip("/")
if DIGITS_ADDRESS and (re.search(r"[?#\s]", DIGITS_ADDRESS) or not leads_somewhere(DIGITS_ADDRESS)):
    raise env.refused("DIGITS_ADDRESS", DIGITS_ADDRESS, "an address such as https://digits.example")

# --- Django ----------------------------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or read_or_create_secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = hosts("DIGITS_ALLOWED_HOSTS", env.text("DIGITS_ALLOWED_HOSTS")) or list(OWN_NAMES)
FORCE_SCRIPT_NAME = DIGITS_PREFIX or None
CSRF_TRUSTED_ORIGINS = origins("DIGITS_TRUSTED_ORIGINS", env.text("DIGITS_TRUSTED_ORIGINS"))
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "backend.digits",  # first, so that its templates replace the admin's
    "backend.digits.apps.DuctusAdminConfig",  # django.contrib.admin in our own frame
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
]

MIDDLEWARE = [
    "backend.observability.RequestMiddleware",
    "backend.middleware.PolicyMiddleware",  # before WhiteNoise, so that the page carries the policy too
    "django.middleware.security.SecurityMiddleware",
    "backend.middleware.HostMiddleware",  # before WhiteNoise: a page whose API is refused helps nobody
    "backend.shared_links.SharedLinkMiddleware",  # before WhiteNoise, which has the page without whole addresses
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.digits.api.login_throttle.LoginThrottleMiddleware",
    "backend.middleware.AdminOnlySessionMiddleware",
    "backend.middleware.AdminOnlyLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "backend.middleware.AdminOnlyAuthenticationMiddleware",
    "backend.middleware.AdminOnlyMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backend.middleware.SameOriginMiddleware",
    "backend.digits.admin.large_bodies.LargeBodyMiddleware",  # CsrfViewMiddleware reads forms later, just before a view
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"stored_words": "backend.digits.admin.stored_words"},
        },
    }
]

DATABASES = {"default": database(os.environ, default=DATA_DIR / "db.sqlite3")}
_asked = DATABASES["default"].get("OPTIONS", {})  # by the URL: ?sslmode=verify-full; the later one of two -c holds
if DATABASES["default"]["ENGINE"] == SQLITE:
    # IMMEDIATE: a transaction waits for the lock when it begins. In Django's default mode a transaction that reads and
    # then writes fails at once if another one writes, whatever the timeout.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    DATABASES["default"] = {"CONN_MAX_AGE": None} | DATABASES["default"]
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        **_asked,
        "transaction_mode": "IMMEDIATE",
        "init_command": f"{_asked.get('init_command', '')}; {pragmas}",
    }
else:
    # Nobody waits for ever, neither for a server that is away nor for a lock that a sleeping worker holds.
    limits = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000"
    DATABASES["default"] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | DATABASES["default"]
    limits = f"{limits} {_asked.get('options', '')}".strip()
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3, **_asked, "options": limits}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
# Django's words in the admin, and those that our catalogs have, follow the browser; the others are English.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files: the built page at /, Django's own at /static/ ------------------------------------------------------

STATIC_URL = f"{DIGITS_PREFIX}/static/"
WHITENOISE_ROOT = DIGITS_PAGE_DIR
WHITENOISE_INDEX_FILE = True
WHITENOISE_MAX_AGE = 0  # browsers ask each time and hear "not modified", so a new release is seen at once
WHITENOISE_USE_FINDERS = True  # Django's own files are served from where they are installed, without a copy
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"  # Vite puts a hash of the content into these names

# --- Security --------------------------------------------------------------------------------------------------------

# Sites that may show the page in a frame, such as https://school.example; none unless set. The admin is in no frame.
DIGITS_EMBED_ORIGINS = env.all_matching(
    "DIGITS_EMBED_ORIGINS", r"https?://[a-z0-9.-]+(:[0-9]+)?", wanted="an origin such as https://school.example"
)
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
    " font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DIGITS_HTTPS = env.boolean("DIGITS_HTTPS")
DIGITS_N_PROXIES = env.whole("DIGITS_N_PROXIES", 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DIGITS_HTTPS
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = DIGITS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if DIGITS_HTTPS else 0
# Read on the inside, without TLS; the path has the prefix in it, whether the proxy left it off or not.
SECURE_REDIRECT_EXEMPT = [rf"^({re.escape(DIGITS_PREFIX[1:])}/)?(livez|readyz|metrics)$"]
if DIGITS_N_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Single sign-on: a proxy in front says in this header who it has let in. Unless the program is told that there is a
# proxy, the header would be whatever a visitor writes into it.
DIGITS_REMOTE_USER_HEADER = env.matching(
    "DIGITS_REMOTE_USER_HEADER", r"[A-Za-z0-9-]*", wanted="a header such as X-Remote-User"
)
if DIGITS_REMOTE_USER_HEADER:
    if not DIGITS_N_PROXIES:
        raise ImproperlyConfigured("DIGITS_REMOTE_USER_HEADER is believed behind a proxy alone: set DIGITS_N_PROXIES.")
    AUTHENTICATION_BACKENDS.append("backend.remote_user.KnownRemoteUserBackend")
    _after = MIDDLEWARE.index("backend.middleware.AdminOnlyAuthenticationMiddleware") + 1
    MIDDLEWARE.insert(_after, "backend.remote_user.RemoteUserMiddleware")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
# Cookies know no port. Names and a path of their own keep those of other programs on this machine apart, and of another
# Ductus too: the name has something of this installation in it.
_installation = hashlib.sha256(f"cookies of {SECRET_KEY}".encode()).hexdigest()[:8]
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"ductus_session_{_installation}", f"ductus_csrf_{_installation}"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{DIGITS_PREFIX}/admin/"
DATA_UPLOAD_MAX_MEMORY_SIZE = DIGITS_MAX_BODY

# After five wrong passwords, the name is locked for the address that sent them. So nobody elsewhere can lock out the
# administrator.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # `manage.py axes_reset` unlocks
AXES_CLIENT_IP_CALLABLE = "backend.digits.api.throttles.caller"
AXES_LOCKOUT_CALLABLE = "backend.digits.admin.lockout.locked"
AXES_VERBOSE = False

# --- API -------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["backend.digits.api.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["backend.digits.api.tokens.ScopePermission"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": ["backend.digits.api.parsers.StrictJSONParser", "backend.digits.api.parsers.PNGParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "backend.digits.api.parsers.AlwaysJSON",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.digits.api.error_handler.answer_error",
    "NUM_PROXIES": DIGITS_N_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ductus",
    "DESCRIPTION": "Draw a digit, have it read by a small neural network, and teach it your hand.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "PATH_CONVERTER_OVERRIDES": {"row": int},
    "ENUM_NAME_OVERRIDES": {"RefusalCodeEnum": "backend.digits.api.error_handler.CODES"},
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "SORT_OPERATIONS": False,  # predictions first, as in the list of addresses
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.digits.api.examples.add_summaries_and_examples",
    ],
    "APPEND_COMPONENTS": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
}

# --- Celery: a message wakes a worker and carries nothing; the rows say what is due -----------------------------------

EMBEDDED_BROKER, NO_BROKER = "safefs://localhost", "memory://localhost"
_embedded = NO_BROKER if _broker == "none" else EMBEDDED_BROKER
CELERY_BROKER_URL = server_url(os.environ, "CELERY_BROKER_URL", _embedded, password="CELERY_BROKER_PASSWORD")  # noqa: S106
if (_kind := CELERY_BROKER_URL.partition("://")[0]).partition("+")[0] not in TRANSPORT_ALIASES:
    raise ImproperlyConfigured(f"CELERY_BROKER_URL={_kind}://…: a server such as redis://host:6379/0 is wanted.")
DIGITS_HAS_BROKER = CELERY_BROKER_URL != NO_BROKER
# Longer: a version whose message was lost waits longer; without a broker every version does.
DIGITS_SWEEP_S = env.seconds("DIGITS_SWEEP_S", 2.0 if DIGITS_HAS_BROKER else 0.5, least=0.1)
if not DIGITS_HAS_BROKER:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}  # a queue in the worker's own memory, to which nobody writes
elif CELERY_BROKER_URL == EMBEDDED_BROKER:
    CELERY_BROKER_TRANSPORT_OPTIONS = queue_folders(DATA_DIR / "queue") | {"polling_interval": 0.1}
else:
    # A broker that is away, or that accepts and then says nothing, must not hold up the answer to the tenth digit:
    # kombu would try again for six seconds.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 0.2, "max_retries": 1, "interval_start": 0}
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_timeout": 0.2}
CACHES["shared"] = CACHES["default"]
if CELERY_BROKER_URL.startswith(("redis://", "rediss://")):
    require_driver("CELERY_BROKER_URL")
    CACHES["shared"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CELERY_BROKER_URL,
        "OPTIONS": {"socket_connect_timeout": 0.1, "socket_timeout": 0.1},
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # a forged control message could stop a worker
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "backend.observability.JSONLines"},
    },
    # People at a terminal read text, everything else reads one JSON object a line.
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "text" if sys.stderr and sys.stderr.isatty() else "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "digits": {"level": "INFO"},
        # A refused request was answered, and needs no line here.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # `refusals` tells it in other words
    },
}
