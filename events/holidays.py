"""Holidays as others are told of them: the notice on every page, and the JSON twin."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone, translation

from accounts.models import Officer
from association.addresses import absolute
from association.models import AssociationSettings
from association.notices import Notice
from association.page_cache import remembered
from events import weeks
from events.models import HolidayPeriod

WHO_ANSWERS = (Officer.Office.CHAIR, Officer.Office.VICE_CHAIR)


def notice(request: HttpRequest, at: datetime) -> Notice | None:
    """During a holiday: what it is and who answers what cannot wait."""
    today = timezone.localdate(at)
    period = remembered(request, "holiday", HolidayPeriod.objects.on(today).first)
    if period is None:
        return None
    return {
        "template": "components/holiday_bar.html",
        "context": {
            "name": period.name,
            "first_day": period.first_day,
            "last_day": period.last_day,
            "contacts": contacts(today),
        },
    }


def contacts(on: date) -> list[dict[str, str]]:
    """The chair and the deputy of that day, as far as there are any."""
    officers = [Officer.objects.holding(office, on=on) for office in WHO_ANSWERS]
    return [
        {
            "role": str(officer.get_office_display()).lower(),
            "name": officer.name,
            "phone": officer.phone,
        }
        for officer in officers
        if officer is not None
    ]


def as_data(periods: Iterable[HolidayPeriod], *, language: str) -> str:
    """JSON. Unlike the iCalendar feed's, its last days are part of the holiday."""
    with translation.override(language):
        data = {
            "association": AssociationSettings.current().name,
            "language": language,
            "last_day_is_included": True,
            "holidays": [_period(period) for period in periods],
        }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _period(period: HolidayPeriod) -> dict[str, object]:
    touched = weeks.weeks(period.first_day, period.last_day)
    return {
        "id": str(period.uid),
        "name": period.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "weeks": [f"{week.year}-W{week.number:02}" for week in touched],
        "url": absolute(period.get_absolute_url()),
    }
