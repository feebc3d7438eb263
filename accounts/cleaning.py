"""Timed jobs that take away what is no longer needed."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from accounts.models import OutboxMail

# How long one can look up what was sent to whom.
MAILS_KEPT = timedelta(days=365)


def remove_old_sessions(at: datetime) -> str:
    removed, _by_model = Session.objects.filter(expire_date__lte=at).delete()
    return f"Removed {removed} old session(s)."


def remove_old_mails(at: datetime) -> str:
    """Mails sent or given up a year ago; a waiting one is never removed."""
    old = OutboxMail.objects.filter(created_at__lte=at - MAILS_KEPT)
    done = old.exclude(sent_at=None) | old.exclude(given_up_at=None)
    removed, _by_model = done.delete()
    return f"Removed {removed} old mail(s)."
