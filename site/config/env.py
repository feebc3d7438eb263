"""Read the environment. What is missing or wrong stops the start with a sentence that
names the setting and the cure; secrets in it are not repeated."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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


def folder(name: str, default: Path) -> Path:
    """A folder that exists or can be made."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={path}: name a folder that can be made and written to "
            f"({error.strerror})."
        ) from None
    return path


def address(name: str, default: str | None = None) -> str:
    """The address of a site, without a path: `https://mentorit.example`."""
    value = text(name, default).rstrip("/")
    parts = split(name, value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name}={value}: write it as https://host.example.")
    if parts.path or parts.query:
        raise ImproperlyConfigured(f"{name}={value}: leave out what follows the host.")
    return value


def is_loopback(url: str) -> bool:
    """Whether a web address stays on this machine."""
    return urlsplit(url).hostname in LOOPBACK


def split(name: str, url: str) -> SplitResult:
    """The parts of an address; one that has no sense stops the start."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what finds the mistake
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not an address: look at its port and brackets."
        ) from None
    return parts


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:////path/to/file` or `postgresql://…`."""
    parts = split("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme or 'nothing'}: "
        "use sqlite:////path/to/file or postgresql://…"
    )


def sqlite(path: str) -> dict[str, Any]:
    """WAL mode with immediate transactions: a writer waits for its turn at the start,
    not in the middle, where it could only fail."""
    if not path:
        raise ImproperlyConfigured(
            "DATABASE_URL names no file: use sqlite:////path/to/file."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
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


def postgresql(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database: use postgresql://user:password@host/name."
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def mailer(url: str) -> dict[str, Any]:
    """Django's mailer for `smtp://user:password@host:587` or `smtps://…:465`,
    or `file:///folder`, which writes each mail to a file."""
    parts = split("EMAIL_URL", url)
    if parts.scheme == "file" and parts.path:
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
            # A password is never sent in the open.
            "use_tls": not is_tls and bool(parts.username),
            "timeout": 20,
        },
    }
