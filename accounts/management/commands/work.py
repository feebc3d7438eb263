"""The one background process."""

import logging
import os
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from accounts import work

logger = logging.getLogger("mentorit.work")

# How long what is under way may go on once we are told to stop.
GRACE = 3.0
AFTER_TROUBLE = 5.0


class Command(BaseCommand):
    help = "Send mail, run tasks and do timed jobs until stopped."
    # `make run` waits for this process to report; `manage.py check` does the checks.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between")

    def handle(self, **options: Any) -> None:
        if options["once"]:
            work.round_of_work(timezone.now())
            return
        self.stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        while not self.stopping.is_set():
            is_well = self.one_round()
            self.stopping.wait(options["pause"] if is_well else AFTER_TROUBLE)
        # While Python shuts down it has no handler, and the alarm would kill it.
        signal.setitimer(signal.ITIMER_REAL, 0)

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """End after this round, or in the middle of it once GRACE is over.

        A hard end loses nothing: mails, jobs and tasks are booked before they begin,
        and the next worker makes up what was not finished.
        """
        self.stopping.set()
        signal.signal(signal.SIGALRM, lambda _signal, _frame: os._exit(0))
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    def one_round(self) -> bool:
        """Answers whether the database let us work."""
        close_old_connections()
        try:
            work.round_of_work(timezone.now())
        except Error:
            # The database is away or busy for a moment, or has yet to be migrated.
            logger.exception("This round was cut short")
            return False
        finally:
            close_old_connections()
        return True
