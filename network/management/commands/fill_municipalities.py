from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network import filling


class Command(BaseCommand):
    help = (
        "Bring municipalities and regions in line with the official lists. "
        "`migrate` does this by itself; use it for a newer list in a folder of yours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=filling.DATA,
            help="Where municipalities.tsv and regions.tsv are.",
        )

    def handle(self, **options: Any) -> str:
        try:
            return str(filling.fill(options["folder"]))
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"The list could not be read: {error!r}") from error
