from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import backup


class Command(BaseCommand):
    help = "Bring a backup into an empty database and an empty media folder."
    requires_system_checks: list[str] = []  # there is no database yet to check

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> str:
        facts = backup.restore(options["file"])
        return (
            f"Restored the backup of {facts['written_at']} "
            f"(version {facts['version']}). Run `manage.py migrate` next."
        )
