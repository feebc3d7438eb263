"""The migrated database, kept from run to run: migrating takes longer than most tests.

It is kept under all that migrations are made of, so nothing is to be forgotten: whoever
changes a migration, a row it writes or a version of a library finds none. What Django
does after migrating (permissions, roles) is done anew each time.
"""

import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db.migrations.loader import MigrationLoader

FOLDER = Path(settings.BASE_DIR) / ".tools" / "migrated"
MOST = 20  # a few branches side by side


def kept() -> Path:
    """Where it is, or would be."""
    return FOLDER / f"{_made_of()}.sqlite3"


def take() -> Path | None:
    """The kept one, if there is any; it counts as used now."""
    found = kept()
    if not found.exists():
        return None
    found.touch()
    return found


def keep(database: str) -> None:
    """Put a copy aside, whole or not at all; those not used longest go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = FOLDER / f"fresh-{os.getpid()}"
    shutil.copyfile(database, fresh)
    fresh.replace(kept())
    by_age = sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in by_age[:-MOST]:
        path.unlink(missing_ok=True)


def bring_up_to_date() -> None:
    """What follows a migration, on the database that Django is pointed at."""
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def _made_of() -> str:
    digest = hashlib.sha256((Path(settings.BASE_DIR) / "uv.lock").read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda one: one.label):
        name, _is_explicit = MigrationLoader.migrations_module(config.label)
        own = Path(settings.BASE_DIR) in Path(config.path).parents
        if not (name and own and ".venv" not in Path(config.path).parts):
            continue
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:24]
