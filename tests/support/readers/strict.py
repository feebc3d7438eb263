"""Run in an environment of its own: prints what allenporter's ical reads."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream


def said(moment):
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return moment.isoformat()


calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_text())
rows = [
    (said(one.start), said(one.end), one.summary, one.status == "CANCELLED")
    for one in calendar.timeline
]
print(json.dumps(rows))
