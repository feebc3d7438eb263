"""The person is taken out of rows, and out of what was written elsewhere about them.

    forgetting.register(forget_history)   # model, keys of its rows, when

Each declaration's rule says how (accounts/keeping.py). Logs and mails about a row are
kept elsewhere under its key: whoever keeps such copies registers here.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry

from accounts import history
from accounts.keeping import Rows
from accounts.models import HistoryEntry
from accounts.personal_data import Declaration

type Forget = Callable[[type[Model], list[Any], datetime], None]

AT_ONCE = 500  # a database takes so many keys in one question

_forget: list[Forget] = []


def register(forget: Forget) -> None:
    _forget.append(forget)


def erase(declaration: Declaration, rows: Rows, *, at: datetime) -> list[Any]:
    """Take the person out of these rows; answers their keys. Call it inside a
    transaction."""
    assert declaration.keeping is not None  # noqa: S101 - a test wants a rule of each
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    for some in batched(keys, AT_ONCE, strict=False):
        erase_keys(declaration, some, at=at)
    return keys


def erase_keys(declaration: Declaration, keys: Iterable[Any], *, at: datetime) -> None:
    assert declaration.keeping is not None  # noqa: S101 - as above
    listed = list(keys)
    for forget in _forget:
        forget(declaration.model, listed, at)
    rows = declaration.model._default_manager.filter(pk__in=listed)
    declaration.keeping.erase(rows, at)


def forget_history(model: type[Model], keys: list[Any], at: datetime) -> None:
    """What was done stays in the history; the names in it go."""
    about = HistoryEntry.objects.filter(
        about_model=model._meta.label_lower, about_key__in=[str(key) for key in keys]
    )
    named = about.with_personal_part().order_by().values_list("about_key", flat=True)
    for row in model._default_manager.filter(pk__in=set(named)):
        history.erase(row, at=at)


def forget_log(model: type[Model], keys: list[Any], _at: datetime) -> None:
    """Wagtail's log says who did what to a row, and what the row was called."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    named = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=[str(key) for key in keys]
    )
    named.update(label="–", data={})
