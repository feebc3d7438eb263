"""What the one background process does: tasks, outgoing mail, and jobs at their time.

Each round is a function of the moment, so that a test can be the clock.
"""

import logging
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts import outbox, timed_jobs
from accounts.models import TimedRun
from accounts.timed_jobs import Job

logger = logging.getLogger("mentorit.work")

WORKER = "worker"
BEAT = timedelta(seconds=30)
SILENCE = timedelta(minutes=10)
RETRY = timedelta(minutes=10)
TASK_PATIENCE = timedelta(hours=1)
TASK_TRIES = 3
# Stands in a job's row while it runs; found later, the worker was killed in it.
UNFINISHED = "Not finished."


def round_of_work(at: datetime) -> int:
    """Do what is due; answers how much was done, so that an idle worker can rest."""
    beat(at)
    done = outbox.send_due(at)
    done += sum(run_if_due(job, at) for job in timed_jobs.jobs())
    run_tasks()
    return done


def take_up_lost_tasks(at: datetime) -> str:
    """Tasks that a killed worker left behind run again, a few times at most: the
    third kill may be the task's own doing. The timed job "lost-tasks"."""
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lte=at - TASK_PATIENCE
    )
    taken_up = 0
    for task in running:
        if len(task.worker_ids) < TASK_TRIES:
            task.status, task.started_at = TaskResultStatus.READY, None
            task.save(update_fields=["status", "started_at"])
            taken_up += 1
        else:
            task.set_failed(TimeoutError("The worker ended while it ran this."))
    return f"Took up {taken_up} task(s)."


def beat(at: datetime) -> None:
    """Leave a sign of life, at most one write in half a minute."""
    known = TimedRun.objects.filter(name=WORKER)
    if known.filter(ran_at__gt=at - BEAT, ran_at__lte=at).exists():
        return
    TimedRun.objects.update_or_create(name=WORKER, defaults={"ran_at": at})


def silence() -> str | None:
    """What /healthz asks: None, or that the worker has not reported."""
    last = TimedRun.objects.filter(name=WORKER).first()
    if last is None or last.ran_at < timezone.now() - SILENCE:
        return "The worker has not reported for ten minutes: start `manage.py work`."
    return None


def is_due(job: Job, ran_at: datetime, at: datetime) -> bool:
    """Whether the job, last begun at `ran_at`, should begin at `at`."""
    if job.every is not None:
        return at - ran_at >= job.every
    assert job.at is not None  # noqa: S101 - a job has one or the other
    local = timezone.localtime(at)
    moment = timezone.make_aware(datetime.combine(local.date(), job.at))
    if moment > at:
        yesterday = local.date() - timedelta(days=1)
        moment = timezone.make_aware(datetime.combine(yesterday, job.at))
    return ran_at < moment


def claim(job: Job, at: datetime) -> bool:
    """Book this run: another worker leaves it alone, a pause is made up once."""
    with transaction.atomic():
        row, is_new = TimedRun.objects.select_for_update().get_or_create(
            name=job.name, defaults={"ran_at": at, "error": UNFINISHED}
        )
        failed_a_while_ago = bool(row.error) and row.ran_at <= at - RETRY
        if not (is_new or failed_a_while_ago or is_due(job, row.ran_at, at)):
            return False
        row.ran_at, row.error = at, UNFINISHED
        row.save(update_fields=["ran_at", "error"])
        return True


def run_if_due(job: Job, at: datetime) -> bool:
    """Run the job if its time has come. A failed one is tried again in ten minutes."""
    if not claim(job, at):
        return False
    try:
        answer, error = job.run(at), ""
        logger.info("%s: %s", job.name, answer)
    except Exception as problem:
        logger.exception("%s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"
    TimedRun.objects.filter(name=job.name).update(error=error)
    return not error


def run_tasks() -> None:
    """Run the tasks that wait in the database, Wagtail's among them."""
    if settings.TASKS["default"]["BACKEND"] != "django_tasks_db.DatabaseBackend":
        return
    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    ).run()
