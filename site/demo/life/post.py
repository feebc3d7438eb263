"""Mails of the past: those that the verbs wrote then went out then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from accounts import outbox
from accounts.models import OutboxMail

# Older ones would only fill the demo's reading room.
KEPT = timedelta(days=30)


@contextmanager
def sent_then(at: datetime, *, now: datetime) -> Iterator[None]:
    """Mails that are written inside were sent at `at`; old ones are put away."""
    last = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True).first()
    yield
    written = OutboxMail.objects.filter(pk__gt=last or 0)
    if at < now - KEPT:
        written.delete()
    else:
        for mail in written.filter(is_planned=True):
            outbox.write_planned(mail, at)
        written.update(
            is_planned=False, created_at=at, next_try_at=at, sent_at=at, tries=1
        )
