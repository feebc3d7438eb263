"""The timed job that erases applications that came to nothing."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import OutboxMail
from membership.models import Application
from membership.models.application import ApplicationQuerySet

REJECTED_KEPT = timedelta(days=183)
UNCONFIRMED_KEPT = timedelta(days=30)


def remove_old_applications(at: datetime) -> str:
    """Rejected ones after half a year, unconfirmed ones after a month."""
    rejected = erase(Application.objects.rejected_before(at - REJECTED_KEPT))
    unconfirmed = erase(Application.objects.unconfirmed_before(at - UNCONFIRMED_KEPT))
    return f"Removed {rejected} rejected and {unconfirmed} unconfirmed application(s)."


def erase(applications: ApplicationQuerySet) -> int:
    """With the mails written about them: name, address and reason stand there, too."""
    with transaction.atomic():
        found = list(applications.order_by("pk").select_for_update())
        for application in found:
            mails = OutboxMail.objects.filter(key__startswith="application-")
            mails.filter(key__contains=str(application.uid)).delete()
            application.delete()
    return len(found)
