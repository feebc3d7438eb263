"""The retention job: what has been kept long enough goes, by each declaration's rule.

A dry run does the same in a transaction and takes it back, so that what it lists is
exactly what would go.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete

from accounts import erasure_file, forgetting, personal_data
from accounts.models import ErasureRequest
from accounts.personal_data import Declaration


@dataclass(frozen=True)
class Erased:
    """The rows of one model that were taken away or emptied."""

    label: str
    keys: list[Any]


@contextmanager
def noting_removals() -> Iterator[list[tuple[str, Any]]]:
    """Every row of a declared model that is removed meanwhile, also what hangs on it
    and the mails about it."""
    gone: list[tuple[str, Any]] = []

    def note(sender: type[Model], instance: Model, **_kwargs: object) -> None:
        if personal_data.is_personal(sender):
            gone.append((sender._meta.label, instance.pk))

    post_delete.connect(note, weak=False)
    try:
        yield gone
    finally:
        post_delete.disconnect(note)


def run(at: datetime) -> list[Erased]:
    """Take away all whose time has come; answers what, the same twice never.

    Each rule is its own transaction: one that fails does not stop the others, and is
    told at the end.
    """
    found: list[Erased] = []
    errors = []
    for declaration in reversed(personal_data.declarations()):
        try:
            with transaction.atomic(), noting_removals() as gone:
                erased = _over(declaration, at)
            found += _together(erased, gone)
        except Exception as error:  # noqa: BLE001 - the others must still run
            error.add_note(f"while forgetting old rows of {declaration.label}")
            errors.append(error)
    for request in ErasureRequest.objects.open():
        with transaction.atomic(), noting_removals() as gone:
            erased = go_on(request, at=at)
        found += _together(erased, gone)
    if errors:
        raise ExceptionGroup("Some old rows could not be taken away", errors)
    return found


def dry_run(at: datetime) -> list[Erased]:
    """What `run` would take away at that moment. Nothing changes."""
    with transaction.atomic(), erasure_file.closed():
        found = run(at)
        transaction.set_rollback(True)
    return found


def job(at: datetime) -> str:
    found = run(at)
    listed = ", ".join(f"{one.label} {len(one.keys)}" for one in found)
    return f"Took away: {listed or 'nothing'}."


def _together(erased: list[Erased], gone: list[tuple[str, Any]]) -> list[Erased]:
    """What the rules name, and what went along with it."""
    keys = {one.label: list(one.keys) for one in erased}
    for label, key in gone:
        known = keys.setdefault(label, [])
        if key not in known:
            known.append(key)
    return [Erased(label, found) for label, found in keys.items()]


def _over(declaration: Declaration, at: datetime) -> list[Erased]:
    rows = declaration.keeping.over(at) if declaration.keeping else None
    if rows is None:
        return []
    keys = forgetting.erase(declaration, rows, at=at)
    return [Erased(declaration.label, keys)] if keys else []


def go_on(request: ErasureRequest, *, at: datetime) -> list[Erased]:
    """Take away what the law no longer keeps of an earlier request."""
    left: dict[str, list[Any]] = {}
    found = []
    for label, keys in reversed(request.left.items()):
        declaration = personal_data.declaration_of(label)
        if declaration is None or declaration.keeping is None:
            continue  # a model of an earlier version
        rows = declaration.model._default_manager.filter(pk__in=keys)
        staying = set(declaration.keeping.stays(rows, at).values_list("pk", flat=True))
        going = rows.exclude(pk__in=staying)
        if erased := forgetting.erase(declaration, going, at=at):
            found.append(Erased(label, erased))
        if staying:
            left[label] = sorted(str(key) for key in staying)
    if found or not left:
        request.left = dict(reversed(left.items()))
        request.done_at = None if left else at
        request.save(update_fields=["left", "done_at"])
        erasure_file.append({one.label: one.keys for one in found}, at=at)
    return found
