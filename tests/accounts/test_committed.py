import threading

from django.db import connection
from django.utils import timezone

from accounts.models import TimedRun
from accounts.work import beat


def test_another_thread_sees_what_was_committed(committed):
    beat(timezone.now())
    seen = []

    def look():
        seen.append(TimedRun.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]
