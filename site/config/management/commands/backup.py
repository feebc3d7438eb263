from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import backup


class Command(BaseCommand):
    help = "Write the database and the media to one file; the site may be running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> str:
        target = backup.write(options["file"])
        return f"Wrote {target} ({target.stat().st_size // 1024} kB)."
