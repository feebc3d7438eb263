"""The timed job that erases applications that came to nothing."""

from datetime import datetime, timedelta

from membership.models import Application

REJECTED_KEPT = timedelta(days=183)
UNCONFIRMED_KEPT = timedelta(days=30)


def remove_old_applications(at: datetime) -> str:
    """Rejected ones after half a year, unconfirmed ones after a month."""
    rejected, _rows = Application.objects.rejected_before(at - REJECTED_KEPT).delete()
    unconfirmed, _rows = Application.objects.unconfirmed_before(
        at - UNCONFIRMED_KEPT
    ).delete()
    return f"Removed {rejected} rejected and {unconfirmed} unconfirmed application(s)."
