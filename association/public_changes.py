"""When public pages change: the stamp that the page cache and feeds are keyed by.

The stamp is one row with a number. A change that the public can see raises it in
the change's own transaction, so that every process sees both at the same moment.
Pages that change by the passing of time alone (an event ends, a holiday begins)
register the next such moment.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

type IsPublic = Callable[[Any], bool]
type MomentProvider = Callable[[datetime], datetime | None]

STAMP_QUERY = "SELECT number FROM association_publicstamp WHERE id = 1"
_moment_providers: list[MomentProvider] = []


class PublicStamp(models.Model):
    """One row. `number` only rises."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "association"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


def current_stamp() -> int:
    """The number now; 0 before the first change.

    Asked on every request: building this query anew takes longer than all the rest of
    giving a kept page.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAMP_QUERY)
        row = cursor.fetchone()
    return row[0] if row else 0


def raise_stamp() -> None:
    """Say, inside the change's transaction, that public pages have changed."""
    if not PublicStamp.objects.filter(pk=1).update(number=F("number") + 1):
        PublicStamp.objects.get_or_create(pk=1, defaults={"number": 1})


def watch(model: type[models.Model], *, when: IsPublic | None = None) -> None:
    """Raise the stamp whenever a row of `model` is saved or deleted.

    `when` says of a row whether the public can see it; without it all rows count.
    Bulk updates send no signal: whoever makes one calls `raise_stamp` itself.
    """
    _save_in_one_transaction(model)

    def changed(instance: models.Model, **_kwargs: object) -> None:
        if when is None or when(instance):
            raise_stamp()

    label = f"public-{model._meta.label}"
    post_save.connect(changed, sender=model, weak=False, dispatch_uid=f"{label}-save")
    post_delete.connect(changed, sender=model, weak=False, dispatch_uid=f"{label}-del")


def _save_in_one_transaction(model: type[models.Model]) -> None:
    """Let the row and what its `post_save` does be committed together.

    Django sends `post_save` after the row's own commit, unless whoever saves has opened
    a transaction. Wagtail does not everywhere (uploads, automatic redirects), so the
    model itself does. `delete` and many-to-many fields have one of Django's own.
    """
    in_one = transaction.atomic(savepoint=False)(model.save_base)
    setattr(model, "save_base", in_one)  # noqa: B010 (a method is not assigned to)


def watch_relation(through: type[models.Model]) -> None:
    """Raise the stamp when rows are added to or taken from a many-to-many field."""

    def changed(action: str, **_kwargs: object) -> None:
        if action.startswith("post_"):
            raise_stamp()

    m2m_changed.connect(
        changed, sender=through, weak=False, dispatch_uid=f"public-{through.__name__}"
    )


def moment_provider(provider: MomentProvider) -> MomentProvider:
    """Register who knows the next moment after which pages look different."""
    _moment_providers.append(provider)
    return provider


def next_midnight(after: datetime) -> datetime:
    """When *today*, holidays, terms of office, leaves and the mentors of the day
    change."""
    tomorrow = timezone.localdate(after) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def next_moment(after: datetime) -> datetime | None:
    """The first moment later than `after` at which a public page changes by itself."""
    moments = [provider(after) for provider in _moment_providers]
    return min((moment for moment in moments if moment), default=None)
