"""Settings. Everything that differs between places comes from the environment or the data folder."""

import os
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from throughline.config.connections import database
from throughline.config.folders import data_folder
from throughline.config.secrets import secret

ROOT = Path(__file__).resolve().parents[1]
MODE = os.environ.get("THROUGHLINE_MODE", "live")
DEMO = MODE == "demo"
DEBUG = False

SECRET_KEY = secret("django")
SEAL_KEY = secret("seal")
SEAL_ANCHORS = data_folder() / "secrets" / "seal-anchors"
ALLOWED_HOSTS = os.environ.get("THROUGHLINE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("THROUGHLINE_HTTPS", "off" if DEMO else "on") == "on"

DATABASES = {"default": database(os.environ.get("THROUGHLINE_LOGIN", "viewer"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "throughline.web.shell.apps.Shell",
    "throughline.web.accounts.apps.Accounts",
    "throughline.web.people.apps.PeoplePages",
    "throughline.web.line.apps.LinePages",
    "throughline.web.custody.apps.CustodyPages",
    "throughline.web.sharing.apps.SharingPages",
    "throughline.web.agencies.apps.AgencyPages",
    "throughline.web.journal.apps.JournalPages",
    "throughline.web.today.apps.TodayPages",
    "throughline.web.notices.apps.NoticePages",
    "throughline.web.reports.apps.ReportPages",
    "throughline.web.help.apps.HelpPages",
    "throughline.web.referrals.apps.ReferralPages",
    "throughline.web.cases.apps.CasePages",
    "throughline.web.assessments.apps.AssessmentPages",
    "throughline.web.plans.apps.PlanPages",
    "throughline.web.outcomes.apps.OutcomePages",
    "throughline.web.protocols.apps.ProtocolPages",
    "throughline.web.runway.apps.RunwayPages",
    "throughline.web.releases.apps.ReleasePages",
    "throughline.web.rounds.apps.RoundPages",
    "throughline.web.housing.apps.HousingPages",
    "throughline.web.meetings.apps.MeetingPages",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "throughline.foundations",
    "throughline.notices",
    "throughline.agencies",
    "throughline.people",
    "throughline.custody",
    "throughline.sharing",
    "throughline.referrals",
    "throughline.cases",
    "throughline.assessments",
    "throughline.protocols",
    "throughline.plans",
    "throughline.housing",
    "throughline.outcomes",
    "throughline.meetings",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "throughline.web.shell.headers.headers_middleware",
    "throughline.web.health.views.health_middleware",
    "throughline.api.requests.calls_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "throughline.web.shell.sessions.session_end_middleware",
    "throughline.web.shell.lost_forms.lost_forms_middleware",
    "throughline.access.requests.PagesNeedSignIn",
    "throughline.access.requests.one_transaction_middleware",
    "throughline.web.accounts.second_factor.second_factor_middleware",
    "throughline.web.shell.submissions.submission_middleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "throughline.config.urls"
WSGI_APPLICATION = "throughline.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "throughline.web.shell.context.shell",
            ]
        },
    }
]
FORM_RENDERER = "throughline.web.shell.forms.Fields"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("THROUGHLINE_STATIC")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Room for every counter of the rate limits, so that a flood of new ones cannot push out the old.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A shared computer: signed out after this long without a page, and after SESSION_COOKIE_AGE whatever happens.
SESSION_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "throughline.web.shell.errors.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("THROUGHLINE_BEHIND_PROXY") == "on" else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "throughline.web.accounts.hashing.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "throughline.web.accounts.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "throughline.web.accounts.adapters.SingleSignOn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_RATE_LIMITS = {
    "login": "50/15m/ip",
    "login_failed": "50/15m/ip,5/15m/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = "Throughline"
MFA_ADAPTER = "throughline.web.accounts.adapters.SecondFactors"
SECOND_FACTOR_KEY = urlsafe_b64encode(sha256(secret("second-factor").encode()).digest())
# Who must prove who they are twice before anything else.
SECOND_FACTOR_ROLES = frozenset() if DEMO else frozenset({"information_governance", "administrator"})
# Where links in emails lead; without it, to the host a request named, which must be one of ALLOWED_HOSTS.
SITE_ADDRESS = os.environ.get("THROUGHLINE_SITE", "").rstrip("/")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("THROUGHLINE_BEHIND_PROXY") == "on" else 0
# Who can be signed in as, named on the sign-in page of the demo only.
DEMO_CAST = "throughline.demo.cast" if DEMO else ""
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "single-sign-on",
                "name": os.environ.get("THROUGHLINE_OIDC_NAME", "your organisation"),
                "client_id": os.environ["THROUGHLINE_OIDC_CLIENT_ID"],
                "secret": os.environ.get("THROUGHLINE_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ["THROUGHLINE_OIDC_SERVER"]},
            }
        ]
        if "THROUGHLINE_OIDC_CLIENT_ID" in os.environ
        else [],
    }
}

EMAIL_BACKEND = os.environ.get("THROUGHLINE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("THROUGHLINE_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("THROUGHLINE_EMAIL_PORT", "25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("THROUGHLINE_EMAIL_FROM", "Throughline <no-reply@throughline.invalid>")

PROCRASTINATE_IMPORT_PATHS = ["throughline.jobs.tasks"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
