"""The nightly proof: what `verify_books` finds is kept while it is there, and the
treasurer is told of each new difference once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from payments import alerts, verifying
from payments.models import BooksDifference


def prove(*, at: datetime) -> str:
    """Verify the books; write down what is new and what is gone. A line for the log."""
    # In the language of the house, so that the same finding has the same words.
    with translation.override(settings.LANGUAGE_CODE):
        found = {each.key: str(each) for each in verifying.verify()}
    with transaction.atomic():
        known = {row.key: row for row in BooksDifference.objects.open()}
        new = [
            BooksDifference.objects.create(key=key, words=words, found_at=at)
            for key, words in found.items()
            if key not in known
        ]
        for key in known.keys() - found.keys():
            known[key].close(at)
        if new:
            alerts.books_differ(new, at=at)
    return f"{len(found)} differences, {len(new)} of them new."
