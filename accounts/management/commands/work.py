"""The one background process."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from accounts import work

logger = logging.getLogger("mentorit.work")


class Command(BaseCommand):
    help = "Send mail, run tasks and do timed jobs until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between")

    def handle(self, **options: Any) -> None:
        stopping = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopping.set()

        if options["once"]:
            work.round_of_work(timezone.now())
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, stop)
        while not stopping.is_set():
            self.one_round()
            stopping.wait(options["pause"])

    def one_round(self) -> None:
        close_old_connections()
        try:
            work.round_of_work(timezone.now())
        except OperationalError:
            # The database is away or busy for a moment: the next round tries again.
            logger.exception("This round was cut short")
        close_old_connections()
