"""A timed job that takes away what is no longer needed, as the registry promises."""

from datetime import datetime, timedelta

from mentoring.models import FreeTime, Session

KEPT = timedelta(days=2 * 365)


def forget_old(at: datetime) -> str:
    sessions = Session.objects.over(at - KEPT)
    count = sessions.count()
    sessions.delete()
    FreeTime.objects.over(at - KEPT).delete()
    return f"Removed {count} old session(s)."
