from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import erasure_file, retention
from config import backup


class Command(BaseCommand):
    help = (
        "Bring a backup into an empty database and an empty media folder, make its "
        "tables those of this version, and erase again what was erased since."
    )
    requires_system_checks: list[str] = []  # there is no database yet to check

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> str:
        facts = backup.restore(options["file"])
        call_command("migrate", interactive=False, verbosity=0)
        count = self.forget_again(datetime.fromisoformat(facts["written_at"]))
        return (
            f"Restored the backup of {facts['written_at']} (version "
            f"{facts['version']}) and erased {count} row(s) again."
        )

    def forget_again(self, written_at: datetime) -> int:
        """What grew old meanwhile first: later erasures did not see it any more."""
        now = timezone.now()
        retention.run(now)
        again = erasure_file.repeat(since=written_at, at=now)
        if again.failed:
            raise CommandError(
                "The backup is restored, but these rows could not be erased again; "
                f"erase them by hand: {', '.join(again.failed)}."
            )
        return again.count
