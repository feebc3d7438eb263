"""Files that were shown what they would do, and never brought in: they are removed."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from payments.models import BankFile
from payments.models.bank import FOLDER

KEPT = timedelta(days=1)  # a preview can be confirmed for an hour


def remove(at: datetime) -> str:
    """Remove what no brought-in file names; answers a line for the worker's log."""
    files = BankFile.objects.exclude(original="")
    named = set(files.values_list("original", flat=True))
    paths = [path for path in _laid_aside() if path not in named]
    old = [one for one in paths if at - default_storage.get_modified_time(one) > KEPT]
    for path in old:
        default_storage.delete(path)
    return f"{len(old)} bank files that were never brought in are removed."


def _laid_aside() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []  # no file has ever been chosen
    return [f"{FOLDER}/{name}" for name in names]
