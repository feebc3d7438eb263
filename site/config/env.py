"""Read the environment; stop with the setting's name when it is missing or wrong."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes"}
FALSE = {"0", "false", "no", ""}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def text(name: str, default: str | None = None) -> str:
    """The value of NAME; without it and without a default the start stops."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default)).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value}: use 1 or 0.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value}: use a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def is_loopback(address: str) -> bool:
    """Whether a web address stays on this machine."""
    return urlsplit(address).hostname in LOOPBACK


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:////path/to/file` or `postgresql://…`.

    SQLite runs in WAL mode with immediate transactions: a writer waits for its
    turn at the start, not in the middle, where it could only fail.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:])
            if parts.path != "/:memory:"
            else ":memory:",
            "CONN_MAX_AGE": None,  # opening one costs as much as a simple page
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme}: use sqlite:////path or postgresql://"
    )


def mailer(url: str) -> dict[str, Any]:
    """Django's mailer for `smtp://user:password@host:587` or `smtps://…:465`,
    or `file:///folder`, which writes each mail to a file."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "config.mail_folder.FolderBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL: use smtp://user:password@host:587 or smtps://…:465"
        )
    is_tls = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if is_tls else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": is_tls,
            "use_tls": not is_tls and bool(parts.username),
            "timeout": 20,
        },
    }


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()
