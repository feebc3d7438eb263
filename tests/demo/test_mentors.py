from datetime import date

import pytest

from accounts.models import OutboxMail
from demo.life import mentors
from demo.life.days import moment
from mentoring.models import FreeTime, Mentor, Session


@pytest.mark.parametrize(
    "today",
    [date(2026, 11, 24), date(2027, 6, 16), date(2027, 3, 27)],
    ids=["autumn", "in a holiday", "before the clocks change"],
)
def test_the_demo_has_mentors_with_a_past_and_a_future_whenever_it_is_built(db, today):
    mentors.build(today)

    now = moment(today, 12)
    on_leave = [one for one in Mentor.objects.all() if one.is_on_leave(today)]
    assert len(on_leave) == 1
    assert Mentor.objects.shown(today).count() == 11
    assert Session.objects.filter(cancelled_at=None, ends_at__lt=now).count() > 5
    assert Session.objects.ahead(now).exists()
    assert Session.objects.exclude(cancelled_at=None).count() == 1
    free = FreeTime.objects.bookable(now)
    assert len({one.mentor_id for one in free}) == 11
    assert not OutboxMail.objects.filter(sent_at=None).exists()


def test_building_it_again_changes_nothing(db):
    today = date(2026, 11, 24)
    mentors.build(today)
    before = sorted(Session.objects.values_list("pk", flat=True))

    mentors.build(today)

    assert sorted(Session.objects.values_list("pk", flat=True)) == before
