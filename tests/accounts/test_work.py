from datetime import UTC, datetime, time, timedelta

import pytest

from accounts import timed_jobs, work
from accounts.models import TimedRun
from accounts.timed_jobs import Job
from tests.support.registries import put_back

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def runs():
    """The moments at which the job under test ran; there is no other job."""
    with put_back(timed_jobs._jobs, empty=True):
        yield []


def nightly(runs):
    def run(at):
        runs.append(at)
        return "done"

    return Job("nightly", run, at=time(3, 0))


def test_a_daily_job_runs_once_a_day(runs):
    timed_jobs.register(nightly(runs))

    for hours in range(48):
        work.round_of_work(NOON + timedelta(hours=hours))

    assert len(runs) == 3


def test_a_daily_job_missed_for_a_week_is_made_up_once(runs):
    timed_jobs.register(nightly(runs))
    work.round_of_work(NOON)

    work.round_of_work(NOON + timedelta(days=7))
    work.round_of_work(NOON + timedelta(days=7, minutes=1))

    assert runs == [NOON, NOON + timedelta(days=7)]


def test_a_job_that_fails_is_tried_again_in_ten_minutes(runs):
    def run(at):
        runs.append(at)
        if len(runs) == 1:
            raise OSError("no network")
        return "done"

    timed_jobs.register(Job("hourly", run, every=timedelta(hours=1)))
    for minutes in range(0, 60, 5):
        work.round_of_work(NOON + timedelta(minutes=minutes))

    assert runs == [NOON, NOON + timedelta(minutes=10)]
    assert TimedRun.objects.get(name="hourly").error == ""


def test_a_job_that_was_killed_in_the_middle_is_tried_again(runs):
    job = nightly(runs)
    timed_jobs.register(job)
    assert work.claim(job, NOON)

    work.round_of_work(NOON + timedelta(minutes=11))

    assert runs == [NOON + timedelta(minutes=11)]


def test_two_workers_do_not_both_run_a_job(runs):
    job = nightly(runs)

    assert [work.claim(job, NOON), work.claim(job, NOON)] == [True, False]


def test_the_clocks_going_back_do_not_run_a_night_job_twice(runs):
    job = Job("nightly", lambda at: runs.append(at) or "done", at=time(3, 30))
    timed_jobs.register(job)
    evening = datetime(2026, 10, 24, 15, 0, tzinfo=UTC)

    for minutes in range(0, 24 * 60, 15):
        work.round_of_work(evening + timedelta(minutes=minutes))

    assert len(runs) == 2  # the first ever at once, then the night's own


def test_the_worker_is_well_once_it_has_reported(runs):
    assert work.silence() is not None

    work.beat(datetime.now(tz=UTC))

    assert work.silence() is None
