"""The settings of a test run: the deployment's own, with data, queue and passwords apart from a person's."""

import os
from pathlib import Path

os.environ.setdefault("DATA_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("STATIC_MANIFEST", "false")
os.environ.setdefault("SECURE_SSL", "false")
# Tests of the second factor switch it on for themselves.
os.environ.setdefault("REQUIRE_TWO_FACTOR", "false")
# Workers of pytest-xdist inherit the variable, so that a whole run has one name.
RUN = os.environ.setdefault("ELECTIONWATCH_TEST_RUN", str(os.getpid()))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

from electionwatch.settings import *  # noqa: E402, F403 - the variables above have to be set before it is read
from electionwatch.settings import CACHES, CELERY_BROKER_URL, DATABASES  # noqa: E402

DATABASES["default"]["TEST"] = {"NAME": f"test_electionwatch_{RUN}"}
DATABASES["default"]["NAME"] = os.environ.get("TEST_TEMPLATE_DATABASE", DATABASES["default"]["NAME"])
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Tests with transactions of their own empty all tables after them, which the audit otherwise refuses.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c electionwatch.may_empty_tables=on"
CACHES["default"]["KEY_PREFIX"] = f"test-{RUN}-{WORKER}"
# Within a test's transaction the page log gets no line, so that nothing would tell a kept count from a new one.
KEPT_COUNTS = {**CACHES["counts"], "KEY_PREFIX": f"test-counts-{RUN}-{WORKER}"}
CACHES["counts"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

# Within the test's process a message goes nowhere unless the test runs tasks itself (fixture `eager_tasks`);
# processes that a test starts get the real broker (fixture `child_environment`).
REAL_BROKER_URL = CELERY_BROKER_URL
CELERY_BROKER_URL = "memory://"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Static files come straight from their folders; nothing has to be collected first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
