"""Tasks run in the worker; what a kill left behind is taken up, what is old goes."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import retention, work

# The runner closes connections, so the tests commit.
pytestmark = pytest.mark.usefixtures("committed")

ran: list[int] = []


@task
def note(number: int) -> None:
    ran.append(number)


@task
def fail(number: int) -> None:
    raise ValueError(number)


@pytest.fixture(autouse=True)
def nothing_ran():
    ran.clear()


def left_behind(*, tries: int = 1, hours: float = 2) -> DBTaskResult:
    """A task in which a worker was killed some hours ago."""
    note.enqueue(7)
    row = DBTaskResult.objects.get()
    row.status = TaskResultStatus.RUNNING
    row.started_at = timezone.now() - timedelta(hours=hours)
    row.worker_ids = [str(number) for number in range(tries)]
    row.save()
    return row


def test_a_round_runs_the_tasks_that_wait():
    note.enqueue(1)
    note.enqueue(2)

    work.round_of_work(timezone.now())

    assert sorted(ran) == [1, 2]


def test_a_task_that_fails_does_not_stop_the_next():
    fail.enqueue(1)
    note.enqueue(2)

    work.round_of_work(timezone.now())

    assert ran == [2]
    assert DBTaskResult.objects.failed().count() == 1


def test_a_task_in_which_the_worker_was_killed_runs_again():
    left_behind()

    assert work.take_up_lost_tasks(timezone.now()) == "Took up 1 task(s)."
    work.run_tasks()

    assert ran == [7]


def test_a_task_that_is_still_running_is_left_alone():
    left_behind(hours=0.5)

    assert work.take_up_lost_tasks(timezone.now()) == "Took up 0 task(s)."


def test_a_task_that_has_ended_three_workers_is_not_given_a_fourth():
    left_behind(tries=3)

    work.take_up_lost_tasks(timezone.now())
    work.run_tasks()

    assert ran == []
    assert DBTaskResult.objects.failed().count() == 1


def test_what_became_of_tasks_is_kept_for_two_weeks():
    note.enqueue(1)
    work.run_tasks()
    now = timezone.now()

    retention.run(now + timedelta(days=13))
    assert DBTaskResult.objects.count() == 1
    retention.run(now + timedelta(days=15))
    assert not DBTaskResult.objects.exists()
