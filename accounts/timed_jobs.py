"""Jobs the worker does at their time. Each remembers when it last ran, so that after
a pause the missed run is made up once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Job:
    """`every` so often, or daily `at` a local time; `run(at)` answers a log line."""

    name: str
    run: Callable[[datetime], str]
    every: timedelta | None = None
    at: time | None = None


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    if (job.every is None) == (job.at is None):
        raise ValueError(f"{job.name}: give either `every` or `at`.")
    _jobs[job.name] = job


def jobs() -> list[Job]:
    return list(_jobs.values())
