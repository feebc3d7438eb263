"""The environment of the tests, set before Django's settings are read.

`tests.support.environment` is loaded by pytest's `-p`, earlier than any conftest.
DATABASE_URL is honoured, so that the same tests run on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

FOREIGN = [
    "ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "DEMO",
    "EMAIL_URL", "MEDIA_BUCKET", "SECRET_KEY", "STATIC_ROOT", "STRIPE_API_BASE",
    "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "TRUSTED_PROXIES",
]  # fmt: skip

for name in FOREIGN:
    os.environ.pop(name, None)

_data = tempfile.TemporaryDirectory(prefix="mentorit-tests-")
Path(_data.name, "static").mkdir()
os.environ["TESTING"] = "1"
os.environ["DATA_DIR"] = _data.name
os.environ["EMAIL_URL"] = f"file://{_data.name}/outbox"
# Playwright's synchronous interface runs an event loop around the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
